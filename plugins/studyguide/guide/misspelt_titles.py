"""Titles with a word that is a slip of a name which the text writes otherwise."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import cast

from studyguide.guide.slips import Near, meant
from studyguide.markdown.plain_text import block_text
from studyguide.model import Section
from studyguide.problems import Problem, number_of
from studyguide.reuse.memory import Told, kept, told
from studyguide.reuse.words import counted

FREQUENT = 3
"""Times a spelling must occur in running text to count as the right one."""

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{5,40}+(?![^\W\d_])")
"""A name of letters only."""


def found(sections: Sequence[Section]) -> Iterator[Problem]:
    """Report a word of a title that stands nowhere else, and is one slip away from a name that the text uses."""
    count: Counter[str] = Counter()
    for section in sections:
        count.update(_words(section))
    elsewhere = _in_titles(sections)
    for word, times in count.items():
        elsewhere[word.casefold()] += times
    # Only names with a capital inside: any other word that is near to a title's may be another word, in any language.
    names = Near(name for name, times in count.items() if times >= FREQUENT and _is_name(name))
    phrases = _phrases(sections)
    for section in sections:
        words = _WORD.findall(section.title)
        single = [word for word in words if not word.islower() and elsewhere[word.casefold()] <= 1]
        # `Elastic Cache` may mean one word; where the text writes two as well, it does not.
        joined = [one + other for one, other in pairwise(words) if (one.casefold(), other.casefold()) not in phrases]
        for word in (*single, *joined):
            if right := meant(word, names, count):
                often = number_of(count[right], "time")
                message = f"“{word}” in the title is likely misspelt: the text says “{right}” {often}"
                yield Problem(section.place, "misspelt-title", message)


def _in_titles(sections: Iterable[Section]) -> Counter[str]:
    headings = (heading.title for section in sections for heading in section.headings)
    return Counter(word.casefold() for title in headings for word in _WORD.findall(title))


def _is_name(word: str) -> bool:
    """Say whether a word is spelled as a name: ``CloudFront``, not ``Cloud``, nor ``CLOUD``, any word aloud."""
    inner = word[1:]
    return any(character.isupper() for character in inner) and any(character.islower() for character in word)


def _phrases(sections: Sequence[Section]) -> set[tuple[str, str]]:
    """Return the pairs of words in titles that stand beside each other in running text too."""
    # Those of titles alone: all pairs of a large collection take 100 MB.
    asked = {pair for section in sections for pair in _pairs(section.title)}
    these = told((frozenset(asked),), "pairs of words in titles")

    return set[tuple[str, str]]().union(*(_written(section, these) for section in sections))


@kept
def _written(section: Section, these: Told) -> frozenset[tuple[str, str]]:
    """Return those pairs of words that stand beside each other in a section."""
    return frozenset(_pairs(block_text(section.tokens))) & cast("frozenset[tuple[str, str]]", these.all[0])


@kept
def _words(section: Section) -> Counter[str]:
    return counted(_WORD.findall(block_text(section.tokens)))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    words = (word.casefold() for word in _WORD.findall(text))
    return pairwise(words)
