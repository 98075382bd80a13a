"""Pictures of other sites in a browser: those of the sites that the owner named, and no other site is asked."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import programs

pytestmark = [pytest.mark.browser, pytest.mark.hosts]

BADGE = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
NOTE = """\
# Shown

![one](http://{listed}/one.svg) ![two][two] <img src="//{unlisted}/three.svg" alt="three"> ![four](http://{unlisted}/4.svg)

<img src="http://{listed}/five.svg" alt="five" srcset="http://{unlisted}/six.svg 2x">

[two]: http://{listed}/two.svg
"""
ADD = """address => new Promise(done => {
    const picture = new Image()
    picture.onload = () => done(true)
    picture.onerror = () => done(false)
    picture.src = address
    document.body.append(picture)
})"""


class Server(http.server.ThreadingHTTPServer):
    """Another site; remembers what it was asked for, and from which page."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str | None]] = []
        self.name = f"127.0.0.1:{self.server_address[1]}"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append((self.path, self.headers.get("Referer")))
        self.send_response(200)
        self.send_header("Content-Type", "image/svg+xml")
        self.send_header("Content-Length", str(len(BADGE)))
        self.end_headers()
        self.wfile.write(BADGE)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(server: http.server.HTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def run(folder: Path, *command: str) -> None:
    done = programs.run(*command, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("way", ["mkdocs", "instant", "zensical"])
def test_the_listed_site_is_asked_and_no_other(browser: Browser, tmp_path: Path, way: str) -> None:
    listed, unlisted = Server(), Server()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.md").write_text(NOTE.format(listed=listed.name, unlisted=unlisted.name))
    features = "[navigation.instant]" if way == "instant" else "[]"
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: T\nsite_url: https://example.org/\ntheme: {{name: material, features: {features}}}\n"
        f"plugins: [search, studyguide: {{external_images: ['{listed.name}']}}]\n"
    )
    (tmp_path / "docs").mkdir()
    folder = tmp_path
    if way == "zensical":
        run(tmp_path, "studyguide", "export", "out")
        folder = tmp_path / "out"
    run(folder, *(["zensical", "build"] if way == "zensical" else ["mkdocs", "build", "-q", "--strict"]))
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site")))
    base = f"http://127.0.0.1:{site.server_address[1]}"
    with serving(listed), serving(unlisted), serving(site):
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{base}/a/")
        page.wait_for_load_state("networkidle")
        sizes = page.locator("article img").evaluate_all("all => all.map(one => [one.alt, one.naturalWidth])")
        assert sizes == [["one", 20], ["two", 20], ["five", 20]]
        links = page.locator("article a[href*='.svg']").evaluate_all("all => all.map(one => one.textContent)")
        assert links == ["three", "four"]
        refused = [text for text in said if "Content Security Policy" in text]
        assert refused == []
        # Without the page's own care, the policy alone: it names the listed site, and only that.
        assert page.evaluate(ADD, f"http://{listed.name}/more.svg") is True
        assert page.evaluate(ADD, f"http://{unlisted.name}/more.svg") is False
        page.close()
    assert unlisted.asked == []
    assert {referrer for path, referrer in listed.asked if path != "/more.svg"} == {None}
