"""MyST's ``{glossary}``: terms at the margin, what they mean below them and indented; a list of definitions."""

from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.rules_block import StateBlock

from studyguide.markdown.source_lines import line_of


class _Entry(NamedTuple):
    """The lines of terms that share a meaning, and the first and the last (excluded) line of it."""

    terms: Sequence[int]
    first: int
    last: int


def entries(state: StateBlock, first: int, last: int) -> Sequence[_Entry]:
    """Return what a glossary holds; nothing where it is written otherwise, as with ``: `` before each meaning."""
    margin = next((state.sCount[number] for number in range(first, last) if not state.isEmpty(number)), 0)
    found: list[_Entry] = []
    terms: list[int] = []
    for number in range(first, last):
        if state.isEmpty(number):
            continue
        if state.sCount[number] > margin:
            if terms:
                found.append(_Entry(tuple(terms), number, number + 1))
                terms = []
            elif found:
                found[-1] = found[-1]._replace(last=number + 1)
        elif state.sCount[number] < margin or line_of(state, number).startswith((":", "-", "*", "#", "`", "~", ">")):
            return ()
        else:
            terms.append(number)
    return () if terms else found


def push(state: StateBlock, found: Sequence[_Entry]) -> None:
    """Write the list of definitions."""
    _open(state, "dl_open", "dl", found[0].terms[0], found[-1].last)
    for entry in found:
        for number in entry.terms:
            _open(state, "dt_open", "dt", number, number + 1)
            inline = state.push("inline", "", 0)
            # Behind ` : ` stands a key for the index (Docutils).
            inline.content = line_of(state, number).partition(" : ")[0].strip()
            inline.map, inline.children = [number, number + 1], []
            state.push("dt_close", "dt", -1)
        _open(state, "dd_open", "dd", entry.first, entry.last)
        _meaning(state, entry)
        state.push("dd_close", "dd", -1)
    state.push("dl_close", "dl", -1)


def _open(state: StateBlock, kind: str, tag: str, first: int, last: int) -> None:
    state.push(kind, tag, 1).map = [first, last]


def _meaning(state: StateBlock, entry: _Entry) -> None:
    before = state.parentType, state.lineMax, state.level, state.blkIndent
    indent = min(state.sCount[n] for n in range(entry.first, entry.last) if not state.isEmpty(n))
    state.parentType, state.lineMax, state.level, state.blkIndent = "blockquote", entry.last, state.level + 1, indent
    state.md.block.tokenize(state, entry.first, entry.last)
    state.parentType, state.lineMax, state.level, state.blkIndent = before
