"""Hostile notes, built by both hosts and opened in a browser: nothing runs, nothing is asked of another site.

The sanitiser is tested with the policy taken out of the pages, the policy with the notes put into the pages raw. Pages
are opened as frames, many at a visit, without the theme's scripts; the page that prints all notes is opened with them.
"""

import contextlib
import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import pytest
import readerguide
from playwright.sync_api import Browser, Dialog, Frame, Request, sync_playwright

import programs

NOTES = Path(__file__).parent.parent / "hostile"
CONFIGURATION = "site_name: A guide\ntheme:\n  name: material\nplugins: [search, studyguide]\n"
HOSTS = ["mkdocs", "properdocs"]
NOTES_PROMISED = 150
FRAMES = 80
"""Pages at a visit."""

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
WHOLE = ("title-", "export-title-", "index", "glossary", "print", "practice", "tags", "compare", "changes", "404")
"""Pages that are opened with what the theme draws around an article; hostile titles are in the navigation of all."""

TOGETHER = 8
"""Articles without the theme on one page: to start a page for each takes longer than all that is in it."""

STEP = 20
"""One of so many notes is put into a page with the theme and its scripts."""

PAUSE = 150
"""Milliseconds at a visit: handlers of events that fire by themselves have run by then."""

ATTACKS = (
    "<script>window.hostile = true</script>",
    "<img src=nowhere onerror='window.hostile = true'>",
    "<svg onload='alert(1)'>",
    "<iframe srcdoc='<script>parent.hostile = true</script>'></iframe>",
    "<img src='http://other.example/pixel.png'>",
    "<link rel=stylesheet href='http://other.example/style.css'>",
    "<a href='javascript:alert(2)'>a</a>",
    "<p onmouseover='window.hostile = true'>a</p>",
)
"""Each does harm on a page without protection, which a test proves."""

SHOWN = {".svg", ".png", ".gif", ".json", ".txt"}
"""Files that a browser shows; others it offers to save."""

PICTURES = 100
"""Files of ``pictures/`` in the hostile notes, at least."""

IDLE = frozenset(
    """
    asks-animate-image asks-base asks-color-profile asks-comment asks-font-face-escaped asks-font-face-uri asks-formula
    asks-gradient asks-inner asks-motion asks-namespace asks-near asks-pattern asks-ping asks-src asks-text-path
    asks-unclosed circle laughs polyglot runs-as runs-ebcdic runs-handler runs-inner runs-link-xlink runs-object
    runs-use
    """.split()
)
"""Pictures whose attacks no present Chromium falls for; all others act where they are opened as they came."""

pytestmark = [pytest.mark.browser, pytest.mark.hosts]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a site; below ``/plain/`` the theme's files are empty, for most of a page's time is theirs."""

    empty: ClassVar[tuple[str, ...]] = ("/plain/assets/javascripts/", "/plain/assets/stylesheets/")

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/plain"))

    def do_GET(self) -> None:
        if self.path.startswith(self.empty):
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if self.path.endswith(".css") else "text/javascript")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Requests are only counted, not answered: a route in Python would double the time of every page.
    closed = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright, readerguide.chromium(playwright, closed) as started:
        yield started


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build all hostile notes with both hosts, each into the folder of its name."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(NOTES, folder / "notes")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    for host in HOSTS:
        result = programs.run(host, "build", "-f", "mkdocs.yml", "-d", host, cwd=folder)
        assert result.returncode == 0, result.stderr[-3000:]
    return folder


@pytest.fixture
def site(project: Path, tmp_path: Path) -> Path:
    """Copy the site of one host; a test may change it."""
    copy = shutil.copytree(project / HOSTS[0], tmp_path / "site")
    (copy / "start.txt").touch()
    return copy


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


@contextlib.contextmanager
def serving(site: Path, handling: type[Handler] = Handler) -> Iterator[str]:
    handler = functools.partial(handling, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def names(site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]


def visit(browser: Browser, address: str, pages: list[str]) -> list[str]:
    """Open pages; return the dialogs, windows, scripts and requests to other places that they caused."""
    found: list[str] = []
    context = browser.new_context(viewport={"width": 300, "height": 300})
    page = context.new_page()
    context.on("page", lambda opened: found.append(f"window {opened.url}"))
    context.on("requestfinished", lambda request: found.extend(_asked(request, address)))
    context.on("requestfailed", lambda request: found.extend(_asked(request, address)))
    # Written to the console instead: a page shows one dialog at a time, and many scripts may run at once.
    context.add_init_script("globalThis.alert = text => console.debug(`dialog ${text}`)")
    page.on("console", lambda message: found.extend([message.text] if message.text.startswith("dialog ") else []))
    page.on("dialog", lambda dialog: close(dialog, found))
    page.on("framenavigated", lambda frame: found.extend(_left(frame, address)))
    for start in range(0, len(pages), FRAMES):
        page.goto(address + "start.txt")
        page.evaluate(_OPEN, [address + quote(name) for name in pages[start : start + FRAMES]])
        page.evaluate(_PROVOKE)
        page.wait_for_timeout(PAUSE)
        found += [f"script on {name}" for name in page.evaluate(_HARMED)]
    context.close()
    return found


_OPEN = """pages => Promise.all(pages.map(page => new Promise(loaded => {
    const frame = document.body.appendChild(document.createElement("iframe"))
    frame.onload = loaded
    frame.src = page
})))"""
_PROVOKE = """() => {
    for (const frame of document.querySelectorAll("iframe")) {
        const root = frame.contentDocument
        for (const element of root?.querySelectorAll(root.querySelector(":root > head") ? "article *" : "*") ?? []) {
            if (element.protocol === "javascript:") element.click()
            if (element.href?.animVal?.startsWith("javascript:")) element.dispatchEvent(new MouseEvent("click"))
            for (const { name } of element.attributes)
                if (name.startsWith("on")) element.dispatchEvent(new Event(name.slice(2)))
        }
    }
}"""
"""A reader may click on anything and move over it."""

_HARMED = """() => [...document.querySelectorAll("iframe")].filter(frame => {
    try { return frame.contentWindow.hostile === true || window.hostile === true } catch { return true }
}).map(frame => frame.src)"""


def _asked(request: Request, address: str) -> list[str]:
    """Report a request to another place, unless the policy stopped it."""
    inside = request.url.startswith((address, "data:", "blob:"))
    return [] if inside or request.failure == "csp" else [f"request {request.url}"]


def _left(frame: Frame, address: str) -> list[str]:
    """Report a frame that went elsewhere; the browser shows an error where the policy stopped it."""
    inside = frame.url.startswith((address, "about:", "chrome-error:"))
    return [] if inside else [f"left for {frame.url}"]


def close(dialog: Dialog, found: list[str]) -> None:
    found.append(f"dialog {dialog.message}")
    dialog.dismiss()


def without_policy(html: str) -> str:
    changed, count = POLICY.subn("", html)
    assert count == 1
    return changed


def bare(*pages: str) -> str:
    """Keep the policy and the articles: what the theme draws and loads is most of a page's time, and alike on all."""
    articles = "".join(html[html.index("<article") : html.rindex("</article>") + len("</article>")] for html in pages)
    policy = "".join(POLICY.findall(pages[0]))
    return f"<!doctype html><html><head><meta charset=utf-8>{policy}</head><body>{articles}</body>"


def together(site: Path, pages: Mapping[str, str]) -> dict[str, list[str]]:
    """Write articles onto common pages of one policy, as far below the root as they were; name what each page holds."""
    found: dict[str, list[str]] = {}
    for depth in {name.count("/") for name in pages}:
        names = [name for name in pages if name.count("/") == depth]
        for start in range(0, len(names), TOGETHER):
            some = names[start : start + TOGETHER]
            name = "/".join(["together"] * depth + [f"together-{start}.html"])
            put(site / name, bare(*(pages[one] for one in some)))
            found[name] = some
    return found


def visit_together(browser: Browser, address: str, site: Path, pages: Mapping[str, str]) -> list[str]:
    """Open the articles of pages, many on a page; where something happens, those of that page again one by one."""
    held = together(site, pages)
    found = visit(browser, address, [f"plain/{name}" for name in held])
    for name, html in pages.items() if found else ():
        put(site / name, bare(html))
    return found and found + visit(browser, address, [f"plain/{name}" for name in pages])


def put(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8")


def test_what_is_not_held_back_is_noticed(site: Path, address: str, browser: Browser) -> None:
    """A page without policy and sanitiser does what the other tests look for."""
    frame = bare(without_policy((site / "glossary/index.html").read_text(encoding="utf-8")))
    for number, attack in enumerate(ATTACKS):
        name = f"glossary/attack-{number}.html"
        (site / name).write_text(frame.replace("</article>", f"{attack}</article>", 1), encoding="utf-8")
        assert visit(browser, address, [f"plain/{name}"]), attack
    others = {f"many/{number}.html": frame for number in range(TOGETHER)}
    assert visit_together(browser, address, site, others) == []
    last = frame.replace("</article>", f"{ATTACKS[0]}</article>", 1)
    assert f"script on {address}plain/many/last.html" in visit_together(
        browser, address, site, {**others, "many/last.html": last}
    )


def test_the_sanitiser_alone_is_enough(site: Path, address: str, browser: Browser) -> None:
    pages = {name: without_policy((site / name).read_text(encoding="utf-8")) for name in names(site)}
    assert len(pages) > NOTES_PROMISED
    for name, html in pages.items():
        put(site / name, html)
    assert visit(browser, address, [f"plain/{name}" for name in pages if name.startswith(WHOLE)]) == []
    articles = {name: html for name, html in pages.items() if not name.startswith(WHOLE)}
    assert visit_together(browser, address, site, articles) == []
    assert visit(browser, address, ["print/index.html", "practice/index.html", "glossary/index.html"]) == []


def test_the_policy_alone_is_enough(site: Path, address: str, browser: Browser) -> None:
    """Put each note, as it is, into the article of a page that has the policy."""
    html = (site / "glossary/index.html").read_text(encoding="utf-8")
    pages = []
    for note in sorted(NOTES.rglob("*.md")):
        raw = note.read_bytes().decode("utf-8", "replace")
        if "http-equiv" in raw.lower():
            continue  # no policy stops a page that sends itself elsewhere: that is the sanitiser's work
        pages.append(f"plain/glossary/{note.stem}.html")
        frame = html if len(pages) % STEP == 1 else bare(html)
        put(
            site / "glossary" / f"{note.stem}.html",
            frame.replace("</article>", f"{raw}\n{''.join(ATTACKS)}</article>", 1),
        )
    assert len(pages) > NOTES_PROMISED
    assert visit(browser, address, pages) == []
    assert visit(browser, address, [page.removeprefix("plain/") for page in pages[::STEP]]) == []


def pictures(site: Path) -> list[str]:
    return [f"pictures/{path.name}" for path in sorted((site / "pictures").iterdir()) if path.suffix in SHOWN]


def test_published_pictures_do_nothing_when_they_are_opened(site: Path, address: str, browser: Browser) -> None:
    published = pictures(site)
    assert len(published) > PICTURES / 2
    assert visit(browser, address, published) == []


def test_pictures_as_they_came_would_be_noticed(site: Path, address: str, browser: Browser) -> None:
    """What the drawings that are written anew, or not published, are protected from."""
    shutil.copytree(NOTES / "pictures", site / "pictures", dirs_exist_ok=True)
    # It would draw 268,435,456 rectangles.
    given = [name for name in pictures(site) if not name.endswith("/laughs.svg")]
    found = " ".join(visit(browser, address, given)) + " "
    told = {Path(name).stem for name in given if re.search(rf"[/ ]{re.escape(Path(name).stem)}[ .]", found)}
    assert {Path(name).stem for name in given} - IDLE <= told


def test_both_hosts_make_the_same_pages(project: Path) -> None:
    """So that opening those of one is enough: only the line that names the host differs."""
    ours, theirs = (names(project / host) for host in HOSTS)
    assert ours == theirs
    generator = re.compile(r'<meta name="generator"[^>]*>')
    for name in ours:
        one, other = ((project / host / name).read_text(encoding="utf-8") for host in HOSTS)
        assert generator.sub("", one) == generator.sub("", other), name
    data = [json.loads((project / host / "studyguide.json").read_text(encoding="utf-8")) for host in HOSTS]
    assert data[0] == data[1]


def test_the_policy_is_in_every_page(project: Path) -> None:
    for host in HOSTS:
        for name in names(project / host):
            html = (project / host / name).read_text(encoding="utf-8")
            assert html.index('http-equiv="Content-Security-Policy"') < html.index("<script"), name
            policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
            assert policy is not None
            assert "'self'" not in re.search(r"script-src ([^;]*)", policy[1])[1], name  # type: ignore[index]
            assert " https:" not in policy[1], name
