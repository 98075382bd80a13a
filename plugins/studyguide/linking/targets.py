"""Everything that a link of the notes can name, and where it leads."""

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar
from urllib.parse import quote, unquote

from studyguide import paths
from studyguide.linking import section_names
from studyguide.linking.section_names import Name
from studyguide.model import Note, Section, Target
from studyguide.notes.file_kinds import Refusal
from studyguide.notes.folder import Folder
from studyguide.notes.left_out import LeftOut, is_hidden
from studyguide.options import Options
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Severity
from studyguide.repository import Repository
from studyguide.suggestions import nearest

_Item = TypeVar("_Item")

_OF_REPOSITORIES = re.compile(
    r"(?:(?:un)?licen[cs]e|copying|copyright|notice|authors|contributors|citation|code_?owners)([.-][\w.-]+)?",
    re.IGNORECASE,
)
"""Files at the top that say whose the notes are; hosts of repositories show them beside the notes."""

CHOICES = 4
"""Sections proposed where a name could mean several."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a link."""

    rule: str
    message: str
    severity: Severity = "warning"


@dataclass(frozen=True)
class Way:
    """Where a link leads: to a page, to a file, elsewhere, or, where all are missing, nowhere."""

    page: PageName | None = None
    anchor: str = ""
    asset: SourcePath | None = None
    fault: Fault | None = None
    elsewhere: str = ""
    """The address of a file that is not published, where it is kept."""
    own: str | None = None
    """The address below the site's root of one of the owner's own pages or files, without the fragment."""
    fragment: str = ""


@dataclass(frozen=True)
class Index:
    """Everything a link can name. Keys are folded."""

    names: Mapping[str, tuple[Name, ...]]
    ids: Mapping[str, Target]
    files: Mapping[str, Note]
    stems: Mapping[str, tuple[Note, ...]]
    pages: Mapping[PageName, Section]
    folders: Mapping[str, PageName]
    assets: Mapping[str, SourcePath]
    assets_by_name: Mapping[str, SourcePath] = field(default_factory=dict)
    refused: Mapping[SourcePath, Refusal] = field(default_factory=dict)
    """Those of the assets that are not published."""
    repository: Repository | None = None
    own: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """For the owner's own files as seen from the notes, folded: how they are written, and their addresses."""
    meant: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each name, the ids of those that bear it most strongly, as many as are shown."""
    initials: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Keys of ``names`` by their first letter."""
    headings: Mapping[PageName, Mapping[str, Target]] = field(default_factory=dict)
    """For each page, its headings by title, anchor and id."""
    rules: LeftOut | None = None
    """What of the notes folder is not read."""
    parts: Mapping[str, Mapping[str, Target]] = field(default_factory=dict)
    """For each file, the headings of all pages that were cut from it; of one name the first."""


def _grouped(items: Iterable[_Item], key: Callable[[_Item], str]) -> dict[str, list[_Item]]:
    """Put items under their keys, in the order in which they come."""
    groups: dict[str, list[_Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def index(
    notes: Sequence[Note],
    sections: Sequence[Section],
    folder: Folder,
    folders: Mapping[str, PageName],
    options: Options = Options(),  # noqa: B008  it never changes
) -> Index:
    """Build the index of a library. ``folders`` maps a folder of the notes to its chapter page.

    What is not published is kept in the repository, where ``options`` know it.
    """
    by_name = _grouped(section_names.collect(sections), lambda name: paths.fold(name.text))
    headings = {section.page: _headings(section) for section in sections}
    published_first = sorted(notes, key=lambda note: not _published(note, headings))  # a draft leads nowhere
    # Without `.md`: Obsidian links by the file's name.
    stems = _grouped(published_first, lambda note: paths.fold(posixpath.basename(note.source.path)[:-3]))
    files = sorted((*folder.assets, *folder.refused))
    return Index(
        names={key: tuple(found) for key, found in by_name.items()},
        ids={key: found[0] for key, found in _grouped(section_names.targets(sections), lambda t: t.id).items()},
        files={paths.fold(note.source.path): note for note in notes},
        stems={key: tuple(found) for key, found in stems.items()},
        pages={section.page: section for section in sections},
        folders={paths.fold(folder): page for folder, page in folders.items()},
        assets={paths.fold(folder.assets[path].source if path in folder.assets else path): path for path in files},
        # In order, so that of two files of one name the same wins on every machine; one that is hidden never does.
        assets_by_name=_by_name(
            (*sorted(p for p, a in folder.assets.items() if not a.hidden), *sorted(folder.refused))
        ),
        refused=folder.refused,
        repository=options.repository,
        own={paths.fold(path): (path, address) for path, address in options.own.items()},
        meant={key: _meant(found) for key, found in by_name.items()},
        initials=_grouped(by_name, lambda key: key[:1]),
        headings=headings,
        rules=folder.rules,
        parts={paths.fold(note.source.path): _first(note, headings) for note in notes},
    )


def _by_name(files: Iterable[SourcePath]) -> dict[str, SourcePath]:
    """Map bare names to files: of those with one name, the first of ``files``, which begin with published ones."""
    found: dict[str, SourcePath] = {}
    for path in files:
        found.setdefault(paths.fold(posixpath.basename(path)), path)
    return found


def _meant(found: Sequence[Name]) -> list[str]:
    """List the ids of those that a name belongs to most strongly, up to the number that is shown."""
    return list(dict.fromkeys(name.target.id for name in found if name.rank == found[0].rank))[:CHOICES]


def _published(note: Note, shown: Container[PageName]) -> bool:
    return bool(note.sections) and note.sections[0].page in shown


def _headings(section: Section) -> dict[str, Target]:
    """Map what a link can call a heading to the first that is called so."""
    found: dict[str, Target] = {}
    for heading in section.headings:
        for name in (heading.title, heading.anchor, heading.meta.id):
            found.setdefault(paths.fold(name), Target(section, heading))
    return found


def _first(note: Note, headings: Mapping[PageName, Mapping[str, Target]]) -> dict[str, Target]:
    """Join the headings of the pages that were cut from a file."""
    found: dict[str, Target] = {}
    for section in note.sections:
        for name, target in headings.get(section.page, {}).items():
            found.setdefault(name, target)
    return found


def pages_by_name(index: Index) -> dict[str, Target]:
    """Map folded names to the pages they name, without the headings inside pages."""
    best = {key: found[0].target for key, found in index.names.items()}
    return {key: target for key, target in best.items() if target.heading is target.section.head}


def file(index: Index, source: SourcePath, path: str) -> Way | None:
    """Find a file beside the note, below the root, or, as Obsidian does, anywhere by its bare name."""
    for joined in (paths.resolve(source, path), _from_root(path)):
        if found := index.assets.get(paths.fold(joined)):
            return _to_file(index, found)
    if own := _own(index, paths.resolve(source, path)):
        return own
    named = index.assets_by_name.get(paths.fold(path))
    return _to_file(index, named) if named else None


def address(index: Index, section: Section, href: str) -> Way:
    """Follow an address that stands in a file: a relative path, a fragment, or both."""
    raw_path, _, fragment = href.partition("#")
    path, fragment = unquote(raw_path.partition("?")[0]), unquote(fragment)
    source = section.place.path
    if not path:
        return _in_file(index, index.files[paths.fold(source)], fragment)
    joined = _from_root(path) if path.startswith("/") else paths.resolve(source, path)
    # GitHub's wikis link without the ending.
    for candidate in (joined, f"{joined}.md"):
        if note := index.files.get(paths.fold(candidate)):
            return _in_file(index, note, fragment)
    folder = index.folders.get("" if joined == "." else paths.fold(joined))
    if folder is not None:
        return Way(folder)
    if own := _own(index, joined, fragment):
        return own
    found = index.assets.get(paths.fold(joined))
    if found is None:
        return Way(fault=_unread(index, joined) or _dead(f"[{unquote(href)}]", _similar_file(index, source, joined)))
    return _to_file(index, found)


def named(index: Index, section: Section, shown: str, name: str, fragment: str) -> Way:
    """Follow ``[[name#fragment]]``: an id, title, alias or file. ``shown`` is the link as it was written."""
    if not name:
        return _part(index, section, fragment)
    if target := index.ids.get(name):
        return _at(index, target, fragment)
    note = index.files.get(paths.fold(paths.resolve(SourcePath(""), f"{name.removesuffix('.md')}.md")))
    notes = (note,) if note else index.stems.get(paths.fold(name.removesuffix(".md")), ())
    found = index.names.get(paths.fold(name), ())
    # A heading inside some page does not take a file's name away: `[[Setup]]` is setup.md.
    if found and not (notes and found[0].rank > section_names.TITLE):
        ids = index.meant[paths.fold(name)]
        # Of several sections of one name, the file that is called so is meant, as in Obsidian.
        if len(ids) > 1 and len(notes) == 1 and (way := _in_file(index, notes[0], fragment)).page is not None:
            return way
        way = _at(index, found[0].target, fragment)
        return way if len(ids) == 1 else Way(way.page, way.anchor, fault=_ambiguous(name, ids))
    if notes:
        return _in_file(index, notes[0], fragment)
    return Way(fault=_unread(index, name) or _dead(shown, _similar_name(index, name or fragment)))


def _unread(index: Index, path: str) -> Fault | None:
    """Say that a link leads to a note that is left out; None where there is none."""
    unread = index.rules.unread if index.rules else {}
    found = unread.get(paths.fold(path)) or unread.get(paths.fold(f"{path}.md"))
    if found is None:
        return None
    hidden = next((part for part in found.split("/") if is_hidden(part)), "")
    reason = f"is hidden, for `{hidden}` begins with a dot: rename it" if hidden else "is left out: change `exclude`"
    return Fault("dead-link", f"{found} {reason}, or leave out the link, whose text is shown without it")


def _to_file(index: Index, path: SourcePath) -> Way:
    refusal = index.refused.get(path)
    if refusal is None:
        return Way(asset=path)
    elsewhere = index.repository.shown(path) if index.repository else ""
    return Way(fault=_unpublished(path, refusal, elsewhere), elsewhere=elsewhere)


def _own(index: Index, path: str, fragment: str = "") -> Way | None:
    """Find one of the owner's own files: on the site, or where it is kept if the output has no such pages."""
    path, address = index.own.get(paths.fold(path), ("", ""))
    if address:
        return Way(own=address, fragment=fragment)
    kept = index.repository.shown(path) + (f"#{quote(fragment)}" if fragment else "") if index.repository else ""
    return Way(elsewhere=kept) if path else None


def _from_root(path: str) -> str:
    return paths.resolve(SourcePath(""), path.lstrip("/"))


def _in_file(index: Index, note: Note, fragment: str) -> Way:
    if not _published(note, index.pages):
        return Way(fault=_draft(note))
    own = note.sections[0].page
    # As it is on GitHub, or as people type it: `#My Heading`.
    found = note.anchors.get(fragment) or note.anchors.get(paths.anchor(fragment))
    if not fragment or (found and found[0] in index.pages):
        return Way(*(found if fragment and found else (own, "")))
    hint = _hint(fragment.lower(), note.anchors, "#{}")
    return Way(own, fault=Fault("dead-anchor", f"`#{fragment}` is no heading of {note.source.path}{hint}"))


def _at(index: Index, target: Target, fragment: str) -> Way:
    return _part(index, target.section, fragment) if fragment else Way(target.section.page, target.heading.anchor)


def _part(index: Index, section: Section, fragment: str) -> Way:
    """Find a heading of a section, or of the other pages cut from the same file."""
    # Obsidian writes the way to a heading: `[[note#Chapter#Part]]`; the last one is meant.
    # A heading may end in the sign: `[[note#C#]]`.
    last = fragment.rstrip("#").rpartition("#")[2].strip() + "#" * fragment.endswith("#")
    note = index.files.get(paths.fold(section.place.path))
    if last.startswith("^") and note and (block := note.anchors.get(last)) and block[0] in index.pages:
        return Way(*block)
    wanted = paths.fold(last)
    parts = index.parts.get(paths.fold(section.place.path), {})
    if target := index.headings[section.page].get(wanted) or parts.get(wanted):
        return Way(target.section.page, target.heading.anchor)
    titles = (heading.title for part in _parts(index, section) for heading in part.headings)
    fault = Fault("dead-anchor", f"`#{fragment}` is no heading of “{section.title}”{_hint(last, titles, '#{}')}")
    return Way(section.page, fault=fault)


def _parts(index: Index, section: Section) -> Iterator[Section]:
    """Yield a section, then the others that were cut from its file."""
    yield index.pages[section.page]
    note = index.files.get(paths.fold(section.place.path))
    for part in note.sections if note else ():
        if part.page != section.page and part.page in index.pages:
            yield index.pages[part.page]


# What is said of links that lead nowhere.


def _ambiguous(name: str, ids: Iterable[str]) -> Fault:
    choice = ", ".join(f"`[[{id_}]]`" for id_ in ids)
    return Fault("ambiguous", f"`[[{name}]]` could mean several sections: write one of {choice}")


def _dead(shown: str, hint: str) -> Fault:
    return Fault(
        "dead-link",
        f"`{shown}` leads to no section, file or alias{hint or ': its text is shown without a link'}",
    )


def _draft(note: Note) -> Fault:
    return Fault(
        "dead-link",
        f"{note.source.path} is a draft: the link's text is shown without a link until it is published",
    )


def _unpublished(path: SourcePath, refusal: Refusal, elsewhere: str) -> Fault:
    shown = "the link leads to it in the repository" if elsewhere else "link to where it is kept"
    repair = ", or ".join(filter(None, (refusal.repair, shown)))
    message = f"{path} is not published, because {refusal.reason}: {repair}"
    # Readers who follow the link find it, or it is what each repository has and no site shows.
    severity: Severity = "info" if elsewhere or _OF_REPOSITORIES.fullmatch(path) else "warning"
    return Fault("unsafe-file", message, "error") if refusal.danger else Fault("unpublished", message, severity)


def _similar_name(index: Index, wanted: str) -> str:
    key = paths.fold(wanted)
    # Only names with the same first letter: every dead link looks through them, and a guide has thousands.
    return _hint(key, index.initials.get(key[:1], ()), "[[{}]]", lambda close: index.names[close][0].text)


def _similar_file(index: Index, source: SourcePath, wanted: str) -> str:
    own = (path for path, _ in index.own.values())
    known = chain((note.source.path for note in index.files.values()), index.assets.values(), own)
    return _hint(wanted, known, "{}", lambda close: posixpath.relpath(close, posixpath.dirname(source) or "."))


def _hint(wanted: str, known: Iterable[str], form: str, spelled: Callable[[str], str] = str) -> str:
    """Propose the nearest of the known names, or nothing; ``spelled`` says how it is written here."""
    close = nearest(wanted, known)
    return f": did you mean `{form.format(spelled(close))}`?" if close else ""
