"""``srcset``: addresses of one picture in several sizes, or for several schemes (HTML, 4.8.4.2.1)."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from studyguide.paths import SourcePath

_BLANKS = str.maketrans("\t\n\f\r", "    ")

MOST = 20
"""Addresses of one list."""


class Candidate(NamedTuple):
    """An address, and for what it is: ``2x``, ``640w`` or nothing."""

    address: str
    condition: str


Form = tuple[Candidate, SourcePath | None]
"""What is listed, and its file where it is one of the notes'."""


def read(value: str) -> tuple[Candidate, ...]:
    """Read a list; a comma within an address, as in ``data:``, is none that parts it."""
    return tuple(islice(_candidates(value), MOST))


def _candidates(value: str) -> Iterator[Candidate]:
    rest = value.translate(_BLANKS).strip(" ,")
    while rest:
        address, _, behind = rest.partition(" ")
        if address.endswith(","):
            yield Candidate(address.rstrip(","), "")
        else:
            condition, _, behind = behind.partition(",")
            yield Candidate(address, condition.strip())
        rest = behind.strip(" ,")


def written(candidates: Iterable[tuple[str, str]]) -> str:
    """Write a list of those that have an address."""
    return ", ".join(f"{address} {condition}".strip() for address, condition in candidates if address)
