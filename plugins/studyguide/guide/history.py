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
from studyguide.problems import Place, Problem

RECENT_FILES = 60
"""Files whose lines are looked at one by one; the changes page lists the newest sections only."""

# `git blame --porcelain`: hash, line then, line now. A boundary commit has a `^` before its hash.
_COMMIT = re.compile(rb"^(\^?[0-9a-f]{40}) \d+ (\d+)")
# Seconds for one command. A partial clone fetches what blame needs; without dates a guide is still a guide.
_TIMEOUT = 60
_CUT = (
    "git has only the latest commits here, so the dates of older changes are unknown: "
    "fetch all (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of GitLab, `git fetch --unshallow` by hand)"
)


def changed(
    root: Path, sections: Sequence[Section], settings: Place
) -> tuple[Mapping[PageName, date], tuple[Problem, ...]]:
    """Return the day of the last commit to the lines of each section that changed lately.

    Where the repository is a copy without its past, lines from before have no day; ``settings`` is where that is said.
    """
    newest = dict.fromkeys(_recent_files(root))
    wanted = [path for path in newest if any(section.place.path == path for section in sections)][:RECENT_FILES]
    is_cut = bool(wanted) and _git(root, ["rev-parse", "--is-shallow-repository"]).strip() == b"true"
    result = {}
    unknown = False
    for path in wanted:
        days, from_before = _line_days(root, path, is_cut=is_cut)
        unknown |= from_before
        for section in sections:
            if section.place.path == path:
                # The newest line counts: who mended a word changed the section.
                own = [day for day in days[section.place.line - 1 : section.last] if day]
                if own:
                    result[section.page] = max(own)
    return result, (Problem(settings, "shallow-clone", _CUT, "info"),) if unknown else ()


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


def _line_days(root: Path, path: SourcePath, *, is_cut: bool) -> tuple[list[date | None], bool]:
    """Return the day of every line of a file, None for lines that are not committed.

    Also says whether some are older than a copy that is cut: git takes those for its first commit's.
    """
    days: list[date | None] = []
    known: dict[bytes, date | None] = {}
    commit = b""
    from_before = False
    for line in _git(root, ["blame", "--porcelain", "--", path]).split(b"\n"):
        if match := _COMMIT.match(line):
            commit = match[1].lstrip(b"^")
        elif line.startswith(b"committer-time "):
            # All zeros is git's name for lines that are not committed; their time is now, which no build could repeat.
            known[commit] = None if commit.strip(b"0") == b"" else _day(line.split()[1])
        elif line == b"boundary" and is_cut:
            known[commit] = None
            from_before = True
        elif line.startswith(b"\t"):
            # The headers of a commit come with its first line only; later lines have its hash alone.
            days.append(known.get(commit))
    return days, from_before


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
