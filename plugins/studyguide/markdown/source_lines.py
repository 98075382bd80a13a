"""Lines of the source: those outside of code, and the one that a block rule looks at."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.rules_block import StateBlock

from studyguide.markdown.containers import fenced_markdown

INTERRUPTS: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""For a block rule that needs no blank line before it; untyped, as the parser's ruler takes it."""

# Also in quotes and lists. Nearly, for only the parser knows containers: a repair missed is better than code changed.
_FENCE = re.compile(r"(?P<before>(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)(?P<mark>`{3,}|~{3,})(?P<info>.*)")


def outside_code(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not in a fenced code block, with their numbers (from 0).

    What MyST has in fences and is Markdown counts as text, its fences too.
    """
    fence = ""
    around: list[str] = []
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            # At least as long, and nothing behind it (CommonMark, 4.5).
            if found and found["mark"].startswith(fence) and not found["info"].strip(" \t"):
                fence = ""
        # `` ```x``` `` in one line is code in a sentence (CommonMark, 4.5).
        elif found and not (found["mark"].startswith("`") and "`" in found["info"]):
            if fenced_markdown(found["info"]):
                around.append(found["mark"])
                yield number, line
            elif around and found["mark"].startswith(around[-1]) and not found["info"].strip(" \t"):
                around.pop()
                yield number, line
            else:
                fence = found["mark"]
        else:
            yield number, line


def line_of(state: StateBlock, number: int) -> str:
    """Return a line without what the containers around it take of it."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
