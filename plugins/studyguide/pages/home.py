"""The home page: counts, ways in, chapters. A note that is the home page shows the same below its own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.model import Section
from studyguide.page_kinds import HOMEPAGE
from studyguide.pages.frame import Frame
from studyguide.paths import HOME
from studyguide.site import Page

POPULAR_LIMIT = 12


@dataclass(frozen=True)
class Overview:
    """Counts by name, chapters with what is in them, and the sections that others link to most."""

    totals: dict[str, int]
    tops: Sequence[tuple[Section, Sequence[Section]]]
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
    tops = [(top, frame.children[top.page]) for top in library.sections if top.parent is None and top.page != HOME]
    return Overview(totals, tops, [frame.by_page[page] for page in popular])


def pages(frame: Frame) -> Iterator[Page]:
    """Make a home page for guides whose owner wrote none."""
    if HOME not in frame.by_page:
        yield frame.page(HOMEPAGE, title=frame.library.options.title, overview=overview(frame))
