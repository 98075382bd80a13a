"""The coverage page counts what a guide holds for each part of its exam."""

import html5lib
import pytest

from conftest import MakeSite
from studyguide import settings
from studyguide.given import SettingError
from studyguide.site import Site

NOTES = """\
---
split: 2
---
# Storage
<!-- studyguide
tags: [D1, D1/1.1]
reviewed: 2024-05-06
-->

Four words stand here.

| At a glance | |
|---|---|
| kind | block |
| size | 1 TB |

<details><summary>Which one?</summary>

- [x] This
- [ ] That

</details>

## Tape
<!-- studyguide
tags: [D1/1.1, D2]
reviewed: 2023-01-02
-->

Two words.
"""
EXAM = {
    "title": "An exam",
    "domains": [
        {"tag": "d1", "title": "First", "weight": 60, "tasks": {"d1/1.1": "Task one"}},
        {"tag": "D2", "title": "Second", "weight": 40},
        {"tag": "D3", "title": "Nothing yet", "weight": 1},
    ],
}


def html(site: Site, name: str) -> str:
    return next(page.html for page in site.pages if page.name == name)


def rows(site: Site) -> list[list[str]]:
    tree = html5lib.parseFragment(html(site, "coverage"), namespaceHTMLElements=False)
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in tree.iter("tr")][1:]


def test_each_domain_and_task_has_its_counts(make_site: MakeSite) -> None:
    # part, weight, sections, words (with the table's), facts, questions, oldest review
    assert rows(make_site({"storage.md": NOTES}, exam=EXAM)) == [
        ["D1 First", "60 %", "2", "18", "2", "1", "2023-01-02"],
        ["D1/1.1 Task one", "", "2", "18", "2", "1", "2023-01-02"],
        ["D2 Second", "40 %", "1", "2", "0", "0", "2023-01-02"],
    ]


def test_tags_of_the_exam_say_what_they_stand_for(make_site: MakeSite) -> None:
    site = make_site({"storage.md": NOTES}, exam=EXAM)
    assert '<h1 id="tag">First</h1>' in html(site, "tags/d1/index")
    assert "D1, 60 % of the exam" in html(site, "tags/d1/index")
    assert 'Task one <span class="sg-code">D1/1.1</span></b>' in html(site, "tags/d1/index")
    assert 'Task one <span class="sg-code">D1/1.1</span></a>' in html(site, "tags/index")
    assert 'Task one <span class="sg-code">D1/1.1</span></a>' in html(site, "storage/tape")
    assert "sg-code" not in html(make_site({"storage.md": NOTES}), "storage/tape")


def test_without_an_exam_it_shows_the_reviews_alone(make_site: MakeSite) -> None:
    site = make_site({"storage.md": NOTES})
    assert rows(site) == []
    assert html(site, "coverage").index("2023-01-02") < html(site, "coverage").index("2024-05-06")


def test_readers_are_not_led_to_it(make_site: MakeSite) -> None:
    site = make_site({"storage.md": NOTES}, exam=EXAM)
    assert [page.name for page in site.pages if "coverage/" in page.html and page.name != "coverage"] == ["changes"]
    assert not next(page for page in site.pages if page.name == "coverage").kind.in_navigation


@pytest.mark.parametrize(
    ("domain", "message"),
    [
        ({"title": "No tag"}, "needs a `tag`"),
        ({"tag": "D1", "weight": "much"}, "must be a number above 0"),
        ({"tag": "D1", "tasks": ["1.1"]}, "must be `tag: title` lines"),
    ],
)
def test_a_wrong_domain_is_explained(domain: object, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        settings.options({"exam": {"domains": [domain]}})


def test_only_what_others_link_to_is_listed_as_referred_to(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# Storage\n\nIt keeps.\n", "b.md": "# Network\n\nIt reaches [[Storage]].\n"})
    page = next(page for page in site.pages if page.name == "coverage")
    popular = page.html.partition('id="sg-popular"')[2].partition("</ul>")[0]
    assert "Storage" in popular
    assert "Network" not in popular
