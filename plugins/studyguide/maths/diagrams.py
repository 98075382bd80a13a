r"""Commutative diagrams, ``A @>f>> B``, drawn as tables of objects and arrows."""

from collections.abc import Callable

from studyguide.maths.faults import FormulaError
from studyguide.maths.tokens import Tex, joined

Run = Callable[[Tex], list[str]]


def drawn(tokens: Tex, run: Run) -> list[str]:
    """Write a diagram as a table; ``run`` writes the formulas in it."""
    rows: list[list[str]] = [[]]
    for piece in tokens:
        if piece == "\\\\":
            rows.append([])
        else:
            rows[-1].append(piece)
    lines = [_diagram_row(row, run) for row in rows]
    width = max((line.count("&") + 1 for line in lines), default=1)
    return [f"\\begin{{array}}{{{'c' * width}}}", " \\\\ ".join(lines), "\\end{array}"]


_ACROSS = {
    ">": ("\\xrightarrow", "\\rightarrow"),
    "<": ("\\xleftarrow", "\\leftarrow"),
    "=": ("", "="),
    ".": ("", "\\ "),
}
_DOWN = {"V": "\\downarrow", "A": "\\uparrow", "|": "\\|"}


def _diagram_row(row: Tex, run: Run) -> str:
    """Write a row: objects and the arrows between them, or arrows between two rows, each in a column of its own."""
    cells: list[str] = []
    current: list[str] = []
    at = 0
    vertical = False
    while at < len(row):
        kind = row[at + 1] if row[at] == "@" and at + 1 < len(row) else ""
        if kind in _ACROSS or kind in _DOWN:
            first, second, at = _labels(row, at + 1, kind)
            if kind in _DOWN:
                vertical = True
                cells += [_vertical(kind, first, second, run), ""]
            else:
                cells += [joined(run(current)), _horizontal(kind, first, second, run)]
                current = []
        else:
            current.append(row[at])
            at += 1
    return " & ".join(cells[:-1] if vertical else [*cells, joined(run(current))])


def _labels(row: Tex, at: int, kind: str) -> tuple[Tex, Tex, int]:
    if kind in "=.|":
        return (), (), at + 1
    ends = [index for index in range(at, len(row)) if row[index] == kind][:3]
    if len(ends) < 3:  # noqa: PLR2004
        message = "an arrow of its diagram is not closed"
        raise FormulaError(message)
    return row[ends[0] + 1 : ends[1]], row[ends[1] + 1 : ends[2]], ends[2] + 1


def _horizontal(kind: str, above: Tex, below: Tex, run: Run) -> str:
    long, short = _ACROSS[kind]
    over, under = joined(run(above)).strip(), joined(run(below)).strip()
    if not long or not (over or under):
        return short
    return f"{long}{f'[{under}]' if under else ''}{{{over}}}"


def _vertical(kind: str, left: Tex, right: Tex, run: Run) -> str:
    before, after = (joined(run(part)).strip() for part in (left, right))
    return f"{{\\scriptstyle {before}}}{_DOWN[kind]}{{\\scriptstyle {after}}}"
