"""What scripts need beside a section in a list, to say how far the reader is with it."""

from dataclasses import dataclass

from studyguide.guide.digest import words
from studyguide.model import Section
from studyguide.pages.frame import Frame
from studyguide.paths import HOME, PageName

WORDS_A_MINUTE = 100
"""Of somebody who learns, and stops at tables and examples; who only reads does twice as many."""


def minutes(section: Section) -> int:
    """Say how long it takes to read a section."""
    return max(1, round(words(section) / WORDS_A_MINUTE))


def is_read(section: Section) -> bool:
    """Say whether a section can be marked as read: chapters and the home page list others."""
    return not section.chapter and section.page != HOME


@dataclass(frozen=True)
class Row:
    """A section in a list. ``id`` is empty where nothing can be kept of it, ``minutes`` are then of no use."""

    page: PageName
    title: str
    summary: str
    id: str
    minutes: int


def row(frame: Frame, section: Section) -> Row:
    """Describe a section for a list."""
    name = section.id if is_read(section) else ""
    return Row(section.page, section.title, frame.summary(section), name, minutes(section))
