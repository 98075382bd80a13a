"""Every word that readers see has a key, every key a word in every language, and every word what is filled into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studyguide.language import choice, tables

ROOM = Path(tables.__file__).parent.parent
ENGLISH = tables.table("en")
NAMES = {tables.base(key)[0] for key in ENGLISH}


def texts(*endings: str) -> Iterator[tuple[str, str]]:
    for path in sorted(ROOM.rglob("*")):
        if path.suffix in endings and "vendor" not in path.parts and "tables" not in path.parts:
            yield path.relative_to(ROOM).as_posix(), path.read_text("utf-8")


def placeholders(words: tables.Words, name: str) -> frozenset[str]:
    forms = [word for key, word in words.items() if tables.base(key)[0] == name]
    return frozenset().union(*map(tables.placeholders, forms))


@pytest.mark.parametrize("tag", tables.known())
def test_a_language_has_every_word_in_all_its_plural_forms(tag: str) -> None:
    forms = choice.categories(tag)
    expected = set()
    for key in ENGLISH:
        name, counted = tables.base(key)
        expected |= {f"{name}_{form}" for form in forms} if counted else {key}
    assert set(tables.table(tag)) == expected


@pytest.mark.parametrize("tag", tables.known())
def test_a_word_is_filled_with_the_same_in_every_language(tag: str) -> None:
    words = tables.table(tag)
    assert {name: placeholders(words, name) for name in NAMES} == {name: placeholders(ENGLISH, name) for name in NAMES}


@pytest.mark.parametrize("tag", tables.known())
def test_no_word_is_empty_or_has_blanks_around_it(tag: str) -> None:
    assert [key for key, word in tables.table(tag).items() if not word or word != word.strip()] == []
