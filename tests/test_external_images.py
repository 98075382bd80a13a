"""Pictures of other sites: links, unless the owner names the site; then the policy names exactly that site."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MakeNotes
from studyguide import settings
from studyguide.build import build
from studyguide.html.sanitise import clean
from studyguide.markdown import addresses
from studyguide.options import PictureHosts
from studyguide.outputs.book import html as book
from studyguide.outputs.mkdocs import script_policy
from studyguide.outputs.mkdocs.script_policy import Allowed
from studyguide.pages.frame import Frame
from studyguide.site import Site

LISTED = PictureHosts(names=("i.imgur.com", "*.example.org", "https://safe.example", "127.0.0.1:8000", "any.example:*"))
SHOWN = (
    "https://i.imgur.com/a.png", "http://i.imgur.com/a.png", "HTTPS://I.Imgur.com/a.png", "//i.imgur.com/a.png",
    "https:\\\\i.imgur.com/a.png", " https://i.imgur.com/a.png", "https://i.imgur.com:443/a.png", "http://i.imgur.com:80/a",
    "https://a.example.org/x", "https://b.a.example.org/x", "https://safe.example/x", "http://127.0.0.1:8000/x",
    "http://any.example:9/x", "https://any.example/x",
)  # fmt: skip
KEPT_OUT = (
    "https://example.org/x", "https://i.imgur.com.evil.example/x", "https://evil.example/i.imgur.com", "https://evil.example",
    "https://i.imgur.com@evil.example/x", "https://user@i.imgur.com/x", "https://user:word@i.imgur.com/x",
    "https://i.imgur.com:8080/x", "http://safe.example/x", "http://127.0.0.1/x", "http://127.0.0.1:80001/x",
    "https:/i.imgur.com/x", "https:i.imgur.com/x", "https://evil.example\\@i.imgur.com/x", "https://evil.example#@i.imgur.com/",
    "ftp://i.imgur.com/x",
    "https://evil-example.org/x", "https://[::1]/x", "https://", "data:image/png,x", "javascript:x", "https://i.imgur.com.",
)  # fmt: skip


@pytest.mark.parametrize("address", SHOWN)
def test_addresses_of_listed_sites_are_shown(address: str) -> None:
    assert addresses.shown_from(address, LISTED).startswith(("http://", "https://", "HTTPS://"))
    assert addresses.shown_from(address, PictureHosts()) == ""
    assert addresses.shown_from(address, PictureHosts(every=True))


@pytest.mark.parametrize("address", KEPT_OUT)
def test_addresses_of_others_are_not(address: str) -> None:
    assert addresses.shown_from(address, LISTED) == ""


@pytest.mark.parametrize(
    "address", ["data:image/png,x", "javascript:x", "https:/x", "a.png", "/a.png", "https://u@h/x"]
)
def test_every_site_is_no_other_scheme(address: str) -> None:
    assert addresses.shown_from(address, PictureHosts(every=True)) == ""


@given(st.text(alphabet="htps:/\\@.#?iIm evxample[]%\t-80", max_size=40))
def test_nothing_is_shown_that_a_page_would_not_load_from_there(address: str) -> None:
    """What is let through begins with a listed server and nothing that could be read as another."""
    shown = addresses.shown_from(f"https://{address}", PictureHosts(names=("i.imgur.com",)))
    assert not shown or shown.lower().partition("://")[2].startswith(("i.imgur.com", "/i.imgur.com")), shown


OPTIONS: list[tuple[Any, tuple[str, ...]]] = [
    (None, ()),
    (False, ()),
    (True, ("https:", "http:")),
    ("i.imgur.com", ("https://i.imgur.com", "http://i.imgur.com")),
    (["https://I.imgur.com/"], ("https://i.imgur.com",)),
    (["*.example.org:8443"], ("https://*.example.org:8443", "http://*.example.org:8443")),
    (["https://bücher.example"], ("https://xn--bcher-kva.example",)),
    (["*.bücher.example"], ("https://*.xn--bcher-kva.example", "http://*.xn--bcher-kva.example")),
    ([], ()),
]


@pytest.mark.parametrize(("value", "sources"), OPTIONS)
def test_the_policy_follows(value: Any, sources: tuple[str, ...]) -> None:
    options = settings.options({"external_images": value})
    assert options.pictures.sources == sources
    tag = script_policy.tag(Allowed(), dict(options.policy))
    listed = " ".join(("'self'", "data:", "blob:", *sources))
    assert f"img-src {listed};" in tag


def test_what_the_owner_allows_besides_stays() -> None:
    raw = {
        "external_images": ["a.example"],
        "policy": {"img-src": "https://b.example", "frame-src": "https://c.example"},
    }
    policy = dict(settings.options(raw).policy)
    assert policy["img-src"] == ("https://b.example", "https://a.example", "http://a.example")
    assert policy["frame-src"] == ("https://c.example",)


@pytest.mark.parametrize(
    "value",
    [["a b"], ["x.org/path"], ["*"], "*", [""], [1], {"a": "b"}, 3, ["a.example; script-src *"], ["a.*.b"], ["'x'"]],
)
def test_what_is_no_server_is_a_fault(value: Any) -> None:
    (fault, *_) = settings.faults({"external_images": value})
    assert "external_images" in str(fault)
    assert "external_images: [i.imgur.com" in str(fault)


NOTE = """\
# Shown

![one](https://i.imgur.com/one.png "T") [![two][two]](https://example.org) <img src="//i.imgur.com/three.png" alt="three"> ![x](http://evil.example/x.png)

- **RPO**: see ![four](https://i.imgur.com/four.png)

<details><summary>What is it?</summary>

![five](https://i.imgur.com/five.png)

</details>

<video src="https://i.imgur.com/six.mp4" poster="https://i.imgur.com/seven.png"></video>

[two]: https://i.imgur.com/two.png
"""  # noqa: E501


def _site(make_notes: MakeNotes, value: Any) -> Site:
    return build(make_notes({"a.md": NOTE}), settings.options({"external_images": value}))


def test_without_the_option_all_are_links_and_both_ways_are_told(make_notes: MakeNotes) -> None:
    site = _site(make_notes, None)
    assert not any("<img" in page.html for page in site.pages)
    told = [problem.message for problem in site.problems if problem.rule == "external-image"]
    assert len(told) == 3, "one for the five of one site, one for another, and one for those that play"
    assert any(
        "`studyguide fix --fetch-images`" in text and "`external_images: [i.imgur.com]`" in text for text in told
    )


def test_with_it_those_of_the_site_are_shown_wherever_notes_are(make_notes: MakeNotes) -> None:
    site = _site(make_notes, ["i.imgur.com"])
    for name in ("a", "print"):
        html = next(page.html for page in site.pages if page.name == name)
        for picture in ("one", "two", "three", "four", "five"):
            assert f'src="https://i.imgur.com/{picture}.png"' in html
        assert html.count('referrerpolicy="no-referrer"') == html.count("<img")
        assert 'href="http://evil.example/x.png"' in html
        assert "<video" not in html
    assert sum(problem.rule == "external-image" for problem in site.problems) == 2


def test_a_book_asks_nobody_and_prints_links(make_notes: MakeNotes) -> None:
    site = _site(make_notes, ["i.imgur.com", "evil.example"])
    html = book.html(Frame(site.library), [], language="en", day=None)
    assert "<img" not in html
    assert '<a href="https://i.imgur.com/one.png">one</a>' in html
    assert '<a href="//i.imgur.com/three.png">three</a>' in html
    assert '<a href="https://example.org">two</a>' in html, "no link in a link"


def test_the_last_look_keeps_out_what_is_not_listed() -> None:
    inside = (
        '<img src="https://i.imgur.com/a.png"><img src="https://evil.example/a.png"><video src="https://i.imgur.com/v">'
    )
    assert clean(inside, LISTED) == '<img src="https://i.imgur.com/a.png"><img><video></video>'
    assert clean(inside) == "<img><img><video></video>"
