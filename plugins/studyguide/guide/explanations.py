"""The sentence of the notes that explains the answer to a question."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from studyguide.guide import question_comments
from studyguide.guide.running_text import lines_asked, paragraphs, sentences
from studyguide.markdown.plain_text import block_text, plain
from studyguide.model import Library, Question, Section, Target
from studyguide.reuse.memory import kept

if TYPE_CHECKING:
    from studyguide.paths import PageName

# Of three letters at least: with "is", "in" and "of" 38 of the 234 answers of the AWS guide quote another sentence.
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
            found.update(_explained(section, tuple(questions)))
    return found


@kept
def _explained(section: Section, questions: tuple[Question, ...]) -> Mapping[str, Passage]:
    return dict(_explaining(section, questions))


def _explaining(section: Section, questions: Sequence[Question]) -> Iterator[tuple[str, Passage]]:
    candidates = list(_sentences(section, questions))
    saying: dict[str, list[int]] = defaultdict(list)
    for number, (_, words) in enumerate(candidates):
        for word in words:
            saying[word].append(number)
    for question in questions:
        wanted = _words(_answer(question))
        chosen = _headings_named(section, question)
        enough = 1 if chosen else _ENOUGH
        # Only sentences that share a word are looked at: question × sentence takes square time on a long page.
        telling = (saying[word] for word in wanted if word in saying and len(saying[word]) <= COMMON)
        best, score = None, 0.0
        for number in sorted({number for numbers in telling for number in numbers}):
            passage, words = candidates[number]
            shared = wanted & words
            if len(shared) < enough or (chosen and passage.anchor not in chosen):
                continue
            # Rare words tell most; but by them alone 34 of 234 questions of the AWS guide quote another sentence, such
            # as “You do not launch instances there.” for what an Availability Zone is.
            # The share of the sentence keeps long ones from winning (96 letters on average, 104 by count); by its
            # share without the root, short ones win (94).
            # fsum: a plain sum depends on the order of the set, and that on the hash seed of the build.
            value = fsum(1 / len(saying[word]) for word in shared) + len(shared) / (len(words) ** 0.5)
            if value > score:
                best, score = passage, value
        if best:
            yield question.id, best


def _headings_named(section: Section, question: Question) -> frozenset[str]:
    """Give the anchors of the page's own headings that the comment of the question names as those that answer it."""
    named = question_comments.read(question.body, question.place, []).sections
    headings = (heading for heading in section.headings if heading.anchor and Target(section, heading).id in named)
    return frozenset(heading.anchor for heading in headings)


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
