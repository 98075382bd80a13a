"""Drawings of real tools look the same before and after they are written anew; and the outputs show the second."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
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
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(viewport={"width": 600, "height": 500})
        browser.close()


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_drawings_look_the_same(path: Path, tmp_path: Path, page: Page) -> None:
    def seen(content: bytes) -> bytes:
        (tmp_path / "drawing.svg").write_bytes(content)
        (tmp_path / "page.html").write_text('<img src="drawing.svg" style="width: 580px">')
        page.goto((tmp_path / "page.html").as_uri())
        return page.screenshot()

    empty = seen(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert seen(path.read_bytes()) == seen(svg.rewritten(path.read_bytes()).content) != empty
