"""The owner's pages and files as notes name them, by the paths that lead there on GitHub: `../docs/setup.md#first`."""

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path

from mkdocs.structure.files import File, Files

from studyguide.problems import Problem
from studyguide.site import Site
from studyguide.suggestions import nearest


def seen_from(notes: Path, docs: str, files: Files) -> dict[str, str]:
    """Map the owner's files, written as seen from the notes, to their addresses below the site's root."""
    way = Path(os.path.relpath(Path(docs).resolve(), notes)).as_posix()
    own = (file for file in files if file.src_dir == docs and file.inclusion.is_included())
    return {posixpath.normpath(posixpath.join(way, file.src_uri)): file.url for file in own}


def check(site: Site, files: Files) -> Iterator[Problem]:
    """Name links of notes to headings that the owner's pages do not have, or to pages that a plugin has moved."""
    by_address = {file.url: file for file in files}
    for link in site.outward:
        file = by_address.get(link.address)
        if file is None:
            message = f"`[{link.href}]` leads to a page that a plugin has given another address: link to that one"
            yield Problem(link.place, "dead-link", message)
        elif link.fragment and (known := _anchors(file)) and link.fragment not in known:
            close = nearest(link.fragment, known, 0.5)
            hint = f": did you mean `#{close}`?" if close else ""
            message = f"`#{link.fragment}` is no heading of {file.src_uri}{hint}"
            yield Problem(link.place, "dead-anchor", message)


def _anchors(file: File) -> set[str]:
    page = file.page
    return set(page.present_anchor_ids or ()) if page else set()
