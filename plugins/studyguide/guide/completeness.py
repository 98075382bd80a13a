"""What sections and comparisons lack, for owners who ask for it: tags, sources, summaries, reviews, facts, verdicts."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from studyguide.linking.section_names import called, targets
from studyguide.markdown.plain_text import block_text
from studyguide.model import Comparison, Fact, Library, Section, Target
from studyguide.paths import HOME
from studyguide.problems import Problem
from studyguide.reuse.memory import kept

UNCHECKED = "(unchecked)"
"""What an author writes into a fact that has no source yet."""

ENOUGH = 10
"""Questions that each task of an exam should have; with fewer, its part of the score is luck."""

COMMON = 0.2
"""Share of all names from which a word is none: ``Amazon`` in a guide to its services."""


class _Part(NamedTuple):
    """Something that a section may lack, and how it is given."""

    rule: str
    what: str
    repair: str
    is_there: bool


def of_sections(library: Library) -> Iterator[Problem]:
    """Say what each section lacks; pages that only introduce others need nothing."""
    asked = {question.page for question in library.questions}
    for section in library.sections:
        if section.chapter or section.page == HOME or not _says_something(section):
            continue
        for part in _parts(section, asked=section.page in asked):
            if not part.is_there:
                message = f"“{section.title}” has no {part.what}: {part.repair}"
                yield Problem(section.place, part.rule, message)


@kept
def _says_something(section: Section) -> bool:
    return bool(block_text(section.tokens))


def _parts(section: Section, *, asked: bool) -> tuple[_Part, ...]:
    facts = [fact for heading in section.headings for fact in heading.facts]
    sourced = bool(section.meta.sources) or any(map(_is_sourced, facts))
    reviewed = bool(section.meta.reviewed)
    return (
        _Part("no-tags", "tags", "write `tags: [storage]` below its heading", bool(section.tags)),
        _Part("no-source", "source", "write `sources: [https://…]`, or a footnote with a link to a fact", sourced),
        _Part("no-summary", "summary", "write `summary: …` below its heading", bool(section.meta.summary)),
        _Part("no-review", "review date", "read its sources and write `reviewed: 2026-11-20`", reviewed),
        _Part("no-glance", "facts", "add an `At a glance` table", bool(facts)),
        _Part("no-question", "question", "write one in a `<details>` block", asked),
    )  # fmt: skip


def _is_sourced(fact: Fact) -> bool:
    """Say whether a value has a footnote, or a link to another site."""
    return any(
        token.type == "footnote_ref" or str(token.attrGet("href") or "").startswith(("https:", "http:"))
        for token in fact.value
    )


def of_facts(library: Library) -> Iterator[Problem]:
    """Report facts without a source, but for those that say so themselves."""
    for section in library.sections:
        for heading in section.headings:
            for fact in heading.facts:
                if not _is_sourced(fact) and UNCHECKED not in fact.text:
                    message = f"the fact `{fact.name}` has no source: add a footnote, or write {UNCHECKED} behind it"
                    yield Problem(fact.place, "unsourced-fact", message)


def of_comparisons(library: Library) -> Iterator[Problem]:
    """Report empty cells of the owner's comparisons, and pairs whose verdict is missing or names one of them alone."""
    names = _Names(library)
    for comparison in library.comparisons:
        if comparison.pair:
            yield from _verdict(comparison, names)
        elif library.options.compare:
            yield from _gaps(comparison)


def _gaps(comparison: Comparison) -> Iterator[Problem]:
    for member in comparison.members:
        for attribute in comparison.attributes:
            if attribute.fact not in member.facts:
                message = (
                    f"“{member.name}” has no fact `{attribute.fact}`, so its cell in “{comparison.title}” is empty"
                )
                yield Problem(member.target.heading.place, "missing-fact", f"{message}: add it to its table")


def _verdict(pair: Comparison, names: "_Names") -> Iterator[Problem]:
    first, second = (member.target for member in pair.members[:2])
    if not pair.verdict:
        message = f"“{first.heading.title}” and “{second.heading.title}” are confused, and nothing says when to choose"
        repair = f"write `verdicts: {{{second.id}: …}}` beside `confused_with`"
        yield Problem(first.heading.place, "no-verdict", f"{message} which: {repair}")
        return
    said = _words(pair.verdict)
    for target in (first, second):
        if not said & names.of(target):
            message = f"the verdict on “{first.heading.title}” and “{second.heading.title}” does not name"
            yield Problem(first.heading.place, "vague-verdict", f"{message} “{target.heading.title}”: name both")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


class _Names:
    """The words by which each section is told from others."""

    def __init__(self, library: Library) -> None:
        of_all = [{word for name in called(target) for word in _words(name)} for target in targets(library.sections)]
        count = Counter(word for words in of_all for word in words)
        self._common = {word for word, times in count.items() if times > max(1, COMMON * len(library.sections))}

    def of(self, target: Target) -> set[str]:
        words = {word for name in called(target) for word in _words(name)}
        return words - self._common or words


def of_tasks(library: Library) -> Iterator[Problem]:
    """Report tasks of the exam that few questions ask about."""
    exam = library.options.exam
    asked = Counter(tag for question in (*library.questions, *library.pool) for tag in question.tags)
    for domain in exam.domains if exam else ():
        for tag, title in domain.tasks:
            if asked[tag] < ENOUGH:
                message = f"{asked[tag]} questions have the tag `{tag}` ({title}): write {ENOUGH - asked[tag]} more"
                yield Problem(library.options.at("exam"), "rare-task", message)
