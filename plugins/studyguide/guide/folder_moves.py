"""Addresses of notes that became the pages of their folders: what was `Logic/Logic/` is `Logic/`."""

from collections.abc import Iterator, Sequence
from posixpath import basename

from studyguide import paths
from studyguide.model import Moved, Section
from studyguide.notes.folder_notes import FolderNotes
from studyguide.paths import PageName


def redirects(sections: Sequence[Section], notes: FolderNotes) -> tuple[Moved, ...]:
    """Lead from the addresses that pages and headings of such files had, where nothing else is there now."""
    live = {paths.fold(paths.folder_of(section.page)) for section in sections}
    found = (moved for path in notes.before for moved in _of_file(path, sections, notes))
    return tuple(moved for moved in found if paths.fold(moved.page) not in live)


def _of_file(path: str, sections: Sequence[Section], notes: FolderNotes) -> Iterator[Moved]:
    head = notes.shared.get(paths.SourcePath(path), path)
    # An empty file had no headings, and no page but its own.
    cut = [section for section in sections if section.last and section.place.path == head][
        : None if head == path else 1
    ]
    if not cut or basename(cut[0].page) != "index":
        return
    folder, suffix = paths.folder_of(cut[0].page), notes.before[paths.SourcePath(path)]
    old = f"{folder or 'index'}{suffix}" if suffix.startswith("-") else f"{folder}{suffix}".lstrip("/")
    for section in cut:
        rest = paths.folder_of(section.page).removeprefix(folder).lstrip("/")
        page = PageName(f"{old}/{rest}" if rest else old)
        for heading in section.headings if head == path else section.headings[:1]:
            yield Moved(page, heading.anchor, section.page, heading.anchor)
