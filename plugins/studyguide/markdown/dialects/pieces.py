"""The tokens that blocks of other dialects are made of."""

from collections.abc import Mapping

from markdown_it.token import Token

Slots = list[list[Token]]


def made(kind: str, tag: str, nesting: int, of: Token, meta: Mapping[str, object] | None = None) -> Token:
    """Make a token in place of another one; blocks count as levels."""
    token = Token(kind, tag, nesting, map=of.map, block=True, level=of.level)  # type: ignore[arg-type]  # -1, 0 or 1
    token.meta = {**(meta or {}), "dialect": bool(nesting)}
    return token


def paragraph(content: str, of: Token) -> list[Token]:
    """Make a paragraph in place of another token."""
    opening = Token("paragraph_open", "p", 1, map=of.map, block=True, level=of.level)
    inline = Token("inline", "", 0, content=content, map=of.map, children=[], level=of.level + 1)
    return [opening, inline, Token("paragraph_close", "p", -1, block=True, level=of.level)]


def tab(title: str, of: Token) -> Token:
    """Make the beginning of a tab."""
    return made("tab_open", "div", 1, of, {"title": title})


def quoted(name: str) -> str:
    """Write a title so that it can stand in quotes."""
    return name.replace('"', "”").replace("'", "’")
