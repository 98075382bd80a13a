"""The lines of the notes that the addresses of a guide come from, and those from which a lost one went."""

from collections.abc import Mapping
from urllib.parse import unquote

from studyguide.model import Library
from studyguide.page_kinds import GLOSSARY
from studyguide.problems import Place


def collect(library: Library) -> Mapping[str, Place]:
    """Map the addresses of sections, headings and terms to the lines where they are written."""
    places = {
        library.url(section.page, heading.anchor): heading.place
        for section in library.sections
        for heading in section.headings
    }
    places |= {library.url(GLOSSARY.address, term.anchor): term.place for term in library.terms}
    return {unquote(address): place for address, place in places.items()}


def stood(address: str, places: Mapping[str, Place]) -> Place | None:
    """Find the heading below which a lost address must have stood: its page's, or that of a page around it."""
    page, mark, _ = address.partition("#")
    if mark and page in places:
        return places[page]
    around = page.removesuffix("/").removesuffix(".html")
    while around := around.rpartition("/")[0]:
        if place := places.get(f"{around}/") or places.get(f"{around}.html") or places.get(f"{around}/index.html"):
            return place
    return None
