"""What an owner set up works beside a guide, in a browser: his pages, his templates, his plugins, other sites.

Two servers stand for the other sites. Every page is opened with a console that must stay without errors.
"""

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

import programs

pytestmark = [pytest.mark.browser, pytest.mark.hosts]

MERMAID = Path(__file__).parents[2] / "plugins/studyguide/theme/assets/studyguide/vendor/mermaid.min.js"
BADGE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
ELSEWHERE = {
    # As Google's does: loads others from elsewhere, and reports there.
    "/tag.js": "ran('tag'); const s = document.createElement('script'); s.src = 'OTHER/further.js';"
    " document.head.append(s); fetch('OTHER/collect')",
    "/further.js": "ran('further')",
    "/written.js": "ran('written')",
    # As libraries for formulas do: makes functions of text, styles itself, loads its parts.
    "/math.js": "ran(new Function('return \"math\"')()); const m = document.createElement('script');"
    " m.src = new URL('part/deep.js', document.currentScript.src); document.head.append(m);"
    " document.head.append(Object.assign(document.createElement('style'), { textContent: ':root { --math: 1 }' }))",
    "/part/deep.js": "ran('deep')",
    # As comments do: put a frame in the script's place.
    "/comments.js": "{ const f = document.createElement('iframe'); f.src = 'HERE/frame.html'; f.id = 'comments';"
    " document.currentScript.after(f) }",
    "/widget.js": "ran('widget'); new Image().src = 'OTHER/badge.svg?pixel'",
    "/frame.html": "<!doctype html><title>Frame</title><p>A frame</p>",
    "/style.css": "@font-face { font-family: Far; src: url(HERE/font.woff2) } :root { --far: 1 }"
    " #announced { font-family: Far }",
    "/badge.svg": BADGE,
    "/collect": "ok",
    "/font.woff2": "",
}
TYPES = {"js": "text/javascript", "html": "text/html", "css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}

CONFIG = """\
site_name: A guide
site_url: {address}
theme:
  name: material
  custom_dir: overrides
  features: [navigation.prune{features}]
extra: {{analytics: {{provider: custom}}}}
extra_css: [css/own.css]
extra_javascript: [js/loader.js, ONE/math.js]
markdown_extensions:
  - attr_list
  - pymdownx.superfences:
      custom_fences:
        - {{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }}
hooks: [hooks.py]
plugins:
  - search
  - studyguide: {{allow_unsafe_html: {unsafe}}}
  - glightbox
"""
FILES = {
    # It knows nothing of the guide.
    "overrides/main.html": """\
{% extends "base.html" %}
{% block extrahead %}
  {{ super() }}
  <script>window.ran = (name) => (window.list ??= []).push(name)</script>
  <script>document.write('<script src="TWO/written.js"><\\/script>')</script>
  <link rel="stylesheet" href="ONE/style.css">
{% endblock %}
{% block announce %}
  <p id="announced" onclick="ran('announced')" style="color: rgb(1, 2, 3)">News <img src="ONE/badge.svg" alt=""></p>
  <script src="//ONE_HOST/widget.js" data-pixel="TWO/badge.svg"></script>
{% endblock %}
""",
    "overrides/partials/integrations/analytics/custom.html": """\
<script id="tag">(() => { var t = document.createElement("script"); t.async = true; t.src = "ONE/tag.js"
document.getElementById("tag").insertAdjacentElement("afterEnd", t) })()</script>
""",
    "overrides/partials/comments.html": '<script src="ONE/comments.js" crossorigin="anonymous" async></script>\n',
    # As plugins do that write a page for printing.
    "hooks.py": """\
from pathlib import Path
said = []
def on_page_content(html, page, config, files):
    said.append(html)
    return html
def on_post_build(config):
    page = Path(config.site_dir, "together.html")
    page.write_text("<html><head></head><body><script>window.seen = 1</script>" + "".join(said) + "</body></html>")
""",
    "docs/js/loader.js": "ran('loader'); const l = document.createElement('script');"
    " l.src = new URL('more.js', document.currentScript.src); document.head.append(l)",
    "docs/js/more.js": "ran('more')",
    "docs/css/own.css": "@import url(ONE/style.css?imported);",
    "docs/badge.svg": BADGE,
    "docs/own.md": """\
---
comments: true
---
# Own

<button onclick="ran('clicked')">Press</button> ![](ONE/badge.svg){ #badge } ![A picture](badge.svg){ #local }

<iframe id="video" src="TWO/frame.html"></iframe>

```mermaid
graph LR
  A --> B
```

<script>ran("own")</script>
""",
    "notes/storage.md": readerguide.STORAGE,
    "notes/shown.md": "# Shown\n\n![A picture](seal-badge.svg)\n\nWords about a disk.\n",
    "notes/seal-badge.svg": BADGE,
}
EVERYWHERE = {"tag", "further", "math", "deep", "widget", "loader", "more", "written"}

HARM = "(self.parent || self).hostile = true;"
ATTACKS = {
    "inline": f"<script>{HARM}</script><svg><script>{HARM}</script></svg>",
    "data": f'<script type="application/json">{HARM}</script><script type="text/x-mathjax-config">{HARM}</script>',
    "handlers": f'<img src="nowhere" onerror="{HARM}"><svg onload="{HARM}"></svg>',
    "the page's own elements": f'<body onload="{HARM}" onfocus="{HARM}"><html onpointermove="{HARM}">',
    "other sites": '<script src="ONE/evil.js"></script><script async src="TWO/evil.js"></script>'
    '<script type="module" src="ONE/evil.js"></script><iframe srcdoc="<script src=ONE/evil.js></script>"></iframe>',
    "own files": '<script src="/some/where/js/evil.js"></script>',
    "settings": '<script id="__config" type="application/json">{"base": "/some/where/evil", "features": '
    '["navigation.instant"], "translations": {}, "search": "/some/where/js/evil.js"}</script>',
    "an open table": f"<table><script>{HARM}</script><tr><td><script src=ONE/evil.js></script>",
    "an open template": f"<template><script>{HARM}</script>",
    "an open script": f"<script>{HARM}",
    "an open comment": f"<script>{HARM}</script><!-- ",
    "an open double quote": '<script src="ONE/evil.js" x="',
    "an open single quote": "<script src='ONE/evil.js' x='",
}


@dataclass
class Places:
    """The other sites, and what was asked of them."""

    one: str = ""
    two: str = ""
    asked: list[str] = field(default_factory=list)

    def filled(self, text: str) -> str:
        named = text.replace("ONE_HOST", self.one.partition("//")[2]).replace("OTHER", self.two)
        return named.replace("HERE", self.one).replace("ONE", self.one).replace("TWO", self.two)


@contextmanager
def _serving(places: Places) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            places.asked.append(self.path)
            body = places.filled(ELSEWHERE.get(path, HARM)).encode()
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(path.rpartition(".")[2], "text/plain"))
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass(frozen=True)
class Built:
    """A guide, where it is served, and what its build said."""

    site: Path
    address: str
    said: str


@pytest.fixture(scope="module")
def places() -> Iterator[Places]:
    found = Places()
    with _serving(found) as found.one, _serving(found) as found.two:
        yield found


@pytest.fixture(scope="module")
def built(places: Places, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Built]]:
    """A guide as owners have them, and one with instant navigation and hostile notes behind no sanitiser."""
    attacks = {f"notes/attack-{n}.md": f"# Attack {n}\n\nSeen.\n\n{text}\n" for n, text in enumerate(ATTACKS.values())}
    with ExitStack() as stack:
        found = {}
        for name, features, unsafe, more in (
            ("usual", "", "false", {}),
            ("instant", ", navigation.instant", "true", attacks),
        ):
            folder = tmp_path_factory.mktemp(name)
            address = stack.enter_context(readerguide.served(folder / "site"))
            files = FILES | more | {"mkdocs.yml": CONFIG.format(address=address, features=features, unsafe=unsafe)}
            for path, text in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(places.filled(text))
            run = programs.run("mkdocs", "build", *(["--strict"] if name == "usual" else []), cwd=folder)
            assert run.returncode == 0, run.stderr
            (folder / "site/js/evil.js").write_text(HARM)
            found[name] = Built(folder / "site", address, run.stderr)
        yield found


@contextmanager
def opened(browser: Browser, *, quiet: bool = True) -> Iterator[Page]:
    """Open a tab; what the console says as an error fails the test."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        _answer(context)
        page = context.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda told: said.append(f"{told.text} {told.location}") if told.type == "error" else None)
        yield page
        assert "\n".join(said) == "" or not quiet


def _answer(context: BrowserContext) -> None:
    """Stand for the one place whose address the theme has written down."""

    def mermaid(route: Route) -> None:
        route.fulfill(path=MERMAID, content_type="text/javascript")

    context.route("https://unpkg.com/mermaid@11/dist/mermaid.min.js", mermaid)


def _wait(page: Page, names: set[str]) -> None:
    page.wait_for_function(f"() => {sorted(names)}.every((name) => window.list?.includes(name))", timeout=20_000)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("usual", "shown/"), ("usual", "own/"), ("usual", "no/such/"), ("instant", "shown/"), ("instant", "glossary/")],
)
def test_templates_and_plugins_do_what_they_did(
    browser: Browser, built: dict[str, Built], places: Places, kind: str, name: str
) -> None:
    places.asked.clear()
    with opened(browser, quiet=name != "no/such/") as page:
        page.goto(built[kind].address + name)
        _wait(page, EVERYWHERE)
        page.click("#announced")
        _wait(page, {"announced"})
        assert page.evaluate("getComputedStyle(document.querySelector('#announced')).color") == "rgb(1, 2, 3)"
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--far')") == "1"
        page.wait_for_load_state("networkidle")
        assert {"/collect", "/badge.svg?pixel", "/font.woff2", "/style.css?imported"} <= set(places.asked)
        if name in {"shown/", "own/"}:
            page.click("a.glightbox:has(img[src$='badge.svg'][alt='A picture'])")
            expect(page.locator(".glightbox-container .gslide.current img")).to_be_visible()


def test_pages_of_the_owner_hold_whatever_he_likes(browser: Browser, built: dict[str, Built]) -> None:
    with opened(browser) as page:
        page.goto(f"{built['usual'].address}own/")
        _wait(page, {"own"})
        page.click("button:text('Press')")
        _wait(page, {"clicked"})
        assert page.evaluate("document.querySelector('#badge').naturalWidth") == 20
        expect(page.frame_locator("#video").get_by_text("A frame")).to_be_visible()
        expect(page.frame_locator("#comments").get_by_text("A frame")).to_be_visible()
        expect(page.locator("div.mermaid")).to_be_visible()  # the theme puts its drawing there


def test_ways_between_pages_with_and_without_a_policy(browser: Browser, built: dict[str, Built]) -> None:
    """With instant navigation too, each page has its own rules: those of the notes none of the owner's."""
    address = built["instant"].address
    with opened(browser) as page:
        page.goto(f"{address}own/")
        _wait(page, EVERYWHERE)
        _follow(page, f"{address}shown/")
        assert _has_policy(page)
        _wait(page, EVERYWHERE)
        page.evaluate("window.same = true")
        _follow(page, f"{address}glossary/")
        assert page.evaluate("window.same"), "from note to note the page stays"
        _follow(page, f"{address}own/")
        assert not _has_policy(page)
        page.click("button:text('Press')")
        _wait(page, {"clicked", "own"})
        page.wait_for_load_state("networkidle")  # until its frames are there, going back may be theirs
        page.go_back()
        expect(page.get_by_role("heading", name="Glossary")).to_be_visible()
        assert _has_policy(page)


def test_a_page_that_a_plugin_puts_together_is_guarded(browser: Browser, built: dict[str, Built]) -> None:
    with opened(browser, quiet=False) as page:  # what it shows lies elsewhere
        page.goto(f"{built['usual'].address}together.html")
        assert _has_policy(page)
        assert page.evaluate("window.seen") == 1


def _follow(page: Page, address: str) -> None:
    page.evaluate(
        """address => {
            const link = Object.assign(document.createElement("a"), { href: address, id: "way", textContent: "way" })
            document.querySelector("article").prepend(link)
        }""",
        address,
    )
    page.click("#way")
    page.wait_for_function("address => location.href === address && !document.querySelector('#way')", arg=address)


def _has_policy(page: Page) -> bool:
    return bool(page.evaluate("!!document.querySelector('meta[http-equiv=Content-Security-Policy]')"))


def test_no_note_borrows_these_rights(browser: Browser, built: dict[str, Built], places: Places) -> None:
    """Opened by its address, and put into another page of the guide by the theme."""
    address = built["instant"].address
    with opened(browser, quiet=False) as page:
        places.asked.clear()
        for number, attack in enumerate(ATTACKS):
            page.goto(f"{address}attack-{number}/", wait_until="domcontentloaded")
            _use(page, attack)
        for number, attack in enumerate(ATTACKS):
            page.goto(f"{address}glossary/")
            _wait(page, {"loader"})
            _follow(page, f"{address}attack-{number}/")
            _use(page, attack)
        page.goto(f"{address}together.html", wait_until="domcontentloaded")
        _use(page, "all of them on one page")
        assert "/evil.js" not in places.asked


def _use(page: Page, attack: str) -> None:
    page.mouse.move(300, 300)
    page.evaluate("document.querySelector('.md-search__input')?.focus()")
    page.wait_for_timeout(100)  # handlers of events that fire by themselves have run by then
    assert not page.evaluate("window.hostile"), attack


def test_what_is_refused_is_said_once(built: dict[str, Built]) -> None:
    said = [line for line in built["instant"].said.splitlines() if "refused by the page's policy" in line]
    assert len([line for line in said if f"the script “{HARM}”" in line]) == 1
    assert any("/evil.js" in line and "extra_javascript" in line for line in said)
    assert any("the handler “" in line for line in said)
    assert "refused" not in built["usual"].said
    # What is left open takes the mark behind it along when another plugin parses the page.
    assert any("index.html: no script runs on this page" in line for line in built["instant"].said.splitlines())


@pytest.mark.parametrize("attack", ["handlers", "other sites", "an open table"])
def test_without_a_policy_the_same_runs(browser: Browser, built: dict[str, Built], attack: str) -> None:
    """So that the test above would notice."""
    path = built["instant"].site / f"attack-{list(ATTACKS).index(attack)}/index.html"
    bare, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text())
    assert count == 1
    path.with_name("bare.html").write_text(bare)
    with opened(browser, quiet=False) as page:
        page.goto(built["instant"].address + path.parent.name + "/bare.html")
        page.wait_for_function("() => window.hostile", timeout=5_000)
