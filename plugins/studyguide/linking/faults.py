"""What is wrong with a link, as authors are told."""

from collections.abc import Iterable
from dataclasses import dataclass

from studyguide.markdown.addresses import scheme
from studyguide.model import Note
from studyguide.problems import Severity
from studyguide.suggestions import nearest


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
    if shown.startswith("[www."):
        hint = ": the address of another site begins with `https://`"
    return Fault(
        "dead-link",
        f"`{shown}` leads to no section, file or alias{hint or ': its text is shown without a link'}",
    )


def program(href: str) -> Fault:
    """Say that a link would open a program of the reader's, or that the web's scheme is misspelt in it: ``htps://``."""
    written = scheme(href)
    meant = nearest(written, ("http", "https"), 0.8) if "://" in href else ""
    if meant:
        message = f"`{written}:` is no address of the web: did you mean `{meant}:`? The link's text is shown without it"
        return Fault("dead-link", message)
    message = f"links with `{written}:` lead to no page, but to a program at best: their texts are shown without them"
    return Fault("program-link", message, "info")


def draft(note: Note) -> Fault:
    """Say that a link leads to what is not published yet."""
    return Fault(
        "dead-link",
        f"{note.source.path} is a draft: the link's text is shown without a link until it is published",
    )
