"""The file that the host, and every other plugin, takes a page of the guide to be made from: its note.

Its content is our metadata and nothing else: what a note says is never handed to a plugin that would run it.
"""

import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from studyguide.language.language import Language
from studyguide.outputs.mkdocs import host_page
from studyguide.reuse.memory import kept
from studyguide.site import Page

NO_NOTE = Path(__file__).with_name("no_note.md")
"""The source of lists and other pages that come from no note: plugins open the file of a page unasked."""

# In C where there is one: a guide has thousands of pages.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_REPOSITORY = ("HEAD", "objects", "refs")


@dataclass(frozen=True)
class PageFiles:
    """Describes the files of pages; what is asked of the disk is asked once for all of them."""

    notes: Path
    config: MkDocsConfig
    language: Language
    _known: dict[str, bool] = field(default_factory=dict)

    def of(self, page: Page) -> File:
        """Describe the file of a page. Its note is the source, so dates and authors of git are those of the note."""
        inclusion = InclusionLevel.INCLUDED if page.kind.in_navigation else InclusionLevel.NOT_IN_NAV
        file = File.generated(
            self.config, f"{page.name}.md", content=_content(page, self.language), inclusion=inclusion
        )
        file.abs_src_path = str(NO_NOTE)
        # Pages without lines of their own (folders, lists) have nothing to edit.
        if page.source is not None and page.last:
            file.edit_uri = posixpath.join(self._between, page.source.path)
            if not self._in_repository(posixpath.dirname(page.source.path)):
                file.abs_src_path, file.src_dir, file.generated_by = (
                    str(self.notes / page.source.path),
                    str(self.notes),
                    None,
                )
        return file

    @cached_property
    def _between(self) -> str:
        return _between(Path(self.config.docs_dir).resolve(), self.notes)

    def _in_repository(self, folder: str) -> bool:
        if folder not in self._known:
            self._known[folder] = _in_repository(self.notes / folder, self.notes)
        return self._known[folder]


def of(page: Page, notes: Path, config: MkDocsConfig, language: Language) -> File:
    """Describe the file of one page."""
    return PageFiles(notes, config, language).of(page)


def has_note(file: File) -> bool:
    """Say whether a page comes from a note: git knows when that changed, and who did it."""
    return file.generated_by is None


@kept
def _content(page: Page, language: Language) -> str:
    # In one line each: a line `---` would end the metadata.
    known = {
        key: str(value) if isinstance(value, str) else value
        for key, value in host_page.settings(page, language).items()
    }
    return f"---\n{yaml.dump(known, Dumper=_DUMPER, sort_keys=False, width=1 << 30)}---\n"


def _between(docs: Path, notes: Path) -> str:
    """Return the way from the host's folder to the notes, as edit links need it."""
    common = next(folder for folder in (docs, *docs.parents) if notes.is_relative_to(folder))
    up = len(docs.relative_to(common).parts)
    return posixpath.join(*[".."] * up, notes.relative_to(common).as_posix())


def _in_repository(folder: Path, notes: Path) -> bool:
    """Say whether git, run in the folder of a note, would take a folder of the notes for a repository.

    Its configuration could run programs then, and it came with the notes.
    """
    folders = [one for one in (folder, *folder.parents) if one.is_relative_to(notes)]
    return any(all((one / name).exists() for name in _REPOSITORY) for one in folders)
