"""What is pressed can be read: while the pointer is still on it, while it has the focus, and where a finger was."""

from collections.abc import Callable, Iterator

import pytest
import readerguide
from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

CONFIG = """\
site_name: A small guide
theme: material
plugins:
  - search
  - studyguide:
      exam:
        title: Mock exam
        minutes: 30
        questions: 2
        domains:
          - {tag: D1, title: Fast, weight: 100}
"""
NOTES = """\
---
split: 2
tags: [D1]
---
# Storage

## Disk
<!-- studyguide
id: disk
-->

A disk spins; its RPO is short.

<details><summary>Which spins?</summary>
<!-- id: q-one -->

- [x] A disk
- [ ] A tape

</details>

### Exam signals

- "It spins" → **a disk**: on an axle

### Terms

- **RPO** (Recovery Point Objective): how much may be lost.

## One week
<!-- studyguide
id: one-week
plan: true
-->

### Day 1

- [[Disk]]
"""

NORMAL = 4.5  # WCAG 2.2, 1.4.3

# The ratio of the text of an element to what lies behind it, in each scheme, as the browser computes colours: canvases
# know them all. All that a scheme changes hangs on one attribute.
CONTRAST = """one => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = () => {
    const grounds = [];
    for (let at = one; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
    const [fore, back] = [[...grounds, getComputedStyle(one).color], grounds].map((all) => light(over(all)));
    return [grounds, (Math.max(fore, back) + 0.05) / (Math.min(fore, back) + 0.05)];
  };
  const chosen = document.body.dataset;
  const before = chosen.mdColorScheme;
  const found = ["default", "slate"].map((scheme) => [(chosen.mdColorScheme = scheme), ...ratio()]);
  chosen.mdColorScheme = before;
  if (String(found[0][1]) === String(found[1][1])) throw new Error("both schemes stand on the same colours");
  return found.map(([scheme, , number]) => [scheme, number]);
}"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pressed") / "guide"
    site = readerguide.build(folder, CONFIG, {"storage.md": NOTES})
    with readerguide.served(site) as base:
        yield base


def exam(page: Page) -> None:
    page.goto("practice/?mode=exam")
    page.get_by_role("button", name="Start the exam").click()


PLACES: dict[str, Callable[[Page], object]] = {
    "practice/": lambda page: page.goto("practice/"),
    "an exam": exam,
    "a section": lambda page: page.goto("storage/disk/"),
    "the glossary": lambda page: page.goto("glossary/"),
    "the signals": lambda page: page.goto("signals/"),
    "a plan": lambda page: page.goto("storage/one-week/"),
}
PRESSED = "article :is(button[aria-pressed], [role=tab]):visible"


def faint(one: Locator, name: str) -> list[str]:
    return [f"{name}, {scheme}: {ratio:.1f}" for scheme, ratio in one.evaluate(CONTRAST) if ratio < NORMAL]


def states(one: Locator, *, touch: bool) -> Iterator[str]:
    """Press a button and take that back, with all that a pointer and the keyboard leave behind."""
    for name in ("once", "twice"):
        (one.tap if touch else one.click)()
        yield f"pressed {name}"
        one.page.keyboard.press("Shift")  # the focus is then seen
        one.focus()
        yield f"pressed {name}, with the focus"
    one.evaluate("one => one.blur()")
    yield "left"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hand", ["mouse", "finger"])
def test_what_is_pressed_can_be_read(browser: Browser, base: str, place: str, hand: str) -> None:
    touch = hand == "finger"
    width = 390 if touch else 1280
    with readerguide.opened(browser, base, width=width, has_touch=touch, is_mobile=touch) as page:
        PLACES[place](page)
        page.locator(PRESSED).first.wait_for()
        page.add_style_tag(content="* { transition: none !important }")
        # A tab leads away from what it stands beside: those come last.
        buttons = sorted(page.locator(PRESSED).all(), key=lambda one: one.get_attribute("role") == "tab")
        assert buttons
        found = [
            problem
            for one in buttons
            for state in states(one, touch=touch)
            for problem in faint(one, f"{one.inner_text()} {state}")
        ]
        assert found == []
