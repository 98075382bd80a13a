"""Builds that go on from the last one on this disk: what it made, and the notes did not change, is not made again."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from studyguide.outputs import gc_pause, programs
from studyguide.pages import frame
from studyguide.reuse import lasting, store
from studyguide.reuse.memory import Memory
from studyguide.reuse.store import Store
from studyguide.reuse.templates import Compiled

KIND = "memory"
_FEW = 0.03
"""The share of what a build made anew that is not worth writing all: the next build makes it again."""

_LARGEST = 4_000_000
"""Bytes of notes, some 2,000 sections. What is made of them takes a hundred times that in memory while a build runs."""

_NO = frozenset({"", "0", "false", "no"})


def is_worth(notes: Path) -> bool:
    """Say whether what a build makes of the ``notes`` is kept; of large ones it would take too much memory."""
    if notes.is_file():
        return notes.stat().st_size <= _LARGEST
    total = 0
    for folder, _, names in os.walk(notes):
        total += sum((Path(folder) / name).lstat().st_size for name in names if name.endswith((".md", ".markdown")))
        if total > _LARGEST:
            return False
    return True


def is_expected(kept: Store, environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether a build will go on from this one: on a machine that builds for others, if this one has a last one."""
    alone = environment.get("CI", "").strip().lower() not in _NO
    return not alone or bool(environment.get(store.VARIABLE, "").strip()) or kept.is_begun()


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
def memory(project: Path, notes: Path, option: object) -> Iterator[Memory | None]:
    """Yield the memory for commands in a project, and write it; None where its owner wants none, or it is too large."""
    kept, name = Store(project), f"commands\n{notes}"
    if not store.is_wanted(option) or not is_expected(kept) or not is_worth(notes):
        yield None
        return
    found, templates = read(kept, name), Compiled(kept, name, programs.digest())
    frame.ENVIRONMENT.bytecode_cache = templates
    yield found
    write(found, kept, name)
    templates.keep()
