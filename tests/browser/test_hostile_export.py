"""The export of hostile notes, built by MkDocs and Zensical and opened in a browser: nothing runs, nothing is fetched.

As for our own site, each layer is tested alone: the escaping with the policy taken out of the pages, and the policy
with the notes put into them raw. What the policy must not stop is tested too: search, colours, our own scripts.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import html5lib
import pytest
from playwright.sync_api import Browser, Page
from test_hostile_site import (
    ATTACKS,
    NOTES,
    NOTES_PROMISED,
    PAUSE,
    POLICY,
    WHOLE,
    Handler,
    bare,
    browser,
    close,
    names,
    put,
    serving,
    visit,
    visit_together,
    without_policy,
)

import programs

ENGINES = {"mkdocs": ["mkdocs", "build", "-q", "-d", "site"], "zensical": ["zensical", "build"]}
__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.hosts]


class _Handler(Handler):
    """Of the theme's and our own scripts and sheets, none matters to what a page does by itself."""

    empty: ClassVar[tuple[str, ...]] = ("/plain/assets/",)


def run(*command: str, cwd: Path) -> None:
    result = programs.run(*command, cwd=cwd)
    assert result.returncode == 0, f"{command}: {result.stdout[-2000:]}{result.stderr[-2000:]}"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    shutil.copytree(NOTES, folder / "notes")
    (folder / "mkdocs.yml").write_text("site_name: A guide\nplugins: [search, studyguide]\n")
    run("studyguide", "export", "project", cwd=folder)
    return folder / "project"


@pytest.fixture(scope="module")
def sites(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Build the export with each engine."""
    folder = tmp_path_factory.mktemp("engines")
    for engine, command in ENGINES.items():
        shutil.copytree(exported, folder / engine)
        run(*command, cwd=folder / engine)
        (folder / engine / "site" / "start.txt").touch()
    return {engine: folder / engine / "site" for engine in ENGINES}


@pytest.fixture(params=ENGINES)
def site(sites: Mapping[str, Path], request: pytest.FixtureRequest) -> Path:
    return sites[request.param]


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with serving(site, _Handler) as address:
        yield address


def test_the_policy_stands_before_what_it_is_for(site: Path) -> None:
    nonces = set()
    for name in names(site):
        page = (site / name).read_bytes()
        assert page.index(b"Content-Security-Policy") < page.index(b"<script"), name
        assert page.index(b'<meta charset="utf-8">') < 1000, name  # a browser looks no further
        nonces |= set(re.findall(rb"nonce[-=]\W?([0-9a-f]+)", page))
    assert len(nonces) == 1
    assert not [path for path in NOTES.rglob("*") if path.is_file() and min(nonces) in path.read_bytes()]


def test_titles_make_no_element(site: Path) -> None:
    """Themes print them as they are: into the head, the header, the navigation, the contents, the links below."""
    for name in (name for name in names(site) if name.startswith(("title-", "export-title-"))):
        page = html5lib.parse((site / name).read_text(encoding="utf-8"), namespaceHTMLElements=False)
        live = {str(element.tag) for element in page.iter() if any(str(key).startswith("on") for key in element.attrib)}
        assert live == set(), name
        scripts = [script for script in page.iter("script") if script.get("nonce") or script.get("id") == "__config"]
        assert scripts == list(page.iter("script")), name


def test_the_escaping_alone_is_enough(sites: Mapping[str, Path], browser: Browser) -> None:
    """Without the policy nothing runs and nothing is fetched; what both engines make alike is opened once."""
    seen: set[tuple[str, str]] = set()
    for site in sites.values():
        pages = {name: without_policy((site / name).read_text(encoding="utf-8")) for name in names(site)}
        assert len(pages) > NOTES_PROMISED
        shown = {name: html if name.startswith(WHOLE) else bare(html) for name, html in pages.items()}
        others = {f"bare/{name}": html for name, html in shown.items() if (name, alike(html)) not in seen}
        seen |= {(name, alike(html)) for name, html in shown.items()}
        for name, html in shown.items():
            put(site / "bare" / name, html)
        whole = [name for name in others if name.removeprefix("bare/").startswith(WHOLE)]
        with serving(site, _Handler) as address:
            assert visit(browser, address, [f"plain/{name}" for name in whole]) == []
            articles = {name: html for name, html in others.items() if name not in whole}
            assert visit_together(browser, address, site, articles) == []
            whole = ["bare/export-inline/index.html", "bare/export-title-breakout/index.html"]
            assert visit(browser, address, whole) == []
        shutil.rmtree(site / "bare")
        shutil.rmtree(site / "together")


def alike(html: str) -> str:
    """Leave out how the engines differ on nearly every page: a mark of the theme, how far up a link begins, blanks."""
    return " ".join(re.sub(r"(?:\.\./)+", "../", html.replace('<a id="__skip" tabindex="-1"></a>', "")).split())


def test_the_policy_alone_is_enough(sites: Mapping[str, Path], browser: Browser) -> None:
    """Put each note, as it is, below the policy, which is the same from both engines."""
    site, other = sites.values()
    policies = [POLICY.findall((root / "glossary/index.html").read_text(encoding="utf-8")) for root in (site, other)]
    assert policies[0] == policies[1]
    frame = f"<!doctype html><html><head><meta charset=utf-8>{policies[0][0]}</head>"
    # A file that notes publish is of this site, and a script if one asks for it.
    (site / "published.txt").write_text("window.hostile = true; alert(3)", encoding="utf-8")
    attacks = "".join([*ATTACKS, '<script src="../published.txt"></script>'])
    pages = []
    for note in sorted(NOTES.rglob("*.md")):
        raw = note.read_bytes().decode("utf-8", "replace")
        if "http-equiv" in raw.lower():
            continue  # no policy stops a page that sends itself elsewhere
        pages.append(f"plain/raw/{note.stem}.html")
        put(site / "raw" / f"{note.stem}.html", f"{frame}<body><article>{raw}\n{attacks}</article></body>")
    assert len(pages) > NOTES_PROMISED
    with serving(site, _Handler) as address:
        assert visit(browser, address, pages) == []
    shutil.rmtree(site / "raw")


def test_the_policy_lets_the_site_work(address: str, browser: Browser) -> None:
    """Colours are switched, the search finds, our scripts load their parts, and nothing was refused."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.goto(address + "export-inline/")
    before = page.evaluate("document.body.dataset.mdColorScheme")
    for _ in range(2):  # from that of the system to light, then dark
        page.locator("[data-md-component=palette] label:visible").first.click()
    assert page.evaluate("document.body.dataset.mdColorScheme") != before
    wait_until(page, "Boolean(globalThis.studyguide?.material?.repairs)")
    page.close()
    assert refused == []


def test_results_of_a_search_are_text_without_the_policy_too(site: Path, address: str, browser: Browser) -> None:
    page = site / "glossary/index.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(without_policy(html), encoding="utf-8")
    assert searched(browser, address) == []
    page.write_text(html, encoding="utf-8")


def searched(browser: Browser, address: str) -> list[str]:
    """Search for what hostile titles hold, with the theme's scripts; return the dialogs."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    found: list[str] = []
    page.on("dialog", lambda dialog: close(dialog, found))
    page.goto(address + "glossary/")
    for word in ("onerror", "script", "title"):
        page.keyboard.press("Escape")
        page.locator(".md-search__input, .md-search__button").first.click()
        page.wait_for_timeout(PAUSE)
        page.keyboard.press("Control+A")
        page.keyboard.type(word)
        wait_until(page, f"{_RESULTS} > 0")
        page.wait_for_timeout(PAUSE)
    found += ["script"] if page.evaluate("window.hostile === true") else []
    page.close()
    return found


_RESULTS = """[document, ...[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])]
    .flatMap((root) => [...root.querySelectorAll(".md-search-result__item, ol a[href]")])
    .filter((one) => one.getRootNode() !== document || one.matches(".md-search-result__item")).length"""
"""Zensical draws its search into a shadow root."""


def wait_until(page: Page, condition: str) -> None:
    """Ask again and again; the browser's own waiting needs `eval`, which the policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {condition}")
