"""The folders of the notes: what lies where, which subject that is, and which folders are versions of each other."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import combinations
from posixpath import basename, dirname, split, splitext

from studyguide import paths
from studyguide.linking.groups import grouped
from studyguide.model import Section
from studyguide.paths import SourcePath

TWINS = 5
"""Files of the same names from which two folders are versions or translations of each other."""

MANY = 12
"""Files of one name from which the name tells nothing of the folders."""

LETTERS = 4
"""Letters of the shortest file name that tells something of its folder."""

ALL_BUT_FEW = 0.95
"""The part of the notes that a folder holds which is no subject but where all of them lie."""

_SIGNS = re.compile(r"[\W_]+")
_NUMBER_BEFORE = re.compile(r"[\d._\s-]+(?=[^\W\d_])")


class Grounds:
    """The folders that files lie in."""

    def __init__(self, files: Collection[SourcePath]) -> None:
        self._common = _common(files)
        self._twins = twins(files)
        self._versions = sorted({folder for pair in self._twins for folder in pair}, key=len, reverse=True)

    def are_versions(self, one: SourcePath, other: SourcePath) -> bool:
        """Say whether two files lie in different versions, or translations, of the same notes."""
        return bool(self._twins) and (self._version(one), self._version(other)) in self._twins

    def are_near(self, origin: SourcePath, target: Section) -> bool:
        """Say whether a file lies in the folder of a section or below it; a folder's own page lies where that does."""
        path = target.place.path
        folder = _place(path)[0] if basename(target.page) == "index" else dirname(path)
        # Below the uppermost folder lies everything.
        return dirname(origin) == folder if folder in {"", self._common} else _lies_in(origin, folder)

    def share_subject(self, one: SourcePath, other: SourcePath) -> bool:
        """Say whether two files lie below the same one of the uppermost folders."""
        return self._subject(one) == self._subject(other)

    def _version(self, path: SourcePath) -> str:
        return next((folder for folder in self._versions if _lies_in(path, folder)), "")

    def _subject(self, path: SourcePath) -> str:
        return dirname(path).removeprefix(self._common).strip("/").partition("/")[0]


def is_called(path: SourcePath, *names: str) -> bool:
    """Say whether an author gave a file, or the folder that it speaks for, one of these names."""
    called = _NUMBER_BEFORE.sub("", splitext(_place(path)[1])[0], count=1)
    return _bare(called) in map(_bare, names)


def twins(files: Iterable[SourcePath]) -> frozenset[tuple[str, str]]:
    """Find the folders that hold files of the same names at the same places: ``v1`` and ``v2``, ``en`` and ``de``."""
    files = list(files)
    alike = grouped(filter(_tells, files), basename)
    pairs = Counter(
        _above(one, other) for paths in alike.values() if len(paths) <= MANY for one, other in combinations(paths, 2)
    )
    often = {pair: count for pair, count in pairs.items() if count >= TWINS}
    sizes = {folder: sum(_lies_in(path, folder) for path in files) for pair in often for folder in pair}
    found = {pair for pair, count in often.items() if 2 * count >= min(sizes[folder] for folder in pair)}
    return frozenset(found | {(other, one) for one, other in found})


def _tells(path: SourcePath) -> bool:
    """Say whether a file's name says what is in it, as `intro.md` does; every folder has a README, or a `01.md`."""
    stem = splitext(basename(path))[0]
    return not paths.is_index(stem) and sum(map(str.isalpha, stem)) >= LETTERS


def _above(one: SourcePath, other: SourcePath) -> tuple[str, str]:
    """Name the folders below which two files have the same path, in their order."""
    left, right = one.split("/"), other.split("/")
    while left and right and left[-1] == right[-1]:
        left.pop()
        right.pop()
    first, second = sorted(("/".join(left), "/".join(right)))
    return first, second


def _lies_in(path: SourcePath, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _common(files: Iterable[SourcePath]) -> str:
    """Name the folders that hold all notes but a few, as ``docs/content`` does."""
    found, inside = "", [dirname(path) for path in files]
    while inside:
        first, count = Counter(folder.partition("/")[0] for folder in inside).most_common(1)[0]
        if not first or count < ALL_BUT_FEW * len(inside):
            break
        found = f"{found}/{first}".strip("/")
        inside = [rest for top, _, rest in (folder.partition("/") for folder in inside) if top == first]
    return found


def _place(path: SourcePath) -> tuple[str, str]:
    """Return the folder that a file lies in and its name; what speaks for a folder lies where that does."""
    folder, name = split(path)
    stem = splitext(name)[0]
    if folder and (paths.is_index(stem) or paths.fold(stem) == paths.fold(basename(folder))):
        return split(folder)
    return folder, name


def _bare(name: str) -> str:
    return _SIGNS.sub("", name.casefold())
