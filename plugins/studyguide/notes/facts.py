"""Read the ``At a glance`` tables that stand under headings."""

from collections.abc import Sequence

from markdown_it.token import Token

from studyguide.markdown.plain_text import matching, plain
from studyguide.model import Fact
from studyguide.notes.workpiece import Workpiece

COLUMNS = 2
"""A fact table has names and values."""


def attach(piece: Workpiece, body: Sequence[Token]) -> dict[str, tuple[Fact, ...]]:
    """Return the facts of a page by the anchor of the heading they stand under; the title's is empty.

    The tables that hold them are marked with ``facts`` in their metadata.
    """
    found: dict[str, dict[str, Fact]] = {}
    anchor = ""
    for index, token in enumerate(body):
        if token.type == "heading_open" and not token.level:
            anchor = str(token.attrGet("id") or "")
        elif token.type == "table_open" and not token.level:
            rows = _rows(piece, body[index : matching(body, index) + 1])
            if rows is not None:
                token.meta = {**(token.meta or {}), "facts": True}
                _add(piece, found.setdefault(anchor, {}), rows)
    return {key: tuple(rows.values()) for key, rows in found.items()}


def _add(piece: Workpiece, known: dict[str, Fact], rows: Sequence[Fact]) -> None:
    for fact in rows:
        if known.setdefault(fact.name, fact) is not fact:
            message = f"a second value of `{fact.name}` under this heading: the first one counts"
            piece.report(fact.place.line - piece.source.offset - 1, "double-fact", message)


def _rows(piece: Workpiece, table: Sequence[Token]) -> list[Fact] | None:
    """Read a two-column table whose first header cell is the facts heading; None for any other table."""
    heads = [index for index, token in enumerate(table) if token.type == "th_open"]
    if len(heads) != COLUMNS or not _is_heading(piece, table[heads[0] + 1]):
        return None
    cells = [index for index, token in enumerate(table) if token.type == "td_open"]
    pairs = zip(cells[::COLUMNS], cells[1::COLUMNS], strict=False)
    facts = (_fact(piece, table[name], table[name + 1], table[value + 1]) for name, value in pairs)
    return [fact for fact in facts if fact.name and fact.text]


def _is_heading(piece: Workpiece, cell: Token) -> bool:
    return _text(cell).casefold() == piece.options.facts_heading.casefold()


def _fact(piece: Workpiece, opening: Token, name: Token, value: Token) -> Fact:
    line = (name.map or opening.map or [0])[0]
    return Fact(_text(name), tuple(value.children or ()), _text(value), piece.place(line))


def _text(cell: Token) -> str:
    return " ".join(plain(cell.children).split())
