"""Draw a flowchart as SVG that is complete without scripts and style sheets: in the colour of the text around it."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from studyguide.diagrams import flowchart, layers, places
from studyguide.diagrams.flowchart import Edge, Flowchart, Label, Node
from studyguide.diagrams.frames import TITLE, Bounds, Frames, beside

SIZE = 14
"""Of letters, in the pixels of the drawing."""

_LINE = 18
_PAD = (11, 8)
_GAP = {True: 20.0, False: 12.0}
_BETWEEN = 15
"""Free above and below a row: an arrow has twice that, and the words beside it."""

_HEAD = 7
_PORT = 14
_EDGE = 1.5
# What a letter takes of its size, as common sans-serif fonts have it, with some room: no font is known here.
_NARROW, _SLIM, _BROAD = frozenset("iIjl.,:;'|!’"), frozenset('frt()[]-/ "“”*'), frozenset("mwMW@%—жмфшщыюЖМФШЩЫЮ")
_SMALL = frozenset("ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_DASHES = {"dotted": ' stroke-dasharray="2 4"', "thick": ' stroke-width="3"'}

_Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A drawing, and how wide it is by nature, in pixels."""

    svg: str
    width: int


@dataclass(frozen=True)
class _Laid:
    """Lines of a label as they are broken, and the room that they take."""

    lines: Sequence[str]
    width: float
    height: float


@dataclass(frozen=True)
class _Sheet:
    """Where all is: along a row by place, across the rows by row. In a chart that runs across, rows are columns."""

    chart: Flowchart
    rows: layers.Rows
    said: Sequence[_Laid]
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
    return _written(_sheet(chart, rows)) if chart and rows else None


def letters(text: str) -> float:
    """Guess how wide a text is, in sizes of its letters."""
    return sum(map(_letter, text))


def _letter(sign: str) -> float:
    if sign in _NARROW:
        return 0.29
    if sign in _SLIM:
        return 0.37
    if sign in _BROAD:
        return 0.9
    if _is_wide(sign):
        return 1.02
    if unicodedata.combining(sign):
        return 0
    return 0.69 if sign.isupper() else 0.57


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _laid(label: Label) -> _Laid:
    """Break the lines of a label where they are too long."""
    lines = [line for said in label.lines for line in _broken(said, label.wrap / 16)]
    return _Laid(lines, max(map(letters, lines), default=0) * SIZE, len(lines) * _LINE)


def _broken(said: str, most: float) -> Iterator[str]:
    line = ""
    for word in said.split():
        for n, piece in enumerate(_pieces(word)):
            longer = f"{line} {piece}" if line and n == 0 else line + piece
            if line and letters(longer) > most:
                yield line
                line = piece
            else:
                line = longer
    yield line


def _pieces(word: str) -> list[str]:
    """Cut a word where a line may break inside of it: beside signs that are written without spaces."""
    pieces: list[str] = []
    for sign in word:
        last = pieces[-1][-1] if pieces else sign
        breaks = (_is_wide(last) or _is_wide(sign)) and not _opens(last) and not _follows(sign)
        if pieces and not breaks:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _opens(sign: str) -> bool:
    return unicodedata.category(sign) in {"Ps", "Pi"}


def _follows(sign: str) -> bool:
    """Say whether a sign begins no line: a stop, a closing bracket, what changes the sign before it."""
    return unicodedata.category(sign) in {"Pe", "Pf", "Po", "Lm", "Mn", "Mc", "Sk"} or sign in _SMALL


def _box(node: Node, said: _Laid) -> tuple[float, float]:
    """Return how wide and how tall a box is for what it says."""
    width, height = max(said.width, SIZE) + 2 * _PAD[0], max(said.height, _LINE) + 2 * _PAD[1]
    match node.shape:
        case "choice":  # the words touch the middle of its sides
            return width * 1.35 + height * 0.3, height * 1.35 + 8
        case "circle":
            return (max(width, height),) * 2
        case "hexagon" | "stadium" | "routine":
            return width + 10, height
        case "store":
            return width, height + 14
    return width, height


def _sheet(chart: Flowchart, rows: layers.Rows) -> _Sheet:
    said = [_laid(label) for label in flowchart.labels(chart)]
    boxes = len(chart.nodes)
    sizes = [_box(node, one) for node, one in zip(chart.nodes, said, strict=False)] + [(0.0, 0.0)] * len(rows.row)
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
        f'<svg viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}" '
        f'fill="none" stroke="currentColor" stroke-width="{_EDGE}" font-size="{SIZE}" text-anchor="middle">'
        f"{frames}{lines}{titles}{boxes}</svg>"
    )
    return Drawing(svg, round(width))


def _frames(sheet: _Sheet) -> tuple[Sequence[Bounds], Sequence[float], Sequence[float], Sequence[_Laid]]:
    """Give of each frame where it is, its top, its bottom, and what it is called."""
    tops = [sheet.bounds[one.first][0] - one.above for one in sheet.frames]
    bottoms = [sheet.bounds[one.last][1] + one.below for one in sheet.frames]
    return sheet.frames, tops, bottoms, sheet.said[len(sheet.said) - len(sheet.frames) :]


def _frame(one: Bounds, top: float, bottom: float, _: _Laid) -> str:
    size = f'width="{_n(one.right - one.left)}" height="{_n(bottom - top)}"'
    return f'<rect class="sg-frame" x="{_n(one.left)}" y="{_n(top)}" {size} rx="6" stroke-dasharray="6 3"/>'


def _title(one: Bounds, top: float, _: float, said: _Laid) -> str:
    """Write what a frame is called where it begins, over the arrows that lead into it."""
    words = _words(said.lines, one.left + said.width / 2 + _PAD[0], top + TITLE / 2 + 2)
    return words and f'<g class="sg-frame-title">{words}</g>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _node(sheet: _Sheet, number: int) -> str:
    node, said = sheet.chart.nodes[number], sheet.said[number]
    top, bottom = sheet.bounds[sheet.rows.row[number]]
    x, y = sheet.point(sheet.middle[number], (top + bottom) / 2)
    width, height = _box(node, said)
    outline = _outline(node.shape, x - width / 2, y - height / 2, width, height)
    return f'<g class="sg-node">{outline}{_words(said.lines, x, y + (4 if node.shape == "store" else 0))}</g>'


def _outline(shape: str, x: float, y: float, width: float, height: float) -> str:
    right, bottom, middle, slant = x + width, y + height, y + height / 2, min(12.0, height / 4)
    match shape:
        case "hexagon":
            points = [(x + slant, y), (right - slant, y), (right, middle)]
            points += [(right - slant, bottom), (x + slant, bottom), (x, middle)]
        case "choice":
            points = [(x + width / 2, y), (right, middle), (x + width / 2, bottom), (x, middle)]
        case "store":
            arc = f"a{_n(width / 2)} 6 0 0 0 {_n(width)} 0"
            sides = f"M{_n(x)} {_n(y + 6)}v{_n(height - 12)}{arc}v-{_n(height - 12)}"
            return f'<path d="{sides}a{_n(width / 2)} 6 0 0 0 -{_n(width)} 0{arc}"/>'
        case _:
            radius = {"stadium": height / 2, "round": 8, "circle": width / 2}.get(shape, 3)
            box = f'y="{_n(y)}" height="{_n(height)}"'
            inner = f'<rect x="{_n(x + 6)}" {box} width="{_n(width - 12)}"/>' if shape == "routine" else ""
            return f'<rect x="{_n(x)}" {box} width="{_n(width)}" rx="{_n(radius)}"/>{inner}'
    return f'<path d="M{"L".join(f"{_n(a)} {_n(b)}" for a, b in points)}Z"/>'


def _words(lines: Sequence[str], x: float, y: float) -> str:
    if not lines:
        return ""
    first = y - (len(lines) - 1) * _LINE / 2 + SIZE * 0.35
    # A space between lines is for who hears or copies them.
    spans = " ".join(
        f'<tspan x="{_n(x)}" y="{_n(first + n * _LINE)}">{escape(line)}</tspan>' for n, line in enumerate(lines)
    )
    return f'<text stroke="none" fill="currentColor">{spans}</text>'


def _arrow(sheet: _Sheet, arrow: layers.Arrow) -> Iterator[str]:
    """Draw an arrow: its line, which stops before its words and goes on behind them, its words, its heads."""
    edge = sheet.chart.edges[arrow.number]
    if edge.line:
        upper, lower = edge.heads[::-1] if arrow.turned else edge.heads
        yield f'<path d="{_line(sheet, arrow, edge, upper=upper, lower=lower)}"{_DASHES.get(edge.line, "")}/>'
        yield from _heads(sheet, arrow, upper=upper, lower=lower)
    said = sheet.said[len(sheet.chart.nodes) + arrow.number]
    place = _labelled(arrow)
    x, y = sheet.point(sheet.middle[place], sum(sheet.bounds[sheet.rows.row[place]]) / 2)
    yield _words(said.lines, x, y)


def _line(sheet: _Sheet, arrow: layers.Arrow, edge: Edge, *, upper: bool, lower: bool) -> str:
    first, last = _end(sheet, arrow, 0), _end(sheet, arrow, -1)
    # A head is as long as its line is short of the box.
    at = first[0], first[1] + (_HEAD if upper else 0)
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
    return drawn_so_far + _curve(sheet, at, (last[0], last[1] - (_HEAD if lower else 0)))


def _xy(sheet: _Sheet, at: _Point) -> str:
    x, y = sheet.point(*at)
    return f"{_n(x)} {_n(y)}"


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
            wings = [(along + side * _HEAD * 0.6, across + way * _HEAD * 1.3) for side in (-1, 1)]
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
