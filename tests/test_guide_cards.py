"""Cards and what the practice page's scripts read are made from the notes, safe inside HTML."""

import json
from typing import Any

import pytest

from conftest import MakeSite
from studyguide.guide import cards, digest, explanations
from studyguide.outputs import studyguide_json
from studyguide.pages import practice_data, study_data
from studyguide.site import Site

NOTES = """\
---
tags: [storage, D1/1.2]
---

# Disk </template>&amp;

A disk spins, and its sectors pass below the head. Something else is not here.

| At a glance | |
|---|---|
| max size | 64 TiB |

## Speed

Solid disks have no moving parts.

| At a glance | |
|---|---|
| max size | other |

<details>
<summary>Which is fast?</summary>
<!-- {id: q-fast, tags: [D1]} -->

- [ ] Tape: it winds
- [x] Solid disks: they have no moving parts

</details>

## Terms

- **ACL**: a list; an ACL names who may come in.

*[AZ]: Availability Zone
"""


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    domains = [{"tag": "d1", "title": "Fast", "weight": 3, "tasks": {"d1/1.1": "Disks"}}]
    exam = {"title": "Mock", "minutes": 9, "questions": 2, "domains": domains, "pass": 720, "scale": [100, 1000]}
    return make_site({"disk.md": NOTES}, exam=exam)


def read(site: Site) -> dict[str, Any]:
    text = practice_data.encode(
        site.library, lambda page, _: f"../{page}/", lambda section: section.title, (), lambda tag: f"about {tag.name}"
    )
    assert "<" not in text
    assert "&" not in text
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_home_page_is_no_section_to_know(make_site: MakeSite) -> None:
    site = make_site({"index.md": "# Welcome\n\nHello.\n", "disk.md": NOTES})
    found = {url: is_chapter for _, _, url, _, _, _, is_chapter, *_ in read(site)["sections"]}
    assert found["../index/"] == 1
    assert 0 in found.values()


def test_terms_are_asked_both_ways_without_their_name(site: Site) -> None:
    sides = {card.id: (card.front, card.back) for card in cards.cards(site.library) if card.kind == "term"}
    assert sides == {
        "term:acl": ("Disk </template>& · ACL: …", "a list; an ACL names who may come in."),
        "term:acl:name": ("a list; an … names who may come in.", "ACL"),
        "term:az": ("AZ", "Availability Zone"),  # a long form is no meaning to ask a name by: it tells the letters
    }


def test_how_much_a_page_and_a_term_are_referred_to_is_told(make_site: MakeSite) -> None:
    terms = "- **RPO**: what may be lost.\n- **RTO**: how long it takes.\n"
    notes = {
        "a.md": f"# A\n\n[B](b.md) keeps its RPO.\n\n## Terms\n\n{terms}",
        "b.md": "# B\n\nAn RPO is small.\n",
        "c.md": "# C\n\n[B](b.md) and the [same](b.md) again; an RPO.\n",
    }
    found = read(make_site(notes))
    assert {row[1]: row[7:] for row in found["sections"]}["B"] == [2]  # pages, not links
    ids = [card.id for card in cards.cards(make_site(notes).library) if card.kind == "term"]
    uses = dict(zip(ids, found["uses"], strict=True))
    assert uses["term:rpo"] > uses["term:rto"]


@pytest.mark.parametrize(
    ("definition", "asked"),
    [
        ("a rule that a key follows", True),
        ("the main policy on a key; no other policies count", False),
        ("Policies for keys", False),
        ("short for the key policy, told once", True),
        ("a keyboard of a police station", True),
    ],
)
def test_no_card_asks_for_what_its_front_says(make_site: MakeSite, definition: str, asked: bool) -> None:  # noqa: FBT001
    site = make_site({"a.md": f"# A\n\n## Terms\n\n- **Key policy**: {definition}\n"})
    assert ("term:key policy:name" in {card.id for card in cards.cards(site.library)}) is asked


@pytest.mark.parametrize(
    "note",
    [
        "## Terms\n\n- **NAT** (network address translation)\n- **S3** (Simple Storage Service)\n",
        "*[NAT]: network address translation\n*[S3]: Simple Storage Service\n\nNAT and S3.\n",
        "We use network address translation (NAT) and Simple Storage Service (S3).\n",
    ],
)
def test_a_long_form_without_a_meaning_is_asked_for_and_never_asks(make_site: MakeSite, note: str) -> None:
    site = make_site({"a.md": f"# A\n\n{note}"})
    made = [card for card in cards.cards(site.library) if card.kind == "term"]
    assert [card.front for card in made] == ["NAT", "S3"]
    assert not [card for card in made if card.back.casefold() in card.front.casefold()]


@pytest.mark.parametrize(
    ("title", "term", "front"),
    [
        ("Object store", "- **Durability**: the chance that nothing is lost.", "Object store · Durability: …"),
        ("Object store (OS)", "- **OS** (Object store): keeps objects.", "OS"),
        ("Firewalls", "- **WAF** (Web firewall): filters requests.", "WAF"),
    ],
)
def test_a_term_says_of_what_it_is_said_where_that_tells_nothing(
    make_site: MakeSite, title: str, term: str, front: str
) -> None:
    site = make_site({"a.md": f"# {title}\n\n## Terms\n\n{term}\n"})
    found = next(card for card in cards.cards(site.library) if card.kind == "term" and not card.id.endswith(":name"))
    assert found.front == front


def test_words_of_a_name_are_blanked_in_what_asks_for_it(make_site: MakeSite) -> None:
    terms = "- **ALB** (Application Load Balancer): a balancer that spreads the load of the web."
    site = make_site({"a.md": f"# A\n\n## Terms\n\n{terms}\n"})
    fronts = {card.id: card.front for card in cards.cards(site.library)}
    assert fronts["term:alb:name"] == "a … that spreads the … of the web."


def test_brackets_of_a_title_do_not_tell_the_answer(make_site: MakeSite) -> None:
    facts = "| At a glance | |\n|---|---|\n| count | two standbys |\n| price | double |\n"
    site = make_site({"a.md": f"# Cluster (two standbys)\n\n{facts}"})
    assert [card.front for card in cards.cards(site.library)] == [
        "Cluster · count: …",
        "Cluster (two standbys) · price: …",
    ]


def test_a_fact_that_its_heading_tells_is_no_card(make_site: MakeSite) -> None:
    facts = "| At a glance | |\n|---|---|\n| kind | block |\n| limit | 16 TiB |\n| volumes of 16 TiB | 16 |\n"
    site = make_site({"a.md": f"# Elastic Block Store\n\n{facts}"})
    assert [card.back for card in cards.cards(site.library)] == ["16 TiB"]


def test_other_names_of_a_term_are_blanked_too(make_site: MakeSite) -> None:
    terms = "- **EMR** (Elastic MapReduce): Elastic MapReduce, or EMR, runs Spark."
    site = make_site({"a.md": f"# A\n\n## Terms\n\n{terms}\n"})
    fronts = {card.id: card.front for card in cards.cards(site.library)}
    assert fronts["term:emr:name"] == "…, or …, runs Spark."


def test_facts_of_one_name_under_two_headings_are_two_cards(site: Site) -> None:
    facts = [(card.front, card.back) for card in cards.cards(site.library) if card.kind == "fact"]
    title = "Disk </template>&"
    assert facts == [(f"{title} · max size: …", "64 TiB"), (f"{title} · Speed · max size: …", "other")]
    assert len({card.id for card in cards.cards(site.library)}) == len(cards.cards(site.library))


@pytest.mark.parametrize(("tags", "twice"), [("d1/1.1, d1/1.2", False), ("d1, d2", True)])
def test_that_a_question_counts_in_several_domains_is_said_where_one_does(
    make_site: MakeSite,
    tags: str,
    twice: bool,  # noqa: FBT001
) -> None:
    domains = [{"tag": tag, "title": tag.upper(), "weight": 1} for tag in ("d1", "d2")]
    asked = "<details>\n<summary>Why?</summary>\n<!-- id: q-why -->\n\nSo.\n\n</details>\n"
    note = f"---\ntags: [{tags}]\n---\n\n# A\n\nText.\n\n{asked}"
    site = make_site({"a.md": note}, exam={"domains": domains})
    html = next(page.html for page in site.pages if page.name == "practice")
    assert ("it then counts in each" in html) is twice
    assert ">1 question</span>" in html


def test_an_answer_leads_to_the_sentence_that_explains_it_outside_of_questions(site: Site) -> None:
    assert explanations.passages(site.library)["q-fast"] == explanations.Passage(
        "speed", "Solid disks have no moving parts."
    )


def test_data_for_scripts_is_whole_and_safe_inside_html(site: Site) -> None:
    found = read(site)
    assert found["chapters"] == ["Disk </template>&"]
    (section,) = found["sections"]
    assert section[2:4] == ["../disk/", 0]
    assert found["exam"] == {
        "title": "Mock",
        "minutes": 9,
        "questions": 2,
        "pass": 720,
        "scale": [100, 1000],
        "domains": [{"tag": "D1", "title": "Fast", "weight": 3, "tasks": [["d1/1.1", "Disks"]]}],
    }
    made = cards.cards(site.library)
    assert found["cards"] == {
        kind: "".join(study_data.short(card.id) for card in made if card.kind == kind) for kind in ("term", "fact")
    }
    assert [len(names) // study_data.SHORT for names in found["cards"].values()] == [3, 2]


def test_what_the_practice_page_shows_later_lies_in_a_script_of_its_own(site: Site) -> None:
    (page,) = (page for page in site.pages if page.held)
    assert page.name == "practice"
    found = json.loads(page.held.decode().partition("`")[2].rpartition("`")[0])
    (question,) = found["questions"]
    assert question[0] == "q-fast"
    assert question[1].startswith("<details><summary>")
    assert question[2:5] == [[0, 1], "speed", "Solid disks have no moving parts."]
    sides = {name: (about, asked, back) for name, about, asked, back, *_ in found["cards"]}
    assert len(sides) == 5
    assert sides["term:acl"] == ("Disk </template>&", "ACL", "a list; an ACL names who may come in.")
    assert sides["fact:disk:max size"] == ("Disk </template>&", "max size", "64 TiB")
    assert sides["term:az"] == ("", "AZ", "Availability Zone")
    assert found["front"] == "{about} · {fact}: …"
    # No repository is named: nothing leads there.
    assert (found["files"], found["lines"]) == ([], "")


def test_a_hash_is_the_one_that_studyguide_json_has(site: Site) -> None:
    published = json.loads(studyguide_json.encode(site))["sections"][0]["hash"]
    assert digest.content_hash(site.library.sections[0]) == published


def test_words_that_a_long_page_says_everywhere_explain_no_answer(make_site: MakeSite) -> None:
    question = "<details>\n<summary>{}?</summary>\n\nA disk spins{}.\n\n</details>\n\n"
    said = "A disk spins.\n\n" * 60 + "A disk spins quietly.\n\n" + "A disk spins.\n\n" * 60
    site = make_site({"a.md": f"# A\n\n{said}{question.format('What', '')}{question.format('How', ' quietly')}"})
    what, how = (explanations.passages(site.library).get(question.id) for question in site.library.questions)
    assert what is None
    assert how is not None
    assert how.sentence == "A disk spins quietly."


def test_an_answer_leads_to_the_heading_that_its_question_names(make_site: MakeSite) -> None:
    said = "### Tape\n\nCold copies lie on tape.\n\n### Disk\n\nCopies that must open at once.\n\n"
    options = "- [x] Cold copies on tape, which lie there\n- [ ] Disk\n\n</details>\n"
    question = "<details>\n<summary>Which {}?</summary>\n<!-- {{id: {}, sections: [{}]}} -->\n\n"
    asked = (("q-1", "a"), ("q-2", "a#disk"), ("q-3", "b#tape"))
    texts = [question.format(name, name, named) + options for name, named in asked]
    found = explanations.passages(make_site({"a.md": f"# A\n\n{said}" + "\n".join(texts)}).library)
    assert {name: passage.anchor for name, passage in found.items()} == {"q-1": "tape", "q-2": "disk", "q-3": "tape"}
