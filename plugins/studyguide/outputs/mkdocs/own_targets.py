"""The owner's pages and files as notes name them, by the paths that lead there on GitHub: `../docs/setup.md#first`."""

import os
import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

from mkdocs.structure.files import File, Files

from studyguide import paths
from studyguide.outputs.mkdocs.host_files import Guide
from studyguide.problems import Problem
from studyguide.site import Site
from studyguide.suggestions import nearest
from studyguide.switches import judged


def seen_from(notes: Path, docs: str, files: Files) -> dict[str, str]:
    """Map the owner's files, written as seen from the notes, to their addresses below the site's root."""
    way = Path(os.path.relpath(Path(docs).resolve(), notes)).as_posix()
    own = (file for file in files if file.src_dir == docs and file.inclusion.is_included())
    return {posixpath.normpath(posixpath.join(way, file.src_uri)): file.url for file in own}


def check(site: Site, files: Files) -> Iterator[Problem]:
    """Name links of notes to headings that the owner's pages do not have, or to pages that a plugin has moved."""
    return judged(_found(site, files), site.library.options.lint, site.silences)


def _found(site: Site, files: Files) -> Iterator[Problem]:
    by_address = {file.url: file for file in files}
    for link in site.outward:
        file = by_address.get(link.address)
        if file is None:
            message = f"`[{link.href}]` leads to a page that a plugin has given another address: link to that one"
            yield Problem(link.place, "dead-link", message)
        elif link.fragment and (known := _anchors(file)) and link.fragment not in known | _as_on_github(file).keys():
            close = nearest(link.fragment, known, 0.5)
            hint = f": did you mean `#{close}`?" if close else ""
            message = f"`#{link.fragment}` is no heading of {file.src_uri}{hint}"
            yield Problem(link.place, "dead-anchor", message)


def follow(guide: Guide, files: Files) -> None:
    """Lead links that name a heading as GitHub does to the anchor that the host gave it."""
    by_address = {file.url: file for file in files}
    for link in guide.site.outward:
        file = by_address.get(link.address)
        theirs = _as_on_github(file).get(link.fragment) if file and link.fragment not in _anchors(file) else None
        if file is None or theirs is None:
            continue
        # The links are ours, written in one way: the address below the root, behind the steps that lead there.
        address = link.address.removeprefix("./")
        written = re.compile(f'(?<=[/"]){re.escape(f"{address}#{quote(link.fragment)}")}(?=")')
        for name in guide.pages:
            host = guide.files[name].page
            if host is not None and host.content:
                host.content = written.sub(f"{address}#{quote(theirs)}", host.content)


def _as_on_github(file: File) -> dict[str, str]:
    """Map the anchors that GitHub gives the headings of a page to those that the host gave them."""
    found: dict[str, str] = {}
    waiting = list(file.page.toc) if file.page else []
    while waiting:
        entry = waiting.pop(0)
        found.setdefault(paths.anchor(unescape(entry.title)), entry.id)
        waiting += entry.children
    return found


def _anchors(file: File) -> set[str]:
    page = file.page
    return set(page.present_anchor_ids or ()) if page else set()
