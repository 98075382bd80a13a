"""Long lists cut into groups that a reader can jump to: by letter, or by number where they are in no order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from studyguide.language.language import Language
from studyguide.site import TocEntry

Item = TypeVar("Item")

LONG = 60
"""Entries that a reader looks through without a heading: about three screens of a phone."""

A_GROUP = 50
"""Entries of a group that has no letter."""


@dataclass(frozen=True)
class Group(Generic[Item]):
    """Some of a list's entries; ``label`` and ``anchor`` are empty where the whole list is one group."""

    label: str
    anchor: str
    items: Sequence[Item]


def grouped(items: Sequence[Item], title: Callable[[Item], str], language: Language) -> list[Group[Item]]:
    """Cut a list that is long; its order stays. Letters are of use only where it is in the order of its titles."""
    if len(items) <= LONG:
        return [Group("", "", items)] if items else []
    letters = [
        (letter, list(found)) for letter, found in groupby(items, key=lambda item: language.initial(title(item)))
    ]
    if _helpful(letters) and _in_order([title(item) for item in items], language):
        return [Group(letter, f"sg-list-{number}", found) for number, (letter, found) in enumerate(letters, 1)]
    starts = range(0, len(items), A_GROUP)
    return [_numbered(items[start : start + A_GROUP], start + 1, title, language) for start in starts]


def _helpful(letters: Sequence[tuple[str, Sequence[object]]]) -> bool:
    """Say whether letters divide a list: no single one has most of it, as in a list of “Chapter 1” to “Chapter 400”."""
    return len(letters) <= LONG and all(len(found) <= 2 * LONG for _, found in letters)


def _in_order(titles: Sequence[str], language: Language) -> bool:
    keys = [language.key(title) for title in titles]
    return keys == sorted(keys)


def _numbered(items: Sequence[Item], first: int, title: Callable[[Item], str], language: Language) -> Group[Item]:
    last = first + len(items) - 1
    label = language.word("format.meaning", name=f"{first}–{last}", meaning=title(items[0]))
    return Group(label, f"sg-list-{first}", items)


def entries(groups: Sequence[Group[Item]]) -> tuple[TocEntry, ...]:
    """List the groups in a page's table of contents."""
    return tuple(TocEntry(group.label, group.anchor, 2) for group in groups if group.label)
