"""Edits a note while a site is served, and waits until a reader would see it."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench import tree
from bench.measure import environment
from bench.projects import edit

PAGE = "chapter-01/s0001/"
PATIENCE = 600
"""Seconds until a page is given up."""

LOOK = 0.05
"""Seconds between two looks at the page."""

CALM = 2.0
"""Seconds without work after which a server is ready for the next edit."""


class Served(NamedTuple):
    """What it took from saving a note to its page being served, in seconds of CPU and of the clock, and bytes then."""

    cpu: float
    wall: float
    memory: float


def serve(folder: Path, tool: Sequence[str], edits: int) -> list[Served]:
    """Serve the project and edit one word of one page, again and again."""
    with _server(folder, tool) as (process, address):
        _wait(process, address, "<html")
        return [_edited(process, folder, address, f"edited{number}") for number in range(edits)]


@contextmanager
def _server(folder: Path, tool: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    place = f"127.0.0.1:{_free_port()}"
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [*tool, "serve", "-a", place], cwd=folder, env=environment(folder), stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield process, f"http://{place}/{PAGE}"
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _edited(process: subprocess.Popen[bytes], folder: Path, address: str, word: str) -> Served:
    _settle(process)
    before, start = tree.cpu(process.pid), time.perf_counter()
    with tree.watched(process.pid) as peak:
        edit(folder, word)
        _wait(process, address, word)
        wall = time.perf_counter() - start
    # What goes on behind the page that is there belongs to the edit too.
    _settle(process)
    return Served(tree.cpu(process.pid) - before, wall, peak.bytes)


def _settle(process: subprocess.Popen[bytes]) -> None:
    """Wait until the server does nothing for a while."""
    last, since = tree.cpu(process.pid), time.perf_counter()
    while time.perf_counter() - since < CALM:
        time.sleep(LOOK)
        now = tree.cpu(process.pid)
        if now - last > LOOK:
            last, since = now, time.perf_counter()


def _wait(process: subprocess.Popen[bytes], address: str, word: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            message = f"the server of {address} has ended with {process.returncode}"
            raise RuntimeError(message)
        if word in _page(address):
            return
        time.sleep(LOOK)
    message = f"{address} did not show “{word}” within {PATIENCE} s"
    raise RuntimeError(message)


def _page(address: str) -> str:
    """Fetch a page; nothing where none is there yet."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  our own server
            return str(answer.read().decode("utf-8", "replace"))
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""
