import re

import pytest

import casefiles
import views
from casefiles import Case
from conftest import CheckCase, MakeSite
from studyguide.outputs import search_data


@pytest.mark.parametrize("case", casefiles.load("compare"), ids=str)
def test_case(case: Case, check_case: CheckCase) -> None:
    check_case(case, views.comparisons)


def compared(page: str) -> list[str]:
    """Return what a page lists to compare it with, as a reader sees it."""
    _, _, rest = page.partition('<h2 id="sg-compare-with">')
    return [re.sub(r"<[^>]*>", "", item) for item in re.findall(r"<li>(.*?)</li>", rest.partition("</section>")[0])]


def member(number: int, *lines: str) -> str:
    meta = "\n".join(("tags: [disks]", *lines))
    return f"---\n{meta}\n---\n# Disk {number}\n\n| At a glance | |\n|---|---|\n| Speed | {number} |\n"


@pytest.mark.parametrize(("count", "tail"), [(13, ["disks"]), (14, ["1 more in disks"]), (40, ["27 more in disks"])])
def test_a_page_lists_twelve_others_of_a_table_and_leads_to_the_rest(
    count: int, tail: list[str], make_site: MakeSite
) -> None:
    site = make_site({f"d{n:02}.md": member(n) for n in range(count)})
    pages = {str(page.name): page.html for page in site.pages}
    assert compared(pages["d05"]) == [f"Disk {n}" for n in range(13) if n != 5] + tail
    assert pages["compare/disks"].count('scope="col"') == count


def test_a_page_lists_all_that_its_author_says_it_is_confused_with(make_site: MakeSite) -> None:
    others = [f"d{n:02}" for n in range(1, 16)]
    first = member(0, f"confused_with: [{', '.join(others)}]")
    site = make_site({"d00.md": first, **{f"{name}.md": member(n) for n, name in enumerate(others, 1)}})
    page = next(page for page in site.pages if page.name == "d00").html
    assert compared(page) == [*(f"Disk {n}" for n in range(1, 16)), "disks"]


def test_a_verdict_stands_above_the_table_and_is_searched(make_site: MakeSite) -> None:
    meta = "<!-- studyguide\nconfused_with: [EFS]\nverdicts: {efs: 'Choose <b>EBS</b> for latency.'}\n-->\n"
    facts = "| At a glance | |\n|---|---|\n| Unit | block |\n"
    site = make_site({"notes.md": f"# EBS\n{meta}{facts}\n# EFS\n{facts}\n# S3\n"})
    html = next(page.html for page in site.pages if page.name == "compare/ebs-vs-efs")
    shown = '<p class="sg-advice">Choose &lt;b&gt;EBS&lt;/b&gt; for latency.</p>'
    assert 0 < html.index(shown) < html.index("<table")
    _, texts = search_data.encode(site.library)
    assert b"Choose <b>EBS</b> for latency. Unit" in texts


def test_a_pair_without_a_verdict_says_nothing(make_site: MakeSite) -> None:
    site = make_site({"notes.md": "# EBS\n<!-- studyguide\nconfused_with: [EFS]\n-->\n# EFS\n"})
    assert not any("sg-advice" in page.html for page in site.pages)


def test_sections_that_are_confused_with_all_others_get_a_page_for_some(make_site: MakeSite) -> None:
    names = [f"n{number}" for number in range(60)]
    note = "---\nid: {}\nconfused_with: [" + ", ".join(names) + "]\n---\n# Note {}\n"
    site = make_site({f"{name}.md": note.format(name, name) for name in names})
    assert len(site.library.comparisons) <= 30 * len(names)
    assert {problem.rule for problem in site.problems} == {"too-long"}
    assert "only the first 30" in site.problems[0].message
