"""The page of all questions, by chapter; each opens to its answer without a script."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.guide import questions
from studyguide.html import render
from studyguide.model import Question
from studyguide.page_kinds import QUESTIONS
from studyguide.pages.frame import Frame, blocks, destinations, inline
from studyguide.paths import Distinct, PageName
from studyguide.reuse.memory import recalled, told
from studyguide.site import Page, TocEntry


@dataclass(frozen=True)
class Anchors:
    """Where on the page its chapters and questions stand: by their titles, and by their ids."""

    of_chapters: Mapping[str, str]
    of_questions: Mapping[str, str]


def page(frame: Frame) -> tuple[Page, Anchors]:
    """Make the page; also says where on it what stands."""
    groups: dict[str, list[Question]] = defaultdict(list)
    for question in frame.library.questions:
        groups[frame.top(frame.by_page[question.page])].append(question)
    names = Distinct((QUESTIONS.name,), first=2)
    chapters = {title: names.name(paths.element_id(frame.slug(title))) for title in groups}
    listed = [question for title in groups for question in groups[title]]
    anchors = Anchors(chapters, {question.id: names.name(paths.element_id(question.id)) for question in listed})
    made = frame.page(
        QUESTIONS,
        toc=tuple(TocEntry(title, anchor, 2) for title, anchor in chapters.items()),
        description=frame.word("practice.description", len(listed), guide=frame.library.options.title),
        groups=[(title, anchor, groups[title]) for title, anchor in chapters.items()],
        numbers={question.id: number for number, question in enumerate(listed, 1)},
        anchor=lambda question: anchors.of_questions[question.id],
        parts=lambda question: parts(frame, question, QUESTIONS.address),
    )
    return made, anchors


def parts(frame: Frame, question: Question, origin: PageName) -> tuple[Markup, Markup, Markup]:
    """Write what is asked, what stands between that and the answer, and the answer, for a page that shows them."""
    asked = frame.language.own(question.prompt, inline(question.asked, frame.quoting(origin)))
    lead = _shown(frame, question, origin, lambda: question.lead, "lead-") if question.lead else Markup()
    answer = _shown(frame, question, origin, lambda: questions.parted(render.strip_footnotes_in(question.body)))
    return asked, lead, answer


def whole(frame: Frame, question: Question, origin: PageName) -> Markup:
    """Write a question as one element, as browser code reads it."""
    asked, lead, answer = parts(frame, question, origin)
    between = Markup("<div data-sg-lead>{}</div>").format(lead) if lead else Markup()
    return Markup("<details><summary>{}{}</summary>\n{}</details>").format(asked, between, answer)


def _shown(
    frame: Frame, question: Question, origin: PageName, tokens: Callable[[], Sequence[Token]], prefix: str = ""
) -> Markup:
    def shown() -> Markup:
        context = frame.quoting(origin, section.footnotes)
        # Answers on one page: two may hold tabs or ids of one name.
        context.prefix = paths.element_id(f"{prefix}{question.id}-")
        return blocks(render.strip_footnotes_in(tokens()), context)

    section = frame.by_page[question.page]
    notes = told((section.footnotes,), "footnotes", section.page)
    # What its links lead to shows, too; a question of the pool is of none of the sections.
    linked = tuple(frame.preview(*there) for there in destinations(question))
    return recalled(shown, "shown of a question", question, origin, prefix, notes, frame.options, linked)
