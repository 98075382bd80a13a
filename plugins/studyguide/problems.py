"""What an author can get wrong, as values: place, fault and repair."""

from dataclasses import dataclass
from typing import Literal

from studyguide.paths import SourcePath

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, order=True)
class Place:
    """A line (from 1) of a file below the notes folder."""

    path: SourcePath
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


MESSAGE_LIMIT = 1_000
"""Characters of a message; a link may be as long as its file."""


@dataclass(frozen=True, order=True)
class Problem:
    """What an author can get wrong: where, which rule, and how to mend it.

    A message that quotes at length is cut in its middle: the place of the fault and the repair stand at its ends.
    """

    place: Place
    rule: str
    message: str
    severity: Severity = "warning"

    def __post_init__(self) -> None:
        if len(self.message) > MESSAGE_LIMIT:
            half = MESSAGE_LIMIT // 2
            object.__setattr__(self, "message", f"{self.message[: half - 1]}…{self.message[-half:]}")

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.rule}]"


def number_of(number: int, noun: str) -> str:
    """Say how many of something there are: ``1 file``, ``1,200 files``."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


SHOWN_LIMIT = 40
"""Characters of a wrong value that a message quotes."""


def shown(value: object) -> str:
    """Quote a wrong value in a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= SHOWN_LIMIT else text[: SHOWN_LIMIT - 1] + "…"


NO_UTF8 = "the locale of this machine (LC_ALL, LANG) has no UTF-8, which the names of files need: set PYTHONUTF8=1"
"""What to say where Python was started so that it cannot name files in all scripts."""
