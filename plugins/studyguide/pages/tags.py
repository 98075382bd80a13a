"""The index of tags, and a page for each."""

from collections.abc import Iterator

from studyguide import paths
from studyguide.model import Tag
from studyguide.page_kinds import TAG, TAGS
from studyguide.pages.frame import Frame
from studyguide.site import Page


def pages(frame: Frame) -> Iterator[Page]:
    """Make the index of tags and a page for each."""
    tops = [tag for tag in frame.library.tags if "/" not in tag.path]
    yield frame.page(TAGS, tags=tops)
    for tag in frame.library.tags:
        yield _tag(frame, tag)


def _tag(frame: Frame, tag: Tag) -> Page:
    titled = (section for section in frame.library.sections if paths.fold(section.title) == paths.fold(tag.name))
    return frame.page(
        TAG,
        name=tag.page,
        title=frame.word("tags.title", name=tag.name),
        tag=tag,
        description=frame.word("tags.about", len(tag.sections), name=tag.name),
        together=[(frame.tag_by_path[path], shared) for path, shared in tag.together],
        children=frame.inner_tags(tag),
        intro=next(titled, None),
        chapters=frame.by_chapter(frame.by_page[page] for page in tag.sections),
    )
