"""The programs that are compared, and how each is given the same text."""

import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import MKDOCS
from bench.notes import Section
from bench.projects import USUAL, Setup, write_notes, write_pages

PLAIN = Setup(["navigation.indexes"])
PRUNED = Setup([*PLAIN.features, "navigation.prune"])
USUAL_FEATURES = (
    "navigation.indexes navigation.sections navigation.tabs navigation.top navigation.footer navigation.path "
    "search.suggest search.highlight content.code.copy toc.follow"
).split()
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


def _pages(setup: Setup) -> Callable[[Sequence[Section], Path], None]:
    return lambda sections, folder: write_pages(sections, folder, setup)


PEERS = (
    Peer("Material", _pages(PLAIN), _material),
    Peer("Material, usual", _pages(Setup(USUAL_FEATURES, USUAL, tags=True)), _material),
    Peer("Material, pruned", _pages(PRUNED), _material),
    Peer("Zensical", _pages(PLAIN), _zensical),
    Peer("Zensical, pruned", _pages(PRUNED), _zensical),
    Peer("studyguide", write_notes, _material),
)
"""The first is what the others are compared with; the second has tags, and what sites of Material usually switch on."""
