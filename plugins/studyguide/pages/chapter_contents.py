"""The list of the sections of a chapter, with the headings below each, and the addresses that it keeps alive.

A file that is cut into pages leaves its own address to the chapter: whatever led into the file leads into this list.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studyguide import paths
from studyguide.guide.digest import words
from studyguide.model import Section
from studyguide.pages.frame import Frame
from studyguide.paths import Url

FEW_ALIKE = 2
"""Sections that may have a heading of the same name, each of which the chapter lists."""


@dataclass(frozen=True)
class Moved:
    """Something that went from a file to a page of its own, and the fragments of the file that led to it."""

    title: str
    url: Url
    fragments: Sequence[str]
    listed: bool = True


Entry = tuple[Section, Moved, list[Moved]]
"""A section, what led to it, and what led to its headings."""


def contents(frame: Frame, chapter: Section) -> list[Entry]:
    """List the sections of a chapter, each with the fragments that the chapter page keeps alive for it."""
    items = frame.children[chapter.page]
    parts = [_parts(frame, chapter, item) for item in items]
    named = Counter(title for some in parts for title in {part.title for part in some})
    # What most sections have is no news below each of them; its address still leads there.
    common = {title for title, count in named.items() if count > max(len(items) / 2, FEW_ALIKE)}
    return [
        (item, _own(frame, chapter, item), [replace(part, listed=part.title not in common) for part in some])
        for item, some in zip(items, parts, strict=True)
    ]


def _own(frame: Frame, chapter: Section, item: Section) -> Moved:
    fragments = frame.fragments.get(item.place.path, {}).get((item.page, ""))
    # The list keeps `notes.md#s3` alive after the file was cut: the script of the page follows it to the section.
    return Moved(item.title, frame.url(chapter.page, item.page), fragments or [paths.element_id(paths.slug(item.page))])


def _parts(frame: Frame, chapter: Section, item: Section) -> list[Moved]:
    """List the headings of a section and of those below it.

    The outermost chapter that is made of the file lists them all, for that is where the file's URL leads.
    """
    above = frame.by_page.get(chapter.parent) if chapter.parent else None
    if chapter.place.path != item.place.path or (above and above.place.path == chapter.place.path):
        return []
    fragments = frame.fragments.get(item.place.path, {})
    return [
        Moved(
            heading.title,
            frame.url(chapter.page, section.page, heading.anchor),
            fragments[section.page, heading.anchor],
        )
        for section in _below(frame, item)
        for heading in section.headings
        if (section.page, heading.anchor) in fragments and (section.page, heading.anchor) != (item.page, "")
    ]


def _below(frame: Frame, section: Section) -> Iterator[Section]:
    yield section
    for child in frame.children[section.page]:
        yield from _below(frame, child)


def shown(frame: Frame, item: Section, own: Moved, parts: Sequence[Moved]) -> tuple[object, ...]:
    """Name all that a page shows of an entry: where that is the same, so is the page."""
    moved = tuple((part.title, part.url, tuple(part.fragments), part.listed) for part in (own, *parts))
    return item.page, item.id, item.title, frame.summary(item), words(item), moved
