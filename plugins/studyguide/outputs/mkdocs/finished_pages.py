"""The pages of a build, given their policy when every other plugin is done with them and with what they load.

Pages that hold what notes say get one. The owner's own pages get none: all in them is his or his plugins'.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from mkdocs.utils import get_theme_dir

from studyguide.outputs import held, script_words, writing
from studyguide.outputs.mkdocs import brought, host_page, markup, notes_marks, refused, script_policy, search_worker
from studyguide.outputs.mkdocs.notes_marks import Marks, Parts, joined, merges
from studyguide.outputs.mkdocs.script_policy import Allowed, Sources
from studyguide.outputs.mkdocs.served import Served
from studyguide.outputs.theme_settings import THEME
from studyguide.site import Page

_FOLDER = "assets/studyguide"
_ELSEWHERE = {"guide.js", "offline/worker.js", "search/search-worker.js", "search/iframe-worker.js"} | {
    f"search/{name}.js" for name in ("asks", "index", "documents", "query", "rank", "answer", "show")
}
"""Scripts of ours that no page loads by itself: its templates name them, or the search worker loads them."""

_ONLY_WITH = {
    "data-sg-practice": ("practice/", "vendor/fsrs"),
    "data-sg-compare": ("compare/",),
    "sg-diagram": ("vendor/mermaid", "reading/diagrams", "reading/drawing"),
    "data-sg-whole": ("reading/whole",),
    "sg-chart": ("reading/leads",),
    "data-sg-copy": ("offline/",),
    "data-sg-missing": ("search/missing",),
    "sg-elsewhere": ("elsewhere/",),
    "md-container": ("material/",),
    "data-sg-marks": ("study/place",),
    "data-sg-asked": ("reading/asked",),
    "data-sg-progress": ("study/progress",),
    "data-sg-plan": ("study/plan", "study/ticks"),
    "data-sg-glossary": ("study/glossary", "study/terms", "search/words"),
    "data-sg-listed": ("reading/questions",),
    "data-sg-part": ("study/parts",),
    "data-sg-today": ("study/today", "study/due", "study/pace", "study/calendar"),
    "sg-tags": ("reading/tags",),
}
"""Which scripts a page needs only if it holds a text; every hash costs readers some fifty bytes."""

_ALSO_WITH = {
    "practice/kept.js": (
        "data-sg-progress",
        "data-sg-today",
        "data-sg-asked",
        "data-sg-files",
        "data-sg-listed",
        "data-sg-plan",
    ),
    "study/parts.js": ("data-sg-glossary",),
    "study/terms.js": ("data-sg-listed",),
    "search/words.js": ("data-sg-listed",),
    "reading/leads.js": ("sg-diagram",),
    "practice/figures.js": ("data-sg-today", "data-sg-asked"),
    "practice/schedule.js": ("data-sg-today",),
    "practice/files.js": ("data-sg-files",),
    "practice/words.js": ("data-sg-asked", "data-sg-files"),
    "study/due.js": ("data-sg-practice",),
    "study/pace.js": ("data-sg-plan",),
    "study/calendar.js": ("data-sg-plan",),
} | {
    f"practice/{name}.js": ("data-sg-asked",) for name in ("days", "order", "answers", "question", "answering", "here")
}
"""Scripts of one feature that others need too, and the texts that tell."""

_WANTED = frozenset(_ONLY_WITH).union(*_ALSO_WITH.values())
_OURS = re.compile(r"sg-[a-z]+")
_NAMES = {want: found[0] if (found := _OURS.search(want)) else "" for want in _WANTED}
"""What they hold of our own names: one search for these tells of most that a page has none of them."""

_LONG = 200_000
"""Bytes of a packed page that is held unpacked by nobody: some million of its text."""

_SETTINGS = "__config"
"""The element that Material reads its settings from, by its id: the first one of the page."""


_KNOWN = frozenset({"material", "mkdocs", "readthedocs"})
"""Themes whose own scripts need nothing on a guide's pages but what is there; those of others are read."""

_LOST = (
    "no script runs on this page: another plugin took out the <template> elements that tell what is from a note; "
    "leave the page out of what that plugin changes"
)


@dataclass(frozen=True)
class Site:
    """The finished site, and how its pages are opened."""

    folder: Path
    address: str = ""
    instant: bool = False
    """A page stays in place while the theme puts the next one's text into it: one policy must do for all."""
    from_folder: bool = False
    themes: Collection[Path] = ()
    """Folders of themes that we know."""


def site(config: Any) -> Site:
    """Describe the site that a host's configuration makes."""
    features = config.theme.get("features") or []
    known = [Path(get_theme_dir(config.theme.name))] if config.theme.name in _KNOWN else []
    return Site(
        Path(config.site_dir),
        address=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        instant="navigation.instant" in features,
        from_folder=search_worker.is_offline(config),
        themes=[THEME, *known],
    )


@dataclass
class FinishedPages:
    """Remembers what was written during one build; its paths are below the site's root."""

    site: Site
    said: Iterable[str | Iterable[bytes]]
    """All that notes say: what a policy is made with is a hash of it, so that no note holds that."""
    more: Sources
    """What the owner allows besides."""
    warn: Callable[[str], None]
    _pages: dict[str, bool] = field(default_factory=dict)
    """Pages that hosts wrote, and whether they are the guide's."""
    _merging: set[str] = field(default_factory=set)
    _marked: set[str] = field(default_factory=set)
    _later: dict[str, Page] = field(default_factory=dict)
    """Pages whose content is put in when all else is done with them."""
    _unpacked: tuple[Page, tuple[bytes, ...]] | None = None
    _loaded: dict[frozenset[str], Allowed] = field(default_factory=dict)
    brought: dict[str, Allowed] = field(default_factory=dict)
    """What the templates of each page bring."""
    everywhere: Allowed = field(default_factory=Allowed)
    """What all pages may do, where one policy must do for all."""

    def content(self, path: str, html: str) -> str:
        """Mark what notes say on a page."""
        self._marked.add(path)
        if merges(html):
            self._merging.add(path)
        return self.marks.around(html)

    def stand_in(self, path: str, page: Page) -> str:
        """Stand something in a page for what notes say, until :meth:`protect`: templates that draw it hold it twice."""
        self._marked.add(path)
        self._later[path] = page
        # Material adds a title where it finds none in the content.
        tag = "h1" if b"<h1" in page.beginning or any(b"<h1" in piece for piece in page.pieces) else "p"
        return self.marks.around(f"<{tag}>{self._word_for_later}</{tag}>")

    @cached_property
    def _word_for_later(self) -> str:
        return notes_marks.word("later", [self.marks.word])

    def add(self, path: str, *, ours: bool) -> None:
        """Remember a page."""
        self._pages[path] = ours

    def protect(self) -> None:
        """Write the policy into all pages that hold notes, by what stands in them and in the site now."""
        if self.site.instant:
            for path, parts in self._parted(self._all()):
                self.everywhere += self._allowed(path, parts)
            self.everywhere += script_policy.hashes([f"{_FOLDER}/{name}" for name in parts_of_guide()], self._served)
        self._protect(self._all())

    def protect_again(self, last: "FinishedPages") -> bool:
        """Write it into pages that a host wrote again after a build, ``last``, and into no others.

        Say whether those others stay as they are: what is shared by all must be what it was.
        """
        self.everywhere = last.everywhere
        paths = sorted(self._pages)
        for path, parts in self._parted(paths):
            self._allowed(path, parts)
        before = {path: last.brought.get(path) for path in paths}
        if last.shares or self.shares or (self.site.instant and before != self.brought):
            return False
        self._protect(paths)
        last.brought |= self.brought
        return True

    @property
    def shares(self) -> bool:
        """Whether pages hold what depends on others: a nonce, or what a parser gives to another page."""
        return self.site.from_folder or bool(self._merging) or any(found.loads for found in self.brought.values())

    def _protect(self, paths: Iterable[str]) -> None:
        report = refused.Report(self.warn)
        for path, parts in self._parted(paths):
            rules = self.everywhere if self.site.instant else self._rules(path, parts)
            if parts.templates == ("", ""):
                self.warn(f"{path}: {_LOST}")
            else:
                report.look(path, self._notes(path, parts), rules, self.more)
            self._write(path, self._protected(path, parts, rules))

    def _notes(self, path: str, parts: Parts) -> Iterator[str]:
        """Yield what notes say, a character a byte where something stands for it: what is looked for is ASCII."""
        page = self._later.get(path)
        for text in parts.notes:
            if page is not None and self._word_for_later in text:
                yield from (piece.decode("latin-1") for piece in self._pieces(page))
            else:
                yield text

    def _pieces(self, page: Page) -> Iterable[bytes]:
        """Unpack a page, which is asked for several times in a row; a long one part by part each time."""
        if len(page.packed) > _LONG:
            return page.pieces
        if self._unpacked is None or self._unpacked[0] is not page:
            self._unpacked = page, tuple(page.pieces)
        return self._unpacked[1]

    @cached_property
    def marks(self) -> Marks:
        """What stands around what notes say until the policy is made."""
        return Marks(self._words[0])

    @cached_property
    def nonce(self) -> str:
        """What names elements of the templates. The same for all readers; that is enough against notes."""
        return self._words[1]

    @cached_property
    def _words(self) -> Sequence[str]:
        return notes_marks.words(("mark", "nonce"), self.said)

    @cached_property
    def _served(self) -> Served:
        return Served(self._read, self.site.address, self.nonce, self.site.from_folder, self.site.themes)

    def _read(self, path: str) -> bytes | None:
        file = (self.site.folder / path).resolve()
        return file.read_bytes() if file.is_relative_to(self.site.folder.resolve()) and file.is_file() else None

    def _all(self) -> Sequence[str]:
        """List all pages: also those that a plugin wrote by itself, as the one for printing of print-site."""
        folder = self.site.folder
        return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html") if file.is_file())

    def _parted(self, paths: Iterable[str]) -> Iterator[tuple[str, Parts]]:
        """Yield the pages that are ours or that hold what notes say, wherever another plugin took it."""
        for path in paths:
            html = (self.site.folder / path).read_bytes().decode("utf-8", "surrogateescape")
            if self._pages.get(path) or self.marks.word in html:
                yield path, self._parts(path, html)

    def _parts(self, path: str, html: str) -> Parts:
        """Split a page; where nobody knows any more what is from a note, nothing in it is trusted."""
        parts = self.marks.parts(html)
        if parts is None or (path in self._marked and not parts.notes):
            return Parts(("", self.marks.taken_out(html), ""))
        return parts

    def _allowed(self, path: str, parts: Parts) -> Allowed:
        # A page that another plugin put together holds anybody's notes.
        merged = path in self._merging if path in self._marked else bool(self._merging)
        but = ("html", "body") if merged else ()
        ways = ((brought.allowed(one, path, self._served), brought.handled(one, but=but)) for one in parts.templates)
        found = self.brought[path] = script_policy.together(chain(*ways))
        return found

    def _rules(self, path: str, parts: Parts) -> Allowed:
        found = self._allowed(path, parts)
        if self.site.from_folder or found.loads:
            return found
        there = frozenset(_wanted_in(chain(parts.templates, self._notes(path, parts))))
        return found + self._parts_with(there)

    def _parts_with(self, there: frozenset[str]) -> Allowed:
        """Allow the scripts that pages need which hold some of the texts that tell; most hold the same."""
        if there not in self._loaded:
            names = [f"{_FOLDER}/{name}" for name in parts_of_guide() if _needed(name, there)]
            self._loaded[there] = script_policy.hashes(names, self._served)
        return self._loaded[there]

    def _protected(self, path: str, parts: Parts, rules: Allowed) -> str:
        # The theme makes scripts of the next page anew, and lets only those with the nonce through.
        every = rules.loads
        rules += Allowed((f"'nonce-{self.nonce}'",)) if every else Allowed()
        texts = list(parts.texts)
        texts[::2] = [brought.with_names(text, path, self._served, every=every) for text in parts.templates]
        texts[-1], settings = _cut_settings(texts[-1])
        html = script_policy.insert(joined(texts), rules, self.more, settings)
        if html is None:
            self.warn(f"{path}: the page has no <head>, so no policy guards it: add one to the theme's template")
        return html or joined(texts)

    def _write(self, path: str, html: str) -> None:
        page = self._later.get(path)
        parts = re.split(f"<(?:h1|p)>{self._word_for_later}</(?:h1|p)>", html) if page else [html]
        writing.write_parts(self.site.folder, path, self._written(parts, page))

    def _written(self, parts: Iterable[str], content: Page | None) -> Iterator[bytes]:
        """Yield a page with its content between the parts of its template."""
        for number, part in enumerate(parts):
            if number and content is not None:
                yield from map(host_page.inert_bytes, self._pieces(content))
            yield part.encode("utf-8", "surrogateescape")


def _cut_settings(html: str) -> tuple[str, str]:
    """Cut the theme's settings out: in the head they are found before anything that notes call by that name."""
    for element in markup.elements(html):
        if element.tag == "script" and element.attributes.get("id") == _SETTINGS:
            return html[: element.start] + html[element.stop :], html[element.start : element.stop]
    return html, ""


@cache
def parts_of_guide() -> Sequence[str]:
    """List the scripts that guide.js loads when a page needs them."""
    folder = THEME / _FOLDER
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")}
    return sorted({*script_words.NAMES, *held.NAMES, *names} - _ELSEWHERE)


def _wanted_in(texts: Iterable[str]) -> Collection[str]:
    """List what a page holds of the texts that scripts are needed with."""
    found: set[str] = set()
    for text in texts:
        there = "\n".join(set(_OURS.findall(text)))
        found |= {want for want in _WANTED - found if _NAMES[want] in there and want in text}
    return found


def _needed(name: str, there: Collection[str]) -> bool:
    if any(also in there for also in _ALSO_WITH.get(name, ())):
        return True
    return all(want in there for want, starts in _ONLY_WITH.items() if name.startswith(starts))
