"""Front matter of files and the comments below headings: YAML that people wrote, checked key by key."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

import yaml

from studyguide.model import Meta
from studyguide.notes import foreign_keys, other_forms, project_macros, unread_keys
from studyguide.notes.metadata_values import FLAGS, READERS, OfOthersError
from studyguide.notes.yaml_text import LENGTH_LIMIT, TWICE, load, prepared, writable
from studyguide.paths import SourcePath
from studyguide.problems import Place, Problem, Severity
from studyguide.reuse.memory import kept

KEYS = tuple(item.name for item in fields(Meta) if item.name not in {"addresses", "macros"})
# `<!-- studyguide id: x -->` in one line, or YAML in the lines below the word.
_COMMENT = re.compile(r"\s*studyguide\b[ \t]*:?[ \t]*\n?(.*)", re.DOTALL)
_ELSEWHERE = ("publish", "published")
"""Keys by which Obsidian Publish and Jekyll hold a note back: whoever wrote them does not want it on any site."""

_SENTENCE = 4
"""So many words are a sentence, or part of one."""

_STOP = re.compile(r"[。！？]|\w{30}")
"""What ends a sentence where no blanks part words, or so much without one."""

_DATA = re.compile(r"\d|\[\[")

_JOINED = ("aliases", "tags")
_UNPARTED = re.compile(r"([A-Za-z_][\w-]*):(?!//)[^\s:]")
_IN_QUOTES = "put values with `:` or `#` in quotes"
_REPAIRS = {
    TWICE: "keep one of them",
    "found unknown escape": "in double quotes `\\` begins an escape, so write single ones around the value",
    "unacceptable character": "delete the sign that nobody sees",
    "mapping keys are not allowed": "put the value that begins with `?` in quotes",
}
"""What to do about what YAML's reader says."""

_FILLED_IN = re.compile(r"\{\{.*?\}\}|<%.*?%>|\{%.*?%\}")
_KEY_LINE = re.compile(r"([A-Za-z_][\w-]*):[ \t]+(\S.*)")


class Reading(NamedTuple):
    """What some YAML says. ``whole`` tells that every line of it was understood; where not, words would be lost.

    ``prose`` tells that some value is rather a sentence, so that its key may be the beginning of one; ``values`` that
    some are no words: lists, numbers, days, links.
    """

    meta: Meta
    problems: tuple[Problem, ...]
    keys: frozenset[str]
    whole: bool
    prose: bool
    values: bool


def comment(content: str, place: Place) -> Reading | None:
    """Read the inside of an HTML comment that begins with ``studyguide``; None for any other comment."""
    match = _COMMENT.fullmatch(content)
    if match is None:
        return None
    line = place.line + content[: match.start(1)].count("\n")
    return read(match[1], Place(place.path, line))


def read(text: str, place: Place, tags_from: Collection[str] = (), form: str = "YAML") -> Reading:
    """Read YAML, or what ``form`` names, whose first line stands at ``place``.

    ``tags_from`` are keys of other tools, in lower case, whose values are tags here.
    """
    return _read(text, place.path, place.line, frozenset(tags_from), form)


@kept
def _read(text: str, path: SourcePath, line: int, tags_from: frozenset[str], form: str) -> Reading:
    place = Place(path, line)
    data, problems, whole = _mapping(text, place) if form == "YAML" else other_forms.read(text, place, form)
    lines = _lines(text)
    values: dict[str, Any] = {}
    for key, value in _keys(data):
        own = "tags" if key.lower() in tags_from else foreign_keys.own(key, KEYS)
        where = Place(place.path, place.line + lines.get(key, 0))
        if key.lower() in foreign_keys.ADDRESSES:
            values["addresses"] = (*values.get("addresses", ()), *_addresses(key, value))
        elif key == "math" and (found := project_macros.read(value)):
            values["macros"] = found
        elif key.lower() in _ELSEWHERE and (shown := FLAGS.get(str(value).strip().lower())) is not None:
            values |= {} if shown else {"draft": True}
        elif not own:
            problems += unread_keys.problems(key, KEYS, where)
        elif value is not None:
            problems += _take(values, key, own, value, where)
    given = data.values()
    keys = frozenset(map(str, data))
    return Reading(Meta(**values), tuple(problems), keys, whole, any(map(_is_prose, given)), any(map(_is_data, given)))


def _is_prose(value: object) -> bool:
    """Say whether a value is rather a sentence than a name."""
    if not isinstance(value, str):
        return False
    words = len(value.split())
    return words >= _SENTENCE or (words > 1 and value.rstrip().endswith((".", "!", "?"))) or bool(_STOP.search(value))


def _is_data(value: object) -> bool:
    """Say whether a value is no words: a list, a number, a day, a link."""
    return not isinstance(value, str) or bool(_DATA.match(value))


def _keys(data: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """List keys and values, our own keys first: they count more than those of others."""
    return sorted(((str(key), value) for key, value in data.items()), key=lambda pair: pair[0] not in KEYS)


def _take(values: dict[str, Any], key: str, own: str, value: object, where: Place) -> Iterable[Problem]:
    """Read one value; lists of several keys are joined, and otherwise the first that says something counts."""
    try:
        read: Any = READERS[own](value)
    except OfOthersError:
        return unread_keys.problems(key, (), where)
    except (TypeError, ValueError) as error:
        # What another tool takes is no fault here.
        return [Problem(where, "metadata", f"`{key}`: {error}", "warning" if key == own else "info")]
    if own == "aliases":
        # Hugo lists addresses there, from which it redirects.
        values["addresses"] = (*values.get("addresses", ()), *(name for name in read if name.startswith("/")))
    if own in _JOINED:
        values[own] = tuple(dict.fromkeys((*values.get(own, ()), *read)))
    elif own not in values and (key == own or read):  # a weight of 0 is none, and so is an empty description
        values[own] = read
    return ()


def _addresses(key: str, value: object) -> Iterator[str]:
    """Yield the addresses on a site that a value gives; those with ``:title`` in them, its tool makes."""
    for written in value if isinstance(value, list) else [value]:
        address = written.strip() if isinstance(written, str) else ""
        if address and "://" not in address and not re.search(r"(?:^|/):\w", address):
            yield f"#{address}" if key.lower() == foreign_keys.LABEL else address


def _mapping(text: str, place: Place) -> tuple[Mapping[Any, Any], list[Problem], bool]:
    """Return what the YAML holds, what is wrong with it, and whether all its lines were read."""
    if len(text) > LENGTH_LIMIT:
        message = f"metadata longer than {LENGTH_LIMIT:,} characters: not read"
        return {}, [Problem(place, "front-matter", message, "error")], False
    meant = prepared(text)
    try:
        data = load(meant)
    except (yaml.YAMLError, ValueError) as error:
        return _salvage(meant, place, error)
    if data is None:
        return {}, [], True
    if not isinstance(data, dict):
        message = f"metadata must be `key: value` lines, not a {type(data).__name__}: for example `tags: [storage]`"
        return {}, [Problem(place, "front-matter", message, "error")], False
    return data, [], True


def _salvage(text: str, place: Place, error: Exception) -> tuple[Mapping[Any, Any], list[Problem], bool]:
    """Keep the lines that are valid by themselves; ``title: AWS: notes`` is read as it was meant."""
    fault = _fault(text, error)
    unparted = _without_blank(text, fault)
    kept: dict[str, Any] = {}
    whole = True
    for number, line in enumerate(text.split("\n")):
        match = _KEY_LINE.fullmatch(line.rstrip())
        # Of a key that stands twice, one value would vanish.
        if match and match[1] not in kept:
            kept[match[1]], valid = _value(match[2])
            fault = number if fault is None and not valid else fault
        elif line.strip() and not line.lstrip().startswith("#"):
            whole = False
    reason = getattr(error, "problem", None) or " ".join(str(error).split())
    repair = next((mend for beginning, mend in _REPAIRS.items() if reason.startswith(beginning)), _IN_QUOTES)
    if unparted is not None:
        fault, repair = unparted
    message = f"the metadata is not valid YAML ({reason}): {repair}"
    severity: Severity = "error"
    if found := _FILLED_IN.search(text.split("\n")[fault or 0]):
        message = f"`{found[0]}` is filled in by another tool, so this is no note but a template: name it in `exclude`"
        severity = "info"
    return kept, [Problem(Place(place.path, place.line + (fault or 0)), "front-matter", message, severity)], whole


def _without_blank(text: str, fault: int | None) -> tuple[int, str] | None:
    """Find ``key:value`` at or before a fault, which is no key without a blank behind the colon."""
    for number, line in enumerate(text.split("\n")[: fault + 1 if fault is not None else None]):
        if match := _UNPARTED.match(line):
            return number, f"write a blank behind `{match[1]}:`"
    return None


def _fault(text: str, error: Exception) -> int | None:
    """Count the lines before a fault; YAML's own count takes U+2028 and others for ends of lines too."""
    mark = getattr(error, "problem_mark", None)
    at = error.position if isinstance(error, yaml.reader.ReaderError) else mark and mark.index
    return None if at is None else text[:at].count("\n")


def _value(text: str) -> tuple[object, bool]:
    """Read one value by itself, and say whether it is YAML; what is none, or only by its colon, is text."""
    try:
        value = load(text)
    except (yaml.YAMLError, ValueError):
        # `[a, b` misses an end: what is in it is kept.
        return writable(text.strip("[]{}")), False
    return (text if isinstance(value, dict) else value), True


def _lines(text: str) -> Mapping[str, int]:
    """Map keys to the lines (from 0) on which they stand first."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n")):
        found.setdefault(line.partition(":")[0].strip("\"' "), number)
    return found
