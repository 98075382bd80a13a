"""Bring pictures of other sites into the notes: each is fetched once, saved, and named where notes name the other site.

Note by note, pictures first: whoever stops half-way has whole notes, and the next run goes on with the others.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from studyguide.markdown import addresses
from studyguide.outputs import destinations, differences, fix, readdressing
from studyguide.outputs.fix import Change
from studyguide.outputs.pictures import fetching, saving
from studyguide.outputs.pictures.fetching import Failure, Manners
from studyguide.paths import SourcePath
from studyguide.problems import Place, Problem
from studyguide.site import Site


@dataclass(frozen=True)
class Wanted:
    """Pictures of other sites that a note shows, by their addresses as it has them, with the first line that does."""

    path: SourcePath
    text: str
    pictures: Mapping[str, Place]


def wanted(site: Site, root: Path) -> Iterator[Wanted]:
    """Find the notes that show pictures of other sites."""
    for path in sorted(site.library.anchors):
        text = fix.text_of(root / path)
        if text is None or "//" not in text:
            continue
        shown = readdressing.read(path, text, site.library.options).addresses
        pictures: dict[str, Place] = {}
        for found in shown:
            if found.kind == "picture" and addresses.host(found.written) and addresses.external(found.written):
                pictures.setdefault(found.written, found.place)
        if pictures:
            yield Wanted(path, text, pictures)


@dataclass
class Fetcher:
    """One run. ``problems`` are what could not be brought."""

    site: Site
    root: Path
    manners: Manners
    progress: Callable[[str], None]
    problems: list[Problem] = field(default_factory=list)
    _shelf: saving.Shelf = field(init=False)
    _done: dict[str, SourcePath | Failure] = field(default_factory=dict)
    _silent: dict[str, Failure] = field(default_factory=dict)
    """Servers that are not there."""

    def __post_init__(self) -> None:
        self._shelf = saving.Shelf(self.root)
        for path in self.site.publishable:
            self._shelf.know(path)

    def change(self, note: Wanted) -> Change | None:
        """Save the pictures of a note and return the note with them.

        Raises:
            writing.UnwritableError: where the disk refuses.
        """
        saved: dict[str, SourcePath] = {}
        for address in note.pictures:
            found = self._brought(address, note.path)
            if isinstance(found, Failure):
                self._tell(note.pictures[address], address, found)
            else:
                saved[address] = found
        return self._written(note, saved) if saved else None

    def _brought(self, address: str, note: SourcePath) -> SourcePath | Failure:
        asked = f"https:{address}" if address.startswith("//") else address
        if asked not in self._done:
            self.progress(asked)
            self._done[asked] = self._fetched(asked, note)
        return self._done[asked]

    def _fetched(self, address: str, note: SourcePath) -> SourcePath | Failure:
        server = urlsplit(address).netloc
        if server in self._silent:
            return self._silent[server]
        found = fetching.fetch(address, self.manners)
        if isinstance(found, Failure):
            if found.unreachable:
                self._silent[server] = found
            return found
        return self._shelf.save(found, address, note)

    def _written(self, note: Wanted, saved: Mapping[str, SourcePath]) -> Change | None:
        folder = posixpath.dirname(note.path) or "."
        new = {address: destinations.written(posixpath.relpath(path, folder)) for address, path in saved.items()}
        links: dict[tuple[readdressing.Kind, str], str] = {("picture", address): way for address, way in new.items()}
        options = self.site.library.options
        after = readdressing.changed(note.path, note.text, links, options)
        left = {one.written for one in readdressing.read(note.path, after, options).addresses if one.kind == "picture"}
        for address in left & new.keys():
            self.problems.append(Problem(note.pictures[address], "not-fetched", _unwritten(address, new[address])))
        if after == note.text:
            return None
        return Change(note.path, tuple(differences.pieces(note.text, after)), "pictures that lie beside it now")

    def _tell(self, place: Place, address: str, failure: Failure) -> None:
        self.problems.append(Problem(place, "not-fetched", _message(address, failure)))


def _unwritten(address: str, way: str) -> str:
    return f"<{address}> is saved, but its address cannot be changed alone: write `{way}` where only the picture is"


def _message(address: str, failure: Failure) -> str:
    if failure.inside:
        return (
            f"<{address}> was not asked for: `{failure.inside}` is no host of the public net but of this machine or "
            f"net; run it with `--allow-host {failure.inside}` if you mean it"
        )
    if failure.again or failure.unreachable:
        return f"<{address}> could not be fetched ({failure.reason}): run it again later"
    return f"<{address}> was not saved ({failure.reason}): find the picture elsewhere, or leave it out"
