"""Text of two directions: names, values and blocks of the other one are set apart."""

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


def test_all_letters_that_are_written_from_right_to_left_are_foreign() -> None:
    letters = [one for one in map(chr, range(sys.maxunicode + 1)) if unicodedata.bidirectional(one) in {"R", "AL"}]
    assert len(letters) > 1_000
    assert all(direction.is_foreign(one, rtl=False) for one in letters)
    assert not direction.is_foreign("naïve – “日本” ‹é›", rtl=False)
