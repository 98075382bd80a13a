"""A guide that a reader takes along: kept on request, read in airplane mode, never old while there is a network."""

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Browser, Page, expect

from studyguide.outputs import offline_copy

pytestmark = pytest.mark.browser

KEEP = re.compile("Keep the guide on this device")
KEPT = re.compile(r"Kept on this device: [\d.]+ MB")
ASKED = """async (name) => {
    for (const key of await caches.keys()) {
        const list = await (await caches.open(key)).match(new URL("studyguide-copy.json", name));
        if (list) return (await list.json()).version;
    }
    return "";
}"""
"""The version that is kept as a whole."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that a test may change."""
    return Path(shutil.copytree(readerguide.site(), tmp_path / "site"))


@pytest.fixture
def base(site: Path) -> Iterator[str]:
    with readerguide.served(site, cached=False) as base:
        yield base


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    with readerguide.opened(browser, base) as page:
        yield page


def keep(page: Page) -> None:
    page.goto("offline/")
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_be_visible()
    expect(page.get_by_role("button", name=KEEP)).to_be_hidden()


def version(page: Page, base: str) -> str:
    return str(page.evaluate(ASKED, base))


def test_nothing_is_kept_unasked(page: Page) -> None:
    page.goto("offline/")
    expect(page.get_by_role("button", name=KEEP)).to_have_text(re.compile(r"\([\d.]+ MB\)$"))
    page.goto("storage/disk/")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_in_airplane_mode_the_guide_is_read_searched_and_practised(browser: Browser, site: Path) -> None:
    with ExitStack() as server:
        base = server.enter_context(readerguide.served(site, cached=False))
        with readerguide.opened(browser, base) as page:
            keep(page)
            page.context.set_offline(True)
            server.close()
            page.goto("storage/disk/?from=here#snapshots")
            page.get_by_role("link", name="network folder", exact=True).first.hover()
            expect(page.locator(".sg-explanation")).to_contain_text("shared by many servers")
            page.locator(".md-search__input").fill("tape")
            expect(page.locator(".sg-hit-link").first).to_contain_text("Tape")
            page.goto("practice/")
            page.get_by_role("tab", name="Quiz").click()
            expect(page.get_by_role("button", name="Start")).to_be_visible()
            page.goto("compare/types/")
            page.get_by_label("Only differences").check()
            page.goto("storage")  # servers lead on to the folder
            page.wait_for_url("**/storage/")
            page.locator(".sg-drawn svg").first.wait_for()


def test_online_no_page_is_old_and_the_copy_follows(page: Page, base: str, site: Path) -> None:
    keep(page)
    first = version(page, base)
    for name in ("storage/tape/index.html", "storage/disk/index.html"):
        text = (
            (site / name)
            .read_text("utf-8")
            .replace("Slow and cheap", "Slow and dear")
            .replace("fast blocks", "new blocks")
        )
        (site / name).write_text(text, "utf-8")
    (site / "studyguide-copy.json").write_bytes(offline_copy.Listed().write(site))
    page.goto("storage/tape/")
    expect(page.locator("article")).to_contain_text("Slow and dear")
    page.wait_for_function(f"async () => await ({ASKED})('{base}') !== '{first}'", timeout=30_000)
    page.wait_for_function("async () => (await caches.keys()).length === 1", timeout=30_000)
    page.context.set_offline(True)
    page.goto("storage/disk/")  # which was not opened since
    expect(page.locator("article")).to_contain_text("new blocks")
    assert len(page.evaluate("caches.keys()")) == 1


def test_a_copy_that_is_interrupted_is_not_shown_and_goes_on(page: Page, base: str) -> None:
    page.goto("offline/")
    refuse = "**/storage/tape/"
    page.context.route(refuse, lambda route: route.fulfill(status=503))
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_role("status").filter(has_text="Not everything could be fetched")).to_be_visible()
    assert version(page, base) == ""
    page.context.unroute(refuse)
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_be_visible()


def test_it_is_taken_away_on_request_and_where_the_owner_offers_it_no_more(page: Page, base: str, site: Path) -> None:
    keep(page)
    remove = page.get_by_role("button", name="Remove it from this device")
    remove.click()
    expect(page.get_by_role("alert")).to_contain_text("Remove the copy?")
    page.get_by_role("button", name="Keep it").click()
    expect(remove).to_be_focused()
    assert version(page, base)
    remove.click()
    remove.click()
    expect(page.get_by_role("button", name=KEEP)).to_be_focused()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    keep(page)
    (site / "studyguide-copy.json").unlink()
    page.goto("storage/tape/")
    page.wait_for_function("async () => !(await caches.keys()).length", timeout=30_000)
    assert version(page, base) == ""


def test_what_takes_it_away_is_not_where_a_button_was_just_pressed(page: Page) -> None:
    page.goto("offline/")
    button = page.get_by_role("button", name=KEEP)
    expect(button).to_have_text(re.compile("MB"))
    place = button.bounding_box()
    button.click()
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_be_visible(timeout=30_000)
    remove = page.get_by_role("button", name="Remove it from this device")
    there = remove.bounding_box()
    assert place
    assert there
    assert there["y"] > place["y"] + place["height"]
    remove.click()
    asked = page.get_by_role("button", name="Remove it from this device").bounding_box()
    stays = page.get_by_role("button", name="Keep it").bounding_box()
    assert asked
    assert stays
    apart = asked["y"] >= there["y"] + there["height"] or asked["x"] >= there["x"] + there["width"]
    assert apart  # who taps twice does not answer


def test_it_leaves_others_of_the_same_server_alone(page: Page, site: Path) -> None:
    (site / "app").mkdir()
    (site / "app/index.html").write_text("<h1>Another app</h1>", "utf-8")
    page.goto("offline/")
    page.evaluate("caches.open('theirs')")
    page.evaluate("caches.open('studyguide http://other/ 1')")
    keep(page)
    page.goto("app/")
    expect(page.get_by_role("heading")).to_have_text("Another app")
    page.goto("offline/")
    for _ in ("asked", "sure"):
        page.get_by_role("button", name="Remove it from this device").click()
    expect(page.get_by_role("button", name=KEEP)).to_be_visible()
    assert page.evaluate("caches.keys()") == ["theirs", "studyguide http://other/ 1"]


def test_a_site_that_has_a_worker_of_its_own_keeps_it(page: Page, site: Path) -> None:
    (site / "sw.js").write_text("", "utf-8")
    page.goto("storage/")
    page.evaluate("navigator.serviceWorker.register('../sw.js').then(() => navigator.serviceWorker.ready)")
    page.goto("offline/")
    expect(page.get_by_role("note")).to_contain_text("keeps its pages already")
    expect(page.get_by_role("button", name=KEEP)).to_have_count(0)


def test_a_page_that_is_not_kept_leads_to_what_is(page: Page) -> None:
    keep(page)
    page.context.set_offline(True)
    page.goto("nothing/of/this/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Take it along")
    expect(page.get_by_role("alert")).to_contain_text("nothing/of/this/” is not in the copy on this device")
    expect(page.get_by_role("status").filter(has_text=KEPT)).to_be_visible()


def test_without_scripts_the_page_leads_to_the_whole_guide(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("offline/")
        page.get_by_role("article").get_by_role("link", name="Print").click()
        page.wait_for_url("**/print/")


def test_the_browser_takes_the_manifest(page: Page) -> None:
    page.goto("storage/disk/")
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"].endswith("/some/where/studyguide.webmanifest")
    assert [
        one for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"] if "icon" in str(one)
    ] == []
