"""Which files lie below the notes folder, and which of them can be read. Nothing outside the folder is looked at."""

import os
import stat
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from studyguide.notes import left_out
from studyguide.notes.left_out import LeftOut
from studyguide.paths import SourcePath
from studyguide.problems import NO_UTF8, Place, Problem

DEPTH_LIMIT = 30
"""Folders in each other; hosts draw their navigation by recursion."""

PATH_LIMIT = 1_000
"""Bytes of a path; system calls stop at 4,096, and the site may lie deeper than the notes."""


def files(root: Path, rules: LeftOut, problems: list[Problem], skipped: list[str]) -> Iterator[tuple[SourcePath, Path]]:
    """Yield regular files below ``root``; hidden ones and links that lead outside are left out.

    ``skipped`` takes the folders that are left out.
    """
    top = root.resolve()

    def unreadable(error: OSError) -> None:
        where = SourcePath(os.path.relpath(error.filename or root, root).replace(os.sep, "/"))
        problems.append(Problem(Place(where, 1), "unreadable", f"cannot read the folder: {error.strerror}", "error"))

    for folder, subfolders, files in os.walk(root, onerror=unreadable):
        # In place: os.walk goes where the list says. Sorted, for the order of a disk differs between machines.
        subfolders[:], left = parted(root, folder, subfolders, rules)
        skipped += left
        for name in list(subfolders):
            if problem := _closed(root, Path(folder, name)):
                problems.append(problem)
                subfolders.remove(name)
        for name in sorted(name for name in files if not rules.file(below(root, folder, name))):
            full = Path(folder, name)
            path = SourcePath(full.relative_to(root).as_posix())
            if problem := _unusable(path, full, top):
                problems.append(problem)
            else:
                yield path, full


def _closed(root: Path, full: Path) -> Problem | None:
    """Say why a folder is not looked into, or None."""
    path = full.relative_to(root).as_posix()
    where = Place(SourcePath(path.encode("utf-8", "replace").decode()), 1)
    if full.is_symlink():
        return Problem(where, "outside", "a symbolic link to a folder: left out, put the folder here", "error")
    if path.count("/") >= DEPTH_LIMIT or len(os.fsencode(path)) > PATH_LIMIT:
        message = f"a folder below {DEPTH_LIMIT} others, or with a path of more than {PATH_LIMIT:,} bytes: left out"
        return Problem(where, "too-long", f"{message}; move it up", "error")
    return None


def names(root: Path, apart: Container[str] = ()) -> Iterator[str]:
    """Name the notes below a folder without reading them."""
    rules = left_out.rules(root, apart)
    for folder, subfolders, files in os.walk(root):
        subfolders[:], _ = parted(root, folder, subfolders, rules)
        found = sorted(name for name in files if name.lower().endswith(".md"))
        yield from (path for path in (below(root, folder, name) for name in found) if not rules.file(path))


def parted(root: Path, folder: str, names: Iterable[str], rules: LeftOut) -> tuple[list[str], list[str]]:
    """Part what is in a folder: names of folders that are looked into, and paths, relative to the notes, of others."""
    places = {name: below(root, folder, name) for name in sorted(names)}
    left = {name: path for name, path in places.items() if rules.folder(path)}
    return [name for name in places if name not in left], list(left.values())


def below(root: Path, folder: str, name: str) -> str:
    """Return the path of an entry of a folder, relative to the notes."""
    return os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")  # noqa: PTH118  a Path takes longer


def _unusable(path: SourcePath, full: Path, top: Path) -> Problem | None:
    """Say why a directory entry is no readable file of these notes, or None."""
    where = Place(SourcePath(path.encode("utf-8", "replace").decode()), 1)
    try:
        found = full.resolve(strict=True)
        mode = full.stat().st_mode
    except (OSError, RuntimeError):
        # Their texts hold the folder's full path, which differs between machines.
        return Problem(where, "unreadable", "a broken symbolic link, or one that leads to itself", "error")
    if not found.is_relative_to(top) or any(left_out.is_hidden(part) for part in found.relative_to(top).parts):
        message = "a symbolic link to a file that is hidden or outside the notes folder: left out"
        return Problem(where, "outside", message, "error")
    # Surrogates, which stand for bytes that are no UTF-8, cannot be written into pages or JSON.
    if where.path != path:
        return Problem(where, "unreadable", _unnamed(path), "error")
    if not stat.S_ISREG(mode):
        return Problem(where, "unreadable", "not a regular file: left out", "error")
    try:
        full.open("rb").close()  # the host copies pictures, and would raise
    except OSError as error:
        return Problem(where, "unreadable", f"cannot be read: {error.strerror}", "error")
    return None


def _unnamed(path: str) -> str:
    """Say why the name of a file is no text: its bytes are none, or Python was told of another encoding."""
    try:
        os.fsencode(path).decode("utf-8")
    except UnicodeDecodeError:
        return "the file name is not valid UTF-8: rename the file"
    return f"left out: {NO_UTF8}"


def is_usable(path: SourcePath, full: Path) -> bool:
    """Say whether a directory entry that is no link can be read."""
    try:
        path.encode()
        if not stat.S_ISREG(full.stat().st_mode):
            return False
        full.open("rb").close()
    except (OSError, UnicodeEncodeError):
        return False
    return True
