"""Draw a tree as an outline: boxes below each other, what follows from one a step further in, so that it fits a phone.

Of what follows from a box, that with most boxes stands last and no further in, after the heavy paths of Sleator and
Tarjan, “A data structure for dynamic trees” (1983): few steps are then needed, however deep a tree is.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from studyguide.diagrams.flowchart import Edge, Flowchart, Label, Node
from studyguide.diagrams.shapes import DASHES, HEAD, LINE, PAD, SIZE, Laid, box_of, laid, lettered, outlined, px

WIDE = 340
"""Of an outline, in pixels: what a phone has beside its margins."""

_STEM = 14
_STEP = 22
_GAP = 10
_WORDS = 6
_LEAST = 110
"""Room for a box, below which its arrow and words stand above it."""

_WRAP = 200
"""Where a line breaks that has the room: an author who has them broken sooner wants a chart to be narrow."""

_TEXT = 16 / SIZE
"""Of a width in pixels, what ``Label.wrap`` calls it."""


@dataclass
class _Sheet:
    chart: Flowchart
    follow: dict[int, list[Edge]]
    size: list[int]
    """How many boxes hang on each, with itself."""
    lines: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    right: float = 0.0


def drawn(chart: Flowchart) -> str | None:
    """Draw a tree; None where a chart is none, or has arrows that lead both ways."""
    follow = _follow(chart)
    if follow is None:
        return None
    sheet = _Sheet(chart, follow, [1] * len(chart.nodes))
    root = next(iter(set(range(len(chart.nodes))) - {edge.target for edge in chart.edges}))
    order = [root]
    for box in order:  # grows
        order += [edge.target for edge in follow[box]]
    if len(order) < len(chart.nodes):
        return None
    for box in reversed(order):
        sheet.size[box] += sum(sheet.size[edge.target] for edge in follow[box])
    bottom = _place(sheet, root, 1.0, 1.0)
    return (
        f'<svg class="sg-outline" display="none" viewBox="0 0 {px(sheet.right + 1)} {px(bottom + 1)}" '
        f'width="{px(sheet.right + 1)}" height="{px(bottom + 1)}" fill="none" stroke="currentColor" '
        f'stroke-width="1.5" font-size="{SIZE}" text-anchor="middle">'
        f"{''.join(sheet.lines)}{''.join(sheet.boxes)}</svg>"
    )


def _follow(chart: Flowchart) -> dict[int, list[Edge]] | None:
    """Give the arrows that leave each box, if all lead down and no two meet."""
    targets = [edge.target for edge in chart.edges]
    led = all(edge.line and not edge.heads[0] for edge in chart.edges)
    if chart.frames or not led or len(set(targets)) < len(targets) or len(targets) != len(chart.nodes) - 1:
        return None
    follow: dict[int, list[Edge]] = defaultdict(list)
    for edge in chart.edges:
        follow[edge.origin].append(edge)
    return follow


def _place(sheet: _Sheet, box: int, x: float, y: float) -> float:
    """Draw a box at a place, and all that follows from it; says where that ends."""
    width, height = _box(sheet, sheet.chart.nodes[box], x, y)
    last = _longest(sheet, box)
    stem, end, at = x + min(_STEM, width / 2), y + height, y + height
    for edge in sheet.follow[box]:
        if edge is not last:
            end, at = _branch(sheet, edge, stem, at)
    if last:
        return _go_on(sheet, last, x, (stem, y + height), at)
    if end > y + height:
        sheet.lines.append(f'<path d="M{px(stem)} {px(y + height)}V{px(end)}"/>')
    return at


def _longest(sheet: _Sheet, box: int) -> Edge | None:
    """Choose what goes on below a box itself: the most, of what goes on at all."""
    onward = [edge for edge in sheet.follow[box] if sheet.size[edge.target] > 1 or len(sheet.follow[box]) == 1]
    return max(onward, key=lambda edge: sheet.size[edge.target], default=None)


def _box(sheet: _Sheet, node: Node, x: float, y: float) -> tuple[float, float]:
    shape, said, (width, height) = _fitted(node, WIDE - x)
    outline = outlined(shape, x, y, width, height)
    words = lettered(said.lines, x + width / 2, y + height / 2 + (4 if shape == "store" else 0))
    sheet.boxes.append(f'<g class="sg-node">{outline}{words}</g>')
    sheet.right = max(sheet.right, x + width)
    return width, height


def _fitted(node: Node, room: float) -> tuple[str, Laid, tuple[float, float]]:
    """Break what a box says so that it fits; what asks has slanted sides, for a rhombus would be as tall as wide."""
    shape = "hexagon" if node.shape == "choice" else node.shape
    edge = box_of(Node(node.label, shape), Laid((), 0, 0))[0] - SIZE
    said = _broken(node.label, room - edge)
    return shape, said, box_of(Node(node.label, shape), said)


def _broken(label: Label, room: float) -> Laid:
    return laid(replace(label, wrap=int(max(3 * SIZE, min(max(label.wrap, _WRAP), room * _TEXT)))))


def _branch(sheet: _Sheet, edge: Edge, stem: float, y: float) -> tuple[float, float]:
    """Draw what follows to the side of a stem: says where its arrow leaves that, and where all of it ends."""
    node = sheet.chart.nodes[edge.target]
    said = _broken(edge.label, WIDE / 3) if edge.label.lines else Laid((), 0, 0)
    left = stem + (said.width + 4 * _WORDS + HEAD if said.lines else _STEP)
    beside = WIDE - left >= _LEAST and not sheet.follow[edge.target]
    y += _GAP
    if not beside:
        left = stem + _STEP
        sheet.lines.append(lettered(said.lines, stem + _WORDS + said.width / 2, y + said.height / 2))
        y += said.height + (2 if said.lines else 0)
    height = _fitted(node, WIDE - left)[2][1]
    top = y + max(0.0, (said.height - height) / 2) if beside else y
    middle = top + height / 2
    start = stem
    if beside and said.lines:
        _line(sheet, edge, (stem, middle), f"h{_WORDS}")
        start = stem + 2 * _WORDS + said.width
        sheet.lines.append(lettered(said.lines, stem + 1.5 * _WORDS + said.width / 2, middle))
    _line(sheet, edge, (start, middle), f"H{px(left - (HEAD if edge.heads[1] else 0))}")
    _head(sheet, edge, (left, middle), (-1, 0))
    bottom = _place(sheet, edge.target, left, top)
    return middle, max(bottom, y + said.height if beside else bottom)


def _go_on(sheet: _Sheet, edge: Edge, x: float, start: tuple[float, float], y: float) -> float:
    """Draw what goes on straight below a box, behind all that follows from it to the side."""
    stem, _ = start
    said = _broken(edge.label, WIDE / 2) if edge.label.lines else Laid((), 0, 0)
    sheet.lines.append(lettered(said.lines, stem + _WORDS + said.width / 2, y + _GAP + said.height / 2))
    top = y + _GAP + max(said.height, LINE / 2) + PAD[1]
    _line(sheet, edge, start, f"V{px(top - (HEAD if edge.heads[1] else 0))}")
    _head(sheet, edge, (stem, top), (0, -1))
    return _place(sheet, edge.target, x, top)


def _line(sheet: _Sheet, edge: Edge, start: tuple[float, float], way: str) -> None:
    sheet.lines.append(f'<path d="M{px(start[0])} {px(start[1])}{way}"{DASHES.get(edge.line, "")}/>')


def _head(sheet: _Sheet, edge: Edge, end: tuple[float, float], back: tuple[int, int]) -> None:
    """Draw the head of an arrow, if it has one; ``back`` is the way from its point to its line."""
    if not edge.heads[1]:
        return
    long, half = HEAD * 1.3, HEAD * 0.6
    wings = [
        (end[0] + back[0] * long + side * back[1] * half, end[1] + back[1] * long + side * back[0] * half)
        for side in (-1, 1)
    ]
    points = "L".join(f"{px(a)} {px(b)}" for a, b in (end, *wings))
    sheet.lines.append(f'<path d="M{points}Z" fill="currentColor" stroke="none"/>')
