"""What the scripts of the practice page need: what they choose from, with the page, and what they show, beside it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from studyguide import paths
from studyguide.guide.cards import cards
from studyguide.guide.digest import content_hash
from studyguide.guide.explanations import Passage, passages
from studyguide.model import Library, Question, Section, Tag
from studyguide.pages import study_data
from studyguide.pages.plans import Plan
from studyguide.paths import PageName
from studyguide.problems import Place


def encode(
    library: Library,
    url: Callable[[PageName, str], str],
    chapter: Callable[[Section], str],
    plans: Iterable[Plan],
    meaning: Callable[[Tag], str],
) -> str:
    """Write what the practice page's scripts choose from, as JSON that is safe inside HTML.

    Sections, tags and chapters are written once and referred to by their number.
    """
    chapters = list(dict.fromkeys(chapter(section) for section in library.sections))
    chapter_numbers = {name: n for n, name in enumerate(chapters)}
    pages = {section.page: n for n, section in enumerate(library.sections)}
    names = {paths.fold(tag.name): n for n, tag in enumerate(library.tags)}
    carried = _carried(library)
    referring = _referring(library)
    written = {
        "title": library.options.title,
        "chapters": chapters,
        "tags": [tag.name for tag in library.tags],
        "meanings": [meaning(tag) for tag in library.tags],
        "sections": [
            [
                *_section(s, url(s.page, ""), chapter_numbers[chapter(s)], carried.get(s.page, [])),
                *([referring[s.page]] if referring[s.page] else []),
            ]
            for s in library.sections
        ],
        "questions": [_question(q, pages, names) for q in library.questions],
        "pool": [_question(q, pages, names) for q in library.pool if library.options.exam],
        "cards": _names(library),
        "uses": _uses(library),
        "places": _places(library, pages),
        "exam": _exam(library),
        "plans": [_plan(plan, url, pages) for plan in plans],
    }
    # In a <template> the text is parsed as HTML: neither an element nor a character reference may come of it.
    return _json(written).replace("&", "\\u0026").replace("<", "\\u003c")


def held(
    library: Library, asked: Iterable[tuple[Question, Markup]], drawn: Mapping[str, tuple[Markup, Markup]]
) -> bytes:
    """Write the script with what the page's scripts show later: every question, and the cards of terms and facts.

    A card has of what it asks, what it asks and its back as text, and the latter two drawn where formulas stand there;
    ``front`` is how one text says the first two.
    """
    pages = {section.page: n for n, section in enumerate(library.sections)}
    explained = passages(library)
    files: dict[str, int] = {}

    def place(at: Place) -> tuple[int, int]:
        return files.setdefault(at.path, len(files)), at.line

    # As lists, not by names: `__proto__` is no name for an object's own.
    questions = [
        [
            q.id,
            html,
            [int(option.correct) for option in q.options],
            *_place(explained.get(q.id)),
            *place(q.place),
            q.last,
        ]
        for q, html in asked
    ]
    made = [
        [c.id, c.about, c.asked, c.back, pages[c.page], c.anchor, *place(c.place), *drawn.get(c.id, ())]
        for c in cards(library)
    ]
    repository = library.options.repository
    shown = [repository.shown(path) for path in files] if repository else []
    lines = repository.of_lines if repository else ""
    front = library.options.language.word("practice.fact", about="{about}", fact="{fact}")
    written = {"questions": questions, "cards": made, "front": front, "files": shown, "lines": lines}
    return f"(studyguide.practice ??= {{}}).held = JSON.parse(String.raw`{_raw(_json(written))}`);\n".encode()


def _raw(written: str) -> str:
    """Write JSON as a template string may hold it: a browser reads that sooner than the same as a literal."""
    return written.replace("`", "\\u0060").replace("$", "\\u0024")


def _json(written: object) -> str:
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def _names(library: Library) -> dict[str, str]:
    """Name the cards of each kind but questions, shortly: what is due is counted before the cards are there."""
    made = cards(library)
    found = {kind: study_data.shortened(card.id for card in made if card.kind == kind) for kind in ("term", "fact")}
    return {kind: names for kind, names in found.items() if names}


_MOST = 35
"""Pages that use a term, beyond which one more tells nothing: as many as one digit to base 36 holds."""


def _uses(library: Library) -> str:
    """Say of each card of a term on how many pages that is used, a digit each: what matters most is asked first."""
    found = (min(_MOST, card.uses) for card in cards(library) if card.kind == "term")
    return "".join(map(study_data.digit, found))


def _referring(library: Library) -> Counter[PageName]:
    """Count from how many other pages each page is linked."""
    return Counter(page for origin, page in {(link.origin, link.page) for link in library.links} if origin != page)


def _places(library: Library, pages: Mapping[PageName, int]) -> dict[str, list[list[int]]]:
    """Say of which sections those cards are, in their order, each with how many follow each other there."""
    made = cards(library)
    return {
        kind: [[page, len(list(some))] for page, some in groupby(pages[c.page] for c in made if c.kind == kind)]
        for kind in ("term", "fact")
    }


def _question(question: Question, pages: Mapping[PageName, int], names: Mapping[str, int]) -> list[Any]:
    """Write what a question is chosen by; last how many answers it wants, where that is not one."""
    wanted = sum(option.correct for option in question.options)
    return [question.id, pages[question.page], _numbers(question, names), *([wanted] if wanted != 1 else [])]


def _section(section: Section, url: str, chapter: int, tags: Sequence[int]) -> list[Any]:
    # Chapters and the home page cannot be marked as read, so they must not count as unread.
    without_mark = section.chapter or section.page == paths.HOME
    return [section.id, section.title, url, chapter, tags, content_hash(section), int(without_mark)]


def _plan(plan: Plan, url: Callable[[PageName, str], str], pages: Mapping[PageName, int]) -> list[Any]:
    steps = [[step.title, url(plan.page, step.anchor), [pages[row.page] for row in step.rows]] for step in plan.steps]
    return [plan.id, plan.title, steps]


def _carried(library: Library) -> dict[PageName, list[int]]:
    """Give every page the numbers of its tags; a page carries the tags around its own too."""
    found: dict[PageName, list[int]] = {}
    for number, tag in enumerate(library.tags):
        for page in tag.sections:
            found.setdefault(page, []).append(number)
    return found


def _numbers(question: Question, names: Mapping[str, int]) -> list[int]:
    """Give the numbers of a question's tags in their order; its own stand after those of its section."""
    numbers = (names.get(paths.fold(tag.strip().lstrip("#"))) for tag in question.tags)
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _place(passage: Passage | None) -> tuple[str, str]:
    return (passage.anchor, passage.sentence) if passage else ("", "")


def _exam(library: Library) -> dict[str, Any] | None:
    exam = library.options.exam
    if exam is None:
        return None
    spelled = {paths.fold(tag.name): tag.name for tag in library.tags}

    def named(tag: str) -> str:
        return spelled.get(paths.fold(tag), tag)

    domains = [
        {
            "tag": named(domain.tag),
            "title": domain.title,
            "weight": domain.weight,
            "tasks": [[named(tag), title] for tag, title in domain.tasks],
        }
        for domain in exam.domains
    ]
    return {
        "title": exam.title,
        "minutes": exam.minutes,
        "questions": exam.questions,
        "pass": exam.pass_at,
        "scale": exam.scale,
        "domains": domains,
    }
