"""The Anki deck is opened as Anki opens it: a zip archive with a database."""

import io
import json
import re
import sqlite3
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from conftest import MakeSite
from studyguide import build_day
from studyguide.build import build
from studyguide.outputs import anki, anki_signs
from studyguide.site import Site

PIXEL = b"\x89PNG\r\n\x1a\n0000"
NOTES = """\
---
tags: [storage, D1/1.2]
---

# Disk

A **disk** keeps blocks.

| At a glance | |
|---|---|
| max size | 64 TiB |

<details>
<summary>Which is <i>fast</i> & "near"?</summary>
<!-- id: q-disk-01 -->

- [ ] Tape: it is `slow` [sound:x.mp3]
- [x] A disk
    - It spins, see [elsewhere](https://example.org) <script>alert(1)</script>.

</details>

<details>
<summary>What does a disk keep?</summary>
<!-- id: q-disk-02 -->

Blocks:

1. one
2. two

</details>

## Terms

- **RPO** (Recovery Point Objective): how much data the RPO lets you lose.
- **IOPS**: reads a second.
"""


def notes(site: Site) -> dict[str, tuple[str, list[str], list[str]]]:
    """Read the notes of a deck: tags and fields by GUID, with the question mark of the front as a name."""
    with zipfile.ZipFile(io.BytesIO(anki.encode(site))) as archive:
        assert archive.testzip() is None
        content = archive.read("collection.anki2")
        assert archive.read("media") == b"{}"
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    rows = database.execute("select guid, tags, flds from notes").fetchall()
    assert database.execute("select count(*) from cards").fetchone() == (len(rows),)
    database.close()
    return {guid: (tags, tags.split(), fields.split("\x1f")) for guid, tags, fields in rows}


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


def fronts(site: Site) -> dict[str, list[str]]:
    return {fields[0].split("<ol>")[0]: fields for _, _, fields in notes(site).values()}


def test_questions_terms_both_ways_and_facts_are_cards(make_site: MakeSite) -> None:
    found = fronts(make_site({"disk.md": NOTES}))
    assert set(found) == {
        "Which is fast &amp; &quot;near&quot;?",
        "What does a disk keep?",
        "Disk · max size: …",
        "Disk · RPO: …",
        "how much data the … lets you lose.",
        "Disk · IOPS: …",
        "reads a second.",
    }
    assert found["Disk · RPO: …"][1] == "Recovery Point Objective: how much data the RPO lets you lose."
    assert found["how much data the … lets you lose."][1] == "RPO (Recovery Point Objective)"
    assert found["Disk · max size: …"][1:] == ["64 TiB", "Disk"]


def test_answers_keep_their_structure_and_reasons_but_nothing_active(make_site: MakeSite) -> None:
    found = fronts(make_site({"disk.md": NOTES}))
    front, back, _ = found["Which is fast &amp; &quot;near&quot;?"]
    assert not [part for part in ("✓", "✗", "It spins", "slow") if part in front]
    assert re.findall("A disk|Tape", front) == re.findall("A disk|Tape", back)
    assert "It spins, see elsewhere" in back
    assert "<code>slow</code> &#91;sound:x.mp3]" in back
    assert not {"<script", "<a ", "href", "[sound"} & {
        part for part in ("<script", "<a ", "href", "[sound") if part in back
    }
    listed = found["What does a disk keep?"][1]
    assert "<ol>" in listed
    assert "<li>two</li>" in listed


@pytest.mark.parametrize(
    ("written", "stays"),
    [
        (r"so \(\frac{a}{b} \le \sqrt{2}\) it is", True),
        (r"\(\href{javascript:alert(1)}{x}\)", False),
        (r"\(\bbox[background:url(//evil.example)]{x}\)", False),
        (r"\[\style{position:fixed}{x}\]", False),
        (r"\({\)}\require{x}\)", False),
        (r"\(\let\frac\href\)", False),
    ],
)
def test_a_formula_does_nothing_but_show_signs(written: str, *, stays: bool) -> None:
    made = anki_signs.harmless(written)
    assert ("\\(" in made or "\\&#91;" in made) == stays
    assert made.replace("\u2060", "").replace("&#91;", "[") == written


def test_a_formula_does_not_begin_in_an_option_and_end_in_its_reason(make_site: MakeSite) -> None:
    ends = r"it is \\\\href{javascript:alert(1)}{x}\\\\)"
    text = NOTES.replace("it is `slow` [sound:x.mp3]", ends).replace("] Tape", r"] \\\\(x")
    back = fronts(make_site({"disk.md": text}))["Which is fast &amp; &quot;near&quot;?"][1]
    assert "\\\u2060(x" in back
    assert "\\(" not in back


def test_a_card_is_known_again_when_its_texts_change(make_site: MakeSite) -> None:
    before = notes(make_site({"disk.md": NOTES}))
    edits = {
        'Which is <i>fast</i> & "near"': "Which one is quick",
        "64 TiB": "128 TiB",
        "lets you lose": "allows",
        "two": "three",
    }
    text = NOTES
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    after = notes(make_site({"disk.md": text}))
    assert set(after) == set(before)
    assert after != before


def test_a_card_is_known_again_in_another_file_and_order(make_site: MakeSite) -> None:
    before = notes(make_site({"disk.md": NOTES}))
    after = notes(
        make_site({"a.md": "# First\n\n## Terms\n\n- **AAA**: new.\n", "disk.md": NOTES, "z.md": "# Last\n\nText.\n"})
    )
    assert set(before) < set(after)


def test_tags_are_nested_as_anki_nests_them(make_site: MakeSite) -> None:
    for _, tags, _ in notes(make_site({"disk.md": NOTES})).values():
        assert {"storage", "D1::1.2"} <= set(tags)


def test_the_same_guide_gives_the_same_bytes(make_site: MakeSite) -> None:
    site = make_site({"disk.md": NOTES})
    first = anki.encode(site)
    assert anki.encode(site) == first
    assert anki.encode(make_site({"disk.md": NOTES})) == first


def test_notes_carry_the_time_that_the_build_was_told(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site({"disk.md": NOTES})
    first = anki.encode(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000001")
    assert anki.encode(site) != first


def test_a_guide_without_cards_is_an_empty_deck(make_site: MakeSite) -> None:
    assert notes(make_site({"a.md": "# One\n\nText.\n"})) == {}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Midway"])
def test_the_day_of_a_build_is_the_same_in_every_time_zone(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert build_day.today() == date(2026, 9, 21)
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


@pytest.mark.parametrize("epoch", ["", "soon", "-1", "99999999999999999999", "4294967296", "0" * 5_000])
def test_an_impossible_time_of_the_build_is_refused(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(build_day.NoMomentError, match="set it to seconds since 1970"):
        build_day.told()


def test_a_picture_in_what_is_asked_comes_with_the_deck(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(PIXEL)
    text = (
        "---\ntags: [flashcards]\n---\n# Signs\n\nWhat is ![B](b.png)?::x\n\n> [!question]- And ![C](b.png)?\n> It.\n"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(anki.encode(build(tmp_path), tmp_path))) as archive:
        (name,) = json.loads(archive.read("media")).values()
        assert archive.read("0") == PIXEL
        content = archive.read("collection.anki2")
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    fields = [row[0].split("\x1f")[0] for row in database.execute("select flds from notes order by flds")]
    database.close()
    assert fields == [f'And <img src="{name}" alt="C">?', f'What is <img src="{name}" alt="B">?']
