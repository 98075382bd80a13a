"""Which way the blocks of a text are written, each beside what it stands in: lists, items, quotations have their own.

``env["directions"]`` holds what is open, outermost first: for each, whether it is written from right to left.
"""

from collections.abc import Sequence

from markdown_it.token import Token
from markdown_it.utils import EnvType

from studyguide.language import direction
from studyguide.markdown.plain_text import plain

_OPEN = "directions"


def of_block(tokens: Sequence[Token], opening: int, env: EnvType) -> str:
    """Return the attribute of a block that is written the other way than what it stands in; else nothing."""
    around = _around(env)
    if _is_plain(tokens, opening, rtl=around):
        return ""
    return _attribute(direction.of_block(_text_in(tokens, opening), rtl=around))


def enter(tokens: Sequence[Token], opening: int, env: EnvType) -> str:
    """Return the attribute of what holds blocks, by the first of them: a list goes as its first item does."""
    first = next((n for n in range(opening, opening + 4) if _is_text(tokens[n + 1 : n + 2])), None)
    found = "" if first is None else of_block(tokens, first, env)
    env.setdefault(_OPEN, []).append(_around(env) is not bool(found))
    return found


def leave(env: EnvType) -> None:
    """Go back to the direction around what ends here."""
    if env.get(_OPEN):
        env[_OPEN].pop()


def has_foreign(tokens: Sequence[Token], opening: int, env: EnvType) -> bool:
    """Say whether a cell holds letters of the other direction than the guide's."""
    rtl = env["context"].language.is_rtl
    return not _is_plain(tokens, opening, rtl=rtl) and direction.is_foreign(_text_in(tokens, opening), rtl=rtl)


def _around(env: EnvType) -> bool:
    found: list[bool] = env.get(_OPEN) or [env["context"].language.is_rtl]
    return found[-1]


def _is_text(found: Sequence[Token]) -> bool:
    return any(token.type == "inline" for token in found)


def _attribute(found: str) -> str:
    return f' dir="{found}"' if found else ""


def _text_in(tokens: Sequence[Token], opening: int) -> str:
    """Return the text of a block, or of the first paragraph in it."""
    inline = next((token for token in tokens[opening + 1 : opening + 3] if token.type == "inline"), None)
    return plain(inline.children or ()) if inline else ""


def _is_plain(tokens: Sequence[Token], opening: int, *, rtl: bool) -> bool:
    """Say, without reading it, that a block is written from left to right as what is around it: most are."""
    return not rtl and all(map(_is_ascii, tokens[opening + 1 : opening + 3]))


def _is_ascii(token: Token) -> bool:
    return token.content.isascii() and all(map(_is_ascii, token.children or ()))
