"""Look for what authors usually want to know about: names used twice, what is misspelt, and what owners ask for."""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from posixpath import basename, dirname
from typing import Any

from studyguide import paths
from studyguide.guide import completeness, look_alikes, misspelt_titles, question_forms, unexplained, wording
from studyguide.linking import section_names
from studyguide.linking.ordinary import is_bare
from studyguide.model import Library, Section
from studyguide.notes.sections import UNTITLED
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Place, Problem, Severity
from studyguide.reuse.stages import stage
from studyguide.suggestions import nearest
from studyguide.switches import is_on

SLIPS = 10
"""Ids given twice by mistake; of more, somebody meant it."""

_SHORT = 4
"""Letters of an id up to which one slip changes much of it."""

_JOINTS = re.compile(r"[\s_–—-]+")
"""What writers put between words, or leave out; other signs make another name: ``Ctrl+b &``, ``Ctrl+b $``."""

_IN_LIBRARY: Mapping[Callable[[Library], Iterable[Problem]], tuple[str, ...]] = {
    look_alikes.found: ("similar-tag", "exam-tag", "similar-fact"),
    unexplained.acronyms: ("unexplained-acronym",),
    unexplained.terms: ("unused-term",),
    completeness.of_sections: ("no-tags", "no-source", "no-summary", "no-review", "no-glance", "no-question"),
    completeness.of_facts: ("unsourced-fact",),
    completeness.of_comparisons: ("missing-fact", "no-verdict", "vague-verdict"),
    completeness.of_tasks: ("rare-task",),
    question_forms.found: ("few-options", "no-reason", "answer-count", "answer-length"),
    wording.prices: ("price",),
    wording.plain_addresses: ("plain-http",),
    wording.ids_shown: ("bare-id",),
    wording.signals: ("signal-form",),
    wording.slips: ("word-slip",),
}
"""Checks of the whole guide, each with the rules it knows; one whose rules are all off is not made."""


def check(library: Library, sections: Sequence[Section]) -> tuple[Problem, ...]:
    """Return everything found, in the order of the checks. ``sections`` are those in which nothing is embedded."""
    levels = library.options.lint

    def apart(look: Callable[[Any], Iterable[Problem]], of: Library | Sequence[Section]) -> tuple[Problem, ...]:
        name = f"lint: {look.__module__}.{look.__qualname__}"
        return stage(lambda: tuple(look(of)), name, (*library.said, *sections), library.around)

    asked = [problem for look, rules in _IN_LIBRARY.items() if any(is_on(rule, levels) for rule in rules)
             for problem in apart(look, library) if is_on(problem.rule, levels)]  # fmt: skip
    return (*chain.from_iterable(apart(look, sections) for look in _OF_NAMES), *asked)


def _double_ids(sections: Sequence[Section]) -> Iterable[Problem]:
    first: dict[str, Place] = {}
    found: list[tuple[Problem, SourcePath]] = []
    for target in section_names.targets(sections):
        own = target.heading is target.section.head
        identity = target.section.meta.id if own else target.heading.meta.id
        if not identity:
            continue
        if identity in first:
            message = f"the id `{identity}` is used in {first[identity]} too, where links lead: choose another one"
            found.append((Problem(target.heading.place, "double-id", message, "error"), first[identity].path))
        first.setdefault(identity, target.heading.place)
    if len(found) <= SLIPS:
        return [problem for problem, _ in found]
    # So many are of a tool whose ids hold in a folder: Docusaurus.
    same = (problem for problem, other in found if dirname(problem.place.path) == dirname(other))
    return [replace(problem, severity="info") for problem in same]


def _double_aliases(sections: Sequence[Section]) -> Iterable[Problem]:
    """Report an alias that is another section's alias or title too: mentions of it lead nowhere."""
    titles = {paths.fold(section.title): section for section in sections if section.last and not is_bare(section)}
    files: dict[str, PageName] = {}
    for section in sections:
        files.setdefault(section.place.path, section.page)
    own = set(files.values())
    first: dict[str, Section] = {}
    for section in sections:
        for alias in {paths.fold(alias): alias for alias in section.meta.aliases}.values():
            key = paths.fold(alias)
            other = first.setdefault(key, section)
            other = titles.get(key, section) if other is section else other
            # A part of another file may have it for a heading.
            part = other.place.path != section.place.path and other.page not in own
            if not (other is section or part or alias.startswith("/") or _are_versions(section, other)):
                message = f"the alias `{alias}` also names “{other.title}” in {other.place}: keep it at one of them"
                yield Problem(section.place, "double-alias", message)


def _are_versions(one: Section, other: Section) -> bool:
    """Say whether two files are one note in two languages or versions: ``a.de.md``, ``a.fr.md``; ``v1/a.md``."""
    here, there = one.place.path, other.place.path
    if here == there:
        return False
    return basename(here) == basename(there) or (
        dirname(here) == dirname(there) and basename(here).partition(".")[0] == basename(there).partition(".")[0]
    )


def _double_titles(sections: Sequence[Section]) -> Iterable[Problem]:
    """Report pairs of pages whose titles are one name, maybe but for spaces and hyphens.

    A title that several files have in the same letters is an ordinary heading, such as “References”, and meant. So is
    one of two folders: each subject has its “Exercises”, and each version of a manual its “Setup”.
    """
    named: dict[str, list[Section]] = {}
    files: dict[str, PageName] = {}
    for section in filter(_is_written, sections):
        files.setdefault(section.place.path, section.page)
        key = _JOINTS.sub("", paths.fold(paths.spoken(section.title)))
        if not key.isdigit() and key:  # of two days with one number nobody doubts
            named.setdefault(key, []).append(section)
    own = set(files.values())
    for first, *others in named.values():
        spellings = {first.title, *(other.title for other in others)}
        ordinary = len(others) > 1 and len(spellings) <= len(others)
        for other in others:
            apart = other.place.path != first.place.path
            # A chapter may be called like its first section.
            if other.parent == first.page or (apart and (ordinary or not _is_doubt(first, other, own))):
                continue
            same = "has the same title" if first.title == other.title else f"is called “{first.title}”"
            message = f"“{other.title}”: a section in {first.place} {same}; join them, or give them distinct titles"
            severity: Severity = "info" if apart or first.title == other.title else "warning"
            yield Problem(other.place, "double-title", message, severity)


def _is_written(section: Section) -> bool:
    """Say whether an author gave a page its title: a folder is called as it is, and an empty heading is said."""
    return section.last > 0 and (section.title != UNTITLED or bool(section.head.written))


def _is_doubt(one: Section, other: Section, own: Container[PageName]) -> bool:
    """Say whether one title of two files is likely meant for one thing; parts of theirs may have one heading."""
    if paths.fold(one.title) != paths.fold(other.title):
        return True
    return dirname(one.place.path) == dirname(other.place.path) and (one.page in own or other.page in own)


def _related(sections: Sequence[Section]) -> Iterable[Problem]:
    """Report names in ``related`` that no section has; other tools list files, links and plain words there."""
    known = {paths.fold(target.id) for target in section_names.targets(sections)}
    known |= section_names.pages(sections).keys()
    spelled = sorted(known)
    for section in sections:
        for written in section.meta.related:
            name = _file(written)
            if not name or "://" in name or paths.fold(name) in known:
                continue
            # Ids are short, and `esb` is `ebs` by 0.67 only. Nobody means the section itself.
            own = {paths.fold(section.id), paths.fold(section.title)}
            close = nearest(name, (other for other in spelled if other not in own), 0.8 if len(name) > _SHORT else 0.6)
            hint = f": did you mean `{close}`?" if close else ": use the id of a section"
            message = f"`related`: no section `{written}`{hint}"
            yield Problem(section.place, "related", message, "warning" if close else "info")


def _file(written: str) -> str:
    """Return the name in a link or a path: ``[[notes/S3.md#Cost|S3]]`` is ``S3``."""
    name = written.strip("[]'\" ").partition("|")[0].partition("#")[0].strip()
    return name if "://" in name else name.rpartition("/")[2].removesuffix(".md")


_OF_NAMES: Sequence[Callable[[Sequence[Section]], Iterable[Problem]]] = (
    _double_ids,
    _double_aliases,
    _double_titles,
    misspelt_titles.found,
    _related,
)
"""Checks of what sections are called; no rule turns one off."""
