"""What is wrong with options, each with the line of the configuration that it stands in."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from studyguide import configuration
from studyguide.given import Fault
from studyguide.outputs import report
from studyguide.paths import SourcePath
from studyguide.problems import Place

MOST = 50
"""Faults that are told; a list of the wrong kind may have one in each of its entries."""


class WrongOptionsError(ValueError):
    """Options cannot be used; the message has a line for each fault."""


def lines(faults: Sequence[Fault], config: Path | None, otherwise: str = "") -> list[str]:
    """Say what is wrong, in the order of the file; ``otherwise`` stands where a place would, if there is none."""
    found = configuration.lines(config, [fault.keys for fault in faults]) if config else [None] * len(faults)
    placed = sorted(zip(found, faults, strict=True), key=lambda pair: pair[0] or (Path(), 0))
    said = [" ".join(report.shown(f"{_place(place) or otherwise}{fault}").splitlines()) for place, fault in placed]
    more = len(said) - MOST
    return said if more <= 0 else [*said[:MOST], f"and {more:,} more"]


def places(raw: Mapping[str, Any], config: Path, notes: Path) -> dict[tuple[Any, ...], Place]:
    """Find the lines of options without a fault that notes can contradict, as seen from the notes."""
    ways = list(_contradicted(raw))
    found = zip(ways, configuration.lines(config, ways), strict=True)
    return {way: Place(_seen(place[0], notes), place[1]) for way, place in found if place}


def _contradicted(raw: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    yield ("allow_unsafe_html",)
    for number, group in enumerate(raw.get("compare") or ()):
        yield ("compare", number)
        yield ("compare", number, "tag")
        for index, _ in enumerate(group.get("members") or ()):
            yield ("compare", number, "members", index)


def _seen(config: Path, notes: Path) -> SourcePath:
    return SourcePath(Path(os.path.relpath(config.parent.resolve() / config.name, notes)).as_posix())


def _place(place: tuple[Path, int] | None) -> str:
    """Write a place as seen from here, where an editor opens it."""
    if place is None:
        return ""
    path, line = place
    near = os.path.relpath(path)
    return f"{path if near.startswith('..') else near}:{line}: "
