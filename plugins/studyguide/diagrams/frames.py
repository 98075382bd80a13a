"""Put frames around boxes: what belongs together stands together in each row, and what does not stands beside it.

After Sander, “Layout of compound directed graphs” (1996): rows are ordered as without frames, then by frames, and what
is beside each other is moved apart, frames as wholes, from the innermost one out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studyguide.diagrams.flowchart import Flowchart
from studyguide.diagrams.layers import Rows

PAD = 10.0
"""Free inside of a frame on each side, and beside it."""

TITLE = 20.0
"""Across the rows, for what a frame is called."""


@dataclass
class Bounds:
    """Where a frame is: along rows by places, across them by the numbers of its first and last row."""

    left: float
    right: float
    first: int
    last: int
    above: float = PAD
    """Free above its first row, also for frames inside of it that begin there."""
    below: float = PAD


@dataclass
class _Part:
    """A frame or a single place, which moves as a whole."""

    places: list[int]
    frame: int | None = None
    rows: range = field(default_factory=lambda: range(0))


class Frames:
    """The frames of a chart while its places are found."""

    def __init__(self, chart: Flowchart, rows: Rows) -> None:
        self._frames = chart.frames
        self._rows = rows
        self._chains = [self._around(box) for box in range(len(chart.nodes))]
        self._chains += [()] * (len(rows.row) - len(chart.nodes))
        for arrow in rows.arrows:
            upper, lower = (self._chains[arrow.places[end]] for end in (0, -1))
            shared = tuple(one for one, other in zip(upper, lower, strict=False) if one == other)
            for place in arrow.places[1:-1]:
                self._chains[place] = shared
        self._inside: dict[int, list[int]] = defaultdict(list)
        for place, chain in enumerate(self._chains):
            for frame in chain:
                self._inside[frame].append(place)

    def _around(self, box: int) -> tuple[int, ...]:
        """Name the frames around a box, the outermost first: each comes before those inside of it."""
        return tuple(number for number, frame in enumerate(self._frames) if box in frame.boxes)

    def margin(self, left: int, right: int) -> float:
        """Return what more is free between two neighbours of a row, for the frames that end or begin there."""
        one, other = self._chains[left], self._chains[right]
        shared = sum(a == b for a, b in zip(one, other, strict=False))
        return 2 * PAD * (len(one) + len(other) - 2 * shared)

    def gather(self, middle: Sequence[float]) -> None:
        """Order each row so that what is in a frame stands together, and frames in the same order in all rows."""
        means = {frame: sum(middle[one] for one in some) / len(some) for frame, some in self._inside.items()}

        def key(place: int) -> list[tuple[float, int]]:
            return [*((means[frame], -1 - frame) for frame in self._chains[place]), (middle[place], place)]

        for row in self._rows.order:
            row.sort(key=key)

    def part(
        self, middle: list[float], widths: Sequence[float], titles: Sequence[float], gap: float
    ) -> Sequence[Bounds]:
        """Move frames and what is beside them apart, in ``middle``; ``titles`` are the widths of their names."""
        found: dict[int, Bounds] = {}
        for frame in [*reversed(range(len(self._frames))), None]:
            self._part(frame, middle, widths, found, gap)
            if frame is not None:
                found[frame] = self._bounds(frame, middle, widths, titles[frame], found)
        return [found[frame] for frame in range(len(self._frames))]

    def _part(
        self, frame: int | None, middle: list[float], widths: Sequence[float], found: dict[int, Bounds], gap: float
    ) -> None:
        parts = self._parts(frame, found)
        lefts, rights = ([self._side(one, side, middle, widths, found) for one in parts] for side in (-1, 1))
        # One order for all rows: each is moved behind those that are before it in a row that both are in.
        order = sorted(range(len(parts)), key=lambda number: lefts[number] + rights[number])
        last: dict[int, float] = {}  # where the part before ends, by row
        for number in order:
            start = max((last[row] + gap for row in parts[number].rows if row in last), default=lefts[number])
            if (by := start - lefts[number]) > 0:
                self._move(parts[number], by, middle, found)
                rights[number] += by
            last |= dict.fromkeys(parts[number].rows, rights[number])

    def _parts(self, frame: int | None, found: dict[int, Bounds]) -> list[_Part]:
        """List what stands directly in a frame, or outside of all."""
        depth = len(self._outside(frame)) + 1 if frame is not None else 0
        places = self._inside[frame] if frame is not None else range(len(self._chains))
        single = [_Part([one], None, _one(self._rows.row[one])) for one in places if len(self._chains[one]) == depth]
        inner = [number for number, one in enumerate(self._frames) if one.outer == frame]
        return single + [_Part(self._inside[one], one, range(found[one].first, found[one].last + 1)) for one in inner]

    def _outside(self, frame: int) -> list[int]:
        outer = self._frames[frame].outer
        return [] if outer is None else [*self._outside(outer), outer]

    def _side(
        self, part: _Part, side: int, middle: Sequence[float], widths: Sequence[float], found: dict[int, Bounds]
    ) -> float:
        if part.frame is not None:
            bounds = found[part.frame]
            return bounds.left - PAD if side < 0 else bounds.right + PAD
        (place,) = part.places
        return middle[place] + side * widths[place] / 2

    def _move(self, part: _Part, by: float, middle: list[float], found: dict[int, Bounds]) -> None:
        for place in part.places:
            middle[place] += by
        if part.frame is not None:
            for frame in self._with_inner(part.frame):
                found[frame].left += by
                found[frame].right += by

    def _with_inner(self, frame: int) -> Iterator[int]:
        yield frame
        for number, one in enumerate(self._frames):
            if one.outer == frame:
                yield from self._with_inner(number)

    def _bounds(
        self,
        frame: int,
        middle: Sequence[float],
        widths: Sequence[float],
        title: float,
        found: dict[int, Bounds],
    ) -> Bounds:
        places = self._inside[frame]
        inner = [found[number] for number, one in enumerate(self._frames) if one.outer == frame]
        left = min([middle[one] - widths[one] / 2 for one in places] + [one.left for one in inner]) - PAD
        right = max([middle[one] + widths[one] / 2 for one in places] + [one.right for one in inner]) + PAD
        wider = max(0.0, title + 2 * PAD - (right - left)) / 2
        rows = [self._rows.row[one] for one in places]
        first, last = min(rows), max(rows)
        above = max((one.above for one in inner if one.first == first), default=0) + PAD + (TITLE if title else 0)
        below = max((one.below for one in inner if one.last == last), default=0) + PAD
        return Bounds(left - wider, right + wider, first, last, above, below)


def beside(chart: Flowchart) -> Mapping[int, int]:
    """Give each box in a frame that no arrow leads to or from another one there, which has arrows."""
    joined = {end for edge in chart.edges for end in (edge.origin, edge.target)}
    found: dict[int, int] = {}
    for frame in chart.frames:  # those inside of others come later
        others = sorted(frame.boxes & joined)
        found |= dict.fromkeys(frame.boxes - joined, others[0]) if others else {}
    return found


def _one(row: int) -> range:
    return range(row, row + 1)
