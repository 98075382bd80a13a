"""A wildcard in the owner's navigation: which pages and which whole chapters it stands for."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from posixpath import basename, dirname, splitext

from studyguide import paths
from studyguide.outputs.mkdocs.host_files import Guide
from studyguide.page_kinds import CHAPTER, SECTION


@dataclass(frozen=True)
class Wildcard:
    """What a wildcard matches: addresses of pages by ``pages``, or notes and their folders by ``notes``."""

    guide: Guide
    pages: str
    notes: str

    def page(self, name: str) -> bool:
        """Say whether it matches a page. That of a folder without a note of its own counts as one in it."""
        folder = dirname(name) if basename(name) == "index.md" else ""
        note = self._note(name) or (name if self._from_notes(name) else "")
        return _alike(self.pages, name) or _alike(self.pages, folder) or _alike(self.notes, note)

    def chapter(self, name: str) -> bool:
        """Say whether it matches all that is below a page: its folder, or the note that it was cut from."""
        folder, note = dirname(name), self._note(name)
        stem = splitext(basename(note))[0]
        inside = paths.is_index(stem) or paths.fold(stem) == paths.fold(basename(dirname(note)))
        of_notes = _alike(self.notes, folder) and self._from_notes(name)
        return _alike(self.pages, folder) or of_notes or (not inside and _alike(self.notes, note))

    def _note(self, name: str) -> str:
        page = self.guide.pages.get(name)
        return page.source.path if page and page.source and page.last else ""

    def _from_notes(self, name: str) -> bool:
        page = self.guide.pages.get(name)
        return page is not None and page.kind in {SECTION, CHAPTER}


def _alike(pattern: str, name: str) -> bool:
    """Match a path folder by folder: `*` stands for one name, `**` at the end for any number."""
    wanted, given = pattern.split("/"), name.split("/")
    if wanted[-1] == "**":
        wanted = [*wanted[:-1], *["*"] * max(1, len(given) - len(wanted) + 1)]
    same = len(wanted) == len(given) and all(map(fnmatchcase, given, wanted))
    return bool(pattern and name) and same
