"""The formulas of a source: each is drawn once, where it stands, and says so where it cannot be."""

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from studyguide.markdown.formulas import TYPES
from studyguide.maths import drawing, macros
from studyguide.maths.macros import Macros
from studyguide.maths.tokens import cut
from studyguide.notes.workpiece import Workpiece
from studyguide.problems import SHOWN_LIMIT, Severity

_MARKDOWN = re.compile(r"(?m)^[ \t]*(?:#{1,6}[ \t]+\S|!\[|\[\[|```|[-*][ \t]+[^\W\d_]{3})")
_NO_BLOCK = (
    "lines of text with formulas of their own stand in it, so the `$$` that begins it should end another: look above "
    "for one that is missing, or for a line of a quote without `>`"
)
_NO_FORMULA = (
    "it holds Markdown, so a `$$` at its beginning or end is one too many, or another one is missing; "
    "a blank line in a formula ends it, too"
)


def macros_of(tokens: Iterable[Token], known: Macros, given: Iterable[tuple[str, str]] = ()) -> Macros:
    """Collect what the metadata and the formulas of a file define; it holds in the whole file, as for MathJax."""
    found = dict(macros.written(name, body) for name, body in given)
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
            shown = f"the formula `{_quoted(token.content)}` cannot be drawn and is shown as written"
            severity: Severity = "info" if drawn.unknown and not _MARKDOWN.search(token.content) else "warning"
            piece.report(line, "formula", f"{shown}: {_fault(token, drawn.fault)}", severity)


def _fault(token: Token, fault: str) -> str:
    """Say what is wrong with a formula; where text stands in it, that is its ends and not what it says."""
    if _MARKDOWN.search(token.content):
        return _NO_FORMULA
    return _NO_BLOCK if token.type != "math_inline" and fault.startswith("a `$`") and "\n" in token.content else fault


def _quoted(formula: str) -> str:
    """Quote a formula in a message, in one line and without what it would be cut at."""
    text = " ".join(formula.replace("`", "").split())
    return text if len(text) <= SHOWN_LIMIT else f"{text[: SHOWN_LIMIT - 1]}…"


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _all(token.children)
