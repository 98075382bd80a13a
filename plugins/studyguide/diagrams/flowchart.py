"""Read the flowcharts that most notes hold: boxes, arrows, words on both.

Everything else that Mermaid knows is left to it, so whatever is not understood to the last sign is not read at all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

MOST = 60
"""Boxes, and twice as many arrows, that are drawn here: of more, nobody sees what is where."""

_HEAD = re.compile(r"(?:flowchart|graph)[ \t]+(?P<way>TB|TD|LR)[ \t]*;?")
_WRAPPED = re.compile(r'%%\{\s*init:\s*\{\s*"flowchart":\s*\{\s*"wrappingWidth":\s*(\d{2,3})\s*\}\s*\}\s*\}%%')
_WRAP = 200
"""Where Mermaid breaks a line, in its pixels."""

_SHAPES = {
    "([": ("])", "stadium"),
    "[[": ("]]", "routine"),
    "[(": (")]", "store"),
    "((": ("))", "circle"),
    "{{": ("}}", "hexagon"),
    "[": ("]", "box"),
    "(": (")", "round"),
    "{": ("}", "choice"),
}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# References, icons, formulas, Markdown, HTML: all that Mermaid does not show as it is written.
_OTHER = re.compile(r"[<>`\\]|[#&]\w+;|\bfa[bklrs]?:|\$\$")
_ID = re.compile(r"\s*(?P<id>\w+)(?!\w*@)")
_OPENER = re.compile(r"\(\[|\[\[|\[\(|\(\(|\{\{|\[(?![/\\])|\(|\{")
_QUOTED = r'"(?P<quoted>[^"]*)"'
_PLAIN = r'(?P<plain>(?:<br\s*/?>|[^"\[\](){}<>|])+)'
_CLOSED = {close: re.compile(rf"\s*(?:{_QUOTED}|{_PLAIN})\s*{re.escape(close)}") for close, _ in _SHAPES.values()}
_LINE = re.compile(
    r"\s*(?P<from><)?(?:(?P<solid>-{2,})|(?P<thick>={2,})|-(?P<dotted>\.+)-)(?P<to>>)?(?![-=.<>xo\w]*[-=.]{2})\s*"
    rf"(?:\|\s*(?:{_QUOTED}|(?P<plain>[^|\"]*))\s*\|)?"
)
_SAID_FIRST = re.compile(
    rf"\s*(?P<from><)?(?:--|==|-\.)\s+(?:{_QUOTED}|(?P<plain>[^\"|<>=.\[\](){{}}-]+))\s*"
    r"(?:(?P<solid>-{2,})|(?P<thick>={2,})|(?P<dotted>\.+)-)(?P<to>>)?(?![-=.<>])"
)
_UNSEEN = re.compile(r"\s*~{3,}")
_AND = re.compile(r"\s*&\s*")
_NEXT = re.compile(r"\s*;\s*(?=\S)")
_END = re.compile(r"\s*;?\s*")
_FRAME = re.compile(
    rf"subgraph[ \t]+(?P<id>\w+)[ \t]*(?:\[\s*(?:{_QUOTED}|(?P<plain>(?:<br\s*/?>|[^\"\[\](){{}}<>|])+))\s*\][ \t]*)?;?"
)
_FRAME_ENDS = re.compile(r"end[ \t]*;?")
_RESERVED = frozenset(
    "end subgraph style linkStyle class classDef click direction default interpolate href call".split()
)


@dataclass(frozen=True)
class Label:
    """What is said in a box or beside an arrow, line by line; a line breaks where it is wider than ``wrap``."""

    lines: tuple[str, ...]
    wrap: int = _WRAP


@dataclass(frozen=True)
class Node:
    """A box."""

    label: Label
    shape: str


@dataclass(frozen=True)
class Edge:
    """An arrow between two boxes, by their numbers; ``length`` is how many rows it reaches over at least."""

    origin: int
    target: int
    label: Label
    line: str
    heads: tuple[bool, bool]
    length: int


@dataclass(frozen=True)
class Frame:
    """A named part of a chart: the numbers of the boxes in it, and of the frame around it, which comes before it."""

    label: Label
    boxes: frozenset[int]
    outer: int | None


@dataclass(frozen=True)
class Flowchart:
    """A chart that runs down, or across."""

    across: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    frames: tuple[Frame, ...] = ()


@dataclass
class _Reading:
    wrap: int
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[tuple[str, str, re.Match[str] | None]] = field(default_factory=list)
    frames: dict[str, tuple[Label, str]] = field(default_factory=dict)
    """The label of each frame, and the name of the one around it; empty where there is none."""
    homes: dict[str, str] = field(default_factory=dict)
    """The frame that each box was named in."""
    open: list[str] = field(default_factory=list)


class _OtherError(Exception):
    """Something that only Mermaid reads."""


def read(text: str) -> Flowchart | None:
    """Read a flowchart; return None where it is another diagram, or has something that is not read here."""
    rows = [row.strip() for row in text.splitlines()]
    found = _WRAPPED.fullmatch(rows[0]) if rows else None
    said = [row for row in rows[1 if found else 0 :] if row and (row.startswith("%%{") or not row.startswith("%%"))]
    head = _HEAD.fullmatch(said[0]) if said else None
    if not head or len(said) > 4 * MOST:
        return None
    reading = _Reading(int(found[1]) if found else _WRAP)
    try:
        for row in said[1:]:
            _statement(reading, row)
        return _chart(reading, across=head["way"] == "LR")
    except _OtherError:
        return None


def _chart(reading: _Reading, *, across: bool) -> Flowchart:
    if not 1 < len(reading.nodes) <= MOST or len(reading.edges) > 2 * MOST:
        raise _OtherError
    # Arrows to a frame, and frames that are left open, are Mermaid's; so is a chart across with frames in it.
    if reading.open or reading.frames.keys() & reading.nodes.keys() or (across and reading.frames):
        raise _OtherError
    numbers = {name: number for number, name in enumerate(reading.nodes)}
    edges = tuple(_edge(reading, numbers[one], numbers[other], found) for one, other, found in reading.edges)
    if any(edge.origin == edge.target for edge in edges):
        raise _OtherError
    return Flowchart(across, tuple(reading.nodes.values()), edges, tuple(_frames(reading, numbers)))


def _frames(reading: _Reading, numbers: Mapping[str, int]) -> Iterator[Frame]:
    names = list(reading.frames)
    inside: dict[str, set[int]] = {name: set() for name in names}
    for box, home in reading.homes.items():
        around = home
        while around:
            inside[around].add(numbers[box])
            around = reading.frames[around][1]
    for name in names:
        label, outer = reading.frames[name]
        if not inside[name]:
            raise _OtherError
        yield Frame(label, frozenset(inside[name]), names.index(outer) if outer else None)


def _statement(reading: _Reading, row: str) -> None:
    """Read boxes and the arrows between them, ``a & b --> c -->|no| d``, or where a frame begins or ends."""
    if row.startswith("subgraph"):
        return _begin(reading, _FRAME.fullmatch(row))
    if _FRAME_ENDS.fullmatch(row):
        if not reading.open:
            raise _OtherError
        reading.open.pop()
        return None
    at, last = _boxes(reading, row, 0)
    while not _END.fullmatch(row, at):
        if next_one := _NEXT.match(row, at):
            at, last = _boxes(reading, row, next_one.end())
            continue
        found = _UNSEEN.match(row, at) or _SAID_FIRST.match(row, at) or _LINE.match(row, at)
        if not found:
            raise _OtherError
        at, boxes = _boxes(reading, row, found.end())
        seen = None if found.re is _UNSEEN else found
        reading.edges += ((one, other, seen) for one in last for other in boxes)
        last = boxes
    return None


def _begin(reading: _Reading, found: re.Match[str] | None) -> None:
    if not found or found["id"] in _RESERVED or found["id"] in reading.frames:
        raise _OtherError
    titled = found["quoted"] is not None or found["plain"] is not None
    label = _label(_said(found) if titled else found["id"], 40 * _WRAP)
    in_a_line = replace(label, lines=(" ".join(label.lines),) if label.lines else ())
    reading.frames[found["id"]] = in_a_line, reading.open[-1] if reading.open else ""
    reading.open.append(found["id"])


def _boxes(reading: _Reading, row: str, at: int) -> tuple[int, list[str]]:
    names: list[str] = []
    more: re.Match[str] | None = None
    while not names or more:
        found = _ID.match(row, more.end() if more else at)
        if not found or found["id"] in _RESERVED:
            raise _OtherError
        at = _shape(reading, found["id"], row, found.end())
        if reading.open and reading.homes.setdefault(found["id"], reading.open[-1]) != reading.open[-1]:
            raise _OtherError  # of two frames, which one it is in depends on the version of Mermaid
        names.append(found["id"])
        more = _AND.match(row, at)
    return at, names


def _shape(reading: _Reading, name: str, row: str, at: int) -> int:
    """Read what follows a box's name, if anything does; return where that ends."""
    opener = _OPENER.match(row, at)
    if not opener:
        reading.nodes.setdefault(name, Node(_label(name, reading.wrap), "box"))
        return at
    close, shape = _SHAPES[opener[0]]
    found = _CLOSED[close].match(row, opener.end())
    if not found:
        raise _OtherError
    reading.nodes[name] = Node(_label(_said(found), reading.wrap), shape)
    return found.end()


def _said(found: re.Match[str]) -> str:
    return (found["quoted"] if found["quoted"] is not None else found["plain"]) or ""


def _label(text: str, wrap: int) -> Label:
    lines = tuple(line.strip() for line in _BREAK.split(text))
    if any(map(_OTHER.search, lines)):
        raise _OtherError
    return Label(lines if any(lines) else (), wrap)


def _edge(reading: _Reading, origin: int, target: int, found: re.Match[str] | None) -> Edge:
    if not found:
        return Edge(origin, target, Label(()), "", (False, False), 1)
    line = next(name for name in ("solid", "thick", "dotted") if found[name])
    shortest = 1 if line == "dotted" else 2 if found["to"] else 3
    length = len(found[line]) - shortest + 1
    if length < 1:
        raise _OtherError  # two dashes begin words
    return Edge(
        origin, target, _label(_said(found), reading.wrap), line, (bool(found["from"]), bool(found["to"])), length
    )


def labels(chart: Flowchart) -> Iterator[Label]:
    """List all that is said in a chart: in boxes, beside arrows, above frames."""
    yield from (one.label for one in chart.nodes)
    yield from (one.label for one in chart.edges)
    yield from (one.label for one in chart.frames)
