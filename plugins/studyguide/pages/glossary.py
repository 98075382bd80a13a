"""The page of all terms, A to Z."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from studyguide import paths
from studyguide.html import render
from studyguide.markdown.plain_text import text_and_formulas
from studyguide.model import Section, Term
from studyguide.page_kinds import GLOSSARY
from studyguide.pages import tag_filter
from studyguide.pages.frame import Frame, inline
from studyguide.paths import PageName
from studyguide.site import Page


@dataclass(frozen=True, eq=False)
class Entry:
    """A term as it is shown; ``tags`` are the numbers of those that the section about it carries."""

    term: Term
    name: Markup
    definition: Markup
    section: Section | None
    uses: Sequence[Section]
    """The other sections that use it."""
    tags: Sequence[int]


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page of all terms, A to Z."""
    tags = tag_filter.tags(frame, {term.section or term.page for term in frame.library.terms})
    carried = tag_filter.carried(tags)
    groups = groupby(frame.library.terms, key=lambda term: frame.language.initial(term.name))
    letters = [
        (letter, f"letter-{paths.slug(letter)}", [_entry(frame, term, carried) for term in terms])
        for letter, terms in groups
    ]
    yield frame.page(
        GLOSSARY,
        description=frame.word("glossary.description", len(frame.library.terms), guide=frame.library.options.title),
        letters=letters,
        tags=tags,
    )


def named(frame: Frame) -> Iterator[Page]:
    """Name the page that :func:`pages` makes."""
    yield frame.page(GLOSSARY)


def _entry(frame: Frame, term: Term, carried: Mapping[PageName, Sequence[int]]) -> Entry:
    # Without footnotes, whose numbers and notes are on the section's page.
    definition = inline(render.strip_footnotes(term.definition), frame.quoting(GLOSSARY.address))
    named = inline(tuple(text_and_formulas(term.written)), frame.quoting(GLOSSARY.address)) if term.written else None
    return Entry(
        term=term,
        name=frame.language.own(term.name, named),
        definition=definition,
        section=frame.by_page[term.section] if term.section else None,
        uses=[frame.by_page[page] for page in term.used_in if page in frame.by_page and page != term.section],
        tags=carried.get(term.section or term.page, ()),
    )
