r"""Characters that formulas name by number, ``\char"1D4B0``, or build of a letter and an accent, ``\r{A}``."""

import re
import unicodedata

from studyguide.maths.faults import FormulaError
from studyguide.maths.tokens import Tex, argument, behind_blanks, joined

ACCENTS = {"\\'": "\\acute", "\\`": "\\grave", "\\^": "\\hat", '\\"': "\\ddot", "\\~": "\\tilde", "\\=": "\\bar",
           "\\.": "\\dot"}  # fmt: skip
"""Accents of text → those of formulas that look the same."""

ALONE = {"\\^": "\\textasciicircum ", "\\~": "\\textasciitilde "}
"""What an accent upon nothing is."""

COMBINING = {
    "\\r": "\u030a", "\\c": "\u0327", "\\v": "\u030c", "\\u": "\u0306", "\\H": "\u030b", "\\d": "\u0323",
    "\\k": "\u0328", "\\b": "\u0331", "\\t": "\u0361",
}  # fmt: skip
"""Accents whose word is a letter → the character that puts them on the letter before it."""

_LAST = 0x10FFFF
_UNICODE = re.compile(r"(?:[^\[\]]*\])?\s*(?:[xX]|U\+)?([0-9A-Fa-f]{1,6})")
_NUMBER = re.compile(r"\s*(?:\"\s*([0-9A-Fa-f]{1,6})|'\s*([0-7]{1,7})|`\\?(\S)|(\d{1,7})) ?")
_LONGEST = 12
"""Signs of a number."""


def accented(word: str, letters: str) -> str:
    """Put an accent on the first of some letters; one over two letters stands between them."""
    return unicodedata.normalize("NFC", letters[:1] + COMBINING[word] + letters[1:])


def is_letter(character: str) -> bool:
    """Say whether letter and accent are one character, so that some language has it."""
    return len(character) == 1 and character.isalpha()


def by_unicode(tokens: Tex, at: int) -> tuple[str, int]:
    r"""Read the character behind ``\unicode``: ``{x1D4B0}`` or ``{65}``."""
    content, end = argument(tokens, at)
    found = _UNICODE.fullmatch(joined(content).strip())
    return _seen(int(found[1], 16) if found else _LAST + 1, "\\unicode"), end


def by_number(tokens: Tex, at: int) -> tuple[str, int]:
    r"""Read the character behind ``\char`` or ``\symbol``: ``"1D4B0``, ``'101``, `````A`` or ``65``."""
    word = tokens[at - 1]
    start = behind_blanks(tokens, at)
    grouped = tokens[start : start + 1] == ["{"]
    content, end = argument(tokens, start) if grouped else (tokens[start : start + _LONGEST], start)
    found = _NUMBER.match(joined(content))
    if found is None:
        return _seen(_LAST + 1, word), end
    base = 16 if found[1] else 8 if found[2] else 10
    number = ord(found[3]) if found[3] else int(found[1] or found[2] or found[4], base)
    return _seen(number, word), end if grouped else start + _pieces(content, len(found[0]))


def _pieces(tokens: Tex, length: int) -> int:
    """Count the pieces of so many characters."""
    count = 0
    while length > 0 and count < len(tokens):
        length -= len(tokens[count])
        count += 1
    return count


def _seen(number: int, word: str) -> str:
    character = chr(number) if number <= _LAST else ""
    if not character or not character.isprintable():
        message = f"`{word}` names no character"
        raise FormulaError(message)
    return character
