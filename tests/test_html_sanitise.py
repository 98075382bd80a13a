"""The allow-list by itself: what a page may hold, and what it never does."""

import io
import zipfile

import pytest

from conftest import MakeSite
from studyguide.html.sanitise import clean
from studyguide.markdown.addresses import external
from studyguide.markdown.raw_html import read
from studyguide.outputs import anki
from studyguide.paths import element_id


@pytest.mark.parametrize(
    "kept",
    [
        "<p>a <em>b</em> <code>c</code></p>",
        '<a href="https://example.org">a</a>',
        '<a href="../b/#c">a</a>',
        '<a href="mailto:a@b.c">a</a>',
        '<img src="x.png" alt="a" loading="lazy">',
        '<details open=""><summary>a</summary>b</details>',
        '<td style="text-align:left">a</td>',
        '<input type="checkbox" disabled="">',
        '<input id="__tabbed_1_2" name="__tabbed_1" type="radio">',
        '<p data-sg-id="x" data-search-exclude="">a</p>',
        '<p id="x" class="y" lang="de" dir="rtl">a</p>',
    ],
)
def test_what_we_print_stays(kept: str) -> None:
    wrapped = f"<table><tbody><tr>{kept}</tr></tbody></table>" if kept.startswith("<td") else kept
    assert sorted(clean(wrapped)) == sorted(wrapped)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<style>a</style>b", "b"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="java\tscript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="x" target="_top" onclick="y">a</a>', '<a href="x">a</a>'),
        ('<img src="https://evil.example/x">', "<img>"),
        ('<img src="//evil.example/x">', "<img>"),
        ('<img src="/\\evil.example/x">', "<img>"),
        ('<img src="\t//evil.example/x">', "<img>"),
        ('<video src="https://evil.example/x" poster="//evil.example/y"></video>', "<video></video>"),
        ('<p style="color:red">a</p>', "<p>a</p>"),
        ('<p id="__search">a</p>', "<p>a</p>"),
        ('<label for="__drawer">a</label>', "<label>a</label>"),
        ('<input type="image" src="x">', '<input type="checkbox">'),
        ('<blockquote cite="javascript:x">a</blockquote>', "<blockquote>a</blockquote>"),
        ("<iframe></iframe><base><form>a</form>", "a"),
        ("<svg><a>b</a></svg>c", "c"),
        ("a<!-- b -->c", "ac"),
    ],
)
def test_what_could_run_or_load_goes(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


@pytest.mark.parametrize(
    "address",
    [
        *("https://a", "HTTP://a", "//a", "\\\\a", "/\\a", "\\/a", " //a", "\t/\t/a", "ht\ntps://a", "\x01https://a"),
        *("javascript:a", "data:a", "x-y.z+1:a", "mailto:a"),
    ],
)
def test_addresses_that_leave_the_site(address: str) -> None:
    assert external(address)


@pytest.mark.parametrize("address", ["a", "/a", "./a", "../a:b", "#a:b", "?a:b", "", "a/b:c", "1a:b", "é:b"])
def test_addresses_that_stay(address: str) -> None:
    assert not external(address)


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("a b", "a-b"),
        ("__x", "user-__x"),
        (" __x", "user-__x"),
        ("sg-x", "user-sg-x"),
        ("", "user-"),
        ("a$b", "user-a$b"),
        ("\\\\evil.example", "evil.example"),
        ("fn:1", "user-fn:1"),
        ("fnref:1:2", "user-fnref:1:2"),
        ("fn", "fn"),
        ("SG-web", "SG-web"),
    ],
)
def test_ids_stay_out_of_the_themes_names(written: str, safe: str) -> None:
    assert element_id(written) == safe


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ("a", ["text"]),
        ("<b>a</b>", ["open", "text", "close"]),
        ("<b/>", ["open"]),
        ("<b", ["text"]),
        ("<b a='>'>", ["open"]),
        ('<b a="x"y>', ["text"]),
        ("<!-- a -->b", ["comment", "text"]),
        ("<!-- a", ["text"]),
        ("<!doctype html>", ["text"]),
        ("<? a ?><![CDATA[x]]>", ["text", "text"]),
        ("a < b <c> d", ["text", "open", "text"]),
        ("</b >", ["close"]),
    ],
)
def test_raw_html_is_read_by_the_grammar_of_commonmark(content: str, kinds: list[str]) -> None:
    assert [event.kind for event in read(content)] == kinds


def test_lines_of_raw_html() -> None:
    assert [(event.tag, event.line) for event in read("<a>\n<b\nx>\n\n</a>") if event.tag] == [
        ("a", 0),
        ("b", 1),
        ("a", 4),
    ]


UNSAFE = """\
# A

<style>
p > b { color: red }
</style>

Text <blink onclick="a('&')">blinks</blink> and <b onclick="x">b</b>.

<svg><circle r="1"/></svg>

<script>if (1 < 2 && "x") go()</script>

<details><summary>Is it?</summary>Yes <marquee>it is</marquee>.</details>

![a](https://evil.example/x.png)
"""


def test_an_owner_may_turn_the_sanitiser_off(make_site: MakeSite) -> None:
    site = make_site({"a.md": UNSAFE}, allow_unsafe_html=True)
    (html,) = (page.html for page in site.pages if page.name == "a")
    for written in (
        "<style>\np > b { color: red }\n</style>",
        """<blink onclick="a('&')">blinks</blink>""",
        '<b onclick="x">b</b>',
        '<svg><circle r="1"/></svg>',
        '<script>if (1 < 2 && "x") go()</script>',
        "<marquee>it is</marquee>",
    ):
        assert written in html
    assert "evil.example/x.png" in html
    assert "<img" not in html, "pictures elsewhere stay links: no page asks another site for anything"
    assert [(p.rule, p.severity) for p in site.problems if p.rule == "unsafe-html"] == [("unsafe-html", "info")]
    (guarded,) = (page.html for page in make_site({"a.md": UNSAFE}).pages if page.name == "a")
    assert not any(tag in guarded for tag in ("<style", "<svg", "<script", "<blink", "<marquee", ' onclick="x"'))


def test_cards_are_cleaned_whatever_the_owner_allows(make_site: MakeSite) -> None:
    site = make_site({"a.md": UNSAFE}, allow_unsafe_html=True)
    with zipfile.ZipFile(io.BytesIO(anki.encode(site))) as deck:
        assert not any(b"marquee" in deck.read(name) for name in deck.namelist())


def test_other_forms_of_a_picture_load_from_no_other_site() -> None:
    html = '<picture><source srcset="https://example.org/d.png 2x, d.png 1x"><img srcset="//e.org/a.png"></picture>'
    assert clean(html) == '<picture><source srcset="d.png 1x"><img></picture>'
