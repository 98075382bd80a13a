"""Tokens that take less memory once a file is read: what the parser was done with goes, what is alike is one value.

A guide holds a million tokens. Most are texts, paragraphs, links and formulas, in which few of the thirteen fields of a
token differ from those of all others of their kind; and beginnings and ends on some line of one file are like those on
that line of another. Nobody changes tokens after a file is read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import is_
from typing import Any, Literal, NoReturn, cast

from markdown_it.token import Token

ALIKE = 1 << 15
"""Tokens, and lines of them, that are kept to be used again until :func:`forget`."""


class _Nothing(dict[Any, Any]):
    """What all tokens without attributes share: it stays empty."""

    def _refused(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("tokens are copied, never changed")

    __setitem__ = setdefault = update = __ior__ = _refused


_NOTHING = _Nothing()

_NOWHERE = frozenset({"em_open", "strong_open", "s_open"})
"""Tokens that nobody asks for their line, besides ends: it is that of the text in them."""


def tokens(given: Iterable[Token]) -> tuple[Token, ...]:
    """Return tokens that say the same, made small; of those that are small the same objects."""
    return tuple(map(_small, given))


def inside(given: Iterable[Token]) -> None:
    """Make small what stands in block tokens, for all that is made from it before they are made small themselves."""
    for token in given:
        if token.children:
            token.children = list(map(_small, token.children))


def holding(token: Token, children: Sequence[Token]) -> Token:
    """Return a token that holds these: itself, where it does."""
    before = token.children or ()
    same = len(before) == len(children) and all(map(is_, before, children))
    return token if same else token.copy(children=children)


def forget() -> None:
    """Let go what is kept to be used again."""
    _alike.cache_clear()
    _lines.cache_clear()


class _Small:
    """A token of which a class holds what is the same for all of its kind."""

    __slots__ = ()
    type = tag = content = markup = info = ""
    nesting = level = 0
    attrs: Mapping[str, Any] = _NOTHING
    meta: Mapping[str, Any] = _NOTHING
    children: Sequence[Token] | None = None
    map: Sequence[int] | None = None
    block = hidden = False

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and all(getattr(self, name) == getattr(other, name) for name in _FIELDS)

    __hash__ = None  # type: ignore[assignment]  # as of all tokens

    def __repr__(self) -> str:
        return repr(self.copy())

    def attrGet(self, name: str) -> Any:  # noqa: N802  as tokens call it
        """Return an attribute, None where there is none."""
        return self.attrs.get(name)

    def attrItems(self) -> list[tuple[str, Any]]:  # noqa: N802  as tokens call it
        """List the attributes."""
        return list(self.attrs.items())

    def copy(self, **changes: Any) -> Token:
        """Return a token that can be changed."""
        return Token(**{name: getattr(self, name) for name in _FIELDS} | changes)


_FIELDS = Token.__slots__


class _Text(_Small):
    __slots__ = ("content", "level", "map")
    type = "text"


class _Paragraph(_Small):
    """The content of a block; what it said as it was written is in its tokens."""

    __slots__ = ("children", "level", "map")
    type = "inline"
    block = True


class _Link(_Small):
    __slots__ = ("href", "level", "map")
    href: Any
    type, tag, nesting = "link_open", "a", 1

    @property
    def attrs(self) -> Mapping[str, Any]:  # type: ignore[override]
        return {"href": self.href}


class _Formula(_Small):
    __slots__ = ("content", "drawing", "level", "map", "markup")
    drawing: Any
    type, tag = "math_inline", "math"

    @property
    def meta(self) -> Mapping[str, Any]:  # type: ignore[override]
        return {"drawing": self.drawing}


class _FormulaBlock(_Formula):
    __slots__ = ()
    type, block = "math_block", True


def _small(token: Token) -> Token:
    if isinstance(token, _Small):
        return token
    lines = _lines(*token.map) if token.map and token.type not in _NOWHERE and token.nesting >= 0 else None
    if (make := _MAKERS.get(token.type)) and (made := make(token)):
        made.level, made.map = token.level, lines
        return cast("Token", made)
    if not (token.attrs or token.children or token.content or token.meta):
        return _alike(
            token.type,
            token.tag,
            token.nesting,
            token.level,
            token.markup,
            token.info,
            token.block,
            token.hidden,
            lines,
        )
    token.attrs, token.meta = token.attrs or _NOTHING, token.meta or _NOTHING
    token.map = cast("list[int]", lines)
    if token.children:
        token.children = list(map(_small, token.children))  # a list that grew has room for more
    return token


def _text(token: Token) -> _Text | None:
    if token.attrs or token.meta or token.markup or token.info or token.hidden or token.tag or token.block:
        return None
    made = _Text()
    made.content = token.content
    return made


def _paragraph(token: Token) -> _Paragraph | None:
    if token.attrs or token.meta or token.markup or token.info or token.hidden or token.tag or not token.block:
        return None
    if token.content and not token.children:
        return None
    made = _Paragraph()
    made.children = list(map(_small, token.children or ()))
    return made


def _link(token: Token) -> _Link | None:
    other = token.tag != _Link.tag or token.meta or token.markup or token.info or token.hidden or token.block
    if other or [*token.attrs] != ["href"]:
        return None
    made = _Link()
    made.href = token.attrs["href"]
    return made


def _formula(token: Token) -> _Formula | None:
    kind = _FormulaBlock if token.type == _FormulaBlock.type else _Formula
    other = token.tag != kind.tag or token.block != kind.block
    if other or token.attrs or token.info or token.hidden or [*token.meta] != ["drawing"]:
        return None
    made = kind()
    made.content, made.drawing, made.markup = token.content, token.meta["drawing"], token.markup
    return made


_MAKERS: Mapping[str, Callable[[Token], Any]] = {
    _Text.type: _text,
    _Paragraph.type: _paragraph,
    _Link.type: _link,
    _Formula.type: _formula,
    _FormulaBlock.type: _formula,
}


@lru_cache(maxsize=ALIKE)
def _lines(first: int, last: int) -> tuple[int, int]:
    return first, last


@lru_cache(maxsize=ALIKE)
def _alike(  # noqa: PLR0913, PLR0917  the fields of a token
    type_: str,
    tag: str,
    nesting: Literal[-1, 0, 1],
    level: int,
    markup: str,
    info: str,
    block: bool,  # noqa: FBT001
    hidden: bool,  # noqa: FBT001
    lines: tuple[int, int] | None,
) -> Token:
    made = Token(type_, tag, nesting, level=level, markup=markup, info=info, block=block, hidden=hidden)
    made.attrs, made.meta, made.map = _NOTHING, _NOTHING, cast("list[int] | None", lines)
    return made
