"""Which names are ordinary words of these notes and become no links by themselves; their use tells, in any language."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studyguide import paths
from studyguide.linking import folders
from studyguide.linking.name_matcher import without_spaces
from studyguide.linking.section_names import ALIAS, SUB_ALIAS, Name, proper, targets
from studyguide.linking.usage import Usage
from studyguide.markdown.plain_text import block_text, running
from studyguide.model import Section
from studyguide.problems import Problem
from studyguide.reuse.memory import kept

ENOUGH = 20
"""Sections from which what a heading's own text does not say tells something."""

FEW = 4
"""Sections that may mention any name."""

SHARE = 25
"""A heading that more than one in so many sections mentions is ordinary."""

MANY = 12
"""Sections beyond which a name is mentioned often, however many there are."""

EVERYWHERE = 0.15
"""The part of the sections beyond which a name is what the notes are about, or what all know."""

TALK = 3
"""Mentions on one page from which that page speaks of a thing; fewer are in passing."""

MENTIONS_OF_SUBJECT = 5
"""Mentions in its own text up to which a single word is said there as it is elsewhere."""

OWN_MENTIONS = 2
"""Mentions in its own text from which a heading's phrase is what that text is about."""

# Measured on notes in ten languages, as the next two: articles and prepositions are there, nouns are not.
LITTLE_WORD = 3
"""Letters of the longest word that is looked at as an article or a preposition."""

LITTLE_SHARE = 0.3
"""The part of the sections that such a word stands in."""

SHOWN = 5
"""Names that the report gives."""

OWN_PART = 3
"""A word that some section mentions more than so many times as often as its own is no name of that one."""

WORD = 8
"""Letters outside of links below which a page is a mere list of them."""

LINE = 40
"""Letters below which a part of a file says nothing of its thing; of Chinese or Japanese, half as many."""

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_LEADING_NUMBER = re.compile(r"(?:\d+[.)]?)+\s+")
_ENDS_IN_NUMBER = re.compile(r"\s[#(]?\d+(?:[.:/-]\d+)*[.)]?\Z")
_SENTENCE_END = re.compile(r"[:：?？!！…,;。.]\Z")
_KATAKANA = re.compile(r"[\u30a1-\u30ff]+")
_UNSPACED_WORD = 3
"""Characters of the longest Chinese or Japanese word; what is longer is made of several, as a phrase is."""


@dataclass(frozen=True)
class Notes:
    """What has to be known of all sections to judge one name."""

    size: int
    little: frozenset[str]
    """Articles and prepositions, as far as they stand in many sections."""
    stems: Mapping[str, frozenset[str]]
    """The files that have a heading, by the heading without its numbers."""
    series: frozenset[str]
    """Stems of headings that differ in their numbers alone."""


def held_back(names: Mapping[str, Name], used: Mapping[str, Usage], notes: Notes) -> dict[str, int]:
    """Find the ordinary ones among names that would become links, with the number of sections that mention them."""
    none = Usage()
    found = {}
    for key, name in names.items():
        seen = used.get(key, none)
        if not name.forced and seen.elsewhere and _is_ordinary(name, seen, notes):
            found[key] = len(seen.elsewhere)
    return found


def report(held: Mapping[str, int], names: Mapping[str, Name]) -> Iterator[Problem]:
    """Say once, at the first, which names an owner may miss, those first that most sections mention."""
    missed = sorted(
        (-count, names[key].text, names[key].target.heading.place) for key, count in held.items() if count > FEW
    )
    if missed:
        first = ", ".join(f"“{text}” ({-count})" for count, text, _ in missed[:SHOWN])
        more = f" and {len(missed) - SHOWN} more" if len(missed) > SHOWN else ""
        message = (
            f"headings that many sections mention as ordinary words become no links by themselves: {first}{more}; "
            "to link one, write `<!-- studyguide link: true -->` below the heading"
        )
        yield Problem(missed[0][2], "ordinary-word", message, "info")


def look_at(sections: Sequence[Section]) -> Notes:
    """Count what tells ordinary headings apart."""
    files: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    for target in targets(sections):
        title = target.heading.title
        files[_stem(title)].add(target.section.place.path)
        titles[_stem(title)].add(title)
    series = frozenset(stem for stem, found in titles.items() if "#" in stem and len(found) > 1)
    return Notes(len(sections), _little_words(sections), {k: frozenset(v) for k, v in files.items()}, series)


def _is_ordinary(name: Name, seen: Usage, notes: Notes) -> bool:
    # An alias or an id is the author's word that this is a thing; a single word may still mean something else.
    if name.rank in {ALIAS, SUB_ALIAS} or (not name.own and name.target.heading.meta.id):
        return _is_ordinary_alias(name, seen, notes)
    if _is_everywhere(seen, notes) or _is_empty(name, notes):
        return True
    if _stem(name.text) in notes.series and not proper(name.text):
        return True
    if name.part and not name.explained and (_is_said_less(seen, notes) or (not name.exact and seen.small)):
        return True  # `Fault tolerance` is no part of a name, as the text shows
    if name.own:
        return _is_ordinary_title(name, seen, notes)
    return _is_ordinary_heading(name, seen, notes)


def _is_ordinary_alias(name: Name, seen: Usage, notes: Notes) -> bool:
    """Judge what the author calls a thing: a single word may be one that other pages speak of otherwise."""
    if name.explained or " " in name.text:
        return False
    if notes.size >= ENOUGH and seen.own * OWN_PART < seen.most >= TALK:
        return True
    if not is_word(name.text):
        return False
    if notes.size >= ENOUGH and name.text.isalpha() and seen.small and seen.own <= seen.most:
        return True  # `circle`, of a page on a tool that draws one
    small = seen.small * 2 > len(seen.elsewhere) and _is_hardly_said(seen) and is_frequent(seen, notes)
    return small or _is_spread(seen, notes)


def _is_ordinary_title(name: Name, seen: Usage, notes: Notes) -> bool:
    """Judge the title of a page, which is a name unless much speaks against it."""
    words = _WORD.findall(name.text)
    if len(words) == 2 and words[0].lower() in notes.little and words[1].islower():  # noqa: PLR2004  `Un modelo`
        return True
    if is_word(name.text):
        return _is_ordinary_word(name.text, seen, notes)
    if notes.size < ENOUGH:
        return False
    if not seen.own and name.part and not name.explained:
        return True  # not even its own page says it
    return is_frequent(seen, notes) and _is_said_elsewhere(name, seen, notes)


def _is_ordinary_word(word: str, seen: Usage, notes: Notes) -> bool:
    """Judge a title of one word: in German every noun has a capital, and a folder called `Examples` is about none."""
    if _is_spread(seen, notes) or (notes.size >= ENOUGH and seen.own < max(1, seen.most)):
        return True
    return not word[0].isupper() and _is_hardly_said(seen) and is_frequent(seen, notes)


def _is_said_elsewhere(name: Name, seen: Usage, notes: Notes) -> bool:
    """Say whether other pages speak of a thing more than the one of that title."""
    section = name.target.section
    called = name.explained or folders.is_called(section.place.path, name.text, section.title)
    if not called and seen.own <= seen.most >= TALK:
        return True  # a part of a file about something else
    # A folder without a text of its own is about no acronym, nor is a page that hardly says it.
    about = not _is_said_by_many(seen, notes) or seen.most < TALK or seen.own * 2 >= seen.most
    exempt = proper(name.text) and _has_text(section) and about
    return not exempt and seen.own < max(1, seen.most)


def _is_ordinary_heading(name: Name, seen: Usage, notes: Notes) -> bool:
    """Judge a heading inside a page: it names something if its own text is about that more than any other."""
    text = name.text
    if _is_phrase(text, seen, notes):
        return True
    if notes.size < ENOUGH:
        return False
    if name.explained:
        return seen.own * OWN_PART < seen.most >= TALK
    if is_word(text) and _is_hardly_said(seen):
        return True
    if proper(text):
        return not seen.own or seen.own * 2 < seen.most
    return seen.own < max(OWN_MENTIONS, seen.most)


def _is_phrase(text: str, seen: Usage, notes: Notes) -> bool:
    """Say whether a heading is one of many, or what lines begin with, or words around an article."""
    if _ENDS_IN_NUMBER.search(text) or _SENTENCE_END.search(text) or len(notes.stems.get(_stem(text), ())) > 1:
        return True
    often = _is_said_by_many(seen, notes) if proper(text) else is_frequent(seen, notes)
    if often or len(seen.labels) * 3 >= max(len(seen.elsewhere), 4):
        return True
    words = [word.lower() for word in _WORD.findall(text)]
    return len(words) > 1 and not notes.little.isdisjoint((words[0], words[-1]))


def is_frequent(seen: Usage, notes: Notes) -> bool:
    """Say whether more than a few sections mention a name."""
    return len(seen.elsewhere) > max(FEW, min(notes.size / SHARE, MANY))


def _is_everywhere(seen: Usage, notes: Notes) -> bool:
    """Say whether a good part of the sections mention a name, of which no page says much more than the others."""
    return _is_said_by_many(seen, notes) and seen.most >= TALK and seen.own < 2 * seen.most


def _is_said_less(seen: Usage, notes: Notes) -> bool:
    return notes.size >= ENOUGH and seen.own <= seen.most


def _is_hardly_said(seen: Usage) -> bool:
    return seen.own <= MENTIONS_OF_SUBJECT


def _is_said_by_many(seen: Usage, notes: Notes) -> bool:
    return len(seen.elsewhere) > max(MANY, EVERYWHERE * notes.size)


def _is_empty(name: Name, notes: Notes) -> bool:
    """Say whether a page has nothing to read on its thing: it is a mere title, or the home of all notes."""
    section = name.target.section
    if name.own and section.page == paths.index_of(""):
        return True
    if not name.own or section.chapter:
        return False
    is_mere_title = not _letters(section)
    if is_mere_title or notes.size < ENOUGH:
        return is_mere_title
    # In a file about something else a line is an entry of a list: `## NumPy` over a link to the notes on it.
    first = section.place.line <= section.offset + 1 or folders.is_called(section.place.path, name.text, section.title)
    return _own_words(section) < (WORD if first else LINE)


def is_bare(section: Section) -> bool:
    """Say whether a section is the page of a folder without a text of its own."""
    return section.chapter and not _letters(section)


@kept
def _has_text(section: Section) -> bool:
    return bool(section.tokens)


@kept
def _letters(section: Section) -> int:
    return _weighed(block_text(section.tokens))


@kept
def _own_words(section: Section) -> int:
    """Count the letters of a text outside of its links, of which a mere list of links has none."""
    found, depth = 0, 0
    for block in section.tokens:
        for token in block.children or (block,):
            depth += token.nesting if token.type in {"link_open", "link_close"} else 0
            if not depth and token.type not in {"wikilink", "image"}:
                found += _weighed(token.content)
    return found


def _weighed(text: str) -> int:
    return sum(map(len if text.isascii() else _weight, _WORD.findall(text)))


def _weight(word: str) -> int:
    return len(word) * (2 if without_spaces(word) else 1)


def _is_spread(seen: Usage, notes: Notes) -> bool:
    """Say whether a word is used in many places, and more than where it is explained."""
    if len(seen.elsewhere) <= FEW:
        return False
    return seen.own * OWN_PART < seen.most or (seen.own < seen.most and is_frequent(seen, notes))


def is_word(name: str) -> bool:
    """Say whether a name is a single word with nothing in its spelling that makes it a name."""
    if without_spaces(name):
        return len(name) <= _UNSPACED_WORD or bool(_KATAKANA.fullmatch(name))
    return " " not in name and not proper(name)


def _stem(title: str) -> str:
    """Write headings alike that differ only in numbers, case and signs: ``3. Example`` and ``Example:``."""
    bare = _LEADING_NUMBER.sub("", title.casefold(), count=1) or title.casefold()
    return _DIGITS.sub("#", bare).strip(" .:：?？!！")


def _little_words(sections: Collection[Section]) -> frozenset[str]:
    """Find short words in lower case in many sections, as articles and prepositions are in all languages."""
    if len(sections) < ENOUGH:
        return frozenset()
    seen: Counter[str] = Counter()
    for section in sections:
        seen.update(_short_words(section))
    return frozenset(word for word, count in seen.items() if count > LITTLE_SHARE * len(sections))


@kept
def _short_words(section: Section) -> frozenset[str]:
    texts = (running(token.children) for token in section.tokens if token.children)
    words = (word for text in texts for word in _WORD.findall(text))
    return frozenset(word for word in words if len(word) <= LITTLE_WORD and word.islower())
