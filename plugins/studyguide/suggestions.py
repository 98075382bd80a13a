"""“Did you mean”: the known name that is most like a mistaken one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from itertools import islice

SUGGESTIONS = 1_000
"""Names among which the one meant is looked for; each comparison takes a while."""

IN_FULL = 50
"""Names compared letter by letter: those that have the most letters in common with the one meant."""

LONGEST = 200
"""Characters; a longer name is a text, and comparing two of those takes seconds."""

SHORT = 3
"""Letters of a name that is like too many others for a slip to be seen."""

_KINDS = 97
"""Kinds of letters told apart: those of ASCII, but for control characters, are distinct modulo this prime."""


def nearest(wanted: str, known: Iterable[str], alike: float = 0.7) -> str:
    """Return the name most like the wanted one, of the first :data:`SUGGESTIONS`, or nothing.

    ``alike`` is from 0 to 1 (:mod:`difflib`). Names have no more in common than the letters that both have, so those
    that share most letters are compared in full, and no others.
    """
    if len(wanted) > LONGEST:
        return ""
    best = (alike, "")
    # As the second sequence, of which difflib keeps its index while the first one changes.
    matcher = SequenceMatcher(b=wanted)
    # Exact as far as it looks: difflib's ratio is never above 2 × common letters / all letters.
    for bound, name in nlargest(IN_FULL, _promising(wanted, islice(known, SUGGESTIONS), alike)):
        if bound < best[0]:
            break
        matcher.set_seq1(name)
        best = max(best, (matcher.ratio(), name))
    return best[1]


def _promising(wanted: str, known: Iterable[str], alike: float) -> Iterator[tuple[float, str]]:
    """Yield the names that could be so much like the wanted one, each with how much at most."""
    letters, length = _letters(wanted), len(wanted)
    for name in known:
        if len(name) <= LONGEST:
            bound = 2 * (letters & _letters(name)).bit_count() / max(1, length + len(name))
            if bound >= alike:
                yield bound, name


@lru_cache(maxsize=1 << 14)  # the same names are asked for by every link that leads nowhere
def _letters(name: str) -> int:
    """Write how often each letter occurs as bits, so that those set in two numbers count the letters of both names."""
    seen: Counter[int] = Counter()
    bits = 0
    for character in name:
        kind = ord(character) % _KINDS
        bits |= 1 << (seen[kind] * _KINDS + kind)
        seen[kind] += 1
    return bits


def slip(written: str, known: Iterable[str]) -> str:
    """Return the known name that becomes the written one by one slip of the pen, or nothing.

    A letter too many, too few, another one, or two that changed places (Damerau 1964). Words of three letters are too
    near to each other, and a plural is a word of its own.
    """
    found = (name for name in known if min(len(name), len(written)) > SHORT and _one_slip(written, name))
    return next((name for name in found if written not in {f"{name}s", name.removesuffix("s")}), "")


def _one_slip(written: str, name: str) -> bool:
    if written == name or abs(len(written) - len(name)) > 1:
        return False
    same = next((at for at, pair in enumerate(zip(written, name, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return True  # one letter more at the end
    left, right = written[same:], name[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
