"""Which addresses a guide rests on: the ``sources`` of sections, links in their footnotes and in their facts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urldefrag

from studyguide.model import Section, Tokens
from studyguide.problems import Place
from studyguide.site import Site

Uses = Mapping[str, Mapping[Place, date | None]]
"""For each address, without its fragment, where it stands and when the sections that rest on it were last reviewed."""


def collect(site: Site, notes: Path) -> Uses:
    """List every address once; a place that serves several sections counts as reviewed when the first of them was."""
    uses: dict[str, dict[Place, date | None]] = defaultdict(dict)
    for section in site.library.sections:
        reviewed = section.meta.reviewed
        for address, place in (*_metadata(section, notes), *_links(section)):
            if address.lower().startswith(("https://", "http://")):
                known = uses[urldefrag(address).url]
                known[place] = min(filter(None, (known.get(place), reviewed)), default=None)
    return uses


def _metadata(section: Section, notes: Path) -> Iterator[tuple[str, Place]]:
    """Find the lines of ``sources``: front matter stands above its section, a comment below its heading."""
    path = section.place.path
    above = 0 if section.place.line <= section.offset + 1 else section.place.line - 1
    metas = [(section.meta, above), *((h.meta, h.place.line - 1) for h in section.headings if h is not section.head)]
    lines: list[str] = []
    for meta, first in metas:
        for address in meta.sources:
            lines = lines or (notes / path).read_text(encoding="utf-8", errors="replace").split("\n")
            near = (number for number in range(first, min(section.last, len(lines))) if address in lines[number])
            yield address, Place(path, next(near, first) + 1)


def _links(section: Section) -> Iterator[tuple[str, Place]]:
    for tokens in section.footnotes.values():
        place = next((section.at(token) for token in tokens if token.map), section.place)
        yield from ((address, place) for address in _addresses(tokens))
    for heading in section.headings:
        for fact in heading.facts:
            yield from ((address, fact.place) for address in _addresses(fact.value))


def _addresses(tokens: Tokens) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            yield str(token.attrGet("href") or "")
        yield from _addresses(tuple(token.children or ()))
