"""Releases of botocore: fetched with pip into a scratch folder, read without being installed or imported."""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

from drift.api import Service, parse

_MODEL = re.compile(r"botocore/data/([^/]+)/(\d{4}-\d\d-\d\d)/service-2\.json(?:\.gz)?")
_VERSION = re.compile(r"botocore-([^-]+)-")


class ReleaseError(Exception):
    """A release cannot be had; the message says why."""


class Release:
    """One wheel of botocore."""

    def __init__(self, wheel: Path) -> None:
        """Open a wheel; services are read when they are asked for."""
        self._zip = zipfile.ZipFile(wheel)
        found = _VERSION.match(wheel.name)
        if not found:
            raise ReleaseError(f"{wheel} is no wheel of botocore: its name says no version")
        self.version = found[1]
        self.service = cache(self._service)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The file of each service's newest API version."""
        found = [match for name in self._zip.namelist() if (match := _MODEL.fullmatch(name))]
        return {match[1]: match[0] for match in sorted(found, key=lambda match: (match[1], match[2]))}

    def _service(self, name: str) -> Service | None:
        return parse(name, self._zip.read(self.files[name])) if name in self.files else None


@cache
def fetch(version: str = "") -> Release:
    """Download a release, the newest one without a version, or open a wheel that is here.

    Nothing that was downloaded stays on the disk after the program.
    """
    if version.endswith(".whl"):
        return Release(Path(version))
    folder = tempfile.TemporaryDirectory(prefix="botocore-")
    _folders.append(folder)
    wanted = f"botocore=={version}" if version else "botocore"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    result = subprocess.run(
        [*command, "--only-binary=:all:", "--dest", folder.name, wanted], text=True, capture_output=True, check=False
    )
    wheels = list(Path(folder.name).glob("*.whl"))
    if result.returncode or not wheels:
        reason = (result.stderr.strip().splitlines() or ["pip wrote no wheel"])[-1]
        raise ReleaseError(f"{wanted} could not be downloaded: {reason}")
    return Release(wheels[0])


_folders: list[tempfile.TemporaryDirectory[str]] = []
"""Removed when the program ends."""
