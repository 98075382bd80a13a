"""The policy by itself: whatever templates and plugins bring still runs, whatever notes bring does not.

The sanitiser is off in these guides. One is served below a path with instant navigation, one is opened from a folder.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Browser, Page, expect

import programs
from studyguide.outputs.mkdocs.served import digest

pytestmark = [pytest.mark.browser, pytest.mark.hosts]

CONFIG = """\
site_name: A guide
site_url: {address}
theme:
  name: material
  custom_dir: overrides
  features: [{features}]
extra_javascript:
  - js/classic.js
  - {{path: js/deferred.js, defer: true}}
  - js/loader.js
  - {{path: js/module.js, type: module}}
  - {{path: js/alone.mjs, type: module}}
hooks: [hooks.py]
plugins:
  - search
  - studyguide: {{allow_unsafe_html: true}}
{more}"""

OVERRIDE = """\
{% extends "studyguide.html" %}
{% block extrahead %}
  {{ super() }}
  <script>(window.ran ??= []).push("inline")</script>
  <script src='{{ "js/named.js" | url }}'></script>
{% endblock %}
"""

HOOKS = '''\
"""Does what other plugins do: adds scripts to finished pages, rewrites HTML, changes files after everything else."""
import pathlib
import re

from mkdocs.plugins import event_priority


@event_priority(-100)
def on_post_page(output, page, config):
    up = "../" * page.url.count("/") if config.use_directory_urls else "../" * page.file.dest_uri.count("/")
    added = f"<script src={up}js/plugin.js></script><script>(window.ran ??= []).push('plugin inline')</script>"
    head, close, tail = output.rpartition("</body>")
    # As a minifier does: quotes go where they may.
    return re.sub(r'<(i|script) ([^<>]*?)id="([\\w-]+)"', r"<\\1 \\2id=\\3", f"{head}{added}{close}{tail}")


@event_priority(-100)
def on_post_build(config):
    script = pathlib.Path(config.site_dir, "js/classic.js")
    script.write_text(script.read_text() + "; ran.push('late')")
'''

SCRIPTS = {
    "classic.js": "classic",
    "deferred.js": "deferred",
    "module.js": "module",
    "part.js": "part",
    "alone.mjs": "alone",
    "named.js": "named",
    "plugin.js": "plugin",
    "loader.js": "loader",
    "more.js": "more",
}
_LOADS = """document.head.append(Object.assign(document.createElement("script"),
    { src: new URL("more.js", document.currentScript.src) }))"""
HARM = "(self.parent || self).hostile = true; fetch('HARM'); "
FILES = ("txt", "json", "csv", "yaml", "py", "ipynb", "sh", "pdf", "js", "mjs", "html", "svg", "zip", "png")
"""Endings of what notes may publish, and of some that they may not."""

ATTACKS = {
    "scripts of all kinds": "".join(f'<script src="BASE/p.{ending}"></script>' for ending in FILES),
    "modules": "".join(f'<script type="module" src="BASE/p.{ending}"></script>' for ending in ("txt", "js", "json"))
    + f'<script type="module">{HARM}</script><script type="module">import "BASE/p.js"</script>'
    '<script type="importmap">{"imports": {"x": "BASE/p.js"}}</script><script type="module">import "x"</script>',
    "guesses": f'<script src="BASE/p.txt" integrity="{digest(HARM.encode())}"></script>'
    f'<script src="BASE/p.txt" nonce="{"0" * 32}"></script><script src="BASE/p.txt" nonce></script>',
    "links": '<link rel="modulepreload" href="BASE/p.js"><link rel="preload" as="script" href="BASE/p.js">'
    '<link rel="manifest" href="BASE/p.json"><base href="BASE/evil/">'
    '<script type="speculationrules">{"prerender": [{"urls": ["BASE/p.html"]}]}</script>'
    f"<script>{HARM}</script>",
    "frames": '<iframe src="BASE/p.html"></iframe><iframe src="BASE/p.svg"></iframe>'
    f"<iframe srcdoc=\"<script>{HARM}</script><script src='BASE/p.txt'></script>\"></iframe>"
    f'<iframe src="javascript:{HARM}"></iframe>'
    '<object data="BASE/p.svg"></object><object data="BASE/p.html"></object><embed src="BASE/p.svg">',
    "handlers": f'<img src="nowhere" onerror="{HARM}"><svg onload="{HARM}"></svg><body onload="{HARM}">'
    f'<svg><script>{HARM}</script><script href="BASE/p.txt"></script></svg>',
    "forms": f'<form action="BASE/p.html"><input type="submit"></form><form action="javascript:{HARM}"><input></form>',
    # What scripts of the page look up: the theme's settings with the address of its worker, and their own address.
    "settings": '<div id="__config">{"base": "BASE/evil", "features": [], "translations": {}, '
    '"search": "BASE/p.js"}</div>',
    "instant navigation": '<script id="__config" type="application/json">{"base": "BASE", "features": '
    f'["navigation.instant"], "translations": {{}}}}</script><a href="BASE/p.html">a</a><script>{HARM}</script>',
    "names": '<img name="currentScript" src="BASE/evil/x"><img name="body">',
    # A tag that is left open takes in what the template writes behind it.
    "an open double quote": '<script src="BASE/p.txt" x="',
    "an open single quote": "<script src='BASE/p.txt' x='",
    "an open value": "<script src='BASE/p.txt' x=",
}

BARE = {"guesses", "settings", "instant navigation", "names", "an open double quote"}
"""What is tried on a page without scripts of the owner's; test_hostile_site.py tries the rest there."""


def project(folder: Path, address: str, features: str = "", more: str = "") -> Path:
    notes = {
        "storage.md": readerguide.STORAGE,
        "clean.md": "# Clean\n\nWords.\n",
        # In the build too: what stands in the notes joins no list.
        "evil.md": f"# Evil\n\n<script>window.noted = true;{HARM}</script>\n\nText.\n",
    }
    for name, said in SCRIPTS.items():
        imports = 'import "./part.js"; ' if name == "module.js" else ""
        path = folder / "docs/js" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        loads = _LOADS if name == "loader.js" else ""
        path.write_text(f"{imports}(window.ran ??= []).push('{said}'); {loads}")
    (folder / "docs/own.md").write_text("# Own\n\n<script>(window.ran ??= []).push('own')</script>\n")
    (folder / "overrides").mkdir()
    (folder / "overrides/main.html").write_text(OVERRIDE)
    (folder / "hooks.py").write_text(HOOKS)
    (folder / "mkdocs.yml").write_text(CONFIG.format(address=address, features=features, more=more))
    (folder / "notes").mkdir()
    for name, text in notes.items():
        (folder / "notes" / name).write_text(text)
    return folder


def built(folder: Path) -> Path:
    programs.run("mkdocs", "build", "--quiet", cwd=folder).check_returncode()
    site = folder / "site"
    for ending in FILES:
        (site / f"p.{ending}").write_text(HARM if ending not in {"html", "svg"} else f"<script>{HARM}</script>")
    for name in ("assets/studyguide", "search", "material", "reading", "practice", "compare"):
        (site / "evil" / name).mkdir(parents=True)
    for script in (site / "assets/studyguide").rglob("*.js"):
        target = site / "evil" / script.relative_to(site / "assets/studyguide")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(HARM)
    (site / "evil/search/search_index.js").write_text(HARM)
    return site


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("policy") / "guide"
    folder.mkdir()
    with readerguide.served(folder / "site") as address:
        project(folder, address, "navigation.instant")
        yield built(folder), address


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("offline") / "guide"
    folder.mkdir()
    site = built(project(folder, '""', more="  - offline\n"))
    return site, f"{site.as_uri()}/"


@pytest.mark.parametrize("name", ["clean/", "own/", "nowhere/at/all/"])
def test_what_the_owner_and_his_plugins_bring_runs(browser: Browser, http: tuple[Path, str], name: str) -> None:
    expected = {*SCRIPTS.values(), "inline", "late", *(["plugin inline"] if name != "nowhere/at/all/" else [])}
    expected |= {"own"} if name == "own/" else set()
    expected -= {"plugin"} if name == "nowhere/at/all/" else set()
    with readerguide.opened(browser, http[1]) as page:
        readerguide.ready(page, name)
        assert set(page.evaluate("window.ran")) == expected
        page.locator(".md-search__input").click()
        page.keyboard.type("disk")
        expect(page.locator(".sg-hit").first).to_be_visible()


@pytest.mark.parametrize("name", ["clean.html", "own.html"])
def test_it_runs_from_a_folder_but_for_modules(browser: Browser, offline: tuple[Path, str], name: str) -> None:
    """Browsers load no modules there."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(offline[1] + name)
        page.wait_for_load_state("load")
        expected = {*SCRIPTS.values(), "inline", "late", "plugin inline"} - {"module", "part", "alone"}
        assert set(page.evaluate("window.ran")) == expected | ({"own"} if name == "own.html" else set())


def test_pages_of_every_kind_work_behind_one_policy(browser: Browser, http: tuple[Path, str]) -> None:
    """The theme puts the text of the next page into this one, whose policy stays."""
    with readerguide.opened(browser, http[1]) as page:
        readerguide.ready(page, "clean/")
        page.evaluate("window.same = true")
        links = {name: page.evaluate(_LINK, http[1] + name) for name in ("practice/", "evil/", "storage/")}
        assert all(links.values())
        page.click("#to-practice")
        expect(page.get_by_role("tab", name="Quiz")).to_be_visible()
        page.evaluate(_LINK, http[1] + "evil/")
        page.click("#to-evil")
        expect(page.get_by_role("heading", name="Evil")).to_be_visible()
        page.evaluate(_LINK, http[1] + "storage/")
        page.click("#to-storage")
        expect(page.locator(".sg-drawn--light svg")).to_be_visible()
        assert page.evaluate("[window.same, window.noted, window.hostile]") == [True, None, None]


_LINK = """address => {
    const link = document.createElement("a")
    link.href = address
    link.textContent = link.id = "to-" + address.split("/").at(-2)
    document.querySelector("article").prepend(link)
    return link.isConnected
}"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A guide without any script of the owner's: what runs is named by its bytes alone."""
    folder = tmp_path_factory.mktemp("bare") / "guide"
    for name, text in {
        "mkdocs.yml": readerguide.CONFIG,
        "docs/x.txt": "",
        "notes/clean.md": "# Clean\n\nWords.\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "notes/evil.md").write_text("# Evil\n\nWords.\n")
    with readerguide.served(folder / "site") as address:
        yield built(folder), address


@pytest.mark.parametrize("where", ["http", "offline", "bare"])
def test_nothing_that_notes_bring_runs(
    harm: Callable[[str], list[str]], request: pytest.FixtureRequest, where: str
) -> None:
    site, base = request.getfixturevalue(where)
    name = "clean.html" if where == "offline" else "clean/index.html"
    assert ("strict-dynamic" in (site / name).read_text()) == (where != "bare")
    html = (site / name).read_text()
    for number, (kind, attack) in enumerate(ATTACKS.items()):
        if where == "bare" and kind not in BARE:
            continue
        target = name.replace("clean", f"attack-{number}")
        (site / target).parent.mkdir(exist_ok=True)
        (site / target).write_text(_with(html, attack, base))
        assert harm(base + target) == [], attack
    # What is in the notes when the guide is built.
    assert harm(base + name.replace("clean", "evil")) == []


def _with(html: str, attack: str, base: str) -> str:
    changed = html.replace("<p>Words.</p>", f"<p>Words.</p>{attack.replace('BASE', base.rstrip('/'))}")
    assert changed != html
    return changed


@pytest.mark.parametrize("attack", ["scripts of all kinds", "modules", "guesses", "frames", "settings"])
def test_without_a_policy_the_same_runs(harm: Callable[[str], list[str]], http: tuple[Path, str], attack: str) -> None:
    """So that the test above would notice."""
    site, base = http
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", (site / "clean/index.html").read_text())
    if attack == "settings":  # the policy's work too: else the theme's own stand behind what notes say
        settings = re.search(r"<script id=.?__config.*?</script>", html)
        assert settings
        html = html.replace(settings[0], "").replace("</article>", f"</article>{settings[0]}")
    (site / "bare").mkdir(exist_ok=True)
    (site / "bare/index.html").write_text(_with(html, ATTACKS[attack], base))
    assert harm(base + "bare/index.html")


@pytest.fixture
def harm(browser: Browser) -> Iterator[Callable[[str], list[str]]]:
    """Open a page, do what its reader may do, and say what ran."""
    found: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        context.on("request", lambda asked: found.append(asked.url) if asked.url.endswith("HARM") else None)

        def look(address: str) -> list[str]:
            found.clear()
            page.goto(address, wait_until="domcontentloaded")
            _use(page)
            if page.url.partition("#")[0] != address:
                found.append(f"left for {page.url}")
            elif page.evaluate("window.hostile === true"):
                found.append("ran")
            return list(found)

        yield look


def _use(page: Page) -> None:
    page.evaluate("document.querySelector('article form input')?.click()")
    page.evaluate("document.querySelector('.md-search__input')?.focus()")
    page.wait_for_timeout(150)  # handlers of events that fire by themselves have run by then


def test_the_preview_reloads_itself(browser: Browser, tmp_path: Path) -> None:
    """The host writes its script into a page when it sends it, after every policy was made."""
    folder = tmp_path / "guide"
    folder.mkdir()
    project(folder, '""')
    shutil.rmtree(folder / "docs/js")
    port = 9100 + os.getpid() % 800
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    (folder / "mkdocs.yml").write_text(readerguide.CONFIG)
    process = subprocess.Popen(command, cwd=folder, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait_for(address)
        with readerguide.opened(browser, address) as page:
            page.goto("clean/")
            (folder / "notes/clean.md").write_text("# Clean\n\nOther words.\n")
            expect(page.get_by_text("Other words.")).to_be_visible(timeout=40_000)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  an address of our own
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"{address} never answered")
