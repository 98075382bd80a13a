"""What changed last, and which reviews are longest ago."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby

from studyguide import paths
from studyguide.guide import topics
from studyguide.html import edits
from studyguide.model import Rewording
from studyguide.page_kinds import CHANGES
from studyguide.pages.frame import Frame
from studyguide.paths import PageName
from studyguide.site import Page

CHANGES_LIMIT = 60


REVIEWS_LIMIT = 20

_FEEDS = (("RSS", "feed.xml"), ("JSON", "feed.json"))
"""Of each kind, its name in all languages and that of its file; see :mod:`studyguide.outputs.feed`."""

EDITS_SHOWN = 2
"""Edits of a section that are shown at once; the others are folded."""


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page of what changed last, by git, and of the reviews that are longest ago."""
    changed = frame.library.changed
    order = sorted(changed, key=lambda page: (-changed[page].toordinal(), paths.natural(page)))[:CHANGES_LIMIT]
    groups = groupby(order, key=lambda page: changed[page])
    days = [(day, [(frame.by_page[page], _reworded(frame, page, day)) for page in pages]) for day, pages in groups]
    reviewed = [(s.meta.reviewed, s.page, s) for s in frame.library.sections if s.meta.reviewed]
    oldest = [section for _, _, section in sorted(reviewed, key=lambda entry: entry[:2])][:REVIEWS_LIMIT]
    yield frame.page(
        CHANGES,
        days=days,
        oldest=oldest,
        shown=EDITS_SHOWN,
        edits=partial(edits.listed, language=frame.language),
        feeds=_FEEDS if frame.options.feeds else (),
        topics=topics.of(frame.library),
    )


def _reworded(frame: Frame, page: PageName, day: date) -> Rewording | None:
    """Return what that day did to the words of a section; it may have changed its metadata alone."""
    found = frame.library.reworded.get(page)
    return found if found and found.day >= day else None
