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


def text(found: Sequence[Moved]) -> str:
    """List what was not found, and the share that was."""
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    missed = [change for change in known if not _found(change, found)]
    lines = [f"not found: {change['what']} ({change['section']})" for change in missed]
    return "\n".join([*lines, f"{len(known) - len(missed)} of {len(known)} known changes found"]) + "\n"


def _found(change: dict[str, str], found: Sequence[Moved]) -> bool:
    return any(
        about.startswith(f"{change['service']}: ") and re.search(change["words"], "\n".join((about, *old, *new)))
        for moved in found
        if moved.subject.id == change["section"]
        for about, old, new in entries(moved)
    )
