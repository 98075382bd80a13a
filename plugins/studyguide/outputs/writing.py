"""The one way in which we write: whole files or none, each a regular file below the folder that it belongs to.

Notes come from anybody, so a name in a folder may be a link that leads out of it, a pipe or a device. A name is
followed part by part without links, from folder to folder, so that nobody can put a link in its way meanwhile. A file
is written beside its name and renamed: where the disk is full, what was there stays.
"""

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from secrets import token_hex

from studyguide.problems import NO_UTF8

_MAY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_AS_IT_IS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Not to wait for the other end, should a file be a pipe by now."""
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | getattr(os, "O_BINARY", 0)
_BLOCK = 1 << 16
"""Bytes that are copied at once."""

_HAS_FOLDERS = os.open in os.supports_dir_fd
"""Windows opens no folders: there, links are looked for by name."""


REFUSALS = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENAMETOOLONG)
)
"""Errors that are the disk's or its owner's doing, not a program's."""


class UnwritableError(OSError):
    """A file was not written, and what stood there is untouched; the message is one line that names it."""


class UnreadableError(OSError):
    """A file that was to be copied is gone or closed; the message is one line that names it."""


def write(root: Path, name: str, content: bytes) -> None:
    """Write the file ``name``, a relative path with slashes, below ``root``, whose own path may hold links.

    Folders on the way are made. A file that is there keeps its permissions.

    Raises:
        UnwritableError: where a part of the name is no folder or file, or the disk refuses.
    """
    _fill(root, name, [content])


def write_parts(root: Path, name: str, parts: Iterable[bytes]) -> None:
    """Write a file as :func:`write` does, of parts that nobody holds all at once."""
    _fill(root, name, parts)


def copy(source: Path, root: Path, name: str) -> None:
    """Copy a regular file to ``name`` below ``root``, as :func:`write` would write it.

    Raises:
        UnreadableError: where the source is no file that can be read.
        UnwritableError: as for :func:`write`.
    """
    try:
        handle = os.open(source, os.O_RDONLY | _AS_IT_IS)
    except OSError as error:
        raise UnreadableError(f"{source} cannot be read: {reason(error)}") from error
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UnreadableError(f"{source} cannot be read: it is no regular file any more")
        _fill(root, name, iter(partial(stream.read, _BLOCK), b""))


def copy_folder(source: Path, root: Path, name: str) -> None:
    """Copy the regular files of a folder of ours, and of those in it, below ``name`` in ``root``.

    Raises:
        UnreadableError, UnwritableError: as for :func:`copy`.
    """
    for file in sorted(source.rglob("*")):
        if file.is_file():
            copy(file, root, f"{name}/{file.relative_to(source).as_posix()}")


def link(root: Path, name: str, to: str) -> None:
    """Make a symbolic link where nothing is yet; nothing is ever written through it.

    Raises:
        UnwritableError: as for :func:`write`.
    """
    shown = root / name
    *folders, file = _parts(shown, name)
    with _told(shown), _opened(root, folders) as place:
        os.symlink(to, place.name(file), dir_fd=place.handle)


def _fill(root: Path, name: str, source: Iterable[bytes]) -> None:
    shown = root / name
    *folders, file = _parts(shown, name)
    with _told(shown), _opened(root, folders) as place:
        _replace(place, file, source, _mode(place, file, shown))


@contextmanager
def _told(shown: Path) -> Iterator[None]:
    """Say of any refusal what it was about, in one line."""
    try:
        yield
    except (UnwritableError, UnreadableError):
        raise
    except UnicodeEncodeError as error:
        raise UnwritableError(f"{shown} cannot be written: {NO_UTF8}") from error
    except OSError as error:
        raise UnwritableError(f"{shown} cannot be written, and is as it was: {reason(error)}") from error


def reason(error: OSError) -> str:
    """Say in a few words why a disk refused."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "the disk is full"
    return (error.strerror or str(error)).lower()


@contextmanager
def beginning(target: Path) -> Iterator[Path]:
    """Yield an empty folder on the disk of ``target``, from where files can be moved into it; it goes at the end.

    Raises:
        UnwritableError: where the disk refuses.
    """
    scratch = target / f".studyguide-{token_hex(6)}.part"
    is_new = not target.exists()
    try:
        with _told(target):
            scratch.mkdir(parents=True)
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        with suppress(OSError):  # of a folder that was filled
            if is_new:
                target.rmdir()


def digest(root: Path, name: str) -> str | None:
    """Return the SHA-256 of the file ``name`` below ``root``, reached through no link; None where nothing is.

    Raises:
        UnwritableError: where something is there that :func:`write` would not replace.
    """
    shown = root / name
    *folders, file = _parts(shown, name)
    with _told(shown), suppress(FileNotFoundError), _opened(root, folders, make=False) as place:
        if _mode(place, file, shown):
            handle = os.open(place.name(file), os.O_RDONLY | _NO_LINK | _AS_IT_IS, dir_fd=place.handle)
            with os.fdopen(handle, "rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
    return None


def move(source: Path, root: Path, name: str) -> None:
    """Put a file of ours that lies on the same disk in place of ``name`` below ``root``, as :func:`write` would.

    Raises:
        UnwritableError: as for :func:`write`; but no disk is too full for it.
    """
    shown = root / name
    *folders, file = _parts(shown, name)
    with _told(shown), _opened(root, folders) as place:
        if mode := _mode(place, file, shown):
            source.chmod(stat.S_IMODE(mode))
        os.replace(source, place.name(file), dst_dir_fd=place.handle)


def remove(root: Path, name: str) -> None:
    """Remove the file ``name`` below ``root``, and the folders on the way that are empty then.

    Raises:
        UnwritableError: where it is no regular file, nobody may write it, or a link leads there.
    """
    shown = root / name
    *folders, file = _parts(shown, name)
    with _told(shown), _opened(root, folders, make=False) as place:
        _mode(place, file, shown)
        os.unlink(place.name(file), dir_fd=place.handle)
    with suppress(OSError):  # of a folder that is not empty
        while folders:
            *folders, last = folders
            with _opened(root, folders, make=False) as place:
                os.rmdir(place.name(last), dir_fd=place.handle)


def _parts(shown: Path, name: str) -> list[str]:
    parts = name.split("/")
    if any(part in {"", ".", ".."} or os.sep in part or "\0" in part for part in parts):
        raise UnwritableError(f"{shown} is not written: its name leads elsewhere")
    return parts


@contextmanager
def _opened(root: Path, folders: list[str], *, make: bool = True) -> Iterator["_Place"]:
    """Go down folder by folder, never through a link, and make those that are missing if that is wanted."""
    place = _Place(os.open(root, _FOLDER & ~_NO_LINK) if _HAS_FOLDERS else None, root)
    try:
        for name in folders:
            place = place.down(name, make=make)
        yield place
    finally:
        place.close()


class _Place:
    """A folder that is written to: open, so that it stays the same, or known by its path alone."""

    def __init__(self, handle: int | None, path: Path) -> None:
        self.handle = handle
        self.path = path

    def name(self, file: str) -> str:
        return file if self.handle is not None else str(self.path / file)

    def kind(self, file: str) -> int:
        """Return the mode of what has this name, 0 for nothing; a link is not followed."""
        try:
            return os.stat(self.name(file), dir_fd=self.handle, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return 0

    def down(self, name: str, *, make: bool) -> "_Place":
        path = self.path / name
        with suppress(FileExistsError):
            if make:
                os.mkdir(self.name(name), dir_fd=self.handle)
        if not (mode := self.kind(name)) and not make:
            raise FileNotFoundError(errno.ENOENT, "no such folder", str(path))
        if not stat.S_ISDIR(mode):
            raise UnwritableError(f"{path} is a link or a file where a folder belongs: move it away")
        below = _Place(os.open(name, _FOLDER, dir_fd=self.handle) if self.handle is not None else None, path)
        self.close()
        return below

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def _mode(place: _Place, file: str, shown: Path) -> int:
    """Return the mode of the file that will be replaced, 0 for none."""
    mode = place.kind(file)
    if mode and not stat.S_ISREG(mode):
        kind = "a symbolic link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "no regular file"
        raise UnwritableError(f"{shown} is {kind}, which is never written to: move it away")
    if mode and not mode & _MAY_WRITE:
        raise UnwritableError(f"{shown} is read-only: allow writing, or move it away")
    return mode


def _replace(place: _Place, file: str, source: Iterable[bytes], mode: int) -> None:
    part = place.name(f".studyguide-{token_hex(6)}.part")
    handle = os.open(part, _NEW_FILE, 0o666, dir_fd=place.handle)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(source)
            if mode and hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), stat.S_IMODE(mode))
        os.replace(part, place.name(file), src_dir_fd=place.handle, dst_dir_fd=place.handle)
    except BaseException:
        with suppress(OSError):
            os.unlink(part, dir_fd=place.handle)
        raise
