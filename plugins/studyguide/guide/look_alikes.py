"""Tags and facts that look like others: what is written otherwise in one place is missing in a list or a table."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from studyguide import paths
from studyguide.guide.slips import Near, meant
from studyguide.linking import english
from studyguide.model import Comparison, Library
from studyguide.options import Exam
from studyguide.problems import Place, Problem
from studyguide.suggestions import nearest

RARE = 2
"""Uses up to which a tag may be a slip; the right spelling must be used more often."""


def found(library: Library) -> Iterator[Problem]:
    """Yield all of them."""
    yield from _tags(library)
    yield from _outside_the_exam(library)
    asked = {attribute.fact for group in library.options.compare for attribute in group.attributes}
    yield from _facts(library.comparisons, asked)


def _tags(library: Library) -> Iterator[Problem]:
    """Report a tag of one or two sections that is one slip away from one that more have."""
    count = Counter({tag.name: len(tag.sections) for tag in library.tags})
    exam = {tag for tag, _ in _titles(library.options.exam)}
    names = Near(name for name, uses in count.items() if uses > 1)
    wrong = {
        name: right
        for name, uses in count.items()
        if uses <= RARE and name not in exam and (right := meant(name, names, count)) and uses < count[right]
    }
    for place, tag in _used(library):
        if tag in wrong:
            right = wrong[tag]
            sections = f"{count[right]} sections have"
            yield Problem(place, "similar-tag", f"the tag `{tag}` is likely misspelt: {sections} `{right}`")


def _used(library: Library) -> Iterator[tuple[Place, str]]:
    """Yield the tags of sections and questions as the guide spells them, each where it stands first."""
    shown = {tag.path: tag.name for tag in library.tags}
    first: dict[str, Place] = {}
    for section in library.sections:
        for tag in section.tags:
            first.setdefault(shown.get(paths.of_tag(tag), tag), section.place)
    for question in (*library.questions, *library.pool):
        for tag in question.tags:
            first.setdefault(shown.get(paths.of_tag(tag), tag), question.place)
    yield from ((place, tag) for tag, place in first.items())


def _titles(exam: Exam | None) -> list[tuple[str, str]]:
    return [title for domain in exam.domains for title in domain.titles] if exam else []


def _outside_the_exam(library: Library) -> Iterator[Problem]:
    """Report tags that look like those of the exam's domains and tasks, and are none."""
    exam = library.options.exam
    known = {paths.of_tag(tag) for tag, _ in _titles(exam)}
    domains = [paths.of_tag(domain.tag) for domain in exam.domains] if exam else []
    with_tasks = [paths.of_tag(domain.tag) for domain in exam.domains if domain.tasks] if exam else []
    shapes = {_shape(domain) for domain in domains if re.search(r"\d", domain)}
    for place, tag in _used(library):
        path = paths.of_tag(tag)
        first = path.partition("/")[0]
        below = any(path.startswith(f"{domain}/") for domain in with_tasks)
        if path not in known and (below or (first not in domains and _shape(first) in shapes)):
            names = [name for name, _ in _titles(exam)]
            example = nearest(tag, names, 0.5) or names[-1]
            message = f"the tag `{tag}` is no task of the exam: write one of `exam.domains`, such as `{example}`"
            yield Problem(place, "exam-tag", message)


def _shape(name: str) -> str:
    return re.sub(r"\d+", "0", name)


def _facts(comparisons: Iterable[Comparison], asked: Container[str]) -> Iterator[Problem]:
    """Report facts that one member alone has, beside one that others have and it lacks; each once.

    What an owner ``asked`` for by name is meant to be called so.
    """
    told: set[Place] = set()
    for comparison in comparisons:
        count = Counter(name for member in comparison.members for name in member.facts)
        earlier: dict[str, None] = {}
        for member in comparison.members:
            others = [name for name in count if name not in member.facts and (count[name] > 1 or name in earlier)]
            for name, fact in member.facts.items():
                right = _written(name, others) if count[name] == 1 and name not in asked else ""
                if right and fact.place not in told:
                    told.add(fact.place)
                    message = f"only this section has the fact `{name}`; others of “{comparison.title}” have `{right}`"
                    repair = "write it so, or it has a row of its own"
                    yield Problem(fact.place, "similar-fact", f"{message}: {repair}")
            earlier |= dict.fromkeys(member.facts)


def _written(name: str, names: Sequence[str]) -> str:
    """Find how others write a name: without the slip, in the singular, with a hyphen."""
    bare = {_bare(other): other for other in reversed(names)}
    return bare.get(_bare(name), "") or next(iter(Near(names).of(name)), "")


def _bare(name: str) -> str:
    return english.singular(re.sub(r"[\s_-]+", "", name.casefold()))
