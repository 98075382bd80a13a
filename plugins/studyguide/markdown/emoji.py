"""Emoji by their names, ``:computer:``, as GitHub shows them. Names without a character, ``:octocat:``, stay text."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_NAME = re.compile(r":([a-z0-9_+-]{1,60}):")


def plugin(md: MarkdownIt) -> None:
    """Add the rule to a parser; before the one that passes over colons."""
    md.inline.ruler.before("gfm_autolink_protocol", "emoji", _emoji)


@cache
def _characters() -> Mapping[str, str]:
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))


def _emoji(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    at = state.pos
    found = _NAME.match(state.src, at, state.posMax) if state.src[at] == ":" else None
    character = _characters().get(found[1]) if found else None
    if found is None or character is None or _is_part(state, at, found.end(), found[1]):
        return False
    if not silent:
        token = state.push("emoji", "", 0)
        token.content, token.markup, token.meta = character, found[0], {"end": found.end()}
    state.pos = found.end()
    return True


def _is_part(state: StateInline, start: int, end: int, name: str) -> bool:
    """Say whether the name is a part of something else: of a time, of ``std::vector::x`` or of ``user:id:7``."""
    before, behind = state.src[start - 1 : start], state.src[end : end + 1]
    # Of a row of emoji, the colon before is the end of another.
    follows = not state.pending and bool(state.tokens) and state.tokens[-1].meta.get("end") == start
    if (before == ":" and not follows) or (behind == ":" and not _NAME.match(state.src, end)):
        return True
    words = [_is_word(sign) for sign in ("" if follows else before, behind)]
    return all(words) or (name.isdigit() and any(words))


def _is_word(sign: str) -> bool:
    # Of letters without capitals, as in Chinese, none parts words.
    return sign.isascii() and (sign.isalnum() or sign == "_")
