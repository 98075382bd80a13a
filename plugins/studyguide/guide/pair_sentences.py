"""Sentences of the notes that mention two things that readers confuse."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studyguide.guide.running_text import lines_asked, paragraphs, sentences
from studyguide.linking import section_names
from studyguide.linking.name_matcher import Matcher, matching
from studyguide.model import Comparison, Question, Section, Target
from studyguide.paths import PageName
from studyguide.reuse.memory import kept

SENTENCE_LIMIT = 400
"""Characters; a longer one is a list or a table in disguise, and tells no difference."""


MANY = 4
"""A sentence that names so many things is a list."""


@dataclass(frozen=True)
class Mention:
    """A sentence, and the nearest element of the section's page: a link in its paragraph, or a heading."""

    page: PageName
    title: str
    anchor: str
    sentence: str
    heading: str
    """The anchor of the heading above; empty below the title of the page."""


class Names:
    """What the members of pairs are called, looked for in texts."""

    def __init__(self, sections: Sequence[Section], pairs: Sequence[Comparison]) -> None:
        self.called = _called(sections, pairs)
        self.matcher = _matcher(self.called)


def collect(
    sections: Sequence[Section], pairs: Sequence[Comparison], questions: Iterable[Question]
) -> Mapping[PageName, list[Mention]]:
    """Find the sentences for each pair, by its page.

    First those that name both, on the members' own pages before others; then those that stand under one member's
    heading and name the other; last those that list many. The fewer others a sentence names, the more it tells of two.
    """
    if not pairs:
        return {}
    names = Names(sections, pairs)
    asked = lines_asked(questions)
    by_member = _by_member(pairs)
    found: dict[int, dict[str, tuple[bool, bool, int, Mention]]] = defaultdict(dict)
    for section in sections:
        lines = tuple(sorted(asked.get(section.page, ())))
        for mention, spoken in _naming(section, lines, names.matcher):
            # Members, not names: a sentence that says S3 and Simple Storage Service names one.
            present = {member for name in spoken for member in names.called[name]}
            for number, both in _complete(mention, present, by_member) if present else ():
                away = section.page not in {member.target.section.page for member in pairs[number].members}
                # One sentence may stand in two notes; it is quoted from the first.
                found[number].setdefault(mention.sentence, (not both, away, len(present), mention))
    return {pair.page: _ranked(found[n].values()) for n, pair in enumerate(pairs)}


def _ranked(found: Iterable[tuple[bool, bool, int, Mention]]) -> list[Mention]:
    """Sort by whether a sentence names only one member, stands on another page, and how many things it names."""
    # Lists last: first, they begin the quotes of 11 of the 156 pairs of the AWS guide.
    return [mention for *_, mention in sorted(found, key=lambda rank: (rank[2] >= MANY, *rank[:3]))]


def _called(sections: Sequence[Section], pairs: Iterable[Comparison]) -> Mapping[str, set[str]]:
    """Give the ids of the members by each of their names."""
    shared = section_names.brands(sections)
    found: dict[str, set[str]] = defaultdict(set)
    for target in {member.target.id: member.target for pair in pairs for member in pair.members}.values():
        for name in section_names.called(target, shared):
            found[name].add(target.id)
    return found


def _matcher(called: Iterable[str]) -> Matcher:
    """Match single words by case: ``Access`` is a name, ``access`` is a word."""
    exact = {name for name in called if section_names.proper(name) or " " not in name}
    return matching(exact, set(called) - exact, "en", "compared")


def _by_member(pairs: Sequence[Comparison]) -> Mapping[str, list[tuple[int, Target]]]:
    """Give for each member, by id, the numbers of its pairs with the other member."""
    found: dict[str, list[tuple[int, Target]]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        one, other = (member.target for member in pair.members)
        found[one.id].append((number, other))
        found[other.id].append((number, one))
    return found


def _complete(
    mention: Mention, present: set[str], by_member: Mapping[str, list[tuple[int, Target]]]
) -> Iterator[tuple[int, bool]]:
    """Yield the numbers of the pairs that a sentence tells of, and whether it names both members."""
    for one in present:
        for number, other in by_member[one]:
            if other.id in present:
                yield number, True
            elif other.section.page == mention.page and other.heading.anchor in {"", mention.heading}:
                yield number, False


@kept
def _naming(section: Section, asked: tuple[int, ...], matcher: Matcher) -> Sequence[tuple[Mention, Sequence[str]]]:
    """List the sentences of a section that name something, each with the names."""
    sentences = list(_sentences(section, asked))
    matcher.expect(one.sentence for one in sentences)
    found = ((one, [match.name for match in matcher.find(one.sentence)]) for one in sentences)
    return [(mention, names) for mention, names in found if names]


def _sentences(section: Section, asked: Container[int]) -> Iterator[Mention]:
    """Yield the sentences of running text that are short enough to quote."""
    for anchor, inline in paragraphs(section, asked):
        marks = (child.meta["mark"] for child in inline.children or [] if "mark" in (child.meta or {}))
        place = str(next(marks, anchor))
        for sentence in sentences(inline):
            if len(sentence) <= SENTENCE_LIMIT:
                yield Mention(section.page, section.title, place, sentence, anchor)
