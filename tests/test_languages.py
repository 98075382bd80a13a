"""Guides in every language: what readers see is in it, ordered and written as its readers expect."""

from pathlib import Path

import pytest

from studyguide.language.choice import chosen
from studyguide.language.tables import WordsError


@pytest.mark.parametrize(
    ("wanted", "tag", "glossary"),
    [
        ("", "en", "Glossary"),
        ("en-GB", "en-GB", "Glossary"),
        ("de", "de", "Glossar"),
        ("de-AT", "de-AT", "Glossar"),
        ("pt", "pt", "Glossário"),
        ("pt_BR", "pt-BR", "Glossário"),
        ("zh", "zh", "术语表"),
        ("zh-CN", "zh-Hans", "术语表"),
        ("zh-TW", "zh-Hans", "术语表"),
        ("iw", "he", "מילון מונחים"),
        ("fi", "fi", "Glossary"),
        ("not a tag", "not a tag", "Glossary"),
    ],
)
def test_a_theme_in_any_language_has_words(wanted: str, tag: str, glossary: str) -> None:
    language = chosen(wanted)
    assert (language.tag, language.word("kinds.glossary")) == (tag, glossary)


def test_a_language_without_words_is_said_once() -> None:
    assert "no words for the language `fi`" in chosen("fi").gap
    assert "readers see those of `zh-Hans`" in chosen("zh-TW").gap
    assert {chosen(tag).gap for tag in ("en", "en-GB", "de-CH", "pt", "zh-CN")} == {""}


def own(folder: Path, text: str) -> Path:
    path = folder / "words.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_owner_changes_a_word(tmp_path: Path) -> None:
    language = chosen("en", own(tmp_path, '{"kinds": {"glossary": "Word list"}}'))
    assert (language.word("kinds.glossary"), language.word("kinds.tags")) == ("Word list", "Tags")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"kinds": {"glosary": "x"}}', "no page has a word `kinds.glosary`: did you mean `kinds.glossary`?"),
        ('{"tags": {"title": "{{nam}}"}}', "`tags.title` asks for {{nam}}, but {{name}} can be filled in"),
        ('{"kinds": {"tags": 1}}', "`kinds.tags` must be a text, not 1"),
        ("[]", "must hold words by their keys"),
        ("{", "is not JSON"),
    ],
)
def test_what_cannot_be_a_word_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WordsError) as caught:
        chosen("en", own(tmp_path, text))
    assert said in str(caught.value)
