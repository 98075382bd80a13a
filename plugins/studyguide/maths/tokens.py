r"""TeX cut into tokens: words (``\alpha``), signs (``\,``), braces, blanks and single characters."""

import re
from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|%[^\n]*\n?|\s+|.", re.DOTALL)
_STARRED = frozenset({"\\operatorname", "\\tag", "\\hspace"})
_OPENS = {"{": "}", "[": "]"}

Tex = Sequence[str]


def cut(tex: str) -> list[str]:
    """Cut a formula into tokens; comments are left out, and a run of blanks is one."""
    found = (" " if piece[0].isspace() else piece for piece in _TOKEN.findall(tex))
    # A backslash before any blank is a blank (The TeXbook, chapter 8); the blank at the end of a formula was left out.
    return ["\\ " if piece[0] == "\\" and not piece[1:].strip() else piece for piece in found if piece[0] != "%"]


def joined(tokens: Iterable[str]) -> str:
    """Write tokens as TeX again. Between a word and a letter, or a star that is not part of it, stands a blank."""
    parts: list[str] = []
    for piece in tokens:
        if parts and is_word(parts[-1]) and _goes_on(parts[-1], piece):
            parts.append(" ")
        parts.append(piece)
    return "".join(parts)


def _goes_on(word: str, piece: str) -> bool:
    """Say whether a piece would be read as the end of the word before it."""
    return (piece[:1].isalpha() and piece.isascii()) or (piece == "*" and word not in _STARRED)


def is_word(piece: str) -> bool:
    r"""Say whether a piece is a word such as ``\alpha``."""
    return len(piece) > 1 and piece[0] == "\\" and piece[1].isalpha() and piece.isascii()


def behind_blanks(tokens: Tex, at: int) -> int:
    """Return the index of the next piece that is no blank."""
    while at < len(tokens) and tokens[at] == " ":
        at += 1
    return at


def argument(tokens: Tex, at: int) -> tuple[Tex, int]:
    """Read what a word takes: a group without its braces, or one piece. Also returns the index behind it."""
    at = behind_blanks(tokens, at)
    if at < len(tokens) and tokens[at] == "{":
        end = _closing(tokens, at)
        return tokens[at + 1 : end], end + 1
    return tokens[at : at + 1], at + 1


def optional(tokens: Tex, at: int) -> tuple[Tex | None, int]:
    """Read what stands in brackets, if anything does."""
    start = behind_blanks(tokens, at)
    if start >= len(tokens) or tokens[start] != "[":
        return None, at
    end = _closing(tokens, start)
    return (tokens[start + 1 : end], end + 1) if end < len(tokens) else (None, at)


def _closing(tokens: Tex, at: int) -> int:
    """Return the index of the piece that closes a group; where none does, the end."""
    wanted, depth = _OPENS[tokens[at]], 0
    for index in range(at + 1, len(tokens)):
        piece = tokens[index]
        if not depth and piece == wanted:
            return index
        depth += (piece == "{") - (piece == "}")
    return len(tokens)
