"""Runs one build as a program and says what it took."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench import tree
from bench.notes import Section

MKDOCS = (sys.executable, "-m", "mkdocs")

COMPILED = Path(__file__).parents[1] / ".cache/bench/compiled"
"""Where Python keeps what it has compiled."""

RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of `ru_maxrss`."""


class Figures(NamedTuple):
    """What a build took: seconds, bytes, and the mean bytes of a section's page."""

    cpu: float
    wall: float
    memory: float
    html: float


class Run(NamedTuple):
    """How a build ended: its exit code, seconds of CPU and of the clock, and bytes of all its processes at most."""

    status: int
    cpu: float
    wall: float
    memory: float


def build(folder: Path, sections: Sequence[Section], tool: Sequence[str] = MKDOCS) -> Figures:
    """Build the project; CPU and memory count the whole process tree."""
    log = folder / "build.log"
    ended = run(folder, log, *(["--quiet"] if tool == MKDOCS else []), tool=tool)
    if ended.status:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        message = f"the build in {folder} failed:\n{tail}"
        raise RuntimeError(message)
    return Figures(ended.cpu, ended.wall, ended.memory, _page_bytes(folder / "site", sections))


def run(folder: Path, log: Path, *options: str, tool: Sequence[str] = MKDOCS) -> Run:
    """Build the project, however that ends; what it prints goes to the log."""
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*tool, "build", *options], cwd=folder, env=environment(folder), stdout=output, stderr=subprocess.STDOUT
        )
        with tree.watched(process.pid) as peak:
            # Not RUSAGE_CHILDREN: its memory is the largest of all builds so far.
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    memory = max(peak.bytes, usage.ru_maxrss * RSS_UNIT)
    return Run(process.returncode, usage.ru_utime + usage.ru_stime, wall, memory)


def environment(folder: Path) -> dict[str, str]:
    """Return the variables that a build runs with, so that it finds no cache but its own.

    What it imports is compiled, as packages are that pip has installed; an editable package is not.
    """
    own = {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0", "XDG_CACHE_HOME": str(folder / ".cache")}
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(COMPILED)}
    return os.environ | own | compiled


def _page_bytes(site: Path, sections: Sequence[Section]) -> float:
    pages = [site / section.name.file / section.name.id / "index.html" for section in sections]
    return sum(page.stat().st_size for page in pages) / len(pages)
