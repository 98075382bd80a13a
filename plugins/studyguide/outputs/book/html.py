"""The guide as a book: HTML for paper, where pages have numbers, links name them, and answers stand at the back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from secrets import token_hex

from markupsafe import Markup

from studyguide import paths
from studyguide.html.context import Context
from studyguide.model import Comparison, Question, Section
from studyguide.options import PictureHosts
from studyguide.outputs.book import index
from studyguide.page_kinds import PRINT
from studyguide.pages import asked, comparison_rows
from studyguide.pages import print as printed
from studyguide.pages.comparison_rows import Row
from studyguide.pages.for_reading import for_reading
from studyguide.pages.frame import Frame, blocks, footnotes, printed_at
from studyguide.paths import PageName

COLUMNS = 5
"""Members side by side on a page; a larger comparison is continued below."""

NO_PICTURES = PictureHosts()
"""A book asks no other site for anything, and is the same wherever it is printed: their pictures are links in it."""


@dataclass(frozen=True)
class Part:
    """A section; ``level`` is that of its heading."""

    title: str
    anchor: str
    level: int
    html: Markup


@dataclass(frozen=True)
class Chapter:
    """What stands under one running head."""

    title: str
    number: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Table:
    """A comparison, cut into tables of a page's width."""

    title: str
    anchor: str
    pieces: tuple[tuple[tuple[str, ...], tuple[Row, ...]], ...]
    footnotes: Markup


def html(frame: Frame, scripts: Sequence[str], *, language: str, day: date | None) -> str:
    """Write the book, which lies in a folder with the files of the notes; ``scripts`` are loaded before ours.

    As on the site, a policy lets no script of the notes run, should the sanitiser ever miss one.
    """
    numbers = {question.id: number for number, question in enumerate(frame.library.questions, 1)}
    return frame.fill(
        "book.html",
        PRINT.address,
        title=frame.library.options.title,
        language=language,
        day=day,
        scripts=scripts,
        nonce=token_hex(),
        chapters=_chapters(frame, numbers),
        tables=[_table(frame, group) for group in frame.library.comparisons if not group.pair and group.attributes],
        answers=[_answer(frame, question, numbers[question.id]) for question in frame.library.questions],
        terms=frame.library.terms,
        index=index.entries(frame),
    )


# Chapters.


def _chapters(frame: Frame, numbers: Mapping[str, int]) -> list[Chapter]:
    """Put sections under the chapters at the top of their trails, in the order of the guide."""

    def head(section: Section) -> str:
        return frame.top(section) if section.chapter or section.parent else frame.library.options.title

    groups = groupby(frame.library.sections, key=head)
    found = ((title, tuple(_part(frame, section, numbers) for section in group)) for title, group in groups)
    return [Chapter(title, number, parts) for number, (title, parts) in enumerate(found, 1)]


def _part(frame: Frame, section: Section, numbers: Mapping[str, int]) -> Part:
    level = min(2, 1 + len(frame.trail(section)))
    context = replace(_context(frame, section), shift=level - 1)
    tokens = for_reading(list(asked.on_paper(section, numbers, frame.asked[section.page])), frame.language)
    return Part(section.title, printed_at(section.page), level, blocks(tokens, context))


def _context(frame: Frame, section: Section) -> Context:
    return replace(
        printed.context(frame, section, paths.quoted),
        page=lambda page, fragment: _address(frame, page, fragment),
        term=lambda term: f"#term.{term.anchor}",
        marks=True,
        uses=True,
        pictures=NO_PICTURES,
    )


def _address(frame: Frame, page: PageName, fragment: str) -> str:
    """Lead to a section, to a comparison, or else to the contents: lists of the site are no part of the book."""
    known = page in frame.by_page or any(group.page == page and not group.pair for group in frame.library.comparisons)
    return f"#{printed_at(page, fragment)}" if known else "#contents."


# Answers.


def _answer(frame: Frame, question: Question, number: int) -> asked.Answer:
    context = replace(
        _context(frame, frame.by_page[question.page]), prefix=f"answer.{number}--", marks=False, uses=False
    )
    return asked.answer(question, number, printed_at(question.page), context)


# Comparisons.


def _table(frame: Frame, comparison: Comparison) -> Table:
    anchor = printed_at(comparison.page)
    context = replace(
        frame.quoting(PRINT.address, comparison_rows.footnotes_of(comparison)),
        page=lambda page, fragment: _address(frame, page, fragment),
        term=lambda term: f"#term.{term.anchor}",
        prefix=f"{anchor}--",
        pictures=NO_PICTURES,
    )
    rows = comparison_rows.rows(frame, comparison, context, signs=False)
    names = tuple(member.name for member in comparison.members)
    pieces = tuple(
        (names[start:end], tuple(replace(row, cells=row.cells[start:end]) for row in rows))
        for start, end in pairwise(_cuts(len(names)))
    )
    return Table(comparison.title, anchor, pieces, footnotes(context))


def _cuts(count: int) -> list[int]:
    """Say where a table of so many columns is cut, so that its pieces are alike in width."""
    pieces = -(-count // COLUMNS) or 1
    return [round(count * piece / pieces) for piece in range(pieces + 1)]
