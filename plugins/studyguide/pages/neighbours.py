"""The map around a section: what mentions it, what it links to, what it is confused with; and the lines of a map.

A map is lists with lines between them. Whoever hears the page, prints it or holds it in one hand has the lists.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from studyguide.model import Comparison, Section
from studyguide.pages.frame import Frame
from studyguide.paths import PageName, Url

MOST = 9
"""Sections on each side: as many as are seen at once, without scrolling."""

LEAST = 3
"""Entries that make a map: one or two are what is listed as related, too."""

ROW, WIDTH = 30, 48
"""Units from row to row, and from a side to the middle: a style sheet makes them 1.8rem and 2.88rem beside text."""


@dataclass(frozen=True)
class Neighbour:
    """Something that a section is linked with, and the address that leads on."""

    title: str
    url: Url


@dataclass(frozen=True)
class Side:
    """A list of a map, to the middle of the longer of which its lines lead; ``rest`` is folded away.

    Of what mentions a section, only its number is known here, ``more``: the page lists all of it below its map.
    """

    shown: tuple[Neighbour, ...] = ()
    more: int = 0
    rest: tuple[Neighbour, ...] = ()

    @property
    def rows(self) -> int:
        """The lines of text that it takes."""
        return len(self.shown) + bool(self.more)


@dataclass(frozen=True)
class LocalMap:
    """What is around a section."""

    mentioned: Side
    links: Side
    confused: tuple[Neighbour, ...]

    def __bool__(self) -> bool:
        """Say whether it shows more than a line of related sections would."""
        return len(self.mentioned.shown) + len(self.links.shown) + len(self.confused) >= LEAST

    @property
    def rows(self) -> int:
        """Rows of the longer side."""
        return max(self.mentioned.rows, self.links.rows, 1)

    @property
    def shown(self) -> tuple[object, ...]:
        """All that a page shows of it, as plain values."""
        sides = (
            (tuple((one.title, one.url) for one in (*side.shown, *side.rest)), side.more)
            for side in (self.mentioned, self.links)
        )
        return (*sides, tuple((one.title, one.url) for one in self.confused))

    @property
    def inward(self) -> Markup:
        """Draw the lines from what mentions the section, on the left."""
        return fan(self.mentioned.rows, self.rows, outward=False)

    @property
    def outward(self) -> Markup:
        """Draw the lines to what it links to."""
        return fan(self.links.rows, self.rows, outward=True)


def around(frame: Frame, section: Section, compared: Iterable[Comparison]) -> LocalMap:
    """Find what is around a section; ``compared`` are the comparisons that it takes part in."""
    origins = {link.origin for link in frame.incoming.get(section.page, ())} - {section.page}
    targets = frame.outgoing.get(section.page, set()) - {section.page}
    return LocalMap(
        _side(frame, section, origins, targets, whole=False),
        _side(frame, section, targets, origins, whole=True),
        tuple(_confused(frame, section, compared)),
    )


def _side(
    frame: Frame, section: Section, pages: Iterable[PageName], others: Iterable[PageName], *, whole: bool
) -> Side:
    """List sections, those first that are linked both ways, for a link one way may be a mere mention."""
    both = frozenset(others)
    found = [page for page in pages if page in frame.by_page]
    # "1 more" takes the row of the one itself.
    most = MOST if len(found) > MOST + 1 else MOST + 1
    found.sort(key=lambda page: (page not in both, frame.order[page]))
    named = found if whole else found[:most]
    listed = tuple(Neighbour(frame.by_page[page].title, frame.url(section.page, page)) for page in named)
    return Side(listed[:most], len(found[most:]), listed[most:])


def _confused(frame: Frame, section: Section, compared: Iterable[Comparison]) -> Iterable[Neighbour]:
    for comparison in compared:
        targets = [member.target for member in comparison.members]
        if comparison.pair and any(target.heading is section.head for target in targets):
            for member in comparison.members:
                if member.target.heading is not section.head:
                    yield Neighbour(member.name, frame.url(section.page, comparison.page))


def fan(rows: int, of: int, *, outward: bool) -> Markup:
    """Draw lines between each of some rows and the middle; the drawing is ``of`` rows high."""
    middle, half = of * ROW // 2, WIDTH // 2
    first = middle - rows * ROW // 2 + ROW // 2
    heights = [first + row * ROW for row in range(rows)]
    if outward:
        lines = [f"M0 {middle}C{half} {middle} {half} {y} {WIDTH} {y}" for y in heights]
    else:
        lines = [f"M0 {y}C{half} {y} {half} {middle} {WIDTH} {middle}" for y in heights]
    return svg(WIDTH, of, [("".join(lines), 1)])


def svg(width: int, rows: int, strokes: Sequence[tuple[str, int]]) -> Markup:
    """Draw paths beside some rows, each with its weight from 1 to 5; only our own numbers are in it."""
    drawn = "".join(f'<path class="sg-line-{weight}" d="{path}"/>' for path, weight in strokes if path)
    size = f'viewBox="0 0 {width} {rows * ROW}" preserveAspectRatio="none"'
    return Markup(f'<svg class="sg-map-lines" {size} aria-hidden="true">{drawn}</svg>')  # noqa: S704
