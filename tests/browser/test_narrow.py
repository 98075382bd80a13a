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
    with readerguide.opened(browser, mapped, width=390, has_touch=True) as page:
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
