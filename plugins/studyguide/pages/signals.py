"""The page of all exam signals: the words of a question, and what they point to, collected from every section."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.html import render
from studyguide.markdown.plain_text import plain
from studyguide.model import Section
from studyguide.page_kinds import SIGNALS
from studyguide.pages import tag_filter
from studyguide.pages.frame import Frame, inline
from studyguide.paths import Anchor, Distinct, PageName
from studyguide.site import Page, TocEntry

ARROW = "→"


@dataclass(frozen=True)
class Signal:
    """The words of a question, and what they point to; that is empty where no arrow stands between."""

    words: Markup
    means: Markup


@dataclass(frozen=True)
class List:
    """The signals under one heading; ``tags`` are the numbers of those that the section carries."""

    section: Section
    anchor: Anchor
    signals: Sequence[Signal]
    tags: Sequence[int]


def found(frame: Frame) -> bool:
    """Say whether any section has such a list."""
    wanted = paths.fold(frame.library.options.signals_heading)
    return any(True for section in frame.library.sections for _ in _lists(section, wanted))


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page where any section has such a list: bullets under a heading of the option ``signals_heading``."""
    wanted = paths.fold(frame.library.options.signals_heading)
    found = [(section, *one) for section in frame.library.sections for one in _lists(section, wanted)]
    if not found:
        return
    tags = tag_filter.tags(frame, {section.page for section, _, _ in found})
    carried = tag_filter.carried(tags)
    chapters: dict[str, list[List]] = defaultdict(list)
    for section, anchor, items in found:
        chapters[frame.top(section)].append(_list(frame, section, anchor, items, carried))
    names = Distinct((SIGNALS.name,), first=2)
    anchors = {title: names.name(paths.element_id(frame.slug(title))) for title in chapters}
    count = sum(len(items) for _, _, items in found)
    yield frame.page(
        SIGNALS,
        toc=tuple(TocEntry(title, anchor, 2) for title, anchor in anchors.items()),
        description=frame.word("signals.description", count, guide=frame.library.options.title),
        chapters=list(chapters.items()),
        anchors=anchors,
        tags=tags,
    )


def _list(
    frame: Frame,
    section: Section,
    anchor: Anchor,
    items: Sequence[Sequence[Token]],
    carried: Mapping[PageName, Sequence[int]],
) -> List:
    return List(section, anchor, [_signal(frame, item) for item in items], carried.get(section.page, ()))


def _signal(frame: Frame, item: Sequence[Token]) -> Signal:
    # Without footnotes, whose numbers and notes are on the section's page.
    words, means = parted(render.strip_footnotes(item))
    quoting = frame.quoting(SIGNALS.address)
    return Signal(inline(words, quoting), inline(means, quoting))


def parted(item: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Part a signal at its arrow, which then says nothing that the places of its parts do not say."""
    for index, token in enumerate(item):
        if token.type == "text" and token.level == 0 and ARROW in token.content:
            before, _, after = token.content.partition(ARROW)
            words = [*item[:index], token.copy(content=before.rstrip())]
            return words, [token.copy(content=after.lstrip()), *item[index + 1 :]]
    return item, ()


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
