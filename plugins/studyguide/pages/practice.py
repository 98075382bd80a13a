"""The page of all questions, by chapter; each opens to its answer without a script."""

from collections import defaultdict

from markupsafe import Markup

from studyguide import cards, deck, paths, render
from studyguide.finished import Page, TocEntry
from studyguide.model import Question
from studyguide.pages.frame import PRACTICE, Frame, blocks


def page(frame: Frame) -> Page:
    """Make the page, with what its scripts need of the rest of the guide."""
    groups: dict[str, list[tuple[Question, Markup]]] = defaultdict(list)
    for question in frame.library.questions:
        groups[frame.top(frame.by_page[question.page])].append((question, _answer(frame, question)))
    data = deck.data(frame.library, lambda *to: frame.url(PRACTICE, *to), frame.top)
    return frame.page(
        PRACTICE,
        "Practice",
        "practice",
        toc=tuple(TocEntry(title, paths.slug(title), 2) for title in groups),
        description=f"{len(frame.library.questions)} questions with answers: {frame.library.options.title}.",
        groups=list(groups.items()),
        slug=paths.slug,
        deck=frame.library.options.deck,
        data=Markup(data),  # noqa: S704  written safe for HTML
    )


def _answer(frame: Frame, question: Question) -> Markup:
    context = frame.quoting(PRACTICE, frame.by_page[question.page].footnotes)
    context.prefix = f"{question.id}-"
    return blocks(cards.parted(render.strip_footnotes_in(question.body)), context)
