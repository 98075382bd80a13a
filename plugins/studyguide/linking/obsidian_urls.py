"""Addresses that open a program on a reader's machine: Obsidian's may name a note, of others nothing is known."""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit

from studyguide.problems import Problem

PROGRAM = "program-link"
"""The rule by which links to programs are reported."""

_NAMES = ("file", "path", "filepath")
"""Under which Obsidian and its plugin for such addresses name a note."""


def note(address: str) -> tuple[str, str]:
    """Return the note and the heading or block that ``obsidian://open?vault=v&file=A%23B`` names, or nothing."""
    try:
        found = parse_qs(urlsplit(address).query)
    except ValueError:
        return "", ""
    named = next((found[name][0] for name in _NAMES if found.get(name)), "")
    name, _, fragment = named.partition("#")
    part = next((found[key][0] for key in ("heading", "block") if found.get(key)), fragment)
    return name.strip(), part.strip()


def once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave one problem for each kind of program that links would open: a list of plugins has a thousand."""
    said: set[str] = set()
    for problem in problems:
        if problem.rule != PROGRAM or problem.message not in said:
            said |= {problem.message} if problem.rule == PROGRAM else set()
            yield problem
