"""Drawings are written anew: they keep what is seen, and nothing in them runs or asks for a file."""

import base64
import re
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyguide.markdown.addresses import external
from studyguide.notes import css, svg
from studyguide.notes.svg_names import ATTRIBUTES, DRAWN, HTML, LABELLED, LABELS, PLAIN, SVG

HOSTILE = sorted((Path(__file__).parent / "hostile").rglob("*.svg"))
REAL = sorted((Path(__file__).parent / "drawings").glob("*.svg"))
HEAD = f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink">'
DRAWING = HEAD + "{}</svg>"
INNER = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]*)")


def written(inside: str) -> str:
    """Return what is published of a drawing with this content."""
    return svg.rewritten(DRAWING.format(inside).encode()).content.decode("ascii").removesuffix("\n")


def faults(content: bytes) -> Iterator[str]:
    """Yield what no published drawing may hold, as another parser finds it."""
    for element in ET.fromstring(content).iter():  # noqa: S314  what we wrote ourselves
        namespace, _, name = element.tag.removeprefix("{").rpartition("}")
        if name not in {SVG: DRAWN, HTML: LABELS}.get(namespace, ()):
            yield f"element {element.tag}"
        for key, value in element.items():
            yield from _attribute_faults(name, key.rpartition("}")[2], value)
        if name == "style" and re.search(
            r"\\\\|@import|@namespace|url\((?![\"']?(?:#|data:(?:font|image)/))", element.text or ""
        ):
            yield f"style {element.text}"


def _attribute_faults(element: str, name: str, value: str) -> Iterator[str]:
    known = name in ATTRIBUTES | LABELLED | PLAIN | {"href", "src", "space"} or re.match("data-|aria-", name)
    if not known or name.startswith("on"):
        yield f"attribute {name}"
    if name in {"href", "src"} and element != "a" and not value.startswith(("#", "data:image/")):
        yield f"loads {value}"
    if name == "href" and external(value) and not value.strip().startswith(("http", "//", "mailto:", "data:image/")):
        yield f"leads to {value}"
    if re.search(r"url\((?![\"']?#)", value):
        yield f"style {value}"
    for inner in INNER.findall(value):
        yield from faults(base64.b64decode(inner))


def refused(content: bytes) -> bool:
    try:
        svg.rewritten(content)
    except svg.UnsafeError:
        return True
    return False


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_hostile_drawings_are_refused_or_harmless(path: Path) -> None:
    content = path.read_bytes()
    assert refused(content) == path.stem.startswith(("runs-", "evil", "laughs", "circle"))
    if not refused(content):
        assert list(faults(svg.rewritten(content).content)) == []
        assert b"other.example" not in svg.rewritten(content).content


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_drawings_lose_nothing(path: Path) -> None:
    drawing = svg.rewritten(path.read_bytes())
    assert drawing.left_out == ()
    assert list(faults(drawing.content)) == []
    assert svg.rewritten(drawing.content) == drawing, "what was written anew is written as it is"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<g onload='alert(1)'/>",
        "<g ONLOAD='alert(1)'/>",
        "<a href='javascript:alert(1)'><text>a</text></a>",
        "<a href='java&#x0A;script:alert(1)'/>",
        "<a xlink:href='&#106;avascript:alert(1)'/>",
        "<a href='data:text/html,a'/>",
        "<image href='vbscript:a'/>",
        "<use href='blob:null/a'/>",
        "<a><animate attributeName='href' values='javascript:alert(1)'/></a>",
        "<a><set attributeName='xlink:href' to='javascript:alert(1)'/></a>",
        "<use href='data:image/svg+xml;base64,AAAA#x'/>",
        "<image href='data:image/svg+xml;base64,A'/>",
        "<image href='data:image/svg+xml,%3Csvg/%3E'/>",
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/></foreignObject>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml' onclick='x'>a</p></foreignObject>",
        "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
        "<x:meta xmlns:x='http://www.w3.org/1999/xhtml' http-equiv='refresh'/>",
        "<g>",
        "<g>" * svg.DEPTH_LIMIT + "</g>" * svg.DEPTH_LIMIT,
        "<metadata>" + "<x>" * svg.DEPTH_LIMIT + "</x>" * svg.DEPTH_LIMIT + "</metadata>",
        "<pattern id='a'><g mask='url(#b)'/></pattern><g id='b' fill='url( \"#a\" )'/>",
    ],
)
def test_programs_are_refused(inside: str) -> None:
    with pytest.raises(svg.UnsafeError):
        svg.rewritten(DRAWING.format(inside).encode())


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE svg [<!ENTITY x 'y'>]>" + DRAWING.format("&x;"),
        "<!DOCTYPE svg [<!ATTLIST svg x CDATA 'y'>]>" + DRAWING.format(""),
        "<!DOCTYPE svg SYSTEM 'x'>" + DRAWING.format("<text>&nbsp;</text>"),
        "<?xml-stylesheet href='javascript:alert(1)'?>" + DRAWING.format(""),
        "<?xml version='1.0' encoding='gbk'?>" + DRAWING.format(""),
        "<?xml version='1.0' encoding='x-user-defined'?>" + DRAWING.format(""),
        "<svg><path/></svg>",
        "<html xmlns='http://www.w3.org/1999/xhtml'><script/></html>",
        "",
        "no drawing",
    ],
)
def test_files_that_are_no_plain_drawing(content: str) -> None:
    with pytest.raises(svg.UnsafeError):
        svg.rewritten(content.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp037", "utf-8-sig"])
def test_drawings_are_read_as_utf_8_only(encoding: str) -> None:
    content = DRAWING.format("<text>é</text>").encode(encoding)
    if encoding == "utf-8-sig":
        assert b"<text>&#233;</text>" in svg.rewritten(content).content
    else:
        with pytest.raises(svg.UnsafeError):
            svg.rewritten(content)


def test_a_drawing_has_a_limit() -> None:
    with pytest.raises(svg.UnsafeError, match="longer"):
        svg.rewritten(b"x" * (svg.SIZE_LIMIT + 1))


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0"/>',
        '<a href="https://example.org/"><text>a</text></a>',
        '<a xlink:href="../s3/#a"><text>a</text></a>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<use xlink:href="#x"/>',
        '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml"><b>a</b></div></foreignObject>',
        '<animate attributeName="opacity" values="0;1"/>',
        '<animate attributeName="fill" values="url(#a);red" href="#a"/>',
        '<g id="a"><set attributeName="x" to="1" href="#a"/></g>',
        '<text xml:space="preserve">  a  b</text>',
        '<rect style="fill:rgb(1, 2, 3);clip-path:url(#a)" transform="rotate(3 1,2)" filter="url(#a) blur(2px)"/>',
        '<style>.a{fill:url(#b);}@font-face{src:url(data:font/woff2;base64,AA) format("woff2");}</style>',
        '<switch><g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/><text>a</text></switch>',
    ],
)
def test_harmless_things_stay_as_they_are(inside: str) -> None:
    assert written(inside) == DRAWING.format(inside)


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ("<!-- a --><?note b?><g><![CDATA[x]]></g>", "<g/>"),
        ("<text><![CDATA[</text><script>]]></text>", "<text>&lt;/text&gt;&lt;script&gt;</text>"),
        ("<metadata><a/></metadata><x:y xmlns:x='z' fill='red'/><g x:z='1' xmlns:x='z' content='a'/>", "<g/>"),
        ("<a href='#x' target='_top' ping='http://x/' download='y'/>", '<a href="#x"/>'),
        ("<g xml:base='http://x/'><image href='y'/></g>", "<g><image/></g>"),
        ("<set attributeName='onload' to='x'/><animate attributeName='src' to='x'/>", ""),
        ("<style type='text/less'>a{b:c}</style>", ""),
        ("<foreignObject><math xmlns='http://www.w3.org/1998/Math/MathML'/></foreignObject>", "<foreignObject/>"),
    ],
)
def test_the_rest_is_left_out(inside: str, left: str) -> None:
    assert written(inside) == (DRAWING.format(left) if left else HEAD[:-1] + "/>")


@pytest.mark.parametrize(
    ("sheet", "left", "lost"),
    [
        ("a{b:c;d:e}", "a{b:c;d:e;}", False),
        ("@charset 'x';@import 'y';a{b:c}", "a{b:c;}", True),
        ("@IMPORT url(y);@namespace a url(z);", "", True),
        ("a{b:u\\72l(y);c:d}", "a{c:d;}", True),
        ("\\61{b:c}d{e:f}", "d{e:f;}", True),
        ("a{b:url/**/(y)}", "a{b:url (y);}", False),
        ("a{b:URL( 'y' )}", "a{}", True),
        ('a{b:url(#c) , url( "#d" )}', 'a{b:url(#c) , url( "#d" );}', False),
        ("a{b:url(data:text/html;base64,AA)}", "a{}", True),
        ("a{b:image-set('y' 1x);c:src('y');d:image('y');e:attr(f)}", "a{}", True),
        ("a{b:x(y;z{)}c{d:e}", "a{}", True),
        ("a{b:'}c{d:url(y)}'}", "a{b:'}c{d:url(y)}';}", False),
        ("a{b:'\n}c{d:url(y);e:f}", "a{}c{e:f;}", True),
        ("a{b:'\\201C ';c:'\\\n'}", "a{b:'\\201C ';}", True),
        ("@media (width<9px){a{b:c}}d{e:f}", "d{e:f;}", True),
        ("@media print{@supports (a:b){c{d:e}}", "@media print{@supports (a:b){c{d:e;}}}", False),
        ("@keyframes a{to{b:c}}@font-face{src:local('a'),url(b)}", "@keyframes a{to{b:c;}}@font-face{}", True),
        ("@document url(x){a{b:c}}d{e:f}", "d{e:f;}", True),
        ("a /* c */ b > c:not(.d)::before{e:f /*", "a b > c:not(.d)::before{e:f;}", False),
        ("}}a{b:c", "a{b:c;}", False),
        ("<!-- a{b:c} -->", "a{b:c;}", False),
        ("a{b:http://c}", "a{}", True),
    ],
)
def test_style_sheets(sheet: str, left: str, *, lost: bool) -> None:
    assert css.sheet(sheet)[:2] == (left, lost)


PARTS = [
    "url(",
    "url",
    "(",
    ")",
    "'",
    '"',
    "\\",
    "{",
    "}",
    ";",
    "@import ",
    "@media ",
    "/*",
    "*/",
    "//x/y",
    "#a",
    "a",
    " ",
    "\n",
    ":",
]


@given(
    st.lists(st.sampled_from([*PARTS, "image-set(", "src(", "<", "[", "]", "é", "\0", "data:font/a;base64,A"])).map(
        "".join
    )
)
def test_what_is_written_is_read_the_same(sheet: str) -> None:
    once = css.sheet(sheet).text
    assert css.sheet(once)[:2] == (once, False)
    assert "\\" not in once.replace("'", '"').split('"')[::2]
    assert "@import" not in "".join(re.split(r"\"[^\"]*\"|'[^']*'", once))


def test_uses_of_uses_multiply() -> None:
    def doubled(times: int) -> str:
        groups = (f"<g id='a{n}'><use href='#a{n + 1}'/><use href='#a{n + 1}'/></g>" for n in range(times))
        return DRAWING.format("".join(groups) + f"<path id='a{times}'/>")

    assert svg.rewritten(doubled(12).encode())
    start = time.perf_counter()
    with pytest.raises(svg.UnsafeError, match="elements would be drawn"):
        svg.rewritten(doubled(2_000).encode())
    assert time.perf_counter() - start < 5  # it would be 2 ** 2000 of them


@pytest.mark.parametrize(
    "piece", ["<g>", "<g a='", "<style>url(", "<style>/*", "<style>'", "<style>a{", '<style>url("', "<style>(["]
)
def test_time_is_linear(piece: str) -> None:
    """Broken pieces without end: half a megabyte takes seconds at most, on any machine."""
    head, _, repeated = piece.rpartition("<style>")
    text = f"{head}<style>{repeated * 100_000}</style>" if head or "<style>" in piece else piece * 100_000
    start = time.perf_counter()
    assert refused(DRAWING.format(text).encode()) == ("<style>" not in piece)
    assert time.perf_counter() - start < 10


def _patterns(count: int, paint: str, between: str = "") -> str:
    """Nest patterns of ten squares, each painted with the next; ``paint`` and ``between`` take its number."""
    inner = "".join(
        f'<pattern id="p{n}" width="1" height="1">{between.format(n - 1)}{f"<rect {paint.format(n - 1)}/>" * 10}'
        f"{'</g>' if between else ''}</pattern>"
        for n in range(1, count)
    )
    return f'<pattern id="p0" width="1" height="1"><rect/></pattern>{inner}<rect {paint.format(count - 1)}/>'


def _ruled(selector: str, declaration: str) -> str:
    return "<style>" + "".join(selector.format(n) + "{" + declaration.format(n) + "}" for n in range(12)) + "</style>"


RECT = "<rect/>"
ANIMATED = f'<marker id="a">{RECT * 900}</marker><g id="t">{RECT * 900}</g>'
ANIMATED += '<set href="#t" attributeName="marker-end" to="url(#a)"/>'


def _marked(inner: str, line: str, around: str = "<g>") -> str:
    """Paint markers as the line is that they stand on: 100 elements at 100 corners, and 100 in the pattern."""
    parts = f'<pattern id="p">{RECT * 100}</pattern><marker id="m">{f"<rect {inner}/>" * 100}</marker>'
    marker = "" if "marker" in around else 'marker-mid="url(#m)"'
    return f'{parts}{around}<path {line} {marker} d="{"M1 1" * 100}"/></g>'


def _doubled(identity: str, address: str) -> str:
    """Make twenty groups, each of which uses the one before it twice, by ids and addresses of its number."""
    first = f'<g id="{identity.format(0)}">{RECT * 10}</g>'
    groups = (
        f'<g id="{identity.format(n)}">{f"""<use href="{address.format(n - 1)}"/>""" * 2}</g>' for n in range(1, 20)
    )
    return first + "".join(groups)


def _inner(content: str) -> str:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{content}</svg>'
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


@pytest.mark.parametrize(
    "inside",
    [
        _patterns(12, 'fill="url(#p{})"'),
        _patterns(12, 'style="opacity:1; stroke : url(#p{})"'),
        _patterns(12, "", '<g fill="url(#p{})">'),
        _patterns(12, "", '<g id="g{0}" fill="url(#p{0})">'),
        _ruled(".c{}", "fill:url(#p{})") + _patterns(12, 'class="c{}"'),
        _ruled("g.c{}:hover", "fill:url('#p{}')") + _patterns(12, "", '<g class="c{}">'),
        _ruled("@media all{{.c{}", 'x:"}}";y:".z{{";fill:url(#p{})}}') + _patterns(12, 'class="c{}"'),
        _ruled(".c{}", "@media all{{fill:url(#p{})}}") + _patterns(12, 'class="c{}"'),
        _ruled(".x,.y .c{}", "&amp;{{fill:url(#p{})}}") + _patterns(12, 'class="c{}"'),
        _ruled(".c{}", "mask:url(#p{})") + _patterns(12, 'class="c{}"'),
        _patterns(12, "", "<g><animate attributeName='fill' values='url(#p{0});url(#p{0})'/>"),
        _doubled("a{}", "#%61{}"),
        _doubled("a {}", "#a {}"),
        _doubled("a {}", "#a%20{}"),
        _doubled("a'{}", "#a'{}"),
        _patterns(12, 'fill="url(#%70{})"'),
        f'<marker id="m">{RECT * 1_000}</marker><polyline marker-mid="url(#m)" points="{"1,1 9,9 " * 500}"/>',
        f'<marker id="m">{RECT * 1_000}</marker><g marker-mid="url(#m)"><path id="x" d="{"M1 1L9 9" * 500}"/></g>',
        f'<image id="i" href="{_inner(RECT * 1_000)}"/>' + '<use href="#i"/>' * 600,
        "".join(
            f'<mask id="m{n}"><g mask="url(#m{n - 1})">{"""<rect mask="inherit"/>""" * 99}</g></mask>' for n in range(4)
        )
        + '<rect mask="url(#m3)"/>',
        f'<pattern id="p">{RECT * 900}</pattern><g style="fill/*;mask:*/:url(#p)">{RECT * 2_000}</g>',
        f'<mask id="m">{RECT * 900}</mask><rect style="mask:{",".join(["url(#m)"] * 2_000)}"/>',
        ANIMATED,
        _marked('fill="context-fill"', 'fill="url(#p)"'),
        _marked('style="stroke:Context-Stroke"', 'style="stroke:url(#p)"'),
        _marked('class="c"', 'fill="url(#p)"') + "<style>.c{fill:CONTEXT-FILL}</style>",
        _marked("><set attributeName='fill' to='context-fill'/></rect><rect", 'fill="url(#p)"'),
        _marked('fill="context-fill"', "", '<g fill="url(#p)">'),
        _marked('fill="context-fill"', 'fill="url(#p)"', '<g marker-mid="url(#m)">'),
        _marked('fill="context-fill"', 'id="a"') + '<use href="#a" fill="url(#p)"/>',
    ],
)
def test_what_styles_draw_again_is_counted(inside: str) -> None:
    with pytest.raises(svg.UnsafeError, match=r"would be drawn|uses itself"):
        svg.rewritten(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())


LINE = _marked("", 'fill="url(#p)"')


def test_markers_in_the_colour_of_their_line_are_drawn() -> None:
    assert svg.rewritten(f'<svg xmlns="http://www.w3.org/2000/svg">{LINE}</svg>'.encode())
    arrow = '<marker id="m"><path fill="context-stroke"/></marker><style>path{marker-end:url(#m)}</style>'
    paint = '<linearGradient id="l"><stop/></linearGradient>' + '<path stroke="url(#l)" d="M1 1L9 9"/>' * 500
    assert svg.rewritten(f'<svg xmlns="http://www.w3.org/2000/svg">{arrow}{paint}</svg>'.encode())


def test_ordinary_styles_draw_little_again() -> None:
    gradients = "".join(f'<linearGradient id="l{n}"><stop/><stop/></linearGradient>' for n in range(50))
    clips = "".join(f'<clipPath id="k{n}"><path/></clipPath>' for n in range(20))
    groups = "".join(f'<g clip-path="url(#k{n})" fill="url(#l{n})">' for n in range(20))
    hatch = '<pattern id="h" width="1" height="1"><path/><path/></pattern><marker id="m"><path/></marker>'
    sheet = "<style>.a,.b:hover{fill:url(#h)} path{marker-end:url(#m)} .d{fill:url(#l1)}</style>"
    shapes = '<path class="a"/><path class="c d"/>' * 2_000
    inside = f"{sheet}{gradients}{clips}{hatch}{groups}{shapes}{'</g>' * 20}"
    assert svg.rewritten(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()).left_out == ()


def test_rules_without_end_take_no_time() -> None:
    inside = "<style>" + "*{fill:url(#a)}" * 20_000 + "</style>" + '<path id="a"/><path id="b"/>' * 20_000
    with pytest.raises(svg.UnsafeError):
        svg.rewritten(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())


def test_a_custom_property_lends_no_part_of_a_drawing() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" style="--a:url(#p);--b:red"><style>a{--c:url(#p)}</style></svg>'
    found = svg.rewritten(drawing.encode())
    assert b"url" not in found.content
    assert b"--b:red" in found.content
    assert len(found.left_out) == 2


ESCAPES = {
    "escapes in a string": 'content:"' + r"\1 " * 20_000 + r"\z",
    "long escapes in a string": "content:'" + r"\abcdef " * 20_000 + r"\z",
    "blanks in an address": "fill:url(" + " " * 50_000 + "url(",
    "uses in one attribute": "fill:url(#g);" * 20_000,
}


@pytest.mark.parametrize("style", ESCAPES.values(), ids=ESCAPES)
def test_no_style_takes_time_beyond_its_length(style: str) -> None:
    """Where an escape could be read in two ways, forty of them took longer than anyone waits."""
    started = time.process_time()
    inside = f"<style>a{{{style}}}</style><path style={quoteattr(style)} d='M0 0'/>"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>"
    svg.rewritten(drawing.encode())
    assert time.process_time() - started < 20  # a second or so; the square of it would be hours
