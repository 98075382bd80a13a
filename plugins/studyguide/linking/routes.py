"""Addresses as Docusaurus, VitePress and their kin give them to pages: without endings, numbers and ``index``.

Links of such notes lead to where their tool would put a page, ``/docs/guide/intro``, and not to the file that it is
made from, ``guide/02-intro.md``.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from posixpath import splitext
from types import MappingProxyType

from studyguide import paths
from studyguide.linking.groups import grouped
from studyguide.model import Meta, Note
from studyguide.notes import other_notes
from studyguide.paths import SourcePath

_NUMBER = re.compile(r"\d{1,4}(?:[-_.]| - )(?=[^\W\d])")
"""What orders files and folders by name."""

_ENDING = re.compile(r"\.(?:md|html?)$")
_OF_FOLDER = frozenset({"index", "_index", "readme"})
_BASES = 2
"""Folders of the tool, such as `docs` or `en/docs`, with which an address from the site's root may begin."""

_NAMESAKES = 50
"""Files of one name in folders of one name that are looked at: a documentation has few more versions."""

_VERSION = re.compile(r"(?:(?<=/)|^)(?:next|current|latest|stable|v?\d+(?:\.[\dx]+)+)/")
"""What stands for a version in an address, and for none of the folders."""

_AROUND = 4
"""Folders around a file that may be the tool's root."""


@dataclass(frozen=True)
class Routes:
    """Notes by their routes, None for those that could mean two; and notes of other tools, which are not read."""

    notes: Mapping[str, Note | None] = field(default_factory=dict)
    others: Mapping[str, SourcePath] = field(default_factory=dict)
    tails: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """All routes by their last two parts."""

    @cached_property
    def has_notebooks(self) -> bool:
        """Whether there are notebooks, whose cells have labels in MyST."""
        return any(path.endswith(".ipynb") for path in self.others.values())


def collect(
    notes: Iterable[Note],
    others: Iterable[SourcePath] = (),
    said: Mapping[SourcePath, Meta] = MappingProxyType({}),
) -> Routes:
    """Map routes to notes. What a note says itself comes before its file's name.

    ``said`` is the metadata of ``others``.
    """
    notes = list(notes)
    by_file = _alone((_route(note.source.path), note) for note in notes)
    declared = _alone((r, note) for note in notes for r in _declared(note.source.path, note.source.meta))
    found = by_file | {route: note for route, note in declared.items() if note or route not in by_file}
    unread = {_route(splitext(path)[0]): path for path in others if other_notes.is_one(path)}
    unread |= {route: path for path, meta in said.items() for route in _declared(path, meta)}
    return Routes(found, unread, grouped((*found, *(route for route in unread if route not in found)), _tail))


def _tail(route: str) -> str:
    return "/".join(route.split("/")[-2:])


def _alone(routes: Iterable[tuple[str, Note]]) -> dict[str, Note | None]:
    found: dict[str, Note | None] = {}
    for route, note in routes:
        found[route] = None if found.get(route, note) is not note else note
    return found


def _declared(source: SourcePath, meta: Meta) -> Iterator[str]:
    """Yield the routes that a note gives itself: from the root of the site, which may be a folder around it, or beside.

    Of a folder's own page, what stands beside it is the folder.
    """
    around = _around(source)
    stem = splitext(source.rpartition("/")[2])[0].lower()
    for address in filter(None, (*meta.addresses, meta.id)):
        if address.startswith("#"):
            continue
        if address.startswith("/"):
            yield from (_route(posixpath.normpath(f"{folder}/{address}")) for folder in around)
        elif address in meta.addresses or not paths.is_index(stem):
            yield _route(paths.resolve(source, address))
            if "/" in address:
                yield from (_route(f"{folder}/{address}") for folder in around)
            elif paths.is_index(stem):
                yield _route(paths.resolve(source, f"../{address}"))


def _pages(source: SourcePath, address: str) -> Iterator[SourcePath]:
    """Yield where a page is that says so, from the root of the site or from each folder that may be the tool's root."""
    return (SourcePath(posixpath.join(folder, address.lstrip("/"))) for folder in _around(source))


def _around(source: SourcePath) -> list[str]:
    """List folders that may be the tool's root: the top, and the folders around a file."""
    folders = source.split("/")[:-1][:_AROUND]
    return ["/".join(folders[:depth]) for depth in range(len(folders) + 1)]


def find(routes: Routes, note: Note, path: str) -> Note | None:
    """Find what an address in a file leads to; None for one that has the ending of another kind of file."""
    return next((found for route in _asked(routes, note, path) if (found := routes.notes.get(route))), None)


def unread(routes: Routes, note: Note, path: str) -> SourcePath | None:
    """Find the file of another tool that an address leads to on the site that this tool makes."""
    bare = splitext(path)[0] if other_notes.is_one(path) else path
    return next((found for route in _asked(routes, note, bare) if (found := routes.others.get(route))), None)


def _asked(routes: Routes, note: Note, path: str) -> Iterator[str]:
    last = path.rstrip("/").rpartition("/")[2]
    if "." in last.strip(".") and not _ENDING.search(last):
        return
    # The top itself is the home page, to which no words of an address lead.
    yield from filter(None, possible(note, path))
    if path.startswith("/"):
        yield from _elsewhere(routes, note.source.path, _route(path).split("/"))


def _elsewhere(routes: Routes, source: SourcePath, segments: Sequence[str]) -> Iterator[str]:
    """Yield routes that end as an address does without the folders of a site that are none of the notes: `/u`, `/next`.

    Two parts must be left. Of several versions the one comes first that lies nearest, and the shortest of others.
    """
    for dropped in range(min(_BASES + 1, len(segments) - 1)):
        wanted = "/".join(segments[dropped:])
        found = (r for r in routes.tails.get(_tail(wanted), ())[:_NAMESAKES] if f"/{r}".endswith(f"/{wanted}"))
        yield from sorted(found, key=lambda route: (-_shared(route, paths.fold(source)), len(route), route))


def _shared(one: str, other: str) -> int:
    """Count the folders that two paths begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one.split("/"), other.split("/"), strict=False))
    return sum(1 for _ in same)


def possible(note: Note, path: str) -> Iterator[str]:
    """Yield the routes that an address in a file can mean: as it is, without the tool's folders, or below one."""
    source = note.source.path
    if not path.startswith("/"):
        yield _route(paths.resolve(source, path))
        # As a browser goes on from where the page says that it is.
        own = (address for address in note.source.meta.addresses if address.startswith("/"))
        yield from (_route(paths.resolve(page, path)) for address in own for page in _pages(source, address))
        if path.startswith("../"):
            # Hugo and Jekyll put `a.md` at `a/`, so that `../b/` is beside it.
            yield _route(paths.resolve(SourcePath(f"{_ENDING.sub('', source)}/"), path))
        elif "/" in path and not path.startswith("."):
            # Docusaurus looks from the root of its folder as well.
            yield from (_route(f"{folder}/{path}") for folder in _around(source))
        return
    joined = _VERSION.sub("", paths.resolve(SourcePath(""), path.lstrip("/")), count=1)
    segments = _route(joined).split("/")
    yield from ("/".join(segments[dropped:]) for dropped in range(_BASES + 1))
    # Or the tool's own root is a folder around the file, as where versions of a documentation lie side by side.
    yield from (_route(f"{folder}/{joined}") for folder in _around(source)[1:])


def _route(path: str) -> str:
    segments = [_NUMBER.sub("", segment) for segment in _ENDING.sub("", path.strip("/")).split("/")]
    if segments[-1].lower() in _OF_FOLDER or segments[-1:] == segments[-2:-1]:
        segments.pop()
    return paths.fold("/".join(segments))
