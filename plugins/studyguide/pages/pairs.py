"""What the page of two things that readers confuse holds beside their facts: a verdict, quotes, a question, others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from studyguide.guide import pair_questions, pair_sentences, questions
from studyguide.guide.pair_sentences import Mention
from studyguide.guide.verdict_parts import Parts, parts
from studyguide.html import render
from studyguide.html.context import Context
from studyguide.markdown.plain_text import plain
from studyguide.model import Comparison, Question, Tokens
from studyguide.pages.frame import Frame, blocks, inline
from studyguide.paths import PageName, Url

QUOTES = 5
"""Sentences that are shown at once; the rest is folded."""

QUOTES_LIMIT = 12

LISTING = 7
"""A section that leads to a seventh of the guide is a plan or a list: it names two things, and tells nothing of them.

In the AWS guide: study plans, domains of the exam, two cheat sheets (30 to 151 sections); next come hubs: Lambda (24).
"""

LISTING_LEAST = 20
"""Links from which on a section may be a list at all, or the overview of a small guide would be one."""

MORE_LIMIT = 8


@dataclass(frozen=True)
class Option:
    """One answer to choose; ``reason`` may be empty."""

    text: Markup
    correct: bool
    reason: Markup


@dataclass(frozen=True)
class Decision:
    """A question that decides between the two, without the answer in sight; ``right`` is printed at the end."""

    question: Question
    asked: Markup
    lead: Markup
    options: tuple[Option, ...]
    right: str


@dataclass(frozen=True)
class Pair:
    """What a pair's page shows beside the facts."""

    parts: Parts | None
    quotes: tuple[Mention, ...]
    decision: Decision | None
    more: tuple[tuple[Url, str], ...]
    """Other comparisons, by address and title."""


@dataclass(frozen=True)
class Verdict:
    """What tells two members of a table apart, in a sentence or two, and the page that says more."""

    members: tuple[str, ...]
    page: PageName
    title: str
    texts: tuple[str, ...]


class Pairs:
    """Looks up what the notes say of each pair."""

    def __init__(self, frame: Frame, comparisons: Sequence[Comparison]) -> None:
        pairs = [comparison for comparison in comparisons if comparison.pair]
        library = frame.library
        most = max(LISTING_LEAST, len(library.sections) // LISTING)
        telling = [section for section in library.sections if len(frame.outgoing[section.page]) < most]
        self._frame = frame
        self._holding = pair_questions.by_member(comparisons)
        self._quotes = pair_sentences.collect(telling, pairs, library.questions)
        self._questions: Mapping[PageName, Question] = pair_questions.collect(
            library.sections, pairs, library.questions
        )

    def verdicts(self, table: Comparison) -> tuple[Verdict, ...]:
        """Say of any two members that are confused which is for what, first where the notes say most of both."""
        members = {member.target.id for member in table.members}
        pairs = {pair.id: pair for member in members for pair in self._holding[member] if pair.pair}
        order = sorted(pairs.values(), key=lambda pair: (-len(self._quotes.get(pair.page, ())), pair.id))
        found = (Verdict(_ids(pair), pair.page, pair.title, _texts(pair)) for pair in order)
        return tuple(one for one in found if members.issuperset(one.members))

    def of(self, pair: Comparison) -> Pair:
        """Gather what one page shows."""
        question = self._questions.get(pair.page)
        return Pair(
            parts(pair),
            tuple(self._quotes.get(pair.page, ())[:QUOTES_LIMIT]),
            _decision(self._frame, pair, question) if question else None,
            tuple(_more(self._frame, pair, self._holding)),
        )


def _ids(comparison: Comparison) -> tuple[str, ...]:
    return tuple(member.target.id for member in comparison.members)


def _texts(pair: Comparison) -> tuple[str, ...]:
    found = parts(pair)
    texts = (*found.texts, found.rest) if found else (pair.verdict,)
    return tuple(text for text in texts if text)


def shown(pair: Pair) -> tuple[object, ...]:
    """Name all of it that a page shows: where that is the same, so is the page."""
    decision = pair.decision
    question = decision.question if decision else None
    return (
        (pair.parts.texts, pair.parts.rest) if pair.parts else (),
        tuple((one.page, one.title, one.anchor, one.sentence) for one in pair.quotes),
        (question.id, question.page, decision.asked, decision.lead, decision.right) if decision and question else (),
        tuple((one.text, one.correct, one.reason) for one in decision.options) if decision else (),
        pair.more,
    )


def _decision(frame: Frame, pair: Comparison, question: Question) -> Decision:
    context = frame.quoting(pair.page)
    context.prefix = "decide-"
    options = tuple(_option(option.text, option.reason, context, correct=option.correct) for option in question.options)
    lead = blocks(render.strip_footnotes_in(questions.parted(question.lead)), context) if question.lead else Markup()
    right = frame.language.listed([plain(option.text) for option in question.options if option.correct])
    return Decision(
        question, frame.language.own(question.prompt, inline(question.asked, context)), lead, options, right
    )


def _option(text: Tokens, reason: Tokens, context: Context, *, correct: bool) -> Option:
    return Option(
        inline(render.strip_footnotes(text), context), correct, inline(render.strip_footnotes(reason), context)
    )


def _more(frame: Frame, pair: Comparison, holding: Mapping[str, Sequence[Comparison]]) -> list[tuple[Url, str]]:
    """List where the two stand among others, then the other pairs of either."""
    one, other = (holding[member.target.id] for member in pair.members)
    query = urlencode([("with", member.target.id) for member in pair.members])
    beside = {comparison.id for comparison in other}
    tables = [
        (Url(f"{frame.url(pair.page, table.page)}?{query}"), table.title)
        for table in one
        if not table.pair and table.id in beside
    ]
    pairs = {found.page: found.title for found in (*one, *other) if found.pair and found.id != pair.id}
    return [*tables, *((frame.url(pair.page, page), title) for page, title in list(pairs.items())[:MORE_LIMIT])]
