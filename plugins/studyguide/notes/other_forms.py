"""Metadata in the other forms that Hugo and Zola read: TOML between `+++`, and JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from studyguide.notes.yaml_text import LENGTH_LIMIT, NESTING_LIMIT, writable
from studyguide.problems import Place, Problem

TOML, JSON, PROPERTIES = "TOML", "JSON", "properties"

_LINE = re.compile(r"line (\d+)")
_OPENING = re.compile(r"[\[{]")
# `a.b.c = 1`; its parser takes square time for long ones.
_LONG_KEY = re.compile(rf"""(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{NESTING_LIMIT}}}""")


def read(text: str, place: Place, form: str) -> tuple[Mapping[str, Any], list[Problem], bool]:
    """Return what is in a block, what is wrong with it, and whether it was read."""
    if form == PROPERTIES:
        return dict(_properties(text)), [], True
    try:
        data = _plain(_load(text, form))
    except ValueError as error:  # of both: their own errors are of this kind
        line = int(found[1]) - 1 if (found := _LINE.search(str(error))) else 0
        message = f"the metadata is not valid {form} ({' '.join(str(error).split())}): mend it, or write YAML"
        return {}, [Problem(Place(place.path, place.line + line), "front-matter", message, "error")], False
    inner = data.pop("taxonomies", None)  # Zola keeps tags there
    return {**(inner if isinstance(inner, dict) else {}), **data}, [], True


def _properties(text: str) -> Iterator[tuple[str, str]]:
    """Read lines ``key:: value`` of Logseq and Dataview."""
    for line in text.split("\n"):
        key, sign, value = line.partition("::")
        if sign:
            # Whose pages are not public does not want them on any site.
            yield ("published" if key.lower() == "public" else key), writable(value.strip())


def _load(text: str, form: str) -> dict[str, Any]:
    if len(text) > LENGTH_LIMIT:
        raise ValueError(f"longer than {LENGTH_LIMIT:,} characters")
    if _depth(text) > NESTING_LIMIT or (form == TOML and _LONG_KEY.search(text)):
        raise ValueError("nested too deeply")
    data = _toml(text) if form == TOML else json.loads(text)
    if not isinstance(data, dict):
        raise ValueError("no keys")  # noqa: TRY004  what the author wrote is wrong, not what we call
    return data


def _toml(text: str) -> dict[str, Any]:
    import tomllib  # few notes need it, and every build would wait for it

    return tomllib.loads(text)


def _depth(text: str) -> int:
    """Count the brackets that are open at once, at most; those in texts count too, for nobody has so many."""
    depth = deepest = 0
    for sign in re.findall(r"[\[{}\]]", text):
        depth += 1 if _OPENING.match(sign) else -1
        deepest = max(deepest, depth)
    return deepest


def _plain(value: Any) -> Any:
    """Make text of numbers and days, as it is read in YAML: whoever needs one makes it of the text."""
    if isinstance(value, dict):
        return {writable(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if value is None or isinstance(value, bool):
        return value
    return writable(str(value))
