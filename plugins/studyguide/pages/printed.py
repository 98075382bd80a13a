"""One page of the whole guide, with links that stay on it."""

from dataclasses import dataclass

from markupsafe import Markup

from studyguide import paths, render
from studyguide.finished import Page
from studyguide.model import Section
from studyguide.pages.frame import PRINT, Frame, blocks
from studyguide.pages.summary import for_reading
from studyguide.paths import PageName


@dataclass(frozen=True)
class Part:
    """One section on the page."""

    title: str
    html: Markup
    anchor: str
    chapter: bool


def page(frame: Frame) -> Page:
    """Make the page: contents, every section, the glossary."""
    parts = [_part(frame, section) for section in frame.library.sections]
    return frame.page(PRINT, frame.library.options.title, "print", parts=parts, terms=frame.library.terms)


def _part(frame: Frame, section: Section) -> Part:
    context = render.Context(
        page=lambda page, anchor: f"#{_anchor(page, anchor)}",
        asset=lambda asset: frame.file(PRINT, paths.quoted(asset)),
        term=lambda term: f"#term-{term.anchor}",
        footnotes=section.footnotes,
        prefix=f"{_anchor(section.page)}--",
        shift=1,
        unsafe=frame.library.options.allow_unsafe_html,
    )
    return Part(section.title, blocks(for_reading(section.tokens), context), _anchor(section.page), section.chapter)


def _anchor(page: PageName, anchor: str = "") -> str:
    return paths.slug(page) + (f"--{anchor}" if anchor else "")
