"""Adds the pages and files of a guide to those of the host. What the owner wrote under the same name stays."""

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import nest_paths

from studyguide.outputs import extras, feed, navigation, studyguide_json
from studyguide.outputs.mkdocs.copied_file import CopiedFile
from studyguide.paths import HOME
from studyguide.site import Asset, Page, Site

HOMES = ("index.md", "README.md")
"""What a host takes for the home page."""


@dataclass(frozen=True)
class Guide:
    """A guide as the host has it: its pages by the names of their files, and whether a feed is among its own files."""

    site: Site
    pages: Mapping[str, Page]
    urls: Collection[str]
    lists: Collection[str]
    """URLs of pages that only repeat what others say: no search needs them."""
    feed: bool


def remove_notes(files: Files, notes: Path) -> None:
    """Take the notes out of the host's files where they lie inside its own folder."""
    for file in list(files):
        if file.abs_src_path and Path(file.abs_src_path).is_relative_to(notes):
            files.remove(file)


def add(site: Site, notes: Path, files: Files, config: MkDocsConfig) -> tuple[Guide, list[str]]:
    """Add everything that a guide publishes. Also returns the owner's pages that hide one of the guide's."""
    added: dict[str, Page] = {}
    urls: set[str] = set()
    lists: set[str] = set()
    hiding = []
    for page in site.pages:
        file = _page(page, notes, config)
        if files.get_file_from_path(file.src_uri) is not None:
            # A home page of the owner's is meant to stand there.
            hiding += [file.src_uri] if page.name != HOME else []
            continue
        files.append(file)
        added[file.src_uri] = page
        urls.add(file.url)
        if not page.kind.searched:
            lists.add(file.url)
    for path, asset in sorted(site.assets.items()):
        if files.get_file_from_path(path) is None:
            files.append(_file(asset, notes, config))
    has_feed = bool(config.site_url) and files.get_file_from_path(feed.FILE) is None
    _add_data(site, files, config, with_feed=has_feed)
    return Guide(site, added, urls, lists, has_feed), hiding


def _page(page: Page, notes: Path, config: MkDocsConfig) -> File:
    inclusion = InclusionLevel.INCLUDED if page.kind.in_navigation else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, f"{page.name}.md", content="", inclusion=inclusion)
    # Pages without lines of their own (folders, lists) have nothing to edit.
    if page.source is not None and page.last:
        docs = Path(config.docs_dir).resolve()
        file.edit_uri = posixpath.join(_between(docs, notes), page.source.path)
    return file


def _file(asset: Asset, notes: Path, config: MkDocsConfig) -> File:
    if asset.content is not None:
        return File.generated(config, asset.path, content=asset.content)
    return CopiedFile(asset.path, str(notes), config.site_dir, config.use_directory_urls)


def _between(docs: Path, notes: Path) -> str:
    """Return the way from the host's folder to the notes, as edit links need it."""
    common = next(folder for folder in (docs, *docs.parents) if notes.is_relative_to(folder))
    up = len(docs.relative_to(common).parts)
    return posixpath.join(*[".."] * up, notes.relative_to(common).as_posix())


def _add_data(site: Site, files: Files, config: MkDocsConfig, *, with_feed: bool) -> None:
    files.append(File.generated(config, "studyguide.json", content=studyguide_json.encode(site)))
    if site.library.options.deck:
        try:
            from studyguide.outputs import anki
        except ImportError as error:
            message = f"no deck: {extras.advice(error, 'anki')}"
            raise PluginError(message) from None
        files.append(File.generated(config, "practice.apkg", content=anki.encode(site)))
    if with_feed:
        content = feed.encode(site.library, str(config.site_url), language(config))
        files.append(File.generated(config, feed.FILE, content=content))


def language(config: MkDocsConfig) -> str:
    """Return the language of the theme, which is that of the site."""
    return str(config.theme.get("language") or "en")


def own_home(files: Files) -> str | None:
    """Return the owner's home page, where he wrote one."""
    return next((name for name in HOMES if files.get_file_from_path(name)), None)


def draw_navigation(guide: Guide, files: Files) -> list[Any]:
    """Draw the navigation: home, the guide, then the owner's pages. Themes print titles as they are."""
    own = [f.src_uri for f in files.documentation_pages() if f.src_uri not in guide.pages and f.src_uri not in HOMES]
    home = own_home(files)
    drawn = navigation.draw(guide.site, guide.pages, escape)
    return [*([{"Home": home}] if home else []), *drawn, *nest_paths(own)]
