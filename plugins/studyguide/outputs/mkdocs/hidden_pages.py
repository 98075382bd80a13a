"""Says which pages and files of the guide are not shown, because something else is at the same address."""

import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from studyguide.outputs.mkdocs.host_files import Guide
from studyguide.outputs.navigation import uri
from studyguide.page_kinds import MOVED, TAGS
from studyguide.paths import HOME, SourcePath
from studyguide.site import Page

_LISTING = ("tags", "material/tags")
"""Plugins for which an owner writes a page of tags himself."""


def hiding(guide: Guide, notes: Path, config: MkDocsConfig) -> Iterator[str]:
    """Say which pages of the guide are not shown because of which of the owner's, and how to have it otherwise."""
    pages = {uri(page.name): page for page in guide.site.pages}
    for path in guide.covered:
        yield f"{_shown(notes / path)} is hidden by your {path}, which has the same address: rename one of them"
    for name, theirs in guide.hidden.items():
        page = pages[name]
        if page.name != HOME and not (page.kind is TAGS and any(plugin in config.plugins for plugin in _LISTING)):
            yield (
                f"{_owners(theirs)} and {_named(page, notes)} have the same address, {theirs.url}: the first is "
                f"shown, the second is not. Rename one of them, or list /{theirs.src_uri} under `exclude_docs` to show "
                "the second"
            )


def apart(guide: Guide, notes: Path) -> Iterator[str]:
    """Say what cannot lie beside a file of the theme or of another plugin: once for each such file."""
    pages = {uri(page.name): page for page in guide.site.pages}
    kept_out: dict[str, list[str]] = {}
    for name in guide.apart:
        kept_out.setdefault(guide.apart[name].src_uri, []).append(name)
    for path, names in sorted(kept_out.items()):
        first, *others = names
        shown = (
            _named(pages[first], notes)
            if first in pages
            else _shown(notes / guide.site.assets[SourcePath(first)].source)
        )
        more = f" and {len(others)} more" if others else ""
        whose = guide.apart[first].generated_by
        owner = f"the plugin {whose}" if whose else "the theme, or of yours"
        yield (
            f"{shown}{more}: not published, for /{path} is a file of {owner}, and no disk holds a file and a folder of "
            "one name: rename the folder or the note"
        )


def _shown(path: Path | str) -> str:
    return os.path.relpath(path).replace(os.sep, "/")


def _owners(file: File) -> str:
    if file.generated_by is not None:
        return f"{file.src_uri}, which the plugin {file.generated_by} makes,"
    return _shown(str(file.abs_src_path))


def _named(page: Page, notes: Path) -> str:
    if page.source is not None:
        return f"“{page.title}” of {_shown(notes / page.source.path)}"
    return f"the redirect from {page.name}" if page.kind is MOVED else f"the guide's page “{page.title}”"
