"""Turn a library into pages: a module for every kind of page, each filling the template of its name."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from typing import Any

from studyguide import paths
from studyguide.html import ids
from studyguide.model import Library, Section
from studyguide.notes import size
from studyguide.pages import (
    changes,
    comparisons,
    coverage,
    glossary,
    guide_map,
    home,
    offline,
    practice,
    redirects,
    sections,
    signals,
    tags,
)
from studyguide.pages import print as printed
from studyguide.pages.frame import Frame
from studyguide.problems import Place, Problem
from studyguide.reuse.memory import Told, kept, remembers, told
from studyguide.reuse.stages import stage, staged
from studyguide.site import Page

_KINDS = (
    sections,
    tags,
    glossary,
    comparisons,
    signals,
    practice,
    changes,
    offline,
    guide_map,
    printed,
    coverage,
    home,
)


def build(library: Library, read: int) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Make every page of the guide, of notes with ``read`` bytes. Of two with one name the first stays: a problem.

    Raises:
        TooMuchError: where little in the notes makes much on the pages.
    """
    frame = Frame(library)
    around = library.around
    fits = size.Room(read).take
    pages = chain.from_iterable(_made(kind, frame, around, fits) for kind in _KINDS)
    complete: Iterable[Page] = redirects.complete(frame, map(size.Room(read).take, pages))
    if not library.options.allow_unsafe_html:
        # Text of many sections meets on one page, and templates add names of their own.
        complete = map(_settled, complete)
    return _distinct(complete, library.options.place)


def named(library: Library) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Name every page, as :func:`build` does, for who looks for problems and shows none: they have no text."""
    frame = Frame(library, drawn=False)
    found = chain.from_iterable(getattr(kind, "named", kind.pages)(frame) for kind in _KINDS)
    return _distinct(redirects.complete(frame, found), library.options.place)


def _made(kind: Any, frame: Frame, around: Told, fits: Callable[[Page], Page]) -> Iterable[Page]:
    """Make the pages of a kind; where sections changed of which they show nothing, they are those of the last build."""
    library = frame.library
    if not remembers():
        one_by_one: Iterable[Page] = kind.pages(frame)
        return one_by_one
    if kind is sections:
        make, of = sections.maker(frame, fits), [_about(frame, section) for section in library.sections]
        return staged(lambda one: make(one.all[0]), of, "pages of sections", library.said, around)
    days = told((library.changed, library.reworded), "days of changes") if kind is changes else None
    name = f"pages: {kind.__name__}"
    return stage(lambda: tuple(map(fits, kind.pages(frame.anew()))), name, library.said, around, days)


def _about(frame: Frame, section: Section) -> Told:
    """Give a section, and what its page alone shows: the sentences that lead there, and its last change."""
    own = (section, frame.library.reworded.get(section.page), *frame.incoming.get(section.page, ()))
    return told(own, "page of", section.page)


@kept
def _settled(page: Page) -> Page:
    """Leave each id once. A character a byte, for tags and ids are ASCII."""
    if ids.fine(piece.decode("latin-1") for piece in page.pieces):
        return page
    settled = ids.pieces(piece.decode("latin-1") for piece in page.pieces)
    return replace(page, html=(piece.encode("latin-1") for piece in settled))


def _distinct(pages: Iterable[Page], settings: Place) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Hosts would write one page over the other, also where names differ only in case."""
    known: dict[str, Page] = {}
    problems = []
    for page in pages:
        first = known.setdefault(paths.fold(page.name), page)
        if first is not page:
            problems.append(_double(first, page, settings))
    return tuple(known.values()), tuple(problems)


def _double(first: Page, other: Page, settings: Place) -> Problem:
    place = other.source or first.source or settings
    message = f"{_called(other)} and {_called(first)} would both be the page `{first.name}`: only the second is there"
    return Problem(place, "same-page", f"{message}; give the section another `id`, or the file another name", "error")


def _called(page: Page) -> str:
    made_of = f" of {page.source}" if page.source else ""
    return f"the {page.kind.name} page “{page.title}”{made_of}"
