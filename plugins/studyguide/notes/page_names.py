"""Names of the pages that files get, distinct on every disk and out of the way of what the host publishes."""

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studyguide import paths
from studyguide.model import Source
from studyguide.notes.folder_notes import FolderNotes
from studyguide.page_kinds import RESERVED, kept_for_files
from studyguide.paths import HOME, Distinct, PageName, SourcePath, folders_above
from studyguide.problems import Place, Problem, Severity

SEGMENT_BYTES = 200
"""Length of a file's or folder's name in a URL; file systems stop at 255, and endings are still to come."""


def of_files(
    sources: Sequence[Source],
    *,
    own_home: bool,
    files: Iterable[str] = (),
    folder_notes: FolderNotes = FolderNotes(),  # noqa: B008  it never changes
) -> tuple[dict[SourcePath, PageName], tuple[Problem, ...]]:
    """Give every file a page of its own, also where names differ only in case or a folder is called so.

    ``files`` are paths below the site's root where a page would need a folder but a file is published. ``folder_notes``
    name those that get none, for the page of another file stands for them.
    """
    texts = _of_tags(sources)
    addresses = _Addresses(
        frozenset(paths.fold(folder) for source in sources for folder in folders_above(source.path)),
        RESERVED | {paths.fold(file) for file in files},
        own_home,
    )
    result: dict[SourcePath, PageName] = {}
    for source in sources:
        if source.path not in folder_notes.shared:
            wanted = folder_notes.pages.get(source.path) or paths.page_of(source.path)
            result[source.path] = texts.get(source.path) or addresses.given(source, wanted)
    return result, tuple(addresses.problems)


@dataclass
class _Addresses:
    """The addresses of a site while they are given away, one file after the other."""

    folders: Container[str]
    """Folders of the notes, folded."""
    reserved: Container[str]
    own_home: bool
    taken: Distinct = field(default_factory=lambda: Distinct(first=2))
    problems: list[Problem] = field(default_factory=list)

    def given(self, source: Source, wanted: PageName) -> PageName:
        """Give a file the address that it wants, or the nearest that is free, and say so."""
        page = self._allowed(source, wanted)
        if page == HOME and self.own_home:
            page = PageName("readme")
        # `storage.md` beside `storage/`: it is the folder's page, at the URL that both would have.
        if paths.fold(posixpath.splitext(source.path)[0]) in self.folders and not page.endswith("index"):
            page = paths.index_of(page)
        stem = paths.folder_of(page) or "index"
        distinct = self.taken.name(stem)
        if distinct == stem:
            return page
        self.problems.append(_moved(source, stem, distinct))
        return PageName(f"{distinct}/index" if page.endswith("/index") else distinct)

    def _allowed(self, source: Source, wanted: PageName) -> PageName:
        """Keep an address out of the way of the site's own, and of what no file system takes."""
        held = PageName("/".join(map(paths.portable, wanted.split("/"))))
        page = _free(held, self.reserved)
        if page != held:
            self.problems.append(_given_way(source, paths.folder_of(held), paths.folder_of(page)))
        elif held != wanted:
            self.problems.append(_not_held(source, paths.folder_of(wanted), paths.folder_of(page)))
        return page


def _of_tags(sources: Iterable[Source]) -> Mapping[SourcePath, PageName]:
    """Give the text of a tag the address of the tag's page; of two about one tag, the first."""
    first: dict[str, SourcePath] = {}
    for source in sources:
        if source.meta.about_tag:
            first.setdefault(paths.of_tag(source.meta.about_tag), source.path)
    return {path: paths.page_of_tag(tag) for tag, path in first.items()}


def segments_taken(pages: Iterable[PageName], files: Iterable[str]) -> Mapping[str, Collection[str]]:
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
        clash = whole in reserved or kept_for_files(whole) or whole.endswith((".html", ".htm"))
        parts.append(_short(f"{part}-notes" if clash else part))
    return PageName("/".join(parts))


def _short(part: str) -> str:
    data = part.encode()
    if len(data) <= SEGMENT_BYTES:
        return part
    # The hash keeps two long names apart that differ at their ends only.
    return f"{data[:SEGMENT_BYTES].decode('utf-8', 'ignore')}-{hashlib.sha256(data).hexdigest()[:8]}"


def _given_way(source: Source, wanted: str, got: str) -> Problem:
    message = f"the site has a page or file of its own at `{wanted}/` or above, so this one is at `{got}/`"
    return Problem(Place(source.path, 1), "same-url", f"{message}: rename it for another address")


def _moved(source: Source, wanted: str, got: str) -> Problem:
    message = f"the URL `{wanted}/` is taken, this file got `{got}/`: rename the file"
    return Problem(Place(source.path, 1), "same-url", message)


_SIGNS = frozenset('<>:"|?*\\')


def _not_held(source: Source, wanted: str, got: str) -> Problem:
    if sign := next((sign for sign in wanted if sign in _SIGNS), ""):
        reason = f"no name on Windows has a `{sign}`"
    elif any(part.endswith((".", " ")) for part in wanted.split("/")):
        reason = "no name on Windows ends in a dot or a blank"
    else:
        reason = "Windows has a device of that name"
    message = f"the URL of this file is `{got}/` and not `{wanted}/`, for {reason}: rename it for another one"
    return _problem(source.path, message, "info")


def not_on_windows(published: Iterable[SourcePath], files: Iterable[SourcePath]) -> Iterator[Problem]:
    """Name published files that Windows cannot hold, and ``files`` that it cannot hold beside each other."""
    for path in published:
        kept = "/".join(map(paths.portable, path.split("/")))
        if kept != path:
            yield _problem(path, f"Windows has no file of this name and cannot keep the site: call it `{kept}`")
    known: dict[str, str] = {}
    for path in sorted(files):
        for part in (path, *folders_above(path)):
            if (other := known.setdefault(paths.fold(part), part)) != part:
                message = f"`{part}` and `{other}` are one on Windows and macOS: rename one, or delete it"
                yield _problem(path, message, "info")
                break


def _problem(path: SourcePath, message: str, severity: Severity = "warning") -> Problem:
    return Problem(Place(path, 1), "windows-name", message, severity)
