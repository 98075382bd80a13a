"""Name the pages of files, make chapters of folders, and draw the navigation from both."""

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from markdown_it.token import Token

from studyguide import paths
from studyguide.draft import Distinct
from studyguide.model import Heading, NavNode, Place, Problem, Section, Source
from studyguide.paths import HOME, Anchor, PageName, SourcePath

RESERVED = frozenset(
    {
        "tags",
        "glossary",
        "compare",
        "coverage",
        "practice",
        "print",
        "changes",
        "search",
        "assets",
        "404",
        "stylesheets",
        "javascripts",
        "sitemap.xml",
        "sitemap.xml.gz",
        "studyguide.json",
        "feed.xml",
        "practice.apkg",
    }
)
"""First parts of URLs that the guide or its host uses."""

SEGMENT_BYTES = 200
"""Length of a file's or folder's name in a URL; file systems stop at 255, and endings are still to come."""


def names(
    sources: Sequence[Source], *, own_home: bool, files: Iterable[str] = ()
) -> tuple[dict[SourcePath, PageName], tuple[Problem, ...]]:
    """Give every file a page of its own, also where names differ only in case or a folder is called so.

    ``files`` are paths below the site's root where a page would need a folder but a file is published.
    """
    folders = {paths.fold(folder) for source in sources for folder in _folders(source.path)}
    reserved = RESERVED | {paths.fold(file) for file in files}
    result: dict[SourcePath, PageName] = {}
    taken = Distinct(first=2)
    problems: list[Problem] = []
    for source in sources:
        wanted = paths.page_of(source.path)
        page = _free(wanted, reserved)
        if page != wanted:
            problems.append(_moved(source, paths.folder_of(wanted), paths.folder_of(page)))
        if page == HOME and own_home:
            page = PageName("readme")
        folder = posixpath.splitext(source.path)[0]
        if paths.fold(folder) in folders and not page.endswith("index"):
            page = paths.index_of(page)
        stem = paths.folder_of(page) or "index"
        distinct = taken.name(stem)
        if distinct != stem:
            problems.append(_moved(source, stem, distinct))
            page = PageName(f"{distinct}/index" if page.endswith("/index") else distinct)
        result[source.path] = page
    return result, tuple(problems)


def segments(pages: Iterable[PageName], files: Iterable[str]) -> Mapping[str, Collection[str]]:
    """Map every folder of the site (folded, empty for its root) to the names in it that no section may take."""
    found: dict[str, set[str]] = defaultdict(set, {"": set(RESERVED)})
    for path in (*(paths.folder_of(page) for page in pages), *files):
        whole = paths.fold(path)
        while whole:
            folder, name = posixpath.split(whole)
            found[folder].add(name)
            whole = folder
    return found


def _free(page: PageName, reserved: Container[str]) -> PageName:
    """Give other names to the parts of a path that a file of the site has, or that no file system would take."""
    parts: list[str] = []
    for part in page.split("/"):
        whole = paths.fold("/".join((*parts, part)))
        # A folder called like a page's file would stand in that page's way.
        clash = whole in reserved or whole.endswith((".html", ".htm"))
        parts.append(_short(f"{part}-notes" if clash else part))
    return PageName("/".join(parts))


def _short(part: str) -> str:
    data = part.encode()
    if len(data) <= SEGMENT_BYTES:
        return part
    return f"{data[:SEGMENT_BYTES].decode('utf-8', 'ignore')}-{hashlib.sha256(data).hexdigest()[:8]}"


def _moved(source: Source, wanted: str, got: str) -> Problem:
    message = f"the URL `{wanted}/` is taken, this file got `{got}/`: rename the file"
    return Problem(Place(source.path, 1), "same-url", message)


def _folders(path: str) -> Iterable[str]:
    while path := posixpath.dirname(path):
        yield path


def arrange(sections: Sequence[Section]) -> tuple[tuple[Section, ...], Mapping[str, PageName]]:
    """Put files under the pages of their folders, and add a page for each folder that has none.

    Also returns the folders with their pages, for links to a folder.
    """
    known = {paths.fold(section.page): section.page for section in sections}
    folders: dict[str, PageName] = {"": HOME} if HOME in known else {}
    added: list[Section] = []
    for section in sections:
        for folder in reversed(list(_folders(_home_folder(section)))):
            index = paths.index_of(folder)
            if paths.fold(index) not in known:
                known[paths.fold(index)] = index
                added.append(_folder_page(folder, section))
            folders.setdefault(folder, known[paths.fold(index)])
    everything = [*added, *sections]
    placed = [replace(s, parent=_parent(s, known)) if s.parent is None else s for s in everything]
    return _ordered(placed), folders


def _home_folder(section: Section) -> str:
    """Return a path inside the folder whose page a section belongs under."""
    return paths.folder_of(section.page)


def _parent(section: Section, known: Mapping[str, PageName]) -> PageName | None:
    """Find the chapter of the nearest folder; ``known`` maps folded names to pages."""
    for folder in _folders(paths.folder_of(section.page)):
        index = known.get(paths.fold(paths.index_of(folder)))
        if index is not None and index != section.page:
            return index
    return None


def _folder_page(folder: str, first: Section) -> Section:
    name = posixpath.basename(folder).replace("-", " ").replace("_", " ")
    title = name[:1].upper() + name[1:]
    place = Place(SourcePath(posixpath.dirname(first.place.path)), 1)
    inline = (Token("text", "", 0, content=title),)
    head = Heading(title, inline, 1, place, Anchor(""))
    return Section(folder, paths.index_of(folder), title, place, 0, (), (head,), {}, None, chapter=True)


def _ordered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Sort depth first: a chapter, then what is in it, as the navigation shows them."""
    children: dict[PageName | None, list[Section]] = defaultdict(list)
    for section in sections:
        children[section.parent].append(section)
    result: list[Section] = []

    def visit(parent: PageName | None) -> None:
        for section in sorted(children[parent], key=_order):
            chapter = bool(children[section.page]) or section.chapter
            result.append(replace(section, chapter=chapter))
            visit(section.page)

    visit(None)
    return tuple(result)


def _order(section: Section) -> tuple[bool, float, tuple[tuple[int, int | str], ...], int]:
    """Order by the author's number, then by file, then by place in the file; a home page comes first."""
    number = section.meta.order if section.meta.order is not None else float("inf")
    path = section.place.path if section.page != HOME else ""
    return section.page != HOME, number, paths.natural(path), section.place.line


def navigation(sections: Iterable[Section]) -> tuple[NavNode, ...]:
    """Draw the tree of chapters and sections; a chapter's page is the index of its group, the home page that of all."""
    listed = list(sections)
    children: dict[PageName | None, list[Section]] = defaultdict(list)
    for section in listed:
        children[section.parent].append(section)

    def node(section: Section) -> NavNode:
        return NavNode(section.title, section.page, tuple(node(child) for child in children[section.page]))

    top = (section for section in children[None] if section.page != HOME)
    return tuple(node(section) for section in (*children[HOME], *top))
