"""What comes out: finished pages, and the site that they make."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from studyguide.model import Library, NavNode
from studyguide.page_kinds import SECTION, PageKind
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Place, Problem
from studyguide.switches import Silence


@dataclass(frozen=True)
class TocEntry:
    """A heading in the table of contents of a page."""

    title: str
    anchor: str
    level: int
    children: tuple["TocEntry", ...] = ()


_INSIDE_CHARACTERS = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 behind the first of a character."""


_PIECE = 1_000_000
"""Bytes of a long text that are unpacked at once."""


_TOGETHER = 50_000
"""Characters that are packed at once."""


_BEGINNING = 4_000
"""Bytes within which nearly all pages say their title."""


class Packed:
    """A field for a long text, which is kept as a fifth of its bytes and unpacked where it is read.

    A guide has thousands of pages, and as text each letter takes up to four bytes.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object | None, owner: type | None = None) -> str:
        if instance is None:
            raise AttributeError(self._name)  # so that the field has no default
        return self.encoded(instance, self._name[1:]).decode("utf-8", "surrogatepass")

    @staticmethod
    def packed(instance: object, name: str) -> bytes:
        """Return the bytes of a field as they are kept."""
        packed: bytes = getattr(instance, f"_{name}")
        return packed

    @staticmethod
    def encoded(instance: object, name: str) -> bytes:
        """Unpack the bytes of a field."""
        packed: bytes = getattr(instance, f"_{name}")
        return zlib.decompress(packed)

    @staticmethod
    def pieces(instance: object, name: str) -> Iterator[bytes]:
        """Unpack a field part by part, so that nobody holds all of a long one."""
        unpacker, rest = zlib.decompressobj(), getattr(instance, f"_{name}")
        while rest:
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
        yield unpacker.flush()

    def __set__(self, instance: object, value: str | bytes | Iterable[str | bytes]) -> None:
        packer, packed = zlib.compressobj(1), bytearray()
        for piece in _encoded((value,) if isinstance(value, str | bytes) else value):
            packed += packer.compress(piece)
        object.__setattr__(instance, self._name, bytes(packed + packer.flush()))


def _encoded(pieces: Iterable[str | bytes]) -> Iterator[bytes]:
    """Encode pieces, of which templates make thousands, some together."""
    waiting, length = list[str](), 0
    for piece in pieces:
        if isinstance(piece, str):
            waiting.append(piece)
            length += len(piece)
        if waiting and (length > _TOGETHER or isinstance(piece, bytes)):
            yield "".join(waiting).encode("utf-8", "surrogatepass")
            waiting, length = [], 0
        if isinstance(piece, bytes):
            yield piece
    yield "".join(waiting).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, eq=False)
class Page:
    """A finished page: HTML that is safe to show, and what a host needs to know of it."""

    name: PageName
    title: str
    html: Packed = Packed()
    toc: tuple[TocEntry, ...] = ()
    description: str = ""
    source: Place | None = None
    last: int = 0
    search: bool = True
    tags: tuple[str, ...] = ()
    kind: PageKind = SECTION
    moved_to: str = ""
    """Where readers of a page that only redirects are sent."""
    top: str = ""
    """The anchor of its title; on pages that belong to no file it is called as their kind."""
    held: bytes = b""
    """A script beside it with what its own scripts show later."""

    @property
    def encoded(self) -> bytes:
        """The HTML in UTF-8: as text, letters of some scripts take four times the room."""
        return Packed.encoded(self, "html")

    @property
    def packed(self) -> bytes:
        """The same as it is kept; of equal texts nearly always the same."""
        return Packed.packed(self, "html")

    @property
    def pieces(self) -> Iterator[bytes]:
        """The same part by part, so that nobody holds the page of all sections; each part begins with a tag."""
        rest = b""
        for piece in Packed.pieces(self, "html"):
            rest += piece
            # Text and values hold no such sign but as a reference.
            if len(rest) > _PIECE and (end := rest.rfind(b"\n<") + 1):
                yield rest[:end]
                rest = rest[end:]
        yield rest

    @property
    def beginning(self) -> bytes:
        """The first of it, where titles stand."""
        return zlib.decompressobj().decompress(self.packed, _BEGINNING)

    @property
    def length(self) -> int:
        """The number of characters of the HTML."""
        return sum(len(piece.translate(None, _INSIDE_CHARACTERS)) for piece in Packed.pieces(self, "html"))


@dataclass(frozen=True)
class Asset:
    """A file of the notes folder that may be published, under its own path but where that is hidden."""

    path: SourcePath
    """Where it is published, below the site's root."""
    content: bytes | None = None
    """What is published where it is not the file as it lies there: a drawing, written anew."""
    left_out: tuple[str, ...] = ()
    """What the content lacks of the file."""
    hidden: SourcePath | None = None
    """Where it lies, if that is in a hidden folder."""

    @property
    def source(self) -> SourcePath:
        """Where it lies, below the notes folder."""
        return self.hidden or self.path


@dataclass(frozen=True)
class Outward:
    """A link of a note to one of the owner's own pages; ``address`` is that of the page below the site's root."""

    place: Place
    href: str
    address: str
    fragment: str


@dataclass(frozen=True, order=True)
class Amend:
    """A link that leads here to what GitHub does not find under its address, and how both find it."""

    place: Place
    href: str
    better: str
    style: bool
    """It is written as for a site. Capitals are no style."""


@dataclass(frozen=True)
class Site:
    """The finished guide. ``assets`` are files of the notes folder to publish under their own paths."""

    library: Library
    pages: tuple[Page, ...]
    nav: tuple[NavNode, ...]
    assets: Mapping[SourcePath, Asset]
    problems: tuple[Problem, ...]
    outward: tuple[Outward, ...] = ()
    """Links to the owner's own pages, whose headings only the host knows."""
    publishable: Mapping[SourcePath, Asset] = field(default_factory=dict)
    """Files of the notes folder that may be published, named by a note or not."""
    silences: tuple[Silence, ...] = ()
    """The places about which notes want to hear nothing, for those who find problems later."""
    amends: tuple[Amend, ...] = ()
    """Links that GitHub does not follow, and how it would."""
