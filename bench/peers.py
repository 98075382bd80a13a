"""The programs that are compared, and how each is given the same text."""

import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import MKDOCS
from bench.notes import Section
from bench.projects import write_notes, write_pages

FEATURES = ["navigation.indexes"]
PRUNED = [*FEATURES, "navigation.prune"]
TOOLS = Path(__file__).parents[1] / ".cache/bench"
"""Where programs of other people are installed."""


@dataclass(frozen=True)
class Peer:
    """A program with its settings; ``tool`` is how it is called."""

    name: str
    write: Callable[[Sequence[Section], Path], None]
    tool: Callable[[], Sequence[str]]


def _material() -> Sequence[str]:
    return MKDOCS


def _zensical() -> Sequence[str]:
    """Return the program, in an environment of its own, for it brings its own version of what the theme has."""
    place = TOOLS / "zensical"
    program = place / ("Scripts/zensical.exe" if sys.platform == "win32" else "bin/zensical")
    if not program.exists():
        venv.create(place, with_pip=True)
        python = program.with_name("python.exe" if sys.platform == "win32" else "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "zensical"], check=True)
    return (str(program),)


def _pages(features: Sequence[str]) -> Callable[[Sequence[Section], Path], None]:
    return lambda sections, folder: write_pages(sections, folder, features)


PEERS = (
    Peer("Material", _pages(FEATURES), _material),
    Peer("Material, pruned", _pages(PRUNED), _material),
    Peer("Zensical", _pages(FEATURES), _zensical),
    Peer("Zensical, pruned", _pages(PRUNED), _zensical),
    Peer("studyguide", write_notes, _material),
)
"""The first is what the others are compared with."""
