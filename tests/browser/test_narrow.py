"""A phone whose reader has doubled the size of everything, 195 pixels: words stay whole, and names can be read."""

from collections.abc import Iterator

import pytest
import readerguide
from playwright.sync_api import Browser

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
"""
PLAN = """\
# Study
<!-- studyguide
plan: true
-->

## Week 1: accounts and networks

- [[Disaster recovery strategies]]
"""
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
    notes = {"networking.md": SUBJECT, "study.md": PLAN}
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
        assert page.locator(".sg-option").count() == 2
        assert page.evaluate(BROKEN.replace('"article"', '".sg-options"')) == []
