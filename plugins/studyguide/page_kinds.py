"""The kinds of page that a guide gets, one row each: a new kind is a row, a module in ``pages`` and a template.

Also the addresses that are taken by them and by files of the guide and its host.
"""

from dataclasses import dataclass

from studyguide.paths import HOME, PageName


@dataclass(frozen=True)
class PageKind:
    """What is the same for all pages of a kind. ``page`` is its only one, or the index of those below it."""

    name: str
    """Also of its template, and ``studyguide`` in the metadata that a theme sees."""
    title: str = ""
    page: PageName | None = None
    searched: bool = False
    """Hosts' own search engines may read it; lists of what is elsewhere only repeat."""
    wide: bool = False
    """Its contents need the room of the table of contents, where it has none."""
    alone: bool = False
    """It stands without the navigation beside it."""
    in_navigation: bool = True
    """A host that draws the navigation from its files lists it."""
    beside: bool = False
    """It is listed beside the guide."""
    reference: bool = False
    """It is listed with the pages about the guide, below its chapters."""

    @property
    def address(self) -> PageName:
        """The kind's own page; asking a kind that has none is a mistake of ours."""
        if self.page is None:
            message = f"pages of the kind {self.name} have no address of their own"
            raise ValueError(message)
        return self.page


SECTION = PageKind("section", searched=True)
CHAPTER = PageKind("chapter", searched=True)
HOMEPAGE = PageKind("home", page=HOME, wide=True, alone=True)
GLOSSARY = PageKind("glossary", "Glossary", PageName("glossary"), searched=True, beside=True)
COMPARE = PageKind("compare", "Compare", PageName("compare/index"), in_navigation=False)
COMPARISON = PageKind("comparison", searched=True, wide=True, in_navigation=False)
SIGNALS = PageKind("signals", "Signals", PageName("signals"), beside=True)
PRACTICE = PageKind("practice", "Practice", PageName("practice"), beside=True)
TAGS = PageKind("tags", "Tags", PageName("tags/index"), reference=True)
TAG = PageKind("tag", in_navigation=False)
COVERAGE = PageKind("coverage", "Coverage", PageName("coverage"), wide=True, reference=True)
CHANGES = PageKind("changes", "What changed", PageName("changes"), reference=True)
PRINT = PageKind("print", "Print", PageName("print"), wide=True, alone=True, reference=True)
MOVED = PageKind("moved", in_navigation=False)

KINDS = tuple(value for value in list(globals().values()) if isinstance(value, PageKind))
"""The rows above in their order, which is that of a navigation."""

FILES = frozenset(
    {
        "search", "assets", "stylesheets", "javascripts", "404", "sitemap.xml", "sitemap.xml.gz",
        "studyguide.json", "feed.xml", "practice.apkg",
    }
)  # fmt: skip
"""First parts of addresses where the guide or its host writes files."""


RESERVED = FILES | {kind.page.partition("/")[0] for kind in KINDS if kind.page and kind.page != HOME}
"""First parts of addresses that no page of the notes may take."""
