"""One page of the whole guide, with links that stay on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from studyguide import paths
from studyguide.html.context import Context
from studyguide.model import Section
from studyguide.page_kinds import PRINT
from studyguide.pages.for_reading import for_reading
from studyguide.pages.frame import Frame, blocks, destinations
from studyguide.paths import PageName, SourcePath
from studyguide.reuse.memory import recalled
from studyguide.site import Page


@dataclass(frozen=True)
class Part:
    """One section on the page."""

    title: str
    anchor: str
    chapter: bool
    written: Callable[[], Markup]

    @property
    def html(self) -> Markup:
        """What the section says; written when it is asked for, for all together are long."""
        return self.written()


def pages(frame: Frame) -> Iterator[Page]:
    """Make the page: contents, every section, the glossary."""
    library = frame.library
    parts = [_part(frame, section) for section in library.sections]
    pdf = paths.BOOK if library.options.book else ""
    yield frame.page(PRINT, title=library.options.title, parts=parts, terms=library.terms, pdf=pdf)


def _part(frame: Frame, section: Section) -> Part:
    def printed() -> Markup:
        printing = context(frame, section, lambda asset: frame.file(PRINT.address, paths.quoted(asset)))
        return blocks(for_reading(section.tokens), printing)

    def written() -> Markup:
        # Where links lead tells nothing else: to its place on this page, or to another page.
        here = tuple(page in frame.by_page for page, _ in destinations(section))
        return recalled(printed, "printed section", section, frame.options, here)

    return Part(section.title, anchor(section.page), section.chapter, written)


def context(frame: Frame, section: Section, asset: Callable[[SourcePath], str]) -> Context:
    """Describe a section that is printed among all others to the renderer; ``asset`` writes the address of a file."""

    def link(page: PageName, fragment: str) -> str:
        return f"#{anchor(page, fragment)}" if page in frame.by_page else frame.url(PRINT.address, page, fragment)

    return Context(
        page=link,
        asset=asset,
        term=lambda term: f"#term-{term.anchor}",
        own=partial(frame.file, PRINT.address),
        footnotes=section.footnotes,
        prefix=f"{anchor(section.page)}--",
        shift=1,
        marks=False,
        language=frame.language,
        unsafe=frame.library.options.allow_unsafe_html,
        pictures=frame.library.options.pictures,
    )


def anchor(page: PageName, fragment: str = "") -> str:
    """Name the place of a page, or of a heading on it."""
    # As a beginning too it may be none that is taken: `sg` would make `sg--…` of an id.
    place = paths.element_id(f"{paths.slug(page)}--").removesuffix("--")
    return place + (f"--{fragment}" if fragment else "")
