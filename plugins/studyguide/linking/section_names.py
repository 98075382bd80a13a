"""Which words of the notes name which section: titles, the variants in them, aliases and ids."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from studyguide.linking.english import acronym, singulars
from studyguide.linking.name_matcher import without_spaces
from studyguide.markdown.plain_text import block_text
from studyguide.model import Section, Target

ALIAS, TITLE, SUB_ALIAS, SUB_TITLE = range(4)
"""How strongly a name belongs to its target: a lower number wins."""

WORDS_IN_NAME = 5
"""A longer title is a sentence, and no name that a text would mention."""

UNSPACED_NAME = 3
"""Characters from which a word of a script without spaces is a name rather than a part of other words."""

# With 2 the AWS guide would take Cost, Application and Elastic for brands; with 4 it would lose S3, EC2 and VPC.
SHARED_PREFIX = 3
"""A first word that this many titles share (Amazon, Azure) is a brand; titles are known without it too."""

_PARENTHESIS = re.compile(r"(.*\S)\s*+\(([^()]{2,60})\)")
# `EBS: Elastic Block Store`; only behind an acronym: `Storage: an overview` is not known as “an overview”.
_EXPANDED = re.compile(r"([\w.&/ -]{2,30}?)\s*[:–—]\s+(.{2,60})")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Name:
    """One name of a target; ``auto``: it becomes a link by itself, ``exact``: case counts."""

    text: str
    target: Target
    rank: int
    auto: bool
    exact: bool


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
    ordinary = lower_case_words(sections)
    shared = brands(sections)
    names = []
    for target in targets(sections):
        own = target.heading is target.section.head
        meta = target.section.meta if own else target.heading.meta
        linkable = target.section.meta.link and target.heading.meta.link
        rank = ALIAS if own else SUB_ALIAS
        names += [Name(alias, target, rank, linkable, proper(alias)) for alias in meta.aliases]
        for title in dict.fromkeys((target.section.title if own else target.heading.title, meta.title)):
            for variant in variants(title, shared) if title else ():
                auto = linkable and _links_by_itself(variant, ordinary, own=own)
                exact = proper(variant) or " " not in variant
                names.append(Name(variant, target, TITLE if own else SUB_TITLE, auto, exact))
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
    """Say whether a word shows by its spelling that it is a name: ``S3``, ``CloudFront``, not ``Storage``."""
    return " " not in name and (acronym(name) or any(c.isupper() for c in name[1:]) or any(c.isdigit() for c in name))


def lower_case_words(sections: Iterable[Section]) -> Counter[str]:
    """Count the words in lower case in running text: these are ordinary words, whatever titles say."""
    counts: Counter[str] = Counter()
    for section in sections:
        counts.update(word for word in _WORD.findall(block_text(section.tokens)) if word.islower())
    return counts


def _links_by_itself(name: str, ordinary: Counter[str], *, own: bool) -> bool:
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


def _ordinary(word: str, seen: Counter[str]) -> bool:
    """Say whether a word, or its singular, names a common thing or is written in lower case too."""
    # A form too many costs one automatic link, which an alias brings back.
    return any(form in seen or form in HEADING_WORDS or form in SUBJECT_WORDS for form in singulars(word))


def brands(sections: Iterable[Section]) -> frozenset[str]:
    """Find the first words that many titles share; people name the rest alone: ``Amazon Aurora``, ``Aurora``."""
    rest: dict[str, set[str]] = defaultdict(set)
    for section in sections:
        first, _, more = section.title.partition(" ")
        if more and first[:1].isupper():
            rest[first].add(more)
    return frozenset(word for word, more in rest.items() if len(more) >= SHARED_PREFIX)
