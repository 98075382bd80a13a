"""The page of all exam signals: the words of a question, and what they point to, collected from every section."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.html import render
from studyguide.model import Section
from studyguide.page_kinds import SIGNALS
from studyguide.pages import tag_filter
from studyguide.pages.frame import Frame, inline
from studyguide.pages.signal_lists import lists
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


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page where any section has such a list: bullets under a heading of the option ``signals_heading``."""
    wanted = paths.fold(frame.library.options.signals_heading)
    found = [(section, *one) for section in frame.library.sections for one in lists(section, wanted)]
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
