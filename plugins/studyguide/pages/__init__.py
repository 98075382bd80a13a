"""Turn a library into pages: a module for every kind of page, each filling the template of its name."""

from studyguide.model import Library
from studyguide.pages import changes, comparisons, coverage, glossary, home, practice, redirects, sections, tags
from studyguide.pages import print as printed
from studyguide.pages.frame import Frame
from studyguide.site import Page

_KINDS = (sections, tags, glossary, comparisons, practice, changes, printed, coverage, home)


def build(library: Library) -> tuple[Page, ...]:
    """Make every page of the guide."""
    frame = Frame(library)
    pages = (page for kind in _KINDS for page in kind.pages(frame))
    return tuple(redirects.complete(frame, pages))
