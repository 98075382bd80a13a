"""Make chapters of folders, and draw the navigation from sections."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from studyguide import paths
from studyguide.model import Heading, NavNode, Section
from studyguide.paths import HOME, Anchor, PageName, SourcePath, folders_above
from studyguide.problems import Place
from studyguide.reuse.memory import changed, kept


def arrange(
    sections: Sequence[Section], titles: Mapping[str, str]
) -> tuple[tuple[Section, ...], Mapping[str, PageName]]:
    """Put files under the pages of their folders, and add a page for each folder that has none, by its title.

    Also returns the folders with their pages, for links to a folder.
    """
    # Folded: `Storage/` and `storage/` are one folder on macOS and Windows, and so one chapter everywhere.
    known = {paths.fold(section.page): section.page for section in sections}
    folders: dict[str, PageName] = {"": HOME} if HOME in known else {}
    added: list[Section] = []
    for section in sections:
        # From the outside in: the page of a folder is placed below that of the folder around it.
        for folder in reversed(list(folders_above(paths.folder_of(section.page)))):
            index = paths.index_of(folder)
            # The folder of the notes, whose name may differ from that in the URL.
            written = SourcePath("/".join(section.place.path.split("/")[: folder.count("/") + 1]))
            if paths.fold(index) not in known:
                known[paths.fold(index)] = index
                added.append(_folder_page(folder, written, titles.get(written) or posixpath.basename(folder)))
            is_folder = section.place.path.startswith(f"{written}/")
            folders.setdefault(written if is_folder else folder, known[paths.fold(index)])
    everything = [*added, *sections]
    # Sections cut from a file know their parent; only files and folders are still to be placed.
    placed = [changed(s, parent=_parent(s, known)) if s.parent is None else s for s in everything]
    return _ordered(placed), folders


def _parent(section: Section, known: Mapping[str, PageName]) -> PageName | None:
    """Find the chapter of the nearest folder; ``known`` maps folded names to pages."""
    for folder in folders_above(paths.folder_of(section.page)):
        index = known.get(paths.fold(paths.index_of(folder)))
        if index is not None and index != section.page:
            return index
    return None


@kept
def _folder_page(folder: str, written: SourcePath, title: str) -> Section:
    # Line 1 and last line 0: no file says this, so there is nothing to edit (see `section.last` in section.html).
    place = Place(written, 1)
    inline = (Token("text", "", 0, content=title),)
    head = Heading(title, inline, 1, place, Anchor(""))
    return Section(folder, paths.index_of(folder), title, place, 0, (), (head,), {}, None, chapter=True)


def _ordered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Sort depth first: a chapter, then what is in it, as the navigation shows them."""
    children: dict[PageName | None, list[Section]] = defaultdict(list)
    for section in sections:
        children[section.parent].append(section)
    return tuple(_below(None, children))


def _below(parent: PageName | None, children: Mapping[PageName | None, Sequence[Section]]) -> Iterator[Section]:
    # No function in a function: one that calls itself keeps what it sees, all sections, until garbage is collected.
    for section in sorted(children.get(parent, ()), key=_order):
        chapter = bool(children.get(section.page)) or section.chapter
        yield changed(section, chapter=chapter)
        yield from _below(section.page, children)


def _order(section: Section) -> tuple[bool, float, tuple[tuple[int, int | str], ...], int]:
    """Order by the author's number, then by file, then by place in the file; a home page comes first."""
    number = section.meta.order if section.meta.order is not None else float("inf")
    # natural: `2-ec2.md` before `10-vpc.md`, as people number files.
    path = section.place.path if section.page != HOME else ""
    return section.page != HOME, number, paths.natural(path), section.place.line


def navigation(sections: Iterable[Section]) -> tuple[NavNode, ...]:
    """Draw the tree of chapters and sections; a chapter's page is the index of its group, the home page that of all."""
    listed = list(sections)
    children: dict[PageName | None, list[Section]] = defaultdict(list)
    for section in listed:
        children[section.parent].append(section)
    top = (section for section in children[None] if section.page != HOME)
    return tuple(_node(section, children) for section in (*children[HOME], *top))


def _node(section: Section, children: Mapping[PageName | None, Sequence[Section]]) -> NavNode:
    below = tuple(_node(child, children) for child in children.get(section.page, ()))
    return NavNode(section.meta.short_title or section.title, section.page, below)
