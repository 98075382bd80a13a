"""Hostile notes make harmless pages: what comes out is parsed as a browser parses it, and looked through."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from conftest import MakeSite
from fuzz import core
from studyguide.build import build
from studyguide.html.sanitise import clean
from studyguide.markdown.addresses import external
from studyguide.outputs import studyguide_json
from studyguide.site import Page, Site

HOSTILE = Path(__file__).parent / "hostile"
NOTES = sorted(HOSTILE.glob("*.md"))
SCHEMES = {"http", "https", "mailto", "tel", "ftp", "sms", "xmpp"}
LOADS = {
    *(
        (tag, "src")
        for tag in ("img", "video", "audio", "source", "track", "script", "iframe", "embed", "input", "frame")
    ),
    *((tag, name) for tag in ("img", "source", "link") for name in ("srcset", "imagesrcset")),
    *(
        ("video", "poster"),
        ("object", "data"),
        ("link", "href"),
        ("image", "href"),
        ("use", "href"),
        ("body", "background"),
    ),
    *(("table", "background"), ("td", "background"), ("th", "background")),
}
LINKS = {
    "href",
    "src",
    "action",
    "formaction",
    "cite",
    "data",
    "poster",
    "xlink:href",
    "background",
    "ping",
    "manifest",
}
FORBIDDEN = {
    *("script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "meta", "link", "form"),
    *("svg", "math", "template", "noscript", "textarea", "select", "button", "dialog", "body", "html", "head", "title"),
    *("xmp", "plaintext", "noembed", "marquee", "portal", "area", "map"),
}
OURS = {"button", "form", "link", "noscript", "script", "select", "template", "textarea"}
"""What our own templates may use, from this site only; a script of theirs holds JSON, which runs nowhere."""
MATHML = "{http://www.w3.org/1998/Math/MathML}"
DRAWS = set(
    "math semantics annotation mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mmultiscripts mprescripts mtable mtr mtd mphantom mpadded mstyle".split()
)
"""Elements of MathML Core that only draw: none acts, loads, or holds HTML that is not checked itself."""

DRAWN = {"class", "display", "displaystyle", "scriptlevel", "stretchy", "form", "encoding", "width", "height", "depth",
         "lspace", "rspace", "minsize", "maxsize", "linethickness", "accent", "accentunder", "movablelimits", "fence",
         "separator", "mathvariant", "symmetric", "largeop", "voffset", "style"}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
TAB = re.compile(r"__tabbed_\d+(_\d+)?")


@pytest.fixture(scope="module")
def site() -> Site:
    return build(HOSTILE)


def elements(html: str) -> Iterator[Element]:
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return (element for element in fragment.iter() if isinstance(element.tag, str) and element is not fragment)


def faults(html: str, *, ours: frozenset[str] = frozenset()) -> list[str]:
    """List what could run, load, post or clobber."""
    return [fault for element in elements(html) for fault in _faults(element, ours)]


def _faults(element: Element, ours: frozenset[str]) -> Iterator[str]:
    tag = str(element.tag)
    shown = f"<{tag} {element.attrib}>"
    if tag.removeprefix(MATHML) in DRAWS and tag.startswith(MATHML):
        # Styles of its cells, and nothing that a style could load or cover.
        ends = re.search(r"[(:]\s*(?:url|fixed|absolute|expression)|[\\@/(]", element.get("style", ""))
        yield from (f"formula: {shown}" for name in element.attrib if name not in DRAWN or ends)
        return
    if _is_line(tag, element) or _is_sheets(tag, element) or _is_chart(tag, element):
        return
    if "}" in tag or (tag in FORBIDDEN and tag not in ours):
        yield f"element: {shown}"
    if tag == "script" and element.get("type") != "application/json":
        yield f"script that runs: {shown}"
    for name, value in element.attrib.items():
        yield from (f"{fault}: {shown}" for fault in _attribute_faults(tag, str(name).lower(), value))


def _is_sheets(tag: str, element: Element) -> bool:
    """Say whether it is the style sheet of what is printed: the heads of chapters, each a number and a title."""
    text = r'"(?:[^"\\<\n]|\\[0-9a-f]{1,6} )*"'
    content = rf"content: (?:counter\(page\)|{text}); font-size: 8pt"
    rule = rf"@page (?:sg-chapter-\d+ )?\{{ @[\w-]+ \{{ {content} \}} \}}"
    return tag == "style" and not element.attrib and bool(re.fullmatch(rf"\s*(?:{rule}\s*)*", element.text or ""))


def _is_line(tag: str, element: Element) -> bool:
    """Say whether it is a line of a map, which is drawn of numbers alone, or what holds such lines."""
    drawn = {"class": r"sg-[\w -]+", "d": r"[MCLHV\d., -]*", "viewBox": r"[\d ]+", "aria-hidden": "true"}
    drawn["preserveAspectRatio"] = "none"
    known = all(re.fullmatch(drawn.get(str(name), r"(?!)"), value) for name, value in element.attrib.items())
    return tag in {f"{SVG}svg", f"{SVG}path"} and known and not (element.text or "").strip()


def _is_chart(tag: str, element: Element) -> bool:
    """Say whether it is of a flowchart: numbers, words, and nothing that names another thing."""
    drawn = {"class": "sg-node", "d": r"[MLCZva\d., -]*", "viewBox": r"[\d. ]+", "stroke-dasharray": r"[\d ]+"}
    drawn |= {"text-anchor": "middle", **dict.fromkeys(("fill", "stroke"), "none|currentColor")}
    drawn |= dict.fromkeys(("x", "y", "rx", "width", "height", "font-size", "stroke-width"), r"-?[\d.]+")
    if tag == "div":
        own = {
            "class": "sg-chart",
            "role": "group",
            "tabindex": "0",
            "aria-label": r"[^<]+",
            "style": r"--sg-wide:\d+px",
        }
        return element.keys() == list(own) and all(re.fullmatch(own[str(name)], element.attrib[name]) for name in own)
    known = all(re.fullmatch(drawn.get(str(name), r"(?!)"), value) for name, value in element.attrib.items())
    return tag in {f"{SVG}{name}" for name in ("svg", "g", "path", "rect", "text", "tspan")} and known


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in {
        "srcdoc",
        "formaction",
        "ping",
        "autofocus",
        "is",
        "popover",
        "contenteditable",
    }:
        yield f"attribute {name}"
    if name in LINKS and scheme(value) not in SCHEMES | {""}:
        yield f"scheme of {name}"
    if (tag, name) in LOADS and external(value):
        yield f"loads {value}"
    # A word of our own table, for a style sheet to show; a kind of sheet.
    ours = r'--sg-(?:aside|differs): "[\w\\ ]*"|(?:page: (?:auto|sg-chapter-\d+); )?--sg-(?:columns|entries|size): \d+'
    if name == "style" and not re.fullmatch(rf"text-align: ?(left|right|center);?|{ours}", value):
        yield f"style {value}"
    if name in {"id", "name"} and value.startswith("__") and not TAB.fullmatch(value):
        yield f"{name} {value}"


def scheme(address: str) -> str:
    """Return the scheme that a browser finds: it drops blanks at the start, tabs and line ends anywhere."""
    read = re.sub(r"[\t\n\r]", "", re.sub(r"^[\x00-\x20]+", "", address))
    match = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", read)
    return match[1].lower() if match else ""


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_notes_by_themselves_are_harmless(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    files = {path.name: text} | ({"x/other.md": "# Other\n\n[[A]]\n"})
    for html in core(files, auto=True).pages.values():
        assert faults(html) == []
    for split in ("2", "file"):
        assert faults(core({path.name: text}, split).html) == []


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_the_sanitiser_alone_is_enough(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    assert faults(clean(text)) == []


def test_every_page_of_the_site_is_harmless(site: Site) -> None:
    ours = frozenset(OURS)
    found = {page.name: faults(page.html, ours=ours) for page in site.pages}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


ENDS = "</noscript><img src=x onerror=alert(1)>"
SAYS_IT = f"""# B {ENDS}

[x](https://example.org "{ENDS}") ![{ENDS}](p.png "{ENDS}") <abbr title="{ENDS}">z</abbr> `{ENDS}` ${ENDS}$

| At a glance | |
|---|---|
| k {ENDS} | v {ENDS} |

```mermaid
graph TD
  A["{ENDS}"] --> B
```

<details><summary>Q {ENDS}?</summary>

- [x] {ENDS}
- [ ] b

</details>

## Terms

- **T{ENDS}**: x {ENDS}
"""


def test_nothing_ends_what_a_browser_with_scripts_reads_as_text(make_site: MakeSite) -> None:
    """In ``noscript`` a browser takes the first such end, in the value of an attribute too."""
    site = make_site({"a.md": "# A\n\n" + "word " * 4000, "b.md": SAYS_IT})
    html = next(page.html for page in site.pages if page.name == "print")
    assert html.count("onerror") > 5
    assert len(re.findall("</noscript", html, re.IGNORECASE)) == html.count("<noscript>") > 2


def test_every_note_has_its_page(site: Site) -> None:
    sources = {page.source.path for page in site.pages if page.source}
    assert sources >= {path.name for path in NOTES}


def test_no_page_leaves_the_site(site: Site) -> None:
    for page in site.pages:
        parts = page.name.split("/")
        assert not {"", ".", ".."} & set(parts), page.name
        assert all(len(part.encode()) <= 255 and not re.search(r'[\\:*?"<>|\x00-\x1f]', part) for part in parts)
    folded = [page.name.casefold() for page in site.pages if page.name != "index"]
    assert len(folded) == len(set(folded))


def test_nothing_outside_the_notes_is_shown(site: Site) -> None:
    whole = "".join(page.html for page in site.pages)
    assert "root:x:0:0" not in whole
    assert "make_notes" not in whole, "a file beside the notes was read"
    assert site.assets.keys() <= {path.relative_to(HOSTILE).as_posix() for path in HOSTILE.rglob("*")}


def test_no_file_that_runs_is_published(site: Site) -> None:
    assert not {asset for asset in site.assets if "evil" in asset}


def test_titles_are_escaped_where_they_are_printed(site: Site) -> None:
    for page in site.pages:
        assert "<script>alert(1)" not in page.html
        assert "<img src=x onerror" not in page.html
    assert any(page.title == "<script>alert(1)</script>" for page in site.pages), "the title itself stays as it is"


def test_yaml_runs_nothing(site: Site) -> None:
    assert not Path("/tmp/pwned").exists()  # noqa: S108  what the notes would write
    rules = {problem.rule for problem in site.problems if problem.place.path.startswith("meta-python")}
    assert "front-matter" in rules


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in NOTES
        if path.stem.startswith(("html-script", "html-iframe", "html-svg")) and "comment" not in path.stem
    ],
    ids=lambda path: str(path.stem),
)
def test_every_hostile_tag_is_reported(path: Path) -> None:
    """By themselves: of many in a collection, all but a few are one report."""
    assert core({path.name: path.read_text(encoding="utf-8")}).problems


def test_the_data_is_json_that_cannot_end_a_script(site: Site) -> None:
    encoded = studyguide_json.encode(site).decode()
    assert json.loads(encoded)["sections"]
    for page in site.pages:
        for inside in _scripts(page):
            assert "</script" not in inside.lower()
            json.loads(inside)


def _scripts(page: Page) -> Iterator[str]:
    return (element.text or "" for element in elements(page.html) if element.tag == "script")


def test_there_are_as_many_notes_as_promised() -> None:
    assert len(NOTES) >= 150
