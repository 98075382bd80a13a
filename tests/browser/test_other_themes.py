"""A guide in themes other than Material: found by their search, without an error, and no page wider than its window."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import readerguide
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

import programs

pytestmark = [pytest.mark.browser, pytest.mark.hosts]

CONFIG = readerguide.CONFIG.replace("theme: material", "theme: {{name: {theme}, highlightjs: false}}")
OWN = "# Own page\n\nAbout a zebra and its stripes.\n"
SEARCHED = {"mkdocs": "#mkdocs-search-query", "readthedocs": "", "terminal": "#mkdocs-search-query"}
"""Where each theme is asked; one has a page for that."""

PAGES = ("", "storage/disk/", "compare/types/", "print/", "own/")


@dataclass(frozen=True)
class Built:
    theme: str
    address: str


@pytest.fixture(scope="module", params=list(SEARCHED))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp(request.param)
    texts = {
        "mkdocs.yml": CONFIG.format(theme=request.param),
        "docs/own.md": OWN,
        "notes/storage.md": readerguide.STORAGE,
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    programs.run("mkdocs", "build", "--strict", "--quiet", cwd=folder).check_returncode()
    with readerguide.served(folder / "site") as address:
        yield Built(request.param, address)


@contextmanager
def opened(browser: Browser, built: Built, *, scripts: bool = True) -> Iterator[Page]:
    """Open a tab; what the console says as an error fails the test, but for pictures that a theme lacks."""
    size = ViewportSize(width=1280, height=850)
    with browser.new_context(viewport=size, base_url=built.address, java_script_enabled=scripts) as context:

        def picture(route: Route) -> None:
            route.fulfill(body="", content_type="image/png")

        context.route("**/*.png", picture)
        page = context.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
        yield page
        assert "\n".join(said) == ""


@pytest.mark.parametrize("scripts", [True, False])
def test_pages_are_whole_and_no_wider_than_the_window(browser: Browser, built: Built, *, scripts: bool) -> None:
    with opened(browser, built, scripts=scripts) as page:
        for name in PAGES:
            page.goto(name)
            if scripts:
                readerguide.settle(page)
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 850})
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
            guarded = page.locator("meta[http-equiv='Content-Security-Policy']").count() == 1
            assert guarded == (name != "own/"), name
            assert page.locator("meta[property='og:site_name']").count() == 1, name


def test_what_scripts_add_is_there(browser: Browser, built: Built) -> None:
    with opened(browser, built) as page:
        page.goto("storage/disk/")
        page.get_by_role("button", name="Explain terms").wait_for()
        page.locator(".sg-term").first.hover()
        expect(page.locator(".sg-explanation")).to_contain_text("how much data")
        page.goto("compare/types/")
        page.get_by_role("button", name="max size").click()
        expect(page.locator("[aria-sort]").first).to_be_visible()
        page.goto("practice/")
        page.get_by_role("tab", name="Quiz").click()
        expect(page.get_by_role("tabpanel", name="Quiz")).to_be_visible()
        # A colour that the theme has not told would be the same as what it stands on.
        tab = page.get_by_role("tab", name="Quiz")
        assert tab.evaluate("tab => getComputedStyle(tab).color !== getComputedStyle(tab).backgroundColor")
        page.goto("storage/")
        expect(page.locator(".sg-drawn--light svg")).to_be_visible()


@pytest.mark.parametrize(("words", "found"), [("elastic disk", "storage/disk/"), ("zebra", "own/")])
def test_the_themes_search_finds_notes_and_pages(browser: Browser, built: Built, words: str, found: str) -> None:
    with opened(browser, built) as page:
        if box := SEARCHED[built.theme]:
            readerguide.ready(page, "glossary/")
            page.get_by_text("Search").first.click()
            page.locator(box).press_sequentially(words)
        else:
            page.goto(f"search.html?q={words}")
        links = page.locator("#mkdocs-search-results a")
        expect(links.first).to_be_visible()
        addresses = [one.evaluate("link => link.href.split('#')[0]") for one in links.all()]
        assert f"{built.address}{found}" in addresses
        assert f"{built.address}print/" not in addresses, "it only repeats all others"
