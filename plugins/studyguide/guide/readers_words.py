"""What a section says to those who read it: its sentences; of questions, answers and diagrams, that they are there."""

from collections.abc import Collection, Iterator, Sequence

from markdown_it.token import Token

from studyguide.guide import questions
from studyguide.markdown.plain_text import matching, plain
from studyguide.markdown.sentences import SENTENCE_END
from studyguide.model import Question, Section
from studyguide.reuse.memory import kept

QUESTION, ANSWER, DIAGRAM = "\0question ", "\0answer ", "\0diagram "
"""Signs before what is compared and never shown: the page shows it better, and an answer would be given away."""

HEAD = "\ufdd1"
"""Sign before a heading, and before the heads of columns: they name what stands below them."""

LABEL = "\ufdd0"
"""Sign between a fact and its name. Both are no characters of any text."""

_OWN_SIGNS = str.maketrans("", "", f"\0{HEAD}{LABEL}")

_CODE = {"fence", "code_block", "raw_text"}

_PAIR = 2

_LONG = 20
"""Letters of a text that stands in a prompt because it is a part of it."""


def is_sign(text: str) -> bool:
    """Say whether a part is no words of the section's."""
    return text.startswith("\0")


@kept
def of(section: Section) -> tuple[str, ...]:
    """List what a section says: its sentences, rows of tables, and lines of code."""
    asked = questions.in_section(section)
    own = _parts(_outside(section, asked))
    return (*(text for part in own if (text := " ".join(part.split()))), *_signs(section, asked))


def shown(text: str) -> str:
    """Write a part as it is shown."""
    return text.removeprefix(HEAD).replace(LABEL, ": ")


def _signs(section: Section, asked: Sequence[Question]) -> Iterator[str]:
    for question in asked:
        yield QUESTION + _line(question.prompt)
        chosen = (f"{_said(one.text)} {one.correct} {_said(one.reason)}" for one in question.options)
        yield ANSWER + _line(" ".join((_said(question.body), *chosen)))
    for token in section.tokens:
        if _is_diagram(token):
            yield DIAGRAM + _line(token.content)


def _said(tokens: Sequence[Token]) -> str:
    return " ".join(plain(token.children or [token]) for token in tokens)


def _line(text: str) -> str:
    return " ".join(text.split())


def _is_diagram(token: Token) -> bool:
    return token.type == "fence" and token.info.partition(" ")[0].lower() == "mermaid"


def _outside(section: Section, asked: Sequence[Question]) -> Sequence[Token]:
    """Leave out what asks and what answers, and diagrams."""
    prompts = {_line(question.prompt) for question in asked}
    lines = {line for question in asked for line in range(question.place.line, question.last + 1)}
    return [
        token
        for token in section.tokens
        if not (_is_diagram(token) or (token.map and section.at(token).line in lines))
        and not (token.type in {"inline", "raw_text"} and _asks(_line(_said([token])), prompts))
    ]


def _asks(text: str, prompts: Collection[str]) -> bool:
    """Say whether a paragraph is what a question asks, or a part of it, as where it holds a line break."""
    return text in prompts or (len(text) >= _LONG and any(text in prompt for prompt in prompts))


def _parts(tokens: Sequence[Token]) -> Iterator[str]:
    index, facts = 0, False
    while index < len(tokens):
        token = tokens[index]
        if token.type == "tr_open":
            end = matching(tokens, index)
            cells = [_own(plain(cell.children)) for cell in tokens[index:end] if cell.type == "inline"]
            said = [cell for cell in cells if cell]
            if tokens[index - 1].type != "thead_open":
                yield (LABEL if facts else ": " if len(cells) == _PAIR else " · ").join(said)
            else:
                # The head of a table of facts names nothing that its rows do not say.
                facts = len(cells) == _PAIR and len(said) == 1
                yield HEAD + " · ".join(said) if len(said) > 1 else ""
            index = end
        elif token.type == "inline":
            head = HEAD if tokens[index - 1].type == "heading_open" else ""
            yield from (head + part for part in SENTENCE_END.split(_own(plain(token.children))))
        elif token.type in _CODE:
            yield from token.content.translate(_OWN_SIGNS).split("\n")
        index += 1


def _own(text: str) -> str:
    return " ".join(text.translate(_OWN_SIGNS).split())
