"""The page of all questions, by chapter; each opens to its answer without a script."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.guide import questions
from studyguide.guide.cards import cards
from studyguide.html import render
from studyguide.model import Question
from studyguide.page_kinds import PRACTICE
from studyguide.pages import practice_data
from studyguide.pages.frame import Frame, blocks, destinations, inline
from studyguide.paths import Distinct
from studyguide.reuse.memory import recalled
from studyguide.site import Page, TocEntry


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page, with what its scripts need of the rest of the guide."""
    groups: dict[str, list[tuple[Question, Markup]]] = defaultdict(list)
    pool = [(question, _answer(frame, question)) for question in frame.library.pool if frame.library.options.exam]
    for question in frame.library.questions:
        groups[frame.top(frame.by_page[question.page])].append((question, _answer(frame, question)))
    anchors = Distinct((PRACTICE.name,), first=2)
    chapters = [(anchors.name(paths.element_id(frame.slug(title))), title) for title in groups]
    quoting = frame.quoting(PRACTICE.address)
    drawn = [(card.id, *(inline(side, quoting) for side in card.drawn)) for card in cards(frame.library) if card.drawn]
    data = practice_data.encode(frame.library, lambda *to: frame.url(PRACTICE.address, *to), frame.top)
    yield frame.page(
        PRACTICE,
        toc=tuple(TocEntry(title, anchor, 2) for anchor, title in chapters),
        description=frame.word("practice.description", len(frame.library.questions), guide=frame.library.options.title),
        groups=[(title, anchor, groups[title]) for anchor, title in chapters],
        pool=pool,
        anchor=lambda question: anchors.name(paths.element_id(question.id)),
        lead=lambda question: _shown(frame, question, lambda: question.lead, "lead-"),
        asked=lambda question: frame.language.own(question.prompt, inline(question.asked, quoting)),
        drawn=drawn,
        deck=frame.library.options.deck,
        data=Markup(data),  # noqa: S704  written safe for HTML
    )


def _answer(frame: Frame, question: Question) -> Markup:
    return _shown(frame, question, lambda: questions.parted(render.strip_footnotes_in(question.body)))


def _shown(frame: Frame, question: Question, tokens: Callable[[], Sequence[Token]], prefix: str = "") -> Markup:
    def shown() -> Markup:
        context = frame.quoting(PRACTICE.address, section.footnotes)
        # Answers on one page: two may hold tabs or ids of one name.
        context.prefix = paths.element_id(f"{prefix}{question.id}-")
        return blocks(render.strip_footnotes_in(tokens()), context)

    section = frame.by_page[question.page]
    # What its links lead to shows, too; a question of the pool is of none of the sections.
    linked = tuple(frame.preview(*there) for there in destinations(question))
    return recalled(shown, "shown of a question", question, prefix, section, frame.options, linked)
