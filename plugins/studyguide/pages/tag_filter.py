"""The tags by which a reader filters what a page lists: each entry carries the numbers of its own."""

from collections.abc import Collection, Mapping, Sequence

from studyguide.model import Tag
from studyguide.pages.frame import Frame
from studyguide.paths import PageName


def tags(frame: Frame, about: Collection[PageName]) -> list[Tag]:
    """List the tags that some of the pages carry."""
    return [tag for tag in frame.library.tags if not set(about).isdisjoint(tag.sections)]


def carried(found: Sequence[Tag]) -> Mapping[PageName, Sequence[int]]:
    """Give every page the numbers of its tags, and of those that they are nested in."""
    numbers: dict[PageName, list[int]] = {}
    for number, tag in enumerate(found):
        for page in tag.sections:
            numbers.setdefault(page, []).append(number)
    return numbers
