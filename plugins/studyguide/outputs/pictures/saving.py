"""Save pictures beside the notes that show them, under names that their bytes decide."""

import hashlib
import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from studyguide import paths
from studyguide.markdown import addresses
from studyguide.notes import file_kinds
from studyguide.outputs import writing
from studyguide.outputs.pictures.fetching import Picture
from studyguide.paths import SourcePath

FOLDER = "images"
"""Beside the note."""
_NAME = 40
"""Characters of a name that say what it was called elsewhere."""


@dataclass
class Shelf:
    """The pictures below the notes; one that is there is not saved twice, whichever note shows it."""

    root: Path
    files: dict[str, list[SourcePath]] = field(default_factory=dict)
    """By what ends their names: a part of the hash, and the ending."""

    def know(self, path: SourcePath) -> None:
        """Remember a file."""
        self.files.setdefault(path.rpartition("-")[2], []).append(path)

    def save(self, picture: Picture, address: str, note: SourcePath) -> SourcePath:
        """Save a picture, unless it is there, and return where it lies.

        Raises:
            writing.UnwritableError: where the disk refuses.
        """
        mark = hashlib.sha256(picture.content).hexdigest()[:8] + picture.ending
        known = next((path for path in self.files.get(mark, ()) if self._holds(path, picture.content)), None)
        if known is not None:
            return known
        path = _path(posixpath.dirname(note), address, mark)
        if not self._holds(path, picture.content):
            writing.write(self.root, path, picture.content)
        self.know(path)
        return path

    def _holds(self, path: SourcePath, content: bytes) -> bool:
        try:
            return (self.root / path).read_bytes() == content
        except OSError:
            return False


def _path(folder: str, address: str, mark: str) -> SourcePath:
    """Name a picture after what it was called, in letters that every disk and every address takes."""
    stem = posixpath.splitext(addresses.file_name(address))[0].encode("ascii", "ignore").decode()
    called = paths.slug(stem)[:_NAME].strip("-") if any(map(str.isalnum, stem)) else "picture"
    names = (f"{name}-{mark}" for name in (called, "picture"))
    found = (SourcePath(posixpath.join(folder, FOLDER, name)) for name in names)
    return next((path for path in found if file_kinds.misplaced(path) is None), SourcePath(f"{FOLDER}/picture-{mark}"))
