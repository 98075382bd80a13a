"""The home page: where to start, the plan, chapters. A note that is the home page has the same below its own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from studyguide import paths
from studyguide.model import Section, Tag
from studyguide.options import Domain, Exam
from studyguide.page_kinds import HOMEPAGE
from studyguide.pages import plans, signal_lists, study_data
from studyguide.pages.frame import Frame
from studyguide.pages.long_lists import LONG, Group, entries, grouped
from studyguide.pages.plans import Plan
from studyguide.pages.progress import is_read
from studyguide.paths import HOME, PageName
from studyguide.site import Page


@dataclass(frozen=True)
class Chapter:
    """A row: a chapter with what can be read in it, or a page that is in none."""

    top: Section
    count: int
    ids: str


@dataclass(frozen=True)
class Overview:
    """What the home page shows of the guide. ``loose`` are pages in no chapter, where they are many."""

    totals: dict[str, int]
    signals: bool
    """Whether any section has signals of the exam."""
    start: tuple[PageName, str] | None
    """What is to be read first."""
    plan: Plan | None
    rest: int
    """Sections that the plan does not ask to read."""
    others: Sequence[Plan]
    exam: Exam | None
    domains: Sequence[tuple[Domain, Tag | None]]
    reviewed: date | None
    chapters: Sequence[Chapter]
    loose: Sequence[Group[Section]]
    data: Markup


def overview(frame: Frame) -> Overview:
    """Count and list what is in a guide."""
    library = frame.library
    totals = {
        # A plan that stood among what it asks to read would never add up.
        "sections": sum(is_read(section) and not section.meta.plan for section in library.sections),
        "terms": len(library.terms),
        "comparisons": sum(not comparison.pair for comparison in library.comparisons),
        "questions": len(library.questions),
    }
    tops = [section for section in library.sections if section.parent is None and section.page != HOME]
    loose = [section for section in tops if not frame.children[section.page]]
    many = len(loose) > LONG
    found = plans.plans(frame)
    exam = library.options.exam
    data = study_data.data(frame, HOME, found)
    return Overview(
        totals=totals,
        signals=signal_lists.found(library),
        start=_start(frame, found),
        plan=found[0] if found else None,
        rest=totals["sections"] - len(plans.pages(found[0])) if found else 0,
        others=found[1:],
        exam=exam,
        domains=[(one, frame.tag_by_path.get(paths.of_tag(one.tag))) for one in (exam.domains if exam else ())],
        reviewed=max((one.meta.reviewed for one in library.sections if one.meta.reviewed), default=None),
        chapters=[_chapter(frame, top) for top in tops if frame.children[top.page] or not many],
        loose=grouped(loose, lambda section: section.title, frame.language) if many else [],
        data=Markup(plans.as_json(data)),  # noqa: S704  written safe for HTML
    )


def _start(frame: Frame, found: Sequence[Plan]) -> tuple[PageName, str] | None:
    """Name what is to be read first: by the plan, else by the order of the guide."""
    if found:
        first = found[0].steps[0].rows[0]
        return first.page, first.title
    return next(((one.page, one.title) for one in frame.library.sections if is_read(one)), None)


def _chapter(frame: Frame, top: Section) -> Chapter:
    inside = list(_below(frame, top))
    return Chapter(top, sum(map(is_read, inside)), study_data.ids(inside))


def _below(frame: Frame, section: Section) -> Iterator[Section]:
    yield section
    for child in frame.children[section.page]:
        yield from _below(frame, child)


def pages(frame: Frame) -> Iterator[Page]:
    """Make a home page for guides whose owner wrote none."""
    if HOME not in frame.by_page:
        shown = overview(frame)
        yield frame.page(HOMEPAGE, title=frame.library.options.title, toc=entries(shown.loose), overview=shown)
