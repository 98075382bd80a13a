"""Headings that notes use as ordinary words are told by their use, without a list of words, in any language."""

from collections.abc import Mapping

import pytest

from conftest import MakeSite
from studyguide.linking import common_words, section_names, usage
from studyguide.site import Site


def filled(notes: Mapping[str, str], pages: int = 40) -> dict[str, str]:
    """Add other notes, for a few sections say nothing of a word."""
    return {**notes, **{f"z{number}.md": f"# Zettel {number}x\n\nqwer\n" for number in range(pages)}}


def linked(site: Site) -> list[str]:
    return [f"{link.page}#{link.anchor}".rstrip("#") for link in site.library.links if link.kind == "auto"]


@pytest.mark.parametrize(
    ("title", "mention"),
    [
        ("Proceso de construcción", "en el proceso de construcción"),
        ("Verwandte Artikel", "für verwandte Artikel"),
        ("Recommended settings", "with recommended settings"),
        ("핵심 특징", "그 핵심 특징 하나"),
        ("应用场景示例", "一个应用场景示例而已"),
        ("Связанные заметки", "эти связанные заметки"),
        ("GPU (cuBLAS)", "a GPU"),
    ],
)
def test_a_heading_names_what_its_own_text_is_about(make_site: MakeSite, title: str, mention: str) -> None:
    other = {"b.md": f"# Rest\n\nWort {mention}.\n"}
    name = title.partition(" (")[0]
    assert linked(make_site(filled({"a.md": f"# Seite\n\n## {title}\n\nText.\n", **other}))) == []
    about = f"Text: {name}, {name}; {name}.\n"
    assert len(linked(make_site(filled({"a.md": f"# Seite\n\n## {title}\n\n{about}", **other})))) == 1


@pytest.mark.parametrize(
    "heading", ["## Proceso largo\n<!-- studyguide id: largo -->", "## X\n<!-- studyguide aliases: [proceso largo] -->"]
)
def test_an_id_or_an_alias_says_that_a_heading_is_a_thing(make_site: MakeSite, heading: str) -> None:
    notes = {
        "a.md": f"# Seite\n\n{heading}\n\nText.\n",
        "b.md": "# Rest\n\nun proceso largo\n\nEl proceso largo dura.\n",
    }
    assert len(linked(make_site(filled(notes)))) == 1


@pytest.mark.parametrize(
    ("title", "word"),
    [("Netzwerk", "Netzwerk"), ("ネットワーク", "ネットワーク"), ("인덱스", "인덱스"), ("Индекс", "Индекс")],
)
def test_a_word_is_no_name_where_others_use_it_more_than_its_page(make_site: MakeSite, title: str, word: str) -> None:
    others = {f"b{number}.md": f"# Rest {number}x\n\nVon {word}, {word}, {word} und {word}.\n" for number in range(8)}
    page = f"# {title}\n\nEin {word} ist: {word}.\n"
    assert linked(make_site(filled({"a.md": page, **others}))) == []
    assert len(linked(make_site(filled({"a.md": page + f"{word}. " * 20, **others})))) == len(others)


def test_an_alias_of_an_ordinary_word_is_held_back_until_its_author_insists(make_site: MakeSite) -> None:
    others = {f"b{number}.md": f"# Altro {number}x\n\nOgni sistema, e sistema.\n" for number in range(8)}
    page = "---\naliases: [sistema]\n{}---\n# Circuito in parallelo\n\nDue circuiti.\n"
    assert linked(make_site(filled({"a.md": page.format(""), **others}))) == []
    assert len(linked(make_site(filled({"a.md": page.format("link: true\n"), **others})))) == len(others)


def test_articles_are_known_by_their_use(make_site: MakeSite) -> None:
    text = "Dans un cas, il y a de tout et un peu.\n"
    notes = {f"z{number}.md": f"# Fiche {number}x\n\n{text}" for number in range(30)}
    notes |= {
        "a.md": "# Un modèle\n\nTexte.\n\n# Modèle linéaire\n\nUne somme de plusieurs variables, tous avec un poids.\n"
    }
    notes |= {"b.md": "# Reste\n\nC'est un modèle; le modèle linéaire.\n"}
    assert [page.partition("#")[0] for page in linked(make_site(notes))] == ["a/modèle-linéaire"]


def test_a_brand_is_no_word_of_the_text(make_site: MakeSite) -> None:
    titles = ("Konvexe Menge", "Konvexe Funktion", "Konvexe Relaxierung")
    notes = {"a.md": "".join(f"# {title}\n\nEine konvexe Sache.\n\n" for title in titles)}
    notes["b.md"] = "# Rest\n\nEine Menge und eine Funktion, eine Konvexe Menge.\n"
    assert len(linked(make_site(notes))) == 1


def test_parts_of_longer_katakana_words_are_no_mentions(make_site: MakeSite) -> None:
    page = "# ロック\n\nロックはロックでロック。\n"
    assert linked(make_site({"a.md": page, "b.md": "# 他\n\nブロックとロックオン。\n"})) == []
    assert len(linked(make_site({"a.md": page, "b.md": "# 他\n\nこのロックは長い。\n"}))) == 1


def test_the_owner_reads_once_what_is_held_back(make_site: MakeSite) -> None:
    others = {f"b{number}.md": f"# Rest {number}x\n\nDie lange Kette.\n" for number in range(8)}
    page = "# Seite\n\n## Lange Kette\n{}\nText.\n"
    asked = {"lint": {"ordinary-word": "info"}}
    site = make_site(filled({"a.md": page.format(""), **others}), **asked)
    held = [p for p in site.problems if p.rule == "ordinary-word"]
    assert [problem.severity for problem in held] == ["info"]
    assert "“Lange Kette” (8)" in held[0].message
    site = make_site(filled({"a.md": page.format("<!-- studyguide link: true -->\n"), **others}), **asked)
    assert not [problem for problem in site.problems if problem.rule == "ordinary-word"]
    assert len(linked(site)) == len(others)


def test_explicit_links_work_whatever_is_ordinary(make_site: MakeSite) -> None:
    notes = {"a.md": "# Prova\n\n## Domanda 3\n\nTesto.\n", "b.md": "# Altro\n\n[[Domanda 3]] e domanda 3.\n"}
    assert [link.kind for link in make_site(notes).library.links] == ["wiki"]


def test_the_rule_needs_no_list_of_words(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in vars(common_words):
        if name.isupper() and not name.startswith("_"):
            monkeypatch.setattr(section_names, name, frozenset())
    others = {f"b{number}.md": f"# Rest {number}x\n\nThe Overview, an Overview.\n" for number in range(8)}
    assert linked(make_site(filled({"a.md": "# Overview\n\nWords.\n", **others}))) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Beispiel: eins", True), ("  – Beispiel ：eins", True), ("Beispiel", True), ("eins\nBeispiel\nzwei", True),
        ("„Beispiel“: eins", True), ("ein Beispiel: eins", False), ("Beispiel eins", False),
        ("Beispiel::eins", False), ("\x00 Beispiel", False), ("Beispiel \x00", False),
    ],
)  # fmt: skip
def test_labels(text: str, label: bool) -> None:  # noqa: FBT001
    start = text.index("Beispiel")
    assert usage.is_label(text, start, start + len("Beispiel")) is label


def test_the_acronym_of_a_page_is_a_name_however_often_it_is_said(make_site: MakeSite) -> None:
    others = {f"b{number}.md": f"# Rest {number}x\n\nIt reads SQS.\n" for number in range(30)}
    assert len(linked(make_site({"a.md": "# SQS\n\nKeeps messages.\n", **others}))) == len(others)


def test_a_longer_phrase_that_stays_plain_hides_the_name_in_it(make_site: MakeSite) -> None:
    notes = {"n.md": "# Note\n\n## PDF attachment 3\n\nText.\n"}
    use = {"use.md": "# Use\n\nSee PDF attachment 3 of it.\n", "pdf.md": "# PDF\n\nA PDF holds pages.\n"}
    assert linked(make_site({**notes, **use})) == []


def test_what_all_notes_speak_of_is_no_link(make_site: MakeSite) -> None:
    others = {f"b{number}.md": f"# Rest {number}x\n\nJSON is JSON, says JSON.\n" for number in range(30)}
    assert linked(make_site({"a.md": "# JSON\n\nFuzzers for it.\n", **others})) == []


def test_a_page_without_a_text_is_no_aim(make_site: MakeSite) -> None:
    notes = {"a.md": "# Quorumbus\n\n-\n", "b.md": "# Beta\n\nOf Quorumbus here.\n"}
    assert linked(make_site(notes)) == []


def test_a_page_links_neither_to_what_it_is_a_part_of_nor_away_from_its_own_heading(make_site: MakeSite) -> None:
    part = "---\nsplit: 2\n---\n# Quorumbus\n\nThe whole.\n\n## Part\n\nOf Quorumbus.\n"
    own = "# Own\n\nZebrafish here.\n\n## Zebrafish\n\nText.\n"
    notes = {"a.md": part, "own.md": own, "z.md": "# Zebrafish\n\nA zebrafish swims. Zebrafish again.\n"}
    assert linked(make_site(notes)) == []


def test_names_of_products_stay_names_in_a_small_collection(make_site: MakeSite) -> None:
    head = "---\nsplit: 2\n---\n# Cloud\n\n## EC2\n\nMachines.\n\n"
    rest = "".join(f"## Part {n}x\n\nEC2 and EC2, then EC2.\n\n" for n in range(11))
    found = linked(make_site({"notes.md": head + rest}))
    assert len(found) == 11
    assert {page.rpartition("/")[2] for page in found} == {"ec2"}
