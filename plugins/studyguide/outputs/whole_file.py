"""Write files whole or not at all: a full disk leaves what was there, and nothing beside it."""

import os
import stat
from pathlib import Path
from secrets import token_hex


class UnwritableError(OSError):
    """A file cannot be written; the message says what to do."""


def place(target: Path) -> Path:
    """Return where a file will lie, once it is sure that one can be written there; said before long work.

    Raises:
        UnwritableError: where there is no folder, or something stands there that is no file.
    """
    folder = target.parent
    if not folder.is_dir():
        message = f"there is no folder {folder}: make it, or write elsewhere"
        raise UnwritableError(message)
    if target.is_dir():
        message = f"{target} is a folder: name a file"
        raise UnwritableError(message)
    # A device or a pipe is no place for a book, and a rename would put a file where programs look for it.
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        message = f"{target} is no ordinary file: write elsewhere"
        raise UnwritableError(message)
    found = target.resolve()  # a link stays, and what it leads to is renewed
    _write_beside(found, b"").unlink()
    return found


def write(target: Path, content: bytes) -> None:
    """Put a file where ``place`` said.

    Raises:
        UnwritableError: for a disk that is full or a folder that is closed; the old file is still there then.
    """
    part = _write_beside(target, content)
    try:
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(target, error) from error


def _write_beside(target: Path, content: bytes) -> Path:
    # In the same folder, or the rename would be a copy that can fail halfway.
    part = target.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # some disks say only now that they are full
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(target, error) from error
    return part


def _unwritable(target: Path, error: OSError) -> UnwritableError:
    return UnwritableError(f"{target} cannot be written ({error.strerror}): make room, or write elsewhere")
