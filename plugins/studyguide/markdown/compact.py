"""Tokens that take less memory once a file is read: what the parser was done with goes, what is alike is one value.

A guide holds a million tokens, and a third of their bytes are empty dictionaries, room that lists keep to grow, and
ends of elements of which one is as another. Nobody changes tokens after a file is read.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, NoReturn

from markdown_it.token import Token

ALIKE = 4_096
"""Tokens that are kept to be used again; a guide has some hundred kinds."""


class _Nothing(dict[Any, Any]):
    """What all tokens without attributes share: it stays empty."""

    def _refused(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("tokens are copied, never changed")

    __setitem__ = setdefault = update = __ior__ = _refused


_NOTHING = _Nothing()


def tokens(given: Iterable[Token]) -> tuple[Token, ...]:
    """Return tokens that say the same: of those that hold something the same objects, made small."""
    made = tuple(map(_small, given))
    for before, token in pairwise(made):
        if token.map and token.map == before.map:
            token.map = before.map  # a paragraph and its text stand on the same lines
    return made


def _small(token: Token) -> Token:
    if not (token.attrs or token.map or token.children or token.content or token.meta):
        return _alike(
            token.type, token.tag, token.nesting, token.level, token.markup, token.info, token.block, token.hidden
        )
    token.attrs = token.attrs or _NOTHING
    token.meta = token.meta or _NOTHING
    if token.children:
        token.children = _listed(token.children)
        if token.children[0].content == token.content:
            token.children[0].content = token.content  # a text without markup is twice in the memory
    return token


def _listed(children: Sequence[Token]) -> list[Token]:
    return list(map(_small, children))  # a list that grew has room for more


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
) -> Token:
    made = Token(type_, tag, nesting, level=level, markup=markup, info=info, block=block, hidden=hidden)
    made.attrs, made.meta = _NOTHING, _NOTHING
    return made
