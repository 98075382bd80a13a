"""A guide beside other plugins, listed before and after ours: nobody loses anything, and git's dates are the notes'."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

import neighbours
from studyguide import paths
from studyguide.build import build

pytestmark = pytest.mark.hosts
ORDERS = {
    "before": ["search", *neighbours.BESIDE, "studyguide", "print-site"],
    "after": ["search", "studyguide", *neighbours.BESIDE, "print-site"],
}
"""The last one asks to be the last."""

FROM_NOTES = ("storage/", "storage/block/", "storage/object/", "compute/", "odd/strange/")
WITHOUT_NOTE = ("", "glossary/", "practice/", "changes/", "compare/", "compare/storage/", "tags/storage/", "odd/")
DAY = "March 4, 2021"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the same project with the plugins in both orders; a warning fails."""
    folder = neighbours.project(tmp_path_factory.mktemp("beside"))
    for order, names in ORDERS.items():
        result = neighbours.build(folder, neighbours.CONFIG + neighbours.plugins(names), f"site-{order}", "--strict")
        assert result.returncode == 0, result.stderr
    return {order: folder / f"site-{order}" for order in ORDERS}


@pytest.fixture(params=ORDERS)
def site(request: pytest.FixtureRequest, sites: dict[str, Path]) -> Path:
    """Show one order after the other to a test."""
    return sites[request.param]


def soup(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text(encoding="utf-8"), "html.parser")


def article(site: Path, address: str) -> str:
    found = soup(site, address).article
    assert found is not None
    for place in found("wbr"):
        place.decompose()
    found.smooth()
    return found.get_text(" ", strip=True)


def test_every_page_of_the_guide_is_there(site: Path) -> None:
    pages = build(site.parent / "notes").pages
    missing = [page.name for page in pages if not (site / paths.url(page.name) / "index.html").is_file()]
    assert len(pages) > 15
    assert missing == []


def test_a_page_has_the_dates_and_authors_of_its_note(site: Path) -> None:
    for address in (*FROM_NOTES, "own/"):
        facts = soup(site, address).select(".md-source-file__fact")
        assert [fact.get_text(strip=True) for fact in facts if DAY in fact.get_text()] == [DAY, DAY], address
        assert any(fact.select("a[href='mailto:ada@example.org']") for fact in facts), address


def test_no_date_or_author_is_made_up_for_pages_without_a_note(site: Path) -> None:
    for address in WITHOUT_NOTE:
        page = soup(site, address)
        assert page.select(".md-source-file, .git-revision-date-localized-plugin") == [], address
        assert "ada@example.org" not in str(page), address


def test_feeds_list_notes_by_the_day_they_were_committed_and_no_lists(site: Path) -> None:
    for kind in ("created", "updated"):
        items = {
            str(item.findtext("guid")): str(item.findtext("pubDate"))
            for item in ET.parse(site / f"feed_rss_{kind}.xml").iter("item")  # noqa: S314  a plugin wrote it
        }
        base = "https://example.org/guide/"
        assert {base + address for address in (*FROM_NOTES, "own/")} <= items.keys()
        assert not {base + address for address in WITHOUT_NOTE} & items.keys()
        assert not [address for address in items if "archive" in address]
        assert {day for address, day in items.items() if "/blog/" not in address} == {"Thu, 04 Mar 2021 12:00:00 +0000"}


def test_old_addresses_lead_to_pages_of_the_guide(site: Path) -> None:
    assert "url=../storage/block/" in (site / "old/index.html").read_text(encoding="utf-8")


def test_what_notes_say_to_templates_is_shown_and_not_run(site: Path) -> None:
    text = article(site, "odd/strange/")
    for words in ("Odd {{ 6 * 7 }}", "{{ 6 * 7 }} {% set x = 42 %} {# gone #}", "{% raw %} end."):
        assert words in text
    for words in (
        '{% include-markdown "../docs/part.txt" %}',
        '{{ read_csv("docs/table.csv") }}',
        "{{ git_page_authors }}",
    ):
        assert words in text
    whole = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html") if "own" not in path.parts)
    assert "Odd 42" not in whole
    assert "Odd {{ 6 * 7 }}" in soup(site, "odd/strange/").title.get_text()  # type: ignore[union-attr]


def test_what_the_owners_pages_say_to_templates_is_run(site: Path) -> None:
    assert "Six times seven is 42." in article(site, "own/")
    assert "small 17" in article(site, "own/")
    assert "Words of a part." in article(site, "included/")


def test_plugins_that_change_pages_change_those_of_the_guide(site: Path) -> None:
    for address in ("storage/", "own/"):
        assert len(soup(site, address).select("a.glightbox > img")) == 1, address
    printed = article(site, "print_page/")
    assert printed.count("Which store is mounted as a disk?") == 1
    assert "Six times seven is 42." in printed
    # Attributes say what they say: a preview has paragraphs.
    html = (site / "storage/block/index.html").read_text(encoding="utf-8")
    assert "\n\n" not in re.sub(r'="[^"]*"', "", html)


def test_the_owners_own_lists_stay(site: Path) -> None:
    assert "Mine" in article(site, "tags/")
    assert "First post" in article(site, "blog/")
    assert "Block store" in article(site, "tags/storage/")


def test_the_order_of_plugins_makes_no_difference(sites: dict[str, Path]) -> None:
    for address in (*FROM_NOTES, *WITHOUT_NOTE, "own/"):
        assert article(sites["before"], address) == article(sites["after"], address), address


@pytest.mark.browser
def test_pages_open_without_an_error(sites: dict[str, Path]) -> None:
    # Below the path of `site_url`, by which print-site and the page for errors find their files.
    top = sites["before"].parent / "served"
    top.mkdir()
    (top / "guide").symlink_to(sites["before"])
    shutil.copy(sites["before"] / "img/disk.png", top / "favicon.ico")  # browsers ask for it
    handler = functools.partial(_Quiet, directory=str(top))
    faults: list[str] = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        page = browser.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: faults.append(f"{page.url}: {said.text} {said.location}") if said.type == "error" else None,
        )
        for address in (*FROM_NOTES, *WITHOUT_NOTE, "own/", "blog/", "tags/", "print_page/"):
            page.goto(f"http://127.0.0.1:{server.server_port}/guide/{address}", wait_until="networkidle")
        browser.close()
        server.shutdown()
    assert faults == []


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """Make a project that publishes versions beside each other."""
    folder = neighbours.project(tmp_path)
    (folder / "mkdocs.yml").write_text(neighbours.CONFIG + neighbours.plugins(["search", "mike", "studyguide"]))
    return folder


def test_a_guide_is_published_in_versions(versions: Path) -> None:
    program = str(Path(sys.executable).parent / "mike")
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    names = {f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [program, "deploy", "1.0", "latest"],
        cwd=versions,
        env={**os.environ, **quiet, **names, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "gh-pages"], cwd=versions, capture_output=True, text=True, check=True
    )
    assert {"1.0/storage/block/index.html", "1.0/search/texts.js", "versions.json"} <= set(listed.stdout.split("\n"))
