"""A browser lays formulas out without a script, wide ones scroll in their own box, and cards show them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import axe
import pytest
import readerguide
from playwright.sync_api import Browser, expect

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

LONG = " + ".join(f"a_{{{n}}}" for n in range(60))
NOTES = {
    "maths.md": rf"""# The $\sqrt{{n}}$ rule

A half is $\frac{{1}}{{2}}$ and $\cancel{{x}}$.

$$
\boxed{{E = mc^2}}
$$

$$
{LONG}
$$

<details><summary>What is $\frac{{1}}{{2}}$?</summary>

It is $0.5$.

</details>

## Terms

- **$\sigma$-field**: a set with $\sigma^2$.
"""
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("formulas")
    with readerguide.served(readerguide.build(folder, notes=NOTES)) as base:
        yield base


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_formulas_are_laid_out_without_scripts(browser: Browser, base: str, width: int, scheme: str) -> None:
    with readerguide.opened(browser, base, width=width, scheme=scheme, java_script_enabled=False) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("maths/")
        inline, fraction = page.locator("p math >> nth=0"), page.locator("mfrac >> nth=0")
        top, bottom = (fraction.locator(f"mn >> nth={n}").bounding_box() for n in (0, 1))
        assert top is not None
        assert bottom is not None
        assert top["y"] + top["height"] <= bottom["y"] + bottom["height"] / 2
        expect(inline).to_be_visible()
        # The source beside a formula is for programs that copy it.
        expect(page.locator("annotation >> nth=0")).to_be_hidden()
        assert [url for url in asked if not url.startswith(base)] == []


def test_a_wide_formula_scrolls_by_keys_in_its_own_box(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390) as page:
        page.goto("maths/")
        short, long = (page.locator(".sg-formula").nth(n) for n in (0, 1))
        assert [box.evaluate("box => box.scrollWidth > box.clientWidth") for box in (short, long)] == [False, True]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert [box.evaluate("box => box.tabIndex") for box in (short, long)] == [-1, 0]
        assert axe.violations(page) == []


def test_cards_show_formulas(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto("practice/questions/")
        expect(page.locator("summary math")).to_have_count(1)
        page.goto("practice/")
        page.get_by_role("tab", name="Cards").click()
        page.get_by_role("button", name="Start").click()
        expect(page.locator(".sg-card .sg-prompt math").first).to_be_visible()
        page.get_by_role("button", name="Show the answer").click()
        expect(page.locator(".sg-back math").first).to_be_visible()
