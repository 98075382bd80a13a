"""What each section of the guide speaks of: its names, and the pages of AWS's documentation that its footnotes cite."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from studyguide import configuration, settings
from studyguide.build import build
from studyguide.model import Library, Section
from studyguide.paths import HOME

HOST = "docs.aws.amazon.com"
_API_PAGE = re.compile(r"/API_(?:[a-z0-9-]+_)?([A-Z]\w*)\.html$")
_PARTS = re.compile(r"\s*(?:[:,()]|\band\b)\s*")


@dataclass(frozen=True)
class Subject:
    """A section as the rule sees it: its own names, those of its headings and terms, and the pages that it cites.

    A cited page is its path and, for a page of the API reference, its name.
    """

    id: str
    title: str
    names: frozenset[str]
    terms: frozenset[str]
    cited: frozenset[tuple[str, str]]


def read(config: Path) -> list[Subject]:
    """Build the guide and list its sections, without those that only introduce a chapter."""
    found, project = configuration.read(config)
    raw = configuration.plugin_options(found)
    options = settings.options(raw | {"book": False}, title=str(found.get("site_name") or ""))
    library = build(project / str(raw.get("notes_dir", "notes")), options).library
    return [_subject(s, library) for s in library.sections if not s.chapter and s.page != HOME]


def _subject(section: Section, library: Library) -> Subject:
    names = {*section.meta.aliases, *_PARTS.split(section.title)}
    terms = {term.name for term in library.terms if term.page == section.page and term.explicit}
    for heading in section.headings:
        terms.update((*heading.meta.aliases, *_PARTS.split(heading.title)))
    cited = frozenset(page for address in _addresses(section) if (page := _page(address)))
    return Subject(section.id, section.title, frozenset(filter(None, names)), frozenset(terms), cited)


def _addresses(section: Section) -> Iterator[str]:
    yield from section.meta.sources
    for tokens in (section.tokens, *section.footnotes.values()):
        for token in tokens:
            for child in (token, *(token.children or ())):
                if child.type == "link_open":
                    yield str(child.attrGet("href") or "")


def _page(address: str) -> tuple[str, str] | None:
    parts = urlsplit(address)
    if parts.hostname != HOST:
        return None
    api = _API_PAGE.search(parts.path)
    return parts.path, api[1] if api else ""
