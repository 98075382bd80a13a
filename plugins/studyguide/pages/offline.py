"""The page on which readers keep a guide on their devices."""

from collections.abc import Iterator

from studyguide.page_kinds import OFFLINE
from studyguide.pages.frame import Frame
from studyguide.site import Page


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page, where the host publishes what it needs."""
    if frame.options.offline_copy:
        yield frame.page(OFFLINE)
