"""The formulas of a source: each is drawn once, where it stands, and says so where it cannot be."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from studyguide.markdown.formulas import TYPES
from studyguide.maths import drawing, macros
from studyguide.maths.macros import Macros
from studyguide.maths.tokens import cut
from studyguide.notes.workpiece import Workpiece
from studyguide.problems import shown


def macros_of(tokens: Iterable[Token], known: Macros) -> Macros:
    """Collect what the formulas of a file define; it holds in the whole file, as it does where MathJax reads it."""
    found: dict[str, macros.Macro] = {}
    for token in _all(tokens):
        if token.type in TYPES and any(word in token.content for word in macros.DEFINES):
            found |= macros.parted(cut(token.content))[1]
    return known | found


def draw(piece: Workpiece, tokens: Sequence[Token], line: int) -> None:
    """Draw formulas in place. Tokens without a line of their own stand on ``line``, or on that of one before them."""
    for token in _all(tokens):
        line = token.map[0] if token.map else line
        if token.type not in TYPES or "drawing" in token.meta:
            continue
        drawn = drawing.draw(token.content, piece.macros, display=token.type != "math_inline")
        token.meta = {**token.meta, "drawing": drawn}
        if drawn.fault:
            message = (
                f"the formula {shown(token.content.strip())} cannot be drawn and is shown as written: {drawn.fault}"
            )
            piece.report(line, "formula", f"{message}{_repair(drawn.fault)}")


def _repair(fault: str) -> str:
    if "Unknown command" not in fault:
        return ""
    return ". Write it in other words, or say what it stands for: `maths: {macros: {name: ...}}` in the options"


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _all(token.children)
