"""What a reader sees first stays where it is, and is there before the scripts; far parts of long lists wait."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import readerguide
import tabs
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "section": "storage/folder/",
    "chapter": "storage/",
    "tag": "tags/storage/",
    "tags": "tags/",
    "glossary": "glossary/",
    "comparisons": "compare/",
    "comparison": "compare/types/",
    "pair": "compare/disk-vs-folder/",
    "practice": "practice/",
    "quiz": "practice/?mode=quiz",
    "begun quiz": "practice/?mode=quiz&begin",
    "cards": "practice/?mode=cards",
    "exam": "practice/?mode=exam",
    "questions": "practice/questions/",
    "plan": "plan/",
    "changes": "changes/",
    "map": "guide-map/",
    "offline": "offline/",
    "print": "print/",
    "missing": "no/such/page/",
}
BUDGET = 0.02
"""A share of the window times the way that it moves; elsewhere, 0.1 counts as good."""
LATE = 0.4
"""Seconds that the first script is on its way: the text has been painted by then."""
PLAN = """\
---
plan: true
---

# Plan

Read it in this order.

## First week

- [Elastic disk](storage.md#elastic-disk)
- [Network folder](storage.md#network-folder)

## Second week

- [Tape](storage.md#tape)
"""
MANY = 120
TERM, QUESTION = (
    "- **{0}**: what is called {0}.\n",
    "\n<details><summary>What is {0}?</summary>\n\nThat.\n\n</details>\n",
)
NAMES = [f"{letter}{n} thing" for letter in "ABCDEFGHIJKL" for n in range(10)]
LONG = "# Long\n\nText.\n" + "".join(map(QUESTION.format, NAMES)) + "\n## Terms\n\n" + "".join(map(TERM.format, NAMES))
LAID_OUT = """() => [...document.querySelectorAll(%s)].filter((one) => {
    const shown = (one.closest("details") ?? one).firstElementChild;
    return shown.checkVisibility({ contentVisibilityAuto: true });
}).length"""
OBSERVED = """() => {
    globalThis.moved = [];
    const named = ({ node }) => (node?.closest ? node : node?.parentElement)?.outerHTML.slice(0, 80) ?? "";
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) moved.push([value, sources.map(named).join(" | ")]);
    }).observe({ type: "layout-shift", buffered: true });
}"""


def come_late(route: Route) -> None:
    """Answer as a slow network does."""
    time.sleep(LATE)
    route.continue_()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    notes = readerguide.NOTES | {"plan.md": PLAN}
    site = readerguide.build(tmp_path_factory.mktemp("guide") / "site", readerguide.CONFIG + readerguide.EXAM, notes)
    with readerguide.served(site) as base:
        yield base


@pytest.fixture(scope="module", params=[390, 1280])
def watched(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    """Open a tab in which scripts come late, and what moves is noted."""
    touch = request.param < 400
    with readerguide.opened(browser, base, width=request.param, has_touch=touch, is_mobile=touch) as page:
        page.add_init_script(f"({OBSERVED})()")
        page.route("**/assets/studyguide/guide.js", come_late)
        yield page


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_no_script_moves_what_is_in_sight(watched: Page, address: str) -> None:
    watched.goto(tabs.EMPTY)  # which has no scroll to be gone back to, and remembers nothing of the page before
    watched.evaluate(tabs.FORGET)
    readerguide.ready(watched, address)
    expect(watched.locator("h1").first).to_be_visible()
    watched.wait_for_timeout(200)  # for the entries of the last frame
    moved = watched.evaluate("moved")
    assert sum(value for value, _ in moved) <= BUDGET, moved


@pytest.mark.parametrize(("mode", "begin"), [("quiz", "Start"), ("exam", "Start the exam")])
def test_what_is_under_way_comes_back_without_moving(watched: Page, mode: str, begin: str) -> None:
    watched.goto(tabs.EMPTY)
    watched.evaluate(tabs.FORGET)
    readerguide.ready(watched, f"practice/?mode={mode}")
    watched.get_by_role("button", name=begin, exact=True).click()
    expect(watched.locator(".sg-prompt")).to_be_visible()
    address = watched.url
    watched.goto(tabs.EMPTY)
    watched.goto(address)
    expect(watched.locator(".sg-prompt")).to_be_visible()
    watched.wait_for_timeout(200)
    moved = watched.evaluate("moved")
    assert sum(value for value, _ in moved) <= BUDGET, moved


def test_what_stands_below_a_part_that_never_comes_is_seen_all_the_same(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.route("**/assets/studyguide/practice/page.js", lambda route: route.abort())
        page.goto("practice/")
        expect(page.get_by_text("All questions as a list")).to_be_visible()
    with readerguide.opened(browser, base) as page:
        page.route("**/assets/studyguide/guide.js", lambda route: route.abort())
        page.goto("practice/")
        list_of_all = page.get_by_text("All questions as a list")
        assert not list_of_all.is_visible()
        expect(list_of_all).to_be_visible(timeout=20_000)


def test_far_parts_of_long_lists_wait_but_not_on_paper(browser: Browser, tmp_path: Path) -> None:
    """What is counted is what a browser lays out: how long that takes depends on the machine."""
    site = readerguide.build(tmp_path / "guide", notes={"long.md": LONG})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        for address, parts in (("glossary/", "[data-sg-entry]"), ("practice/questions/", "details p.sg-from")):
            readerguide.ready(page, address)
            done = LAID_OUT % repr(parts)
            everything = page.locator(parts).count()
            assert everything >= MANY
            assert 0 < page.evaluate(done) < everything / 2
            page.emulate_media(media="print")
            assert page.evaluate(done) == everything
            page.emulate_media(media="screen")
