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
    chapters = frame.by_chapter(frame.by_page[page] for page in tag.sections)
    together = [(frame.tag_by_path[path], shared) for path, shared in tag.together]
    children = frame.inner_tags(tag)
    titled = (section for section in frame.library.sections if paths.fold(section.title) == paths.fold(tag.name))
    intro = next(titled, None)
    return frame.page(
        TAG,
        shows=(
            (tag.name, tag.page, frame.meaning(tag), len(tag.sections)),
            intro and (intro.page, intro.title),
            *((one.name, one.page, frame.meaning(one), len(one.sections)) for one in children),
            *((other.name, other.page, count) for other, count in together),
            *((title, *((one.page, one.title, frame.summary(one)) for one in found)) for title, found in chapters),
        ),
        name=tag.page,
        title=frame.word("tags.title", name=tag.name),
        tag=tag,
        description=frame.word("tags.about", len(tag.sections), name=tag.name),
        together=together,
        children=children,
        intro=intro,
        chapters=chapters,
    )
