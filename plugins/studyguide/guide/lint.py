"""Look for what authors usually want to know about: misspelt and double titles, names used twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from studyguide import paths
from studyguide.linking import english, section_names
from studyguide.markdown.plain_text import block_text
from studyguide.model import Section
from studyguide.problems import Problem
from studyguide.suggestions import nearest

FREQUENT = 3
"""Times a spelling must occur in running text to count as the right one."""

# Five letters at least: with three the AWS guide has 20 false alarms (ECR for ECS, ENA for NAT), with four one.
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{5,40}+(?![^\W\d_])")
"""A name of letters only; a longer run of letters is no word that a hand could slip in."""
_NOT_LETTERS = re.compile(r"[\W_]+")


def check(sections: Sequence[Section]) -> tuple[Problem, ...]:
    """Return everything found, in the order of the checks."""
    return (
        *_double_ids(sections),
        *_double_aliases(sections),
        *_double_titles(sections),
        *_misspelt_titles(sections),
        *_related(sections),
    )


def _double_ids(sections: Sequence[Section]) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for target in section_names.targets(sections):
        own = target.heading is target.section.head
        identity = target.section.meta.id if own else target.heading.meta.id
        if not identity:
            continue
        if identity in first:
            message = f"the id `{identity}` is used in {first[identity]} too, where links lead: choose another one"
            yield Problem(target.heading.place, "double-id", message, "error")
        first.setdefault(identity, str(target.heading.place))


def _double_aliases(sections: Sequence[Section]) -> Iterable[Problem]:
    """Report an alias that is another section's alias or title too: mentions of it lead nowhere."""
    titles = {paths.fold(section.title): section for section in sections}
    first: dict[str, Section] = {}
    for section in sections:
        for alias in section.meta.aliases:
            key = paths.fold(alias)
            other = first.setdefault(key, section)
            other = titles.get(key, section) if other is section else other
            if other is not section:
                message = f"the alias `{alias}` also names “{other.title}” in {other.place}: keep it at one of them"
                yield Problem(section.place, "double-alias", message)


def _double_titles(sections: Sequence[Section]) -> Iterable[Problem]:
    """Report two page titles that are one name but for spaces, hyphens and case."""
    known: dict[str, Section] = {}
    for section in sections:
        key = _NOT_LETTERS.sub("", paths.fold(paths.spoken(section.title)))
        other = known.setdefault(key, section) if key else section
        if other is not section and section.parent != other.page:  # a chapter may be called like its first section
            place, title = other.place, other.title
            same = "has the same title" if title == section.title else f"is called “{title}”"
            message = f"“{section.title}”: a section in {place} {same}; join them, or give them distinct titles"
            yield Problem(section.place, "double-title", message, "info" if title == section.title else "warning")


def _misspelt_titles(sections: Sequence[Section]) -> Iterable[Problem]:
    """Report a title's word that is one slip away from a name that the text uses more often."""
    count: Counter[str] = Counter()
    for section in sections:
        count.update(word for word in _WORD.findall(block_text(section.tokens)) if not word.islower())
    # Shapes, not pairs: comparing every title with every word takes square time.
    near: dict[str, list[str]] = defaultdict(list)
    for name, times in count.items():
        # Only names: without a capital inside, "Managed" in four titles is called a slip for "Manager".
        if times >= FREQUENT and _capital_inside(name):
            for shape in _shapes(name):
                near[shape].append(name)
    for section in sections:
        for word in _joined_words(section.title):
            if not word.islower() and (right := _slip(word, count, near)):
                message = f"“{word}” in the title is likely misspelt: the text says “{right}” {count[right]} times"
                yield Problem(section.place, "misspelt-title", message)


def _joined_words(title: str) -> list[str]:
    """List the words of a title, and neighbours joined: ``Elastic Cache`` may mean one word."""
    words = _WORD.findall(title)
    return [*words, *(one + other for one, other in pairwise(words))]


def _shapes(word: str) -> set[str]:
    """Return the word and what is left of it without one letter; two words one slip apart share one of these."""
    folded = word.casefold()
    return {folded, *(folded[:n] + folded[n + 1 :] for n in range(len(folded)))}


def _slip(word: str, count: Counter[str], near: Mapping[str, Sequence[str]]) -> str:
    """Find the name that a word is a slip of; plurals are none, nor is the same word in other letters' case."""
    found = {name for shape in _shapes(word) for name in near.get(shape, ())}
    # Twice as often at least: of two spellings that are both common neither is the slip.
    meant = [name for name in found if count[word] * 2 < count[name] and _bare(name) != _bare(word)]
    return max(meant, key=lambda name: (count[name], name), default="")


def _bare(word: str) -> str:
    return english.singular(word.casefold())


def _capital_inside(word: str) -> bool:
    return any(character.isupper() for character in word[1:])


def _related(sections: Sequence[Section]) -> Iterable[Problem]:
    known = {target.id for target in section_names.targets(sections)} | section_names.pages(sections).keys()
    spelled = sorted(known)
    for section in sections:
        for name in section.meta.related:
            if name not in known and paths.fold(name) not in known:
                # 0.6: ids are short, and `esb` is `ebs` by 0.67 only.
                close = nearest(name, spelled, 0.6)
                hint = f": did you mean `{close}`?" if close else ": use the id of a section"
                yield Problem(section.place, "related", f"`related`: no section `{name}`{hint}")
