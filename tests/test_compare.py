import pytest

import casefiles
import views
from casefiles import Case
from conftest import CheckCase, MakeSite
from studyguide.outputs import search_data


@pytest.mark.parametrize("case", casefiles.load("compare"), ids=str)
def test_case(case: Case, check_case: CheckCase) -> None:
    check_case(case, views.comparisons)


def test_a_verdict_stands_above_the_table_and_is_searched(make_site: MakeSite) -> None:
    meta = "<!-- studyguide\nconfused_with: [EFS]\nverdicts: {efs: 'Choose <b>EBS</b> for latency.'}\n-->\n"
    facts = "| At a glance | |\n|---|---|\n| Unit | block |\n"
    site = make_site({"notes.md": f"# EBS\n{meta}{facts}\n# EFS\n{facts}\n# S3\n"})
    html = next(page.html for page in site.pages if page.name == "compare/ebs-vs-efs")
    shown = '<p class="sg-verdict">Choose &lt;b&gt;EBS&lt;/b&gt; for latency.</p>'
    assert 0 < html.index(shown) < html.index("<table")
    _, texts = search_data.encode(site.library)
    assert b"Choose <b>EBS</b> for latency. Unit" in texts


def test_a_pair_without_a_verdict_says_nothing(make_site: MakeSite) -> None:
    site = make_site({"notes.md": "# EBS\n<!-- studyguide\nconfused_with: [EFS]\n-->\n# EFS\n"})
    assert not any("sg-verdict" in page.html for page in site.pages)
