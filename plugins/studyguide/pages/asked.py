"""Questions on paper, where no answer stands beside its question: answers follow at the end of what is printed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from markdown_it.token import Token
from markupsafe import Markup

from studyguide.guide import prompts, questions
from studyguide.html import render
from studyguide.html.context import Context
from studyguide.markdown.plain_text import matching
from studyguide.model import Question, Section, Tokens
from studyguide.pages.for_reading import for_reading
from studyguide.pages.frame import blocks
from studyguide.reuse.memory import held


@dataclass(frozen=True)
class Answer:
    """What is right, why, and where it was asked; ``letters`` is empty for a question without options."""

    number: int
    asked: str
    letters: str
    reasons: tuple[tuple[str, bool, Markup], ...]
    text: Markup


def marked(section: Section, asked: Collection[Question], further: Sequence[Token] = ()) -> list[Token]:
    """Put an element around each question that hides its answer, and around texts and reasons of its options.

    By it style sheets know what paper leaves out, and scripts what they ask and what they put at its end. ``further``
    follows the last question.
    """
    out: list[Token] = []
    done = 0
    for start, end, question in _places(section, asked):
        inside = questions.parted(section.tokens[start : end + 1])
        opening = Token("raw_open", "div", 1, attrs={"data-sg-asked": question.id})
        out += [*section.tokens[done:start], opening, *inside, Token("raw_close", "div", -1)]
        done = end + 1
    return [*out, *(further if out else ()), *section.tokens[done:]]


def on_paper(section: Section, numbers: Mapping[str, int], asked: Collection[Question]) -> Iterator[Token]:
    """Print questions where they stand in the notes, with their options, and without what gives them away."""
    done = 0
    for start, end, question in _places(section, asked):
        yield from section.tokens[done:start]
        yield from _paper(question, numbers[question.id])
        done = end + 1
    yield from section.tokens[done:]


def hidden(section: Section, asked: Collection[Question]) -> list[Question]:
    """List the questions of a section whose answers it hides."""
    return [question for _, _, question in _places(section, asked)]


def _places(section: Section, asked: Collection[Question]) -> Iterator[tuple[int, int, Question]]:
    """Yield where each question that hides its answer begins and ends among the tokens of its section."""
    by_line = {question.place.line: question for question in asked}
    waiting = list(_blocks(section))
    while waiting:
        start, end, line = waiting.pop(0)
        if line not in by_line:
            continue
        # "Hint", then "Solution": both answer it.
        while waiting and waiting[0][2] <= by_line[line].last and waiting[0][2] not in by_line:
            end = waiting.pop(0)[1]
        yield start, end, by_line[line]


@held
def _blocks(section: Section) -> Sequence[tuple[int, int, int]]:
    """List where each block begins and ends that hides an answer, and its line."""
    return [(start, end, section.at(section.tokens[start]).line) for start, end, _ in prompts.blocks(section.tokens)]


def _paper(question: Question, number: int) -> Iterator[Token]:
    yield Token("raw_open", "div", 1, attrs={"class": "sg-asked", "id": f"question.{number}"})
    yield Token("paragraph_open", "p", 1)
    link = Token("link_open", "a", 1, attrs={"href": f"#answer.{number}"})
    prompt = [_text(f"{number}. "), link, *question.asked, Token("link_close", "a", -1)]
    yield Token("inline", "", 0, children=prompt)
    yield Token("paragraph_close", "p", -1)
    if question.options:
        yield Token("ordered_list_open", "ol", 1, attrs={"type": "A"})
        for option in question.options:
            yield Token("list_item_open", "li", 1)
            yield Token("inline", "", 0, children=list(option.text))
            yield Token("list_item_close", "li", -1)
        yield Token("ordered_list_close", "ol", -1)
    yield Token("raw_close", "div", -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def answer(question: Question, number: int, place: str, context: Context) -> Answer:
    """Print the answer of a question whose section is at ``place``, by a context of its own."""
    letters = [ascii_uppercase[n : n + 1] or str(n + 1) for n in range(len(question.options))]
    right = ", ".join(letter for letter, option in zip(letters, question.options, strict=True) if option.correct)
    reasons = tuple(
        (letter, option.correct, Markup(render.inline(option.reason, context)))  # noqa: S704  sanitised
        for letter, option in zip(letters, question.options, strict=True)
        if option.reason
    )
    rest = _beside_options(question.body) if question.options else question.body
    return Answer(
        number, f"{place}--question.{number}", right, reasons, blocks(for_reading(rest, context.language), context)
    )


def _beside_options(body: Tokens) -> Sequence[Token]:
    """Leave out the first task list, whose items are the options."""
    lists = (n for n, token in enumerate(body) if token.type == "list_item_open" and "checked" in (token.meta or {}))
    item = next(lists, None)
    if item is None:
        return body
    # The list around the first item with a box: the last one that opened before it.
    start = max(n for n, token in enumerate(body[:item]) if token.type.endswith("_list_open"))
    return (*body[:start], *body[matching(body, start) + 1 :])
