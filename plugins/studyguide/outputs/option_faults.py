"""What is wrong with options, each with the line of the configuration that it stands in."""

import os
from collections.abc import Sequence
from pathlib import Path

from studyguide import configuration
from studyguide.given import Fault
from studyguide.outputs import report

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


def _place(place: tuple[Path, int] | None) -> str:
    """Write a place as seen from here, where an editor opens it."""
    if place is None:
        return ""
    path, line = place
    near = os.path.relpath(path)
    return f"{path if near.startswith('..') else near}:{line}: "
