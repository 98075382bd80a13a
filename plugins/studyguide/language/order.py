"""The order of names in a language, and the letters of its indexes.

Three levels, as the Unicode Collation Algorithm (UTS 10) has them: letters first, then accents, then the rest. Which
letters are accented ones and which are their own is in :mod:`studyguide.language.alphabets`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from studyguide.language.alphabets import ALPHABETS, KANA_ROWS, KANJI, NATIVE, PINYIN_STARTS, SAME, VOWELS

Weight = tuple[int, int, int]
"""Of one letter: its script's place, its own, and its place among those that share it."""

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_DOTTED = {"tr", "az"}
_FAR = 10_000
"""Letters of a script that an alphabet does not name come behind it."""

_NUMBER = re.compile(r"(\d+)")
_HANGUL = range(0xAC00, 0xD7A4)
# The nineteen first consonants of syllables, doubled ones with the plain: a Korean index has fourteen letters.
_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
_BELOW_A_CONSONANT = 588
_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60
_LONG = "ー"
_NO_ACCENTS = {0, 9}
"""Combining classes of marks that are letters themselves: vowel signs, and what joins consonants."""


class Order:
    """Orders names as the readers of a language do; ``language`` is the first part of its tag."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.alphabet = {letter: n for n, letter in enumerate(ALPHABETS.get(language, _LATIN).split())}

    def key(self, name: str) -> tuple[Any, ...]:
        """Return what names are sorted by; ``2`` comes before ``10``."""
        parts = [part for part in _NUMBER.split(self._folded(name)) if part]
        read = [None if part[0].isdecimal() else self._letters(part) for part in parts]
        # 18 digits of a number count, for int() refuses more than 4,300.
        letters = tuple(
            (0, int(part[:18])) if found is None else (1, tuple(self._weight(letter) for letter, _ in found))
            for part, found in zip(parts, read, strict=True)
        )
        accents = tuple(marks for found in read for _, marks in found or ())
        return letters, accents, tuple(parts)

    def initial(self, name: str) -> str:
        """Return the letter under which a name stands in an index; ``#`` for what begins with none."""
        letter = next((letter for letter, _ in self._letters(self._folded(name)[:4])), "")
        if not letter[:1].isalpha():
            return "#"
        return self._heading(letter)

    def _heading(self, letter: str) -> str:
        first = letter[0]
        if ord(first) in _HANGUL:
            return _CONSONANTS[(ord(first) - _HANGUL.start) // _BELOW_A_CONSONANT]
        if _script(first) == "HIRAGANA":
            return max(row for row in KANA_ROWS if row <= max(first, KANA_ROWS[0]))
        if _script(first) == "CJK":
            sound = _pinyin(first) if self.language == "zh" else None
            return sound[0] if sound else KANJI if self.language == "ja" else first
        if first == "i" and self.language in _DOTTED:
            return "İ"
        return letter.capitalize()

    def _folded(self, name: str) -> str:
        if self.language in _DOTTED:
            name = name.replace("I", "ı").replace("İ", "i")
        return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())

    def _letters(self, text: str) -> list[tuple[str, str]]:
        """Cut a text into letters of the language, each with the accents that make no other letter of it."""
        clusters = _syllables(text) if self.language == "ja" else _clusters(text)
        found = [one for base, marks in clusters for one in self._letter(base, marks)]
        return list(self._joined(found)) if self._joint else found

    def _letter(self, base: str, marks: str) -> Iterator[tuple[str, str]]:
        for count in range(len(marks), -1, -1):
            letter = unicodedata.normalize("NFC", base + marks[:count])
            if letter in self.alphabet:
                yield letter, marks[count:]
                return
            if letter in SAME:
                yield from ((one, letter + marks[count:]) for one in SAME[letter])
                return
        yield base, marks

    @cached_property
    def _joint(self) -> frozenset[str]:
        return frozenset(letter for letter in self.alphabet if len(letter) > 1)

    def _joined(self, letters: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Take two or three characters for one letter where the alphabet does: ``ch`` in Czech."""
        at = 0
        while at < len(letters):
            for size in (3, 2, 1):
                joint = "".join(letter for letter, _ in letters[at : at + size])
                if size == 1 or joint in self._joint:
                    yield joint, "".join(marks for _, marks in letters[at : at + size])
                    at += size
                    break

    def _weight(self, letter: str) -> Weight:
        first = letter[0]
        if not first.isalpha() and not unicodedata.category(first).startswith("M"):
            return 0, ord(first), 0
        script = _script(first)
        if script == "CJK":
            return self._weight_of_han(first)
        place = 1 if script in {NATIVE.get(self.language), self._first} else 2 if script == "LATIN" else 3
        return place, self.alphabet.get(letter, _FAR + ord(first)), 0

    @property
    def _first(self) -> str:
        """Japanese has Latin letters before its own; Chinese puts both under the same letters."""
        return "LATIN" if self.language in {"ja", "zh"} else ""

    def _weight_of_han(self, character: str) -> Weight:
        sound = _pinyin(character) if self.language == "zh" else None
        if sound:
            return 1, self.alphabet[sound[0].lower()], sound[1]
        code = character.encode("euc_jp", "ignore") if self.language == "ja" else b""
        return 4, int.from_bytes(code) if code else _FAR * _FAR + ord(character), 0


@lru_cache(maxsize=64)
def order(tag: str) -> Order:
    """Return the order of a language; it is the same in all its regions."""
    first = tag.partition("-")[0].casefold()
    return Order({"nb": "no", "nn": "no"}.get(first, first))


def _clusters(text: str) -> Iterator[tuple[str, str]]:
    """Yield each character with its accents apart; syllables of Hangul stay whole."""
    base, marks = "", ""
    for character in text:
        for one in character if ord(character) in _HANGUL else unicodedata.normalize("NFD", character):
            if base and unicodedata.combining(one) not in _NO_ACCENTS:
                marks += one
                continue
            if base:
                yield base, marks
            base, marks = one, ""
    if base:
        yield base, marks


def _syllables(text: str) -> Iterator[tuple[str, str]]:
    """Read kana of both kinds alike, and the long mark as the vowel before it."""
    vowel = ""
    for base, marks in _clusters(text):
        if base == _LONG and vowel:
            yield vowel, marks + base
            continue
        hiragana = chr(ord(base) - _TO_HIRAGANA) if ord(base) in _KATAKANA else base
        vowel = VOWELS.get(unicodedata.name(hiragana, " ")[-1], "") if _script(hiragana) == "HIRAGANA" else ""
        yield hiragana, marks + (base if base != hiragana else "")


@lru_cache(maxsize=1 << 14)
def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


@lru_cache(maxsize=1 << 12)
def _pinyin(character: str) -> tuple[str, int] | None:
    """Return the letter and the place of a character in GB 2312, level 1; None where that does not say its sound."""
    code = _code(character)
    starts = [(_code(start), letter) for letter, start in PINYIN_STARTS.items()]
    if not starts[0][0] <= code < _LEVEL_2:
        return None
    return max(start for start in starts if start[0] <= code)[1], code


def _code(character: str) -> int:
    return int.from_bytes(character.encode("gb2312", "ignore"))


_LEVEL_2 = 0xD8A1
