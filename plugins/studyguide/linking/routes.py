"""Addresses as Docusaurus, VitePress and their kin give them to pages: without endings, numbers and ``index``.

Links of such notes lead to where their tool would put a page, ``/docs/guide/intro``, and not to the file that it is
made from, ``guide/02-intro.md``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from studyguide import paths
from studyguide.model import Note
from studyguide.paths import SourcePath

_NUMBER = re.compile(r"\d{1,4}(?:[-_.]| - )(?=[^\W\d])")
"""What orders files and folders by name."""

_ENDING = re.compile(r"\.(?:md|mdx|html?|qmd)$")
_OF_FOLDER = frozenset({"index", "_index", "readme"})
_BASES = 2
"""Folders of the tool, such as `docs` or `en/docs`, with which an address from the site's root may begin."""

_AROUND = 4
"""Folders around a file that may be the tool's root."""


def collect(notes: Iterable[Note]) -> Mapping[str, Note | None]:
    """Map routes to notes; those that could mean two, to none."""
    found: dict[str, Note | None] = {}
    for note in notes:
        route = _route(note.source.path)
        found[route] = None if route in found else note
    return found


def find(routes: Mapping[str, Note | None], source: SourcePath, path: str) -> Note | None:
    """Find what an address in a file leads to; None for one that has the ending of another kind of file."""
    last = path.rstrip("/").rpartition("/")[2]
    if "." in last.strip(".") and not _ENDING.search(last):
        return None
    # The top itself is the home page, to which no words of an address lead.
    return next((note for route in _possible(source, path) if route and (note := routes.get(route))), None)


def _possible(source: SourcePath, path: str) -> Iterator[str]:
    if not path.startswith("/"):
        yield _route(paths.resolve(source, path))
        if path.startswith("../"):
            # Hugo and Jekyll put `a.md` at `a/`, so that `../b/` is beside it.
            yield _route(paths.resolve(SourcePath(f"{_ENDING.sub('', source)}/"), path))
        return
    joined = paths.resolve(SourcePath(""), path.lstrip("/"))
    segments = _route(joined).split("/")
    yield from ("/".join(segments[dropped:]) for dropped in range(_BASES + 1))
    # Or the tool's own root is a folder around the file, as where versions of a documentation lie side by side.
    around = source.split("/")[:-1][:_AROUND]
    yield from (_route("/".join([*around[:depth], joined])) for depth in range(1, len(around) + 1))


def _route(path: str) -> str:
    segments = [_NUMBER.sub("", segment) for segment in _ENDING.sub("", path.strip("/")).split("/")]
    if segments[-1].lower() in _OF_FOLDER or segments[-1:] == segments[-2:-1]:
        segments.pop()
    return paths.fold("/".join(segments))
