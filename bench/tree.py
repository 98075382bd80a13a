"""What a program and all that it starts take, read from the kernel while they run."""

import os
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.02
"""Seconds between two looks at the memory."""

PROC = Path("/proc")
_PARENT, _UTIME, _STIME, _RSS = 3, 13, 14, 23
"""Places in the line of a process (proc(5), `/proc/pid/stat`), from 0."""


def processes(root: int) -> Iterator[list[str]]:
    """Yield what the kernel says of a process and all below it; nothing where it does not say so (macOS, Windows)."""
    found: dict[int, list[str]] = {}
    below: defaultdict[int, list[int]] = defaultdict(list)
    for path in PROC.glob("[0-9]*/stat"):
        try:
            head, _, rest = path.read_text(encoding="utf-8", errors="replace").rpartition(")")
        except OSError:
            continue  # it has ended
        fields = [head.partition(" ")[0], "", *rest.split()]
        found[int(fields[0])] = fields
        below[int(fields[_PARENT])].append(int(fields[0]))
    waiting = [root] if root in found else []
    while waiting:
        number = waiting.pop()
        yield found[number]
        waiting += below[number]


def cpu(root: int) -> float:
    """Return the seconds of CPU that a process and all below it have taken so far."""
    ticks = sum(int(fields[_UTIME]) + int(fields[_STIME]) for fields in processes(root))
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(root: int) -> int:
    """Return the bytes that a process and all below it hold now."""
    return sum(int(fields[_RSS]) for fields in processes(root)) * os.sysconf("SC_PAGE_SIZE")


class Peak:
    """The most that was seen so far."""

    bytes: float = 0


@contextmanager
def watched(root: int) -> Iterator[Peak]:
    """Look at the memory of a process and all below it again and again, until the block ends."""
    peak, ended = Peak(), threading.Event()

    def look() -> None:
        while not ended.wait(PAUSE):
            peak.bytes = max(peak.bytes, memory(root))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()
