"""Every word that readers see has a key, every key a word in every language, and every word what is filled into it."""

import re
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


def placeholders(words: tables.Words) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, word in words.items():
        found.setdefault(tables.base(key)[0], set()).update(tables.placeholders(word))
    return found


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
    assert placeholders(tables.table(tag)) == placeholders(ENGLISH)


@pytest.mark.parametrize("tag", tables.known())
def test_no_word_is_empty_or_has_blanks_around_it(tag: str) -> None:
    assert [key for key, word in tables.table(tag).items() if not word or word != word.strip()] == []


_EVERY_QUOTE = set("«»„“”‘’״「」")
_QUOTES = {
    "ar": "«»",
    "de": "„“",
    "en": "“”’",
    "es": "«»",
    "fr": "«»’",
    "he": "״",
    "hi": "“”",
    "it": "«»’",
    "ja": "「」",
    "ko": "“”",
    "nl": "‘’",
    "pl": "„”",
    "pt-BR": "“”",
    "tr": "“”",
    "uk": "«»’",
    "zh-Hans": "“”",
}


def shown(tag: str) -> dict[str, str]:
    """Leave out the words of the search, which nobody sees, and what is written as Markdown."""
    return {key: word for key, word in tables.table(tag).items() if not re.match(r"search\.|\w+\.example$", key)}


@pytest.mark.parametrize("tag", tables.known())
def test_a_language_has_its_own_quotation_marks(tag: str) -> None:
    assert {key for key, word in shown(tag).items() if _EVERY_QUOTE & set(word) - set(_QUOTES[tag])} == set()


@pytest.mark.parametrize(
    ("tag", "signs"),
    [
        ("fr", r"[ \u202f][:»]|«[ \u202f]|[ \u00a0][;?!%]|\w[;?!]"),  # lines break at a plain space
        ("ja", r"[^\x00-\x7f\u2190-\u2193 ][:;?!,.]"),  # half as wide as what stands before it
        ("zh-Hans", r"[^\x00-\x7f\u2190-\u2193 ][:;?!,.]"),
        ("ar", r"[^\x00-\x7f ][;?,]"),
        ("hi", r"[^\x00-\x7f ]\.(?!\w)"),
    ],
)
def test_a_language_has_its_own_punctuation(tag: str, signs: str) -> None:
    assert {key: word for key, word in shown(tag).items() if re.search(signs, word)} == {}


@pytest.mark.parametrize(
    ("tag", "other"),
    [
        ("de", r"\b(?:[Dd]u|[Dd]ir|[Dd]ich|[Dd]ein\w*)\b"),
        ("es", r"\bustedes|\busted\b"),
        ("fr", r"\b(?:tu|toi|ton|tes)\b"),
        ("hi", r"तुम|तेर"),
        ("it", r"\b(?:Lei|Suoi?|Sua)\b"),
        ("nl", r"\b[Uu]w?\b(?!\.)"),
        ("pl", r"\bPa(?:n|ni|ństwo)\b|[^.:] (?:Ty|Ci|Cię|Ciebie|Twoj)"),
        ("pt-BR", r"\b(?:tu|te[us]s?|tuas?)\b"),
        ("uk", r"\b(?:ти|тебе|тв[оі]\w*)\b"),
        ("zh-Hans", r"你"),
    ],
)
def test_a_language_speaks_to_its_readers_in_one_way(tag: str, other: str) -> None:
    assert {key: word for key, word in shown(tag).items() if re.search(other, word)} == {}


# Words that have one form for any number, or an abbreviation.
_ALIKE = {"section.minutes", "scripts.quiz.choose", "scripts.exam.unseen", "scripts.exam.open_left"}
_ALIKE_IN = {"fr": {"scripts.cards.months"}, "nl": {"scripts.cards.years"}, "uk": set(), "pl": set()}
_BENDS = ("de", "en", "es", "fr", "he", "it", "nl", "pl", "pt-BR", "uk")


@pytest.mark.parametrize("tag", _BENDS)
def test_one_is_said_otherwise_than_many_where_nouns_bend(tag: str) -> None:
    words = tables.table(tag)
    alike = {
        name
        for name, counted in map(tables.base, ENGLISH)
        if counted and words[f"{name}_one"] == words[f"{name}_other"] and ": {{count}}" not in words[f"{name}_one"]
    }
    assert alike - _ALIKE - _ALIKE_IN.get(tag, set()) == set()


def test_a_number_that_chooses_no_form_stands_before_no_plural() -> None:
    plural = re.compile(r"\{\{(?:number|count|days|minutes|exams)\}\} (?:\w+ )?(?:\w{3,}s|ones)\b")
    assert [key for key, word in ENGLISH.items() if not tables.base(key)[1] and plural.search(word)] == []


# What says words: templates and Python by their keys, the browser code by keys below `scripts`.
_SAID = re.compile(
    r"""(?:\bword|\bhtml|_word|_fact|_form|TocEntry)\(\s*(?:env, |member, language, )?f?(["'`])([\w.]*)(.)"""
)
_NAMED = re.compile(r"""["'`]([a-z_]+\.[a-z_]+)["'`]""")


def keys() -> tuple[set[str], set[str]]:
    """List the keys that code names, and the beginnings of those that it puts together."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path, text in texts(".html", ".py", ".js"):
        room = "scripts." if path.endswith(".js") and path.startswith("theme/") else ""
        for _, key, after in _SAID.findall(text):
            full = key if key.startswith("format.") else room + key
            (whole if after in "\"'`" and not full.endswith(".") else begun).add(full)
        whole |= {room + key for key in _NAMED.findall(text) if room + key in NAMES}
    return whole, {key for key in begun if key.endswith((".", "_"))}


def test_every_key_that_code_names_is_in_the_tables() -> None:
    whole, begun = keys()
    assert {key for key in whole if key and "." in key.removeprefix("scripts.")} - NAMES == set()
    assert {start for start in begun if not any(name.startswith(start) for name in NAMES)} == set()


def test_every_word_of_the_tables_is_said_somewhere() -> None:
    whole, begun = keys()
    assert sorted(name for name in NAMES - whole if not name.startswith(tuple(begun))) == []


_MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_TEXT = re.compile(r">([^<]*)<")
_READ = re.compile(r"""(?:title|alt|placeholder|aria-label)=["']([^"']*)["']""")
_OURS = ("templates", "theme")


@pytest.mark.parametrize(
    "path", sorted(p for room in _OURS for p in (ROOM / room).rglob("*.html")), ids=lambda p: p.name
)
def test_a_template_says_nothing_by_itself(path: Path) -> None:
    bare = ">" + _MARKUP.sub(" ", path.read_text("utf-8")) + "<"
    said = [*_TEXT.findall(bare), *_READ.findall(bare)]
    assert [text.strip() for text in said if re.search(r"[A-Za-z]{2}", text)] == []


def test_a_style_sheet_says_nothing_by_itself() -> None:
    for path, text in texts(".css"):
        said = re.findall(r"(?<![-\w])content:([^;]*);", text)
        assert [
            one
            for one in said
            if re.search(r"[A-Za-z]", re.sub(r"\\[0-9a-f]+|\b(?:attr|counter|var)\([^)]*\)|none", "", one))
        ] == [], path


_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
# For who reads the console, and names of keys, events and formats.
_NOT_READ = re.compile(
    r"""(?:new Error|console\.warn)\((?:[^()]|\([^()]*\))*\)|"(?:Enter|Escape|Arrow\w+|Home|End|CSV|Markdown)\""""
)
_LITERAL = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""")
_SENTENCE = re.compile(r"^[A-Z][a-z]+(?: [a-z]+|[.:!?]?$)|^\W*[a-z]{3,} [a-z]{2,}[.:,]? ?$|[a-z]{2,}[.!?] *$|: $")


@pytest.mark.parametrize(
    "path", sorted(p for p in (ROOM / "theme").rglob("*.js") if "vendor" not in p.parts), ids=lambda p: p.name
)
def test_a_script_says_nothing_by_itself(path: Path) -> None:
    code = _NOT_READ.sub("", _COMMENT.sub("", path.read_text("utf-8")))
    found = [next(filter(None, one), "") for one in _LITERAL.findall(code)]
    said = [re.sub(r"\$\{[^}]*\}", "", one).strip() for one in found]
    assert [one for one in said if _SENTENCE.search(one) and one not in _NAMES_OF_OTHERS and not _KEY.match(one)] == []


_KEY = re.compile(r"[a-z]+\.$")
_NAMES_OF_OTHERS = {"use strict", "Study guide", "Canvas", "Hz", "Wh", "Ah", "Pa"}
"""The note type of Anki is known again by its name; a colour of CSS; units."""
