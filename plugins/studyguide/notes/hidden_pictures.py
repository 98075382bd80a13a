"""Pictures in hidden folders, where GitBook and others keep them: published if a note names them.

Their names on the site show, for servers and actions that publish a site leave out what begins with a dot.
"""

import os
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from studyguide import paths
from studyguide.notes import walking
from studyguide.notes.file_kinds import IMAGES
from studyguide.notes.left_out import LeftOut, is_hidden
from studyguide.paths import SourcePath

_NEVER = frozenset({".git", ".hg", ".svn", ".obsidian", ".trash", ".venv", ".tox", ".cache"})
"""Hidden folders whose pictures are no part of the notes, or that hold much else."""


def named(root: Path, rules: LeftOut, texts: Iterable[str]) -> Iterator[tuple[SourcePath, Path]]:
    """Yield the pictures of hidden folders that some text mentions, each with where it lies.

    A name that is merely mentioned does no harm: what no note shows is not published.
    """
    folders = {path.rpartition("/")[2]: path for path in _hidden_folders(root, rules)}
    wanted = {name for name in folders if any(f"{name}/" in text for text in texts)} if folders else set()
    for folder in (path for path in _hidden_folders(root, rules) if path.rpartition("/")[2] in wanted):
        for below, subfolders, files in os.walk(root / folder):
            subfolders[:] = sorted(name for name in subfolders if name not in _NEVER)
            for name in sorted(name for name in files if name.lower().endswith(IMAGES)):
                full = Path(below, name)
                path = SourcePath(full.relative_to(root).as_posix())
                # Links could lead to what is hidden for a reason.
                if not full.is_symlink() and not rules.excluded(path) and walking.is_usable(path, full):
                    yield path, full


def _hidden_folders(root: Path, rules: LeftOut) -> Iterator[str]:
    for folder, subfolders, _ in os.walk(root):
        paths_below = [walking.below(root, folder, name) for name in sorted(subfolders)]
        yield from (
            path
            for path in paths_below
            if is_hidden(name := path.rpartition("/")[2])
            and name not in _NEVER
            and not Path(root, path).is_symlink()
            and not rules.excluded(f"{path}/")
        )
        subfolders[:] = [path.rpartition("/")[2] for path in paths_below if not rules.folder(path)]


def shown(path: SourcePath, taken: Container[str]) -> SourcePath:
    """Name a file of a hidden folder as it is published: ``.gitbook/a.png`` is ``gitbook/a.png``."""
    first, _, rest = "/".join(part.lstrip(".") or "hidden" for part in path.split("/")).partition("/")
    name, number = f"{first}/{rest}", 1
    while paths.fold(name) in taken:
        number += 1
        name = f"{first}-{number}/{rest}"
    return SourcePath(name)
