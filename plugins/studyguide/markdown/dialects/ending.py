"""The line that ends a block of code."""

from collections.abc import Callable

from markdown_it.rules_block import StateBlock

from studyguide.markdown.source_lines import line_of


def find(state: StateBlock, start: int, end: int, name: str, ends: Callable[[str], bool]) -> int | None:
    """Return the line that ends what begins on a line; None where none does.

    Where none is found, none is looked for again before the same end: that took square time.
    """
    nowhere = state.env.setdefault("no_ending", set())
    if (name, end) in nowhere:
        return None
    last = next((number for number in range(start + 1, end) if ends(line_of(state, number).rstrip())), None)
    if last is None:
        nowhere.add((name, end))
    return last
