"""Turn a library into pages: a module for every kind of page, each filling one template."""

from studyguide.model import Library
from studyguide.page_kinds import CHANGES, COMPARE, COVERAGE, GENERATED, GLOSSARY, PRACTICE, PRINT, TAGS
from studyguide.pages import comparisons, coverage, lists, moved, practice, printed, sections
from studyguide.pages.frame import Frame
from studyguide.paths import HOME
from studyguide.site import Page

__all__ = ["CHANGES", "COMPARE", "COVERAGE", "GENERATED", "GLOSSARY", "PRACTICE", "PRINT", "TAGS", "build"]


def build(library: Library) -> tuple[Page, ...]:
    """Make every page of the guide."""
    frame = Frame(library)
    pages = (
        *sections.pages(frame),
        *lists.tags(frame),
        lists.glossary(frame),
        *comparisons.pages(frame),
        practice.page(frame),
        lists.changes(frame),
        printed.page(frame),
        *coverage.pages(frame),
        *([] if HOME in frame.by_page else [lists.home(frame)]),
    )
    return tuple(moved.complete(frame, pages))
