"""What a guide holds for each part of the exam it prepares for, and how old the reviews are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from studyguide import paths
from studyguide.guide.digest import words
from studyguide.model import Question, Section, Tag
from studyguide.options import Domain
from studyguide.page_kinds import COVERAGE
from studyguide.pages.frame import Frame
from studyguide.paths import HOME
from studyguide.site import Page

POPULAR_LIMIT = 12


@dataclass(frozen=True)
class _Row:
    """The counts of one tag; ``title`` is the exam's own, ``oldest`` the review longest ago."""

    tag: Tag
    title: str
    sections: int
    words: int
    facts: int
    questions: int
    oldest: date | None


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page: for those who keep a guide, not for its readers, whom no navigation leads here."""
    exam = frame.library.options.exam
    groups = [(domain, list(_rows(frame, domain))) for domain in (exam.domains if exam else ())]
    reviewed = sorted(frame.library.sections, key=lambda section: (section.meta.reviewed or date.min, section.page))
    yield frame.page(
        COVERAGE,
        exam=exam,
        groups=[(domain, rows) for domain, rows in groups if rows],
        reviewed=[section for section in reviewed if section.last],
        popular=_popular(frame),
        description=frame.word("coverage.description", exam=exam.title if exam else frame.options.title),
    )


def named(frame: Frame) -> Iterator[Page]:
    """Name the page that :func:`pages` makes."""
    yield frame.page(COVERAGE)


def _popular(frame: Frame) -> list[Section]:
    """List the sections that others link to most: what is wrong there misleads most readers."""
    linked = {page: links for page, links in frame.incoming.items() if links and page != HOME}
    counts = {page: len(links) for page, links in linked.items() if page in frame.by_page}
    return [frame.by_page[page] for page in sorted(counts, key=lambda page: (-counts[page], page))[:POPULAR_LIMIT]]


def _rows(frame: Frame, domain: Domain) -> Iterator[_Row]:
    """Count a domain's tag, then the tags nested in it."""
    top = frame.tag_by_path.get(paths.of_tag(domain.tag))
    for tag in [top, *frame.inner_tags(top)] if top else []:
        yield _row(frame, tag, [q for q in frame.library.questions if _about(q, tag)])


def _row(frame: Frame, tag: Tag, questions: Sequence[Question]) -> _Row:
    sections = [frame.by_page[page] for page in tag.sections]
    title = frame.meaning(tag)
    facts = sum(len(heading.facts) for section in sections for heading in section.headings)
    reviews = [section.meta.reviewed for section in sections if section.meta.reviewed]
    return _Row(tag, title, len(sections), sum(map(words, sections)), facts, len(questions), min(reviews, default=None))


def _about(question: Question, tag: Tag) -> bool:
    return any(path == tag.path or path.startswith(f"{tag.path}/") for path in map(paths.of_tag, question.tags))
