"""Addresses as Docusaurus, VitePress and their kin give them to pages: without endings, numbers and ``index``.

Links of such notes lead to where their tool would put a page, ``/docs/guide/intro``, and not to the file that it is
made from, ``guide/02-intro.md``.
"""

import re
from collections.abc import Iterable, Mapping

from studyguide import paths
from studyguide.model import Note

_NUMBER = re.compile(r"\d{1,4}(?:[-_.]| - )(?=[^\W\d])")
"""What orders files and folders by name."""

_ENDING = re.compile(r"\.(?:md|mdx|html?|qmd)$")
_OF_FOLDER = frozenset({"index", "readme"})
_BASES = 2
"""Folders of the tool, such as `docs` or `en/docs`, with which an address from the site's root may begin."""


def collect(notes: Iterable[Note]) -> Mapping[str, Note | None]:
    """Map routes to notes; those that could mean two, to none."""
    found: dict[str, Note | None] = {}
    for note in notes:
        route = _route(note.source.path)
        found[route] = None if route in found else note
    return found


def find(routes: Mapping[str, Note | None], joined: str, *, from_root: bool) -> Note | None:
    """Find what an address leads to; ``joined`` is it from the top of the notes."""
    last = joined.rstrip("/").rpartition("/")[2]
    if "." in last and not _ENDING.search(last):
        return None
    segments = _route(joined).split("/")
    for dropped in range(_BASES + 1 if from_root else 1):
        # The top itself is the home page, to which no words of an address lead.
        route = "/".join(segments[dropped:])
        if route and (note := routes.get(route)):
            return note
    return None


def _route(path: str) -> str:
    segments = [_NUMBER.sub("", segment) for segment in _ENDING.sub("", path.strip("/")).split("/")]
    if segments[-1].lower() in _OF_FOLDER or segments[-1:] == segments[-2:-1]:
        segments.pop()
    return paths.fold("/".join(segments))
