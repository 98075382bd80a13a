"""Ids and classes: whatever a note says, none is one that scripts, labels and other plugins look up."""

import re
from collections import Counter

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import MakeSite
from studyguide.html import ids
from studyguide.html.sanitise import clean
from studyguide.markdown.allowed import CLASSES, PREFIXES, safe_classes
from studyguide.site import Site

OURS = re.compile(
    r"sg-(look|sources|all-mentions|compare-with|related|popular|(chapter|list|ref)-\d+)|__tabbed_\d+_\d+"
)
"""What our own templates call elements, on pages that notes fill."""

LOOKED_UP = (
    *(
        "__config",
        "__search",
        "__drawer",
        "__toc",
        "__palette_0",
        "__consent",
        "__tabbed_1_1",
        "__nav_1",
        "__mermaid_0",
    ),
    *("sg-practice-data", "sg-sources", "sg-ref-1", "sg-panel-quiz", "sg-tab-quiz", "sg-definition-1", "sg-chapter-1"),
    *("mentioned-in", "practice", "glossary", "signals", "fn:1", "fnref:1", "fnref:1:2", "letter-a", "term-a", "sg"),
    *("document$", " __config", "__", "fn", "_", "a", "A"),
)
names = st.one_of(st.sampled_from(LOOKED_UP), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8))
pieces = st.one_of(
    st.builds("## {}".format, names),
    st.builds("## A {{#{}}}".format, names),
    st.builds("## A\n<!-- studyguide\nid: '{}'\n-->".format, names),
    st.builds('<a name="{}">a</a>'.format, names),
    st.builds('<p id="{}">a</p>'.format, names),
    st.builds("Text.\n{{: #{} .mermaid .glightbox }}".format, names),
    st.builds("<details><summary>Is it {}?</summary>\n<!-- id: '{}' -->\n\nYes.\n\n</details>".format, names, names),
    st.builds('<details><summary>Is it?</summary>\n\n<p id="{}">a</p>\n\n</details>'.format, names),
    st.builds("- **{}**: a term".format, names),
    st.builds("a[^{}]\n\n[^{}]: b".format, st.sampled_from("ab"), st.sampled_from("ab")),
    st.builds('=== "{}"\n    a'.format, names),
    st.builds("[a](#{}) [[{}]]".format, names, names),
    st.builds("^{}".format, names),
)
notes = st.lists(pieces, min_size=1, max_size=10).map(lambda found: "# Terms\n\n" + "\n\n".join(found))


def elements(html: str) -> list[str]:
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [str(element.get("id")) for element in fragment.iter() if isinstance(element.tag, str) and element.get("id")]


def faults(site: Site) -> list[str]:
    found = []
    for page in site.pages:
        counted = Counter(elements(page.html))
        found += [f"{page.name}: {name} twice" for name, count in counted.items() if count > 1]
        found += [
            f"{page.name}: {name} is looked up"
            for name in counted
            if name.startswith(("__", "sg-")) and not OURS.fullmatch(name)
        ]
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(notes)
def test_names_are_made_free_where_they_are_made(make_site: MakeSite, text: str) -> None:
    """Without the last look at a page, which would hide what the first misses."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ids, "settled", lambda html: html)
        found = faults(make_site({"a.md": text}))
    assert [fault for fault in found if fault.endswith("looked up")] == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(notes, min_size=1, max_size=3), st.sampled_from(["auto", "1", "2", "file"]))
def test_no_id_is_taken_twice_or_looked_up(make_site: MakeSite, texts: list[str], split: str) -> None:
    files = {f"{name}.md": "" for name in ("a", "sg", "a-b")}
    files |= {f"{name}.md": text for name, text in zip(("a", "sg", "a-b"), texts, strict=False)}
    assert faults(make_site(files, split=split)) == []


@pytest.mark.parametrize("name", [name for name in LOOKED_UP if name == name.strip()])
def test_a_question_of_any_id_breaks_no_page(make_site: MakeSite, name: str) -> None:
    body = '<p id="practice-data">a</p>\n\n=== "T"\n    text\n'
    question = f"<details><summary>Is it?</summary>\n<!-- id: '{name}' -->\n\n{body}\n\n</details>"
    site = make_site({"a.md": f"# Practice\n\n{question}\n"})
    assert faults(site) == []
    (page,) = (page for page in site.pages if page.name == "practice/questions")
    # Progress in readers' browsers is kept under the id as it is written.
    assert f'data-sg-question="{name}"' in page.html


def test_what_was_published_keeps_its_ids() -> None:
    html = '<h2 id="a">A</h2><p id="sg-ref-1">b</p><i id="__tabbed_1_2"></i><p>id="a" id="a"</p>'
    assert ids.settled(html) == html


def test_of_two_the_first_stays() -> None:
    html = '<h2 id="a">A</h2><p class="x" id="a" title="> id=&quot;a">b</p><i id="__toc"></i><b id="sg-tab-quiz"></b>'
    settled = '<h2 id="a">A</h2><p class="x" title="> id=&quot;a">b</p><i></i><b></b>'
    assert ids.settled(html) == settled


@given(st.lists(st.sampled_from(['<b id="a">', "</b>", ' id="', '"', "a", "x", " ", "&lt;", "<br>"]), max_size=12))
def test_words_do_not_hide_what_stands_twice(parts: list[str]) -> None:
    """Quotes in text are plain, and may look like the beginning of an attribute."""
    html = ids.settled(f'<p id="a">{"".join(parts)}<i id="a"></i></p>')
    assert elements(html) == ["a"]


LOADED_BY = "mermaid glightbox lightbox gallery lazyload katex arithmatex tabbed-set headerlink footnote-ref md-search"
STYLED = (
    "grid cards annotate md-button md-button--primary language-python key-control user-lead no-copy warning inline end"
)


@pytest.mark.parametrize("name", f"{LOADED_BY} sg-term sg-diagram data-fancybox g-recaptcha fb-like".split())
@pytest.mark.parametrize(
    "text", ['<pre class="{}">x</pre>', '<a class="a {}" href="b">x</a>', "x\n{{: .{} }}", "!!! {}\n    x"]
)
def test_a_class_that_scripts_may_look_up_goes(make_site: MakeSite, name: str, text: str) -> None:
    site = make_site({"a.md": f"# A\n\n{text.format(name)}\n"})
    (html,) = (page.html for page in site.pages if page.name == "a")
    body = html.partition('<div class="sg-about"')[2].partition('<div class="sg-after"')[0]
    classes = {word for found in re.findall(r'class="([^"]*)"', body) for word in found.split()}
    assert all(word in CLASSES or word.startswith((*PREFIXES, "sg-facts-line")) for word in classes), classes
    assert "x" in re.sub(r"<[^>]*>", "", body)


def test_classes_that_the_theme_only_draws_stay() -> None:
    assert safe_classes(STYLED) == STYLED


def test_one_table_serves_both_looks_at_raw_html() -> None:
    assert clean('<a name="x" rel="y" href="z">a</a>') == '<a href="z">a</a>'
