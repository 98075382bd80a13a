"""Everything that a link of the notes can name, each kind under what links call it."""

import posixpath
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from studyguide import paths
from studyguide.linking import as_on_github, heading_names, routes, section_names
from studyguide.linking.as_on_github import Home
from studyguide.linking.groups import grouped
from studyguide.linking.heading_names import HeadingNames
from studyguide.linking.routes import Routes
from studyguide.linking.section_names import Name
from studyguide.model import Note, Section, Target
from studyguide.notes import file_names
from studyguide.notes.file_kinds import Refusal
from studyguide.notes.folder import Folder
from studyguide.notes.left_out import LeftOut
from studyguide.options import Options
from studyguide.paths import PageName, SourcePath
from studyguide.repository import Repository

NAMESAKES = 50
"""Files of one name that are looked at: every link that nothing else answers looks at all."""

_OF_DENDRON = frozenset(("dendron.yml", "dendron.code-workspace", "root.schema.yml"))

CHOICES = 4
"""Sections proposed where a name could mean several."""

_FOOTNOTES = ("unused-footnote", "double-footnote")


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
    assets_by_name: Mapping[str, Sequence[SourcePath]] = field(default_factory=dict)
    refused: Mapping[SourcePath, Refusal] = field(default_factory=dict)
    """Those of the assets that are not published."""
    repository: Repository | None = None
    own: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """For the owner's own files as seen from the notes, folded: how they are written, and their addresses."""
    meant: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each name, the ids of those that bear it most strongly, as many as are shown."""
    initials: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Keys of ``names`` by their first letter."""
    headings: Mapping[PageName, HeadingNames] = field(default_factory=dict)
    """For each page, its headings by what links call them."""
    blocks: Mapping[str, tuple[Note, str]] = field(default_factory=dict)
    """For the ids that Logseq gave to blocks, where they stand and how they begin."""
    rules: LeftOut | None = None
    """What of the notes folder is not read."""
    drawings: Mapping[str, SourcePath] = field(default_factory=dict)
    """Drawings of Obsidian, which are left out, by path and by name, with and without ending."""
    parts: Mapping[str, HeadingNames] = field(default_factory=dict)
    """For each file, the headings of all pages that were cut from it."""
    routes: Routes = field(default_factory=Routes)
    """Where tools for documentation would put the page of each note."""
    labels: Mapping[str, tuple[Note, str]] = field(default_factory=dict)
    """Names that MyST knows in all files, folded: the first note that has each, and how it is written there."""
    home: Home = field(default_factory=Home)
    start: str = ""
    """The address of the guide's first page below the site's root."""

    @cached_property
    def of_dendron(self) -> bool:
        """Whether Dendron made the vault, in which `[[text|note]]` says first what is shown."""
        refused = (posixpath.basename(path) for path in self.refused)
        return not _OF_DENDRON.isdisjoint((*self.assets_by_name, *refused))

    @property
    def grows(self) -> bool:
        """Whether nobody can say that a name leads nowhere: its note may be written yet, or be published under an id.

        Dendron publishes `regex.groups` as `x7Yz.md`, and lists in `notes.json` what is which.
        """
        listed = self.of_dendron and "notes.json" in self.assets_by_name
        return listed or (self.rules is not None and self.rules.grows)

    @cached_property
    def dialects(self) -> frozenset[str]:
        """Other tools of whose markup something was read in some note."""
        return frozenset(name for note in self.files.values() for name in note.dialects)

    @cached_property
    def annotated(self) -> frozenset[SourcePath]:
        """Files that define footnotes, also some that no text refers to."""
        return frozenset(
            note.source.path
            for note in self.files.values()
            if any(section.footnotes for section in note.sections)
            or any(problem.rule in _FOOTNOTES for problem in note.problems)
        )

    @cached_property
    def folders_of_files(self) -> frozenset[str]:
        """Folders that hold files and no notes, as they are written; beside no note of that very name."""
        folders = {folder for path in self.assets.values() for folder in paths.folders_above(path)}
        notes = {note.source.path for note in self.files.values()}
        return frozenset(f for f in folders if paths.fold(f) not in self.folders and f"{f}.md" not in notes)

    @property
    def has_notebooks(self) -> bool:
        """Whether labels may stand in notebooks, which are not read."""
        return bool(self.labels) and self.routes.has_notebooks


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
    by_name = grouped(section_names.collect(sections), lambda name: paths.fold(name.text))
    pages = {section.page: section for section in sections}
    published_first = sorted(notes, key=lambda note: not published(note, pages))  # a draft leads nowhere
    return Index(
        names={key: tuple(found) for key, found in by_name.items()},
        ids={key: found[0] for key, found in grouped(section_names.targets(sections), lambda t: t.id).items()},
        files={paths.fold(note.source.path): note for note in notes},
        stems=_stems(published_first),
        pages=pages,
        folders={paths.fold(folder): page for folder, page in folders.items()},
        assets=_by_path(folder),
        assets_by_name=_by_name(folder),
        refused=folder.refused,
        repository=options.repository,
        own={paths.fold(path): (path, address) for path, address in options.own.items()},
        meant={key: _meant(found) for key, found in by_name.items()},
        initials=grouped(by_name, lambda key: key[:1]),
        headings={section.page: heading_names.collect([section]) for section in sections},
        blocks={block: (note, text) for note in published_first[::-1] for block, text in note.blocks.items()},
        rules=folder.rules,
        drawings={key: path for path in folder.drawings for key in _keys(path)},
        parts={paths.fold(note.source.path): heading_names.collect(_shown(note, pages)) for note in notes},
        routes=routes.collect(notes, (*folder.refused, *folder.assets), folder.unread),
        labels=_labels(published_first),
        home=as_on_github.home(folder.root, options, folder.paths) if folder.root else Home(),
        start=paths.url(paths.HOME, directory_urls=options.directory_urls),
    )


def with_texts(known: Index, about: Sequence[Section]) -> Index:
    """Add the texts of tags: links to their files lead there, and what they are called means nothing else."""
    pages = {**known.pages, **{text.page: text for text in about}}
    headings = {**known.headings, **{text.page: heading_names.collect([text]) for text in about}}
    return replace(known, pages=pages, headings=headings)


def _keys(path: SourcePath) -> Iterator[str]:
    for name in (path, posixpath.basename(path)):
        yield from (paths.fold(name), paths.fold(posixpath.splitext(name)[0]))


def _labels(notes: Sequence[Note]) -> Mapping[str, tuple[Note, str]]:
    """Map what MyST calls parts of notes to them: labels, and of headings those that one note alone has."""
    found: dict[str, tuple[Note, str]] = {}
    for note in notes:
        for label in note.labels:
            found.setdefault(paths.fold(label), (note, label))
        for name in note.source.meta.addresses:
            if name.startswith("#"):
                found.setdefault(paths.fold(name[1:]), (note, ""))
    if not any("MyST" in note.dialects for note in notes):
        return found
    having = Counter(paths.fold(fragment) for note in notes for fragment in note.anchors)
    headings = ((paths.fold(name), (note, name)) for note in notes for name in note.anchors)
    return {name: place for name, place in headings if having[name] == 1} | found


def _stems(notes: Sequence[Note]) -> dict[str, tuple[Note, ...]]:
    """Map what a file can be called to the files: its name, and what tools call a page that is kept under this name."""
    found: dict[str, list[Note]] = {}
    for note in notes:
        for name in file_names.called(note.source.path):
            found.setdefault(paths.fold(name), []).append(note)
    return {key: tuple(named) for key, named in found.items()}


def _by_path(folder: Folder) -> dict[str, SourcePath]:
    """Map where a file lies to where it would be published, which differs for one in a hidden folder."""
    files = sorted((*folder.assets, *folder.refused))
    return {paths.fold(folder.assets[path].source if path in folder.assets else path): path for path in files}


def _by_name(folder: Folder) -> dict[str, list[SourcePath]]:
    """Map bare names to files, published ones first; of many the first few.

    In order, so that of two files of one name the same wins on every machine; one that is hidden never does.
    """
    found: dict[str, list[SourcePath]] = {}
    for path in (*sorted(p for p, a in folder.assets.items() if not a.hidden), *sorted(folder.refused)):
        alike = found.setdefault(paths.fold(posixpath.basename(path)), [])
        if len(alike) < NAMESAKES:
            alike.append(path)
    return found


def _meant(found: Sequence[Name]) -> list[str]:
    """List the ids of those that a name belongs to most strongly, up to the number that is shown."""
    return list(dict.fromkeys(name.target.id for name in found if name.rank == found[0].rank))[:CHOICES]


def published(note: Note, shown: Container[PageName]) -> bool:
    """Say whether a note has a page."""
    return bool(note.sections) and note.sections[0].page in shown


def _shown(note: Note, pages: Mapping[PageName, Section]) -> Iterator[Section]:
    """Yield the pages that were cut from a file, as they are now."""
    return (pages[section.page] for section in note.sections if section.page in pages)


def title(index: Index, page: PageName, anchor: str) -> str:
    """Return the title of a page or of a heading on it; nothing where an anchor is no heading's."""
    section = index.pages[page]
    return next((heading.title for heading in section.headings if heading.anchor == anchor), "")


def pages_by_name(index: Index) -> dict[str, Target]:
    """Map folded names to the pages they name, without the headings inside pages."""
    best = {key: found[0].target for key, found in index.names.items()}
    return {key: target for key, target in best.items() if target.heading is target.section.head}
