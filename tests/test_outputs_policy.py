"""What templates bring is allowed, what notes say is not: read from text, without a browser."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from studyguide.outputs import shipped
from studyguide.outputs.mkdocs import brought, notes_marks, refused, script_policy
from studyguide.outputs.mkdocs.markup import handlers, handlers_in_script, origins_in_script, origins_in_style
from studyguide.outputs.mkdocs.notes_marks import Marks, Parts
from studyguide.outputs.mkdocs.script_policy import Allowed
from studyguide.outputs.mkdocs.served import Does, Served, digest, does
from studyguide.outputs.theme_settings import THEME

MARKS = Marks(notes_marks.word("mark", ["what notes say"]))
FILES = {
    "js/own.js": b"show()",
    "js/loader.js": b'document.createElement("script")',
    "js/asks.js": b'fetch("https://api.example.org/x")',
    "css/own.css": b'@import "more.css"; a { background: url(//img.example.org/a.png) }',
    "css/more.css": b"@import url('own.css'); @font-face { src: url(https://fonts.example.org/f.woff2) }",
}


def served(
    *known: Path, files: Mapping[str, bytes] = FILES, address: str = "https://site.example.org/guide/"
) -> Served:
    return Served(files.get, address, nonce="once", known=known)


def brings(html: str, page: str = "a/index.html") -> Allowed:
    return brought.allowed(html, page, served())


def test_a_script_of_the_site_is_named_by_its_bytes() -> None:
    own = f"'{digest(b'show()')}'"
    for address in ("../js/own.js", "/guide/js/own.js", "https://site.example.org/guide/js/own.js", "../js/own.js?v=2"):
        found = brings(f"<script src='{address}'></script>")
        assert (found.scripts, found.loads, found.asks) == ((own,), False, False)


def test_a_script_of_another_site_may_do_all_that_scripts_do() -> None:
    found = brings('<script data-to="https://c.example.org/x" src="//cdn.example.org:8080/a.js"></script>')
    assert found.scripts == ("'nonce-once'",)
    assert found.origins == ("https://c.example.org", "cdn.example.org:8080")
    assert found.loads
    assert found.asks


@pytest.mark.parametrize(
    ("script", "loads", "asks"),
    [
        ("show()", False, False),
        ("document.createElement('script')", True, True),
        ('jQuery("<script>")', True, True),
        ('import("./part.js")', True, True),
        ("$.getScript(x)", True, True),
        ("new Function('x')", True, True),
        ("function script() {}", False, False),
        ("fetch ('x')", False, True),
        ("navigator.sendBeacon(x)", False, True),
    ],
)
def test_what_a_script_does_is_read_from_it(script: str, loads: bool, asks: bool) -> None:  # noqa: FBT001
    found = does(script)
    assert (found.loads, found.asks) == (loads, asks)
    assert brings(f"<script>{script}</script>").loads == loads


def test_scripts_of_known_themes_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js/loader.js").write_bytes(FILES["js/loader.js"])
    script = "<script src=/guide/js/loader.js></script>"
    assert brings(script).loads
    assert not brought.allowed(script, "a.html", served(tmp_path)).loads
    (tmp_path / "js/loader.js").write_bytes(b"another")  # the owner's own file of that name
    assert brought.allowed(script, "a.html", served(tmp_path)).loads


def test_our_scripts_are_known_as_they_are_published() -> None:
    path = "assets/studyguide/guide.js"
    whole = (THEME / path).read_bytes()
    for content, known in ((whole, True), (shipped.light(whole), True), (shipped.light(whole) + b"load()", False)):
        found = served(THEME, files={path: content}).script(path)
        assert (found == Does()) == known


def test_scripts_that_ask_may_ask_anywhere() -> None:
    for html in ('<script src="https://a.example.org/x.js"></script>', "<script>fetch(there)</script>"):
        assert "connect-src 'self' *" in script_policy.tag(brings(html), {})
    assert "connect-src 'self';" in script_policy.tag(brings("<script>show()</script>"), {})


def test_style_sheets_bring_what_they_import_and_show() -> None:
    found = brings('<link rel="stylesheet" href="../css/own.css">')
    assert found.origins == ("img.example.org", "https://fonts.example.org")
    assert brings('<link rel=stylesheet href="https://fonts.googleapis.com/css?family=Roboto">').origins == (
        "https://fonts.googleapis.com",
        "https://fonts.gstatic.com",
    )


@pytest.mark.parametrize(
    ("html", "field", "sources"),
    [
        ('<iframe src="https://video.example.org/e/1">', "frames", ("https://video.example.org",)),
        ('<iframe src="own.html">', "frames", ("'self'",)),
        ('<form action="https://mail.example.org/add">', "forms", ("https://mail.example.org",)),
        ('<object data="x.pdf">', "objects", ("'self'",)),
        ('<base href="/guide/">', "base", ("'self'",)),
        ('<img srcset="https://a.example.org/1.png 1x, //b.example.org/2.png 2x">', "origins",
         ("https://a.example.org", "b.example.org")),
        ('<p style="background: url(&quot;https://a.example.org/1.png&quot;)">', "origins", ("https://a.example.org",)),
        ('<link rel="preconnect" href="https://A.example.org">', "origins", ("https://a.example.org",)),
        ('<link rel="canonical" href="https://a.example.org/">', "origins", ()),
        ('<a href="https://a.example.org/">a</a>', "origins", ()),
    ],
)  # fmt: skip
def test_what_else_templates_show(html: str, field: str, sources: tuple[str, ...]) -> None:
    assert getattr(brings(html), field) == sources


def test_handlers_are_named_by_their_text() -> None:
    html = "<p class=x onclick=\"go(&#39;a&#39;)\">a</p><script>x = '<b onclick=no>'</script><body onload='start()'>"
    assert list(handlers(html)) == ["go('a')", "start()"]
    assert list(handlers(html, but=("body",))) == ["go('a')"]
    assert "'unsafe-hashes'" in script_policy.tag(brought.handled(html), {})


@pytest.mark.parametrize("blank", [" ", "\t", "/", "\u2003", "\ud800 "])
@pytest.mark.parametrize("word", ["onclick", "OnClick", "ONCLICK\u2003"])
def test_handlers_are_seen_beside_signs_that_are_no_ascii(blank: str, word: str) -> None:
    assert list(handlers(f'<p>é</p><p title="İ"{blank}{word}="go()">')) == ["go()"]


def test_origins_are_seen_behind_signs_that_are_no_ascii() -> None:
    styled = "日本\ud800 İ<p style='background: URL(https://a.example.org/x)'>é url( //b.example.org)"
    assert origins_in_style(f'{styled} @Import"//c.example.org"') == [
        "https://a.example.org",
        "b.example.org",
        "c.example.org",
    ]


def test_handlers_that_a_script_writes_are_named_too() -> None:
    script = r"""a.innerHTML = '<b onclick="go(1)">'; c = "<b onclick=\"go(2)\">"; d = `<b onclick='go(3)'>`"""
    parts = r"""e = '<b onclick="go(' + n + ')">'; f = `<b onclick="go(${n})">`; g.onclick = "h" """
    assert handlers_in_script(script + parts) == ["go(1)", "go(2)", "go(3)"]
    assert brings(f"<script>{script}</script>").handlers[0] == f"'{digest(b'go(1)')}'"


def test_origins_are_sites_that_strings_begin_with() -> None:
    script = "// https://comment.example.org\nx = 'https://a.example.org/b'; y = \"//b.example.org\"; z = '//# no'"
    assert origins_in_script(script) == ["https://a.example.org", "b.example.org"]
    assert origins_in_script("'http://www.w3.org/2000/svg'") == []
    assert origins_in_style("@import 'https://a.example.org/x'; b { src: url( //c.example.org ) }") == [
        "https://a.example.org",
        "c.example.org",
    ]


def test_elements_get_the_name_that_lets_them_run() -> None:
    html = (
        '<script src="/guide/js/own.js"></script><script src=https://a.example.org/x.js></script><script>1</script>'
        '<script type="application/json">{}</script>'
    )
    once = brought.with_names(html, "a.html", served(), every=False)
    assert once.count("nonce=") == 1
    assert f'integrity="{digest(b"show()")}"' in once
    assert brought.with_names(html, "a.html", served(), every=True).count('nonce="once"') == 4


@pytest.mark.parametrize(
    "written",
    ['<template id="{}"></template>', "<template id={}></template>", "<TEMPLATE id='{}' >\n</TEMPLATE>"],
)
def test_marks_are_found_however_other_plugins_write_them(written: str) -> None:
    first, last = (written.format(f"{MARKS.word}-{end}") for end in "az")
    assert MARKS.parts(f"before{first}said{last}after") == Parts(("before", "said", "after"))
    assert MARKS.parts(f"1{first}2{last}3{first}4{last}5") == Parts(tuple("12345"))


def test_without_pairs_of_marks_nothing_is_known() -> None:
    first, last = f'<template id="{MARKS.word}-a"></template>', f'<template id="{MARKS.word}-z"></template>'
    for page in (first, last, f"{last}{first}", f"{first}{first}{last}", f"{first}<script>{MARKS.word}</script>{last}"):
        assert MARKS.parts(page) is None


def test_what_notes_left_open_ends_before_the_template_goes_on() -> None:
    said = notes_marks.joined(("<p>", "<script src=x y='", "</p>"))
    assert said == "<p><script src=x y='<!-- ' \" > --></p>"


def test_a_word_depends_on_all_that_notes_say() -> None:
    words = {
        notes_marks.word(kind, said) for kind in ("mark", "nonce") for said in (["a", "b"], ["ab"], ["a"], ["b", "a"])
    }
    assert len(words) == 8


def test_the_policy_stands_behind_the_encoding_however_it_is_written() -> None:
    for head in ('<meta charset="utf-8">', "<META charset=UTF-8 />", "<head>", '<head prefix="og: x">'):
        written = script_policy.insert(f"<html>{head}<script>", Allowed(), {}, "first") or ""
        assert written.startswith(f"<html>{head}<meta http-equiv")
        assert written.endswith(">first<script>")
    assert script_policy.insert("<p>no head</p>", Allowed(), {}) is None


def test_what_the_owner_allows_besides_joins_the_directive() -> None:
    tag = script_policy.tag(Allowed(), {"frame-src": ["https://v.example.org"], "img-src": ["https:"]})
    assert "frame-src https://v.example.org;" in tag
    assert "img-src 'self' data: blob: https:;" in tag
    assert "object-src 'none';" in tag


def test_what_is_refused_is_told_once_with_its_remedy() -> None:
    told: list[str] = []
    report = refused.Report(told.append)
    text = (
        '<script src="https://a.example.org/x.js"></script><script>go()</script><p onclick="go()">a</p>'
        '<iframe src="https://v.example.org/1"></iframe><img src="https://i.example.org/1.png">'
        '<script type="application/json">{}</script><a href="https://x.example.org">x</a><img src="own.png">'
    )
    for page in ("a/index.html", "b/index.html"):
        report.look(page, (text,), Allowed(), {})
    assert len(told) == 5
    assert all(line.startswith("a/index.html: ") for line in told)
    assert "extra_javascript" in told[0]
    assert f"\"'{digest(b'go()')}'\"" in told[1]
    assert any("policy: {frame-src: [https://v.example.org]}" in line for line in told)
    assert any("policy: {img-src: [https://i.example.org]}" in line for line in told)


def test_what_is_allowed_is_not_told() -> None:
    told: list[str] = []
    more = {"frame-src": ["https://v.example.org"], "img-src": ["https:"], "script-src": [f"'{digest(b'go()')}'"]}
    text = '<iframe src="https://v.example.org/1"></iframe><img src="https://i.example.org/1.png"><script>go()</script>'
    refused.Report(told.append).look("a.html", (text,), Allowed(), more)
    assert told == []


@pytest.mark.parametrize(
    "shape",
    [
        "<img ",
        '<img "',
        "<img '\" ",
        "<script ",
        "<script>",
        "<p on=",
        "<p on=a",
        "<iframe src=//a.b/",
        '<p a="',
        "<style>",
        "//a.",
        "a= ",
    ],
)
def test_notes_are_read_in_linear_time(shape: str) -> None:
    text = shape * (400_000 // len(shape))
    before = time.process_time()
    refused.Report(lambda _: None).look("a.html", (text,), Allowed(), {})
    assert time.process_time() - before < 5  # a square takes hours
