"""Names that the notes write with a capital amid sentences: the small word of the same letters is an ordinary one."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from studyguide.linking.name_matcher import Matcher, matching
from studyguide.linking.usage import texts
from studyguide.model import Section
from studyguide.reuse.memory import kept, told
from studyguide.reuse.stages import stage

ENOUGH = 5
"""Uses amid sentences from which they tell how a name is written."""

NEARLY_ALL = 0.9
"""The part of these uses that has a capital, of a name that the small word does not mean."""

# English notes have 1 to 3 of 100 words so, German ones 25 to 30.
OF_NOUNS = 0.15
"""The part of all words amid sentences from which capitals tell no names: the language writes every noun so."""

_NEAR = 40
"""Characters before a mention that are looked at."""

_BEFORE = re.compile(r"(?:\A|[\s(])([^\W\d_]+),? \Z")
_LONGER_NAME = re.compile(r" [^\W\d_]")


def found(sections: Sequence[Section], names: Collection[str], language: str) -> frozenset[str]:
    """Find those of the names in small letters that notes write with a capital wherever a sentence does not ask it."""
    words = frozenset(name for name in names if " " not in name and name.upper() != name)
    if not words:
        return frozenset()
    asked = told((words, language), "names with capitals")
    return stage(lambda: _found(sections, words, language), "capitals", sections, asked)


def _found(sections: Sequence[Section], words: frozenset[str], language: str) -> frozenset[str]:
    matcher = matching(frozenset(), words, language, "with capitals")
    capital, small = Counter[str](), Counter[str]()
    for section in sections:
        with_capital, without = _uses(section, matcher)
        capital.update(with_capital)
        small.update(without)
    named = {word for word, count in capital.items() if count >= max(ENOUGH, NEARLY_ALL * (count + small[word]))}
    if not named:
        return frozenset()
    nouns, others = map(sum, zip(*map(_written, sections), strict=True))
    return frozenset() if nouns > OF_NOUNS * (nouns + others) else frozenset(named)


@kept
def _uses(section: Section, matcher: Matcher) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Count how a section writes names amid sentences: with a capital, and in small letters."""
    capital, small = Counter[str](), Counter[str]()
    found = [text for _, text in texts(section)]
    matcher.expect(found)
    for text in found:
        for mention in matcher.find(text):
            before = _BEFORE.search(text, max(0, mention.start - _NEAR), mention.start)
            if before is None or before[1][0].isupper():
                continue
            word = text[mention.start : mention.end]
            if word.islower():
                small[mention.name] += 1
            elif word[0].isupper() and not word.isupper() and not _goes_on(text, mention.end):
                capital[mention.name] += 1
    return capital, small


def _goes_on(text: str, end: int) -> bool:
    """Say whether a longer name asks for the capital: `Global` of `Global Accelerator`."""
    behind = _LONGER_NAME.match(text, end)
    return behind is not None and behind[0].isupper()


@kept
def _written(section: Section) -> tuple[int, int]:
    """Count the words amid sentences that have a capital, and those that have none."""
    capital = small = 0
    for _, text in texts(section):
        for before, word in pairwise(text.split()):
            if word.isalpha() and before.isalpha() and not before[0].isupper():
                capital += word.istitle()
                small += word.islower()
    return capital, small
