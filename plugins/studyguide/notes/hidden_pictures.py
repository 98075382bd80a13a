"""Pictures and documents in hidden folders, where GitBook and others keep them: published if a note names them.

Their names on the site show, for servers and actions that publish a site leave out what begins with a dot.
"""

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from studyguide import paths
from studyguide.notes import walking
from studyguide.notes.file_kinds import DOCUMENTS, FILMS, IMAGES, SOUNDS
from studyguide.notes.left_out import MUCH, LeftOut, is_hidden
from studyguide.paths import SourcePath

_NEVER = MUCH | {".obsidian", ".trash"}
"""Hidden folders whose pictures are no part of the notes."""

_KEPT = (*IMAGES, *SOUNDS, *FILMS, *DOCUMENTS)
"""What people show and hand out; texts, tables and archives of a hidden folder are there for programs."""


def named(
    root: Path, skipped: Iterable[str], rules: LeftOut, texts: Sequence[str]
) -> Iterator[tuple[SourcePath, Path]]:
    """Yield pictures and documents of the folders left out that are hidden and mentioned, each with where it lies.

    A name that is merely mentioned in a text does no harm: what no note shows is not published.
    """
    for folder in skipped:
        name = folder.rpartition("/")[2]
        if is_hidden(name) and name not in _NEVER and any(f"{name}/" in text for text in texts):
            yield from _files(root, folder, rules)


def _files(root: Path, folder: str, rules: LeftOut) -> Iterator[tuple[SourcePath, Path]]:
    # Links could lead to what is hidden for a reason.
    if (root / folder).is_symlink() or rules.excluded(f"{folder}/"):
        return
    for below, subfolders, files in os.walk(root / folder):
        subfolders[:] = sorted(name for name in subfolders if name not in _NEVER)
        for name in sorted(name for name in files if name.lower().endswith(_KEPT)):
            full = Path(below, name)
            path = SourcePath(full.relative_to(root).as_posix())
            if not full.is_symlink() and not rules.excluded(path) and walking.is_usable(path, full):
                yield path, full


def shown(path: SourcePath, taken: Container[str]) -> SourcePath:
    """Name a file of a hidden folder as it is published: ``.gitbook/a.png`` is ``gitbook/a.png``."""
    first, _, rest = "/".join(part.lstrip(".") or "hidden" for part in path.split("/")).partition("/")
    name, number = f"{first}/{rest}", 1
    while paths.fold(name) in taken:
        number += 1
        name = f"{first}-{number}/{rest}"
    return SourcePath(name)
