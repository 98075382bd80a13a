"""Builds that go on from the last one on this disk: what it made, and the notes did not change, is not made again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studyguide.outputs import gc_pause, programs
from studyguide.reuse import lasting, store
from studyguide.reuse.memory import Memory
from studyguide.reuse.store import Store

KIND = "memory"
_FEW = 0.03
"""The share of what a build made anew that is not worth writing all: the next build makes it again."""


def read(kept: Store, name: str) -> Memory:
    """Read the memory of the last build of this name by the same programs; an empty one where there is none."""
    with gc_pause.paused():
        memory = Memory(lasting.found(kept, KIND, name, programs.digest()))
    memory.is_written = True
    return memory


def write(memory: Memory, kept: Store, name: str) -> None:
    """Write it, if it holds much that was not read."""
    if memory.is_new(_FEW):
        with gc_pause.paused():
            lasting.keep(memory.everything, kept, KIND, name, programs.digest())
        kept.prune()


@contextmanager
def memory(project: Path, option: object, name: str) -> Iterator[Memory | None]:
    """Yield the memory for a build in a project, and write it; None where its owner wants none."""
    if not store.is_wanted(option):
        yield None
        return
    kept = Store(project)
    found = read(kept, name)
    yield found
    write(found, kept, name)
