"""Front matter of files and the comments below headings: YAML that people wrote, checked key by key."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, NamedTuple, NoReturn

import yaml

from studyguide import build_day
from studyguide.model import Meta
from studyguide.options import split_mode
from studyguide.problems import Place, Problem, shown
from studyguide.suggestions import nearest

LENGTH_LIMIT = 65_536
"""Characters of one front matter."""

NESTING_LIMIT = 20
"""Lists and mappings in each other; at every bracket YAML's scanner looks at all that are open."""

LARGEST = 1e9
"""The biggest number that orders anything."""

TAG_LIMIT = 100
"""Tags of one file or heading; each is a page, which lists those it occurs with."""


KEYS = tuple(item.name for item in fields(Meta))
# `<!-- studyguide id: x -->` in one line, or YAML in the lines below the word.
_COMMENT = re.compile(r"\s*studyguide\b[ \t]*:?[ \t]*\n?(.*)", re.DOTALL)
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_ELSEWHERE = ("publish", "published")
"""Keys by which Obsidian Publish and Jekyll hold a note back: whoever wrote them does not want it on any site."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_KEY_LINE = re.compile(r"([A-Za-z_][\w-]*):[ \t]+(\S.*)")


_READ = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}


class _Loader(yaml.SafeLoader):
    """YAML of text and flags in lists and mappings; who needs a number or a day makes it of the text.

    YAML's own would be lost or raise: `1.10` is 1.1, `1:30` is 90, some numbers cannot be printed, some days are none.
    Refused are aliases, for ten lines of them can stand for a billion items; tags, which make anything of any text or
    raise; and endless nesting, for the scanner looks at every open bracket again and again.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012  as in PyYAML
        first: [(tag, form) for tag, form in found if tag in _READ]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    depth = 0

    def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
        if self.flow_level >= NESTING_LIMIT:
            self._refuse("nested too deeply", self.get_mark())
        super().fetch_flow_collection_start(token)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs forget it
        if isinstance(event, yaml.AliasEvent):
            self._refuse("aliases (*name) are not read here", event.start_mark)
        if getattr(event, "tag", None) is not None:
            self._refuse("tags (!name) are not read here", event.start_mark)
        if self.depth > NESTING_LIMIT:
            self._refuse("nested too deeply", event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Refuse a key that stands twice (YAML 1.2, 3.2.1.3): the first value would be gone without a word."""
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            name = (key.tag, str(key.value))
            if isinstance(key, yaml.ScalarNode) and name in seen:
                message = f"the key {shown(key.value)} stands here twice"
                raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        """Read a value as text that can be written: escapes of YAML also name characters that no file can hold."""
        value = super().construct_scalar(node)
        return _writable(value) if isinstance(value, str) else value

    def _refuse(self, reason: str, mark: Any) -> NoReturn:
        raise yaml.scanner.ScannerError(None, None, reason, mark)


def _writable(text: str) -> str:
    """Join the halves of characters that are escaped as in JSON; a half by itself is no text."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("\ufffd", whole)


class Reading(NamedTuple):
    """What some YAML says. ``whole`` tells that every line of it was understood; where not, words would be lost."""

    meta: Meta
    problems: tuple[Problem, ...]
    keys: frozenset[str]
    whole: bool


def comment(content: str, place: Place) -> Reading | None:
    """Read the inside of an HTML comment that begins with ``studyguide``; None for any other comment."""
    match = _COMMENT.fullmatch(content)
    if match is None:
        return None
    line = place.line + content[: match.start(1)].count("\n")
    return read(match[1], Place(place.path, line))


def read(text: str, place: Place) -> Reading:
    """Read YAML whose first line stands at ``place``."""
    data, problems, whole = _mapping(text, place)
    values: dict[str, Any] = {}
    held_back = False
    lines = _lines(text)
    for key, value in data.items():
        where = Place(place.path, place.line + lines.get(str(key), 0))
        if key in _ELSEWHERE and _FLAGS.get(str(value).strip().lower()) is False:
            held_back = True
            continue
        if key not in KEYS:
            problems.append(_unknown(str(key), where))
            continue
        try:
            if value is not None:
                values[key] = _READERS[key](value)
        except (TypeError, ValueError) as error:
            problems.append(Problem(where, "metadata", f"`{key}`: {error}"))
    if held_back:
        values["draft"] = True
    return Reading(Meta(**values), tuple(problems), frozenset(map(str, data)), whole)


def _mapping(text: str, place: Place) -> tuple[Mapping[Any, Any], list[Problem], bool]:
    """Return what the YAML holds, what is wrong with it, and whether all its lines were read."""
    if len(text) > LENGTH_LIMIT:
        message = f"metadata longer than {LENGTH_LIMIT:,} characters: not read"
        return {}, [Problem(place, "front-matter", message, "error")], False
    try:
        data = load(text)
    except (yaml.YAMLError, ValueError) as error:
        return _salvage(text, place, error)
    if data is None:
        return {}, [], True
    if not isinstance(data, dict):
        message = f"metadata must be `key: value` lines, not a {type(data).__name__}: for example `tags: [storage]`"
        return {}, [Problem(place, "front-matter", message, "error")], False
    return data, [], True


def load(text: str) -> Any:
    """Read YAML that a stranger wrote; raises ``yaml.YAMLError`` or ``ValueError``."""
    if len(text) > LENGTH_LIMIT:
        message = f"metadata longer than {LENGTH_LIMIT:,} characters: not read"
        raise ValueError(message)
    return yaml.load(text, _Loader)  # noqa: S506  a subclass of SafeLoader


def _salvage(text: str, place: Place, error: Exception) -> tuple[Mapping[Any, Any], list[Problem], bool]:
    """Keep the lines that are valid by themselves; ``title: AWS: notes`` is read as it was meant."""
    fault = _fault(text, error)
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
    message = f"the metadata is not valid YAML ({reason}): put values with `:` or `#` in quotes"
    return kept, [Problem(Place(place.path, place.line + (fault or 0)), "front-matter", message, "error")], whole


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
        return _writable(text.strip("[]{}")), False
    return (text if isinstance(value, dict) else value), True


def _lines(text: str) -> Mapping[str, int]:
    """Map keys to the lines (from 0) on which they stand first."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n")):
        found.setdefault(line.partition(":")[0].strip("\"' "), number)
    return found


def _unknown(key: str, where: Place) -> Problem:
    # Other tools have keys of their own: at 0.66 `date` would be called a slip for `draft`.
    close = nearest(key.lower(), KEYS, 0.75)
    if close:
        return Problem(where, "unknown-key", f"unknown key `{key}`: did you mean `{close}`?")
    message = f"unknown key `{key}`: left alone; keys read here are {', '.join(KEYS)}"
    return Problem(where, "unknown-key", message, "info")


def _text(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    message = f"must be text, not {shown(value)}"
    raise TypeError(message)


def _texts(value: object) -> tuple[str, ...]:
    """Accept a list, or one value; a comma separates values in plain text, as Obsidian writes it."""
    if isinstance(value, str):
        value = value.split(",")
    items = value if isinstance(value, list) else [value]
    read = (_text(str(item).lower() if isinstance(item, bool) else item) for item in items if item is not None)
    return tuple(dict.fromkeys(text for text in read if text))


def _verdicts(value: object) -> tuple[tuple[str, str], ...]:
    """Accept a text for each id; an id whose text is still to be written is left out."""
    if not isinstance(value, dict):
        message = f"must be lines like `efs: Choose EFS when …`, one for each id, not {shown(value)}"
        raise TypeError(message)
    read = []
    for key, text in value.items():
        name = _text(str(key).lower() if isinstance(key, bool) else key)
        if isinstance(text, dict | list):
            message = f"write one or two sentences in quotes for `{name}`, not {shown(text)}"
            raise TypeError(message)
        read.append((name, _text(text) if text is not None else ""))
    return tuple((name, text) for name, text in read if name and text)


def _tags(value: object) -> tuple[str, ...]:
    """Accept tags with or without ``#``; spaces separate them where there is no comma."""
    if isinstance(value, str) and "," not in value:
        value = value.split() if value.lstrip().startswith("#") else [value]
    found = tuple(dict.fromkeys(name for tag in _texts(value) if (name := tag.lstrip("#").strip("/ "))))
    if len(found) > TAG_LIMIT:
        message = f"more than {TAG_LIMIT} tags: none is read; keep those that a reader would look for"
        raise ValueError(message)
    return found


def _flag(value: object) -> bool:
    """Accept quoted words too: whoever writes ``draft: "true"`` does not want to publish."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _FLAGS:
        return _FLAGS[value.strip().lower()]
    message = f"must be true or false, not {shown(value)}"
    raise TypeError(message)


def _number(value: object) -> float:
    message = f"must be a number, not {shown(value)}"
    try:
        number = float(_text(value))
    except (TypeError, ValueError):
        raise ValueError(message) from None
    if not abs(number) <= LARGEST:  # so that NaN, which is not smaller, is refused too
        raise ValueError(message)
    return number


def _day(value: object) -> date:
    """Read a day that was: a review to come would never grow old."""
    try:
        day = datetime.fromisoformat(_text(value)).date()
    except (TypeError, ValueError):
        message = f"must be a date like 2026-11-20, not {shown(value)}"
        raise ValueError(message) from None
    if build_day.is_to_come(day):
        message = f"{day.isoformat()} is still to come: write the day on which the sources were read"
        raise ValueError(message)
    return day


_READERS: dict[str, Callable[[object], object]] = {
    "title": _text,
    "id": _text,
    "aliases": _texts,
    "tags": _tags,
    "summary": _text,
    "order": _number,
    "draft": _flag,
    "split": split_mode,
    "reviewed": _day,
    "sources": _texts,
    "confused_with": _texts,
    "verdicts": _verdicts,
    "related": _texts,
    "link": _flag,
    "compare": _flag,
    "search": _flag,
    "exam_only": _flag,
}
