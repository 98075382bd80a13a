"""A verdict is shown in halves where it has two: each beside the column that it speaks for."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MakeSite
from studyguide.build import build
from studyguide.guide.verdict_parts import Parts, parts
from studyguide.model import Comparison


def pair(make_site: MakeSite, one: str, other: str, verdict: str) -> Comparison:
    meta = f"<!-- studyguide\nid: one\nconfused_with: [other]\nverdicts:\n  other: '{verdict}'\n-->"
    site = make_site({"a.md": f"# {one}\n{meta}\n# {other}\n<!-- studyguide\nid: other\n-->\n"})
    return next(comparison for comparison in site.library.comparisons if comparison.pair)


@pytest.mark.parametrize(
    ("one", "other", "verdict", "expected"),
    [
        (
            "EBS", "EFS", "Choose EBS for one; choose EFS for many.",
            Parts(("Choose EBS for one.", "Choose EFS for many.")),
        ),
        (
            "gp3", "gp2", "Choose gp3: it costs less. gp2 ties speed to size. Neither is for archives.",
            Parts(("Choose gp3: it costs less.", "gp2 ties speed to size."), "Neither is for archives."),
        ),
        # In the order of the columns, whatever the author began with.
        (
            "Manager", "WAF", "Choose WAF here; choose Manager everywhere.",
            Parts(("Choose Manager everywhere.", "Choose WAF here.")),
        ),
        # One name within the other.
        (
            "IAM Identity Center", "IAM", "Choose IAM Identity Center for staff; choose IAM for programs.",
            Parts(("Choose IAM Identity Center for staff.", "Choose IAM for programs.")),
        ),
        (
            "SSE-KMS", "SSE-C", "Choose SSE-KMS to audit; choose SSE-C to keep the key.",
            Parts(("Choose SSE-KMS to audit.", "Choose SSE-C to keep the key.")),
        ),
        # What goes on behind a semicolon belongs to what came before it.
        (
            "Queue", "Topic", "Queue: jobs; not for fan-out. Topic: copies for many.",
            Parts(("Queue: jobs; not for fan-out.", "Topic: copies for many.")),
        ),
        (
            "缓存", "数据库", "选择缓存以求快速\uff1b选择数据库以求持久。",
            Parts(("选择缓存以求快速。", "选择数据库以求持久。")),
        ),
        ("EBS", "EFS", "Choose EBS for latency, and EFS to share.", None),
        ("EBS", "EFS", "It depends; ask.", None),
    ],
)  # fmt: skip
def test_each_half_speaks_for_its_own(
    make_site: MakeSite, one: str, other: str, verdict: str, expected: Parts | None
) -> None:
    assert parts(pair(make_site, one, other, verdict)) == expected


CLAUSES = st.lists(
    st.tuples(
        st.sampled_from(["EBS keeps blocks", "EFS shares", "ask others", "both cost"]), st.sampled_from("; .".split())
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def disks(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    notes = tmp_path_factory.mktemp("notes")
    (notes / "a.md").write_text("# EBS\n<!-- studyguide\nconfused_with: [EFS]\n-->\n# EFS\n", encoding="utf-8")
    return build(notes).library.comparisons[0]


@given(clauses=CLAUSES)
def test_no_word_is_lost(disks: Comparison, clauses: list[tuple[str, str]]) -> None:
    verdict = " ".join(text + end for text, end in clauses)
    found = parts(replace(disks, verdict=verdict))
    if found:
        shown = " ".join((*found.texts, found.rest))
        assert Counter(re.findall(r"\w+", shown.casefold())) == Counter(re.findall(r"\w+", verdict.casefold()))
