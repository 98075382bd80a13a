"""Text of two directions: names, values and blocks of the other one are set apart."""

import re
import sys
import unicodedata

import pytest

from conftest import MakeNotes
from studyguide import settings
from studyguide.build import build
from studyguide.language import direction
from studyguide.language.choice import chosen

NOTES = """# التخزين
<!-- studyguide
tags: [AWS]
-->
السعة 48.8 TiB هنا.

This paragraph is English.

S3 هي خدمة تخزين للكائنات.

| لمحة | |
|---|---|
| السعة | 48.8 TiB |
| النوع | كائنات |
"""


@pytest.mark.parametrize(
    ("text", "rtl", "shown"),
    [
        ("48.8 TiB", True, "<bdi>48.8 TiB</bdi>"),
        ("S3 هي خدمة تخزين", True, '<bdi dir="rtl">S3 هي خدمة تخزين</bdi>'),
        ("سعة", True, "سعة"),
        ("48", True, "48"),
        ("48.8 TiB", False, "48.8 TiB"),
        ("Café", False, "Café"),
        ("שלום", False, "<bdi>שלום</bdi>"),
        ("<b>", True, "<bdi>&lt;b&gt;</bdi>"),
    ],
)
def test_a_name_of_the_other_direction_is_set_apart(text: str, rtl: bool, shown: str) -> None:  # noqa: FBT001
    assert str(direction.isolated(text, rtl=rtl)) == shown


def test_a_page_from_right_to_left(make_notes: MakeNotes) -> None:
    options = settings.options({"facts_heading": "لمحة"}, language=chosen("ar"))
    pages = {str(page.name): page.html for page in build(make_notes({"a.md": NOTES}), options).pages}
    html = pages["a"]
    assert "<td><bdi>48.8 TiB</bdi></td>" in html
    assert "<td>كائنات</td>" in html
    assert 'السعة <bdi dir="ltr">48.8 TiB</bdi> هنا' in html
    assert '<p dir="ltr">This paragraph is English.</p>' in html
    assert "<p>S3 هي خدمة" in html
    assert "<bdi>AWS</bdi></a>" in pages["tags/index"]


def test_hebrew_in_an_english_guide(make_notes: MakeNotes) -> None:
    notes = "# A\n\nשלום וברכה לכולם.\n\nEnglish with שלום in it.\n\n| a | b |\n|---|---|\n| שלום | x |\n"
    html = build(make_notes({"a.md": notes})).pages[0].html
    assert '<p dir="rtl">שלום וברכה לכולם.</p>' in html
    assert "<p>English with" in html
    assert "<td><bdi>שלום</bdi></td>" in html


@pytest.mark.parametrize(
    ("notes", "shown"),
    [
        ("- שלום\n- ברכה AWS Lambda\n", "<ul dir=rtl><li>שלום<li>ברכה AWS Lambda"),
        ("- שלום\n- English\n", "<ul dir=rtl><li>שלום<li dir=ltr>English"),
        ("- English\n- שלום\n", "<ul><li>English<li dir=rtl>שלום"),
        ("1. שלום\n   - ברכה\n   - English\n", "<ol dir=rtl><li>שלום<ul><li>ברכה<li dir=ltr>English"),
        ("- English\n  - שלום\n- More\n", "<ul><li>English<ul dir=rtl><li>שלום<li>More"),
        ("- שלום\n\n  English.\n\n- ברכה\n", "<ul dir=rtl><li><p>שלום<p dir=ltr>English.<li><p>ברכה"),
        ("- [ ] שלום\n", "<ul dir=rtl><li>שלום"),
        ("> שלום\n>\n> - ברכה\n\n- English\n", "<blockquote dir=rtl><p>שלום<ul><li>ברכה<ul><li>English"),
    ],
)
def test_lists_and_quotations_begin_on_their_own_side(make_notes: MakeNotes, notes: str, shown: str) -> None:
    html = build(make_notes({"a.md": f"# A\n\n{notes}"})).pages[0].html.partition("</div>")[2].partition("<div")[0]
    tags = re.findall(r"<(?:ul|ol|li|p|blockquote)\b[^>]*>|(?<=>)[^<>\n]+", html)
    kept = [re.sub(r' class="[^"]*"| (?=\W)', "", tag).replace('"', "").strip() for tag in tags]
    assert "".join(kept) == shown


def test_the_title_of_a_page_begins_on_its_own_side(make_notes: MakeNotes) -> None:
    html = build(make_notes({"a.md": "# שלום\n\nText.\n"})).pages[0].html
    assert '<h1 id="שלום" dir="rtl">שלום</h1>' in html


def test_all_letters_that_are_written_from_right_to_left_are_foreign() -> None:
    letters = [one for one in map(chr, range(sys.maxunicode + 1)) if unicodedata.bidirectional(one) in {"R", "AL"}]
    assert len(letters) > 1_000
    assert all(direction.is_foreign(one, rtl=False) for one in letters)
    assert not direction.is_foreign("naïve – “日本” ‹é›", rtl=False)
