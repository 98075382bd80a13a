"""A name that notes write with a capital amid sentences is not what the small word says."""

import re
from pathlib import Path
from typing import Any

import pytest

from casefiles import write_notes
from conftest import MakeSite
from studyguide.build import build
from studyguide.reuse.memory import Memory
from studyguide.site import Site

TERMS = "# Words\n\n## Terms\n\n- **Region**: A place with several data centres.\n- **Bucket**: Where files lie.\n"
ENGLISH = "- We keep the copies in {name} of our choice, and pay for all that we move out of it.\n"
GERMAN = "- Wir legen jede Kopie in {name} unserer Wahl, und die Kosten der Leitung trägt der Kunde.\n"


def notes(text: str, capital: int = 12, small: int = 0, *, german: bool = False) -> dict[str, str]:
    line = GERMAN if german else ENGLISH
    said = line.format(name="a Region") * capital + line.format(name="a region") * small
    return {"a.md": f"# Copies\n\n{said}", "b.md": f"# Brains\n\n{text}\n", "c.md": TERMS}


def explained(site: Site, page: str = "b") -> list[str]:
    html = next(one.html for one in site.pages if one.name == page)
    return re.findall(r'<a class="sg-term"[^>]*>([^<]*)', html)


@pytest.mark.parametrize(
    ("text", "given", "marked"),
    [
        ("That is a region of the brain.", {}, []),
        ("One of the small regions.", {}, []),
        ("A region of the brain is in no Region of a cloud.", {}, ["Region"]),
        ("Regions are large, a region is not.", {}, ["Regions"]),
        ("REGION is a word, a region is not.", {}, ["REGION"]),
        ("That is in a bucket.", {}, ["bucket"]),
        ("That is a region of the brain.", {"small": 2}, ["region"]),
        ("That is a region of the brain.", {"capital": 4}, ["region"]),
        ("Das ist eine region ohne Grenze.", {"german": True}, ["region"]),
    ],
)
def test_the_small_word_is_not_explained_where_notes_write_the_name_with_a_capital(
    make_site: MakeSite, text: str, given: dict[str, Any], marked: list[str]
) -> None:
    assert explained(make_site(notes(text, **given))) == marked


def test_a_longer_name_and_a_title_say_nothing_of_a_word(make_site: MakeSite) -> None:
    files = notes("That is a region.", capital=0)
    files["a.md"] = "# Copies\n\n" + "- We keep it in the Region Table, and more.\n- The Large Region is here.\n" * 6
    assert explained(make_site(files)) == ["region"]


def test_no_page_and_no_glossary_counts_the_small_word(make_site: MakeSite) -> None:
    site = make_site(notes("That is a region of the brain."))
    assert "b" not in next(term.used_in for term in site.library.terms if term.name == "Region")


def test_a_section_is_not_linked_by_the_small_word(make_site: MakeSite) -> None:
    files = notes("The parts stick together without glue.")
    files["a.md"] = files["a.md"].replace("a Region", "a Glue")
    files["c.md"] = "# Moving data\n<!-- studyguide\naliases: [Glue]\nlink: true\n-->\n\nGlue moves data.\n"
    site = make_site(files)
    assert [link.origin for link in site.library.links if link.kind == "auto"] == ["a"]


def test_a_page_follows_how_other_pages_write_a_name(tmp_path: Path) -> None:
    memory = Memory()
    for capital, small, marked in ((12, 0, []), (12, 2, ["region"]), (4, 0, ["region"]), (20, 0, []), (20, 1, [])):
        root = write_notes(tmp_path, notes("That is a region of the brain.", capital, small))
        found = build(root, memory=memory)
        assert [page.html for page in found.pages] == [page.html for page in build(root).pages]
        assert explained(found) == marked
