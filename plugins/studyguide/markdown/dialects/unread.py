"""Markup of other tools that is recognised and has no equivalent here: it is shown as the text that it is."""

from collections.abc import Iterator, MutableMapping
from typing import Any, NamedTuple


class Unread(NamedTuple):
    """A line of the parser (from 0), the tool that it looks like, and the kind of markup as it is written."""

    line: int
    dialect: str
    form: str


def note(env: MutableMapping[str, Any], line: int, dialect: str, form: str) -> None:
    """Remember something in the environment of a parser that is at work."""
    env.setdefault("unread", []).append(Unread(line, dialect, form))


def recognise(env: MutableMapping[str, Any], dialect: str) -> None:
    """Remember that something of a dialect was read in this file."""
    env.setdefault("dialects", set()).add(dialect)


def found(env: MutableMapping[str, Any]) -> Iterator[Unread]:
    """Yield what was not read in a file, each kind once."""
    seen: set[tuple[str, str]] = set()
    for unread in sorted(env.get("unread", ())):
        if unread[1:] not in seen:
            seen.add(unread[1:])
            yield unread
