"""Drawings of real tools look the same before and after they are written anew; and the outputs show the second."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Page, sync_playwright

import casefiles
from studyguide.build import build
from studyguide.notes import svg
from studyguide.outputs.book import pdf

DRAWINGS = sorted((Path(__file__).parent.parent / "drawings").glob("*.svg"))

pytestmark = pytest.mark.browser


# First, for the book starts a browser of its own, and there can be one Playwright at a time.
def test_the_book_shows_what_we_wrote(tmp_path: Path) -> None:
    drawing = "<!-- a --><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"
    notes = casefiles.write_notes(tmp_path, {"a.md": "# A\n\n![a](x.svg)\n", "x.svg": drawing})
    site = build(notes)
    assert pdf.files(site, notes, "en")["x.svg"]() == svg.rewritten(drawing.encode()).content
    with pdf.opened(site, notes, "en") as book:
        assert book.evaluate("document.querySelector('img').naturalWidth") == 9


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright, readerguide.chromium(playwright) as browser:
        yield browser.new_page(viewport={"width": 600, "height": 500})


@pytest.fixture(scope="module")
def empty(page: Page, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return seen(page, tmp_path_factory.mktemp("empty"), b'<svg xmlns="http://www.w3.org/2000/svg"/>')


def seen(page: Page, folder: Path, content: bytes) -> bytes:
    (folder / "drawing.svg").write_bytes(content)
    (folder / "page.html").write_text('<img src="drawing.svg" style="width: 580px">')
    page.goto((folder / "page.html").as_uri())
    return page.screenshot()


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_drawings_look_the_same(path: Path, tmp_path: Path, page: Page, empty: bytes) -> None:
    given = path.read_bytes()
    assert seen(page, tmp_path, given) == seen(page, tmp_path, svg.rewritten(given).content) != empty
