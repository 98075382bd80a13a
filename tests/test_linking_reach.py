"""A word that is a thing in one folder is another thing, or none, in the next: links need surroundings that fit."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MakeSite
from studyguide.build import build
from studyguide.linking import folders
from studyguide.linking.kinship import Kinship
from studyguide.paths import SourcePath
from studyguide.site import Site


def filled(notes: Mapping[str, str], pages: int = 40) -> dict[str, str]:
    """Add other notes, for a few notes have one subject."""
    return {**notes, **{f"z/z{number}.md": f"# Zettel {number}x\n\nqwer\n" for number in range(pages)}}


def origins(site: Site) -> list[str]:
    return sorted(link.place.path for link in site.library.links if link.kind == "auto")


def test_a_heading_that_its_text_hardly_says_is_a_thing_in_its_folder_alone(make_site: MakeSite) -> None:
    notes = {
        "trains/doors.md": "# Doors\n\n## PDU\n\nOpens doors.\n\nThe PDU.\n",
        "trains/wheels.md": "# Wheels\n\nAsk the PDU.\n",
        "network/frames.md": "# Frames\n\nEach PDU has a head.\n",
    }
    assert origins(make_site(filled(notes))) == ["trains/wheels.md"]


def test_a_heading_that_its_text_is_about_is_a_thing_everywhere(make_site: MakeSite) -> None:
    notes = {
        "trains/doors.md": "# Doors\n\n## PDU\n\nThe PDU, a PDU, and PDU again.\n",
        "network/frames.md": "# Frames\n\nEach PDU has a head.\n",
    }
    assert origins(make_site(filled(notes))) == ["network/frames.md"]


@pytest.mark.parametrize(
    ("file", "links"),
    [("disks.md", []), ("solid-state-drive.md", ["b/rest.md"]), ("3 Solid_State Drive.md", ["b/rest.md"])],
)
def test_a_file_of_that_name_is_about_the_thing(make_site: MakeSite, file: str, links: list[str]) -> None:
    page = "# Solid state drive\n\nA solid state drive keeps data.\n"
    notes = {f"a/{file}": page, "b/rest.md": "# Rest\n\nA solid state drive wears out.\n"}
    assert origins(make_site(filled(notes))) == links


def test_a_page_cut_out_of_a_readme_speaks_for_no_folder(make_site: MakeSite) -> None:
    words = "A weak token is one that somebody else guesses in a day."
    readme = f"# Attacks\n\n## Weak token\n\n{words}\n\n## Long cookie\n\nA long cookie.\n"
    notes = {
        "web/login/README.md": readme,
        "web/login/more.md": "# More\n\nSee the weak token.\n",
        "web/proxy/b.md": "# Proxy\n\nThat weak token again.\n",
    }
    site = make_site(filled(notes), split=2)
    assert origins(site) == ["web/login/more.md"]


def test_the_home_page_is_what_all_notes_are_about(make_site: MakeSite) -> None:
    notes = {
        "README.md": "# TIL\n\nThe TIL of mine: a TIL a day.\n",
        "vim/a.md": "# Registers\n\nIn this TIL I paste.\n",
    }
    assert origins(make_site(filled(notes))) == []


def test_a_heading_of_the_uppermost_folder_is_near_its_own_files_alone(make_site: MakeSite) -> None:
    notes = {
        "all.md": "# All\n\n## HTTP\n\nHTTP is asked for.\n",
        "beside.md": "# Beside\n\nOver HTTP.\n",
        "tools/curl.md": "# Curl\n\nIt speaks HTTP.\n",
    }
    assert origins(make_site(filled(notes))) == ["beside.md"]


def test_a_pair_of_names_and_values_is_no_text(make_site: MakeSite) -> None:
    notes = {"a.md": "# DC\n\nA DC answers.\n", "b.md": "# Rest\n\nCN=Jeff,DC=home,DC=com\n"}
    assert origins(make_site(notes)) == []


VERSIONS = ("v1", "v2")
PAGES = ("intro", "setup", "queue", "limits", "prices", "faults")


def test_versions_of_the_notes_lead_to_themselves(make_site: MakeSite) -> None:
    notes = {
        f"{version}/{page}.md": f"# {page.title()} {version} page\n\nText.\n" for version in VERSIONS for page in PAGES
    }
    notes["v1/tail.md"] = "# Dead Letter Box\n\nDead letter box, a dead letter box.\n"
    notes["v1/intro.md"] += "\nThe dead letter box.\n"
    notes["v2/intro.md"] += "\nThe dead letter box.\n"
    assert origins(make_site(filled(notes))) == ["v1/intro.md"]


@given(
    st.sets(st.sampled_from(["alpha", "bravo", "charlie", "delta", "echoes", "foxtrot", "golf-links"]), min_size=5),
    st.sampled_from([("en", "de"), ("docs", "docs/fr"), ("v/1.0", "v/2.0"), ("", "zh")]),
)
def test_twin_folders_hold_files_of_the_same_names(names: set[str], pair: tuple[str, str]) -> None:
    files = {SourcePath(f"{folder}/{name}.md".lstrip("/")) for folder in pair for name in names}
    found = folders.twins(files)
    assert found == {pair, pair[::-1]}
    assert folders.twins({path for path in files if path.startswith(f"{pair[1]}/")}) == frozenset()


def test_an_acronym_that_the_text_expands_otherwise_is_another_thing(make_site: MakeSite) -> None:
    notes = {
        "a.md": "# ICE\n\nICE (interactive connectivity establishment) finds a way.\n",
        "b.md": "# Cars\n\nAn ICE (internal combustion engine) burns.\n",
        "c.md": "# Calls\n\nWith ICE (Interactive Connectivity Establishment) it rings.\n",
    }
    assert origins(make_site(notes)) == ["c.md"]


def test_the_title_of_a_book_that_many_pages_name_speaks_of_no_word_in_it(make_site: MakeSite) -> None:
    page = "# 暗号技術\n\n暗号技術とは。暗号技術、暗号技術。\n"
    books = {f"b{number}.md": f"# Buch {number}x\n\nText.\n\n- 暗号技術入門 第3版\n" for number in range(4)}
    notes = {"a.md": page, **books, "c.md": "# Rest\n\nこれは暗号技術の話。\n"}
    assert origins(make_site(notes)) == ["c.md"]


def test_an_alias_of_one_word_that_another_page_says_more_is_left_to_others(make_site: MakeSite) -> None:
    notes = {
        "a.md": "---\naliases: [fission]\n---\n# Nuclear reactor\n\nIt makes heat.\n",
        "b.md": "# Company\n\nFission pays. Fission builds. Fission hires.\n",
        "c.md": "# Others\n\nThey left Fission.\n",
    }
    assert origins(make_site(filled(notes))) == []
    notes["a.md"] = notes["a.md"].replace("heat.", "heat by fission: fission, fission, fission.")
    assert origins(make_site(filled(notes))) == ["b.md", "c.md"]


LIGHT = "photons travel through fibres, lenses bend beams, mirrors reflect colours"
MONEY = "banks lend coins, markets price shares, brokers collect fees, traders gamble"


def test_a_phrase_means_a_heading_only_where_the_text_speaks_of_the_same(make_site: MakeSite) -> None:
    heading = f"# Optics\n\n## Angular spread\n\nThe angular spread and angular spread: {LIGHT}.\n"
    notes = {
        "a/optics.md": heading,
        "a/lasers.md": f"# Lasers\n\nTheir angular spread is small; {LIGHT}.\n",
        "a/bonds.md": f"# Bonds\n\nWhat an angular spread: {MONEY}.\n",
        "a/short.md": "# Short\n\nThe angular spread.\n",
    }
    # Few words tell nothing of their subject.
    assert origins(make_site(filled(notes))) == ["a/lasers.md", "a/short.md"]


@pytest.mark.parametrize(("words", "links"), [(LIGHT, ["b/rest.md"]), (MONEY, [])])
def test_a_title_that_its_page_hardly_says_is_meant_elsewhere_by_texts_on_the_same(
    make_site: MakeSite, words: str, links: list[str]
) -> None:
    page = f"# Angular Spread\n\nAn angular spread: {LIGHT}.\n"
    notes = {"a/angular-spread.md": page, "b/rest.md": f"# Rest\n\nThe angular spread, where {words}.\n"}
    assert origins(make_site(filled(notes))) == links


def test_an_entry_of_a_list_is_no_place_to_read_about_a_thing(make_site: MakeSite) -> None:
    notes = {
        "a/index.md": "# Python\n\n## NumPy\n\n[Notes on it](numbers.md)\n",
        "a/numbers.md": "# Numbers\n\nText.\n",
        "a/use.md": "# Use\n\nWith NumPy.\n",
    }
    assert origins(make_site(filled(notes), split=2)) == []
    notes["a/index.md"] = notes["a/index.md"].replace(
        "[Notes", "NumPy multiplies arrays of numbers without a loop. [Notes"
    )
    assert origins(make_site(filled(notes), split=2)) == ["a/use.md"]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from([LIGHT, MONEY, "中文的文章沒有空格", "하나 둘"]), min_size=2, max_size=6))
def test_two_texts_are_alike_both_ways_and_most_to_themselves(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        for at, text in enumerate(texts):
            Path(folder, f"n{at}.md").write_text(f"# Note {at}\n\n{text}\n")
        sections = build(Path(folder)).library.sections
    alike = Kinship(sections)
    for one, other in product(sections, repeat=2):
        found, itself = alike.of(one.page, other.page, set()), alike.of(one.page, one.page, set())
        assert found == pytest.approx(alike.of(other.page, one.page, set()))
        assert found is None or itself is None or 0 <= found <= itself + 1e-9


def test_a_list_of_links_is_no_place_to_read_about_a_thing(make_site: MakeSite) -> None:
    notes = {
        "a/jvm.md": "# JVM\n\n- [Classes are loaded](one.md)\n- [Garbage is collected](one.md)\n",
        "a/one.md": "# One\n\nText.\n",
        "a/use.md": "# Use\n\nIt runs on the JVM.\n",
    }
    assert origins(make_site(filled(notes))) == []
    notes["a/jvm.md"] += "\nA machine for bytecode.\n"
    assert origins(make_site(filled(notes))) == ["a/use.md"]


def test_a_folder_without_a_text_is_an_entry_of_lists_alone(make_site: MakeSite) -> None:
    notes = {
        "a/01_WAN/attack.md": "# Attack\n\nFrom outside.\n",
        "a/list.md": "# Contents\n\n- WAN\n",
        "a/use.md": "# Firewall\n\nGive the WAN another address.\n",
    }
    assert origins(make_site(filled(notes))) == ["a/list.md"]


@pytest.mark.parametrize(("words", "links"), [(LIGHT, ["a/rest.md"]), (MONEY, [])])
def test_an_acronym_has_another_sense_in_a_text_on_something_else(
    make_site: MakeSite, words: str, links: list[str]
) -> None:
    page = f"# Binary Space Partition (BSP)\n\nTrees where {LIGHT}.\n"
    notes = {"a/bsp.md": page, "a/rest.md": f"# Rest\n\nThe BSP, where {words}.\n"}
    assert origins(make_site(filled(notes))) == links


def test_an_acronym_that_the_page_spells_out_otherwise_is_another_thing(make_site: MakeSite) -> None:
    notes = {
        "a.md": "# Gate Way Table (GWT)\n\nThe gate way table is a table.\n",
        "b.md": "# Baskets\n\nBaskets of green wicker twigs (GWT). A GWT is bent by hand.\n",
        "c.md": "# Doors\n\nEach gate-way tablet (GWT) hangs. A GWT has two sides.\n",
        "d.md": "# Locks\n\nThe GWT has them.\n",
    }
    assert origins(make_site(notes)) == ["c.md", "d.md"]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("The pale QAP (PQAP) is older.", []),
        ("The QAP (RFC) is older.", ["b.md"]),
        ("He wrote Weaving QAP Networks by hand.", []),
        ("We read Weaving by Large Quiet Apple Presses.", ["b.md"]),
        ("We read Small Round Quiet Apple Presses.", []),
        ("They buy Modern QAP, and sell it.", ["b.md"]),
        ("Weaving QAP is work.", ["b.md"]),
    ],
)
def test_a_part_of_a_longer_name_is_another_thing(make_site: MakeSite, text: str, links: list[str]) -> None:
    page = "# QAP (Quiet Apple Press)\n\nA quiet apple press, the QAP, makes juice.\n"
    assert origins(make_site({"a.md": page, "b.md": f"# Rest\n\n{text}\n"})) == links


@pytest.mark.parametrize(("folder", "links"), [("money", []), ("light/rays", ["light/rays/rest.md"])])
def test_a_phrase_that_its_page_says_most_has_another_sense_in_another_subject(
    make_site: MakeSite, folder: str, links: list[str]
) -> None:
    page = f"# Angular spread\n\nAn angular spread, the angular spread: {LIGHT}.\n"
    notes = {
        "light/angular-spread.md": page,
        f"{folder}/rest.md": f"# Rest\n\nThe angular spread, where {MONEY}.\n",
        "money/other.md": "# Other\n\nText.\n",
    }
    assert origins(make_site(filled(notes))) == links


@pytest.mark.parametrize("title", ["Remote call", "Remote calls"])
def test_a_page_on_several_of_a_thing_is_on_the_thing(make_site: MakeSite, title: str) -> None:
    notes = {
        "a.md": "# Ballots\n\n## Remote calls\n\nTwo remote calls, remote calls and remote calls.\n",
        "b.md": f"# {title}\n\nRemote calls need a wire.\n",
    }
    assert origins(make_site(notes)) == []
