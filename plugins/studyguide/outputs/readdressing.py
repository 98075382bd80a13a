"""Change addresses in a note so that it says and shows the same: the note is read before and after, and compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markdown_it.token import Token

from studyguide.build import parsed
from studyguide.markdown.plain_text import block_text
from studyguide.model import Section, Source
from studyguide.notes import front_matter
from studyguide.notes.folder import Folder
from studyguide.options import Options, PictureHosts
from studyguide.outputs import destinations
from studyguide.outputs.destinations import Destination
from studyguide.paths import SourcePath
from studyguide.problems import Place

TRIES = 64
"""How often a changed note is read to find which of its addresses can be changed; what is left stays as it is."""

Kind = Literal["picture", "link"]


@dataclass(frozen=True)
class Address:
    """An address as a note shows or follows it."""

    kind: Kind
    written: str
    place: Place


@dataclass(frozen=True)
class Read:
    """What a note says: its addresses in order, and all else that must stay."""

    addresses: tuple[Address, ...]
    rest: object


def read(path: SourcePath, text: str, options: Options) -> Read:
    """Read a note by itself, pictures of other sites as pictures."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    body, offset, meta, _ = front_matter.split(path, plain)
    shown = replace(options, pictures=PictureHosts(every=True))
    notes, _ = parsed(Folder((Source(path, body, offset, meta),), {}, {}, ()), shown)
    sections = [section for note in notes for section in note.sections]
    rest = [(section.page, section.title, section.meta, block_text(section.tokens)) for section in sections]
    return Read(tuple(found for section in sections for found in _addresses(section)), rest)


def _addresses(section: Section) -> Iterator[Address]:
    for heading in section.headings:
        yield from _of(heading.inline, heading.place)
    for token in section.tokens:
        yield from _of([token], section.at(token) if token.map else section.place)
    for label in sorted(section.footnotes):
        for token in section.footnotes[label]:
            yield from _of([token], section.at(token) if token.map else section.place)


def _of(tokens: Iterable[Token], place: Place) -> Iterator[Address]:
    for token in tokens:
        if token.type == "image" or token.tag == "img":
            yield Address("picture", str(token.attrs.get("src", "")), place)
        elif "href" in token.attrs:
            yield Address("link", str(token.attrs["href"]), place)
        if token.type != "image":
            yield from _of(token.children or (), place)


def changed(path: SourcePath, text: str, wanted: Mapping[tuple[Kind, str], str], options: Options) -> str:
    """Write other addresses into a note, as many as can be without any other change; all at once, else by halves."""
    before = read(path, text, options)
    places = [(place, new) for place in destinations.found(text) if (new := _new(place, wanted)) is not None]
    waiting: list[Sequence[tuple[Destination, str]]] = [places] if places else []
    kept: dict[Destination, str] = {}
    count = 0
    for _ in range(TRIES):
        if not waiting:
            break
        group = waiting.pop()
        tried = kept | dict(group)
        more = _changes(before, read(path, destinations.replaced(text, tried), options), wanted)
        if more is not None and more > count:
            kept, count = tried, more
        elif len(group) > 1:
            waiting += [group[len(group) // 2 :], group[: len(group) // 2]]
    return destinations.replaced(text, kept)


def _new(place: Destination, wanted: Mapping[tuple[Kind, str], str]) -> str | None:
    found = (wanted.get((kind, place.address)) for kind in ("picture", "link"))
    return next((new for new in found if new is not None), None)


def _changes(before: Read, after: Read, wanted: Mapping[tuple[Kind, str], str]) -> int | None:
    """Count the addresses that became what was wanted; None where anything else changed."""
    if before.rest != after.rest or len(before.addresses) != len(after.addresses):
        return None
    count = 0
    for old, new in zip(before.addresses, after.addresses, strict=True):
        if old.kind != new.kind:
            return None
        if old.written != new.written:
            if not destinations.same(wanted.get((old.kind, old.written), ""), new.written):
                return None
            count += 1
    return count
