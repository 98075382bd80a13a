"""What files say, told by their bytes; and whether they still say it, mostly told without reading them.

As git does for its index: a file that has the size, the times and the number on its disk that it had when it was read
still says what it said. Of one that was changed within the grain of its disk's clock before it was looked at, and of
one that looks another way, the bytes are read. Nobody can set the time at which a disk noted a change, so that an edit
which puts back the time of the file is seen as well; only Windows keeps no such time.

Thin on purpose: a build of which nothing has changed imports this and little else.
"""

import hashlib
import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_COARSE, _FINE = 2_000_000_000, 100_000_000
"""Nanoseconds: the grain of a disk that counts whole seconds or two (FAT), and what is ample for all others."""

_PIECE = 1 << 20
_INSTALLED = "pyvenv.cfg"
"""What lies at the top of a folder that Python installs packages into."""


UNREAD = frozenset({".git", ".hg", ".svn", ".venv", ".tox", ".cache"})
"""Hidden folders that hold much, and nothing of a guide; see :data:`studyguide.notes.left_out.MUCH`."""


class Seen(NamedTuple):
    """How a file looked when it was read, and the hash of its bytes; for what is no file or is closed, why."""

    size: int
    changed: int
    noted: int
    number: int
    digest: str


_LEFT = Seen(0, 0, 0, 0, "left out")


@dataclass(frozen=True)
class Folder:
    """A folder, and what in it nobody reads."""

    root: str
    apart: frozenset[str] = frozenset()
    """Paths of folders, absolute, such as that of the finished site."""
    unread: frozenset[str] = frozenset()
    """Names of folders that are never looked into, wherever they are; that they are there may matter."""


def files(folder: Folder, known: Mapping[str, Seen], when: int) -> dict[str, Seen]:
    """Look at all files of a folder, by their paths in it. ``known`` was looked at at the moment ``when``."""
    found = {}
    for path, entry in walked(folder):
        found[path] = _LEFT if entry is None else look(entry.path, known.get(path), when)
    return found


def look(path: str, known: Seen | None, when: int) -> Seen:
    """Look at one file, or at what is there in its place. Links are followed, as whoever reads it follows them."""
    try:
        status = os.stat(path)  # noqa: PTH116  a Path takes longer
        if not stat.S_ISREG(status.st_mode):
            return Seen(0, 0, 0, 0, "no file")
        shape = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        if known is not None and known[:4] == shape and _is_settled(known, when):
            return known
        return Seen(*shape, digest(path))
    except OSError as error:
        return Seen(0, 0, 0, 0, f"closed: {error.errno}")


def digest(path: str) -> str:
    """Hash the bytes of a file."""
    summed = hashlib.blake2b(digest_size=16)
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  a Path takes longer
        while piece := file.read(_PIECE):
            summed.update(piece)
    return summed.hexdigest()


def digests(seen: Mapping[str, Seen]) -> dict[str, str]:
    """Tell what files say, whatever they look like."""
    return {path: one.digest for path, one in seen.items()}


def shape(folder: Folder) -> str:
    """Hash how the files of a folder look, for folders of which reading every byte takes too long.

    Whether there are folders that nobody reads is no part of it: a first run makes those that hold what it compiled.
    """
    summed = hashlib.blake2b(digest_size=16)
    for path, entry in sorted(walked(folder), key=lambda pair: pair[0]):
        if entry is not None:
            status = entry.stat()
            summed.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return summed.hexdigest()


def now() -> int:
    """Return the moment, as files have it."""
    return time.time_ns()


def read(told: object) -> dict[str, Seen]:
    """Read what :func:`files` found from what JSON made of it; nothing where it is anything else."""
    if not isinstance(told, dict):
        return {}
    return {path: Seen(*row) for path, row in told.items() if isinstance(row, list) and len(row) == len(Seen._fields)}


def _is_settled(seen: Seen, when: int) -> bool:
    """Say whether a later change of the file would have given it other times than it has."""
    newest = max(seen.changed, seen.noted)
    grain = _FINE if newest % 1_000_000_000 else _COARSE
    return newest + grain < when


def walked(folder: Folder) -> Iterator[tuple[str, "os.DirEntry[str] | None"]]:
    """Yield what is below a folder, through links as hosts go; for folders that are left out, their path alone."""
    waiting: list[tuple[str, str]] = [(folder.root, "")]
    been: set[tuple[int, int]] = set()
    while waiting:
        place, below = waiting.pop()
        for entry in _entries(place):
            path = below + entry.name
            if not _is_folder(entry):
                yield path, entry
            elif entry.path in folder.apart:
                continue
            elif entry.name in folder.unread or os.path.isfile(f"{entry.path}/{_INSTALLED}"):  # noqa: PTH113  the same
                yield f"{path}/", None
            elif _is_new(entry, been):
                waiting.append((entry.path, f"{path}/"))


def _entries(place: str) -> Iterable["os.DirEntry[str]"]:
    try:
        with os.scandir(place) as found:
            return list(found)
    except OSError:
        return ()


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_new(entry: "os.DirEntry[str]", been: set[tuple[int, int]]) -> bool:
    """Say whether a folder that a link leads to was not looked into before; others cannot lead in a circle."""
    if not entry.is_symlink():
        return True
    status = entry.stat()
    one = (status.st_dev, status.st_ino)
    if one in been:
        return False
    been.add(one)
    return True


def plain(names: Collection[str]) -> frozenset[str]:
    """Return paths as :class:`Folder` compares them."""
    return frozenset(map(os.path.abspath, names))
