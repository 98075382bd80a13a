"""The home page: counts, ways in, chapters. A note that is the home page shows the same below its own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.model import Section
from studyguide.page_kinds import HOMEPAGE
from studyguide.pages.frame import Frame
from studyguide.pages.long_lists import LONG, Group, entries, grouped
from studyguide.paths import HOME
from studyguide.site import Page

POPULAR_LIMIT = 12

CARD = 30
"""Sections that the card of a chapter lists; more would push the chapters beside it out of sight."""


@dataclass(frozen=True)
class Chapter:
    """A card: a chapter, or a page that is in none; ``more`` sections are listed on its own page only."""

    top: Section
    shown: Sequence[Section] = ()
    more: int = 0


@dataclass(frozen=True)
class Overview:
    """Counts by name, chapters, pages in no chapter where they are many, and the sections that others link to most."""

    totals: dict[str, int]
    chapters: Sequence[Chapter]
    loose: Sequence[Group[Section]]
    popular: Sequence[Section]


def overview(frame: Frame) -> Overview:
    """Count and list what is in a guide."""
    library = frame.library
    counts = {page: len(links) for page, links in frame.incoming.items() if page in frame.by_page and page != HOME}
    popular = sorted(counts, key=lambda page: (-counts[page], page))[:POPULAR_LIMIT]
    totals = {
        "sections": sum(not section.chapter and section.page != HOME for section in library.sections),
        "terms": len(library.terms),
        "comparisons": sum(not comparison.pair for comparison in library.comparisons),
        "questions": len(library.questions),
    }
    tops = [section for section in library.sections if section.parent is None and section.page != HOME]
    loose = [section for section in tops if not frame.children[section.page]]
    many = len(loose) > LONG
    chapters = [_chapter(frame, top) for top in tops if frame.children[top.page] or not many]
    groups = grouped(loose, lambda section: section.title, frame.language) if many else []
    return Overview(totals, chapters, groups, [frame.by_page[page] for page in popular])


def _chapter(frame: Frame, top: Section) -> Chapter:
    inside = frame.children[top.page]
    # "1 more" takes the room of the one itself.
    shown = inside if len(inside) <= CARD + 1 else inside[:CARD]
    return Chapter(top, shown, len(inside) - len(shown))


def pages(frame: Frame) -> Iterator[Page]:
    """Make a home page for guides whose owner wrote none."""
    if HOME not in frame.by_page:
        shown = overview(frame)
        yield frame.page(HOMEPAGE, title=frame.library.options.title, toc=entries(shown.loose), overview=shown)
