"""The short ways in the drawer stand on all pages: where they are others, all pages are."""

from collections.abc import Callable

from studyguide.outputs.mkdocs import again, ways
from studyguide.site import Site

PLAN = "## Plan\n<!-- studyguide\nplan: true\n-->\n\n### Day\n\n- [[One]]\n\n"
NOTES = f"---\nsplit: 2\n---\n# Study\n\n{PLAN}## One\n\nText.\n"


def test_the_plan_stands_among_them(make_site: Callable[..., Site]) -> None:
    assert [title for _, title in ways.wanted(make_site({"a.md": NOTES}))] == ["Practice", "Plan", "Glossary"]


def test_when_a_section_becomes_a_plan_every_page_is_made_again(make_site: Callable[..., Site]) -> None:
    before, site = (
        make_site({"a.md": NOTES.replace("plan: true", meta)}) for meta in ("reviewed: 2026-01-02", "plan: true")
    )
    assert again.changes(before, site) is None
