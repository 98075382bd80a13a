"""Start a Chromium that can reach nothing but what it is handed, and open the book in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from studyguide.outputs.book.served import ORIGIN, Served

OLDEST = 131
"""Chromium's first version that prints folded `<details>` open (``::details-content``)."""

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "chromium-headless-shell",
)
_FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",  # Chromium's own services too; Playwright turns most of them off
    "--disable-quic",
    "--no-pings",
    "--font-render-hinting=none",  # the same letters whatever the machine's screen is
)
# 174 mm (A4 less the margins of book.css) at 96 pixels an inch.
_WIDTH = 658
"""Pixels of a line on A4: what does not fit is found before it is printed."""

_PATIENCE = 600_000
"""Milliseconds that one step may take."""

# mulberry32, by Tommy Ettinger (public domain); diagrams have strokes by chance, and a line for today.
_SAME = """(() => {
  let seed = 1;
  Math.random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const now = %d;
  globalThis.Date = class extends Date {
    constructor(...given) {
      super(...(given.length ? given : [now]));
    }
    static now() {
      return now;
    }
  };
})()"""
"""Chance and the clock, for the book and every frame in it; ``now`` in milliseconds since 1970."""

_INSTALL = "install one, run `playwright install chromium`, or name its program in the variable CHROMIUM"


class BookError(RuntimeError):
    """The book cannot be printed; the message says what to do."""


@contextmanager
def opened(served: Served, day: date, say: Callable[[str], None]) -> Iterator[Page]:
    """Open the book as it is before it is printed; ``day`` is that of the book.

    Raises:
        BookError: where there is no Chromium, or it fails.
    """
    try:
        with _started(say) as browser:
            yield _loaded(browser, served, day)
    except Error as error:
        raise BookError(_failure(error)) from error


def _failure(error: Error) -> str:
    """Say what helps in most cases: a full disk is a protocol error, or a page that closed, as Playwright sees it."""
    reason = (error.message.splitlines() or ["no reason given"])[0]
    return f"the browser failed before the book was printed: make room on the disk and in memory ({reason})"


@contextmanager
def _started(say: Callable[[str], None]) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = _launched(playwright, say)
        except Error as error:
            reason = error.message.splitlines()[0]
            message = f"no Chromium can be started: {_INSTALL}; if one is there, make room on the disk ({reason})"
            raise BookError(message) from error
        try:
            if too_old(browser.version):
                message = f"Chromium {browser.version} is too old, {OLDEST} is the first that will do: {_INSTALL}"
                raise BookError(message)
            yield browser
        finally:
            browser.close()


def too_old(version: str) -> bool:
    """Say whether a browser leaves out words of a book; ``version`` is like ``156.0.8078.108``."""
    return int(version.partition(".")[0]) < OLDEST


def _launched(playwright: Playwright, say: Callable[[str], None]) -> Browser:
    """Start a browser behind the walls that it builds around pages, where it can build them, and say where not."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        say("Chromium has no sandbox for root: to have it, print as another user")
        return _launch(playwright, sandbox=False)
    try:
        return _launch(playwright, sandbox=True)
    except Error as error:
        if "sandbox" not in error.message.lower():
            raise
        say("Chromium's sandbox does not start here: to have it, allow user namespaces (kernel, AppArmor, container)")
        return _launch(playwright, sandbox=False)


def _launch(playwright: Playwright, *, sandbox: bool) -> Browser:
    """Start the system's own; without one Playwright looks for what `playwright install` put there."""
    known = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    return playwright.chromium.launch(executable_path=known, args=list(_FLAGS), chromium_sandbox=sandbox)


def _loaded(browser: Browser, served: Served, day: date) -> Page:
    """Load the book, by whatever clock, screen and language the machine has."""
    context = browser.new_context(
        viewport={"width": _WIDTH, "height": 900},
        device_scale_factor=1,
        locale="en-US",
        timezone_id="UTC",
        service_workers="block",
        accept_downloads=False,
        offline=True,  # whatever a route does not see asks nobody
    )
    context.add_init_script(_SAME % ((day - date(1970, 1, 1)) // timedelta(milliseconds=1)))
    context.route("**/*", served.answer)
    context.on("requestfailed", served.note)
    page = context.new_page()
    page.emulate_media(media="print")
    page.set_default_timeout(_PATIENCE)
    page.goto(f"{ORIGIN}/")
    page.evaluate("studyguide.book.prepare()")
    if served.lost:
        names = ", ".join(f"{path} ({reason})" for path, reason in served.lost.items())
        message = f"files went away while the book was made: {names}: put them back, and print again"
        raise BookError(message)
    return page
