"""Where a path that an owner wrote leads in the guide: to a page, a file of the notes, or nowhere, and why."""

import os
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from studyguide import paths
from studyguide.outputs.navigation import uri
from studyguide.paths import PageName, SourcePath
from studyguide.site import Site
from studyguide.suggestions import nearest


@dataclass(frozen=True)
class Led:
    """Where a path leads: the name of a page's file in the host and the anchor on it, or a file of the notes."""

    page: str = ""
    anchor: str = ""
    asset: SourcePath | None = None
    fault: str = ""


@dataclass(frozen=True)
class NoteNames:
    """Finds what paths to notes mean; ``notes`` is their folder, ``folder`` that of the configuration."""

    site: Site
    notes: Path
    folder: Path
    docs: Path
    led: dict[tuple[str, str, str], Led] = field(default_factory=dict, compare=False)
    """Where each path leads that was asked for."""

    @cached_property
    def _pages(self) -> Mapping[SourcePath, PageName]:
        """The page that stands for each note: the first that was cut from it."""
        found: dict[SourcePath, PageName] = {}
        for section in self.site.library.sections:
            if section.last:
                found.setdefault(section.place.path, section.page)
        return found

    @cached_property
    def _folders(self) -> Mapping[str, PageName]:
        return {paths.folder_of(page.name): page.name for page in self.site.pages}

    def below_notes(self, path: str, start: Path) -> str | None:
        """Write a path, as seen from the folder ``start``, as one below the notes; None where it leads elsewhere.

        Nothing is looked up on the disk: a link of the notes that leads outside is not followed.
        """
        full = Path(os.path.normpath(start / path))
        return full.relative_to(self.notes).as_posix() if full.is_relative_to(self.notes) else None

    def named_in_navigation(self, path: str) -> str | None:
        """Read the path of a note as owners write it: as seen from their pages, from `mkdocs.yml` or from the notes."""
        for start in (self.docs, self.folder, self.notes):
            below = self.below_notes(path, start)
            if below is not None and (below in self.site.library.anchors or below in self._folders):
                return below
        seen = (self.below_notes(path, start) for start in (self.docs, self.folder))
        return next((below for below in seen if below is not None), None)

    def lead(self, below: str, fragment: str, shown: str) -> Led:
        """Follow a path below the notes. ``shown`` is how the owner wrote it."""
        asked = (below, fragment, shown)
        if asked not in self.led:
            self.led[asked] = self._led(*asked)
        return self.led[asked]

    def leads_alike(self, site: Site) -> bool:
        """Say whether all that was asked for leads in another site where it leads in this one."""
        there = replace(self, site=site, led={})
        return all(there.lead(*asked) == led for asked, led in self.led.items())

    def _led(self, below: str, fragment: str, shown: str) -> Led:
        note = SourcePath(below)
        anchors = self.site.library.anchors.get(note)
        if anchors is not None and note not in self._pages:
            return Led(fault=f"`{shown}` has no page of its own: it is a draft, or only the exam asks it")
        if anchors is not None:
            return self._part(note, anchors, fragment, shown)
        folder = "" if below == "." else below
        if folder in self._folders:
            return Led(uri(self._folders[folder]), fragment)
        if note in self.site.publishable:
            return Led(asset=note)
        known = (*self.site.library.anchors, *self.site.publishable)
        return Led(fault=f"`{shown}` leads to nothing in the notes{self._hint(below, known, shown)}")

    def _part(self, note: SourcePath, anchors: Mapping[str, tuple[PageName, str]], fragment: str, shown: str) -> Led:
        whole = uri(self._pages[note])
        if not fragment:
            return Led(whole)
        found = anchors.get(fragment) or anchors.get(paths.anchor(fragment))
        if found is None:
            close = nearest(fragment, anchors)
            hint = f": did you mean `{shown.partition('#')[0]}#{close}`?" if close else ""
            return Led(whole, fault=f"`{shown}`: {note} has no heading of that name{hint}")
        return Led(uri(found[0]), found[1])

    def _hint(self, below: str, known: Iterable[str], shown: str) -> str:
        close = nearest(below, known)
        if not close:
            return ""
        # As far as both are alike, so is what stands before them.
        start = shown.partition("#")[0].removesuffix(below)
        return f": did you mean `{posixpath.join(start, close)}`?" if start != shown else f": did you mean {close}?"
