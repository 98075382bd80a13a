"""What tokens are printed as: Material's names of things, footnotes, code, tabs, and what notes embed."""

import re
import time
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from conftest import MakeSite
from fuzz import core
from studyguide.html import code_blocks, render, sanitise
from studyguide.html.breaks import broken, in_text
from studyguide.html.context import Context
from studyguide.linking import embeds
from studyguide.model import Section
from studyguide.outputs import search_data
from studyguide.paths import PageName


def html(notes: str) -> str:
    return core({"a.md": f"# A\n\n{notes}\n"}).pages[PageName("a")].removeprefix("<h1>A</h1>")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("NOTE", "note"),
        ("important", "info"),
        ("caution", "danger"),
        ("FAQ", "question"),
        ("tldr", "abstract"),
        ("x-y", "note"),
    ],
)
def test_callouts_have_the_classes_of_material(kind: str, expected: str) -> None:
    assert f'<div class="admonition {expected}">' in html(f"> [!{kind}] a\n> b")
    assert f'<details class="{expected}">' in html(f"> [!{kind}]- a\n> b")
    assert f'<details class="{expected}" open>' in html(f"> [!{kind}]+ a\n> b").replace(' open=""', " open")


def test_admonitions_keep_all_their_classes() -> None:
    assert 'class="admonition info inline end"' in html('!!! info inline end "A"\n    b')
    assert "md-" not in html('!!! md-overlay "A"\n    b')


def test_the_title_of_an_admonition_stands_once_whoever_looks_last(make_site: MakeSite) -> None:
    notes = '# A\n\n!!! note "Mind --> the <b>gap</b>"\n    Text.\n'
    for trusted in (False, True):
        page = make_site({"a.md": notes}, allow_unsafe_html=trusted).pages[0].html
        assert "<!--" not in page
        assert page.count("Mind --&gt; the") == 1


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("python", '<span class="n">'),
        ("{.python}", '<span class="n">'),
        ("{ .python .annotate }", 'class="annotate highlight"'),
        ('python title="<x>"', '<span class="filename">&lt;x&gt;</span>'),
        ('python hl_lines="1"', '<span class="hll">'),
        ('python hl_lines="9-1 0 99999-99999 x"', '<span class="n">'),
        ("", "<pre><span></span><code>a = 1"),
        ("nosuch", "<pre><span></span><code>a = 1"),
        ("mermaid", '<pre class="sg-diagram"><code>a = 1'),
    ],
)
def test_code_blocks(info: str, expected: str) -> None:
    assert expected in html(f"```{info}\na = 1\n```")


@pytest.mark.parametrize(
    "code",
    [
        "```python\n" + "a = 1\n" * 20_000 + "```",
        "```java\n" + "int a;\n" * 600 + "```",
        "```python\na = 1\n" + " \n" * 200 + "```",
        "```python\na = 1\n#" + " word" * 300 + "\n```",
        "```autoit\n" + "\t" * 3_000 + "a\n```",
        "```rst\n" + "`#<" * 30 + "\n```",
    ],
    ids=[
        "long",
        "long for its lexer",
        "blanks",
        "words",
        "of a lexer that would not come to an end",
        "of a lexer that takes cubic time",
    ],
)
def test_code_that_may_take_long_is_not_coloured(code: str) -> None:
    assert "<span class=" not in re.sub('<span class="sg-long[^"]*">', "", html(code))


@pytest.mark.parametrize("language", ["java", "c", "csharp", "typescript", "ini", "console", "yaml", "sh", "js"])
def test_ordinary_code_is_coloured(language: str) -> None:
    assert "<span class=" in html(f"```{language}\n$ a = 'b' // 1\n```")


@pytest.mark.parametrize("unit", ["\n a", "a.", "(", "<", "'", '"', "/*", ": "])
def test_no_lexer_that_is_run_takes_long(unit: str) -> None:
    for name in sorted(code_blocks.LIMITS):
        lexer = get_lexer_by_name(name, stripnl=False)
        assert lexer.aliases[0] == name
        started = time.process_time()
        list(lexer.get_tokens(unit * (1_000 // len(unit))))
        assert time.process_time() - started < 1, name


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        *(
            (name, '"\\')
            for name in ("prolog", "fortran", "less", "jsx", "css", "go", "javascript", "awk", "perl", "cypher")
        ),
        *((name, "&") for name in ("html", "html+php", "html+django", "xml", "yaml")),
        *(("coffeescript", "a."), ("coffeescript", "a:"), ("terraform", "--"), ("make", "-"), ("apacheconf", "<")),
        *(("delphi", "{"), ("common-lisp", "#"), ("tsx", "a."), ("typescript", "a."), ("yaml", "`"), ("make", "{")),
    ],
)
def test_no_block_takes_long_at_the_limit_of_its_language(language: str, unit: str) -> None:
    code = (unit * 10_000)[: code_blocks.LIMITS[language]]
    assert code_blocks.coloured(code, language)
    assert not code_blocks.coloured(code + unit, language)
    # About half a second where nothing else runs; a square would take more than any neighbour makes of that.
    assert any(_seconds(code, language) < 2 for _ in range(3))


def _seconds(code: str, language: str) -> float:
    started = time.process_time()
    code_blocks.html(code, language, "")
    return time.process_time() - started


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("TooManyRules", "Too|Many|Rules"),
        ("HTTPErrorCodes", "HTTP|Error|Codes"),
        ("HIVE_BAD_DATA", "HIVE_|BAD_|DATA"),
        ("s3:::GetObjectAcl", "s3:::Get|Object|Acl"),
        ("/etc/nginx/conf.d", "/etc/|nginx/|conf.|d"),
        ("aws s3 lsOf", "aws s3 lsOf"),
        ("<Long>&ofAll.those", "&lt;Long&gt;&amp;of|All.|those"),
    ],
)
def test_long_names_in_code_may_be_broken_at_their_parts(name: str, expected: str) -> None:
    assert broken(name) == expected.replace("|", "<wbr>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GetSessionToken length", "Get|Session|Token length"),
        ("CloudFormation and PostgreSQL/MySQL", "CloudFormation and PostgreSQL/MySQL"),
        ("INTELLIGENT_TIERING", "INTELLIGENT_|TIERING"),
        ("availability & durability", "availability &amp; durability"),
    ],
)
def test_names_of_code_in_text_may_be_broken_and_words_may_not(text: str, expected: str) -> None:
    assert in_text(text) == expected.replace("|", "<wbr>")


def test_a_term_in_the_plural_is_written_out_under_its_name(make_site: MakeSite) -> None:
    terms = (
        "## Terms\n\n- **SDK** (Software development kit): A library.\n- **RPO** (Recovery point objective): A time.\n"
    )
    site = make_site({"a.md": f"# A\n\nSDKs and an RPO.\n\n{terms}"})
    page = next(page.html for page in site.pages if page.name == "a")
    assert 'data-sg-expansion="SDK: Software development kit"' in page
    assert 'data-sg-expansion="Recovery point objective"' in page


@given(st.text())
def test_a_name_that_may_be_broken_says_the_same(name: str) -> None:
    for way in (broken, in_text):
        assert unescape(way(name).replace("<wbr>", "")) == name.replace("\0", "")


def test_what_may_be_broken_is_whole_where_it_is_looked_for(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# A\n\n## `ThisLongException`\n\nSee `ThisLongException`.\n"})
    page = next(page for page in site.pages if page.name == "a")
    assert page.html.count("<code>This<wbr>Long<wbr>Exception</code>") == 2
    assert page.toc[0].anchor == "thislongexception"
    assert site.library.sections[0].headings[1].title == "ThisLongException"
    _, texts = search_data.encode(site.library)
    assert b"ThisLongException" in texts


def test_task_lists_are_boxes_that_say_what_they_are() -> None:
    found = html("- [ ] a\n- [x] b")
    assert found.count('type="checkbox"') == 2
    assert 'aria-label="done"' in found
    assert 'aria-label="not done"' in found


def test_tabs_are_those_of_pymdownx() -> None:
    found = html('=== "A"\n    a\n=== "B"\n    b\n\ntext\n\n=== "C"\n    c')
    assert found.count('<div class="tabbed-set tabbed-alternate"') == 2
    assert 'id="__tabbed_1_2" name="__tabbed_1"' in found
    assert 'for="__tabbed_2_1"' in found


def test_footnotes_lead_back_to_each_of_their_references() -> None:
    found = html("a[^x] b[^x]\n\n[^x]: note")
    assert 'href="#fnref:1"' in found
    assert 'href="#fnref:1:2"' in found
    assert found.count('id="fn:1"') == 1


def printed(section: Section, prefix: str) -> str:
    context = Context(
        page=lambda page, anchor: f"#{page}--{anchor}",
        asset=str,
        term=lambda term: f"#{term.anchor}",
        footnotes=section.footnotes,
        prefix=prefix,
        shift=1,
    )
    return render.blocks(section.tokens, context)


def test_many_pages_on_one_have_distinct_ids() -> None:
    notes = '## H\n\n<a id="x"></a>[l](https://example.org){#y} a[^1]\n\npara\n{: #z }\n\n=== "T"\n    t\n\n[^1]: n'
    (section,) = core({"a.md": f"# A\n\n{notes}"}).sections
    found = printed(section, "a--")
    assert '<h3 id="a--h">' in found
    ids = [part.partition('"')[0] for part in found.split(' id="')[1:]]
    assert len(ids) == 7
    assert all(name.startswith("a--") for name in ids)


def embedded(root: Path, **files: str) -> str:
    made = core({f"{name}.md": text for name, text in files.items()}, root=root)
    return made.pages[PageName("a")] + "".join(f"\n! {problem}" for problem in made.problems)


def test_an_embedded_note_stands_below_a_link_to_it(tmp_path: Path) -> None:
    found = embedded(tmp_path, a="# A\n\n## H\n\n![[B]]", b="# B\n\n### Deep {#d}\n\n<i id='x'>text</i> [[A]]")
    assert '<div class="sg-embed">\n<p><a id="sg-ref-1" href="../b/">B</a></p>' in found
    assert "<h3>Deep</h3>" in found
    assert 'id="x"' not in found
    assert found.count("sg-ref-") == 1


def test_embeds_that_multiply_are_capped(tmp_path: Path) -> None:
    files = {f"n{k}": f"# N{k}\n\n" + f"![[N{k + 1}]]\n\n" * 10 for k in range(8)}
    made = core({f"{name}.md": text for name, text in ({"a": "# A\n\n![[N0]]"} | files).items()}, root=tmp_path)
    assert {problem.rule for problem in made.problems} == {"dead-link", "too-long"}
    assert max(len(page) for page in made.pages.values()) < 10_000_000


def test_an_embedded_note_brings_a_chain_of_footnotes() -> None:
    chain = "".join(f"[^{k}]: Note {k}.[^{k + 1}]\n\n" for k in range(1_000))
    made = core({"a.md": f"# A\n\nText.[^0]\n\n{chain}", "b.md": "# B\n\n![[a]]\n"})
    assert "Note 999." in made.pages[PageName("b")]


def test_code_blocks_show_files_of_the_notes_only(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "secret.py").write_text("SECRET")
    (tmp_path / "notes" / "x.py").write_text("print(1)\n")
    (tmp_path / "notes" / "big.py").write_text("x" * (embeds.FILE_LIMIT + 1))
    names = ("x.py", "../secret.py", "big.py", "gone.py", str(tmp_path / "secret.py"))
    notes = "# A\n\n```\n" + "\n".join(f'--8<-- "{name}"' for name in names) + "\n```\n"
    made = core({"a.md": notes}, root=tmp_path / "notes", assets=("x.py", "big.py", "gone.py"))
    assert "print(1)" in made.html
    assert "SECRET" not in made.html
    assert [(p.place.line, p.rule) for p in made.problems] == [(line, "dead-snippet") for line in (5, 6, 7, 8)]


def test_the_sanitiser_is_the_last_to_look() -> None:
    assert sanitise.clean(html("<kbd>a</kbd> ==b==")) == html("<kbd>a</kbd> ==b==")


def test_a_link_to_a_page_that_is_not_there_is_no_embed(tmp_path: Path) -> None:
    sections, problems = embeds.insert(core({"a.md": "# A\n\n![[Nowhere]]"}).sections, tmp_path, ())
    assert [section.page for section in sections] == [PageName("a")]
    assert problems == ()


@pytest.mark.parametrize("language", ["json", "", "nosuch"])
def test_long_lines_of_code_can_be_folded(language: str) -> None:
    long = '    "Resource": "arn:aws:s3:::example-invoices/*"'
    text = f"{{\n{long}\n}}\n"
    found = code_blocks.html(text, language, "")
    assert found.count('class="sg-long sg-in-4"') == 1
    assert unescape(re.sub("<[^>]*>", "", found)) == f"{text}\n"
    marked = code_blocks.html(text, "json", 'hl_lines="1-2"')
    assert '<span class="hll"><span class="sg-long ' in marked
    assert "sg-long" not in code_blocks.html(text.replace("example-invoices", ""), language, "")
