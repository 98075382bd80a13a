"""What is said once, for a whole collection or for a file, however often it is found: nobody reads it again."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from studyguide.problems import Problem, number_of

IN_FILE = 3
"""Problems of one kind in one file that are said one by one; a file with more was clipped, or made by a program."""

NAMED = 12
"""Names that a list shows."""

_NOT_READ = re.compile(r"(`[^`]*`) is not read, and left alone")
_KEY = re.compile(r"(`[^`]*`) is not read")
_WAY = re.compile(r"of its own at `([^`/]*/).*this one is at `([^`/]*/)")
_DOUBLE = re.compile(r"(`.*` is “.*” here but “.*”) in ", re.DOTALL)
_DIGITS = re.compile(r"\d+")
_LEFT_OUT = "left out"
_UNREAD = re.compile(rf"([^`\[/]+)/?[^`\[]* is ((?:a )?drawing that|{_LEFT_OUT})")
_COMMAND = re.compile(r"(cannot be drawn and is shown as written)(: `\\.*)", re.DOTALL)


@dataclass(frozen=True)
class _Repeat:
    """Which problems of a rule are of one kind, how many are said one by one, and how more are said as one."""

    kind: Callable[[Problem], Hashable]
    """None for a problem that is said wherever it is found."""
    joined: Callable[[Sequence[Problem]], str]
    least: int = 1


def said_once(found: Iterable[Problem]) -> Iterator[Problem]:
    """Join problems of one kind into the first of them, which says how many there are."""
    groups = defaultdict[Hashable, list[Problem]](list)
    for problem in found:
        repeat = _REPEATS.get(problem.rule)
        kind = repeat.kind(problem) if repeat else None
        if kind is None:
            yield problem
        else:
            groups[problem.rule, problem.severity, kind].append(problem)
    for same in groups.values():
        same.sort()
        repeat = _REPEATS[same[0].rule]
        if len(same) > repeat.least:
            yield replace(same[0], message=repeat.joined(same))
        else:
            yield from same


def _files(same: Sequence[Problem]) -> int:
    return len({problem.place.path for problem in same})


def _others(same: Sequence[Problem], what: str) -> str:
    """Count all but the first: ``3 other formulas``, ``1 other table``."""
    return number_of(len(same) - 1, f"other {what}")


def _key(same: Sequence[Problem]) -> str:
    return _KEY.sub(rf"\1{_in_files(same)} is not read", same[0].message, count=1)


_TAGS = "`tags_from: "


def _keys(same: Sequence[Problem]) -> str:
    if _TAGS in same[0].message:
        return _key(same)
    of_key = defaultdict[str, list[Problem]](list)
    for problem in same:
        if found := _NOT_READ.search(problem.message):
            of_key[found[1]].append(problem)
    often = sorted(of_key.items(), key=lambda item: (-_files(item[1]), item[0]))
    named = [f"{key}{_in_files(problems)}" for key, problems in often[:NAMED]]
    more = f" and {len(often) - NAMED} more" if len(often) > NAMED else ""
    if len(often) == 1:
        return f"{named[0]} is not read, and left alone"
    return f"keys that are not read, and left alone: {', '.join(named)}{more}"


def _in_files(same: Sequence[Problem]) -> str:
    return f" in {files} files" if (files := _files(same)) > 1 else ""


def _unknown_command(problem: Problem) -> Hashable:
    found = _COMMAND.search(problem.message)
    return found[2] if found else None


def _formulas(same: Sequence[Problem]) -> str:
    verb = "are" if len(same) > 2 else "is"  # noqa: PLR2004  one other, or several
    where = f" in {files} files" if (files := _files(same)) > 1 else ""
    others = f", as {verb} {_others(same, 'formula')}{where}"
    return _COMMAND.sub(lambda found: f"{found[1]}{others}{found[2]}", same[0].message)


def _given_way(problem: Problem) -> Hashable:
    """Tell by the folder that gave way; all below it did."""
    found = _WAY.search(problem.message)
    return (found[1], found[2]) if found else None


def _folder(same: Sequence[Problem]) -> str:
    return f"{same[0].message}; {_others(same, 'file')} of the folder too"


def _target(problem: Problem) -> Hashable:
    """Tell links by where they do not lead: to one note, to drawings, into a folder that is left out."""
    unread = _UNREAD.match(problem.message)
    return unread[2] + unread[1] * (unread[2] == _LEFT_OUT) if unread else problem.message


def _links(same: Sequence[Problem]) -> str:
    unread = _UNREAD.match(same[0].message)
    what = " to drawings" if unread and unread[2] != _LEFT_OUT else " into that folder" if unread else ""
    return f"{same[0].message}; {_others(same, 'link')}{what}{_in_files(same)} too"


def _files_of_kind(same: Sequence[Problem]) -> str:
    return f"{same[0].message}; {_others(same, 'link')} to such files{_in_files(same)} too"


def _elements(same: Sequence[Problem]) -> str:
    return f"{same[0].message}; {_others(same, 'element')}{_in_files(same)} too"


def _pair(problem: Problem) -> Hashable:
    """Tell by what a term is expanded to, and to what else."""
    found = _DOUBLE.match(problem.message)
    return found[1].casefold() if found else problem.message


def _row(problem: Problem) -> Hashable:
    """Tell fragments of a file that a number alone tells apart: ``#fn-12``, ``#fn-26``."""
    return problem.place.path, _DIGITS.sub("#", problem.message)


def _footnotes(same: Sequence[Problem]) -> str:
    return f"{same[0].message}; {_others(same, 'place')} of this file too"


def _proposed(problem: Problem) -> Hashable:
    return problem.message.rpartition(": ")[2]


def _pictures(same: Sequence[Problem]) -> str:
    return f"{same[0].message}; {_others(same, 'picture')}{_in_files(same)} too"


def _of_all(what: str) -> _Repeat:
    """Say once for the collection what is found in many of its files."""
    return _Repeat(lambda problem: problem.message, lambda same: f"{same[0].message}; {_others(same, what)} too")


def _of_file(what: str) -> _Repeat:
    """Say once for a file what is found in it again and again."""
    return _Repeat(
        lambda problem: problem.place.path,
        lambda same: f"{same[0].message}; {_others(same, what)} of this file too",
        IN_FILE,
    )


_REPEATS: Mapping[str, _Repeat] = {
    "same-url": _Repeat(_given_way, _folder),
    "unknown-key": _Repeat(lambda problem: problem.message, _key),
    "unread-key": _Repeat(lambda problem: problem.message if _TAGS in problem.message else problem.rule, _keys),
    "formula": _Repeat(_unknown_command, _formulas),
    "table-cells": _of_file("table"),
    # What is proposed names their site.
    "external-image": _Repeat(_proposed, _pictures),
    "unsafe-html": _Repeat(_proposed, _elements, IN_FILE),
    "drawing": _of_all("file"),
    "left-out": _of_all("drawing"),
    "double-id": _Repeat(
        lambda problem: problem.rule if problem.severity == "info" else None,
        lambda same: f"{same[0].message}; {_others(same, 'id')} too",
    ),
    "dead-link": _Repeat(_target, _links, IN_FILE),
    "dead-anchor": _Repeat(
        _row, lambda same: f"{same[0].message}; {_others(same, 'such link')} of this file too", IN_FILE
    ),
    "double-definition": _Repeat(_pair, lambda same: f"{same[0].message}; {_others(same, 'place')} too"),
    "dead-footnote": _Repeat(lambda problem: (problem.place.path, problem.message), _footnotes),
    "heading-in-html": _of_file("heading"),
    "unpublished": _Repeat(lambda problem: problem.message.partition(", because ")[2], _files_of_kind, IN_FILE),
    "no-answer": _of_file("question"),
    "unused-footnote": _of_file("footnote"),
    "empty-title": _of_file("heading"),
    # True, and often meant: enough to hear once.
    "long-page": _Repeat(lambda problem: problem.rule, lambda same: f"{same[0].message}; {_others(same, 'file')} too"),
    "double-title": _Repeat(
        lambda problem: problem.rule if problem.severity == "info" else None,
        lambda same: f"{same[0].message}; {_others(same, 'title')} too",
    ),
}
