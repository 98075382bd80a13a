"""What changed last, and which reviews are longest ago."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from studyguide import paths
from studyguide.guide import topics
from studyguide.html import edits
from studyguide.model import Rewording, Section
from studyguide.page_kinds import CHANGES
from studyguide.pages.frame import Frame
from studyguide.paths import PageName
from studyguide.site import Page

CHANGES_LIMIT = 60


REVIEWS_LIMIT = 20

_FEEDS = (("RSS", "feed.xml"), ("JSON", "feed.json"))
"""Of each kind, its name in all languages and that of its file; see :mod:`studyguide.outputs.feed`."""

OPEN = 6
"""Sections of the newest day whose sentences are shown at once; of more, a reader opens those that concern him."""


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page of what changed last, by git, and of the reviews that are longest ago."""
    changed = frame.library.changed
    known = frame.library.reworded
    telling = (page for page in changed if page not in known or known[page].tells)
    order = sorted(telling, key=lambda page: (-changed[page].toordinal(), paths.natural(page)))[:CHANGES_LIMIT]
    groups = groupby(order, key=lambda page: changed[page])
    days = [(day, _by_chapter(frame, day, list(pages))) for day, pages in groups]
    reviewed = [(s.meta.reviewed, s.page, s) for s in frame.library.sections if s.meta.reviewed]
    oldest = [section for _, _, section in sorted(reviewed, key=lambda entry: entry[:2])][:REVIEWS_LIMIT]
    yield frame.page(
        CHANGES,
        days=days,
        oldest=oldest,
        open=_short(days),
        edits=partial(edits.listed, language=frame.language),
        feeds=_FEEDS if frame.options.feeds else (),
        topics=topics.of(frame.library),
    )


def named(frame: Frame) -> Iterator[Page]:
    """Name the page that :func:`pages` makes."""
    yield frame.page(CHANGES)


_Day = tuple[date, Sequence[tuple[str, Sequence[tuple[Section, Rewording | None]]]]]


def _by_chapter(
    frame: Frame, day: date, pages: Sequence[PageName]
) -> list[tuple[str, list[tuple[Section, Rewording | None]]]]:
    chapters = frame.by_chapter(frame.by_page[page] for page in pages)
    return [(title, [(one, _reworded(frame, one.page, day)) for one in sections]) for title, sections in chapters]


def _short(days: Sequence[_Day]) -> tuple[date, ...]:
    """Name the newest day, where it did not change much."""
    return tuple(day for day, chapters in days[:1] if sum(len(sections) for _, sections in chapters) <= OPEN)


def _reworded(frame: Frame, page: PageName, day: date) -> Rewording | None:
    """Return what that day did to the words of a section; it may have changed its metadata alone."""
    found = frame.library.reworded.get(page)
    return found if found and found.day >= day else None
