"""Tabs that tests share: what one test did in a tab, the next one does not see."""

from collections.abc import Callable, Iterator

import pytest
import readerguide
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SEEN = """async () => ({
    kept: [localStorage.length, sessionStorage.length, (await caches.keys()).length],
    size: [innerWidth, innerHeight],
    media: ["print", "(prefers-color-scheme: dark)", "(prefers-reduced-motion)", "(forced-colors)"]
        .filter((one) => matchMedia(one).matches),
    below: document.querySelectorAll("article :hover").length,
    offline: !navigator.onLine,
})"""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with readerguide.served(readerguide.site()) as base:
        yield base


def test_a_tab_that_is_kept_is_as_good_as_new(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto("storage/disk/")
        new = page.evaluate(SEEN)
        page.evaluate("caches.open('some').then(() => { localStorage.some = sessionStorage.some = 1; })")
        page.set_viewport_size({"width": 600, "height": 500})
        page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce", forced_colors="active")
        page.locator("h1").hover()
        page.route("**/*", lambda route: route.abort())
        page.context.new_page()
        page.context.set_offline(True)
        assert [name for name, value in page.evaluate(SEEN).items() if value == new[name]] == []
    with readerguide.opened(browser, base) as again:
        assert again is page
        again.goto("storage/disk/")
        assert again.evaluate(SEEN) == new
        assert again.context.pages == [again]


def hear(_: object) -> None:
    """Listen."""


LASTING: dict[str, Callable[[Page], object]] = {
    "a script for every page": lambda page: page.add_init_script("window.some = 1"),
    "another clock": lambda page: page.clock.install(),
    "a listener": lambda page: page.on("request", hear),
    "a listener on all tabs": lambda page: page.context.on("request", hear),
    "a right": lambda page: page.context.grant_permissions(["notifications"]),
}


@pytest.mark.parametrize("tell", LASTING.values(), ids=LASTING.keys())
def test_a_tab_that_was_told_something_lasting_is_closed(
    browser: Browser, base: str, tell: Callable[[Page], object]
) -> None:
    with readerguide.opened(browser, base) as page:
        tell(page)
    assert page.is_closed()


def test_a_tab_in_which_a_test_failed_is_closed(browser: Browser, base: str) -> None:
    with pytest.raises(ZeroDivisionError), readerguide.opened(browser, base) as page:
        raise ZeroDivisionError
    assert page.is_closed()
