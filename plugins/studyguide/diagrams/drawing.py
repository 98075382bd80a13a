"""Draw a flowchart as SVG that is complete without scripts and style sheets: in the colour of the text around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from studyguide.diagrams import flowchart, layers, outlines, places
from studyguide.diagrams.flowchart import Edge, Flowchart
from studyguide.diagrams.frames import TITLE, Bounds, Frames, beside
from studyguide.diagrams.shapes import DASHES, HEAD, PAD, SIZE, Laid, box_of, laid, lettered, outlined, px

_MOST = outlines.WIDE * SIZE / 12
"""How wide a drawing is that a phone shows whole with letters of 12 pixels."""

_GAP = {True: 20.0, False: 12.0}
_BETWEEN = 15
"""Free above and below a row: an arrow has twice that, and the words beside it."""

_PORT = 14
_EDGE = 1.5

_Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A drawing, and how wide it is by nature, in pixels."""

    svg: str
    width: int
    ends: tuple[str, ...] = ()
    """What is said in boxes that no arrow leaves."""
    outline: str | None = None
    """The same as an outline, of a tree that a phone would have to scroll."""


@dataclass(frozen=True)
class _Sheet:
    """Where all is: along a row by place, across the rows by row. In a chart that runs across, rows are columns."""

    chart: Flowchart
    rows: layers.Rows
    said: Sequence[Laid]
    middle: Sequence[float]
    sizes: Sequence[tuple[float, float]]
    """Along its row and across it, of each place."""
    bounds: Sequence[tuple[float, float]]
    """Where each row begins and ends."""
    frames: Sequence[Bounds] = ()

    def point(self, along: float, across: float) -> _Point:
        return (across, along) if self.chart.across else (along, across)


@lru_cache(maxsize=512)
def drawn(text: str) -> Drawing | None:
    """Draw a diagram; None where that is left to Mermaid."""
    chart = flowchart.read(text)
    edges = [(edge.origin, edge.target, edge.length) for edge in chart.edges] if chart else []
    rows = layers.rows(len(chart.nodes), edges, beside(chart)) if chart else None
    if not chart or not rows:
        return None
    drawing = _written(_sheet(chart, rows))
    ends = set(range(len(chart.nodes))) - {edge.origin for edge in chart.edges}
    drawing = replace(drawing, ends=tuple(" ".join(chart.nodes[box].label.lines) for box in sorted(ends)))
    return replace(drawing, outline=outlines.drawn(chart)) if drawing.width > _MOST else drawing


def _sheet(chart: Flowchart, rows: layers.Rows) -> _Sheet:
    said = [laid(label) for label in flowchart.labels(chart)]
    boxes = len(chart.nodes)
    sizes = [box_of(node, one) for node, one in zip(chart.nodes, said, strict=False)] + [(0.0, 0.0)] * len(rows.row)
    for arrow in rows.arrows:
        words = said[boxes + arrow.number]
        if words.lines:
            sizes[_labelled(arrow)] = words.width + 6, words.height + 2
    turned = [size[::-1] if chart.across else size for size in sizes[: len(rows.row)]]
    widths = [size[0] for size in turned]
    middle = places.spread(rows, widths, boxes, _GAP)
    framed = _framed(chart, rows, middle, widths, [one.width for one in said[len(said) - len(chart.frames) :]])
    bounds, at = [], 1.0
    for number, row in enumerate(rows.order):
        at += max((one.above for one in framed if one.first == number), default=0)
        height = max((turned[one][1] for one in row), default=0)
        bounds.append((at, at + height))
        at += height + _BETWEEN + max((one.below for one in framed if one.last == number), default=0)
    return _Sheet(chart, rows, said, [one + 1 for one in middle], turned, bounds, framed)


def _framed(
    chart: Flowchart, rows: layers.Rows, middle: list[float], widths: Sequence[float], titles: Sequence[float]
) -> Sequence[Bounds]:
    """Give the places of a chart with frames room for these, and say where they are; all begins at 0."""
    if not chart.frames:
        return ()
    frames = Frames(chart, rows)
    frames.gather(middle)
    middle[:] = places.spread(rows, widths, len(chart.nodes), _GAP, frames.margin)
    found = frames.part(middle, widths, titles, _GAP[False])
    least = min(0.0, *(one.left for one in found))
    middle[:] = [one - least for one in middle]
    for one in found:
        one.left, one.right = one.left - least + 1, one.right - least + 1
    return found


def _labelled(arrow: layers.Arrow) -> int:
    """Return the place of an arrow where its words are: in the row below its upper end, which only words are in."""
    return arrow.places[1]


def _written(sheet: _Sheet) -> Drawing:
    rights = [middle + size[0] / 2 for middle, size in zip(sheet.middle, sheet.sizes, strict=True)]
    far = max(rights + [one.right for one in sheet.frames]) + 1
    low = sheet.bounds[-1][1] + max((one.below for one in sheet.frames if one.last == len(sheet.bounds) - 1), default=0)
    width, height = sheet.point(far, low + 1)
    frames, titles = ("".join(map(part, *_frames(sheet))) for part in (_frame, _title))
    lines = "".join(part for arrow in sheet.rows.arrows for part in _arrow(sheet, arrow))
    boxes = "".join(_node(sheet, number) for number in range(len(sheet.chart.nodes)))
    svg = (
        f'<svg viewBox="0 0 {px(width)} {px(height)}" width="{px(width)}" height="{px(height)}" '
        f'fill="none" stroke="currentColor" stroke-width="{_EDGE}" font-size="{SIZE}" text-anchor="middle">'
        f"{frames}{lines}{titles}{boxes}</svg>"
    )
    return Drawing(svg, round(width))


def _frames(sheet: _Sheet) -> tuple[Sequence[Bounds], Sequence[float], Sequence[float], Sequence[Laid]]:
    """Give of each frame where it is, its top, its bottom, and what it is called."""
    tops = [sheet.bounds[one.first][0] - one.above for one in sheet.frames]
    bottoms = [sheet.bounds[one.last][1] + one.below for one in sheet.frames]
    return sheet.frames, tops, bottoms, sheet.said[len(sheet.said) - len(sheet.frames) :]


def _frame(one: Bounds, top: float, bottom: float, _: Laid) -> str:
    size = f'width="{px(one.right - one.left)}" height="{px(bottom - top)}"'
    return f'<rect class="sg-frame" x="{px(one.left)}" y="{px(top)}" {size} rx="6" stroke-dasharray="6 3"/>'


def _title(one: Bounds, top: float, _: float, said: Laid) -> str:
    """Write what a frame is called where it begins, over the arrows that lead into it."""
    words = lettered(said.lines, one.left + said.width / 2 + PAD[0], top + TITLE / 2 + 2)
    return words and f'<g class="sg-frame-title">{words}</g>'


def _node(sheet: _Sheet, number: int) -> str:
    node, said = sheet.chart.nodes[number], sheet.said[number]
    top, bottom = sheet.bounds[sheet.rows.row[number]]
    x, y = sheet.point(sheet.middle[number], (top + bottom) / 2)
    width, height = box_of(node, said)
    outline = outlined(node.shape, x - width / 2, y - height / 2, width, height)
    return f'<g class="sg-node">{outline}{lettered(said.lines, x, y + (4 if node.shape == "store" else 0))}</g>'


def _arrow(sheet: _Sheet, arrow: layers.Arrow) -> Iterator[str]:
    """Draw an arrow: its line, which stops before its words and goes on behind them, its words, its heads."""
    edge = sheet.chart.edges[arrow.number]
    if edge.line:
        upper, lower = edge.heads[::-1] if arrow.turned else edge.heads
        yield f'<path d="{_line(sheet, arrow, edge, upper=upper, lower=lower)}"{DASHES.get(edge.line, "")}/>'
        yield from _heads(sheet, arrow, upper=upper, lower=lower)
    said = sheet.said[len(sheet.chart.nodes) + arrow.number]
    place = _labelled(arrow)
    x, y = sheet.point(sheet.middle[place], sum(sheet.bounds[sheet.rows.row[place]]) / 2)
    yield lettered(said.lines, x, y)


def _line(sheet: _Sheet, arrow: layers.Arrow, edge: Edge, *, upper: bool, lower: bool) -> str:
    first, last = _end(sheet, arrow, 0), _end(sheet, arrow, -1)
    # A head is as long as its line is short of the box.
    at = first[0], first[1] + (HEAD if upper else 0)
    drawn_so_far = f"M{_xy(sheet, at)}"
    for place in arrow.places[1:-1]:
        along, (top, bottom) = sheet.middle[place], sheet.bounds[sheet.rows.row[place]]
        jumps = place == _labelled(arrow) and bool(edge.label.lines)
        half = sheet.sizes[place][1] / 2 if jumps else 0
        middle = (top + bottom) / 2
        drawn_so_far += _curve(sheet, at, (along, middle - half if jumps else top))
        at = along, middle + half if jumps else bottom
        if jumps:
            drawn_so_far += f"M{_xy(sheet, at)}"
        elif bottom > top:
            drawn_so_far += f"L{_xy(sheet, at)}"
    return drawn_so_far + _curve(sheet, at, (last[0], last[1] - (HEAD if lower else 0)))


def _xy(sheet: _Sheet, at: _Point) -> str:
    x, y = sheet.point(*at)
    return f"{px(x)} {px(y)}"


def _curve(sheet: _Sheet, at: _Point, to: _Point) -> str:
    """Lead from one point to another, along the chart at both ends."""
    if abs(at[0] - to[0]) < 1:
        return f"L{_xy(sheet, to)}"
    half = (at[1] + to[1]) / 2
    return f"C{_xy(sheet, (at[0], half))} {_xy(sheet, (to[0], half))} {_xy(sheet, to)}"


def _heads(sheet: _Sheet, arrow: layers.Arrow, *, upper: bool, lower: bool) -> Iterator[str]:
    for there, end, way in ((upper, 0, 1), (lower, -1, -1)):
        if there:
            along, across = _end(sheet, arrow, end)
            wings = [(along + side * HEAD * 0.6, across + way * HEAD * 1.3) for side in (-1, 1)]
            points = "L".join(_xy(sheet, point) for point in ((along, across), *wings))
            yield f'<path d="M{points}Z" fill="currentColor" stroke="none"/>'


def _end(sheet: _Sheet, arrow: layers.Arrow, end: int) -> _Point:
    """Return where an arrow meets its upper (0) or lower (-1) box: beside the others there, in their order."""
    box, beside = arrow.places[end], arrow.places[1 if end == 0 else -2]
    all_there = sheet.rows.below[box] if end == 0 else sheet.rows.above[box]
    order = sorted(all_there, key=lambda place: sheet.middle[place])
    middle, (size, height) = sheet.middle[box], sheet.sizes[box]
    top, bottom = sheet.bounds[sheet.rows.row[box]]
    half = height / 2 if end == 0 else -height / 2
    pointed = sheet.chart.nodes[box].shape in {"choice", "circle"}
    room = 0.0 if pointed else max(0.0, min(_PORT * (len(order) - 1), size - 30))
    step = room / (len(order) - 1) if len(order) > 1 else 0
    along = middle - room / 2 + step * order.index(beside)
    if len(order) == 1 and not pointed and abs(sheet.middle[beside] - middle) < min(12.0, size / 4):
        along = sheet.middle[beside]  # straight down
    return along, (top + bottom) / 2 + half
