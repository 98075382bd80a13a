"""The short ways of a guide: what readers come back to, first in the menu of a narrow screen."""

from collections.abc import Iterator

from mkdocs.structure.files import Files

from studyguide.outputs.navigation import uri
from studyguide.page_kinds import COMPARE, GLOSSARY, PRACTICE
from studyguide.site import Site


def listed(site: Site, files: Files) -> list[tuple[str, str]]:
    """List them, each with its address below the site's root and its name; as in the navigation, whatever they hold."""
    named = ((files.get_file_from_path(path), title) for path, title in wanted(site))
    return [(file.url, title) for file, title in named if file is not None]


def wanted(site: Site) -> Iterator[tuple[str, str]]:
    """Name the pages, each by its file in the host, and what they are called there."""
    library = site.library
    word = library.options.language.word
    yield uri(PRACTICE.page), word("kinds.practice")
    plan = next((section for section in library.sections if section.meta.plan), None)
    if plan:
        yield uri(plan.page), plan.title
    if library.comparisons:
        yield uri(COMPARE.page), word("kinds.compare")
    yield uri(GLOSSARY.page), word("kinds.glossary")
