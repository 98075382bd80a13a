"""How questions give themselves away or leave a reader alone, for owners who ask: options, reasons, lengths."""

from collections.abc import Iterator, Sequence

from studyguide.markdown.plain_text import plain
from studyguide.model import Library, Question
from studyguide.problems import Problem, number_of
from studyguide.reuse.memory import kept

OPTIONS = 4
"""Options of a question; with fewer, guessing pays."""

LONG = 1.5
"""Times as long as any wrong option from which the right one shows by its length."""

_SHOWN = 60
"""Characters of a question that a message quotes."""


def found(library: Library) -> Iterator[Problem]:
    """Look at all questions with options."""
    for question in (*library.questions, *library.pool):
        if question.options:
            for rule, fault in _faults(question):
                yield Problem(question.place, rule, f"“{question.prompt[:_SHOWN]}” {fault}")


@kept
def _faults(question: Question) -> Sequence[tuple[str, str]]:
    return list(_found(question))


def _found(question: Question) -> Iterator[tuple[str, str]]:
    options = question.options
    if len(options) < OPTIONS:
        yield "few-options", f"has {number_of(len(options), 'option')}: add wrong ones that a reader may take for right"
    for option in options:
        if not plain(option.reason).strip():
            yield "no-reason", f"has no reason for “{plain(option.text)[:_SHOWN]}”: write it behind a colon"
    right = [len(plain(option.text)) for option in options if option.correct]
    wrong = [len(plain(option.text)) for option in options if not option.correct]
    if len(right) > 1 and not question.prompt.rstrip().endswith((")", "\uff09")):
        yield "answer-count", f"has {len(right)} right answers and does not say so: end it with a number in parentheses"
    if right and wrong and min(right) > LONG * max(wrong):
        yield "answer-length", "has a right option half as long again as any other: make them alike"
