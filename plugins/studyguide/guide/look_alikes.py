"""Tags and facts that look like others: what is written otherwise in one place is missing in a list or a table."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from studyguide import paths
from studyguide.guide.slips import Near, is_slip, meant
from studyguide.linking import english
from studyguide.model import Comparison, Library, Member
from studyguide.options import Exam
from studyguide.problems import Place, Problem

RARE = 2
"""Uses up to which a tag may be a slip."""

OFTEN = 3
"""Times as often the right spelling must be used."""


def found(library: Library) -> Iterator[Problem]:
    """Yield all of them."""
    yield from _tags(library)
    yield from _outside_the_exam(library)
    for comparison in library.comparisons:
        if not comparison.pair:
            yield from _facts(comparison)


def _tags(library: Library) -> Iterator[Problem]:
    """Report a tag of one or two sections that is one slip away from one that many have."""
    count = Counter({tag.name: len(tag.sections) for tag in library.tags})
    exam = {tag for tag, _ in _titles(library.options.exam)}
    names = Near(name for name, uses in count.items() if uses >= OFTEN)
    wrong = {
        name: right
        for name, uses in count.items()
        if uses <= RARE and name not in exam and (right := meant(name, names, count)) and uses * OFTEN <= count[right]
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
            example = next(name for name, _ in reversed(_titles(exam)))
            message = f"the tag `{tag}` is no task of the exam: write one of `exam.domains`, such as `{example}`"
            yield Problem(place, "exam-tag", message)


def _shape(name: str) -> str:
    return re.sub(r"\d+", "0", name)


def _facts(comparison: Comparison) -> Iterator[Problem]:
    """Report a fact that only one member has, beside one that others have and it lacks."""
    count = Counter(name for member in comparison.members for name in member.facts)
    listed = {attribute.fact for attribute in comparison.attributes}
    for member in comparison.members:
        for name, fact in member.facts.items():
            if count[name] > 1 or (name in listed and count[name] == len(comparison.members)):
                continue
            if right := _written(name, _lacking(member, count, listed)):
                message = f"only this section has the fact `{name}`; others of “{comparison.title}” have `{right}`"
                yield Problem(fact.place, "similar-fact", f"{message}: write it so, or it has a row of its own")


def _lacking(member: Member, count: Mapping[str, int], listed: Iterable[str]) -> list[str]:
    """Name the facts of a comparison that a member lacks, and others have."""
    names = [name for name, times in count.items() if times > 1 and name not in member.facts]
    return sorted({*names, *(name for name in listed if count[name] and name not in member.facts)})


def _written(name: str, names: Iterable[str]) -> str:
    """Find how others write a name: without the slip, in the singular, with a hyphen."""
    near = Near(names)
    bare: dict[str, str] = defaultdict(str)
    for other in names:
        bare.setdefault(_bare(other), other)
    alike = bare[_bare(name)]
    return alike if alike and alike != name else next((right for right in near.of(name) if is_slip(name, right)), "")


def _bare(name: str) -> str:
    return english.singular(re.sub(r"[\s_-]+", "", name.casefold()))
