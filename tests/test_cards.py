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
