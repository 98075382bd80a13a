"""What a build is made with beside files and options: the programs, the day, the variables.

Thin on purpose, as :mod:`studyguide.reuse.fingerprint` is.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from studyguide import build_day
from studyguide.reuse import fingerprint
from studyguide.reuse.fingerprint import Folder

_OURS = Path(__file__).parents[1]
_MADE = frozenset({"__pycache__"})
_VARIABLES = ("GIT_", "CHROMIUM", build_day.NAME)
"""Beginnings of variables that change what a build makes, besides those that the configuration names."""

_DAY_IS_OVER = timedelta(hours=14)
"""See :func:`studyguide.build_day.is_to_come`."""


def digest() -> str:
    """Hash all of it: functions of the same programs, on the same day, return the same."""
    told = json.dumps([*day(), *installed()])
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def day() -> Iterator[Any]:
    """Yield what a build takes from the clock, and the variables that it reads."""
    today = None if build_day.told() else build_day.today().isoformat()
    yield [today, (datetime.now(UTC) + _DAY_IS_OVER).date().isoformat()]
    yield sorted([name, value] for name, value in os.environ.items() if name.startswith(_VARIABLES))


@cache
def installed() -> tuple[Any, Any]:
    """Name the versions of all that is installed: reinstalling a package touches the folder that describes it."""
    program = fingerprint.shape(Folder(str(_OURS), unread=_MADE))
    packages = sorted(row for folder in dict.fromkeys(sys.path) for row in _packages(folder or "."))
    return [sys.version, sys.prefix, sys.getfilesystemencoding(), program], packages


def _packages(folder: str) -> Iterator[list[Any]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".dist-info", ".egg-info", ".pth")):
                    yield [entry.path, entry.stat().st_mtime_ns]
    except OSError:
        return
