"""Print a guide as a book: a PDF whose contents, links and index name pages. Needs the extra ``book`` and a Chromium.

Chromium lays out pages but cannot say on which one a link's target stands. So the book is printed twice: the places of
all targets are read from the first PDF and written behind the links before the second; and again while they move.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from playwright.sync_api import Page

from studyguide import build_day
from studyguide.outputs import shipped, writing
from studyguide.outputs.book import browser, html, stable
from studyguide.outputs.book.browser import BookError
from studyguide.outputs.book.served import ORIGIN, OURS, Content, Served
from studyguide.outputs.theme_settings import THEME
from studyguide.pages.frame import Frame
from studyguide.site import Site

PASSES = 5
"""A number that is wider than its guess moves what follows; then the book is printed once more."""

_SCRIPTS = ("vendor/mermaid.min.js", "reading/drawing.js", "reading/leads.js", "reading/diagrams.js")


@dataclass(frozen=True)
class Printed:
    """A book was written. ``refused`` are addresses that it asked for, and that no book shows."""

    pages: int
    refused: Sequence[str]

    @property
    def warnings(self) -> Iterator[str]:
        """Say for each what was left out, and what to do."""
        for address in self.refused:
            shown = address.removeprefix(f"{ORIGIN}/")[:200]
            yield (
                f"the book leaves out `{shown}`, which is no file of the guide: put it below the notes, and show it "
                "with `![…](…)`, not in a diagram"
            )


def write(site: Site, notes: Path, target: Path, language: str, say: Callable[[str], None]) -> Printed:
    """Print the book into ``target``. ``say`` is told of progress.

    Raises:
        BookError: where there is no Chromium, it fails, or the book cannot be written.
    """
    served = Served(files(site, notes, language))
    try:
        with browser.opened(served, _day(site), say) as page:
            printed = _settled(page, say)
        writing.write(target.parent, target.name, stable.small(printed, site.library.options.title, language))
    except OSError as error:
        raise BookError(str(error)) from error
    return Printed(_count(printed), tuple(served.refused))


@contextmanager
def opened(site: Site, notes: Path, language: str) -> Iterator[Page]:
    """Open the book in a browser, as it is before it is printed."""
    with browser.opened(Served(files(site, notes, language)), _day(site), lambda _: None) as page:
        yield page


def files(site: Site, notes: Path, language: str) -> dict[str, Content]:
    """List everything that the browser may read: the book, the files that it shows, and our scripts for diagrams."""
    library = site.library
    drawn = shipped.has_diagrams(site)
    scripts = {f"{OURS}{name}": THEME / "assets/studyguide" / name for name in _SCRIPTS if drawn}
    written = html.html(Frame(library), [f"{ORIGIN}/{name}" for name in scripts], language=language, day=_day(site))
    shown = {
        str(path): notes / asset.source if asset.content is None else asset.content
        for path, asset in site.assets.items()
    }
    found = {"": written.encode()} | shown | scripts
    return {name: _content(where) for name, where in found.items()}


def _day(site: Site) -> date:
    return max(site.library.changed.values(), default=None) or build_day.today()


def _content(where: Path | bytes) -> Content:
    return where.read_bytes if isinstance(where, Path) else lambda: where


def _settled(page: Page, say: Callable[[str], None]) -> bytes:
    """Print until every number is that of its page. Tags take half of the time and memory: the first pass has none."""
    places: Mapping[str, int] = {}
    for number in range(1, PASSES + 1):
        whole = number > 1
        printed = page.pdf(prefer_css_page_size=True, print_background=True, outline=whole, tagged=whole)
        found = _places(printed)
        say(f"printed {_count(printed)} pages (pass {number})")
        if found == places and whole:
            return printed
        places = found
        page.evaluate("pages => studyguide.book.number(pages)", dict(places))
    message = f"page numbers still move after {PASSES} passes: report this, with the notes if you can"
    raise BookError(message)


def _places(printed: bytes) -> dict[str, int]:
    """Map the targets of links to the numbers of their pages."""
    with pikepdf.open(BytesIO(printed)) as pdf:
        numbers: dict[object, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        # Where Chromium writes named destinations; there are none in a book without links.
        found = pdf.Root.get("/Dests", pikepdf.Dictionary())
        return {unquote(str(name).removeprefix("/")): numbers[place[0].objgen] for name, place in found.items()}


def _count(printed: bytes) -> int:
    with pikepdf.open(BytesIO(printed)) as pdf:
        return len(pdf.pages)
