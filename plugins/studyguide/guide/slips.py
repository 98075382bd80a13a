"""Names that are one slip of the hand apart: a letter too many, one left out, a wrong one, or two that are swapped."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import takewhile

from studyguide.linking import english

SHORTEST = 5
"""Letters. With three the AWS guide has 20 false alarms (ECR for ECS, ENA for NAT), with four one."""

LONGEST = 40
"""Letters; what is longer is no word that a hand could slip in, and has as many shapes as letters."""

_DIGITS = re.compile(r"\d")


class Near:
    """An index of names, which finds those that a word may be a slip of."""

    def __init__(self, names: Iterable[str]) -> None:
        # Shapes, not pairs: comparing every word with every name takes square time.
        self._names: dict[str, list[str]] = defaultdict(list)
        for name in names:
            for shape in _shapes(name):
                self._names[shape].append(name)

    def of(self, word: str) -> list[str]:
        """Return the names that a word may be a slip of, in the order of the alphabet."""
        found = {name for shape in _shapes(word) for name in self._names.get(shape, ())}
        return sorted(name for name in found if is_slip(word, name))


def _shapes(word: str) -> set[str]:
    """Return the word and what is left of it without one letter; two words one slip apart share one of these."""
    folded = word.casefold()
    if not SHORTEST <= len(folded) <= LONGEST:
        return set()
    return {folded, *(folded[:n] + folded[n + 1 :] for n in range(len(folded)))}


def is_slip(word: str, name: str) -> bool:
    """Say whether one of two spellings that share a shape is a slip, rather than another word or another form."""
    one, other = word.casefold(), name.casefold()
    if one == other or one[:1] != other[:1] or one.isascii() != other.isascii():
        return False
    # `v1` and `v2` are meant to differ, and `policy` and `policies` are one word.
    if _DIGITS.findall(one) != _DIGITS.findall(other) or english.singular(one) == english.singular(other):
        return False
    return _is_one_slip(one, other) and not _is_ending(one, other)


def _is_one_slip(one: str, other: str) -> bool:
    """Say of two words that share a shape whether one letter differs, or two neighbours: `short` is no `sortr`."""
    if len(one) != len(other):
        return True
    apart = [n for n, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return len(apart) == 1 or (apart[-1] - apart[0] == 1 and one[apart[0]] == other[apart[-1]])


def _is_ending(one: str, other: str) -> bool:
    """Say whether two words differ in their last letter alone, as forms of one do; a letter twice is no form."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    short, long = sorted((one, other), key=len)
    doubled = len(long) > len(short) and long[-1] == long[-2]
    return same >= len(short) - 1 and not doubled


def meant(word: str, names: Near, count: Mapping[str, int]) -> str:
    """Return the most frequent of the names that a word may be a slip of, or nothing."""
    return max(names.of(word), key=lambda name: (count[name], name), default="")
