"""Write files that are not there yet: all of them, or, where one cannot be written, none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from os.path import lexists
from pathlib import Path

from studyguide.outputs import writing

Content = bytes | Path
"""A text, or a file or link to copy; of a link, the link."""


@dataclass(frozen=True)
class Begun:
    """What was written so far, and can be taken away again."""

    files: list[tuple[Path, str]] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def put(self, root: Path, files: Mapping[str, Content]) -> None:
        """Write files below ``root``; one that is there stays as it is.

        Raises:
            OSError: where the disk refuses.
        """
        for name, content in files.items():
            path = root / name
            if lexists(path):
                continue
            self.folders.extend(above for above in path.parents if above not in self.folders and not above.exists())
            self.files.append((root, name))
            _put_one(root, name, content)

    def take_away(self) -> None:
        """Remove what was written, as far as the disk lets us."""
        for root, name in self.files:
            with suppress(OSError):
                (root / name).unlink()
        for folder in sorted(self.folders, key=lambda path: len(path.parts), reverse=True):
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def undone_on_error() -> Iterator[Begun]:
    """Take away what was written where a later step fails."""
    begun = Begun()
    try:
        yield begun
    except BaseException:
        begun.take_away()
        raise


def _put_one(root: Path, name: str, content: Content) -> None:
    if isinstance(content, bytes):
        writing.write(root, name, content)
    elif content.is_symlink():
        writing.link(root, name, str(content.readlink()))
    else:
        writing.copy(content, root, name)
