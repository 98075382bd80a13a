"""MyST's tables: ``{list-table}``, a list of rows that are lists of cells, and ``{csv-table}``.

A cell holds what one paragraph may. Where a cell holds more, the table is shown as the list that it is.
"""

import csv
from collections.abc import Sequence

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from studyguide.markdown.dialects.myst_directive import Directive

CELLS = 5_000
"""Cells of one table; more are text."""


def of_list(state: StateBlock, directive: Directive) -> None:
    """Write the table that a list in a list is."""
    _caption(state, directive)
    before = len(state.tokens)
    around = state.parentType, state.lineMax, state.level
    state.parentType, state.lineMax, state.level = "blockquote", directive.last, state.level + 1
    state.md.block.tokenize(state, directive.first, directive.last)
    state.parentType, state.lineMax, state.level = around
    rows = _rows(state.tokens[before:])
    if rows:
        del state.tokens[before:]
        _push(state, directive, rows, _header_rows(directive))


def of_values(state: StateBlock, directive: Directive) -> None:
    """Write a table of values that commas part."""
    _caption(state, directive)
    numbers = [n for n in range(directive.first, directive.last) if not state.isEmpty(n)]
    lines = [state.src[state.bMarks[n] + state.tShift[n] : state.eMarks[n]] for n in numbers]
    sign = {"tab": "\t", "space": " "}.get(directive.values.get("delim", ","), directive.values.get("delim", ",")[:1])
    given = [directive.values["header"]] if directive.values.get("header") else []
    rows = [
        [(cell.strip(), directive.start) for cell in row]
        for row in csv.reader([*given, *lines], delimiter=sign or ",", skipinitialspace=True)
    ]
    if rows and sum(map(len, rows)) <= CELLS:
        _push(state, directive, rows, len(given) or _header_rows(directive))


def _header_rows(directive: Directive) -> int:
    number = directive.values.get("header-rows", "0")
    return int(number) if number.isdecimal() and len(number) < 3 else 0  # noqa: PLR2004  no table has a hundred


def _caption(state: StateBlock, directive: Directive) -> None:
    if directive.argument:
        _inline(state, "paragraph", "p", directive.argument, directive.start)


def _inline(state: StateBlock, kind: str, tag: str, content: str, line: int) -> None:
    state.push(f"{kind}_open", tag, 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [line, line + 1], []
    state.push(f"{kind}_close", tag, -1)


def _rows(tokens: Sequence[Token]) -> list[list[tuple[str, int]]]:
    """Return the text of the cells with their lines; nothing where the list is no table."""
    rows: list[list[tuple[str, int]]] = []
    depth, texts = 0, 0
    for token in tokens:
        if token.type in {"bullet_list_open", "bullet_list_close"}:
            depth += token.nesting
        elif token.type == "list_item_open" and depth == 1:
            rows.append([])
        elif token.type == "list_item_open" and depth == 2 and rows:  # noqa: PLR2004  a list in a list
            rows[-1].append(("", (token.map or [0])[0]))
            texts = 0
        elif token.type == "inline" and depth == 2 and rows and not texts:  # noqa: PLR2004
            rows[-1][-1] = (token.content, (token.map or [0])[0])
            texts = 1
        elif token.type not in {"paragraph_open", "paragraph_close", "list_item_close"}:
            return []
    return rows if depth == 0 and all(rows) and sum(map(len, rows)) <= CELLS else []


def _push(state: StateBlock, directive: Directive, rows: Sequence[Sequence[tuple[str, int]]], heads: int) -> None:
    state.push("table_open", "table", 1).map = [directive.start, directive.last + 1]
    width = max(map(len, rows))
    # A table has a head, as on GitHub: an empty one where none is named.
    shown = rows if heads else [[("", directive.start)] * width, *rows]
    for number, row in enumerate(shown):
        head = number < max(heads, 1)
        if number in {0, max(heads, 1)}:
            state.push(f"{'thead' if head else 'tbody'}_open", "thead" if head else "tbody", 1)
        state.push("tr_open", "tr", 1)
        for text, line in (*row, *[("", directive.start)] * (width - len(row))):
            kind = "th" if head else "td"
            _inline(state, kind, kind, " ".join(text.split("\n")), line)
        state.push("tr_close", "tr", -1)
        if number + 1 in {max(heads, 1), len(shown)}:
            state.push(f"{'thead' if head else 'tbody'}_close", "thead" if head else "tbody", -1)
    state.push("table_close", "table", -1)
