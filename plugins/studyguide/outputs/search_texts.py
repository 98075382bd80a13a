"""The texts that search looks through: a section cut at its headings, and into lines to be read one after another."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from studyguide.html import code_blocks
from studyguide.language.language import Language
from studyguide.markdown.plain_text import block_text, matching
from studyguide.model import Section
from studyguide.reuse.memory import kept

if TYPE_CHECKING:
    from markdown_it.token import Token

_BEGINS = {"paragraph_open", "tr_open", "fence", "code_block", "dt_open", "dd_open", "list_item_open"}
_CELLS = {"td_open", "th_open"}
_ENDS = (".", "!", "?", ":", "\N{HORIZONTAL ELLIPSIS}", "\N{ARABIC QUESTION MARK}", "\N{DEVANAGARI DANDA}")
_WIDE_ENDS = ("\N{IDEOGRAPHIC FULL STOP}", "\N{FULLWIDTH QUESTION MARK}", "\N{FULLWIDTH COLON}")


@kept
def texts(section: Section, quiet: frozenset[int], language: Language) -> Sequence[str]:
    """Cut a section's text at its headings, and into lines: what stands below the title comes first.

    ``quiet`` are the lines of its file that are searched as something else.
    """
    anchors = {heading.anchor for heading in section.headings[1:]}
    silent = {*quiet, *_heads(section, quiet)}
    parts: list[list[Token]] = [[]]
    line = 0
    inside = False
    for token in section.tokens:
        line = section.at(token).line if token.map else line
        if token.type == "heading_open" and token.attrGet("id") in anchors:
            parts.append([])
            inside = True
        elif token.type == "heading_close":
            inside = False
        # Diagrams are code whose words, arrows and ids would be found instead of text.
        elif not inside and line not in silent and code_blocks.info(token.info)[0] != "mermaid":
            parts[-1].append(token)
    return ["\n".join(_lines(part, language)) for part in parts]


def _heads(section: Section, quiet: frozenset[int]) -> Iterator[int]:
    """List the lines of heads of tables that have no row left: "At a glance" says nothing alone."""
    for start, token in enumerate(section.tokens):
        if token.type == "table_open":
            table = section.tokens[start : matching(section.tokens, start)]
            head, *rows = [section.at(row).line for row in table if row.type == "tr_open" and row.map] or [0]
            if rows and quiet.issuperset(rows):
                yield head


def _lines(tokens: Sequence["Token"], language: Language) -> Iterator[str]:
    """Give each paragraph, item and row of a table a line, for what stands together is found together."""
    begun: list[Token] = []
    for token in tokens:
        if token.type in _BEGINS:
            if said := _line(begun, language):
                yield said
            begun = []
        begun.append(token)
    if said := _line(begun, language):
        yield said


def _line(tokens: Sequence["Token"], language: Language) -> str:
    """Say in a line what stands together; of a row of a table, each cell for itself."""
    if not (tokens and tokens[0].type == "tr_open"):
        return block_text(tokens)
    cells: list[list[Token]] = []
    for token in tokens:
        if token.type in _CELLS:
            cells.append([])
        if cells:
            cells[-1].append(token)
    return _row([block_text(cell) for cell in cells], language, is_head=any(t.type == "th_open" for t in tokens))


def _row(cells: Sequence[str], language: Language, *, is_head: bool) -> str:
    """Say what a row does: of what its first cell names, the others; of the head of a table, what it names."""
    name, *others = cells or ("",)
    said = language.beside(filter(None, others))
    if is_head or not name or not said:
        return language.beside(filter(None, cells))
    return (
        f"{name} {said}"
        if name.endswith(_ENDS + _WIDE_ENDS)
        else language.word("format.meaning", name=name, meaning=said)
    )
