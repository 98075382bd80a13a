"""The kinds of page that a guide gets, one row each: a new kind is a row, a module in ``pages`` and a template.

Also the addresses that are taken by them and by files of the guide and its host.
"""

from dataclasses import dataclass

from studyguide.paths import HOME, PageName


@dataclass(frozen=True)
class PageKind:
    """What is the same for all pages of a kind. ``page`` is its only one, or the index of those below it."""

    name: str
    """Also of its template, of its title in the tables of words, and ``studyguide`` in a page's metadata."""
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
GLOSSARY = PageKind("glossary", PageName("glossary"), searched=True, beside=True)
COMPARE = PageKind("compare", PageName("compare/index"), in_navigation=False)
COMPARISON = PageKind("comparison", searched=True, wide=True, alone=True, in_navigation=False)
SIGNALS = PageKind("signals", PageName("signals"), beside=True)
PRACTICE = PageKind("practice", PageName("practice"), beside=True)
QUESTIONS = PageKind("questions", PageName("practice/questions"), in_navigation=False)
TAGS = PageKind("tags", PageName("tags/index"), beside=True)
TAG = PageKind("tag", in_navigation=False)
COVERAGE = PageKind("coverage", PageName("coverage"), wide=True, in_navigation=False)
CHANGES = PageKind("changes", PageName("changes"), reference=True)
MAP = PageKind("map", PageName("guide-map"), reference=True)
PRINT = PageKind("print", PageName("print"), wide=True, alone=True, reference=True)
OFFLINE = PageKind("offline", PageName("offline"), reference=True)
MOVED = PageKind("moved", in_navigation=False)

KINDS = tuple(value for value in list(globals().values()) if isinstance(value, PageKind))
"""The rows above in their order, which is that of a navigation."""

FILES = frozenset(
    {
        # of the guide
        "studyguide.json", "feed.xml", "feed.json", "practice.apkg", "book.pdf",
        "studyguide.webmanifest", "studyguide-sw.js", "studyguide-copy.json",
        # of the hosts and their themes
        "search", "assets", "stylesheets", "javascripts", "404", "sitemap",
        # of plugins that owners add
        "print_page",
        # of browsers, and of what serves a site: GitHub Pages, Netlify, Cloudflare
        "cname", "sw.js", "service-worker.js", "serviceworker.js", "_headers", "_redirects", "_worker.js", "_static",
    }
)  # fmt: skip
"""First parts of addresses where the guide, its host or what serves it has files, or will when an owner wants them."""

_FILES_ALONE = frozenset(name for name in FILES if "." in name or name in {"cname", "_headers", "_redirects"})

FILE_ENDINGS = (
    *(".html", ".htm", ".xml", ".xsl", ".gz", ".txt", ".json", ".pdf", ".apkg", ".inv", ".ico", ".webmanifest"),
    *(".map", ".yml", ".yaml", ".toml", ".config", ".php"),
)
"""Endings of files that builds and servers keep at a site's root; a page would need a folder of that name."""

RESERVED = FILES | {kind.page.partition("/")[0] for kind in KINDS if kind.page and kind.page != HOME}
"""First parts of addresses that no page of the notes may take."""


def kept_for_files(path: str) -> bool:
    """Say whether an address below the site's root, case-folded, may be a file's of some build, whatever is on now.

    So a pull request that is checked today breaks no build in which the owner wants a book, a feed or a domain.
    """
    first = path.partition("/")[0]
    return first in FILES or first.startswith(".") or first.endswith(FILE_ENDINGS)


def lies_in_a_file(path: str) -> bool:
    """Say whether a folder of a path, case-folded, is named like a file that some build writes: ``feed.xml/a.png``."""
    *folders, _ = path.split("/")
    scripts = folders[1:] if folders and folders[0] in FILES else ()
    # `.md`: an export has a file of each page.
    return any(name.endswith((*FILE_ENDINGS, ".md")) or name in _FILES_ALONE for name in folders) or any(
        name.endswith((".js", ".css")) for name in scripts
    )
