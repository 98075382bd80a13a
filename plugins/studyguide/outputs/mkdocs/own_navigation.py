"""The owner's `nav:`, where it names pages of the guide: by their notes, chapters by a wildcard, or all the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils import nest_paths

from studyguide.outputs import navigation
from studyguide.outputs.mkdocs import host_page, nav_lists, own_pages
from studyguide.outputs.mkdocs.host_files import Guide
from studyguide.outputs.mkdocs.nav_lists import Item
from studyguide.outputs.mkdocs.nav_wildcard import Wildcard
from studyguide.outputs.mkdocs.note_names import NoteNames

REST = "..."
"""Stands for what the navigation names nowhere else; the plugin awesome-pages writes it so too."""

_GUIDE = "Guide"
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|/|#")
_DRAW_THEIR_OWN = ("awesome-nav", "awesome-pages")
"""Plugins that draw the navigation from folders and files of their own there, which know nothing of ours."""

_READ_WILDCARDS = ("literate-nav",)
"""Plugins that read wildcards and folders in `nav:` themselves, for the owner's pages too."""


def draw(guide: Guide, files: Files) -> list[Item]:
    """Draw the whole navigation: home, the guide, then the owner's pages."""
    home = own_pages.home(files)
    word = host_page.title(guide.site.library.options.language.word("navigation.home"))
    first = [{word: home.src_uri}] if home else []
    ours = _of_the_guide(guide)
    named = set(nav_lists.paths([*first, *ours])) | guide.pages.keys()
    own = [file.src_uri for file in files.documentation_pages() if file.inclusion.is_in_nav()]
    return [*first, *ours, *nest_paths(name for name in own if name not in named)]


def drawn_by_a_plugin(config: MkDocsConfig) -> bool:
    """Say whether a plugin draws the navigation, whatever stands in the configuration."""
    return any(name in config.plugins for name in _DRAW_THEIR_OWN)


def set_titles(guide: Guide, config: MkDocsConfig) -> None:
    """Give pages their titles before the plugin awesome-pages sorts by them: it would read those of whole notes.

    Not with section-index, which joins a page to its section only where the page has no title yet.
    """
    language = guide.site.library.options.language
    if "awesome-pages" in config.plugins and "section-index" not in config.plugins:
        for name, page in guide.pages.items():
            HostPage(
                host_page.heading(page, language), guide.files[name], config
            )  # the host takes it where a file has one


def resolve(nav: list[Item], guide: Guide, files: Files, names: NoteNames, config: MkDocsConfig) -> list[str]:
    """Write the paths of pages into the owner's navigation in place of what names them; return what is wrong there.

    The list is changed in place: awesome-pages has put it aside until the host asks for its navigation.
    """
    wild = not any(name in config.plugins for name in _READ_WILDCARDS)
    work = _Work(guide, files, names, _of_the_guide(guide), wild)
    for step in (work.named, work.matched, work.rest):
        nav[:] = nav_lists.mapped(nav, step)
    # What an owner left out is no oversight; where a plugin has put his list aside, it adds the rest itself.
    for name in guide.pages.keys() - work.used if config.nav is nav else ():
        guide.files[name].inclusion = InclusionLevel.NOT_IN_NAV
    return work.faults


def advice(nav: list[Item], guide: Guide) -> str | None:
    """Say how the guide comes into an owner's navigation that names none of its pages; he may not want it there."""
    if not guide.pages or guide.pages.keys() & set(nav_lists.paths(nav)):
        return None
    return (
        f"nav: no page of the guide is in it, so no menu leads to the notes: put `{REST}` where the guide shall stand"
    )


def _of_the_guide(guide: Guide) -> list[Item]:
    """Draw the guide's part; an owner's page that hides one of the guide's stands in its place."""
    known = {**{name: name for name in guide.pages}, **{name: file.src_uri for name, file in guide.hidden.items()}}
    return nav_lists.renamed(navigation.draw(guide.site, known, host_page.title), known)


@dataclass
class _Work:
    """Remembers during one build which pages the navigation has."""

    guide: Guide
    files: Files
    names: NoteNames
    tree: list[Item]
    wild: bool
    used: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def named(self, title: str | None, path: str, _depth: int) -> list[Item]:
        """Read an entry that names a page, or a note, which stands for all pages that were cut from it."""
        if path == REST or "*" in path or _ELSEWHERE.match(path):
            return [nav_lists.entry(title, path)]
        if (known := self.files.get_file_from_path(path)) is not None:
            self.used.add(known.src_uri)  # which may be another: of this language
            return [nav_lists.entry(title, path)]
        page = self._page(path)
        if page is None:
            return [nav_lists.entry(title, path)]
        if not page:
            return []
        found = nav_lists.around(self.tree, page) or page
        self.used |= {page, *nav_lists.paths([found])}
        value = nav_lists.parts(found)[1]
        return [nav_lists.entry(title, value) if title is not None else found if isinstance(value, list) else value]

    def _page(self, path: str) -> str | None:
        """Find the page that an entry means: nothing where it means no note, an empty text where there is none."""
        note, _, fragment = path.partition("#")
        if not (path.endswith("/") and not self.wild):
            for name in (f"{note.strip('/')}.md", f"{note.strip('/')}/index.md"):
                if name in self.guide.files:
                    return self._shown(name)
        below = self.names.named_in_navigation(note)
        if below is None:
            return None
        led = self.names.lead(below, fragment, path)
        if led.fault:
            self.faults.append(f"nav: {led.fault}")
        return self._shown(led.page) if led.page else ""

    def _shown(self, name: str) -> str:
        return self.guide.hidden[name].src_uri if name in self.guide.hidden else name

    def matched(self, title: str | None, path: str, _depth: int) -> list[Item]:
        """Put what a wildcard matches in its place: chapters with all that is below them, each page once."""
        if "*" not in path or not self.wild or _ELSEWHERE.match(path):
            return [nav_lists.entry(title, path)]
        below = self.names.named_in_navigation(path)
        wanted = Wildcard(self.guide, path, "" if below is None or below == path else below)
        found = list(self._picked(self.tree, wanted))
        if not found and not any(wanted.page(name) for name in nav_lists.paths(self.tree)):
            self.faults += [f"nav: `{path}` matches no note"] if wanted.notes else []
            return [] if wanted.notes else [nav_lists.entry(title, path)]
        return [nav_lists.entry(title, found)] if title is not None and found else found

    def _picked(self, items: list[Item], wanted: Wildcard) -> Iterator[Item]:
        for item in items:
            _, value = nav_lists.parts(item)
            if not isinstance(value, str):
                whole = wanted.chapter(nav_lists.head(item))
                yield from self._left([item]) if whole else self._picked(value, wanted)
            elif value not in self.used and wanted.page(value):
                self.used.add(value)
                yield item

    def rest(self, title: str | None, path: str, depth: int) -> list[Item]:
        """Put what is named nowhere else in the place of three points."""
        if path != REST:
            return [nav_lists.entry(title, path)]
        left = list(self._left(self.tree))
        if title is not None or depth:
            # Inside a list, the chapters need no further one around them.
            left = [part for item in left for part in (item[_GUIDE] if _is_guide(item) else [item])]
        return [nav_lists.entry(title, left)] if left and title is not None else left

    def _left(self, items: list[Item]) -> Iterator[Item]:
        for item in items:
            title, value = nav_lists.parts(item)
            if isinstance(value, list):
                if inner := list(self._left(value)):
                    yield nav_lists.entry(title, inner)
            elif value not in self.used:
                self.used.add(value)
                yield item


def _is_guide(item: Any) -> bool:
    title, value = nav_lists.parts(item)
    return title == _GUIDE and isinstance(value, list)
