"""Hostile notes in the book and in the deck, opened in a browser: nothing runs, and nothing is asked of any place.

The book is tested behind both layers, and behind each alone. Cards have the sanitiser alone, for Anki has no policy of
ours: they are opened as Anki's reviewer opens them, and as AnkiDroid does, as a document of their own.
"""

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Browser, Dialog, Page, Request, Route, sync_playwright

from studyguide.build import build
from studyguide.options import Options
from studyguide.outputs import anki
from studyguide.outputs.book import browser as book_browser
from studyguide.outputs.book import pdf
from studyguide.outputs.book.served import ORIGIN, Served
from studyguide.site import Site

NOTES = Path(__file__).parent.parent / "hostile"
NOTES_PROMISED = 150
PAUSE = 300
"""Milliseconds: handlers of events that fire by themselves have run by then."""

CARDS = 20
"""Cards in a document: what one leaves open is not to hide many."""

DOCUMENTS_AT_A_TIME = 40

pytestmark = pytest.mark.browser

ATTACKS = (
    "<img src=nowhere onerror='window.hostile = true'>",
    "<svg onload='alert(1)'></svg>",
    "<script>alert(2)</script>",
    "<a href='javascript:alert(3)'>a</a>",
    "<p onmouseover='window.hostile = true'>a</p>",
)
"""Each runs on a page without protection, which a test proves."""

LOADS = (
    "<img src='https://evil.example/pixel.png'>",
    "<img src='file:///etc/passwd'>",
    "<img src='../../../secret.png'>",
    "<p style='background: url(https://evil.example/pixel.png)'>a</p>",
    "<style>@import 'https://evil.example/style.css';</style>",
    "<link rel=stylesheet href='https://evil.example/style.css'>",
    "<iframe src='https://evil.example/'></iframe>",
    "<video poster='https://evil.example/pixel.png'></video>",
    "<img srcset='https://evil.example/pixel.png 2x'>",
    "<svg><image href='https://evil.example/pixel.png'/></svg>",
    "<object data='https://evil.example/'></object>",
)

TRIED = "<div id='tried'>{}</div>"
SHOWN = "Array.from(document.querySelectorAll('#tried img')).filter(image => image.naturalWidth).length"

PROVOKE = """() => {
    for (const element of document.querySelectorAll("body *")) {
        if (element.protocol === "javascript:") element.click()
        for (const { name } of element.attributes)
            if (name.startsWith("on")) element.dispatchEvent(new Event(name.slice(2)))
    }
}"""
"""A reader may click on anything and move over it."""


@dataclass
class Watched:
    """A page, and what it did that it must not."""

    page: Page
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._close)
        self.page.context.on("page", lambda opened: self.found.append(f"window {opened.url}"))

    def _close(self, dialog: Dialog) -> None:
        self.found.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def provoked(self) -> list[str]:
        self.page.evaluate(PROVOKE)
        self.page.wait_for_timeout(PAUSE)
        if self.page.evaluate("window.hostile === true"):
            self.found.append("script")
        return self.found


# The book.


@pytest.fixture(scope="module")
def site() -> Site:
    return build(NOTES, Options())


@contextmanager
def opened(site: Site, change: Callable[[str], str] = lambda html: html) -> Iterator[tuple[Watched, Served]]:
    """Open the book as it is before it is printed, its HTML changed."""
    files = pdf.files(site, NOTES, "en")
    html = change(files[""]().decode())
    served = Served(files | {"": html.encode})
    with book_browser.opened(served, date(2026, 11, 1), lambda _: None) as page:
        yield Watched(page), served


def foreign(served: Served) -> list[str]:
    """List what was asked for beyond the guide; a picture that is not there is asked for in vain, and a problem."""
    return [address for address in served.refused if not address.startswith(f"{ORIGIN}/")]


def without_policy(html: str) -> str:
    start = html.index('<meta http-equiv="Content-Security-Policy"')
    return html[:start] + html[html.index(">", start) + 1 :]


def test_a_book_of_hostile_notes_runs_and_asks_nothing(site: Site) -> None:
    with opened(site) as (watched, served):
        assert watched.page.locator(".sg-part").count() == len(site.library.sections)
        assert watched.provoked() == []
        assert foreign(served) == []
        # The second layer and the list of files, with the first gone: nothing runs, and nothing that is named is shown.
        watched.page.evaluate(
            "html => document.body.insertAdjacentHTML('beforeend', html)", TRIED.format("".join(ATTACKS + LOADS))
        )
        assert watched.provoked() == []
        assert set(served.refused) >= {f"{ORIGIN}/secret.png", "https://evil.example/pixel.png"}
        assert watched.page.evaluate(SHOWN) == 0


def test_a_book_without_its_policy_runs_and_asks_nothing(site: Site) -> None:
    with opened(site, without_policy) as (watched, served):
        assert watched.provoked() == []
        assert foreign(served) == []
        # The browser itself, with both layers gone: no file of the machine, no other place, whatever is tried.
        watched.page.evaluate(
            "html => document.body.insertAdjacentHTML('beforeend', html)", TRIED.format("".join(LOADS))
        )
        reached = watched.page.evaluate(
            """async () => {
                const tries = ["file:///etc/passwd", "https://evil.example/", "http://127.0.0.1:1/", "../../etc/passwd"]
                const asked = tries.map(address => fetch(address, { mode: "no-cors" }).then(() => address, () => null))
                const worker = new Worker(URL.createObjectURL(new Blob([
                    `Promise.all(${JSON.stringify(tries.slice(0, 3))}.map(address =>
                        fetch(address, { mode: "no-cors" }).then(() => address, () => null))).then(postMessage)`,
                ])))
                const there = new Promise(done => {
                    worker.onmessage = ({ data }) => done(data)
                    worker.onerror = () => done([])
                    setTimeout(() => done([]), 3000)
                })
                return [...(await Promise.all(asked)), ...(await there)].filter(Boolean)
            }"""
        )
        assert reached == []
        assert watched.page.evaluate(SHOWN) == 0


def test_the_policy_of_a_book_is_enough() -> None:
    """Put each note, as it is, into a page with the policy of the book."""
    empty = build(NOTES / "nowhere", Options())
    frame = pdf.files(empty, NOTES, "en")[""]().decode()
    raw = {f"raw/{note.stem}": note.read_bytes().decode("utf-8", "replace") for note in sorted(NOTES.glob("*.md"))}
    # No policy stops a page that sends itself elsewhere: that is the sanitiser's work.
    raw = {name: text for name, text in raw.items() if "http-equiv" not in text.lower()}
    assert len(raw) > NOTES_PROMISED
    names = list(raw)
    with opened(empty) as (watched, _):

        def answer(route: Route) -> None:
            text = raw.get(route.request.url.removeprefix(f"{ORIGIN}/"))
            body = "" if text is None else frame.replace("</body>", f"{text}{''.join(ATTACKS)}</body>")
            route.fulfill(body=f"<!doctype html>{body}", content_type="text/html")

        watched.page.context.route(f"{ORIGIN}/raw/*", answer)
        for start in range(0, len(names), DOCUMENTS_AT_A_TIME):
            watched.page.goto(f"{ORIGIN}/raw/")
            watched.page.evaluate(FRAMES, names[start : start + DOCUMENTS_AT_A_TIME])
            assert watched.page.evaluate(PROVOKE_FRAMES) is False
            assert watched.provoked() == []


# The deck.


def asked(note: str) -> str:
    """Put a note into everything that cards are made of."""
    line = " ".join(note.split())[:2000].replace("|", "/")
    return (
        f"# Card\n\n<details>\n<summary>{line}</summary>\n\n{note}\n\n</details>\n\n"
        f"<details>\n<summary>Which?</summary>\n\n- [x] {line}\n    - {line}\n- [ ] no: {line}\n\n</details>\n\n"
        f"| At a glance | |\n|---|---|\n| {line} | {line} |\n\n"
        f"## Terms\n\n- **Term**: {line}\n- **{line}**: a term\n"
    )


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """Read the deck of all hostile notes: front, back and source of every card."""
    folder = tmp_path_factory.mktemp("deck")
    attacks = {f"attack-{n}.md": attack for n, attack in enumerate(ATTACKS + LOADS)}
    found = {note.name: note.read_bytes().decode("utf-8", "replace") for note in NOTES.glob("*.md")} | attacks
    for name, text in found.items():
        (folder / name).write_text(asked(text), encoding="utf-8")
        (folder / f"plain-{name}").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(anki.encode(build(folder, Options())))) as archive:
        assert sorted(archive.namelist()) == ["collection.anki2", "media"]
        assert archive.read("media") == b"{}"
        content = archive.read("collection.anki2")
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    rows = [tuple(fields.split("\x1f")) for (fields,) in database.execute("select flds from notes")]
    database.close()
    return [(front, back, source) for front, back, source in rows]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright, readerguide.chromium(playwright) as started:
        yield started


FRAMES = """names => Promise.all(names.map(name => new Promise(loaded => {
    const frame = document.body.appendChild(document.createElement("iframe"))
    frame.onload = loaded
    frame.src = `/${name}`
})))"""
# Of Anki's reviewer (ts/reviewer/index.ts): it fills an element, and starts the scripts in it by hand.
REVIEW = """sides => {
    for (const side of sides) {
        const card = document.body.appendChild(document.createElement("div"))
        card.innerHTML = side
        for (const script of card.querySelectorAll("script")) {
            const again = document.createElement("script")
            for (const { name, value } of script.attributes) again.setAttribute(name, value)
            again.textContent = script.textContent
            script.replaceWith(again)
        }
    }
}"""
DOCUMENTS = """sides => Promise.all(sides.map(side => new Promise(loaded => {
    const frame = document.body.appendChild(document.createElement("iframe"))
    frame.onload = loaded
    frame.srcdoc = `<!doctype html><html><body class="card card1"><div id="qa">${side}</div></body></html>`
})))"""
PROVOKE_FRAMES = """() => {
    let ran = window.hostile === true
    for (const frame of document.querySelectorAll("iframe")) {
        try {
            const inside = frame.contentDocument
            for (const element of inside.querySelectorAll("body *")) {
                if (element.protocol === "javascript:") element.click()
                for (const { name } of element.attributes)
                    if (name.startsWith("on")) element.dispatchEvent(new Event(name.slice(2)))
            }
            ran ||= frame.contentWindow.hostile === true
        } catch {
            ran = true // it went elsewhere
        }
    }
    return ran
}"""


def reviewed(chromium: Browser, sides: list[str]) -> list[str]:
    """Show sides of cards in both ways; return what they did."""
    found: list[str] = []

    def answer(route: Route, request: Request) -> None:
        if request.url == "http://anki.invalid/":
            route.fulfill(body="<!doctype html><body class='card card1'>", content_type="text/html")
        else:
            found.append(f"request {request.url}")
            route.abort()

    context = chromium.new_context()
    context.route("**/*", answer)
    watched = Watched(context.new_page(), found)
    documents = ["".join(sides[start : start + CARDS]) for start in range(0, len(sides), CARDS)]
    for start in range(0, len(documents), DOCUMENTS_AT_A_TIME):
        watched.page.goto("http://anki.invalid/")
        watched.page.evaluate(REVIEW, sides[start * CARDS : (start + DOCUMENTS_AT_A_TIME) * CARDS])
        watched.page.evaluate(DOCUMENTS, documents[start : start + DOCUMENTS_AT_A_TIME])
        if watched.page.evaluate(PROVOKE_FRAMES):
            found.append("script in a frame")
        watched.provoked()
    context.close()
    return found


def test_what_a_card_does_is_noticed(chromium: Browser) -> None:
    for attack in (*ATTACKS, "<img src='https://evil.example/pixel.png'>", "<img src=media.png>"):
        assert reviewed(chromium, [attack]), attack


def test_cards_of_hostile_notes_run_and_ask_nothing(chromium: Browser, cards: list[tuple[str, str, str]]) -> None:
    assert len(cards) > 3 * NOTES_PROMISED
    # As the template has it: the back repeats the front. Many cards are alike.
    backs = {
        f'<div class="question">{front}</div><hr id="answer">{back}<p class="source">{source}</p>'
        for front, back, source in cards
    }
    assert reviewed(chromium, sorted(backs)) == []


def test_cards_hold_no_command_of_ankis(cards: list[tuple[str, str, str]]) -> None:
    for fields in cards:
        for text in fields:
            assert "[" not in text
            assert "<img" not in text
