"""Options of MyST's directives: lines ``:name: value``, or YAML between ``---``, at the beginning of their text."""

import re
from collections.abc import Mapping, Sequence

_OPTION = re.compile(r":([A-Za-z][\w-]{0,40}):(?:[ \t]+(.*))?")
_PAIR = re.compile(r"([A-Za-z][\w-]{0,40}):[ \t]*(.*)")
_MOST = 50
"""Lines of one block of options."""


def read(lines: Sequence[str]) -> tuple[Mapping[str, str], int]:
    """Return the options at the beginning of some lines, and how many lines they take."""
    if lines and lines[0].strip() == "---":
        end = next((n for n, line in enumerate(lines[1:_MOST], 1) if line.strip() == "---"), 0)
        found = [match for line in lines[1:end] if (match := _PAIR.match(line.strip()))]
        return {match[1]: match[2].strip("\"' ") for match in found}, end + 1 if end else 0
    values: dict[str, str] = {}
    for number, line in enumerate(lines[:_MOST]):
        match = _OPTION.fullmatch(line.strip())
        if match is None:
            return values, number
        values[match[1]] = (match[2] or "").strip()
    return values, min(len(lines), _MOST)
