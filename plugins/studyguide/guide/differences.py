"""What changed between two lists of lines or sentences, in time that is linear but for a logarithm.

Python's own takes the square of what changed, and of what is alike.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Run = tuple[Sequence[str], Sequence[str]]
"""What stood between two things that stayed, and what stands there now."""


def anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair what each list has once, as many as come in the same order in both (patience sorting)."""
    olds, news = Counter(old), Counter(new)
    places = {line: at for at, line in enumerate(new) if news[line] == 1}
    common = [(at, places[line]) for at, line in enumerate(old) if olds[line] == 1 and line in places]
    ends: list[int] = []
    """The lowest last place in ``new`` of a chain of each length."""
    tops: list[int] = []
    below: list[int] = []
    for at, (_, right) in enumerate(common):
        length = bisect_left(ends, right)
        below.append(tops[length - 1] if length else -1)
        ends[length : length + 1] = [right]
        tops[length : length + 1] = [at]
    chain: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(common[at])
        at = below[at]
    return chain[::-1]


def runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield what was replaced, in order; what begins or ends alike is left out, and so is what only moved."""
    found = list(_replaced(old, new))
    before = Counter(text for left, _ in found for text in left)
    after = Counter(text for _, right in found for text in right)
    moved_from, moved_to = before & after, before & after
    for left, right in found:
        gone, come = without(left, moved_from), without(right, moved_to)
        if gone or come:
            yield gone, come


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    i = j = 0
    for left, right in (*anchors(old, new), (len(old), len(new))):
        gone, come = list(old[i:left]), list(new[j:right])
        start = alike(gone, come)
        end = alike(gone[start:][::-1], come[start:][::-1])
        if len(gone) > start + end or len(come) > start + end:
            yield gone[start : len(gone) - end], come[start : len(come) - end]
        i, j = left + 1, right + 1


def alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count how much of two lists is the same at their beginnings."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def without(some: Sequence[str], moved: Counter[str]) -> list[str]:
    """Leave out, each time it is counted, what moved; the count is used up."""
    kept = []
    for text in some:
        if moved[text] > 0:
            moved[text] -= 1
        else:
            kept.append(text)
    return kept
