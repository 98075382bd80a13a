"""What comes out: finished pages, and the site that they make."""

from collections.abc import Mapping
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


@dataclass(frozen=True, eq=False)
class Page:
    """A finished page: HTML that is safe to show, and what a host needs to know of it."""

    name: PageName
    title: str
    html: str
    toc: tuple[TocEntry, ...] = ()
    description: str = ""
    source: Place | None = None
    last: int = 0
    search: bool = True
    tags: tuple[str, ...] = ()
    kind: PageKind = SECTION
    moved_to: str = ""
    """Where readers of a page that only redirects are sent."""


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
