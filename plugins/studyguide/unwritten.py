"""Links to notes that nobody has written yet: in a garden of notes a custom, and a list of what to write next."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from studyguide.problems import Problem

RULE = "dead-link"

HABIT = 12
"""So many names without a note, or in so many files, are slips; more are a habit, told as one list, so long at most."""

SLIP = 0.9
"""How much a proposed name has in common with one that is a slip; of thousands of names, some is always rather near."""

_DEAD = re.compile(
    r"`\[\[([^`#|\]/]+)(?:[#|][^`]*)?\]\]` leads to no section, file or alias: "
    r"(?:its text is .*|did you mean `\[\[(.*)\]\]`\?)"
)
"""A name without a path: what has one rather moved."""


def listed(found: Iterable[Problem]) -> Iterator[Problem]:
    """Join links to notes that nobody has written yet into one hint, where there are so many that it is the custom."""
    unwritten = defaultdict[str, list[Problem]](list)
    for problem in found:
        if name := _unwritten(problem):
            unwritten[name.casefold()].append(problem)
        else:
            yield problem
    every = sorted(problem for links in unwritten.values() for problem in links)
    if len(unwritten) > HABIT and _files(every) > HABIT:
        yield replace(every[0], severity="info", message=_list(list(unwritten.values())))
    else:
        yield from every


def _unwritten(problem: Problem) -> str:
    """Return the name that a link gives to a note that is still to be written; nothing where it may be a slip."""
    found = _DEAD.fullmatch(problem.message) if problem.rule == RULE else None
    return found[1].strip() if found and not (found[2] and _is_slip(found[1], found[2])) else ""


def _is_slip(written: str, proposed: str) -> bool:
    one, other = _letters(written), _letters(proposed)
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= SLIP


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _list(names: Sequence[Sequence[Problem]]) -> str:
    often = sorted(names, key=lambda links: (-_files(links), min(links)))
    shown = ", ".join(f"`[[{_unwritten(min(links))}]]` ({_files(links)})" for links in often[:HABIT])
    return (
        f"{len(names)} notes that links lead to are not written yet, so that the texts of the links are shown without"
        f" them; most often, with the number of files: {shown}. `lint: {{{RULE}: warning}}` says each"
    )


def _files(links: Sequence[Problem]) -> int:
    return len({problem.place.path for problem in links})
