"""Every kind of page, in both schemes and widths, has nothing that axe-core objects to; and a keyboard is enough."""

import functools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import axe
import pytest
import readerguide
from playwright.sync_api import Browser, Page, expect
from readerguide import ready

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "section": "storage/disk/",
    "chapter": "storage/",
    "tag": "tags/storage/",
    "tags": "tags/",
    "glossary": "glossary/",
    "comparisons": "compare/",
    "comparison": "compare/types/",
    "members picked": "compare/types/?with=disk&with=tape&baseline=disk&sort=max-size",
    "swapped": "compare/types/?swap=1",
    "pair": "compare/disk-vs-folder/",
    "pair that is alike": "compare/disk-vs-tape/",
    "practice": "practice/",
    "questions": "practice/questions/",
    "quiz": "practice/?mode=quiz&begin",
    "cards": "practice/?mode=cards&begin",
    "map": "guide-map/",
    "offline": "offline/",
    "coverage": "coverage/",
    "found in the glossary": "glossary/?find=rpo",
    "changes": "changes/",
    "print": "print/",
}
CONTROLS = {"button", "checkbox", "combobox", "link", "radio", "searchbox", "switch", "textbox"}
CROWDED = {
    "one.md": """\
---
split: 2
tags: [storage, other]
---

# Everything that stands close

Its contents are links in a row.

## First store
<!-- studyguide
id: first
confused_with: [second]
reviewed: 2001-02-03
sources: [https://example.org/a, https://example.org/b]
-->

Its RPO is minutes[^1], its IOPS are many[^2], its RTO is hours[^3]. [Second](#second-store), [third](#third-store).

| At a glance | |
|---|---|
| kind | block |

| Key | Value | Another | One more | The last |
|---|---|---|---|---|
| `aVeryLongNameOfSomething` | `anotherLongNameOfSomething` | `yetAnotherLongName` | `theFourthLongName` | `fifth` |

```python
def answer(number=42, *, text="no"):  # a remark
    return number + 1.5 if text is None else -number
```

```yaml
size: 10
name: "one"  # a remark
```

### Under it there is a heading

Words.

### Under it there is another heading

Words.

### Under it there is a third heading of its own

Words.

### Under it there is the last of the headings

<details><summary>What is it?</summary>

- [x] Blocks: like any disk
- [ ] Objects: those need another store

</details>

[^1]: [Page](https://example.org/1)
[^2]: [Page](https://example.org/2)
[^3]: [Page](https://example.org/3)

## Second store
<!-- studyguide
id: second
-->

The RPO of a [first store](#first-store) is another; its IOPS and RTO too.

| At a glance | |
|---|---|
| kind | file |

## Third store
<!-- studyguide
id: third
-->

Unlike a [first store](#first-store) and a [second store](#second-store), with an RPO, an RTO and IOPS of its own.

## Terms

- **RPO** (Recovery Point Objective): how much data you may lose, as time.
- **RTO** (Recovery Time Objective): how long it may take.
- **IOPS**: reads and writes a second.
""",
    "two.md": "# Another chapter\n\n## Alone\n\nSee the [first store](one.md#first-store) and its RPO.\n",
}
"""Links, terms, notes and code that stand as close to each other as they can."""
CROWDED_PAGES = {
    "home": "",
    "section": "one/first/",
    "chapter": "one/",
    "glossary": "glossary/",
    "tag": "tags/storage/",
    "changes": "changes/",
    "map": "guide-map/",
    "coverage": "coverage/",
    "practice": "practice/",
    "print": "print/",
    "missing": "no/such/page/",
}
LOOKS = [(1280, "light"), (390, "dark")]
"""Each width and each scheme once: colours do not depend on the width, nor places on the scheme."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with readerguide.served(readerguide.site()) as base:
        yield base


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    width, scheme = request.param
    with readerguide.opened(browser, base, width=width, scheme=scheme) as page:
        yield page


@functools.cache
def crowded() -> Path:
    config = readerguide.CONFIG.replace("repo_url", f"site_url: https://example.org{readerguide.PATH}\nrepo_url")
    return readerguide.build(Path(tempfile.mkdtemp(prefix="studyguide-")) / "guide", config, CROWDED)


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def crowd(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    with (
        readerguide.served(crowded()) as base,
        readerguide.opened(browser, base, width=width, scheme=scheme, reduced_motion="reduce") as page,
    ):
        yield page


def violations(page: Page) -> list[str]:
    return axe.violations(page, target_size=True)  # WCAG 2.2 asks for the rule, for which axe-core must be told


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_no_page_has_a_violation(page: Page, address: str) -> None:
    ready(page, address)
    if address == PAGES["offline"]:
        page.get_by_role("button", name="MB").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("address", CROWDED_PAGES.values(), ids=CROWDED_PAGES.keys())
def test_no_page_on_which_much_stands_close_has_a_violation(crowd: Page, address: str) -> None:
    ready(crowd, address)
    assert violations(crowd) == []


def explanation(page: Page) -> None:
    page.locator(".sg-term").first.focus()
    page.locator(".sg-explanation").wait_for()


def search(page: Page) -> None:
    narrow = page.locator(".md-header__button[for=__search] button")
    if narrow.is_visible():
        narrow.click()
    page.locator(".md-search__input").press_sequentially("disk")  # the theme listens to keys
    page.locator(".sg-hit").first.wait_for()
    page.wait_for_timeout(500)  # the list fades in, and axe-core measures colours as they are


def folds(page: Page) -> None:
    for fold in page.locator(".sg-fold > summary").all():
        fold.click()


def chooser(page: Page) -> None:
    ready(page, "compare/types/")
    page.get_by_text("Options", exact=True).click()


def answered(page: Page) -> None:
    ready(page, "practice/?mode=quiz&begin")
    page.locator("#sg-panel-quiz fieldset").first.wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.locator("#sg-panel-quiz .sg-result").first.wait_for()


def covered(page: Page) -> None:
    ready(page, "glossary/")
    page.get_by_role("button", name="Hide the answers").click()
    page.locator(".sg-show").first.wait_for()


def paper(page: Page) -> None:
    page.emulate_media(media="print")


@pytest.mark.parametrize("state", [explanation, search, folds, chooser, answered, covered, paper])
def test_no_open_part_has_a_violation(page: Page, state: Callable[[Page], None]) -> None:
    ready(page, "storage/disk/")
    state(page)
    found = violations(page)
    page.emulate_media(media="screen")
    assert found == []


@pytest.mark.parametrize("width", [390, 1280])
def test_what_stands_close_has_no_violation_unfolded(browser: Browser, width: int) -> None:
    with readerguide.served(crowded()) as base, readerguide.opened(browser, base, width=width) as page:
        ready(page, "one/first/")
        folds(page)
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawer_has_no_violation_open(browser: Browser, base: str, scheme: str) -> None:
    with readerguide.opened(browser, base, width=390, scheme=scheme) as page:
        ready(page, "storage/disk/")
        page.get_by_role("button", name="Navigation").click()
        page.wait_for_timeout(400)  # until it stands still
        assert violations(page) == []


FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const seen = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
    return { what: element.outerHTML.slice(0, 120), seen, hidden: getComputedStyle(element).visibility !== "visible" };
}"""
STOPS = "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']"


def walk(page: Page, limit: int = 400) -> list[dict[str, object]]:
    """Press Tab from the top of the page to its end."""
    found: list[dict[str, object]] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return found
        found.append(stop)
    pytest.fail(f"the keyboard does not leave the page: {found[-3:]}")


@pytest.mark.parametrize("address", ["storage/disk/", "compare/types/", "practice/", "storage/"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_never_lands_out_of_sight(browser: Browser, base: str, width: int, address: str) -> None:
    with readerguide.opened(browser, base, width=width) as page:
        ready(page, address)
        stops = walk(page)
        assert [stop["what"] for stop in stops if not stop["seen"] or stop["hidden"]] == []
        reachable = page.locator("article").locator(STOPS).filter(visible=True).count()
        inside = page.evaluate("document.querySelector('article').querySelectorAll('[tabindex=\"-1\"]').length")
        assert len(stops) >= reachable - inside


def test_the_keyboard_works_the_drawer(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390) as page:
        ready(page, "storage/disk/")
        drawer = page.get_by_role("button", name="Navigation")
        drawer.focus()
        page.keyboard.press("Enter")
        assert page.locator("#__drawer").is_checked()
        page.locator(".md-sidebar--primary a:visible").first.wait_for()
        page.keyboard.press("Escape")
        assert not page.locator("#__drawer").is_checked()
        assert drawer.evaluate("element => element === document.activeElement")


def test_the_keyboard_works_a_comparison(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        ready(page, "compare/types/")
        sort = page.get_by_role("button", name="max size")
        sort.focus()
        page.keyboard.press("Enter")
        head = page.locator("th[data-sg-id=max-size]")
        assert head.get_attribute("aria-sort") == "ascending"
        assert sort.evaluate("element => element === document.activeElement")
        page.keyboard.press("Space")
        assert head.get_attribute("aria-sort") == "descending"
        expect(page.locator("th[data-sg-id=kind]")).to_have_text("kind")
        expect(page.locator("th[data-sg-id=kind] button")).to_have_count(0)  # words have no order that tells anything


def test_the_keyboard_moves_what_is_wider_than_its_column_and_stops_nowhere_else(browser: Browser) -> None:
    with readerguide.served(crowded()) as base, readerguide.opened(browser, base, width=390) as page:
        ready(page, "one/first/")
        facts, table = page.locator(".sg-facts"), page.locator(".md-typeset__scrollwrap").last
        expect(table).to_have_attribute("tabindex", "0")
        assert page.get_by_role("group", name="First store").get_by_role("table").count() == 1
        assert facts.get_attribute("tabindex") is None
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)  # a browser may scroll smoothly
        assert table.evaluate("element => element.scrollLeft") > 0
        page.set_viewport_size({"width": 1600, "height": 900})
        expect(table).not_to_have_attribute("tabindex", "0")


@pytest.mark.parametrize("address", ["", "storage/disk/", "compare/types/", "glossary/", "practice/", "storage/"])
def test_nothing_is_lost_at_200_percent(browser: Browser, base: str, address: str) -> None:
    """WCAG 1.4.10: a window of 1,280 pixels at 400 % is 320 pixels wide, and pages scroll one way only."""
    with readerguide.opened(browser, base, width=320) as page:
        ready(page, address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_every_control_has_a_name(browser: Browser, base: str) -> None:
    """Also on the page for an address that is not there, and below a header whose switches are labels with a sign."""
    with readerguide.opened(browser, base, width=390, java_script_enabled=False) as page:
        tree = page.context.new_cdp_session(page)
        tree.send("Accessibility.enable")
        for address in ("nowhere/at/all/", "storage/disk/"):
            page.goto(address)
            nodes = tree.send("Accessibility.getFullAXTree")["nodes"]
            controls = [node for node in nodes if not node["ignored"] and node["role"]["value"] in CONTROLS]
            assert len(controls) > 5
            assert [node for node in controls if not node.get("name", {}).get("value")] == []
