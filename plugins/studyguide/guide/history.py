"""When each section changed last, as git knows it. Without git, or outside a repository, nothing is known."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from studyguide import build_day
from studyguide.model import Section
from studyguide.paths import PageName, SourcePath

RECENT_FILES = 60
"""Files whose lines are looked at one by one; the changes page lists the newest sections only."""

# `git blame --porcelain`: hash, line then, line now. A boundary commit has a `^` before its hash.
_COMMIT = re.compile(rb"^(\^?[0-9a-f]{40}) \d+ (\d+)")
# Seconds for one command. A partial clone fetches what blame needs; without dates a guide is still a guide.
_TIMEOUT = 60


def changed(root: Path, sections: Sequence[Section]) -> Mapping[PageName, date]:
    """Return the day of the last commit to the lines of each section that changed lately."""
    newest = dict.fromkeys(_recent_files(root))
    wanted = [path for path in newest if any(section.place.path == path for section in sections)][:RECENT_FILES]
    result = {}
    for path in wanted:
        days = _line_days(root, path)
        for section in sections:
            if section.place.path == path:
                # The newest line counts: who mended a word changed the section.
                own = [day for day in days[section.place.line - 1 : section.last] if day]
                if own:
                    result[section.page] = max(own)
    return result


def _git(root: Path, arguments: Iterable[str]) -> bytes:
    git = shutil.which("git")
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
    if git is None or top is None:
        return b""
    # Named, and not left to git to find: notes that hold `HEAD`, `objects`, `refs` and `config` are a repository to it,
    # and its configuration can run programs.
    repository = [f"--git-dir={top / '.git'}", f"--work-tree={top}"]
    command = [git, "-C", str(root), *repository, "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=_TIMEOUT).stdout  # noqa: S603  no shell, and paths come last
    except subprocess.TimeoutExpired:
        return b""


def _recent_files(root: Path) -> list[SourcePath]:
    # -z: names with quotes or line ends would be quoted even with core.quotePath=false.
    output = _git(root, ["log", "-n", "500", "--relative", "--name-only", "--format=", "-z", "--", "."])
    return [SourcePath(name.decode("utf-8", "replace")) for name in output.split(b"\0") if name.strip()]


def _line_days(root: Path, path: SourcePath) -> list[date | None]:
    """Return the day of every line of a file; None for lines that are not committed."""
    days: list[date | None] = []
    known: dict[bytes, date | None] = {}
    commit = b""
    for line in _git(root, ["blame", "--porcelain", "--", path]).split(b"\n"):
        if match := _COMMIT.match(line):
            commit = match[1].lstrip(b"^")
        elif line.startswith(b"committer-time "):
            # All zeros is git's name for lines that are not committed; their time is now, which no build could repeat.
            known[commit] = None if commit.strip(b"0") == b"" else _day(line.split()[1])
        elif line.startswith(b"\t"):
            # The headers of a commit come with its first line only; later lines have its hash alone.
            days.append(known.get(commit))
    return days


def _day(seconds: bytes) -> date | None:
    """Read a commit's time, which whoever commits may set to anything.

    What is later than the build counts as the build's day: else it would lead every list, and decks with it would never
    take up a later change. What no calendar has is not known.
    """
    today = build_day.today()
    try:
        return min(datetime.fromtimestamp(int(seconds), UTC).date(), today)
    except (ValueError, OverflowError, OSError):  # beyond the year 9999, or what the platform counts
        return today if seconds.isdigit() else None
