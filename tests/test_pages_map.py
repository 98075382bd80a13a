"""What is around a section and around a chapter, as lists; and the lines between them."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from studyguide.pages import neighbours
from studyguide.site import Site

MakeSite = Callable[..., Site]

NOTES = {
    "one.md": "---\nsplit: 2\n---\n\n# One\n\n## Apple\n\nSee [[Pear]] and [[Plum]].\n\n"
    "## Pear\n<!-- studyguide\nconfused_with: [apple]\n-->\n\nSee [[Apple]], again [[Apple]], and [[Plum]].\n",
    "two.md": "---\nsplit: 2\n---\n\n# Two\n\n## Plum\n\nAlone.\n\n## Cherry\n\nNothing.\n",
    "loose.md": "# Loose\n\nSee [[Plum]] and [itself](loose.md).\n",
}


def page(site: Site, name: str) -> BeautifulSoup:
    return BeautifulSoup(next(page.html for page in site.pages if page.name == name), "html.parser")


def around(site: Site, name: str) -> dict[str, list[str]]:
    """Read the lists of a section's map."""
    found = page(site, name).select_one(".sg-map")
    heads = found.select("h3") if found else []
    return {head.text: [link.text for link in _list_below(head).select("li")] for head in heads}


def _list_below(head: Tag) -> Tag:
    below = head.find_next_sibling("ul")
    assert isinstance(below, Tag)
    return below


def test_a_section_lists_what_mentions_it_what_it_links_to_and_what_it_is_confused_with(make_site: MakeSite) -> None:
    site = make_site(NOTES)
    assert around(site, "one/apple") == {
        "Mentioned in": ["Pear"],
        "Often confused": ["Pear"],
        "Links to": ["Pear", "Plum"],
    }
    assert around(site, "two/plum") == {"Mentioned in": ["Loose", "Apple", "Pear"]}
    assert around(site, "two/cherry") == {}
    assert around(site, "loose") == {}, "one name is no map"


def test_what_a_map_leaves_out_is_one_press_away(make_site: MakeSite) -> None:
    some = [f"S{n}" for n in range(15)]
    hub = "## Hub\n\n" + "\n\n".join(f"See [[{name}]]." for name in some)
    notes = "".join(f"\n\n## {name}\n\nSee [[Hub]]." for name in some)
    shown = page(make_site({"one.md": f"---\nsplit: 2\n---\n\n# One\n\n{hub}{notes}\n"}), "one/hub")
    more = shown.select(".sg-mentioning li")[-1].select_one("a")
    assert more is not None
    assert (more.text, more["href"]) == ("6 more", "#sg-all-mentions")
    assert shown.select_one(".sg-mentions #sg-all-mentions")
    links = shown.select(".sg-side:not(.sg-mentioning)")[0]
    assert [link.text for link in links.select("a")] == some
    assert len(links.select(".sg-choose a")) == 6


def test_links_of_a_map_lead_to_the_sections_and_to_the_page_of_the_two(make_site: MakeSite) -> None:
    links = page(make_site(NOTES), "one/apple").select(".sg-map a")
    assert [link["href"] for link in links] == [
        "../pear/",
        "../../compare/pear-vs-apple/",
        "../pear/",
        "../../two/plum/",
    ]


def test_a_section_that_many_mention_shows_some_and_says_how_many_more(make_site: MakeSite) -> None:
    many = {f"n{n}.md": f"# Note {n}\n\nSee [[Hub]].\n" for n in range(30)}
    site = make_site({"hub.md": "# Hub\n\nSee [[Note 25]].\n", **many})
    mentioned = around(site, "hub")["Mentioned in"]
    assert len(mentioned) == neighbours.MOST + 1
    assert mentioned[0] == "Note 25"  # linked both ways
    assert mentioned[-1] == f"{30 - neighbours.MOST} more"


def chapters(site: Site) -> Mapping[str, Any]:
    """Read the map of the guide: for each chapter its sections with their numbers, and the chapters around it."""
    html = page(site, "guide-map")
    found = {}
    for fold in html.select(".sg-map-chapter"):
        listed = [" ".join(item.text.split()) for item in fold.select("li")]
        linked = [" ".join(one.text.split()) for one in fold.select("p > span")]
        found[fold.select("h2")[0].text] = (listed, linked)
    return found


def test_the_map_of_the_guide_has_each_section_once_and_says_how_many_refer_to_it(make_site: MakeSite) -> None:
    site = make_site(NOTES, title="Fruit")
    assert chapters(site) == {
        "Fruit": (["Loose"], ["Two 1"]),
        "One": (["One", "Apple 1", "Pear 1"], ["Two 2"]),
        "Two": (["Two", "Plum 3", "Cherry"], ["One 2", "Fruit 1"]),
    }


def test_what_most_others_refer_to_comes_first(make_site: MakeSite) -> None:
    notes = {**NOTES, "four.md": "# Four\n\nSee [[Apple]].\n"}
    listed = page(make_site(notes), "guide-map").select(".sg-map-first li")
    assert [" ".join(item.text.split()) for item in listed] == ["Plum 3", "Apple 2"]


def test_each_arc_joins_two_chapters_and_heavier_ones_stand_for_more_links(make_site: MakeSite) -> None:
    paths = page(make_site(NOTES), "guide-map").select(".sg-guide-map > ol + svg path")
    # Rows are 30 units apart, in the order of the list: Loose, One, Two.
    assert [(path["class"], re.findall(r"(?:^M| )0 (\d+)", str(path["d"]))) for path in paths] == [
        (["sg-line-4"], ["15", "75"]),
        (["sg-line-5"], ["45", "75"]),
    ]


def test_arcs_inside_of_a_chapter_join_its_sections_and_are_heavier_where_both_lead_to_each_other(
    make_site: MakeSite,
) -> None:
    (chapter,) = page(make_site(NOTES), "guide-map").select(".sg-map-chapter:has(svg)")
    assert chapter.select("h2")[0].text == "One"
    # Its rows: One, Apple, Pear.
    assert [(path["class"], re.findall(r"(?:^M| )0 (\d+)", str(path["d"]))) for path in chapter.select("path")] == [
        (["sg-line-3"], ["45", "75"]),
    ]


def test_a_guide_of_one_section_has_no_map(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# A\n\nText.\n"})
    assert "guide-map" not in {page.name for page in site.pages}


@given(st.integers(1, 12), st.integers(0, 12), st.booleans())
def test_lines_begin_and_end_at_rows_and_in_the_middle(rows: int, more: int, outward: bool) -> None:  # noqa: FBT001
    of = rows + more
    drawn = str(neighbours.fan(rows, of, outward=outward))
    height, middle = of * neighbours.ROW, of * neighbours.ROW // 2
    ends = [tuple(map(int, ends)) for ends in re.findall(r"M0 (\d+)C[^M]* (\d+)(?=[M\"])", drawn)]
    assert len(ends) == rows
    assert {end[0 if outward else 1] for end in ends} == {middle}
    heights = [end[1 if outward else 0] for end in ends]
    assert [b - a for a, b in pairwise(heights)] == [neighbours.ROW] * (rows - 1)
    assert heights[0] > 0
    assert heights[-1] < height
