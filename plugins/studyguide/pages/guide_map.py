"""The map of the whole guide: its chapters, how strongly they are linked, and which sections others refer to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from markupsafe import Markup

from studyguide import paths
from studyguide.model import Section
from studyguide.page_kinds import MAP
from studyguide.pages.frame import Frame
from studyguide.pages.neighbours import ROW, svg
from studyguide.paths import HOME, Distinct, PageName
from studyguide.site import Page, TocEntry

STRONGEST = 3
"""Chapters that each is drawn together with: of many, every line would hide the others."""

FIRST = 12
"""Sections that most others refer to: what a reader learns before the rest."""

FEW = 40
"""Sections that are listed in the open; of more, chapters are folded."""

DEPTH = 300
"""Units that the widest arc reaches out."""

_Chapter = PageName | None
"""The page at the top; None for all pages that are in no chapter."""


@dataclass(frozen=True)
class _Item:
    """A section, and how many other sections refer to it."""

    section: Section
    level: int
    referred: int


@dataclass(frozen=True)
class _Row:
    """A chapter with its sections in the order of the guide, and how often it is linked with which others."""

    title: str
    anchor: str
    sections: Sequence[_Item]
    linked: Sequence[tuple[str, str, int]]
    drawing: Markup
    """The links among its sections, beside their list; nothing where they have none."""


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page, where there is something to see."""
    chapters = _chapters(frame)
    if sum(map(len, chapters.values())) < 2:  # noqa: PLR2004  one section has nothing around it
        return
    linked = _linked(frame, chapters)
    anchors = Distinct((MAP.name, "sg-first", "sg-together"), first=2)
    names = {chapter: anchors.name(paths.element_id(frame.slug(_title(frame, chapter)))) for chapter in chapters}
    joined = _joined(frame)
    referred = {page: len({link.origin for link in links} - {page}) for page, links in frame.incoming.items()}
    rows = [
        _Row(
            _title(frame, chapter),
            names[chapter],
            [_Item(one, _level(frame, one), referred.get(one.page, 0)) for one in sections],
            [(_title(frame, other), names[other], count) for other, count in _strongest(linked, chapter)],
            _inside(sections, joined),
        )
        for chapter, sections in chapters.items()
    ]
    yield frame.page(
        MAP,
        toc=tuple(TocEntry(row.title, row.anchor, 2) for row in rows),
        description=frame.word("map.intro"),
        rows=rows,
        first=_first(rows),
        open=sum(len(row.sections) for row in rows) <= FEW,
        drawing=_arcs(list(chapters), linked),
    )


def _first(rows: Sequence[_Row]) -> list[_Item]:
    """List the sections that several others refer to, those with most first; none where that are all."""
    items = [item for row in rows for item in row.sections]
    found = sorted((item for item in items if item.referred > 1), key=lambda item: -item.referred)[:FIRST]
    return found if len(found) < len(items) else []


def _chapters(frame: Frame) -> Mapping[_Chapter, list[Section]]:
    """Put every section under the chapter at the top of its trail, in the order of the guide.

    The home page leads everywhere, and is no part of it.
    """
    tops: dict[PageName, _Chapter] = {}
    found: dict[_Chapter, list[Section]] = defaultdict(list)
    for section in frame.library.sections:  # a chapter stands before its sections
        if section.page == HOME:
            continue
        if section.parent in tops:
            tops[section.page] = tops[section.parent]
        else:
            tops[section.page] = section.page if frame.children.get(section.page) else None
        found[tops[section.page]].append(section)
    return found


def _title(frame: Frame, chapter: _Chapter) -> str:
    return frame.by_page[chapter].title if chapter else frame.library.options.title


def _linked(frame: Frame, chapters: Mapping[_Chapter, Sequence[Section]]) -> Mapping[_Chapter, Counter[_Chapter]]:
    """Count for each chapter the pairs of sections that link it with another one, whichever way."""
    home = {section.page: chapter for chapter, sections in chapters.items() for section in sections}
    found: dict[_Chapter, Counter[_Chapter]] = defaultdict(Counter)
    for origin, target in _ways(frame):
        if origin in home and target in home and home[origin] != home[target]:
            found[home[origin]][home[target]] += 1
            found[home[target]][home[origin]] += 1
    return found


def _ways(frame: Frame) -> Iterable[tuple[PageName, PageName]]:
    """List the sections that lead to others: each way once."""
    return dict.fromkeys((link.origin, link.page) for link in frame.library.links)


def _joined(frame: Frame) -> Mapping[PageName, Counter[PageName]]:
    """Count for each section the ways that join it with another one: two where both lead to each other."""
    found: dict[PageName, Counter[PageName]] = defaultdict(Counter)
    for origin, target in _ways(frame):
        found[origin][target] += 1
        found[target][origin] += 1
    return found


def _inside(sections: Sequence[Section], joined: Mapping[PageName, Counter[PageName]]) -> Markup:
    """Draw arcs between sections of a chapter: for each to a few others, first where both ways lead, then near ones."""
    places = {one.page: number for number, one in enumerate(sections) if not one.chapter}
    drawn: dict[tuple[int, int], int] = {}
    for page, place in places.items():
        others = [(places[other], ways) for other, ways in joined.get(page, {}).items() if other in places]
        near = sorted((-ways, abs(there - place), there) for there, ways in others if there != place)
        for ways, _, there in near[:STRONGEST]:
            drawn[min(place, there), max(place, there)] = -ways
    if not drawn:
        return Markup()
    tall = max(last - first for first, last in drawn)
    strokes = [
        (_arc(_middle(one), _middle(two), DEPTH * (two - one) // tall), 2 * ways - 1)
        for (one, two), ways in sorted(drawn.items())
    ]
    return svg(DEPTH, len(sections), strokes)


def _middle(row: int) -> int:
    return row * ROW + ROW // 2


def _strongest(linked: Mapping[_Chapter, Counter[_Chapter]], chapter: _Chapter) -> list[tuple[_Chapter, int]]:
    return linked[chapter].most_common(STRONGEST) if chapter in linked else []


def _level(frame: Frame, section: Section) -> int:
    return min(len(frame.trail(section)), 3)


def _arcs(order: Sequence[_Chapter], linked: Mapping[_Chapter, Counter[_Chapter]]) -> Markup:
    """Draw an arc between two rows for each of the strongest links of chapters; a heavier line stands for twice."""
    place = {chapter: _middle(number) for number, chapter in enumerate(order)}
    pairs: dict[tuple[int, int], int] = {}
    for chapter in order:
        for other, count in _strongest(linked, chapter):
            first, last = sorted((place[chapter], place[other]))
            pairs[first, last] = count
    top = max(pairs.values(), default=1)
    tall = max((last - first for first, last in pairs), default=ROW)
    strokes = [
        (_arc(first, last, DEPTH * (last - first) // tall), max(1, round(5 + log2(count / top))))
        for (first, last), count in sorted(pairs.items())
    ]
    return svg(DEPTH, len(order), strokes)


def _arc(first: int, last: int, depth: int) -> str:
    reach = max(depth, ROW)
    return f"M0 {first}C{reach} {first} {reach} {last} 0 {last}"
