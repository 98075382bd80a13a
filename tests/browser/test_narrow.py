"""A phone whose reader has doubled the size of everything, 195 pixels: words stay whole, and names can be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

CONFIG = """\
site_name: Solutions for studying
theme: material
plugins:
  - search
  - studyguide:
      exam:
        title: XY-1
        minutes: 30
        questions: 1
        domains:
          - {tag: foundations, title: Safe designs, weight: 100}
"""
SUBJECT = """\
---
split: 2
---
# Networking

## Disaster recovery strategies
<!-- studyguide
tags: [foundations, resilience, other]
-->

Text.

### Two decide: active and active

Text.

<details><summary>What is done?</summary>

- [x] Use the random placement of managed definitions
- [ ] Nothing

</details>

## Policies

```json
%s```
"""
CODE = """\
{
  "Action": ["s3:GetObject"],
  "Resource": "arn:aws:s3:::example-invoices/2026/*"
}
"""
LINES = """(one) => {
    const range = document.createRange();
    const text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    const lines = new Map();
    for (let node; (node = text.nextNode()); )
        for (let n = 0; n < node.data.length; n++) {
            if (!node.data[n].trim()) continue;
            range.setStart(node, n);
            range.setEnd(node, n + 1);
            const { top, left } = range.getBoundingClientRect();
            const line = Math.round(top / 4);
            lines.set(line, Math.min(left, lines.get(line) ?? left));
        }
    const [first, ...more] = lines.values();
    return [first, Math.min(...more)];
}"""
PLAN = """\
# Study
<!-- studyguide
plan: true
-->

## Week 1: accounts and networks

- [[Disaster recovery strategies]]
"""
LIT = """() => {
    const lit = [...document.querySelectorAll("[data-sg-lit]")];
    const names = lit.filter((one) => one.matches("li")).map((one) => one.querySelector("a").textContent);
    return [names, lit.filter((one) => one.matches("path")).length];
}"""
BROKEN = """() => {
    const found = [];
    const range = document.createRange();
    const words = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    for (let text; (text = words.nextNode()); ) {
        if (!text.parentElement.checkVisibility() || text.parentElement.closest("template, noscript")) continue;
        for (const { 0: word, index } of text.data.matchAll(/[a-z]{3,}/gi)) {
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            if (lines.size > 1) found.push(word);
        }
    }
    return found;
}"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    notes = {"networking.md": SUBJECT % CODE, "study.md": PLAN}
    with readerguide.served(readerguide.build(tmp_path_factory.mktemp("narrow") / "guide", CONFIG, notes)) as base:
        yield base


@pytest.mark.parametrize("address", ["", "networking/", "networking/disaster-recovery-strategies/", "tags/", "study/"])
def test_words_stay_whole_on_a_phone_at_twice_its_size(browser: Browser, base: str, address: str) -> None:
    with readerguide.opened(browser, base, width=195) as page:
        readerguide.ready(page, address)
        assert page.evaluate(BROKEN) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 195


def test_words_of_options_stay_whole_on_a_phone_at_twice_its_size(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=195) as page:
        readerguide.ready(page, "practice/?mode=exam")
        page.get_by_role("button", name="Start the exam").click()
        expect(page.locator(".sg-option")).to_have_count(2)  # they may still be on their way
        assert page.evaluate(BROKEN.replace('"article"', '".sg-options"')) == []


# The map.


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    names = ["Storage of files that many servers share at once", "Lamps", "Doors", "Windows"]
    links = ["[[Doors]]", "[[Windows]]", "", ""]
    notes = {
        f"{name[:4].lower()}.md": f"---\nsplit: 2\norder: {n}\n---\n# About {name}\n\n## {name}\n\nSee {link}.\n"
        for n, (name, link) in enumerate(zip(names, links, strict=True))
    }
    with readerguide.served(readerguide.build(tmp_path_factory.mktemp("map") / "guide", CONFIG, notes)) as base:
        yield base


def test_lines_of_the_row_that_is_touched_or_reached_by_keys_stand_out(browser: Browser, mapped: str) -> None:
    with readerguide.opened(browser, mapped, width=700, has_touch=True) as page:
        readerguide.ready(page, "guide-map/")
        box = page.locator(".sg-guide-map svg").bounding_box()
        assert box is not None
        assert page.evaluate(LIT) == [[], 0]
        page.touchscreen.tap(box["x"] + 20, box["y"] + box["height"] * 0.4)  # beside the second of four
        assert page.evaluate(LIT) == [["About Lamps", "About Windows"], 1]
        assert (
            page.locator(".sg-map-lines path:not([data-sg-lit])").evaluate("one => getComputedStyle(one).opacity") < "1"
        )
        page.get_by_role("link", name="About Doors").first.focus()
        assert page.evaluate(LIT) == [["About Storage of files that many servers share at once", "About Doors"], 1]


def test_names_of_the_map_are_read_whole_on_a_phone(browser: Browser, mapped: str) -> None:
    with readerguide.opened(browser, mapped, width=390) as page:
        readerguide.ready(page, "guide-map/")
        rows = page.locator(".sg-guide-map li")
        assert rows.evaluate_all("all => all.filter((one) => one.scrollHeight > one.clientHeight).length") == 0
        assert rows.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth).length") == 0
        expect(page.locator(".sg-guide-map svg, .sg-quiet:has(+ .sg-guide-map)").first).to_be_hidden()


def test_a_phone_folds_long_lines_of_code_and_copies_them_whole(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390) as page:
        readerguide.ready(page, "networking/policies/")
        code = page.locator(".highlight code")
        assert code.evaluate("one => one.scrollWidth <= one.clientWidth")
        first, more = code.locator(".sg-long").evaluate(LINES)
        assert more > first  # what goes on stands deeper
        assert code.evaluate("one => one.innerText").strip() == CODE.strip()


TREE = """\
# Choose

```mermaid
flowchart TB
    A[Is it one, or is it another thing?] -->|yes| B([Apples and pears])
    A -->|no| C[Which of all of them may it be?]
    A -->|neither| D([Plums, damsons and sloes])
    C -->|one| E([Cherries of all colours])
    C -->|two| F([Grapes of a great vineyard])
```
"""


def test_a_wide_tree_is_an_outline_on_a_phone_and_is_not_scrolled(browser: Browser, tmp_path: Path) -> None:
    site = readerguide.build(tmp_path / "guide", notes={"choose.md": TREE})
    with readerguide.served(site) as base:
        for width, outline in ((390, True), (1280, False)):
            with readerguide.opened(browser, base, width=width, java_script_enabled=False) as page:
                page.goto("choose/")
                chart = page.locator(".sg-chart")
                expect(chart.locator("svg:visible")).to_have_count(1)
                assert chart.locator(".sg-outline").is_visible() == outline
                assert chart.evaluate("one => one.scrollWidth <= one.clientWidth")


LONG = (
    "# Long\n\n"
    + "Much is said here, in many words that fill some lines of a phone.\n\n" * 60
    + """\
| Topic | Older questions | Today |
|---|---|---|
| Asynchronous | 10,240 MB | up to 32 GB on Managed Instances |

Said.[^1] And | here.

| At a glance | |
|---|---|
| row | value[^1] |

[^1]: A source.
"""
)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with readerguide.served(
        readerguide.build(tmp_path_factory.mktemp("long") / "guide", notes={"long.md": LONG})
    ) as base:
        yield base


def test_the_way_to_the_top_stands_beside_the_title_and_on_no_text(browser: Browser, long: str) -> None:
    with readerguide.opened(browser, long, width=390) as page:
        readerguide.ready(page, "long/")
        page.mouse.wheel(0, 2000)
        page.wait_for_function("() => scrollY > 1500")
        page.mouse.wheel(0, -200)
        top = page.locator(".md-top")
        expect(top).to_be_visible()
        expect(top).to_have_accessible_name("Back to top")
        box, header = top.bounding_box(), page.locator(".md-header").bounding_box()
        search = page.locator("label.md-header__button[for=__search]").bounding_box()
        assert box
        assert header
        assert search
        assert box["y"] >= header["y"]
        assert box["y"] + box["height"] <= header["y"] + header["height"]
        assert box["x"] + box["width"] <= search["x"] + 1
        words = page.locator(".md-header__topic .md-ellipsis").last.bounding_box()
        assert words
        assert words["x"] + words["width"] <= box["x"]
        top.click()
        page.wait_for_function("() => scrollY === 0")


def test_a_table_of_three_columns_fits_a_phone(browser: Browser, long: str) -> None:
    with readerguide.opened(browser, long, width=390) as page:
        readerguide.ready(page, "long/")
        table = page.locator("article table").first
        assert table.evaluate("one => one.getBoundingClientRect().right") <= 390 - 16


def test_numbers_of_footnotes_step_back_in_cells(browser: Browser, long: str) -> None:
    with readerguide.opened(browser, long, width=390) as page:
        readerguide.ready(page, "long/")
        colour = "one => getComputedStyle(one).color"
        assert page.locator("td .footnote-ref").evaluate(colour) != page.locator("p .footnote-ref").evaluate(colour)


def test_headings_of_a_dark_page_are_no_duller_than_its_text_and_buttons_are_those_of_other_pages(
    browser: Browser, base: str
) -> None:
    with readerguide.opened(browser, base, width=390, scheme="dark") as page:
        readerguide.ready(page, "practice/?mode=quiz")
        bright = """(one) => {
            const [red, green, blue, share = 1] = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number);
            return (red + green + blue) * share;
        }"""
        assert page.locator("article h1").evaluate(bright) > page.locator("article").evaluate(bright)
        ground = "one => getComputedStyle(one).backgroundColor"
        other = '<a class="md-button md-button--primary">x</a>'
        page.locator("article").evaluate("(one, other) => one.insertAdjacentHTML('beforeend', other)", other)
        buttons = page.locator("article .md-button--primary:visible").evaluate_all(f"all => all.map({ground})")
        assert len(buttons) > 1
        assert len(set(buttons)) == 1
