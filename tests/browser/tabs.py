"""Tabs that are kept from one test to the next: half of what a page costs is the start of its process.

A tab is only kept if nothing in it can reach the next test: what a browser remembers of a site is taken away, and a tab
that was told something that it cannot unlearn, such as a script for every page, is closed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from playwright.sync_api import Browser, Error, Page

EMPTY = "/empty"
"""Where each server has a page without anything: there, what is remembered of its guide is forgotten."""

FORGET = """async () => {
    localStorage.clear();
    sessionStorage.clear();
    for (const key of await caches.keys()) await caches.delete(key);
    for (const { name } of await indexedDB.databases())
        await new Promise((done) => {
            const going = indexedDB.deleteDatabase(name);
            going.onsuccess = going.onerror = going.onblocked = done;
        });
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}"""
LASTING = """\
on once add_init_script expose_binding expose_function set_default_timeout set_extra_http_headers grant_permissions
set_geolocation new_cdp_session
""".split()
CLOCK = "install pause_at set_fixed_time set_system_time".split()
"""What stays with a tab until it is closed."""

MEDIA = {"forced_colors": "none", "reduced_motion": "no-preference"}
KEPT = 3
"""Tabs that wait at a time: a test that has a guide of its own is not to leave its tab for the rest of the file."""


@dataclass
class _Tab:
    page: Page
    look: tuple[object, ...]
    failures: list[str] = field(default_factory=list)
    marked: bool = False

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        for one, names in ((self.page, LASTING), (self.page.context, LASTING), (self.page.clock, CLOCK)):
            for name in filter(partial(hasattr, one), names):
                setattr(one, name, self._marking(getattr(one, name)))

    def _marking(self, told: Callable[..., Any]) -> Callable[..., Any]:
        def tell(*arguments: Any, **named: Any) -> Any:
            self.marked = True
            return told(*arguments, **named)

        return tell

    def forget(self, media: Mapping[str, Any]) -> bool:
        """Make the tab as good as new, or say that it cannot be."""
        if self.marked or self.page.is_closed():
            return False
        for other in self.page.context.pages:
            if other is not self.page:
                other.close()
        for one in (self.page, self.page.context):
            one.unroute_all(behavior="ignoreErrors")
        self.page.context.set_offline(False)
        self.page.goto(EMPTY)
        self.page.evaluate(FORGET)
        self.page.mouse.move(-1, -1)
        self.page.emulate_media(media="null", **media)
        return not self.failures


_waiting: list[_Tab] = []


@contextmanager
def opened(browser: Browser, base: str, size: Any, media: Mapping[str, Any], **options: Any) -> Iterator[Page]:
    """Open a tab, or one that is kept and was opened alike; a script that fails on it fails the test."""
    look = (browser, base, *size.values(), *media.items(), *options.items())
    tab = next((tab for tab in _waiting if tab.look == look), None)
    if tab:
        _waiting.remove(tab)
        tab.page.set_viewport_size(size)
    else:
        context = browser.new_context(viewport=size, base_url=base, **media, **options)
        tab = _Tab(context.new_page(), look)
    try:
        yield tab.page
        assert not tab.failures
    except BaseException:
        tab.page.context.close()
        raise
    _keep(tab, {**MEDIA, **media})


def _keep(tab: _Tab, media: Mapping[str, Any]) -> None:
    try:
        kept = tab.forget(media)
    except Error:  # from a folder, or where the guide is served no more
        kept = False
    if kept:
        _waiting.append(tab)
    else:
        tab.page.context.close()
    while len(_waiting) > KEPT:
        _waiting.pop(0).page.context.close()


def close() -> None:
    """Forget all tabs, before they are closed."""
    _waiting.clear()
