"""Read the notes folder into sources. Nothing outside the folder is read; what cannot be read is reported."""

import os
import re
import stat
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from studyguide.model import Source
from studyguide.notes import front_matter, other_files, size
from studyguide.notes.file_kinds import Refusal
from studyguide.notes.size import SIZE_LIMIT
from studyguide.options import Limits
from studyguide.paths import SourcePath, natural
from studyguide.problems import NO_UTF8, Place, Problem
from studyguide.site import Asset

SAMPLE = 400
"""Bytes at the start of a file that tell its encoding."""

DEPTH_LIMIT = 30
"""Folders in each other; hosts draw their navigation by recursion."""

PATH_LIMIT = 1_000
"""Bytes of a path; system calls stop at 4,096, and the site may lie deeper than the notes."""

_SKIPPED_FOLDERS = {"node_modules", "__pycache__"}
# Of Obsidian: JSON, which would be published as a page of brackets.
_DRAWINGS = (".excalidraw.md", ".canvas.md", ".excalidraw", ".canvas")
_DRAWING = re.compile(r"---[ \t]*\n(?:(?!---[ \t]*\n).*\n){0,50}?excalidraw-plugin:")
"""The beginning of a drawing that Obsidian keeps in a note with an ordinary name."""


@dataclass(frozen=True)
class Folder:
    """Everything found in the notes folder: the notes, and the other files a note may show or link to."""

    sources: tuple[Source, ...]
    assets: Mapping[SourcePath, Asset]
    """Files that may be published."""
    refused: Mapping[SourcePath, Refusal]
    """Files that may not."""
    problems: tuple[Problem, ...]

    @property
    def paths(self) -> frozenset[SourcePath]:
        """All that was found, published or not."""
        return frozenset((*self.assets, *self.refused, *(source.path for source in self.sources)))


def read(root: Path, limits: Limits = Limits(), apart: Container[str] = ()) -> Folder:  # noqa: B008  it never changes
    """Read every ``*.md`` below ``root`` in natural order, but for the folders ``apart``, relative to it.

    Raises:
        size.TooMuchError: where there is more than ``limits``, before any is read.
    """
    if not root.is_dir():
        where = Place(SourcePath(root.name), 1)
        message = f"the notes folder {root} does not exist: create it, or set `notes_dir`"
        return Folder((), {}, {}, (Problem(where, "no-notes", message, "error"),))
    size.check(root, limits, lambda folder, name: is_left_out(folder, name, root, apart))
    problems: list[Problem] = []
    sources: list[Source] = []
    others: list[tuple[SourcePath, Path]] = []
    for path, full in _files(root, problems, apart):
        if path.lower().endswith(_DRAWINGS):
            problems.append(_drawing(path))
        elif not path.lower().endswith(".md"):
            others.append((path, full))
        elif (text := _text(path, full, problems)) is None:
            continue
        elif _DRAWING.match(text):
            problems.append(_drawing(path))
        else:
            body, offset, meta, found = front_matter.split(path, text)
            problems += found
            sources.append(Source(path, body, offset, meta))
    if not sources:
        message = f"no notes (*.md) in {root.name}/: write one, for example {root.name}/first.md"
        problems.append(Problem(Place(SourcePath(root.name), 1), "no-notes", message))
    sources.sort(key=lambda source: natural(source.path))
    assets, refused = other_files.sort(others)
    return Folder(tuple(sources), assets, refused, tuple(problems))


def _drawing(path: SourcePath) -> Problem:
    return Problem(Place(path, 1), "drawing", "a drawing, not a note: left out", "info")


def _files(root: Path, problems: list[Problem], apart: Container[str]) -> Iterator[tuple[SourcePath, Path]]:
    """Yield regular files below ``root``; hidden ones and links that lead outside are left out."""
    top = root.resolve()

    def unreadable(error: OSError) -> None:
        where = SourcePath(os.path.relpath(error.filename or root, root).replace(os.sep, "/"))
        problems.append(Problem(Place(where, 1), "unreadable", f"cannot read the folder: {error.strerror}", "error"))

    for folder, subfolders, files in os.walk(root, onerror=unreadable):
        # In place: os.walk goes where the list says. Sorted, for the order of a disk differs between machines.
        subfolders[:] = sorted(name for name in subfolders if not is_left_out(folder, name, root, apart))
        for name in list(subfolders):
            if problem := _closed(root, Path(folder, name)):
                problems.append(problem)
                subfolders.remove(name)
        for name in sorted(name for name in files if not _hidden(name)):
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
    for folder, subfolders, files in os.walk(root):
        subfolders[:] = [name for name in subfolders if not is_left_out(folder, name, root, apart)]
        found = sorted(name for name in files if name.lower().endswith(".md") and not _hidden(name))
        yield from (Path(folder, name).relative_to(root).as_posix() for name in found)


def is_left_out(folder: str, name: str, root: Path | None = None, apart: Container[str] = ()) -> bool:
    """Say whether a folder in ``folder`` holds no notes: what is hidden, installed, or the host's (``apart``)."""
    if _hidden(name) or os.path.isfile(os.path.join(folder, name, "pyvenv.cfg")):  # noqa: PTH113, PTH118
        return True
    return root is not None and Path(folder, name).relative_to(root).as_posix() in apart


def _hidden(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED_FOLDERS


def _unusable(path: SourcePath, full: Path, top: Path) -> Problem | None:
    """Say why a directory entry is no readable file of these notes, or None."""
    where = Place(SourcePath(path.encode("utf-8", "replace").decode()), 1)
    try:
        found = full.resolve(strict=True)
        mode = full.stat().st_mode
    except (OSError, RuntimeError):
        # Their texts hold the folder's full path, which differs between machines.
        return Problem(where, "unreadable", "a broken symbolic link, or one that leads to itself", "error")
    if not found.is_relative_to(top) or any(_hidden(part) for part in found.relative_to(top).parts):
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


def _text(path: SourcePath, full: Path, problems: list[Problem]) -> str | None:
    """Read one note as text with LF line ends."""
    where = Place(path, 1)
    try:
        if full.stat().st_size > SIZE_LIMIT:
            message = f"longer than {SIZE_LIMIT:,} bytes: left out; split it into several files"
            problems.append(Problem(where, "too-long", message, "error"))
            return None
        data = full.read_bytes()
    except OSError as error:
        problems.append(Problem(where, "unreadable", f"cannot be read: {error.strerror}", "error"))
        return None
    text, encoding = _decode(data)
    if encoding:
        problems.append(Problem(where, "encoding", f"not UTF-8 but, it seems, {encoding}: save it as UTF-8", "error"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        problems.append(Problem(Place(path, line), "encoding", "a NUL character: remove it"))
        text = text.replace("\0", "\ufffd")
    return text


def _without_mark(sample: bytes) -> str | None:
    """Recognise UTF-16 that does not say so: every other byte of most scripts' text is then zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # A third: of English half of all bytes are zero, less where letters are beyond Latin-1. At a twentieth, a short
    # note with a stray NUL would be UTF-16.
    # A tenth: where the other half has more zeros, it is no text but a program or a picture.
    if not sample or max(even, odd) * 3 < len(sample) or min(even, odd) * 10 > len(sample):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode(data: bytes) -> tuple[str, str]:
    """Return the text, and the name of its encoding if that is not UTF-8."""
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return data.decode("utf-32", "replace"), "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "UTF-16"
    if (half := _without_mark(data[:SAMPLE])) is not None:
        return data.decode(half, "replace"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        # Windows' superset of Latin-1: what is not UTF-8 is mostly an old file from there. It decodes anything.
        return data.decode("cp1252", "replace"), "Windows-1252 or Latin-1"
