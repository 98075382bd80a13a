"""What counts as no value; ``tests/js/values.test.js`` holds the browser code to the same cases."""

import json
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from conftest import MakeSite
from studyguide.guide.missing_values import missing
from studyguide.options import Attribute
from studyguide.pages.comparison_rows import Cell, Row

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "cases/compare/values.json").read_text("utf-8"))


@pytest.mark.parametrize("text", CASES["missing"])
def test_missing(text: str) -> None:
    assert missing(text)


@pytest.mark.parametrize("text", CASES["present"])
def test_present(text: str) -> None:
    assert not missing(text)


@pytest.mark.parametrize("case", CASES["differing"], ids=lambda case: " · ".join(case["values"]))
def test_only_what_is_there_can_differ(case: dict[str, Any]) -> None:
    cells = tuple(Cell(text, Markup(), "") for text in case["values"])
    row = Row("x", Attribute("x", "x"), cells)
    assert (row.differs, row.gaps) == (case["differs"], case["gaps"])


def test_a_written_gap_keeps_its_text_and_is_marked(make_site: MakeSite) -> None:
    fact = "## {}\n<!-- studyguide\ntags: [t]\n-->\n\n| At a glance | |\n|---|---|\n| size | {} |\n\n"
    site = make_site({"a.md": "---\nsplit: 2\n---\n# A\n\n" + fact.format("One", "5 GB") + fact.format("Two", "n/a")})
    html = next(page.html for page in site.pages if page.name == "compare/t")
    assert '<td role="cell" class="sg-missing">n/a' in html
    assert '<td role="cell">5 GB' in html
