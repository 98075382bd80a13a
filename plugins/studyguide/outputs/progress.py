"""A line on a terminal that says where long work is; a log gets none of it."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LONG = 2.0
"""Seconds that people wait without a sign."""


def show(line: str) -> None:
    """Show the line in place of the one before."""
    if sys.stderr.isatty():
        shown = "".join(c for c in line[:100] if c.isprintable())
        sys.stderr.write(f"\r\x1b[K{shown}")
        sys.stderr.flush()


@contextmanager
def told_when_long() -> Iterator[None]:
    """Say that notes are read where that takes long."""
    waiting = threading.Timer(_LONG, show, ("reading the notes …",))
    waiting.daemon = True
    waiting.start()
    try:
        yield
    finally:
        waiting.cancel()
        waiting.join()
        show("")
