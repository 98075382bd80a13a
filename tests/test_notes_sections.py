"""Notes are cut into pages: where they begin, what they are called, and which lines they hold."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

import casefiles
from casefiles import Case
from fuzz import core
from studyguide.markdown.plain_text import block_text
from studyguide.model import Section
from studyguide.paths import url
from studyguide.site import Site

MANY = 2_000


def pages(site: Site) -> str:
    """Draw every page: its URL, id, lines and title, its headings with levels and anchors, and its text."""
    lines = [line for section in site.library.sections for line in _page(section)]
    lines += [f"{p.severity} {p}" for p in site.problems]
    return "\n".join(lines)


def _page(section: Section) -> Iterator[str]:
    kind = "chapter" if section.chapter else "page"
    parent = f" in {url(section.parent) or './'}" if section.parent is not None else ""
    yield f"{url(section.page) or './'} {kind} “{section.title}” {section.place}–{section.last}{parent}"
    if section.meta.reviewed or section.tags or section.meta.aliases:
        yield f"  {section.meta.reviewed or ''} {list(section.tags)} {list(section.meta.aliases)}"
    for heading in section.headings[1:]:
        yield f"  {'#' * heading.level} {heading.title} #{heading.anchor} line {heading.place.line}"
    yield f"  text: {block_text(section.tokens)}"
    for label, body in section.footnotes.items():
        yield f"  [^{label}]: {block_text(body)}"


@pytest.mark.parametrize("case", casefiles.load("split"), ids=str)
def test_case(case: Case, check_case: Callable[[Case, Callable[[Site], str]], None]) -> None:
    check_case(case, pages)


@pytest.mark.parametrize("case", casefiles.load("split"), ids=str)
def test_a_page_has_one_h1_and_no_level_is_jumped(case: Case) -> None:
    for section in core(case.files()).sections:
        levels = [1] + [int(token.tag[1]) for token in section.tokens if token.type == "heading_open"]
        assert 1 not in levels[1:]
        assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("case", casefiles.load("split"), ids=str)
def test_lines_begin_with_the_sections_heading(case: Case) -> None:
    files = case.files()
    for section in core(files).sections:
        lines = files[section.place.path].split("\n")
        cut = lines[section.place.line - 1 : section.last]
        assert section.place.line >= 1
        assert section.last <= len(lines)
        if cut and cut[0] != "---" and section.head.inline[0].content in "".join(cut[:2]):
            assert section.head.inline[0].content in cut[0]


def test_the_ids_of_a_page_are_distinct() -> None:
    notes = "# A\n\n<a id='b'></a>\n\n## B\n\n## B\n\n<i id='b-1'>x</i> [l](u){#b} <p id='sg-x'></p>\n\n> ## B\n"
    html = core({"a.md": notes}).html
    ids = [part.partition('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 4
    assert "user-sg-x" in ids


def test_two_thousand_sections_of_one_title_have_urls_of_their_own() -> None:
    notes = "# Same\n\ntext\n\n" * MANY
    found = core({"a.md": notes})
    assert len({section.page for section in found.sections}) == MANY + 1


def test_ten_thousand_headings_on_one_page() -> None:
    notes = "# A\n\n" + "## Same\n\n" * 10_000
    (section,) = core({"a.md": notes}).sections
    assert len({heading.anchor for heading in section.headings}) == 10_001
    assert section.headings[-1].anchor == "same-9999"


def test_a_split_is_stable_under_edits_elsewhere() -> None:
    before = "# A\n\na\n\n# B\n\nb\n\n# C\n\nc\n"
    after = before.replace("\nb\n", "\nb is longer now\n\n## And has a part\n\ntext\n")
    one, other = core({"n.md": before}).sections, core({"n.md": after}).sections
    assert [(s.page, s.id, s.title, s.parent) for s in one] == [(s.page, s.id, s.title, s.parent) for s in other]


def test_a_chapter_knows_its_parts_and_they_know_it() -> None:
    notes = "---\nsplit: 2\n---\n# Storage\n\n## S3\n\n# Network\n\n## VPC\n"
    found = {section.title: section for section in core({"aws.md": notes}).sections}
    assert found["VPC"].parent == found["Network"].page == "aws/network"
    assert found["S3"].parent == found["Storage"].page
    assert found["Network"].chapter
    assert not found["VPC"].chapter


def test_facts_stand_under_their_heading() -> None:
    table = "| {} | |\n|---|---|\n| Kind | x |\n| Kind | y |"
    notes = f"# A\n\n{table.format('At a glance')}\n\n## B\n\n> a\n\n| at a glance | |\n|-|-|\n| Size | **1** |\n"
    found = core({"a.md": notes})
    one, other = found.sections[0].headings
    assert [(fact.name, fact.text, fact.place.line) for fact in one.facts] == [("Kind", "x", 5)]
    assert [(fact.name, fact.text, fact.place.line) for fact in other.facts] == [("Size", "1", 14)]
    assert [problem.rule for problem in found.problems] == ["double-fact"]


def test_a_title_with_a_picture_of_another_site_is_text() -> None:
    found = core({"a.md": "# A ![b](https://example.org/b.png)\n"})
    assert found.sections[0].title == "A b"
    assert "<img" not in found.html
