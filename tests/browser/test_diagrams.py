"""Diagrams of strangers: whatever a drawing is made of, it loads nothing and runs nothing, also without a policy."""

import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PLACE = "PLACE/hit"
"""Stands for another site; a server of ours notes who asks for it."""

ATTACKS = (
    "graph TD\n  A[\"<img src='PLACE'>\"]",
    "graph TD\n  A[\"<img srcset='PLACE 1x'>\"]",
    "graph TD\n  A[\"<picture><source srcset='PLACE'><img></picture>\"]",
    "graph TD\n  A[\"<video src='PLACE' poster='PLACE'></video><audio src='PLACE' autoplay></audio>\"]",
    "graph TD\n  A[\"<iframe src='PLACE'></iframe><embed src='PLACE'><object data='PLACE'></object>\"]",
    "graph TD\n  A[\"<input type='image' src='PLACE'><body background='PLACE'><table background='PLACE'>x</table>\"]",
    "graph TD\n  A[\"<svg><image href='PLACE'/><image xlink:href='PLACE'/><use href='PLACE#a'/></svg>\"]",
    "graph TD\n  A[\"<svg><filter id='f'><feImage href='PLACE'/></filter><rect filter='url(#35;f)'/></svg>\"]",
    "graph TD\n  A[\"<div style='background:url(PLACE)'>x</div>\"]",
    "graph TD\n  A[\"<div style='background:\\75rl(PLACE)'>x</div>\"]",
    "graph TD\n  A[\"<div style='background:image-set(&quot;PLACE&quot; 1x)'>x</div>\"]",
    "graph TD\n  A[\"<style>*{background:url(PLACE)}</style><link rel=stylesheet href='PLACE'>x\"]",
    'graph TD\n  A@{ img: "PLACE", label: "x", w: 60, h: 60 }',
    "graph TD\n  A@{ \"img\" : 'PLACE' }",
    "graph TD\n  A@{ shape: image, img: PLACE }",
    "graph TD\n  A --> B\n  style A fill:url(PLACE)",
    "graph TD\n  A --> B\n  classDef x fill:\\75rl(PLACE),background:image-set('PLACE' 1x)\n  class A x",
    "graph TD\n  A --> B\n  linkStyle 0 stroke:url(PLACE)",
    "%%{init: {'fontFamily': 'x;} @import \"PLACE\"; a{'}}%%\ngraph TD\n  A --> B",
    "%%{init: {'themeCSS': '@import \"PLACE\"; * {background: url(PLACE)}'}}%%\ngraph TD\n  A --> B",
    "%%{init: {'themeVariables': {'primaryColor': 'url(PLACE)', 'fontFamily': 'x;color:url(PLACE)'}}}%%\ngraph TD\n  A",
    "---\nconfig:\n  themeCSS: '* {color: url(PLACE)}'\n  fontFamily: 'x;color:url(PLACE)'\n---\ngraph TD\n  A --> B",
    "---\nconfig:\n  securityLevel: loose\n---\ngraph TD\n  A[\"<img src='PLACE' onerror='hostile=1'>\"]",
    'graph TD\n  A["`**x** ![x](PLACE)`"]',
    'sequenceDiagram\n  participant A\n  links A: {"x": "javascript:hostile=1"}\n  A->>A: <img src="PLACE">',
    "sequenceDiagram\n  participant A as <img src='PLACE'>\n  Note over A: <img src=PLACE>",
    "classDiagram\n  class A[\"<img src='PLACE'>\"]\n  A : +x <img src=PLACE>",
    "stateDiagram-v2\n  s1: <img src='PLACE'>\n  state \"<img src='PLACE'>\" as s2",
    "erDiagram\n  A ||--o{ B : \"<img src='PLACE'>\"",
    "journey\n  title <img src='PLACE'>\n  section <img src='PLACE'>\n    x: 5: <img src='PLACE'>",
    "gantt\n  title <img src='PLACE'>\n  section S\n  x :a1, 2024-01-01, 3d\n  click a1 href \"javascript:hostile=1\"",
    "pie title <img src='PLACE'>\n  \"<img src='PLACE'>\" : 3",
    "mindmap\n  root((<img src='PLACE'>))\n    ::icon(fa fa-book)\n    x",
    "timeline\n  title <img src='PLACE'>\n  2002 : <img src='PLACE'>",
    'C4Context\n  Person(a, "x", $sprite="PLACE", $link="javascript:hostile=1")\n  System(b, "<img src=PLACE>", "y")',
    "block-beta\n  a[\"<img src='PLACE'>\"]\n  style a fill:url(PLACE)",
    'requirementDiagram\n  requirement r {\n    id: 1\n    text: "<img src=PLACE>"\n  }\n  style r fill:url(PLACE)',
    "gitGraph\n  commit id: \"<img src='PLACE'>\"",
    "architecture-beta\n  service a(cloud)[x]\n  service b(PLACE)[y]",
    "kanban\n  a[<img src='PLACE'>]\n    b[x]@{ ticket: 'javascript:hostile=1' }",
    'graph TD\n  A --> B\n  click A "javascript:hostile=1"\n  click B href "data:text/html,x"',
    'graph TD\n  A["$$\\\\includegraphics{PLACE}\\\\href{javascript:hostile=1}{x}$$"]',
)
CLEAN = (
    'graph TD\n  A["<b>bold</b> words"] -->|label| B{"Choice?"}\n  style A fill:#fdd\n  click B "https://example.org"'
)


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Elsewhere", (_Elsewhere,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hit", asked
        server.shutdown()


@pytest.fixture(scope="module")
def page(
    browser: Browser, elsewhere: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    fences = [f"```mermaid\n{text.replace('PLACE', elsewhere[0])}\n```\n\n" for text in (*ATTACKS, CLEAN)]
    folder = tmp_path_factory.mktemp("diagrams") / "guide"
    site = readerguide.build(folder, readerguide.CONFIG, {"drawn.md": "# Drawn\n\n" + "".join(fences)})
    _without_policy(site / "print/index.html")
    with readerguide.served(site) as base, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{base}print/")
        page.wait_for_function("() => window.studyguide?.reading?.diagrams")
        page.evaluate("studyguide.reading.diagrams.all()", None)
        yield page


def _without_policy(path: Path) -> None:
    html, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text())
    assert count == 1
    path.write_text(html)


def test_no_drawing_asks_for_anything(page: Page, elsewhere: tuple[str, list[str]]) -> None:
    assert page.locator(".sg-drawn--light svg").count() > len(ATTACKS) * 0.7, "most of the attacks are drawn"
    page.wait_for_timeout(300)  # pictures are asked for a little later
    assert elsewhere[1] == []
    assert page.evaluate("window.hostile") is None


def test_a_drawing_holds_nothing_that_could(page: Page) -> None:
    held = page.evaluate("""() => [...document.querySelectorAll(".sg-drawn *")].flatMap((element) => [
        /^(img|image|feimage|video|audio|iframe|object|embed|link|script|source|input|picture)$/i.test(element.localName)
            ? [element.localName] : [],
        ...[...element.attributes].map(({ name, value }) =>
            /^on|src|data$|poster|background/i.test(name) || /javascript:|data:/i.test(value)
                    || (!/^(id|class|aria.*)$/.test(name) && /\\/hit/.test(value))
                ? [`${name}=${value}`] : []),
        element.localName === "style" && /\\/hit|@import/.test(element.textContent) ? [element.textContent] : [],
    ].flat())""")
    assert held == []


def test_an_ordinary_drawing_is_whole(page: Page) -> None:
    drawing = page.locator(".sg-drawn--light").last
    expect(drawing).to_contain_text("bold words")
    expect(drawing).to_contain_text("Choice?")
    expect(drawing.locator("a")).to_have_attribute("xlink:href", "https://example.org/")
    assert drawing.locator("rect").first.evaluate("one => getComputedStyle(one).fill") == "rgb(255, 221, 221)"
    # Texts were measured in the frame and fit in the page.
    assert drawing.evaluate("""view => [...view.querySelectorAll("foreignObject")].every(box =>
        [...box.children].every(inside => inside.scrollWidth <= box.width.baseVal.value + 1
            && inside.scrollHeight <= box.height.baseVal.value + 1))""")


def test_what_is_not_held_back_is_noticed(page: Page, elsewhere: tuple[str, list[str]]) -> None:
    """A drawing that is put into the page as Mermaid makes it asks for pictures."""
    page.evaluate(
        "studyguide.reading.drawing.cleaned = (text) => {"
        "const view = document.createElement('div'); view.innerHTML = text; return view.firstChild }"
    )
    page.evaluate("""async (text) => {
        const pre = document.createElement("pre")
        pre.textContent = text
        document.querySelector("article").append(pre)
        await studyguide.reading.diagrams.draw(pre)
    }""", ATTACKS[0].replace("PLACE", elsewhere[0]))  # fmt: skip
    page.wait_for_timeout(500)
    assert elsewhere[1] != []
