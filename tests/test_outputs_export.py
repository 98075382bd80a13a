"""An exported page, read by Python-Markdown, is the page of our own site: same elements, same words, nothing live."""

import random
import unicodedata
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from markdown import Markdown

from fuzz import FRAGMENTS, core, shown
from studyguide.model import Section
from studyguide.outputs.export import alike, escaping, section_page
from studyguide.outputs.theme_settings import EXTENSIONS
from test_hostile import NOTES, faults
from test_markdown_fidelity import EXTENDED, PLAIN, Case
from test_markdown_fidelity import _files as files
from test_markdown_fidelity import _is_ours as is_ours
from test_markdown_fidelity import _name as name_of
from test_markdown_fidelity import _texts as texts

GUIDES = sorted((Path(__file__).parent / "guides").glob("*/notes"))


READER = Markdown(
    extensions=list(EXTENSIONS),
    extension_configs={name: options for name, options in EXTENSIONS.items() if options},
)
"""Reads Markdown as MkDocs does with the configuration of an export."""


def drawn(element: Element, inside: str = "") -> Iterator[str]:
    """Draw elements as ``ul(li(code))``. Whether an item holds a paragraph or text is a matter of spacing."""
    for child in element:
        if not isinstance(child.tag, str) or is_ours(child):
            continue
        name = "" if (child.tag == "p" and inside == "li") else name_of(child).replace("facts", "")
        inner = " ".join(drawn(child, str(child.tag)))
        if name or inner:
            yield f"{name}({inner})" if name and inner else name or inner


def view(html: str) -> tuple[str, str]:
    """Return the elements of a page and its text without white space."""
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    # Python-Markdown takes out what no HTML may hold.
    shown = (c for c in "".join(texts(root)) if not c.isspace() and unicodedata.category(c) != "Cc")
    return " ".join(drawn(root)), "".join(shown)


def compare(section: Section) -> None:
    """Compare the page of a section with what Python-Markdown makes of its export."""
    exported = section_page.body(section)
    found = READER.reset().convert(exported)
    assert faults(found) == [], exported
    ours = view(shown(section, charts=True))
    assert view(found)[1] == ours[1], exported
    assert view(found)[0] == ours[0], exported


@pytest.mark.parametrize("case", [*PLAIN, *EXTENDED], ids=str)
def test_a_page_is_read_as_our_own(case: Case, tmp_path: Path) -> None:
    given = dict(files(case.notes))
    for name, body in given.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    for section in core(given, root=tmp_path).sections:
        compare(section)


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_a_hostile_page_is_read_as_our_own(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    for section in core({path.name: text}).sections:
        compare(section)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.parent.name)
def test_a_page_with_links_and_terms_is_read_as_our_own(path: Path) -> None:
    given = {file.relative_to(path).as_posix(): file.read_text(encoding="utf-8") for file in path.rglob("*.md")}
    for section in core(given, "2", path, auto=True).sections:
        compare(section)


SOUP = (
    *("!!! note\n", "??? x", '=== "Tab"', "/// block", ":::", '--8<-- "x"', "{{ m }}", "{% x %}", "[TOC]", "*[ab]: x"),
    *(
        "[^1]: x",
        "[^1]",
        "[^a]",
        "\n\n[^a]: note ",
        "Term\n:   def",
        "Word: meta",
        "{ .c onclick=alert(1) }",
        "{: #i }",
    ),
    *("$x$", "==x==", "++ctrl++", ":smile:", "[[w]]", "#tag ", "- [ ] ", "{++a++}", "https://e.org/a_b*c ", "\\", "`"),
    *(
        "``",
        "```",
        "~~~",
        "`` ` ``",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        '<div markdown="1">',
        "<script>",
        "&lt;",
        "&amp;lt;",
    ),
    *(
        "&#42;",
        "&",
        "*",
        "**",
        "***",
        "_",
        "\n",
        "\n\n",
        "    ",
        "  \n",
        "\t",
        "- ",
        "1. ",
        "2. ",
        "> ",
        "# ",
        "## ",
        "|",
    ),
    *("\n| a | b |\n|---|---|\n| c ", "![a](b.png)", "[x](javascript:alert(1))", '[x](http://e.org "t\'`*")', "(", ")"),
    *("[", "]", "!", "x", "word ", "///Footnotes Go Here///", "<!--", "-->", '"', ":", "^", "~", "%%", "$5 to $6 "),
    *("`{{x}}`", "`#!py x`", "\n```py {onclick=a}\ncode\n```\n", '\n```js title="<b>"\n{{ x }}\n```\n', "<kbd>", "---"),
    *("<details><summary>s</summary>\n\n", "</details>", "===\n", "*a*", "**b**", "***c***", "*[x](y)*: z", "`a]: b`"),
    *(
        "\n# {#__config}\n",
        "^id-1",
        "<br>",
        "<a name=x>",
        "\u00a0",
        "\u2028",
        "\x1b",
        "\\\n",
        "- a\n\n  b\n  ```\n  c\n  ```\n",
    ),
)
"""What the dialects of engines take for markup."""


@pytest.mark.parametrize("seed", range(4))
def test_markup_thrown_together_is_read_as_our_own(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  nothing secret
    for _ in range(60):
        pieces = (chance.choice(SOUP if chance.random() < 0.75 else FRAGMENTS) for _ in range(chance.randint(1, 14)))
        for section in core({"t.md": f"# T\n\n{''.join(pieces)}"}).sections:
            compare(section)


@pytest.mark.parametrize(
    "note",
    [
        "Wow&#33;[picture](http://other.example/x.png)",
        "Wow&#33;*[picture](http://other.example/x.png)*",
        "*[x](https://example.org) `b]: c`*",
        "One[^1] ///Footnotes Go Here/// and `///Footnotes Go Here///`.\n\n[^1]: Two",
        "One[^1]\n\\[^2\\]: three\n\n[^1]: Two",
        "[^1]&#58; one\n\n[^1]: two",
        "[x](view-source:https://example.org) and [y](blob:https://example.org/1)",
    ],
)
def test_what_comes_together_makes_no_markup(note: str) -> None:
    for section in core({"t.md": f"# T\n\n{note}\n"}).sections:
        compare(section)


@pytest.mark.parametrize(
    "title", ["a \\\" onclick=alert(1) x='", "`a` *b* [c](d) <e>", "it's (so)", "&lt;b&gt; \\\\ {x}"]
)
def test_the_title_of_a_link_stays_a_title(title: str) -> None:
    (section,) = core({"t.md": f'# T\n\n[x](https://example.org "{title}") `code`\n'}).sections
    links = [
        next(html5lib.parseFragment(html, namespaceHTMLElements=False).iter("a")).attrib
        for html in (
            shown(section).split("</h1>")[1],
            READER.reset().convert(section_page.body(section)).split("</h1>")[1],
        )
    ]
    assert links[0] == links[1]


@pytest.mark.parametrize(("count", "begin"), [(1, "# <em>a **b** c"), (1_000, '<div>\n<h1 id="')])
def test_emphases_that_no_tree_can_hold_are_written_as_html(count: int, begin: str) -> None:
    emphases = "*a **b" + " *a **b" * (count - 1) + "** c*" * count
    (section,) = core({"t.md": f"# {emphases}\n\n{emphases}\n"}).sections
    assert section_page.body(section).startswith(begin)


def test_ids_of_the_theme_are_not_for_headings() -> None:
    assert [anchor for anchor in ("__config", "_x", "sg-x", "a b", "a}", 'a"', "") if alike.anchor_holds(anchor)] == []
    assert all(alike.anchor_holds(anchor) for anchor in ("s3", "größe", "a-b.c"))


def test_titles_are_text_for_themes_and_strings_for_yaml() -> None:
    for title in (
        "</title><b>",
        '" onclick="x',
        "&lt;b&gt;",
        "R&D",
        "AT&amp;T",
        "{{ x }}",
        "a: b # c",
        "---\nx",
        "\u2028",
    ):
        written = escaping.for_theme(title)
        assert not set('<>"{}\n') & set(written)
        assert unescape(written) == " ".join(title.split())
        assert yaml.safe_load(f"title: {escaping.yaml(title)}") == {"title": title}
    assert escaping.for_theme("R&D") == "R&D"
