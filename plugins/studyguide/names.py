"""Which words of the notes name which section: titles, the variants in them, aliases and ids."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studyguide.model import Section, Target
from studyguide.text import block_text

ALIAS, TITLE, SUB_ALIAS, SUB_TITLE = range(4)
"""How strongly a name belongs to its target: a lower number wins."""

SHARED_PREFIX = 3
"""A first word that this many titles share (Amazon, Azure) is a brand, and its titles are also known without it."""

_PARENTHESIS = re.compile(r"(.+?)\s*\(([^()]{2,60})\)")
_EXPANDED = re.compile(r"([\w.&/ -]{2,30}?)\s*[:–—]\s+(.{2,60})")
_FUNCTION_WORDS = frozenset(
    "a an and are as at by can do does for from how in into is it not of on or out that the this to using vs versus via "
    "what when where which who why with without working you your".split()
)
_HEADING_WORDS = frozenset(
    "about appendix background basics benefits concept concepts conclusion contents definition details example examples "
    "exercise exercises faq features general glossary history index introduction links motivation notes overview "
    "performance practice preface problem purpose questions quiz recap reference references remarks resources security "
    "solution summary terms tips todo tools topics traps usage use vocabulary warning".split()
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Name:
    """One name of a target. ``auto`` says whether it becomes a link by itself, ``exact`` whether case counts."""

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


def collect(sections: Sequence[Section]) -> list[Name]:
    """List the names of all sections and headings, strongest first."""
    ordinary = lower_case_words(sections)
    brands = _brands(sections)
    names = []
    for target in targets(sections):
        own = target.heading is target.section.head
        meta = target.section.meta if own else target.heading.meta
        linkable = target.section.meta.link and target.heading.meta.link
        for alias in meta.aliases:
            names.append(Name(alias, target, ALIAS if own else SUB_ALIAS, linkable, proper(alias)))
        for title in dict.fromkeys((target.section.title if own else target.heading.title, meta.title)):
            for variant in variants(title, brands) if title else ():
                auto = linkable and _links_by_itself(variant, ordinary, own=own)
                exact = proper(variant) or " " not in variant
                names.append(Name(variant, target, TITLE if own else SUB_TITLE, auto, exact))
    names.sort(key=lambda name: name.rank)
    return names


def variants(title: str, brands: frozenset[str] = frozenset()) -> list[str]:
    """List what a title may be called: ``EBS (Elastic Block Store)`` is also ``EBS`` and ``Elastic Block Store``."""
    found = [title]
    if match := _PARENTHESIS.fullmatch(title):
        found += [match[1], match[2]]
    elif (match := _EXPANDED.fullmatch(title)) and acronym(match[1].split()[-1]):
        found += [match[1], match[2]]
    for name in list(found):
        first, _, rest = name.partition(" ")
        if first in brands and (proper(rest) or rest[:1].isupper()) and rest.casefold() not in _HEADING_WORDS:
            found.append(rest)
    return [name.strip() for name in dict.fromkeys(found) if name.strip()]


def proper(name: str) -> bool:
    """Say whether a name shows by its spelling that it is one: ``S3``, ``CloudFront``, ``IAM``, not ``Storage class``."""
    return " " not in name and (acronym(name) or any(c.isupper() for c in name[1:]) or any(c.isdigit() for c in name))


def acronym(word: str) -> bool:
    """Say whether a word has at least two capitals or a capital and a digit."""
    capitals = sum(c.isupper() for c in word)
    return capitals > 1 or (capitals == 1 and any(c.isdigit() for c in word))


def lower_case_words(sections: Iterable[Section]) -> Counter[str]:
    """Count the words that stand in running text in lower case: these are ordinary words, whatever titles say."""
    counts: Counter[str] = Counter()
    for section in sections:
        counts.update(word for word in _WORD.findall(block_text(section.tokens)) if word.islower())
    return counts


def _links_by_itself(name: str, ordinary: Counter[str], *, own: bool) -> bool:
    words = name.split()
    if proper(name):
        return True
    if len(words) == 1:
        plain = name.casefold()
        known = plain in ordinary or plain.rstrip("s") in ordinary or plain in _HEADING_WORDS
        return own and name[0].isupper() and not known
    if any(word.casefold() in _FUNCTION_WORDS for word in words) and not own:
        return False
    return len(words) <= 5 and not all(word.casefold() in _HEADING_WORDS for word in words)  # noqa: PLR2004


def _brands(sections: Iterable[Section]) -> frozenset[str]:
    rest: dict[str, set[str]] = defaultdict(set)
    for section in sections:
        first, _, more = section.title.partition(" ")
        if more and first[:1].isupper():
            rest[first].add(more)
    return frozenset(word for word, more in rest.items() if len(more) >= SHARED_PREFIX)
