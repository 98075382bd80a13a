from itertools import pairwise

import pytest

import casefiles
import views
from casefiles import Case
from conftest import CheckCase, MakeSite


@pytest.mark.parametrize("case", casefiles.load("cards"), ids=str)
def test_case(case: Case, check_case: CheckCase) -> None:
    check_case(case, views.questions)


def test_a_closing_tag_below_text_ends_its_block(make_site: MakeSite) -> None:
    """People close ``<details>`` right below or behind the last line of the answer, as browsers understand."""
    notes = """\
# A

<details>
<summary>Why?</summary><br><b>

Because it is.
</b></details>

<details>
<summary>How?</summary>

- one
- two</details>

After.
"""
    site = make_site({"a.md": notes})
    assert [question.prompt for question in site.library.questions] == ["Why?", "How?"]
    page = next(page for page in site.pages if page.name == "a")
    assert "</details><p>After.</p>" in page.html.replace("\n", "")


def test_a_comment_that_stands_for_a_billion_items(make_site: MakeSite) -> None:
    levels = "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in pairwise("abcdefghijk"))
    comment = f"<!--\na: &a [x,x,x,x,x,x,x,x,x,x]\n{levels}id: *k\n-->"
    site = make_site({"a.md": f"# A\n\n<details>\n<summary>Why?</summary>\n\n{comment}\n\nBecause.\n\n</details>\n"})
    assert [question.prompt for question in site.library.questions] == ["Why?"]
