"""Make cards to learn from what the notes say: questions, terms both ways, and facts."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Literal

from studyguide import paths
from studyguide.model import Heading, Library, Question, Section, Term, Tokens
from studyguide.paths import PageName
from studyguide.text import SENTENCE_END, block_text, plain

Kind = Literal["term", "fact", "question"]
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w{3,}")
"""Words that say something; of scripts without spaces, characters."""
_ENOUGH = 2
"""Words that a sentence must share with an answer to explain it."""


COMMON = 100
"""Sentences of a page; a word that more of them say tells none of them apart."""


@dataclass(frozen=True)
class Card:
    """Two sides in plain text. ``id`` comes from what the card is about, never from its text on either side."""

    id: str
    kind: Kind
    front: str
    back: str
    page: PageName
    anchor: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """The sentence of a section that explains an answer, and the heading above it."""

    anchor: str
    sentence: str


def content_hash(section: Section) -> str:
    """Return 16 hex digits that change with the words of a section, and with nothing else."""
    text = section.title + "\n" + block_text(section.tokens)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def cards(library: Library) -> tuple[Card, ...]:
    """Make the cards of terms and facts, in the order of the guide."""
    sections = {section.page: section for section in library.sections}
    found = [card for term in library.terms for card in _of_term(term, sections)]
    found += [card for section in library.sections for card in _of_facts(section)]
    # Two facts of one name under one heading would be one card; the first stands for both.
    return tuple({card.id: card for card in reversed(found)}.values())[::-1]


def _of_term(term: Term, sections: Mapping[PageName, Section]) -> Iterator[Card]:
    """Ask for the meaning of a name, and for the name of a meaning."""
    meaning = ": ".join(part for part in (term.expansion, term.text) if part)
    home = sections.get(term.section or term.page) or sections.get(term.page)
    if not meaning or home is None:
        return
    # The anchor of a term may get a number when another term comes; the name does not.
    key = f"term:{paths.fold(term.name)}"
    yield Card(key, "term", term.name, meaning, home.page, tags=home.tags)
    hidden = _hide(term.name, term.text) if term.text else term.expansion
    if paths.fold(hidden) != paths.fold(term.name):
        yield Card(f"{key}:name", "term", hidden, _named(term), home.page, tags=home.tags)


def _named(term: Term) -> str:
    return f"{term.name} ({term.expansion})" if term.expansion else term.name


def _hide(name: str, text: str) -> str:
    """Blank the name where a definition says it, or the question would answer itself."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)


def _of_facts(section: Section) -> Iterator[Card]:
    for heading in section.headings:
        about = _about(section, heading)
        for fact in heading.facts:
            if fact.text.strip():
                key = f"fact:{_target(section, heading)}:{paths.fold(fact.name)}"
                yield Card(key, "fact", f"{about}: {fact.name}?", fact.text, section.page, heading.anchor, section.tags)


def _about(section: Section, heading: Heading) -> str:
    return section.title if heading is section.head else f"{section.title}, {heading.title}"


def _target(section: Section, heading: Heading) -> str:
    return heading.meta.id or (f"{section.id}#{heading.anchor}" if heading.anchor else section.id)


def passages(library: Library) -> dict[str, Passage]:
    """Find for each question, by id, the sentence of its section that shares the rarest words with the answer."""
    found: dict[str, Passage] = {}
    by_page: dict[PageName, list[Question]] = {}
    for question in library.questions:
        by_page.setdefault(question.page, []).append(question)
    for section in library.sections:
        questions = by_page.get(section.page)
        if questions:
            found.update(_explained(section, questions))
    return found


def _explained(section: Section, questions: Sequence[Question]) -> Iterator[tuple[str, Passage]]:
    sentences = list(_sentences(section, questions))
    saying: dict[str, list[int]] = defaultdict(list)
    for number, (_, words) in enumerate(sentences):
        for word in words:
            saying[word].append(number)
    for question in questions:
        wanted = _words(_answer(question))
        telling = (saying[word] for word in wanted if word in saying and len(saying[word]) <= COMMON)
        best, score = None, 0.0
        for number in sorted({number for numbers in telling for number in numbers}):
            passage, words = sentences[number]
            shared = wanted & words
            if len(shared) < _ENOUGH:
                continue
            value = fsum(1 / len(saying[word]) for word in shared) + len(shared) / (len(words) ** 0.5)
            if value > score:
                best, score = passage, value
        if best:
            yield question.id, best


def _answer(question: Question) -> str:
    if not question.options:
        return block_text(question.body)
    right = (option for option in question.options if option.correct)
    return " ".join(f"{plain(option.text)} {plain(option.reason)}" for option in right)


def _sentences(section: Section, questions: Sequence[Question]) -> Iterator[tuple[Passage, frozenset[str]]]:
    """Yield the sentences of running text outside of questions, each with its words."""
    inside = {line for question in questions for line in range(question.place.line, question.last + 1)}
    anchor = ""
    for index, token in enumerate(section.tokens):
        if token.type == "heading_open":
            anchor = str(token.attrs.get("id", ""))
        if token.type != "paragraph_open" or section.at(token).line in inside:
            continue
        for sentence in _split(section.tokens[index + 1 : index + 2]):
            yield Passage(anchor, sentence), _words(sentence)


def _split(tokens: Tokens) -> Iterable[str]:
    return (part.strip() for part in SENTENCE_END.split(block_text(tokens)) if part.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def data(library: Library, url: Callable[[PageName, str], str], chapter: Callable[[Section], str]) -> str:
    """Write what the practice page's scripts need and its HTML does not show, as JSON that is safe inside HTML.

    Sections, tags and chapters are written once and referred to by their number.
    """
    chapters = list(dict.fromkeys(chapter(section) for section in library.sections))
    chapter_numbers = {name: n for n, name in enumerate(chapters)}
    pages = {section.page: n for n, section in enumerate(library.sections)}
    names = {paths.fold(tag.name): n for n, tag in enumerate(library.tags)}
    carried = _carried(library)
    explained = passages(library)
    written = {
        "title": library.options.title,
        "chapters": chapters,
        "tags": [tag.name for tag in library.tags],
        "sections": [
            _section(s, url(s.page, ""), chapter_numbers[chapter(s)], carried.get(s.page, [])) for s in library.sections
        ],
        "questions": [
            [q.id, pages[q.page], _numbers(q, names), *_place(explained.get(q.id))] for q in library.questions
        ],
        "cards": [[c.id, c.front, c.back, pages[c.page], c.anchor] for c in cards(library)],
        "exam": _exam(library),
    }
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c")


def _section(section: Section, url: str, chapter: int, tags: Sequence[int]) -> list[Any]:
    without_mark = section.chapter or section.page == paths.HOME
    return [section.id, section.title, url, chapter, tags, content_hash(section), int(without_mark)]


def _carried(library: Library) -> dict[PageName, list[int]]:
    """Give every page the numbers of its tags; a page carries the tags around its own too."""
    found: dict[PageName, list[int]] = {}
    for number, tag in enumerate(library.tags):
        for section in tag.sections:
            found.setdefault(section.page, []).append(number)
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
    domains = [
        {"tag": spelled.get(paths.fold(d.tag), d.tag), "title": d.title, "weight": d.weight} for d in exam.domains
    ]
    return {"title": exam.title, "minutes": exam.minutes, "questions": exam.questions, "domains": domains}
