"""Which file speaks for its folder: README or index, Hugo's ``_index``, or Obsidian's folder note, ``Logic/Logic.md``.

A folder has one page. Where several files could be it, the first with text is; an empty one beside it has no page of
its own, and links to it lead to the folder's.
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from studyguide import paths
from studyguide.model import Note, Source
from studyguide.paths import PageName, SourcePath

_BY_NAME, _BESIDE, _CALLED_SO = range(3)
"""How a file speaks for a folder, strongest first: it is called README, as a folder beside it, or as its own folder."""


@dataclass(frozen=True)
class FolderNotes:
    """What is particular of files that speak for folders; of all others nothing is said."""

    pages: Mapping[SourcePath, PageName] = field(default_factory=dict)
    """The pages of those whose own name would give them another."""
    shared: Mapping[SourcePath, SourcePath] = field(default_factory=dict)
    """Empty files, and the file whose page stands for them."""
    before: Mapping[SourcePath, str] = field(default_factory=dict)
    """What followed the folder in the address of a file before it, or the one that stands for it, was its page."""


def chosen(sources: Sequence[Source]) -> FolderNotes:
    """Choose among files in their natural order."""
    pages: dict[SourcePath, PageName] = {}
    shared: dict[SourcePath, SourcePath] = {}
    before: dict[SourcePath, str] = {}
    for folder, found in _candidates(sources).items():
        ranked = [source for _, source in sorted(found, key=lambda pair: pair[0])]
        head = next((source for source in ranked if source.text.strip()), ranked[0])
        if (_CALLED_SO, head) in found:
            pages[head.path] = paths.index_of(folder)
        empty = [source.path for source in ranked if source is not head and not source.text.strip()]
        shared |= dict.fromkeys(empty, head.path)
        was = _before(found)
        before |= {path: was[path] for path in (head.path, *empty) if path in was}
    return FolderNotes(pages, shared, before)


def stand_ins(notes: Iterable[Note], sources: Iterable[Source], speakers: FolderNotes) -> list[Note]:
    """Make notes of the empty files, for links to them, of the notes whose pages stand for them."""
    read = {note.source.path: note for note in notes}
    empty = {source.path: source for source in sources if source.path in speakers.shared}
    return [
        replace(read[head], source=empty[path], abbreviations=(), problems=()) for path, head in speakers.shared.items()
    ]


def _candidates(sources: Sequence[Source]) -> Mapping[str, list[tuple[int, Source]]]:
    """Map each folder, as its first file spells it, to the files that could be its page."""
    spelled = {"": ""}
    for source in sources:
        for folder in paths.folders_above(source.path):
            spelled.setdefault(paths.fold(folder), folder)
    found: dict[str, list[tuple[int, Source]]] = defaultdict(list)
    for source in sources:
        folder, name = posixpath.split(posixpath.splitext(source.path)[0])
        beside = spelled.get(paths.fold(posixpath.join(folder, name)))
        if paths.is_index(name):
            found[spelled[paths.fold(folder)]].append((_BY_NAME, source))
        elif beside is not None:
            found[beside].append((_BESIDE, source))
        elif paths.fold(name) == paths.fold(posixpath.basename(folder)):
            found[spelled[paths.fold(folder)]].append((_CALLED_SO, source))
    return found


def _before(found: Sequence[tuple[int, Source]]) -> Mapping[SourcePath, str]:
    """Tell the addresses of files by the rule before: a folder's name and ``_index`` were names as any others.

    Of two that could be the page of a folder, the later one got a number.
    """
    was: dict[SourcePath, str] = {}
    number = 1
    for rank, source in found:
        name = posixpath.basename(posixpath.splitext(source.path)[0])
        if rank == _CALLED_SO or paths.fold(name) == "_index":
            was[source.path] = f"/{name}"
            continue
        if number > 1:
            was[source.path] = f"-{number}"
        number += 1
    return was
