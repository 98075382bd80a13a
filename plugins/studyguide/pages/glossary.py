"""The page of all terms, A to Z."""

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from studyguide import paths
from studyguide.html import render
from studyguide.markdown.plain_text import text_and_formulas
from studyguide.model import Section, Term
from studyguide.page_kinds import GLOSSARY
from studyguide.pages.frame import Frame, inline
from studyguide.site import Page, TocEntry


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page of all terms, A to Z."""
    groups = groupby(frame.library.terms, key=lambda term: frame.language.initial(term.name))
    letters = [
        (letter, f"letter-{paths.slug(letter)}", [_entry(frame, term) for term in terms]) for letter, terms in groups
    ]
    yield frame.page(
        GLOSSARY,
        toc=tuple(TocEntry(letter, anchor, 2) for letter, anchor, _ in letters),
        description=frame.word("glossary.description", len(frame.library.terms), guide=frame.library.options.title),
        letters=letters,
    )


def _entry(frame: Frame, term: Term) -> tuple[Term, Markup, Markup, list[Section]]:
    """Return a term with its name and definition as HTML and the other sections that use it."""
    # Without footnotes, whose numbers and notes are on the section's page.
    definition = inline(render.strip_footnotes(term.definition), frame.quoting(GLOSSARY.address))
    uses = [frame.by_page[page] for page in term.used_in if page in frame.by_page and page != term.section]
    named = inline(tuple(text_and_formulas(term.written)), frame.quoting(GLOSSARY.address)) if term.written else None
    return term, frame.language.own(term.name, named), definition, uses
