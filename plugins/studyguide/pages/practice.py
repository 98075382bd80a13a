"""The page to practise on: what there is to do, by domain and task or by chapter and section."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from studyguide import paths
from studyguide.guide.cards import cards
from studyguide.model import Question
from studyguide.options import Domain
from studyguide.page_kinds import PRACTICE, QUESTIONS
from studyguide.pages import plans, practice_data, question_list
from studyguide.pages.frame import Frame, inline
from studyguide.paths import Url
from studyguide.reuse.stages import stage
from studyguide.site import Page, TocEntry


@dataclass(frozen=True)
class _Scope:
    """Questions of one kind: where they are read, what the browser code asks for, and the scopes within."""

    title: str
    href: Url
    scope: str
    count: int
    inner: tuple["_Scope", ...] = ()


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page, and beside it what its scripts need of the rest of the guide; then the list of all questions."""
    library = frame.library
    listed, anchors = stage(lambda: question_list.page(frame.anew()), "pages: questions", library.said, library.around)
    held = stage(lambda: _held(frame.anew()), "pages: practice held", library.said, library.around)
    data = practice_data.encode(
        frame.library,
        lambda *to: frame.url(PRACTICE.address, *to),
        frame.top,
        plans.plans(frame),
        frame.meaning,
    )
    domains = _by_domain(frame)
    about = frame.word("practice.description", len(frame.library.questions), guide=frame.library.options.title)
    page = frame.page(
        PRACTICE,
        toc=(TocEntry(frame.word("practice.by_domain" if domains else "practice.by_chapter"), "scopes", 2),),
        description=about,
        about=about,
        scopes=domains or _by_chapter(frame, anchors),
        by_domain=bool(domains),
        twice=_count_twice(frame),
        count=len(frame.library.questions),
        deck=frame.library.options.deck,
        digest=hashlib.sha256(held).hexdigest()[:16],
        data=Markup(data),  # noqa: S704  written safe for HTML
    )
    yield replace(page, held=held)
    yield listed


def named(frame: Frame) -> Iterator[Page]:
    """Name the pages that :func:`pages` makes."""
    yield frame.page(PRACTICE)
    yield frame.page(QUESTIONS)


def _held(frame: Frame) -> bytes:
    return practice_data.held(frame.library, _shown_questions(frame), _drawn(frame))


def _shown_questions(frame: Frame) -> Iterator[tuple[Question, Markup]]:
    """Write each question, those that only the exam asks too, as it stands on the page to practise on."""
    asked = [*frame.library.questions, *(frame.library.pool if frame.library.options.exam else ())]
    for question in asked:
        yield question, question_list.whole(frame, question, PRACTICE.address)


def _drawn(frame: Frame) -> dict[str, tuple[Markup, Markup]]:
    """Write both sides of the cards on which formulas stand."""
    quoting = frame.quoting(PRACTICE.address)
    return {
        card.id: (inline(card.drawn[0], quoting), inline(card.drawn[1], quoting))
        for card in cards(frame.library)
        if card.drawn
    }


def _carried(frame: Frame) -> list[list[str]]:
    """List the paths of the tags of each question."""
    return [[paths.of_tag(tag.strip().lstrip("#")) for tag in question.tags] for question in frame.library.questions]


def _count_twice(frame: Frame) -> bool:
    """Say whether a question is of several domains: their numbers then make more than there are questions."""
    exam = frame.library.options.exam
    domains = [paths.of_tag(domain.tag) for domain in exam.domains] if exam else []
    return any(sum(_is_under(domain, tags) for domain in domains) > 1 for tags in _carried(frame))


def _is_under(path: str, tags: Sequence[str]) -> bool:
    return any(tag == path or tag.startswith(f"{path}/") for tag in tags)


def _by_domain(frame: Frame) -> list[_Scope]:
    exam = frame.library.options.exam
    carried = _carried(frame)
    found = [_domain(frame, domain, carried) for domain in (exam.domains if exam else ())]
    return [scope for scope in found if scope.count]


def _domain(frame: Frame, domain: Domain, carried: Sequence[Sequence[str]]) -> _Scope:
    tasks = tuple(_tagged(frame, tag, title, carried) for tag, title in domain.tasks)
    whole = _tagged(frame, domain.tag, domain.title, carried)
    return replace(whole, inner=tuple(task for task in tasks if task.count))


def _tagged(frame: Frame, name: str, title: str, carried: Sequence[Sequence[str]]) -> _Scope:
    """Count the questions that carry a tag or one nested in it; ``carried`` are the paths of the tags of each."""
    under = paths.of_tag(name)
    tag = frame.tag_by_path.get(under)
    count = sum(_is_under(under, tags) for tags in carried)
    address = frame.url(PRACTICE.address, tag.page if tag else QUESTIONS.address)
    return _Scope(title, address, f"tag:{tag.name if tag else name}", count)


def _by_chapter(frame: Frame, anchors: question_list.Anchors) -> list[_Scope]:
    """List the chapters with the sections that have questions; a chapter of one section stands for it."""
    groups: dict[str, dict[str, list[Question]]] = defaultdict(lambda: defaultdict(list))
    for question in frame.library.questions:
        section = frame.by_page[question.page]
        groups[frame.top(section)][section.page].append(question)
    return [_chapter(frame, title, groups[title], anchors) for title in groups]


def _chapter(frame: Frame, title: str, sections: dict[str, list[Question]], anchors: question_list.Anchors) -> _Scope:
    inner = [_section(frame, asked, anchors) for asked in sections.values()]
    address = frame.url(PRACTICE.address, QUESTIONS.address, anchors.of_chapters[title])
    alone = len(inner) == 1 and inner[0].title == title
    count = sum(scope.count for scope in inner)
    return _Scope(title, address, f"chapter:{title}", count, () if alone else tuple(inner))


def _section(frame: Frame, asked: Sequence[Question], anchors: question_list.Anchors) -> _Scope:
    section = frame.by_page[asked[0].page]
    address = frame.url(PRACTICE.address, QUESTIONS.address, anchors.of_questions[asked[0].id])
    return _Scope(section.title, address, f"section:{section.id}", len(asked))
