"""What is wrong with a link, as authors are told."""

from collections.abc import Iterable
from dataclasses import dataclass

from studyguide.model import Note
from studyguide.problems import Severity


@dataclass(frozen=True)
class Fault:
    """What is wrong with a link."""

    rule: str
    message: str
    severity: Severity = "warning"


def top(shown: str) -> Fault:
    """Say that a link names nothing behind its sign."""
    message = f"`{shown}` names no heading behind `#`, so it leads to the top of the page"
    return Fault("dead-anchor", f"{message}: name one, or leave out the `#`")


def ambiguous(name: str, ids: Iterable[str]) -> Fault:
    """Say which sections a name could mean."""
    choice = ", ".join(f"`[[{id_}]]`" for id_ in ids)
    return Fault("ambiguous", f"`[[{name}]]` could mean several sections: write one of {choice}")


def dead(shown: str, hint: str) -> Fault:
    """Say that a link leads nowhere; ``hint`` proposes something near."""
    return Fault(
        "dead-link",
        f"`{shown}` leads to no section, file or alias{hint or ': its text is shown without a link'}",
    )


def draft(note: Note) -> Fault:
    """Say that a link leads to what is not published yet."""
    return Fault(
        "dead-link",
        f"{note.source.path} is a draft: the link's text is shown without a link until it is published",
    )
