"""Styles of a drawing, written anew from the tokens that are known to ask for no file.

What is written has no escapes, no comments and only functions of a list, so every browser reads it as we did ("CSS
Syntax Module Level 3"). A declaration or rule that holds anything else is left out as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<blank>(?:[ \t\r\n\f]|<!--|-->|/\*.*?(?:\*/|\Z))++)
    | (?P<url>url\([ \t\r\n\f]*+(?:"(?P<double>[^"\\\n\r\f]*+)"|'(?P<single>[^'\\\n\r\f]*+)'|(?P<bare>[^\s"'()\\]*+))
        [ \t\r\n\f]*+\))
    | (?P<word>[\w-]+\(?)
    # One digit: the others, and the blank that ends an escape, are characters like any other here.
    | (?P<string>"(?:[^"\\\n\r\f]|\\[0-9a-f])*+"|'(?:[^'\\\n\r\f]|\\[0-9a-f])*+')
    | (?P<at>@[\w-]+)
    | (?P<end>[;{}])
    | (?P<slashes>//)  # no style has them outside strings and addresses
    | (?P<sign>[-+*/:,>~=!^$|\[\]().&\#%])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_HARMLESS = re.compile(r"[^(\\{@]*")
"""Without a parenthesis there is no function, without a backslash nothing that only becomes one."""

_DATA = re.compile(
    r"data:(?:image/(?:png|jpe?g|gif|webp|avif|bmp)|font/[\w.+-]+|application/(?:x-)?font-[\w.+-]+"
    r"|application/(?:vnd\.ms-fontobject|octet-stream))(?:;[\w-]+=[\w-]+)*;base64,[A-Za-z0-9+/=%\s]*",
    re.IGNORECASE,
)
_FUNCTIONS = frozenset(
    """
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark var calc min max clamp round abs translate
    translatex translatey translatez translate3d rotate rotatex rotatey rotatez rotate3d scale scalex scaley scalez
    scale3d skew skewx skewy matrix matrix3d perspective cubic-bezier steps linear linear-gradient radial-gradient
    conic-gradient repeating-linear-gradient repeating-radial-gradient blur brightness contrast drop-shadow
    grayscale hue-rotate invert opacity saturate sepia path polygon circle ellipse inset rect format local tech
    fit-content minmax repeat counter not is where has nth-child nth-last-child nth-of-type nth-last-of-type first
    last lang dir
    """.split()
)
"""None of them loads. `url` is looked into; `src`, `image`, `image-set`, `cross-fade`, `element` are never written."""

_RULES = ("@media", "@font-face", "@keyframes", "@-webkit-keyframes", "@supports", "@layer", "@container")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


NESTED = 20
"""Blocks in each other; a rule in more is left out."""


class Sheet(NamedTuple):
    """A style sheet, written anew."""

    text: str
    lost: bool
    """Something was left out."""
    uses: tuple[tuple[str, str], ...]
    """Declarations that name a part of the drawing, or take over what others name, behind their selectors."""


_USES = re.compile("#|inherit|context-", re.IGNORECASE)


def sheet(text: str) -> Sheet:
    """Write a style sheet anew."""
    out: list[str] = []
    around: list[str] = []
    uses: list[tuple[str, str]] = []
    skipped = 0
    lost = False
    for piece, end in _pieces(text):
        if skipped:
            skipped += {"{": 1, "}": -1}.get(end, 0)
            continue
        if end == "{":
            known = piece is not None and (not piece.startswith("@") or piece.lower().startswith(_RULES))
            known &= len(around) < NESTED
            skipped = int(not known)
            around += [str(piece)] if known else []
            out += [f"{piece}{{"] if known else []
        else:
            # A rule without a block imports a sheet, or tells what only imported ones need.
            known = piece is not None and not piece.startswith("@") and not _lent(piece)
            out += [f"{piece};"] if piece and known else []
            uses += [(_selectors(around), piece)] if piece and known and _USES.search(piece) else []
        lost |= not known
        if end == "}" and around:
            out.append("}")
            around.pop()
    return Sheet("".join(out) + "}" * len(around), lost, tuple(uses))


def _lent(declaration: str) -> bool:
    """Say whether a custom property names a part of the drawing, for what uses it may be anywhere."""
    return declaration.startswith("--") and "url(" in declaration.lower()


def _selectors(around: Sequence[str]) -> str:
    """Return the selectors that a declaration is for; every element may be where an animation says what is drawn."""
    if any("keyframes" in rule.lower() for rule in around if rule.startswith("@")):
        return "*"
    return next((rule for rule in reversed(around) if not rule.startswith("@")), "*")


def declarations(text: str) -> tuple[str, bool]:
    """Write the value of an attribute anew: one value, or declarations; also say whether something was left out."""
    if _HARMLESS.fullmatch(text):
        return text, False
    out: list[str] = []
    lost = False
    for piece, end in _pieces(text):
        known = piece is not None and not piece.startswith("@") and end not in {"{", "}"} and not _lent(piece)
        out += [piece] if piece and known else []
        lost |= not known
    return ";".join(out), lost


def _pieces(text: str) -> Iterator[tuple[str | None, str]]:
    """Yield what stands before each `;`, `{` and `}`, with it; None for what is not known to be harmless."""
    piece: list[str] = []
    open_: list[str] = []
    known = True
    for match in _TOKEN.finditer(text):
        kind, token = str(match.lastgroup), match[0]
        if kind == "end" and not open_:
            yield ("".join(piece).strip() if known else None), token
            piece, known = [], True
            continue
        if kind == "blank":
            # A comment ends a word; without a blank in its place `url/**/(` would become a function.
            piece += [" "] if piece else []
            continue
        known &= kind != "at" or not piece
        known &= _known(match)
        piece.append(token)
        if token[-1] in _CLOSING and kind != "string":
            open_.append(_CLOSING[token[-1]])
        elif match[0] in ")]}":
            known &= bool(open_) and open_.pop() == token
    if piece:
        yield ("".join(piece).strip() if known and not open_ else None), ""


def _known(match: re.Match[str]) -> bool:
    """Say whether a token is harmless wherever a browser finds it."""
    if match.lastgroup == "word":
        return not match[0].endswith("(") or match[0][:-1].lower() in _FUNCTIONS
    if match.lastgroup == "url":
        address = match["double"] or match["single"] or match["bare"] or ""
        return address.startswith("#") or bool(_DATA.fullmatch(address))
    return match.lastgroup in {"blank", "string", "at", "sign"}
