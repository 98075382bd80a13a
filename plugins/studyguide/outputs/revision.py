"""Which commit a folder is at, for dates of changes come from git; as :mod:`studyguide.guide.history` asks it."""

import shutil
import subprocess
from pathlib import Path

from studyguide.guide import git
from studyguide.reuse import fingerprint

_TIMEOUT = 20
"""Seconds for a question that takes git some milliseconds."""


def of(folder: Path) -> list[str]:
    """Name the commit, whether git knows its past, and what the repository's own settings say."""
    named = git.named(folder)
    if not named:
        return [shutil.which("git") or ""]
    asked = ["rev-parse", "--is-shallow-repository", "--git-path", "config", "HEAD"]
    try:
        answer = subprocess.run([*named, *asked], cwd=folder, capture_output=True, check=False, timeout=_TIMEOUT)  # noqa: S603  as history does
    except (subprocess.TimeoutExpired, OSError):
        return [str(fingerprint.now())]  # never the same: without an answer nothing is known
    lines = answer.stdout.decode("utf-8", "replace").splitlines()
    settings = fingerprint.look(str(folder / lines[1]), None, 0).digest if len(lines) > 1 else ""
    return [*named, *lines, settings]
