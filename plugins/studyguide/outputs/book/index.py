"""The index of the book: every name with the places that speak of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from studyguide import paths
from studyguide.html import terms
from studyguide.model import Section
from studyguide.pages.frame import Frame, printed_at


@dataclass(frozen=True)
class Entry:
    """A name: where it is explained, and where it is mentioned, in the order of the book."""

    name: str
    home: str
    mentions: tuple[str, ...]


def entries(frame: Frame) -> list[tuple[str, list[Entry]]]:
    """List titles, other names and terms by their first letters."""
    joined: dict[str, Entry] = {}
    for entry in (*_titles(frame), *_terms(frame)):
        known = joined.get(paths.fold(entry.name))
        joined[paths.fold(entry.name)] = replace(known, mentions=known.mentions + entry.mentions) if known else entry
    initial, key = frame.language.initial, frame.language.key
    # What begins with no letter stands together, also where signs and digits are ordered apart.
    found = sorted(joined.values(), key=lambda entry: (initial(entry.name) != "#", key(entry.name)))
    return [(letter, list(names)) for letter, names in groupby(found, key=lambda entry: initial(entry.name))]


def _titles(frame: Frame) -> Iterator[Entry]:
    for section in frame.library.sections:
        home = printed_at(section.page)
        links = [link for link in frame.incoming[section.page] if link.mark and link.origin in frame.by_page]
        links.sort(key=lambda link: frame.order[link.origin])
        yield Entry(section.title, home, tuple(f"{printed_at(link.origin)}--{link.mark}" for link in links))
        for alias in section.meta.aliases:
            yield Entry(alias, home, ())


def _terms(frame: Frame) -> Iterator[Entry]:
    places = _places(frame.library.sections)
    for term in frame.library.terms:
        yield Entry(term.name, f"term.{term.anchor}", tuple(places[term.anchor]))


def _places(sections: Sequence[Section]) -> Mapping[str, list[str]]:
    """Find where the terms of the glossary stand in the text, by their anchors: as terms, or as links to sections."""
    places: dict[str, list[str]] = defaultdict(list)
    for section in sections:
        prefix = f"{printed_at(section.page)}--"
        for child in (child for token in section.tokens for child in token.children or ()):
            if child.type == "term_open":
                places[child.meta["term"].anchor].append(terms.mention_id(child.meta["term"], prefix))
            elif child.type == "link_open" and child.meta.keys() >= {"term", "mark"}:
                places[child.meta["term"].anchor].append(prefix + child.meta["mark"])
    return places
