"""Which words of the notes name which section: titles, the variants in them, aliases and ids."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from posixpath import basename, splitext

from studyguide import paths
from studyguide.linking import inflection
from studyguide.linking.common_words import (
    CASELESS_HEADINGS,
    FUNCTION_WORDS,
    HEADING_WORDS,
    SUBJECT_WORDS,
    UNSPACED_HEADINGS,
)
from studyguide.linking.english import acronym, singular, singulars
from studyguide.linking.name_matcher import without_spaces
from studyguide.markdown.plain_text import block_text, running
from studyguide.model import Section, Target
from studyguide.reuse.memory import kept, remembers
from studyguide.reuse.words import counted

ALIAS, TITLE, SUB_ALIAS, SUB_TITLE = range(4)
"""How strongly a name belongs to its target: a lower number wins."""

WORDS_IN_NAME = 5
"""A longer title is a sentence, and no name that a text would mention."""

UNSPACED_NAME = 3
"""Characters from which a word of a script without spaces is a name rather than a part of other words."""

# With 2 the AWS guide would take Cost, Application and Elastic for brands; with 4 it would lose S3, EC2 and VPC.
SHARED_PREFIX = 3
"""A first word that this many titles share (Amazon, Azure) is a brand; titles are known without it too."""

COMMON = 5
"""A word whose every fifth occurrence is in lower case is no brand."""

_PARENTHESIS = re.compile(r"(.*\S)\s*+\(([^()]{2,60})\)")
# `EBS: Elastic Block Store`; only behind an acronym: `Storage: an overview` is not known as “an overview”.
_EXPANDED = re.compile(r"([\w.&/ -]{2,30}?)\s*[:–—]\s+(.{2,60})")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Name:
    """One name of a target; ``auto``: it becomes a link by itself, ``exact``: case counts.

    ``forced``: the author wants these links; ``part``: only a part of the title; ``explained``: the title expands it.
    """

    text: str
    target: Target
    rank: int
    auto: bool
    exact: bool
    forced: bool = False
    part: bool = False
    explained: bool = False

    @property
    def own(self) -> bool:
        """Whether it names a page rather than a heading inside one."""
        return self.rank in {ALIAS, TITLE}

    @property
    def stands_out(self) -> bool:
        """Whether it is more than the words of a heading inside a page."""
        return self.rank != SUB_TITLE or self.forced


def targets(sections: Iterable[Section]) -> Iterator[Target]:
    """Yield everything a link can lead to, in order."""
    for section in sections:
        for heading in section.headings:
            yield Target(section, heading)


def pages(sections: Sequence[Section]) -> dict[str, Section]:
    """Map what a page can be called, folded, to it: by its title, an alias, or its file; of one name to the first."""
    found: dict[str, Section] = {}
    for section in sections:
        for name in (section.title, section.meta.title, *section.meta.aliases):
            found.setdefault(paths.fold(name), section)
    for section in sections:
        # Of a file that was cut, its own page comes first.
        found.setdefault(paths.fold(splitext(basename(section.place.path))[0]), section)
    return found


def collect(sections: Sequence[Section]) -> list[Name]:
    """List the names of all sections and headings, strongest first."""
    ordinary = _InLowerCase(sections)
    shared = brands(sections)
    names = []
    for target in targets(sections):
        own = target.heading is target.section.head
        meta = target.section.meta if own else target.heading.meta
        linkable = False not in {target.section.meta.link, target.heading.meta.link}
        forced = linkable and bool(meta.link)
        rank = ALIAS if own else SUB_ALIAS
        names += [
            Name(alias, target, rank, linkable, proper(alias), forced, explained=_explains(alias, target))
            for alias in meta.aliases
        ]
        for title in dict.fromkeys((target.section.title if own else target.heading.title, meta.title)):
            found = variants(title, shared) if title else []
            for variant in found:
                by_itself = _links_by_itself(variant, ordinary, own=own) and not _qualifies(variant, title)
                exact = proper(variant) or " " not in variant
                auto = linkable and (by_itself or forced)
                part, explained = variant != title, _explained(variant, title)
                rank = TITLE if own else SUB_TITLE
                names.append(Name(variant, target, rank, auto, exact, forced, part, explained))
    names.sort(key=lambda name: name.rank)
    return names


def called(target: Target, shared: frozenset[str] = frozenset()) -> list[str]:
    """List the names of one target: its title, the names in it, its aliases."""
    meta = target.meta
    return list(dict.fromkeys((*variants(target.heading.title, shared), *meta.aliases)))


def variants(title: str, shared: frozenset[str] = frozenset()) -> list[str]:
    """List the names in a title: ``EBS (Elastic Block Store)`` is ``EBS`` and ``Elastic Block Store`` too."""
    found = [title]
    match = _PARENTHESIS.fullmatch(title) or _EXPANDED.fullmatch(title)
    if match and (match.re is _PARENTHESIS or acronym(match[1].split()[-1])):
        found += [match[1], match[2]]
    for name in list(found):
        first, _, rest = name.partition(" ")
        # `AWS Budgets` is Budgets; `AWS basics` and `S3 Overview` are not known by their second word.
        if first in shared and (proper(rest) or rest[:1].isupper()) and rest.casefold() not in HEADING_WORDS:
            found.append(rest)
    return [name.strip() for name in dict.fromkeys(found) if name.strip()]


def proper(name: str) -> bool:
    """Say whether a word's spelling shows that it is a name: ``S3``, ``CloudFront``, not ``Storage`` or ``2nd``."""
    if " " in name or not any(c.isalpha() for c in name):
        return False
    return acronym(name) or any(c.isupper() for c in name[1:]) or any(c.isdecimal() for c in name[1:])


def _qualifies(name: str, title: str) -> bool:
    """Say whether a name stands in parentheses behind a title that it only narrows: ``Effect (XAI)``."""
    match = _PARENTHESIS.fullmatch(title)
    if match is None or name != match[2].strip() or name.isascii() != match[1].isascii():
        return False
    return not (abbreviates(match[1], match[2]) or abbreviates(match[2], match[1]))


def _explained(name: str, title: str) -> bool:
    """Say whether a title gives a name in full and in short: ``Central processing unit (CPU)``."""
    match = _PARENTHESIS.fullmatch(title) or _EXPANDED.fullmatch(title)
    one, other = (match[1].strip(), match[2].strip()) if match else ("", "")
    return name in {one, other} and (abbreviates(one, other) or abbreviates(other, one))


def _explains(alias: str, target: Target) -> bool:
    """Say whether an alias is the short form of the title, or the title that of the alias."""
    title = target.heading.title
    return abbreviates(alias, title) or abbreviates(title, alias)


@lru_cache(maxsize=8192)  # of names, which most builds ask again
def abbreviates(short: str, long: str) -> bool:
    """Say whether the letters of an acronym stand in a phrase in their order, the first one at a word's beginning."""
    wanted = [c for c in singular(short).casefold() if c.isalnum()]
    words = long.casefold().split()
    if not wanted or not acronym(short):
        return False
    start = next((number for number, word in enumerate(words) if word.strip("([{\"'")[:1] == wanted[0]), None)
    letters = iter("".join(words[start:]))
    return start is not None and len(wanted) < sum(map(len, words)) and all(c in letters for c in wanted)


class _InLowerCase:
    """The words in lower case in running text, for who asks: these are ordinary words, whatever titles say."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections

    @cached_property
    def _words(self) -> Sequence[Container[str]]:
        return [_lower_case_words(section) for section in self._sections]

    def __contains__(self, word: object) -> bool:
        return any(word in words for words in self._words)


@kept
def _lower_case_words(section: Section) -> Counter[str]:
    return counted(word for word in _WORD.findall(block_text(section.tokens)) if word.islower())


def _links_by_itself(name: str, ordinary: Container[str], *, own: bool) -> bool:
    words = name.split()
    # A daily note is called by its date, and a year is no topic.
    if not any(map(str.isalpha, name)):
        return False
    if proper(name):
        return True
    if len(words) == 1 and without_spaces(name):
        return len(name) >= UNSPACED_NAME and name not in UNSPACED_HEADINGS
    if len(words) == 1:
        return own and (_is_caseless_name(name) or (name[0].isupper() and not _ordinary(name.casefold(), ordinary)))
    # "How to read a bill" under a heading is a phrase of the text; as the title of a page it is a name.
    if any(word.casefold() in FUNCTION_WORDS for word in words) and not own:
        return False
    return len(words) <= WORDS_IN_NAME and not all(word.casefold() in HEADING_WORDS for word in words)


def _is_caseless_name(name: str) -> bool:
    """Say whether a title in a script without capitals is a name: its spelling cannot tell, so all but headings are."""
    return inflection.could_be_name(name) and name not in CASELESS_HEADINGS


def _ordinary(word: str, seen: Container[str]) -> bool:
    """Say whether a word, or its singular, names a common thing or is written in lower case too."""
    # A form too many costs one automatic link, which an alias brings back.
    return any(form in seen or form in HEADING_WORDS or form in SUBJECT_WORDS for form in singulars(word))


def brands(sections: Iterable[Section]) -> frozenset[str]:
    """Find the first words that many titles share; people name the rest alone: ``Amazon Aurora``, ``Aurora``."""
    sections = tuple(sections)
    rest: dict[str, set[str]] = defaultdict(set)
    for section in sections:
        first, _, more = section.title.partition(" ")
        if more and first[:1].isupper():
            rest[first].add(more)
    found = {word for word, more in rest.items() if len(more) >= SHARED_PREFIX}
    return frozenset(found - _common(found, sections)) if found else frozenset()


@kept
def _words(section: Section) -> Counter[str]:
    return counted(_written(section))


def _written(section: Section) -> list[str]:
    return _WORD.findall(" ".join(running(token.children) for token in section.tokens if token.children))


@kept
def _counts(section: Section, words: frozenset[str]) -> Mapping[str, int]:
    """Count some words, of which most sections have none: many sections stay as they are for those who ask."""
    if not remembers():  # nobody asks for other words of it then
        return Counter(word for word in _written(section) if word in words)
    return {word: count for word, count in _words(section).items() if word in words}


def _common(words: Collection[str], sections: Iterable[Section]) -> frozenset[str]:
    """List those of the capitalised words that the text writes in lower case too: ``Linear``, not ``Amazon``."""
    small = {word.lower(): word for word in words}
    asked, seen = frozenset((*words, *small)), Counter[str]()
    for section in sections:
        seen.update(_counts(section, asked))
    return frozenset(word for form, word in small.items() if form != word and seen[form] * COMMON > seen[word])
