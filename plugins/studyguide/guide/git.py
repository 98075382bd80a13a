"""Asks git, and reads the times that it tells."""

import shutil
import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from studyguide import build_day
from studyguide.reuse import fingerprint

_TIMEOUT = 60
"""Seconds for a command. A partial clone fetches what it needs; without dates a guide is still a guide."""


_NAMED = 3
"""Words that :func:`named` begins a command with."""


def named(root: Path) -> list[str]:
    """Begin a command of git in the repository around a folder; nothing where there is none, or no git."""
    git = shutil.which("git")
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
    if git is None or top is None:
        return []
    # Named, and not left to git to find: notes that hold `HEAD`, `objects`, `refs` and `config` are a repository to it,
    # and its configuration can run programs.
    return [git, f"--git-dir={top / '.git'}", f"--work-tree={top}"]


def run(root: Path, arguments: Iterable[str], given: bytes = b"") -> bytes:
    """Return what git prints to a command in a folder, with ``given`` as its input; nothing where it cannot."""
    git = named(root)
    if not git:
        return b""
    command = [*git, "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=_TIMEOUT)  # noqa: S603  no shell, and paths come last
    except subprocess.TimeoutExpired:
        _unanswered()
        return b""
    if done.returncode:
        _unanswered()
    return done.stdout


def _unanswered() -> None:
    """Let what is made without an answer hold for this build alone."""
    from studyguide.reuse.memory import passing  # not by a build of which nothing has changed, which asks for the state

    passing()


def state(root: Path) -> tuple[str, ...]:
    """Tell what answers of git depend on, beside the files that it is asked about.

    That is the commit, whether git knows its past, and what the repository's own settings say.
    """
    git = named(root)
    if not git:
        return (shutil.which("git") or "",)
    asked = ["rev-parse", "--is-shallow-repository", "--git-path", "config", "HEAD"]
    try:
        answer = subprocess.run([*git, *asked], cwd=root, capture_output=True, check=False, timeout=_TIMEOUT)  # noqa: S603  as above
    except (subprocess.TimeoutExpired, OSError):
        return (str(fingerprint.now()),)  # never the same: without an answer nothing is known
    lines = answer.stdout.decode("utf-8", "replace").splitlines()
    settings = fingerprint.look(str(root / lines[1]), None, 0).digest if len(lines) > 1 else ""
    return (*git, *lines, settings)


def is_cut(told: tuple[str, ...]) -> bool:
    """Say whether git has only the latest commits, by its :func:`state`."""
    return "true" in told[_NAMED : _NAMED + 1]


def day(seconds: bytes) -> date | None:
    """Read a commit's time, which whoever commits may set to anything.

    What is later than the build counts as the build's day: else it would lead every list, and decks with it would never
    take up a later change. What no calendar has is not known.
    """
    today = build_day.today()
    try:
        return min(datetime.fromtimestamp(int(seconds), UTC).date(), today)
    except (ValueError, OverflowError, OSError):  # beyond the year 9999, or what the platform counts
        return today if seconds.isdigit() else None
