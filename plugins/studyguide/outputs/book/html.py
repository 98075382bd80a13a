"""The guide as a book: HTML for paper, where pages have numbers, links name them, and answers stand at the back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from secrets import token_hex
from string import ascii_uppercase

from markdown_it.token import Token
from markupsafe import Markup

from studyguide import paths
from studyguide.guide import prompts
from studyguide.html import render
from studyguide.html.context import Context
from studyguide.markdown.plain_text import matching
from studyguide.model import Comparison, Question, Section, Tokens
from studyguide.options import PictureHosts
from studyguide.outputs.book import index
from studyguide.page_kinds import PRINT
from studyguide.pages import comparison_rows
from studyguide.pages import print as printed
from studyguide.pages.comparison_rows import Row
from studyguide.pages.for_reading import for_reading
from studyguide.pages.frame import Frame, blocks, footnotes
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


@dataclass(frozen=True)
class Answer:
    """What is right, why, and where it was asked; ``letters`` is empty for a question without options."""

    number: int
    asked: str
    letters: str
    reasons: tuple[tuple[str, bool, Markup], ...]
    text: Markup


def html(frame: Frame, scripts: Sequence[str], *, language: str, day: date | None) -> str:
    """Write the book, which lies in a folder with the files of the notes; ``scripts`` are loaded before ours.

    As on the site, a policy lets no script of the notes run, should the sanitiser ever miss one.
    """
    asked = {question.id: number for number, question in enumerate(frame.library.questions, 1)}
    return frame.fill(
        "book.html",
        PRINT.address,
        title=frame.library.options.title,
        language=language,
        day=day,
        scripts=scripts,
        nonce=token_hex(),
        chapters=_chapters(frame, asked),
        tables=[_table(frame, group) for group in frame.library.comparisons if not group.pair and group.attributes],
        answers=[_answer(frame, question, asked[question.id]) for question in frame.library.questions],
        terms=frame.library.terms,
        index=index.entries(frame),
    )


# Chapters.


def _chapters(frame: Frame, asked: Mapping[str, int]) -> list[Chapter]:
    """Put sections under the chapters at the top of their trails, in the order of the guide."""

    def head(section: Section) -> str:
        return frame.top(section) if section.chapter or section.parent else frame.library.options.title

    groups = groupby(frame.library.sections, key=head)
    found = ((title, tuple(_part(frame, section, asked) for section in group)) for title, group in groups)
    return [Chapter(title, number, parts) for number, (title, parts) in enumerate(found, 1)]


def _part(frame: Frame, section: Section, asked: Mapping[str, int]) -> Part:
    level = min(2, 1 + len(frame.trail(section)))
    context = replace(_context(frame, section), shift=level - 1)
    tokens = for_reading(list(_on_paper(frame, section, asked)))
    return Part(section.title, printed.anchor(section.page), level, blocks(tokens, context))


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
    return f"#{printed.anchor(page, fragment)}" if known else "#contents."


# Questions and answers.


def _on_paper(frame: Frame, section: Section, asked: Mapping[str, int]) -> Iterator[Token]:
    """Print a question where it stands in the notes, with its options, and without what gives it away."""
    by_line = {question.place.line: question for question in frame.library.questions if question.page == section.page}
    done = 0
    for start, end, _ in prompts.blocks(section.tokens):
        question = by_line.get(section.at(section.tokens[start]).line)
        if question is not None:
            yield from section.tokens[done:start]
            yield from _paper(question, asked[question.id])
            done = end + 1
    yield from section.tokens[done:]


def _paper(question: Question, number: int) -> Iterator[Token]:
    yield Token("raw_open", "div", 1, attrs={"class": "sg-asked", "id": f"question.{number}"})
    yield Token("paragraph_open", "p", 1)
    link = Token("link_open", "a", 1, attrs={"href": f"#answer.{number}"})
    prompt = [_text(f"{number}. "), link, *question.asked, Token("link_close", "a", -1)]
    yield Token("inline", "", 0, children=prompt)
    yield Token("paragraph_close", "p", -1)
    if question.options:
        yield Token("ordered_list_open", "ol", 1, attrs={"type": "A"})
        for option in question.options:
            yield Token("list_item_open", "li", 1)
            yield Token("inline", "", 0, children=list(option.text))
            yield Token("list_item_close", "li", -1)
        yield Token("ordered_list_close", "ol", -1)
    yield Token("raw_close", "div", -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _answer(frame: Frame, question: Question, number: int) -> Answer:
    section = frame.by_page[question.page]
    context = replace(_context(frame, section), prefix=f"answer.{number}--", marks=False, uses=False)
    letters = [ascii_uppercase[n : n + 1] or str(n + 1) for n in range(len(question.options))]
    right = ", ".join(letter for letter, option in zip(letters, question.options, strict=True) if option.correct)
    reasons = tuple(
        (letter, option.correct, Markup(render.inline(option.reason, context)))  # noqa: S704  sanitised
        for letter, option in zip(letters, question.options, strict=True)
        if option.reason
    )
    rest = _beside_options(question.body) if question.options else question.body
    asked = f"{printed.anchor(question.page)}--question.{number}"
    return Answer(number, asked, right, reasons, blocks(for_reading(rest), context))


def _beside_options(body: Tokens) -> Tokens:
    """Leave out the first task list, whose items are the options."""
    lists = (n for n, token in enumerate(body) if token.type == "list_item_open" and "checked" in (token.meta or {}))
    item = next(lists, None)
    if item is None:
        return body
    # The list around the first item with a box: the last one that opened before it.
    start = max(n for n, token in enumerate(body[:item]) if token.type.endswith("_list_open"))
    return (*body[:start], *body[matching(body, start) + 1 :])


# Comparisons.


def _table(frame: Frame, comparison: Comparison) -> Table:
    anchor = printed.anchor(comparison.page)
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
