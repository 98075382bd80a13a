"""The page of all exam signals: the words of a question, and what they point to, collected from every section."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token

from studyguide import paths
from studyguide.html import render
from studyguide.markdown.plain_text import plain
from studyguide.model import Section
from studyguide.page_kinds import SIGNALS
from studyguide.pages.frame import Frame, inline
from studyguide.paths import Anchor, Distinct
from studyguide.site import Page, TocEntry

if TYPE_CHECKING:
    from markupsafe import Markup


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page where any section has such a list: bullets under a heading of the option ``signals_heading``."""
    chapters: dict[str, list[tuple[Section, Anchor, list[Markup]]]] = defaultdict(list)
    wanted = paths.fold(frame.library.options.signals_heading)
    for section in frame.library.sections:
        for anchor, items in _lists(section, wanted):
            shown = [inline(render.strip_footnotes(item), frame.quoting(SIGNALS.address)) for item in items]
            chapters[frame.top(section)].append((section, anchor, shown))
    if not chapters:
        return
    names = Distinct((SIGNALS.name,), first=2)
    anchors = {title: names.name(paths.element_id(frame.slug(title))) for title in chapters}
    count = sum(len(items) for found in chapters.values() for _, _, items in found)
    yield frame.page(
        SIGNALS,
        toc=tuple(TocEntry(title, anchor, 2) for title, anchor in anchors.items()),
        description=frame.word("signals.description", count, guide=frame.library.options.title),
        chapters=list(chapters.items()),
        anchors=anchors,
    )


def _lists(section: Section, wanted: str) -> Iterator[tuple[Anchor, list[Sequence[Token]]]]:
    """Yield the bullets under each heading that is called so, with the heading's anchor."""
    anchors = [heading.anchor for heading in section.headings[1:] if paths.fold(heading.title) == wanted]
    for anchor in anchors:
        if items := list(_bullets(section.tokens, anchor)):
            yield anchor, items


def _bullets(tokens: Sequence[Token], anchor: Anchor) -> Iterator[Sequence[Token]]:
    """Yield the first paragraph of each top-level bullet between a heading and the next."""
    inside = False
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            inside = token.attrGet("id") == anchor
        elif inside and token.type == "list_item_open" and token.level == 1:
            children = tokens[index + 2].children if tokens[index + 1].type == "paragraph_open" else None
            if children and plain(children).strip():
                yield children
