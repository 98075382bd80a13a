"""What changed last, and which reviews are longest ago."""

from collections.abc import Iterator
from itertools import groupby

from studyguide import paths
from studyguide.page_kinds import CHANGES
from studyguide.pages.frame import Frame
from studyguide.site import Page

CHANGES_LIMIT = 60


REVIEWS_LIMIT = 20


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page of what changed last, by git, and of the reviews that are longest ago."""
    changed = frame.library.changed
    order = sorted(changed, key=lambda page: (-changed[page].toordinal(), paths.natural(page)))[:CHANGES_LIMIT]
    groups = groupby(order, key=lambda page: changed[page])
    days = [(day, [frame.by_page[page] for page in pages]) for day, pages in groups]
    reviewed = [(s.meta.reviewed, s.page, s) for s in frame.library.sections if s.meta.reviewed]
    oldest = [section for _, _, section in sorted(reviewed, key=lambda entry: entry[:2])][:REVIEWS_LIMIT]
    yield frame.page(CHANGES, days=days, oldest=oldest)
