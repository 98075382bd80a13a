"""The files of the project: what git keeps, or, where no git is, as in an sdist, what lies here."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
_MADE = {"__pycache__", ".hypothesis", ".pytest_cache", ".cache", ".venv", "dist", "site"}
"""Folders that tests and commands make."""


def files() -> list[str]:
    """List the paths below the root."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path.as_posix() for path in found if not _MADE & set(path.parts)]
