"""Whether an acronym abbreviates a phrase: its letters are the initials of the words, in order.

Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (Pacific
Symposium on Biocomputing, 2003), take letters from anywhere in a word. In notes that makes ``NAT`` of "No
translation". Here a letter inside of a word costs something, and no word that carries meaning is passed over.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

# Parts of words: at hyphens, slashes and apostrophes ("d'accès"), and at capitals inside ("PowerShell", "OpenID").
_PART = re.compile(r"[^\W\d_]+|\d+")
_HUMP = re.compile(r"(?<=[a-zß-öø-ÿа-яё])(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])")
ELIDED = re.compile(r"[^\W\d_]{1,5}['’](?=[^\W\d_]{2})")
"""An article or preposition that is written together with its noun: ``d'accès``, ``dell'arte``."""

_PLAIN_WORD = 5
"""Letters of a word in small letters that may give none to an acronym: ``de la``, ``della``, ``with``."""

_ROOM = 5
"""Letters of a word for each that it gives from its inside: two of ``gateway``, three of ``Grundverordnung``."""

_COMPOUND = 10
"""Letters from which a word may be a compound of several: ``Grundgesetz``."""

_LONG = 12
"""Letters of a word that may begin with the letter of its second half too."""

_VOWELS = frozenset("aeiouyаеёиоуыэюяαεηιουω")
_DIGITS = re.compile(r"(?<=[^\W\d_])([2-9])")
_NUMERONYM = re.compile(r"([^\W\d_])([1-9][0-9]?)([^\W\d_]{1,2})")
# What X is written for: "extensible", "experience"; "cross-site".
_CROSSED = ("ex", "cross")


@dataclass(frozen=True)
class _Part:
    """A word, or what stands between two hyphens of one; ``text`` is folded and has no accents."""

    text: str
    first: bool
    small: bool
    capitals: bool
    """All of it: it is an acronym itself."""


def fold(text: str) -> str:
    """Make small letters without accents: an acronym of ``Électricité`` begins with E."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))


def cost(short: str, words: Sequence[str]) -> int | None:
    """Count the letters of an acronym that stand inside of words; None where it does not abbreviate the words."""
    parts = tuple(part for word in words for part in _parts(word))
    # "Introsort or Introspective Sort" has the name in it; in capitals that may be meant: "GNU's not Unix".
    if not parts or (not short.isupper() and fold(short) in map(fold, words)):
        return None
    if len(parts) == 1:
        return _of_one(short, parts[0].text)
    found = [number for letters in _readings(short) if (number := _aligned(letters, parts)) is not None]
    limit = _limit(short, parts)
    return min((number for number in found if number <= limit), default=None)


def _limit(short: str, parts: Sequence[_Part]) -> int:
    size = len(short)
    if _compounds(parts):
        return size
    if size <= 2 or _is_clause(fold(short), parts):  # noqa: PLR2004  two letters are in many words by chance
        return 0
    return max(2 if _titled(parts) else 1, size // 2)


def _is_clause(letters: str, parts: Sequence[_Part]) -> bool:
    """Say whether small words stand side by side that give no letter: ``PID`` of `processo tem um identificador`."""
    little = [part.small and len(part.text) <= _PLAIN_WORD and part.text[0] not in letters for part in parts]
    return not _titled(parts) and any(one and other for one, other in pairwise(little))


def _compounds(parts: Sequence[_Part]) -> bool:
    return all(len(part.text) >= _COMPOUND for part in parts)


def _titled(parts: Sequence[_Part]) -> bool:
    """Say whether a phrase is written in capitals, so that its small words carry no meaning."""
    small = [part.small for part in parts if part.first and len(part.text) > _PLAIN_WORD]
    return not parts[0].small and 3 * sum(small) <= len(small)


def _of_one(short: str, word: str) -> int | None:
    """Judge a single word: ``K8s`` leaves out eight letters, and a compound has several initials."""
    counted = _NUMERONYM.fullmatch(fold(short))
    if counted and len(word) == len(short) - len(counted[2]) + int(counted[2]):
        return 0 if word.startswith(counted[1]) and word.endswith(counted[3]) else None
    letters = next(_readings(short))
    capitals = len(letters) - len(letters.small)
    # The beginning of a word is a shortening: `INFO` of "information". Two letters are in too many words.
    if not letters.isalpha() or len(letters) < 3 or len(word) < max(_COMPOUND, capitals * 4):  # noqa: PLR2004
        return None
    if word[0] != letters[0] or word.startswith(letters) or _VOWELS.issuperset(letters[1:]):
        return None  # vowels alone are in any long word: `EAI` is no "Empresariais"
    inside = _inside(letters, 0, word)
    return inside[1] if inside and inside[0] == len(letters) else None


def _parts(word: str) -> Iterator[_Part]:
    pieces = [piece for run in _PART.findall(word) for piece in ([run] if run.isupper() else _HUMP.split(run))]
    begin = 1 if ELIDED.match(word) else 0
    for number, piece in enumerate(pieces):
        yield _Part(fold(piece), number == begin, piece[0].islower(), piece.isupper() and len(piece) > 1)


class _Letters(str):
    """The letters of an acronym, folded; ``small`` has the places of those that were no capitals: ``IPsec``."""

    __slots__ = ("small",)
    small: frozenset[int]

    def __new__(cls, text: str) -> Self:
        """Fold the letters."""
        made = super().__new__(cls, fold(text))
        made.small = frozenset(at for at, sign in enumerate(text) if sign.islower())
        return made


def _readings(short: str) -> Iterator[_Letters]:
    """Read digits as they stand, and as a count of the letter before: ``EC2`` is "Elastic Compute Cloud"."""
    letters = "".join(filter(str.isalnum, short))
    yield _Letters(letters)
    counted = _DIGITS.sub(lambda match: letters[match.start() - 1] * (int(match[1]) - 1), letters)
    if counted != letters:
        yield _Letters(counted)


def _aligned(letters: _Letters, parts: tuple[_Part, ...]) -> int | None:
    """Find the cheapest way to give every letter a place; the first is the initial of the first part."""
    titled, shouted = _titled(parts), all(part.capitals for part in parts)
    compounds = _compounds(parts)
    # The cheapest way to each number of letters read. Forward, in a loop: a function within that calls itself is
    # garbage which only the collector finds, and that rests while a guide is built.
    reached = {0: 0}
    for index, part in enumerate(parts):
        last = not any(other.first for other in parts[index + 1 :])
        skipped = _passed(part, titled=titled, last=last) if index else -1
        further: dict[int, int] = {}
        for at, spent in reached.items():
            ways = list(_taken(letters, at, part, shouted=shouted, free=compounds))
            for end, number in [*ways, (at, skipped)] if skipped >= 0 else ways:
                further[end] = min(spent + number, further.get(end, spent + number))
        reached = further
        if not reached:
            return None
    return reached.get(len(letters))


def _passed(part: _Part, *, titled: bool, last: bool) -> int:
    """Say what it costs that a word gives no letter, or -1 where each must."""
    if not part.first:
        return 0
    if last:
        return -1
    if part.small:
        return 0 if titled or len(part.text) <= _PLAIN_WORD else -1
    # A name among titles: "Managed Streaming for Apache Kafka".
    return 2 if titled else -1


def _taken(letters: _Letters, at: int, part: _Part, *, shouted: bool, free: bool) -> Iterator[tuple[int, int]]:
    """Yield how many letters are read once a part has given some, and how many of those stand inside of it.

    ``shouted``: the whole phrase is in capitals; ``free``: it is of compounds, which hide any letters.
    """
    if at == len(letters):
        return
    letter = letters[at]
    if letters.startswith(part.text, at) and len(part.text) > 1:
        yield at + len(part.text), 0
    # "two-factor": the number stands for a word, where a letter follows it.
    if letter.isdigit() and at + 1 < len(letters) and part.text.isalpha():
        yield at + 1, min(at, 1)
    if part.text[0] == letter or (letter == "x" and part.text.startswith(_CROSSED)):
        yield at + 1, 0
    if part.text[0] == letter and (shouted or not part.capitals):
        yield from _beginning(letters, at, part.text)
        last = len(letters) if len(part.text) >= _COMPOUND else min(len(letters), at + 2)
        for end in range(at + 2, last + 1):
            if (inside := _inside(letters, at, part.text, end, free=free)) and inside[0] == end:
                yield inside


def _beginning(letters: _Letters, at: int, text: str) -> Iterator[tuple[int, int]]:
    """Take more than the first letter from the beginning of a word: ``DNSSEC``; in ``IPsec`` that is meant."""
    size = 1
    while size < len(text) and at + size < len(letters) and letters[at + size] == text[size]:
        size += 1
        yield at + size, int(not letters.small.issuperset(range(at + 1, at + size)))


def _inside(
    letters: _Letters, at: int, text: str, end: int | None = None, *, free: bool = True
) -> tuple[int, int] | None:
    """Take all letters that a word can give in order, each one where a part of a compound could begin."""
    place, taken, inner = 0, 1, 0
    most = -(-len(text) // _ROOM)
    while at + taken < (end or len(letters)):
        letter, small = letters[at + taken], at + taken in letters.small
        if small and text[place + 1 : place + 2] == letter:
            place, taken = place + 1, taken + 1
            continue
        # What begins as the word itself does stands for another word: `LLD` is no "Level Design".
        doubled = letter == text[0] and len(text) < _LONG
        if inner + 1 >= most or (not free and not small and (doubled or letter in _VOWELS)):
            break
        place = text.find(letter, place + 2)
        if place < 0 or len(text) - place < 3:  # noqa: PLR2004  a part has three letters
            break
        taken, inner = taken + 1, inner + 1
    return (at + taken, inner) if taken > 1 else None
