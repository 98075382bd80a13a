"""The question that decides between two things: one of its right answers names the one, a wrong one the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from studyguide.guide.pair_sentences import Names
from studyguide.linking.name_matcher import Matcher
from studyguide.markdown.plain_text import plain
from studyguide.model import Comparison, Question, Section
from studyguide.paths import PageName
from studyguide.reuse.memory import kept

_Named = tuple[tuple[str, ...], ...]

PASSING = 2
"""What an answer names third or later, it does not tell from others."""


def collect(
    sections: Sequence[Section], pairs: Sequence[Comparison], questions: Iterable[Question]
) -> Mapping[PageName, Question]:
    """Find for each pair, by its page, the question that decides between the two best, if one does.

    Best where the answers name both; next where one is named and the question stands on the page of the other. Of
    those, one with a single right answer, on a member's own page, whose answers name fewest other things.
    """
    if not pairs:
        return {}
    names = Names(sections, pairs)
    found: dict[PageName, list[tuple[tuple[int, ...], Question]]] = defaultdict(list)
    holding = by_member(pairs)
    for number, question in enumerate(questions):
        right, wrong = (_members(named, names) for named in _named(question, names.matcher))
        for pair in _touched({*right, *wrong}, holding):
            if (rank := _rank(pair, question, right, wrong)) is not None:
                several = sum(option.correct for option in question.options) > 1
                away = question.page not in _pages(pair)
                found[pair.page].append(((rank, several, away, len(right), len({*right, *wrong}), number), question))
    return {page: min(ranked, key=lambda one: one[0])[1] for page, ranked in found.items()}


def by_member(comparisons: Iterable[Comparison]) -> Mapping[str, list[Comparison]]:
    """Map the ids of what is compared to the comparisons that it stands in."""
    found: dict[str, list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        for member in comparison.members:
            found[member.target.id].append(comparison)
    return found


def _touched(named: Iterable[str], holding: Mapping[str, list[Comparison]]) -> Iterable[Comparison]:
    return {pair.page: pair for member in sorted(named) for pair in holding[member]}.values()


@kept
def _named(question: Question, matcher: Matcher) -> tuple[_Named, _Named]:
    """List what the right answers of a question name, each in its order, and what the wrong ones name."""
    named = [(option.correct, _names_in(plain(option.text), matcher)) for option in question.options]
    right, wrong = (tuple(found for correct, found in named if correct is wanted) for wanted in (True, False))
    return right, wrong


def _names_in(text: str, matcher: Matcher) -> tuple[str, ...]:
    return tuple(match.name for match in matcher.find(text))


def _members(named: _Named, names: Names) -> Mapping[str, int]:
    """Give the ids of the members that answers name, and how early in one."""
    found: dict[str, int] = {}
    for answer in named:
        for place, name in enumerate(answer):
            found.update({member: min(place, found.get(member, place)) for member in names.called[name]})
    return found


def _rank(pair: Comparison, question: Question, right: Mapping[str, int], wrong: Mapping[str, int]) -> int | None:
    """Say how well a question decides between two, the best first; None where it does not."""
    for this, that in (pair.members, pair.members[::-1]):
        one, other = this.target.id, that.target.id
        if one in right and other in wrong and not (other in right or one in wrong):
            # "A Batch job on Fargate or EC2" speaks of Batch.
            return 0 if right[one] == 0 else 2 if right[one] < PASSING else None
        # "Which volume?", asked on the page of EBS, with EFS among the wrong answers.
        own = question.page == this.target.section.page != that.target.section.page
        if own and other in wrong and other not in right and one not in wrong:
            return 1
    return None


def _pages(pair: Comparison) -> frozenset[PageName]:
    return frozenset(member.target.section.page for member in pair.members)
