"""What changed on a page of the API reference between two releases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from drift.api import VALUE, Page, Service

Lines = tuple[str, ...]
_WORDING = re.compile(r"\b(amazon web services|amazon|aws)\b|[^a-z0-9.<>=+-]+|\.$")
"""What may differ in two sentences that say the same: the maker's name, quotes, commas and spaces."""
_LENGTH = re.compile(r"(length|entries) (min|max): ")


@dataclass(frozen=True)
class Change:
    """Something that is new or gone, or lines that were replaced in the text on ``path``."""

    kind: Literal["new", "gone", "changed"]
    service: str
    path: str
    old: Lines = ()
    new: Lines = ()


def between(old: Service, new: Service, page: str, *, closely: bool) -> Iterator[Change]:
    """List the changes of one page.

    Not ``closely``, new data types and their new members are left out: a new operation or a changed sentence speaks of
    what matters in them.
    """
    before, after = old.pages.get(page), new.pages.get(page)
    additions = closely or page in new.operations
    if after is None:
        if before is not None and (closely or page in old.operations):
            yield Change("gone", new.name, page)
    elif before is not None:
        yield from _within(before, after, new, page, additions=additions)
    elif additions:
        yield Change("new", new.name, page, new=(new.introduction(page, page),))


def _within(before: Page, after: Page, new: Service, page: str, *, additions: bool) -> Iterator[Change]:
    for path, lines in after.items():
        if path in before:
            blocks = (*_blocks(before[path], lines), *_values(before[path], lines))
            yield from (Change("changed", new.name, path or page, *block) for block in blocks)
        elif additions:
            yield Change("new", new.name, path, new=(new.introduction(page, path),))
    yield from (Change("gone", new.name, path) for path in before if path not in after)


def _blocks(old: Lines, new: Lines) -> Iterator[tuple[Lines, Lines]]:
    """Find the sentences and limits that changed in more than case, punctuation and the maker's name."""
    old, new = (tuple(line for line in lines if not line.startswith(VALUE)) for lines in (old, new))
    before, after = ([_WORDING.sub("", line.lower()) for line in lines] for lines in (old, new))
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        # A length that was only written down now is no news, nor is one that is no longer written down.
        one_sided = a == b or c == d
        if tag != "equal" and not (one_sided and all(_LENGTH.match(line) for line in (*old[a:b], *new[c:d]))):
            yield old[a:b], new[c:d]


def _values(old: Lines, new: Lines) -> Iterator[tuple[Lines, Lines]]:
    """Compare the values of an enumeration, whatever their order."""
    before, after = ({line for line in lines if line.startswith(VALUE)} for lines in (old, new))
    if before != after:
        yield tuple(sorted(before - after)), tuple(sorted(after - before))
