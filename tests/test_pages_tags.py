"""The page of a tag: what it is about, by a note of its own, and everything that carries it."""

import html5lib
import pytest

from conftest import MakeSite
from studyguide.site import Page, Site

STORAGE = """\
---
split: 2
---
# Storage

## S3
<!-- studyguide
tags: [D1/1.1]
confused_with: [ebs]
-->

Objects. See [what the task is](tags/one.md#more).

<details><summary>What keeps objects?</summary>

- [x] S3
- [ ] EBS

</details>

### Terms

- **Bucket**: where objects are.

## EBS
<!-- studyguide
id: ebs
tags: [D1/1.1, D1/1.2]
-->

Disks.
"""
ONE = "---\nabout_tag: d1/1.1\nsummary: Who gets in.\n---\n# 1.1 Access\n\nBegin with [[S3]].\n\n## More\n\nA word.\n"
NOTES = {"storage.md": STORAGE, "tags/one.md": ONE}


def page(site: Site, name: str) -> Page:
    return next(page for page in site.pages if page.name == name)


def links(site: Site, name: str) -> dict[str, str]:
    tree = html5lib.parseFragment(page(site, name).html, namespaceHTMLElements=False)
    return {" ".join("".join(link.itertext()).split()): link.get("href", "") for link in tree.iter("a")}


def rules(site: Site) -> list[str]:
    return [str(problem) for problem in site.problems if problem.rule == "tag-page"]


def test_a_note_opens_the_page_of_its_tag_and_is_no_section(make_site: MakeSite) -> None:
    site = make_site(NOTES)
    found = page(site, "tags/d1/1-1/index")
    assert found.title == "1.1 Access"
    assert found.description == "Who gets in."
    assert found.source is not None
    assert found.source.path == "tags/one.md"
    assert found.html.index("1.1 Access</h1>") < found.html.index("Begin with") < found.html.index("2 sections")
    assert [section.title for section in site.library.sections] == ["Storage", "S3", "EBS"]
    assert "tags/one" not in [page.name for page in site.pages]
    assert rules(site) == []


def test_links_lead_to_the_page_of_the_tag_and_from_it(make_site: MakeSite) -> None:
    site = make_site(NOTES)
    assert links(site, "storage/s3")["what the task is"] == "../../tags/d1/1-1/#more"
    assert links(site, "tags/d1/1-1/index")["S3"] == "../../../storage/s3/"


def test_its_page_leads_to_questions_comparisons_terms_and_neighbours(make_site: MakeSite) -> None:
    found = links(make_site(NOTES), "tags/d1/1-1/index")
    assert found["Practise these questions (1)"] == "../../../practice/?mode=quiz&scope=tag%3AD1%2F1.1&begin=all"
    assert found["What keeps objects?"].startswith("../../../practice/questions/#q-")
    assert found["S3 vs EBS"] == "../../../compare/s3-vs-ebs/"
    assert found["Bucket"] == "../../../glossary/#bucket"
    assert found["D1/1.2"] == "../1-2/"
    assert found["D1"] == "../"


def test_chips_and_lists_say_what_a_tag_means(make_site: MakeSite) -> None:
    site = make_site(NOTES)
    assert "1.1 Access D1/1.1" in links(site, "storage/s3")
    assert "1.1 Access D1/1.1 Who gets in." in links(site, "tags/d1/index")
    assert "D1/1.2" in links(site, "storage/ebs")


def test_the_domains_of_the_exam_come_first_in_its_order(make_site: MakeSite) -> None:
    domains = [{"tag": tag, "title": f"Domain {tag}", "weight": 50} for tag in ("Z", "M")]
    exam = {"minutes": 10, "questions": 5, "pass": 70, "domains": domains}
    site = make_site({"a.md": "---\ntags: [a, m, z]\n---\n# A\n\nText.\n"}, exam=exam)
    found = [name.partition(" ")[0] for name in links(site, "tags/index") if name]
    assert found[-3:] == ["Domain", "Domain", "a"]
    html = page(site, "tags/index").html
    assert html.index("Domain Z") < html.index("Domain M") < html.index('">a</a>')


def test_sections_are_in_the_order_of_the_guide(make_site: MakeSite) -> None:
    html = page(make_site(NOTES), "tags/d1/index").html
    assert html.index("<b>S3</b>") < html.index("<b>EBS</b>")


def test_many_sections_stand_under_their_chapters_and_few_do_not(make_site: MakeSite) -> None:
    many = "".join(f"\n## Part {n}\n<!-- studyguide\ntags: [big]\n-->\n\nText.\n" for n in range(20))
    notes = {f"{name}.md": f"---\nsplit: 2\n---\n# {name}\n{many}" for name in ("One", "Two")}
    html = page(make_site(notes), "tags/big/index").html
    assert '<h3 id="chapter-1">One</h3>' in html
    assert '<h3 id="chapter-2">Two</h3>' in html
    assert "<h3" not in page(make_site(NOTES), "tags/d1/index").html


@pytest.mark.parametrize("tag", ["D1/1.1", "#d1/1.1", "d1/1.1"])
def test_two_notes_about_one_tag_are_reported(make_site: MakeSite, tag: str) -> None:
    site = make_site({**NOTES, "tags/two.md": f'---\nabout_tag: "{tag}"\n---\n# Two\n\nOther words.\n'})
    assert [problem.partition(":")[0] for problem in rules(site)] == ["tags/two.md"]
    assert "Other words." in page(site, "tags-notes/two").html


def test_a_note_about_a_tag_of_nothing_is_reported_and_its_words_are_kept(make_site: MakeSite) -> None:
    site = make_site({**NOTES, "x.md": "---\nabout_tag: nothing\n---\n# Nothing\n\nOther words.\n"})
    assert "no section has the tag `nothing`" in rules(site)[0]
    assert "Other words." in page(site, "tags/nothing/index").html


def test_a_list_of_tags_is_no_tag(make_site: MakeSite) -> None:
    site = make_site({"x.md": "---\nabout_tag: [a, b]\n---\n# Both\n\nText.\n"})
    assert [problem.rule for problem in site.problems] == ["metadata"]
