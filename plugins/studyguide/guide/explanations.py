"""The sentence of the notes that explains the answer to a question."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from studyguide.guide.running_text import lines_asked, paragraphs, sentences
from studyguide.markdown.plain_text import block_text, plain
from studyguide.model import Library, Question, Section
from studyguide.paths import PageName

if TYPE_CHECKING:
    from studyguide.paths import PageName

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w{3,}")
"""Words that say something; of scripts without spaces, characters."""


_ENOUGH = 2
"""Words that a sentence must share with an answer to explain it."""

COMMON = 100
"""Sentences of a page; a word that more of them say tells none of them apart."""


@dataclass(frozen=True)
class Passage:
    """The sentence of a section that explains an answer, and the heading above it."""

    anchor: str
    sentence: str


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
    candidates = list(_sentences(section, questions))
    saying: dict[str, list[int]] = defaultdict(list)
    for number, (_, words) in enumerate(candidates):
        for word in words:
            saying[word].append(number)
    for question in questions:
        wanted = _words(_answer(question))
        telling = (saying[word] for word in wanted if word in saying and len(saying[word]) <= COMMON)
        best, score = None, 0.0
        for number in sorted({number for numbers in telling for number in numbers}):
            passage, words = candidates[number]
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
    for anchor, inline in paragraphs(section, lines_asked(questions)[section.page]):
        for sentence in sentences(inline):
            yield Passage(anchor, sentence), _words(sentence)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))
