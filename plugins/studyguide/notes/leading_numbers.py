"""Numbers before names that only order them: `01_intro`, `1. Basics`, `00 - Global`; not `5 whys` or `3D printing`.

How a number is set off tells most. Where that leaves a doubt, the names beside it decide: a number that orders is one
of a run. One without which two names would be the same, or nothing would be left, is part of its name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from studyguide.paths import fold

PADDED = 2
"""Digits of a number with a nought before it that needs no others beside it: `01-intro`."""

RUN = 3
"""Numbers in sequence from which they are a run, whatever they begin with."""

TENS = 10
"""The step of numbers that leave room between them: `10-start`, `20-next`."""

FAR = 100
"""From here on a number is no place in a list of which only the beginning is there: `404-errors`."""

# Three digits: `1984 a novel` and `2023-10-05` have more.
_NUMBER = r"[(\[]?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})"
_SET_OFF = r"(?:\s*[)\]]\.?\s*|\s*[.:]\s+|\s*[：、．]\s*|\s*[-_–—|·]+\s+|[\s_]+[-–—|·]+[\s_]*)"  # noqa: RUF001
_JOINED = r"(?:[-_.]+|\s+)"
_CLEAR = re.compile(rf"{_NUMBER}(?P<sign>{_SET_OFF})(?P<rest>\D.*)")
_DOUBTFUL = re.compile(rf"{_NUMBER}(?P<sign>{_JOINED})(?P<rest>.+)")


@dataclass(frozen=True)
class _Numbered:
    """A name with a number before it: `1.2 Title` has two parts."""

    parts: tuple[int, ...]
    digits: int
    sign: str
    rest: str
    clear: bool

    @property
    def kind(self) -> tuple[int, str]:
        """What it has in common with those that it may be in a run with."""
        return len(self.parts), self.sign


def without(name: str) -> str:
    """Return what stands behind a number, whether it orders or not."""
    found = _numbered(name)
    return found.rest if found else name


def taken_off(names: Mapping[str, str]) -> dict[str, str]:
    """Return what is left of those names whose number orders them; ``names`` are all that lie in one folder."""
    found = {name: numbered for name in names.values() if (numbered := _numbered(name))}
    kinds = defaultdict[tuple[int, str], list[_Numbered]](list)
    for item in found.values():
        kinds[item.kind].append(item)
    everything = len(set(names.values()))
    left = {
        name: item.rest
        for name, item in found.items()
        if _orders(item, kinds[item.kind], alone=len(kinds[item.kind]) == everything)
    }
    shown = Counter(fold(left.get(name, name)) for name in set(names.values()))
    return {path: left[name] for path, name in names.items() if name in left and shown[fold(left[name])] == 1}


def _numbered(name: str) -> _Numbered | None:
    clear = _CLEAR.fullmatch(name)
    found = clear or _DOUBTFUL.fullmatch(name)
    if found is None or not any(map(str.isalpha, found["rest"])):
        return None
    parts = tuple(int(part) for part in found["number"].split("."))
    # `802.11 networks`: no list has eight hundred chapters.
    if max(parts[:-1], default=0) >= FAR:
        return None
    return _Numbered(parts, len(found["number"]), found["sign"].strip(), found["rest"], clear is not None)


def _orders(item: _Numbered, kind: Collection[_Numbered], *, alone: bool) -> bool:
    """Say whether a number gives a place; ``alone``: its folder holds nothing that is not of its kind."""
    if len(item.parts) == 1 and (item.clear or _is_padded(item, kind)):
        return True
    series = defaultdict[tuple[int, ...], set[int]](set)
    for other in kind:
        series[other.parts[:-1]].add(other.parts[-1])
    number, numbers = item.parts[-1], series[item.parts[:-1]]
    if any({0, 1} <= found or {1, 2} <= found for found in series.values()):
        return number < FAR or number - 1 in numbers
    if len(numbers) >= RUN and not any(found % TENS for found in numbers):
        return True
    # `5 whys` beside `6 hats` are two names, and so are `3.11 news` and `3.12 news`.
    return bool(item.sign) and len(item.parts) == 1 and (_follow(number, numbers) or (alone and len(numbers) > 1))


def _is_padded(item: _Numbered, kind: Iterable[_Numbered]) -> bool:
    """Say whether a nought stands before a number, or before another of its length: `10-end` beside `01-start`."""
    if item.digits == PADDED and item.parts[0] < TENS:
        return not item.rest[0].isdigit()
    return any(len(str(other.parts[0])) < other.digits == item.digits for other in kind)


def _follow(number: int, numbers: AbstractSet[int]) -> bool:
    """Say whether a number is one of three or more in sequence."""
    return any({*range(first, first + RUN)} <= numbers for first in range(number - RUN + 1, number + 1))
