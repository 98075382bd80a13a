import pytest
from bs4 import BeautifulSoup

from conftest import MakeSite
from studyguide.guide.digest import PREVIEW_LIMIT
from studyguide.language.language import Language
from studyguide.pages.previews import FACT_LIMIT, FACTS, beginnings

NOTES = """\
---
split: 2
---
# Stores

## Disk
<!-- studyguide
summary: Blocks for one server.
-->

A disk keeps blocks.

| At a glance | |
|---|---|
| kind | block |
| size | 64 `TiB` |

### Copies

#### Snapshots

- One copy.
- Another copy.

<details><summary>How many?</summary>

Two.

</details>

### Prices

| At a glance | |
|---|---|
| a month | $1 |

| Region | Price |
|---|---|
| here | $2 |

## Folder

See [copies](#copies) and [prices](#prices).
"""


def _of(make_site: MakeSite, notes: str, title: str) -> dict[str, str]:
    site = make_site({"a.md": notes})
    section = next(section for section in site.library.sections if section.title == title)
    return dict(beginnings(section, site.library.options.language))


def test_each_heading_has_its_own_first_lines_and_facts(make_site: MakeSite) -> None:
    assert _of(make_site, NOTES, "Disk") == {
        "": "Blocks for one server.\n\nkind: block\nsize: 64 TiB",
        "copies": "• One copy.\n• Another copy.",  # not the answer to the question below
        "snapshots": "• One copy.\n• Another copy.",
        "prices": "a month: $1",
    }


def test_what_is_long_is_cut_at_words_and_facts_are_counted(make_site: MakeSite) -> None:
    rows = "".join(f"| fact {n} | {'long ' * 40} |\n" for n in range(9))
    said = _of(make_site, f"# Long\n\n{'word ' * 200}\n\n| At a glance | |\n|---|---|\n{rows}", "Long")[""]
    text, facts = said.split("\n\n")
    assert PREVIEW_LIMIT - 10 < len(text) <= PREVIEW_LIMIT
    assert text.endswith("word…")
    assert len(facts.split("\n")) == FACTS
    assert all(len(fact) <= FACT_LIMIT for fact in facts.split("\n"))


def test_a_fact_is_told_as_the_language_does(make_site: MakeSite) -> None:
    site = make_site({"a.md": NOTES})
    disk = next(section for section in site.library.sections if section.title == "Disk")
    told = Language("xx", words={**site.library.options.language.words, "format.meaning": "{{name}} : {{meaning}}"})
    assert beginnings(disk, told)["prices"] == "a month : $1"


def test_links_carry_what_is_behind_them(make_site: MakeSite) -> None:
    site = make_site({"a.md": NOTES})
    html = next(page for page in site.pages if page.name == "a/folder").encoded.decode()
    assert 'title="• One copy.\n• Another copy."' in html
    assert 'title="a month: $1"' in html


TERMS = """\
---
split: 2
---
# A

## Identity Broker
<!-- studyguide
aliases: [root user, PDP]
-->
Who may what.

| At a glance | |
|---|---|
| scope | global |

## Use

{}

## Terms

- **Root user**: the first one.
- **Identity Broker**: users and roles.

*[PDP]: Policy Decision Point
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No root user here.", "the first one."),
        ("The PDP decides.", "Policy Decision Point\nWho may what.\n\nscope: global"),
        ("See the Identity Broker.", "users and roles.\nWho may what.\n\nscope: global"),
    ],
)
def test_facts_of_a_page_are_none_of_a_term_that_is_another_thing(
    make_site: MakeSite, text: str, expected: str
) -> None:
    site = make_site({"a.md": TERMS.format(text)})
    html = next(page.html for page in site.pages if page.title == "Use")
    assert [link["title"] for link in BeautifulSoup(html, "html.parser").select("p > .sg-link")] == [expected]


def test_what_a_name_stands_for_is_not_said_where_it_is_the_name(make_site: MakeSite) -> None:
    terms = "# Terms\n\n### Terms\n\n- **IGW** (Internet gateway): a door to the Internet.\n"
    site = make_site(
        {"terms.md": terms, "a.md": "# A\n\nAn IGW is a door.\n", "b.md": "# B\n\nAn Internet gateway is one.\n"}
    )
    said = {
        str(page.name): [str(link["title"]) for link in BeautifulSoup(page.html, "html.parser").select(".sg-term")]
        for page in site.pages
    }
    assert said["a"] == ["Internet gateway: a door to the Internet."]
    assert said["b"] == ["a door to the Internet."]
