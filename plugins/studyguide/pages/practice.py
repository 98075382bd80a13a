"""The page of all questions, by chapter; each opens to its answer without a script."""

from collections import defaultdict
from collections.abc import Iterator

from markupsafe import Markup

from studyguide import paths
from studyguide.guide import questions
from studyguide.html import render
from studyguide.model import Question
from studyguide.page_kinds import PRACTICE
from studyguide.pages import practice_data
from studyguide.pages.frame import Frame, blocks
from studyguide.site import Page, TocEntry


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page, with what its scripts need of the rest of the guide."""
    groups: dict[str, list[tuple[Question, Markup]]] = defaultdict(list)
    pool = [(question, _answer(frame, question)) for question in frame.library.pool if frame.library.options.exam]
    for question in frame.library.questions:
        groups[frame.top(frame.by_page[question.page])].append((question, _answer(frame, question)))
    data = practice_data.encode(frame.library, lambda *to: frame.url(PRACTICE.address, *to), frame.top)
    yield frame.page(
        PRACTICE,
        toc=tuple(TocEntry(title, paths.slug(title), 2) for title in groups),
        description=f"{len(frame.library.questions)} questions with answers: {frame.library.options.title}.",
        groups=list(groups.items()),
        pool=pool,
        slug=paths.slug,
        deck=frame.library.options.deck,
        data=Markup(data),  # noqa: S704  written safe for HTML
    )


def _answer(frame: Frame, question: Question) -> Markup:
    context = frame.quoting(PRACTICE.address, frame.by_page[question.page].footnotes)
    # Answers on one page: two may hold tabs or ids of one name.
    context.prefix = f"{question.id}-"
    return blocks(questions.parted(render.strip_footnotes_in(question.body)), context)
