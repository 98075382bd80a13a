"""Where a link of the notes leads."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import quote, unquote

from studyguide import paths
from studyguide.linking import as_on_github, faults, files, hints, liquid, note_paths, routes, section_names
from studyguide.linking.faults import Fault
from studyguide.linking.files import Way
from studyguide.linking.section_names import Name
from studyguide.linking.target_index import CHOICES, Index, published
from studyguide.model import Note, Section, Target
from studyguide.paths import Anchor, PageName, SourcePath
from studyguide.suggestions import SUGGESTIONS

_HYPHENS = re.compile(r"-+")
_FOOTNOTE = "user-content-fn-"
"""How GitBook and GitHub name a footnote."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")
"""A name that publishers give to a text (ISO 26324), which MyST takes for an address."""


def file(index: Index, source: SourcePath, path: str) -> Way | None:
    """Find a file beside the note, below the root, or, as Obsidian does, anywhere by its bare name."""
    path = liquid.filled(path)
    for joined in (as_on_github.below_notes(path, source, index.home), *as_on_github.from_root(path, index.home)):
        if found := index.assets.get(paths.fold(joined)):
            way = files.to_file(index, found)
            # A bare name that is found elsewhere is Obsidian's way.
            beside = path.startswith("/") or paths.fold(joined) == paths.fold(paths.resolve(source, path))
            return _amended(index, source, quote(path), found, way) if beside else way
    if own := files.own(index, paths.resolve(source, path)):
        return own
    # Dendron counts `./assets/a.png` from the root of a vault, wherever the note is.
    found = next(_by_end(index, path.removeprefix("./") if path.count("/") > 1 else path), None)
    return files.to_file(index, found) if found else None


def _by_end(index: Index, path: str) -> Iterator[SourcePath]:
    """Find files whose path ends so, as Obsidian does; a site's own `/img/a.png` lies in `static` or `public`."""
    end = paths.fold(f"/{path.lstrip('/')}")
    for found in index.assets_by_name.get(posixpath.basename(end), ()):
        if paths.fold(f"/{found}").endswith(end):
            yield found


def address(index: Index, section: Section, href: str) -> Way:
    """Follow an address that stands in a file: a relative path, a fragment, or both."""
    written = liquid.filled(unquote(href))
    if liquid.is_template(written):
        return Way(fault=faults.template(written))
    return _address(index, section.place.path, href if written == unquote(href) else written)


def _address(index: Index, source: SourcePath, href: str) -> Way:
    raw_path, _, fragment = href.partition("#")
    path, fragment = unquote(raw_path.partition("?")[0]), unquote(fragment)
    if not path:
        return _here(index, source, fragment)
    if path.startswith("/") and not path.strip("/.") and "" not in index.folders:
        return Way(own=index.start, fragment=fragment)
    beside = [as_on_github.below_notes(path, source, index.home)]
    places = list(as_on_github.from_root(path, index.home)) if path.startswith("/") else beside
    found = next((way for joined in places if (way := _place(index, source, joined, href, fragment))), None)
    is_folder = path.endswith("/") and places[-1] in index.folders_of_files
    found = found or (None if is_folder else _by_tool(index, source, path, fragment))
    if found is not None:
        return _doubted(found, faults.top(f"[{unquote(href)}]") if href.endswith("#") else None)
    if kept := as_on_github.kept(path, source, index.home):
        return Way(elsewhere=files.shown(index, kept, fragment))
    # As Obsidian finds it: by the end of a path.
    if not is_folder and (notes := note_paths.found(index.files, index.stems, source, path)):
        return _elsewhere(index, source, path, fragment, notes)
    return _without_note(index, source, path, places[-1], unquote(href))


def _elsewhere(index: Index, source: SourcePath, path: str, fragment: str, notes: Sequence[Note]) -> Way:
    """Follow an address that only the end of a path answers; where no vault is known, of several none is meant."""
    here = posixpath.dirname(source)
    ways = [hints.way(source, note.source.path) for note in notes[:CHOICES]]
    if len(notes) > 1 and not index.grows:
        choice = " or ".join(f"`{way}`" for way in ways)
        message = (
            f"`{path}` is not in {f'{here}/' if here else 'this folder'}, and elsewhere more than once: write {choice}"
        )
        return Way(fault=Fault("dead-link", message))
    way = _doubted(_in_file(index, notes[0], fragment), _several(path, notes, source))
    is_file = path.lower().endswith(".md")  # a mere word may be another tool's name for something
    better = ways[0] + (f"#{quote(fragment)}" if fragment else "")
    return replace(way, amend=(better, True)) if is_file and not way.fault else way


def _without_note(index: Index, source: SourcePath, path: str, joined: str, shown: str) -> Way:
    """Say what an address leads to that is none of a note."""
    # A site's own `/files/a.pdf` lies in `static`, or `public`; of many `package.json` none is meant.
    ended = list(_by_end(index, path))
    if ended and ("/" in path or len(ended) == 1):
        return files.to_file(index, ended[0], shown.partition("#")[2])
    if files.holds_files(index, joined):
        return files.to_folder(index, joined)
    if other := routes.unread(index.routes, index.files[paths.fold(source)], path):
        fragment = shown.partition("#")[2]
        return Way(fault=faults.of_other_tool(f"[{shown}]", other), elsewhere=files.shown(index, other, fragment))
    if led := _outside(path, joined, shown) or files.unread(index, joined):
        return led
    return Way(fault=faults.dead(f"[{shown}]", hints.file(index, source, joined)))


def _outside(path: str, joined: str, shown: str) -> Way | None:
    """Follow what is none of the notes: the name of a text, or a page beside the guide."""
    if _DOI.fullmatch(path):
        return Way(elsewhere=f"https://doi.org/{quote(path, safe='/')}")
    if joined.startswith("../") and path.endswith((".html", ".htm", "/")):
        return Way(fault=faults.out_of_notes(f"[{shown}]"))
    return None


def _place(index: Index, source: SourcePath, joined: str, href: str, fragment: str) -> Way | None:
    """Find the note, folder or file at a path below the notes."""
    as_written, *others = as_on_github.files_of(joined)
    # `b/` is no file `B.md` where a folder of that name is, though none of notes.
    if unquote(href.partition("#")[0].partition("?")[0]).endswith("/") and joined in index.folders_of_files:
        return None
    for candidate in (as_written, *others[:1]):
        if note := index.files.get(paths.fold(candidate)):
            return _amended(index, source, href, note.source.path, _in_file(index, note, fragment))
    if (folder := index.folders.get("" if joined == "." else paths.fold(joined))) is not None:
        return Way(folder)
    if own := files.own(index, joined, fragment):
        return own
    if found := index.assets.get(paths.fold(joined)):
        return _amended(index, source, href, found, files.to_file(index, found, fragment))
    notes = (index.files.get(paths.fold(candidate)) for candidate in others)
    note = next(filter(None, notes), None)
    return _amended(index, source, href, note.source.path, _in_file(index, note, fragment)) if note else None


def _amended(index: Index, source: SourcePath, href: str, found: SourcePath, way: Way) -> Way:
    if way.amend:  # of its fragment
        href = href.partition("#")[0] + way.amend[0]
    # Of a file in a hidden folder, `found` is where it is published.
    is_hidden_file = paths.fold(found) not in index.files and paths.fold(found) not in index.assets
    return (
        way
        if way.fault or is_hidden_file
        else replace(way, amend=as_on_github.amended(found, source, href, index.home) or (way.amend and (href, True)))
    )


def block(index: Index, name: str, shown: str) -> tuple[Way, str]:
    """Follow a reference to a block, and say how that block begins."""
    note, text = index.blocks.get(name, (None, ""))
    found = note.anchors.get(f"^{name}") if note else None
    if found and found[0] in index.pages:
        return Way(*found), text or index.pages[found[0]].title
    return Way(fault=Fault("dead-link", f"`{shown}` is the id of no block: it is shown as text")), shown


def called(index: Index, name: str) -> PageName | None:
    """Find a page by its name, if there is one."""
    found = index.names.get(paths.fold(name), ())
    notes = index.stems.get(paths.fold(name), ())
    if found and found[0].rank <= section_names.TITLE:
        return found[0].target.section.page
    return _in_file(index, notes[0], "").page if notes else None


def _here(index: Index, source: SourcePath, fragment: str) -> Way:
    """Follow a fragment by itself: in the same file, or, where MyST has a label of that name, in another."""
    way = _in_file(index, index.files[paths.fold(source)], fragment)
    if way.fault is None:
        return way
    doubted = index.has_notebooks and way.fault.severity != "info"
    return labelled(index, fragment) or replace(way, fault=faults.in_notebook(way.fault, doubted))


def labelled(index: Index, name: str) -> Way | None:
    """Find what MyST calls so in any file."""
    note, label = index.labels.get(paths.fold(name), (None, ""))
    return _in_file(index, note, label) if note else None


def _by_tool(index: Index, source: SourcePath, path: str, fragment: str) -> Way | None:
    """Follow an address as another tool does: to where a page of its site would be, or to a label of MyST."""
    note = routes.find(index.routes, index.files[paths.fold(source)], path)
    if note is not None:
        return replace(_in_file(index, note, fragment), amend=None)
    return _folder_by_tool(index, source, path) or labelled(index, path)


def _folder_by_tool(index: Index, source: SourcePath, path: str) -> Way | None:
    """Find a folder without a text of its own, of which other tools make a list at `/posts/`."""
    note = index.files[paths.fold(source)]
    found = (index.folders.get(route) for route in routes.possible(note, path) if path.startswith("/"))
    return next((Way(page) for page in found if page is not None and page in index.pages), None)


def named(index: Index, section: Section, shown: str, name: str, fragment: str) -> Way:
    """Follow ``[[name#fragment]]``: an id, title, alias or file. ``shown`` is the link as it was written."""
    if not name:
        return _part(index, section, fragment)
    source = section.place.path
    target = index.ids.get(name)
    notes = note_paths.found(index.files, index.stems, source, name)
    if target and target.section.last and not (notes and _of_folder(target)):
        return _at(index, target, fragment)
    found = index.names.get(paths.fold(name), ())
    if (name.endswith("/") or not (notes or found)) and (page := _folder(index, source, name)) is not None:
        return Way(page) if not fragment else _part(index, index.pages[page], fragment)
    if notes and not _taken(index, name, notes, found):
        return _doubted(_in_file(index, notes[0], fragment), _several(name, notes, source))
    if found:
        return _titled(index, section, name, fragment, notes)
    close = hints.name(index, name or fragment, section)
    dead = faults.dead(shown, close)
    if index.grows and not close:
        dead = replace(dead, severity="info")
    return files.unread(index, name) or Way(fault=dead)


def _of_folder(target: Target) -> bool:
    """Say whether an id is a folder's name, which a file that is called so has before it: `[[Setup]]` is setup.md."""
    section = target.section
    return not section.meta.id and paths.is_index(posixpath.splitext(posixpath.basename(section.place.path))[0])


def _taken(index: Index, name: str, notes: Sequence[Note], found: Sequence[Name]) -> bool:
    """Say whether a section bears the name of a file, so that it comes first.

    None does where the file's own page bears it too, where it is of a part of another file, or of the page of a folder
    that nobody wrote (`[[Setup]]` is setup.md), or where the section's own file is called so: then the nearest of these
    files is meant.
    """
    if not found or found[0].rank > section_names.TITLE or not found[0].target.section.last:
        return False
    section = found[0].target.section
    if section.place.path in {note.source.path for note in notes}:
        return False
    other = index.files.get(paths.fold(section.place.path))
    if not section.meta.id and other is not None and other.sections and other.sections[0].page != section.page:
        return False
    own = index.pages.get(notes[0].sections[0].page) if notes[0].sections else None
    return own is None or paths.fold(own.title) != paths.fold(name)


def _titled(index: Index, section: Section, name: str, fragment: str, notes: Sequence[Note]) -> Way:
    """Follow a name that a section has; of several the file that is called so is meant, as in Obsidian."""
    ids = index.meant[paths.fold(name)]
    if len(ids) > 1 and notes and (way := _in_file(index, notes[0], fragment)).page is not None:
        return _doubted(way, _several(name, notes, section.place.path))
    target = index.names[paths.fold(name)][0].target
    way = _at(index, target, fragment)
    if len(ids) > 1:
        # In a vault that grows a name that only headings have is one of a note to be written.
        is_page = index.names[paths.fold(name)][0].rank <= section_names.TITLE
        return _doubted(way, faults.ambiguous(name, ids) if is_page or not index.grows else None)
    other = next((note for note in notes if published(note, index.pages)), None)
    if other is None or target.section.page in {part.page for part in other.sections}:
        return way
    return _doubted(way, faults.ambiguous(name, (target.id, other.sections[0].id)))


def _doubted(way: Way, fault: Fault | None) -> Way:
    """Say that another place could be meant, where nothing worse is to be said."""
    return way if way.fault else replace(way, fault=fault)


def _folder(index: Index, source: SourcePath, name: str) -> PageName | None:
    """Find the page of a folder, from the top or as seen from the note."""
    places = [paths.resolve(source, name)] if name[:1] == "." else [*as_on_github.from_root(name, index.home)]
    pages = [index.folders.get("" if place == "." else paths.fold(place)) for place in places]
    # Of a folder that holds nothing else, README is a page as any other, and so is the note that is called as it is.
    alone = (index.files.get(paths.fold(path)) for place in places for path in _standing_for(place))
    pages += [note.sections[0].page for note in alone if note and note.sections]
    if name.endswith("/") and name[:1] not in "./":  # as Quartz finds it, by the end of its path
        end = f"/{paths.fold(name.rstrip('/'))}"
        pages += [page for folder, page in islice(index.folders.items(), SUGGESTIONS) if f"/{folder}".endswith(end)]
    return next((page for page in pages if page in index.pages), None)


def _standing_for(folder: str) -> Iterator[str]:
    yield from as_on_github.readmes(folder)
    yield f"{folder}/{posixpath.basename(folder)}.md"


def _in_file(index: Index, note: Note, fragment: str) -> Way:
    if not published(note, index.pages):
        return Way(fault=faults.draft(note))
    own = note.sections[0].page
    is_known = fragment.lower() == "top" or fragment.startswith(_FOOTNOTE)
    if not fragment:
        return Way(own)
    if fragment not in note.anchors:
        # A link of Obsidian's may have been written anew with its text: `(b.md#^one|text)`.
        fragment = fragment.removeprefix("user-content-").partition("|")[0].strip()
    # As it is on GitHub or as Obsidian calls it; else as people type it: `#My Heading`.
    found = note.anchors.get(fragment) or _block(note, fragment)
    parts = index.parts[paths.fold(note.source.path)]
    if found is None and (target := parts.find(fragment)):
        return Way(target.section.page, target.heading.anchor)
    found = found or note.anchors.get(paths.anchor(fragment)) or as_on_github.heading_at(note, fragment)
    if found and found[0] in index.pages:
        return Way(*found)
    target = parts.spelled(fragment)
    if other := target or parts.counted(fragment):
        return _spelled(note, target, fragment) if target and not index.home.of_gitbook else _at(index, other, "")
    # Of a page that calls nothing else so, every browser has it (HTML, “select the indicated part”).
    missed = faults.by_program(note, fragment, index.dialects) or _no_part(fragment, note.source.path, note.anchors)
    return Way(own, fault=None if is_known else missed)


def _spelled(note: Note, target: Target, fragment: str) -> Way:
    """Lead to a heading whose fragment another tool makes in another way, and say how GitHub makes it."""
    page, anchor = target.section.page, target.heading.anchor
    names = (name for name, place in note.anchors.items() if place == (page, anchor) and name != anchor)
    better = next(names, anchor)
    # Of two blanks in a heading GitHub makes two hyphens.
    is_wider = len(fragment) > len(better) and _HYPHENS.sub("-", fragment) == _HYPHENS.sub("-", better)
    return Way(page, anchor, amend=None if is_wider else (f"#{better}", True))


def _block(note: Note | None, fragment: str) -> tuple[PageName, Anchor] | None:
    """Find a block by Obsidian's name, of which case does not count."""
    return note.anchors.get(paths.fold(fragment.strip())) if note and fragment.startswith("^") else None


def _no_part(fragment: str, of: str, known: Iterable[str], close: str = "") -> Fault:
    if fragment.startswith("^"):
        message = f"no block of {of} is called `{fragment}`: write that at the end of the one that is meant"
        return Fault("dead-anchor", f"{message}, or leave it out")
    return Fault(
        "dead-anchor", f"`#{fragment}` is no heading of {of}{close or hints.hint(fragment.lower(), known, '#{}')}"
    )


def _at(index: Index, target: Target, fragment: str) -> Way:
    return _part(index, target.section, fragment) if fragment else Way(target.section.page, target.heading.anchor)


def _part(index: Index, section: Section, fragment: str) -> Way:
    """Find a heading of a section, or of the other pages cut from the same file."""
    note = index.files.get(paths.fold(section.place.path))
    block = _block(note, fragment.rpartition("#")[2] or fragment)
    if block and block[0] in index.pages:
        return Way(*block)
    parts = index.parts.get(paths.fold(section.place.path))
    if target := index.headings[section.page].find(fragment) or (parts and parts.find(fragment)):
        return Way(target.section.page, target.heading.anchor)
    titles = [heading.title for part in _parts(index, section) for heading in part.headings]
    # Of the same letters is what differs in an emoji alone.
    alike = parts.spelled(fragment) if parts else None
    close = f": did you mean `#{alike.heading.title}`?" if alike else ""
    return Way(section.page, fault=_no_part(fragment, f"“{section.title}”", titles, close))


def _parts(index: Index, section: Section) -> Iterator[Section]:
    """Yield a section, then the others that were cut from its file."""
    yield index.pages[section.page]
    note = index.files.get(paths.fold(section.place.path))
    for part in note.sections if note else ():
        if part.page != section.page and part.page in index.pages:
            yield index.pages[part.page]


def _several(name: str, notes: Sequence[Note], source: SourcePath) -> Fault | None:
    """Name the files that could be meant."""
    if len(notes) == 1 or [note_paths.near(note, source) for note in notes].count(True) == 1:
        return None  # of the folder's own, as Obsidian finds it, nobody doubts
    choice = ", ".join(f"`[[{note.source.path.removesuffix('.md')}]]`" for note in notes[:CHOICES])
    message = f"`[[{name}]]` could mean several notes and leads to {notes[0].source.path}: write one of {choice}"
    return Fault("ambiguous", message)
