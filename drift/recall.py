"""How many of the known changes of 2026 a comparison finds, each in the section whose words it makes wrong."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from drift.lock import Moved
from drift.report import entries

KNOWN = Path(__file__).with_name("known.json")
SINCE, UNTIL = "1.43.11", "1.44.8"
"""The releases between which AWS published them; all notes were read against the newer one to find them."""


def missed(found: Sequence[Moved]) -> list[dict[str, str]]:
    """List the known changes that a comparison did not find."""
    return [change for change in known() if not _found(change, found)]


def text(missed: Sequence[dict[str, str]]) -> str:
    """Name what was not found, and the share that was."""
    lines = [f"not found: {change['what']} ({change['section']})" for change in missed]
    count = len(known())
    return "\n".join([*lines, f"{count - len(missed)} of {count} known changes found"]) + "\n"


def known() -> list[dict[str, str]]:
    """Read the known changes."""
    return list(json.loads(KNOWN.read_text(encoding="utf-8")))


def _found(change: dict[str, str], found: Sequence[Moved]) -> bool:
    return any(
        about.startswith(f"{change['service']}: ") and re.search(change["words"], "\n".join((about, *old, *new)))
        for moved in found
        if moved.subject.id == change["section"]
        for about, old, new in entries(moved)
    )
