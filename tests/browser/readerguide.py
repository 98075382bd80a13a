"""A small guide with one of everything, built by the host as a program, served below a path, and opened in Chromium."""

import functools
import http.server
import io
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

import pytest
import tabs
from playwright.sync_api import Browser, Page, Playwright, expect

import programs

CHROMIUM = os.environ.get("CHROMIUM", "chromium")
PATH = "/some/where/"

# A busy machine takes more than the usual five seconds to load what draws diagrams.
expect.set_options(timeout=30_000)

CONFIG = """\
site_name: A small guide
repo_url: https://github.com/example/guide
theme: material
plugins:
  - search
  - studyguide:
      compare:
        - title: Storage types
          id: types
          tag: storage
"""

EXAM = """\
      exam:
        title: Mock exam
        minutes: 30
        questions: 2
        domains:
          - {tag: storage, title: Storage, weight: 100}
"""
"""Goes below CONFIG."""

STORAGE = """\
---
split: 2
tags: [storage]
---

# Storage

Where data is kept. A disk holds blocks.

```mermaid
graph LR
  A[Files] --> B{Shared?}
  B -->|yes| C[Network folder]
  B -->|no| D[Disk]
  style A stroke-width:2px
```

## Elastic disk
<!-- studyguide
id: disk
aliases: [ED]
confused_with: [folder, tape]
reviewed: 2001-02-03
sources: [https://example.org/disk]
-->

An elastic disk gives one server fast blocks. Its RPO depends on snapshots[^1]; the RPO is minutes.
See also the [network folder](#network-folder), and ask for the IOPS you need.

| At a glance | |
|---|---|
| kind | block |
| max size | 64 TiB |
| shared by | one server |
| price | $0.10[^1] |

### Snapshots

A snapshot is a copy.

| One | Two |
|---|---|
| `code` | **strong** |

<details><summary>What does an elastic disk hold?</summary>

- [x] Blocks: like any disk
- [ ] Objects: those need another store

</details>

[^1]: Copies made [at a point in time](https://example.org/snapshots).

## Network folder
<!-- studyguide
id: folder
-->

A network folder is shared by many servers, unlike an [elastic disk](#elastic-disk).

<details><summary>Ten servers edit the same files. Where do they lie?</summary>

- [x] The network folder: many servers mount it
- [ ] An elastic disk: it serves one

</details>

| At a glance | |
|---|---|
| kind | file |
| max size | unlimited |
| shared by | many servers |
| price | $0.30 |

## Object store
<!-- studyguide
id: objects
-->

Keeps whole objects; never compare it with an elastic disk by price alone.

| At a glance | |
|---|---|
| kind | object |
| max size | 50 TB |
| price | $0.02 |

## Tape
<!-- studyguide
id: tape
-->

Slow and cheap. It keeps [copies](#snapshots) of what is in a [Network folder](#network-folder).

| At a glance | |
|---|---|
| kind | block |
| max size | 800 GiB |
| shared by | one server |

## Terms

- **RPO** (Recovery Point Objective): how much data you may lose, as time.
- **IOPS**: reads and writes a second.
"""

HOSTILE = """\
# Quotes "and" </title><img src=x onerror=alert(1)> & more

Text with "quotes" & <signs>.
"""

NOTES = {"storage.md": STORAGE, "hostile.md": HOSTILE}


def build(folder: Path, config: str = CONFIG, notes: Mapping[str, str] = NOTES) -> Path:
    """Build a guide in a folder and return its site."""
    (folder / "docs").mkdir(parents=True)
    (folder / "notes").mkdir()
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name, text in notes.items():
        (folder / "notes" / name).parent.mkdir(exist_ok=True)
        (folder / "notes" / name).write_text(text, encoding="utf-8")
    return built(folder)


def built(folder: Path) -> Path:
    """Build a guide that is there, and return its site."""
    programs.run("mkdocs", "build", "--quiet", "--site-dir", str(folder / "site"), cwd=folder).check_returncode()
    return folder / "site"


@functools.cache
def site() -> Path:
    """Build the guide, once for all tests of a session."""
    return build(Path(tempfile.mkdtemp(prefix="studyguide-")) / "guide")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        """Serve the site below a path, as GitHub Pages does."""
        return super().translate_path(path.removeprefix(PATH.rstrip("/"))) if path.startswith(PATH) else "/nowhere"

    def do_GET(self) -> None:
        """Have an empty page beside the guide."""
        if self.path != tabs.EMPTY:
            return super().do_GET()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        return None

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send every file whole: two builds within a second have one date, and a guide may change while it is read."""
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer for what is not there with the site's own page, as GitHub Pages does."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Cached(_Quiet):
    """Lets a browser keep what is alike in each build of a guide: else a fifth of a page's time goes into asking."""

    def send_response(self, code: int, message: str | None = None) -> None:
        super().send_response(code, message)
        if code == HTTPStatus.OK and self.path.startswith(f"{PATH}assets/"):
            self.send_header("Cache-Control", "max-age=3600")


@contextmanager
def served(folder: Path, *, cached: bool = True) -> Iterator[str]:
    """Serve a folder on a port of its own, below a path."""
    handler = functools.partial(_Cached if cached else _Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{PATH}"
        server.shutdown()
        thread.join()


def chromium(playwright: Playwright, *more: str) -> Browser:
    """Start the browser."""
    path = CHROMIUM if "/" in CHROMIUM else _found(CHROMIUM)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", *more]
    return playwright.chromium.launch(executable_path=path, args=arguments)


def _found(command: str) -> str:
    folders = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep)]
    return str(next(folder / command for folder in folders if (folder / command).is_file()))


@contextmanager
def opened(
    browser: Browser, base: str, *, width: int = 1280, scheme: str = "light", **options: object
) -> Iterator[Page]:
    """Open a tab with a reader's window and scheme; a script that fails on it fails the test."""
    size = {"width": width, "height": 900 if width > 400 else 844}
    media = {name: options.pop(name) for name in ("reduced_motion",) if name in options}
    with tabs.opened(browser, base, size, {"color_scheme": scheme, **media}, **options) as page:
        yield page


SETTLED = """() => {
    if (!(performance instanceof Performance)) throw new Error("where a test sets the clock, idle() waits");
    const coming = document.readyState !== "complete"
        || [...document.scripts].some(({ src }) => src && !performance.getEntriesByName(src).length);
    globalThis.timesAtRest = coming ? 0 : (globalThis.timesAtRest ?? 0) + 1;
    return timesAtRest > 3;
}"""
"""A part that has come may ask for others at once, so nothing is on its way for some looks at it: three times their
distance, or as much longer as the machine is busy."""

LOOK = 50
"""Milliseconds from look to look. Playwright would look at each frame, and so have one drawn after the other: a fifth
of what a page costs."""


def ready(page: Page, address: str) -> None:
    """Go to a page and wait for the scripts of its parts; `networkidle` would take half a second more."""
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    """Wait until no script is on its way."""
    page.wait_for_function(SETTLED, polling=LOOK)


def idle(page: Page, address: str) -> None:
    """Go to a page and wait until it has asked for nothing for half a second."""
    page.goto(address)
    page.wait_for_load_state("networkidle")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """Serve the guide: for files whose tests read it, as the two that follow are."""
    with served(site()) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """Open a tab of a wide window."""
    with opened(browser, base) as tab:
        yield tab


@pytest.fixture
def phone(browser: Browser, base: str) -> Iterator[Page]:
    """Open a tab of a phone."""
    with opened(browser, base, width=390, has_touch=True, is_mobile=True) as tab:
        yield tab
