"""Ends with a message if a lower bound in ``pyproject.toml`` is not what is installed: nothing tests that bound.

``.ci/lowest`` runs it. The tools of the extras ``dev`` and ``fuzz`` are let be: only contributors install them.
"""

import sys
from collections.abc import Iterator
from importlib.metadata import requires, version

from packaging.requirements import Requirement
from packaging.version import Version


def untested() -> Iterator[str]:
    """Name each bound below the installed version, and each package without one."""
    for requirement in map(Requirement, requires("mkdocs-studyguide") or ()):
        if str(requirement.marker) in {'extra == "dev"', 'extra == "fuzz"'}:
            continue
        bounds = [Version(part.version) for part in requirement.specifier if part.operator == ">="]
        installed = version(requirement.name)
        if bounds != [Version(installed)]:
            yield f"{requirement}: nothing tests less than {installed}, which other packages need"


if __name__ == "__main__":
    sys.exit("\n".join(untested()) or 0)
