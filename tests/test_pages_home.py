"""The home page: where to start, the plan with its steps, the exam, and the chapters."""

import json
import re
from datetime import date
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MakeSite
from studyguide.markdown import parser
from studyguide.markdown.plain_text import block_text
from studyguide.pages import plan_lists
from studyguide.pages.study_data import SHORT, short
from studyguide.site import Site

STORAGE = """\
---
split: 2
summary: Where data lies.
---
# Storage

## S3
<!-- studyguide
id: s3
tags: [D1]
reviewed: 2026-01-02
-->

Objects.

<details><summary>What keeps objects?</summary>
<!-- id: q-1 -->

- [x] S3
- [ ] EBS

</details>

## EBS

Disks.

## Tape

Old.
"""
PLAN = """\
---
split: 2
---
# How to study

Words.

## One-week plan
<!-- studyguide
plan: true
-->

First look at [[Tape]].

### Day 1: objects

- Read [[S3]], then [[S3|it again]].

### Day 2: the rest

- Read [the chapter](storage.md). EBS too.

### How to read

Slowly, with Tape beside you.
"""
EXAM = {"title": "XY-1", "minutes": 90, "questions": 40, "domains": [{"tag": "d1", "title": "First", "weight": 60}]}


def html(site: Site, name: str = "index") -> str:
    return next(page.html for page in site.pages if page.name == name)


def data(text: str) -> Any:
    start = text.index("<template>") + len("<template>")
    return json.loads(text[start : text.index("</template>", start)])


def links(text: str) -> dict[str, str]:
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return {" ".join("".join(link.itertext()).split()): link.get("href", "") for link in tree.iter("a")}


def steps(site: Site) -> list[tuple[str, list[str]]]:
    (plan,) = data(html(site))["plans"]
    return [(step["title"], [title for _, title, _, _ in step["sections"]]) for step in plan["steps"]]


def test_a_plan_has_a_step_for_each_heading_that_says_what_to_read(make_site: MakeSite) -> None:
    site = make_site({"storage.md": STORAGE, "study.md": PLAN})
    # A chapter stands for its sections, each of which is read once; names that link by themselves are mentions.
    assert steps(site) == [("Day 1: objects", ["S3"]), ("Day 2: the rest", ["EBS", "Tape"])]


def test_the_home_page_leads_to_the_first_thing_and_to_the_steps(make_site: MakeSite) -> None:
    found = links(html(make_site({"storage.md": STORAGE, "study.md": PLAN})))
    assert found["Start: S3"] == "storage/s3/"
    assert found["One-week plan"] == "study/one-week-plan/"
    assert found["Day 1: objects"] == "study/one-week-plan/#day-1-objects"
    assert found["Storage Where data lies."] == "storage/"


def test_without_a_plan_a_guide_starts_at_its_first_section(make_site: MakeSite) -> None:
    text = html(make_site({"storage.md": STORAGE}))
    assert links(text)["Start: S3"] == "storage/s3/"
    assert "sg-plan" not in text
    assert data(text)["plans"] == []


def test_a_guide_without_a_section_has_nothing_to_start_with(make_site: MakeSite) -> None:
    assert "Start:" not in html(make_site({}))


def test_several_plans_are_named_and_no_plan_is_read_in_another(make_site: MakeSite) -> None:
    second = (
        PLAN.replace("One-week", "Two-week").replace("[[S3]]", "[[One-week plan]], [[S3]]").replace("How", "Why", 1)
    )
    site = make_site({"a.md": PLAN, "b.md": second, "storage.md": STORAGE})
    text = html(site)
    assert [plan["title"] for plan in data(text)["plans"]] == ["One-week plan", "Two-week plan"]
    assert data(text)["plans"][1]["steps"][0]["sections"][0][1] == "S3"
    assert links(text)["Two-week plan"] == "b/two-week-plan/"


def test_the_page_of_a_plan_has_its_steps_for_the_script(make_site: MakeSite) -> None:
    site = make_site({"storage.md": STORAGE, "study.md": PLAN})
    found = data(html(site, "study/one-week-plan"))
    assert [step["anchor"] for step in found["steps"]] == ["day-1-objects", "day-2-the-rest"]
    assert found["steps"][0]["sections"] == [["s3", "S3", "../../storage/s3/", 1]]
    assert "data-sg-plan" not in html(site, "storage/s3")


LISTS = """\
# Plan
<!-- studyguide
plan: true
-->

## Week 1

- **Time:** 8 hours.
- **Read:** [[S3]], [[EBS]]; [[Tape|old tape]].
- **Then:** [[S3]], which you know, [[EBS]] and [[Tape]].

[[S3]] · [[EBS]] and [[Tape]]

- Read [[S3]], [[EBS]], [[Tape]]
- Then read the three: [[S3]], [[EBS]], [[Tape]]
- Read all of them again, [[S3]], [[EBS]], [[Tape]]
- [[EBS]] (again)
- <https://example.org>
"""


def items(text: str) -> list[tuple[str, bool]]:
    """List the innermost items of lists in the text of a page, and whether they begin with a sign to tick."""
    tree = html5lib.parseFragment(text[: text.index('class="sg-after"')], namespaceHTMLElements=False)
    found = [item for item in tree.iter("li") if item.find(".//li") is None]
    return [
        (" ".join("".join(item.itertext()).split()), item.find("span[@class='sg-state']") is not None) for item in found
    ]


def test_a_paragraph_of_links_in_a_plan_is_a_list_to_tick(make_site: MakeSite) -> None:
    text = html(make_site({"storage.md": STORAGE, "plan.md": LISTS}), "plan")
    assert items(text) == [
        ("Time: 8 hours.", False),
        ("S3", True),
        ("EBS", True),
        ("old tape", True),
        ("Then: S3, which you know, EBS and Tape.", False),
        ("S3", True),
        ("EBS", True),
        ("and Tape", True),
        *[("S3", True), ("EBS", True), ("Tape", True)] * 2,
        ("Read all of them again, S3, EBS, Tape", False),
        ("EBS (again)", True),
        ("https://example.org", False),
    ]
    assert "<strong>Read:</strong>" in text
    assert text.count('<ul class="sg-steps">') == 4


def test_only_a_plan_has_lists_to_tick(make_site: MakeSite) -> None:
    text = html(make_site({"storage.md": STORAGE, "plan.md": LISTS.replace("plan: true", "id: plan")}), "plan")
    assert "sg-state" not in text
    assert "<strong>Read:</strong>" in text


@given(
    st.lists(
        st.sampled_from(["[[S3]]", "[[EBS]]", "[t](storage.md)", "x", "and", ",", ";", "*", "`c`", "12", ".", "\n"])
    ),
    st.sampled_from(["", "**Read:** ", "Read "]),
)
def test_no_word_of_a_plan_is_lost(words: list[str], label: str) -> None:
    tokens = parser.parser().parse(f"{label}{' '.join(words)}")
    before = "".join(re.findall(r"\w", block_text(tokens)))
    assert "".join(re.findall(r"\w", block_text(plan_lists.listed(tokens, ())))) == before


def test_the_practice_page_knows_the_steps_of_the_plan_by_numbers(make_site: MakeSite) -> None:
    site = make_site({"storage.md": STORAGE, "study.md": PLAN})
    found = data(html(site, "practice").replace("<template data-sg-items>", "<template>"))
    ids = [row[0] for row in found["sections"]]
    ((name, title, steps_of_it),) = found["plans"]
    assert (name, title) == ("study/one-week-plan", "One-week plan")
    assert [(step, [ids[n] for n in numbers]) for step, _, numbers in steps_of_it] == [
        ("Day 1: objects", ["s3"]),
        ("Day 2: the rest", ["storage/ebs", "storage/tape"]),
    ]
    assert steps_of_it[0][1] == "../study/one-week-plan/#day-1-objects"


def test_a_section_with_questions_leads_to_a_quiz_of_them(make_site: MakeSite) -> None:
    two = STORAGE.replace("## EBS", "<details><summary>And disks?</summary>\n\nEBS.\n\n</details>\n\n## EBS")
    text = html(make_site({"storage.md": two}), "storage/s3")
    assert links(text)["Practise this section (2)"] == "../../practice/?mode=quiz&scope=section%3As3&begin="
    assert text.count('data-sg-asked="q-1"') == 1
    assert "Practise this section" not in html(make_site({"storage.md": STORAGE}), "storage/s3")


def test_the_exam_and_its_domains_stand_there_only_where_there_is_one(make_site: MakeSite) -> None:
    text = html(make_site({"storage.md": STORAGE}, exam=EXAM))
    assert "The exam: XY-1" in text
    assert links(text)["First"] == "tags/d1/"
    assert data(text)["domains"] == [["D1", "First", short("q-1")]]
    assert "The exam" not in html(make_site({"storage.md": STORAGE}))


def test_it_says_how_much_there_is_and_when_it_was_checked_last(make_site: MakeSite) -> None:
    assert "last review" not in html(make_site({"a.md": "# A\n\nText.\n"}))
    text = html(make_site({"storage.md": STORAGE}))
    assert "<strong>4</strong> sections" in text
    assert f'<time datetime="{date(2026, 1, 2)}">' in text


def test_what_is_for_those_who_keep_a_guide_is_not_on_it(make_site: MakeSite) -> None:
    site = make_site({"storage.md": STORAGE, "study.md": PLAN})
    assert "Most referred to" not in html(site)
    assert "Most referred to" in html(site, "coverage")
    assert links(html(site, "changes"))["Coverage"] == "../coverage/"


def test_titles_in_the_data_of_scripts_end_no_element(make_site: MakeSite) -> None:
    site = make_site(
        {"a.md": "# A </template><b> &lt;\n\nText.\n", "p.md": "---\nplan: true\n---\n# P\n\n## D\n\n[a](a.md)\n"}
    )
    ((step, (title,)),) = steps(site)
    assert (step, title) == ("D", site.library.sections[0].title)
    assert html(site).count("</template>") == html(site, "p").count("</template>") == 1


# tests/js/study.test.js has the same names.
@pytest.mark.parametrize(("name", "known"), [("", "ntfp"), ("s3", "4c6b"), ("fact:s3:größe", "k3q2"), ("💾", "7ahu")])
def test_ids_are_shortened_as_scripts_do(name: str, known: str) -> None:
    assert short(name) == known


@given(st.text())
def test_a_short_id_has_one_length(name: str) -> None:
    assert len(short(name)) == SHORT


def test_the_home_page_counts_what_no_step_asks_to_read(make_site: MakeSite) -> None:
    assert "Not in the plan" not in html(make_site({"storage.md": STORAGE, "study.md": PLAN}))
    (rest,) = re.findall(
        r"Not in the plan</span> <span[^>]*>([^<]*)<",
        html(make_site({"storage.md": STORAGE, "a.md": "# A", "study.md": PLAN})),
    )
    assert rest == "1 section"


def test_facts_of_the_exam_are_no_domains(make_site: MakeSite) -> None:
    exam = {**EXAM, "pass": 720, "scale": [100, 1000]}
    text = html(make_site({"storage.md": STORAGE}, exam=exam))
    assert "Questions: 40 · Minutes: 90 · Pass mark: 720 (100–1,000)" in text
    assert '<span class="sg-row">Questions' not in text
    assert "Pass mark" not in html(make_site({"storage.md": STORAGE}, exam=EXAM))


@pytest.mark.parametrize(("called", "times"), [("A guide", 1), ("Welcome", 2)])
def test_the_name_of_the_guide_stands_once_above_what_its_home_page_says_in_print(
    called: str, times: int, make_site: MakeSite
) -> None:
    notes = {"index.md": f"# {called}\n\nRead it.\n", "one.md": "# One\n\nText.\n"}
    site = make_site(notes, title="A guide")
    html = next(page.html for page in site.pages if page.name == "print")
    headings = re.findall(r"<h[12][^>]*>(.*?)</h", html.partition("Read it.")[0])
    assert headings == ["A guide", called][:times]
    (anchor,) = re.findall(rf'<a href="#([^"]*)">{called}</a>', html)
    assert f'id="{anchor}"' in html
