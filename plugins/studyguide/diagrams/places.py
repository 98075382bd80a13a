"""Give the boxes of ordered rows their places: near what they are joined with, and never on one another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate

from studyguide.diagrams.layers import Rows

SWEEPS = 60
STRAIGHT = 8
"""How much more it costs to bend a long arrow than to move a box from under another."""


def spread(
    found: Rows,
    widths: Sequence[float],
    boxes: int,
    gap: Mapping[bool, float],
    margin: Callable[[int, int], float] = lambda *_: 0.0,
) -> list[float]:
    """Return the middle of each place along its row, from 0 on.

    Squares of what arrows lead aside are made small, row by row, down and up in turn: for one row that is done exactly.
    ``gap`` is what is free beside a box, and between places of arrows; ``margin`` what is free besides
    between two.
    """

    def apart(left: int, right: int) -> float:
        return (widths[left] + widths[right]) / 2 + gap[left < boxes and right < boxes] + margin(left, right)

    offsets = [[0.0, *accumulate(map(apart, row, row[1:]))] for row in found.order]
    middles = [0.0] * len(found.row)
    for row, starts in zip(found.order, offsets, strict=True):
        for one, start in zip(row, starts, strict=True):
            middles[one] = start - starts[-1] / 2
    ways = list(zip(found.order, offsets, strict=True))
    for sweep in range(SWEEPS):
        for row, starts in ways if sweep % 2 else reversed(ways):
            wanted = [_wanted(found, one, middles, boxes) for one in row]
            for one, middle in zip(row, _settled(wanted, starts), strict=True):
                middles[one] = middle
    least = min(middle - width / 2 for middle, width in zip(middles, widths, strict=True))
    return [middle - least for middle in middles]


def _settled(wanted: Sequence[tuple[float, float]], starts: Sequence[float]) -> Iterator[float]:
    """Move the places of a row as near as they get to where their arrows want them, in this order.

    What stands before a place is taken off what it wants; then the order is all that holds, and places that want to
    pass one another share their mean (Barlow, Bartholomew, Bremner and Brunk, “Isotonic regression”, 1972).
    """
    blocks: list[tuple[float, float, int]] = []  # sum of what is wanted by its weight, the weight, how many places
    for (pull, weight), start in zip(wanted, starts, strict=True):
        block = (pull - start * weight, weight, 1)
        while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    means = (pull / weight for pull, weight, many in blocks for _ in range(many))
    return map(float.__add__, means, starts)


def _wanted(found: Rows, one: int, middles: Sequence[float], boxes: int) -> tuple[float, float]:
    pull, weight = middles[one] * 0.01, 0.01  # what is joined with nothing stays
    for other in (*found.above[one], *found.below[one]):
        strength = 1 if one < boxes or other < boxes else STRAIGHT
        pull += middles[other] * strength
        weight += strength
    return pull, weight
