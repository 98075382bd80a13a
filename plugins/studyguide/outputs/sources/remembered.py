"""What was seen of each source: its text as a hash, and since when it is so. The file is committed beside the notes."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from studyguide.outputs import writing
from studyguide.outputs.sources.asking import Answer

NAME = "seen-sources.json"
SIZE_LIMIT = 20_000_000
"""Bytes; some 100,000 sources."""


@dataclass(frozen=True)
class Seen:
    """A text, the version that its server called it, and the day on which it replaced another; None for the first."""

    text: str = ""
    tag: str = ""
    changed: date | None = None


class DamagedError(Exception):
    """The file cannot be read; the message names it and what to do."""


def read(notes: Path) -> Mapping[str, Seen]:
    """Read the file; without one, nothing was seen yet."""
    path = notes / NAME
    if not os.path.lexists(path):
        return {}
    # The file comes with the notes: a link could name any file of the machine, a pipe would block.
    if path.is_symlink() or not path.is_file() or path.stat().st_size > SIZE_LIMIT:
        raise DamagedError(f"{path} is no regular file of less than {SIZE_LIMIT:,} bytes: delete it to begin anew")
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {address: _seen(entry) for address, entry in entries.items()}
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise DamagedError(f"{path} is damaged ({error}): restore it, or delete it to begin anew") from None


def _seen(entry: Mapping[str, str]) -> Seen:
    changed = entry.get("changed")
    return Seen(entry.get("text", ""), entry.get("tag", ""), date.fromisoformat(changed) if changed else None)


def write(notes: Path, seen: Mapping[str, Seen]) -> None:
    """Write the file, the same for the same pages."""
    entries = {address: _entry(seen[address]) for address in sorted(seen)}
    text = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    writing.write(notes, NAME, text.encode())


def _entry(seen: Seen) -> Mapping[str, str]:
    values = {"text": seen.text, "tag": seen.tag, "changed": seen.changed.isoformat() if seen.changed else ""}
    return {name: value for name, value in values.items() if value}


def after(before: Seen | None, answer: Answer, today: date) -> Seen | None:
    """Say what is known of a source after an answer; a page that is not there now may come back."""
    if answer.state != "there" or (before and before.text and not answer.text):
        return before
    known = before is not None and before.text
    if before and known and before.text == answer.text:
        return Seen(answer.text, answer.tag, before.changed)
    return Seen(answer.text, answer.tag, today if known else None)
