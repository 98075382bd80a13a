"""Put the boxes of a chart into rows, each in an order that crosses few arrows.

After Sugiyama, Tagawa and Toda, “Methods for visual understanding of hierarchical system structures” (1981): arrows
that lead back are turned, boxes get rows, long arrows a place in each row that they pass, and sweeps order the rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 12
MOST = 800
"""Places that arrows take in rows: of more, no order is looked for."""


@dataclass(frozen=True)
class Arrow:
    """An arrow from the upper to the lower of two boxes, its first and last places; ``turned`` if it leads up."""

    number: int
    places: Sequence[int]
    turned: bool


@dataclass
class Rows:
    """Places by their numbers, boxes first; every second row has room for what is said beside arrows."""

    row: list[int]
    """The row of each place."""
    order: list[list[int]] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    above: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    below: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def rows(count: int, edges: Sequence[tuple[int, int, int]], beside: Mapping[int, int] = {}) -> Rows | None:
    """Arrange boxes and the arrows between them, given as (origin, target, rows between them at least).

    A box that no arrow leads to or from stands in the row of the one that it is ``beside``.
    """
    turned = _turned(count, edges)
    ways = [
        (target, origin, 2 * length) if back else (origin, target, 2 * length)
        for (origin, target, length), back in zip(edges, turned, strict=True)
    ]
    rank = _ranks(count, ways)
    found = Rows([rank[beside.get(box, box)] for box in range(count)])
    for number, (upper, lower, _) in enumerate(ways):
        if len(found.row) > MOST:
            return None
        _place(found, number, upper, lower, turned=turned[number])
    found.order = _first_order(found)
    _sweep(found)
    return found


def _turned(count: int, edges: Sequence[tuple[int, int, int]]) -> list[bool]:
    """Say of each arrow whether it closes a circle, seen from the first boxes."""
    leaving: dict[int, list[int]] = defaultdict(list)
    for number, (origin, _, _) in enumerate(edges):
        leaving[origin].append(number)
    back = [False] * len(edges)
    state = [0] * count  # 1 while below it is looked at, 2 afterwards
    entered = {target for _, target, _ in edges}
    for start in [*(n for n in range(count) if n not in entered), *range(count)]:
        if state[start]:
            continue
        state[start] = 1
        path = [(start, iter(leaving[start]))]
        while path:
            box, rest = path[-1]
            number = next(rest, -1)
            if number < 0:
                state[box] = 2
                path.pop()
                continue
            target = edges[number][1]
            back[number] = state[target] == 1
            if not state[target]:
                state[target] = 1
                path.append((target, iter(leaving[target])))
    return back


def _ranks(count: int, ways: Sequence[tuple[int, int, int]]) -> list[int]:
    """Give each box its row: as high as may be; what has more below than above goes down to it."""
    inward: dict[int, list[tuple[int, int]]] = defaultdict(list)
    outward: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for upper, lower, length in ways:
        outward[upper].append((lower, length))
        inward[lower].append((upper, length))
    left = {box: len(inward[box]) for box in range(count)}
    order = [box for box in range(count) if not left[box]]
    for box in order:  # grows
        for lower, _ in outward[box]:
            left[lower] -= 1
            if not left[lower]:
                order.append(lower)
    rank = [0] * count
    for box in order:
        rank[box] = max((rank[upper] + length for upper, length in inward[box]), default=0)
    for box in reversed(order):
        if len(outward[box]) > len(inward[box]):
            rank[box] = min(rank[lower] - length for lower, length in outward[box])
    first = min(rank, default=0)
    return [one - first for one in rank]


def _place(found: Rows, number: int, upper: int, lower: int, *, turned: bool) -> None:
    """Give an arrow a place in each row between its boxes."""
    places = [upper]
    for row in range(found.row[upper] + 1, found.row[lower]):
        places.append(len(found.row))
        found.row.append(row)
    places.append(lower)
    for one, next_one in pairwise(places):
        found.below[one].append(next_one)
        found.above[next_one].append(one)
    found.arrows.append(Arrow(number, places, turned))


def _first_order(found: Rows) -> list[list[int]]:
    """Order rows as a walk through the chart meets them: a tree is then without crossings, in its author's order."""
    order: list[list[int]] = [[] for _ in range(max(found.row) + 1)]
    seen: set[int] = set()
    for start in sorted(range(len(found.row)), key=lambda place: (bool(found.above[place]), place)):
        path = [start]
        while path:
            place = path.pop()
            if place in seen:
                continue
            seen.add(place)
            order[found.row[place]].append(place)
            path.extend(reversed(found.below[place]))
    return order


def _sweep(found: Rows) -> None:
    best, fewest = [list(row) for row in found.order], _crossings(found)
    for number in range(SWEEPS):
        if not fewest:
            break
        down = number % 2 == 0
        rows_in_turn = found.order[1:] if down else found.order[-2::-1]
        for row in rows_in_turn:
            _by_neighbours(found, row, found.above if down else found.below)
        _swap(found)
        crossings = _crossings(found)
        if crossings < fewest:
            best, fewest = [list(row) for row in found.order], crossings
    found.order = best


def _by_neighbours(found: Rows, row: list[int], beside: Mapping[int, Sequence[int]]) -> None:
    """Order a row by the middle of what each place is joined with; what is joined with nothing stays where it is."""
    place = {one: n for some in found.order for n, one in enumerate(some)}

    def middle(one: int) -> float:
        near = [place[other] for other in beside[one]]
        return sum(near) / len(near) if near else place[one]

    row.sort(key=middle)


def _swap(found: Rows) -> None:
    """Let neighbours change places where that crosses fewer arrows."""
    for row in found.order:
        for n in range(len(row) - 1):
            one, other = row[n], row[n + 1]
            kept = _between(found, one, other)
            if kept and _between(found, other, one) < kept:
                row[n], row[n + 1] = other, one


def _between(found: Rows, left: int, right: int) -> int:
    """Count the crossings of the arrows of two places of a row, the first of them left of the other."""
    total = 0
    for beside in (found.above, found.below):
        if not beside[left] or not beside[right]:
            continue
        place = {one: n for n, one in enumerate(found.order[found.row[beside[left][0]]])}
        total += sum(place[one] > place[other] for one in beside[left] for other in beside[right])
    return total


def _crossings(found: Rows) -> int:
    total = 0
    for row, lower in pairwise(found.order):
        place = {one: n for n, one in enumerate(lower)}
        ends = [end for one in row for end in sorted(place[other] for other in found.below[one])]
        total += _inversions(ends)
    return total


def _inversions(numbers: Iterable[int]) -> int:
    """Count the pairs that stand in the wrong order."""
    seen: list[int] = []
    total = 0
    for number in numbers:
        total += sum(one > number for one in seen)
        seen.append(number)
    return total
