"""Print a guide as a book: a PDF whose contents, links and index name pages. Needs the extra ``book`` and a Chromium.

Chromium lays out pages but cannot say on which one a link's target stands. So the book is printed twice: the places of
all targets are read from the first PDF and written behind the links before the second; and again while they move.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pikepdf
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

from studyguide import build_day
from studyguide.outputs import assets
from studyguide.outputs.book import html
from studyguide.outputs.theme_settings import THEME
from studyguide.pages.frame import Frame
from studyguide.site import Site

PASSES = 5
"""A number that is wider than its guess moves what follows; then the book is printed once more."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome")
_SCRIPTS = ("vendor/mermaid.min.js", "reading/drawing.js", "reading/diagrams.js")
# 174 mm (A4 less the margins of book.css) at 96 pixels an inch.
_WIDTH = 658
"""Pixels of a line on A4: what does not fit is found before it is printed."""

_PATIENCE = 600_000
"""Milliseconds that one step may take."""


class BookError(RuntimeError):
    """The book cannot be printed; the message says what to do."""


def write(site: Site, notes: Path, target: Path, language: str, say: Callable[[str], None]) -> int:
    """Print the book into ``target`` and return the number of its pages. ``say`` is told of progress.

    Raises:
        BookError: where there is no Chromium, or it fails.
    """
    try:
        with opened(site, notes, language) as page:
            printed = _settled(page, say)
    except Error as error:
        message = f"the browser failed: {error.message.splitlines()[0]}"
        raise BookError(message) from error
    _save(printed, target, site.library.options.title, language)
    return _count(printed)


@contextmanager
def opened(site: Site, notes: Path, language: str) -> Iterator[Page]:
    """Open the book in a browser, as it is before it is printed."""
    with TemporaryDirectory() as folder, _browser() as browser:
        yield _loaded(browser, _lay_out(site, notes, Path(folder), language))


def _lay_out(site: Site, notes: Path, folder: Path, language: str) -> Path:
    """Write the book's HTML beside the files that it shows, as the sanitiser lets pages load nothing else."""
    library = site.library
    drawn = any(token.info.strip() == "mermaid" for section in library.sections for token in section.tokens)
    scripts = [(THEME / "assets/studyguide" / name).as_uri() for name in _SCRIPTS] if drawn else []
    day = max(library.changed.values(), default=None) or build_day.today()
    for asset in site.assets.values():
        assets.write(asset, notes, folder, asset.path)
    source = folder / f"{token_hex(8)}.html"  # no name that a file of the notes could have
    source.write_text(html.html(Frame(library), scripts, language=language, day=day), encoding="utf-8")
    return source


# The browser.


@contextmanager
def _browser() -> Iterator[Browser]:
    # The system's own first; without one Playwright looks for what `playwright install` put there.
    known = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=known)
        except Error as error:
            message = (
                "no Chromium can be started: install one, run `playwright install chromium`, "
                f"or name its program in the variable CHROMIUM ({error.message.splitlines()[0]})"
            )
            raise BookError(message) from error
        try:
            yield browser
        finally:
            browser.close()


def _loaded(browser: Browser, source: Path) -> Page:
    """Load the book; notes come from anybody, so nothing but files is loaded."""
    page = browser.new_page(viewport={"width": _WIDTH, "height": 900})
    page.emulate_media(media="print")
    page.set_default_timeout(_PATIENCE)
    page.route("**/*", _only_files)
    page.goto(source.as_uri())
    page.evaluate("studyguide.book.prepare()")
    return page


def _only_files(route: Route) -> None:
    if route.request.url.startswith(("file:", "data:")):
        route.continue_()
    else:
        route.abort()


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


# The PDF.


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


def _save(printed: bytes, target: Path, title: str, language: str) -> None:
    """Write the PDF small, and the same for the same guide: without the time of day."""
    # Beside it, then renamed: a broken write leaves the old book.
    part = target.with_name(f"{target.name}.part")
    with pikepdf.open(BytesIO(printed)) as pdf:
        # It holds the time and the browser's version, by which two builds differ.
        del pdf.docinfo
        pdf.docinfo["/Title"] = title
        pdf.Root.Lang = pikepdf.String(language)
        pdf.save(
            part,
            deterministic_id=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    part.replace(target)
