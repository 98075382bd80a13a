"""Pages that list what the notes hold: tags, terms, what changed, and the home page."""

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from studyguide import paths
from studyguide.html import render
from studyguide.model import Section, Tag, Term
from studyguide.page_kinds import CHANGES, GLOSSARY, TAGS
from studyguide.pages.frame import Frame, inline
from studyguide.pages.overview import overview
from studyguide.paths import HOME
from studyguide.site import Page, TocEntry

CHANGES_LIMIT = 60
REVIEWS_LIMIT = 20


def tags(frame: Frame) -> Iterator[Page]:
    """Make the index of tags and a page for each."""
    tops = [tag for tag in frame.library.tags if "/" not in tag.path]
    yield frame.page(TAGS, "Tags", "tags", tags=tops)
    for tag in frame.library.tags:
        yield _tag(frame, tag)


def _tag(frame: Frame, tag: Tag) -> Page:
    titled = (section for section in frame.library.sections if paths.fold(section.title) == paths.fold(tag.name))
    count = len(tag.sections)
    return frame.page(
        tag.page,
        f"Tag: {tag.name}",
        "tag",
        tag=tag,
        description=f"{count} section{'' if count == 1 else 's'} about {tag.name}.",
        together=[(frame.tag_by_path[path], shared) for path, shared in tag.together],
        children=frame.inner_tags(tag),
        intro=next(titled, None),
        chapters=frame.by_chapter(tag.sections),
    )


def glossary(frame: Frame) -> Page:
    """Make the page of all terms, A to Z."""
    groups = groupby(frame.library.terms, key=lambda term: _letter(term.name))
    letters = [
        (letter, f"letter-{paths.slug(letter)}", [_entry(frame, term) for term in terms]) for letter, terms in groups
    ]
    return frame.page(
        GLOSSARY,
        "Glossary",
        "glossary",
        toc=tuple(TocEntry(letter, anchor, 2) for letter, anchor, _ in letters),
        description=f"{len(frame.library.terms)} terms of {frame.library.options.title}, explained.",
        letters=letters,
    )


def _letter(name: str) -> str:
    return name[0].upper() if name[0].isalpha() else "#"


def _entry(frame: Frame, term: Term) -> tuple[Term, Markup, list[Section]]:
    """Return a term with its definition as HTML and the other sections that use it."""
    definition = inline(render.strip_footnotes(term.definition), frame.quoting(GLOSSARY))
    uses = [frame.by_page[page] for page in term.used_in if page in frame.by_page and page != term.section]
    return term, definition, uses


def changes(frame: Frame) -> Page:
    """Make the page of what changed last, by git, and of the reviews that are longest ago."""
    changed = frame.library.changed
    order = sorted(changed, key=lambda page: (-changed[page].toordinal(), paths.natural(page)))[:CHANGES_LIMIT]
    groups = groupby(order, key=lambda page: changed[page])
    days = [(day, [frame.by_page[page] for page in pages]) for day, pages in groups]
    reviewed = [(s.meta.reviewed, s.page, s) for s in frame.library.sections if s.meta.reviewed]
    oldest = [section for _, _, section in sorted(reviewed, key=lambda entry: entry[:2])][:REVIEWS_LIMIT]
    return frame.page(CHANGES, "What changed", "changes", days=days, oldest=oldest)


def home(frame: Frame) -> Page:
    """Make a home page for guides whose owner wrote none."""
    return frame.page(HOME, frame.library.options.title, "home", overview=overview(frame))
