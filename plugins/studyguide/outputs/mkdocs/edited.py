"""A build after some notes were edited: only the pages that say something else are made, into the last build's site.

It takes the steps of the host's own build up to where pages are drawn, and then draws those that changed, as
:mod:`studyguide.outputs.mkdocs.again` does while serving, and under its conditions. The others lie in the site as the
last build wrote them, which was made sure of before (:mod:`studyguide.outputs.mkdocs.last_build`).
"""

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.commands import build as host
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as HostPage

from studyguide.options import Options
from studyguide.outputs import writing
from studyguide.outputs.mkdocs import again, finished_pages, host_page, let_go, search_worker, taken_along
from studyguide.outputs.mkdocs.finished_pages import FinishedPages
from studyguide.outputs.mkdocs.script_policy import Allowed
from studyguide.outputs.mkdocs.search_worker import Theirs
from studyguide.outputs.offline_copy import Listed
from studyguide.paths import PageName
from studyguide.reuse.memory import alike, kept
from studyguide.reuse.templates import Compiled
from studyguide.site import Page, Site

if TYPE_CHECKING:
    from studyguide.outputs.mkdocs.plugin import StudyGuidePlugin

log = get_plugin_logger("studyguide")


@dataclass(frozen=True)
class Left:
    """What a build leaves beside its site and its memory."""

    options: Options
    shared: tuple[object, ...]
    said: Mapping[PageName, str]
    """What each page says, hashed."""
    theirs: Theirs
    brought: Mapping[str, Allowed]
    everywhere: Allowed
    listed: Listed


def left(plugin: "StudyGuidePlugin", config: MkDocsConfig) -> Left | None:
    """Take what the next build goes on from; nothing where it must make all pages, which is said."""
    reason = next(again.reasons(config, plugin.guide.site, plugin.finished, plugin.theirs), "")
    if not reason and plugin.guide.site.library.options.book:
        reason = "the book holds all pages"
    if reason:
        log.info("each change builds the whole site again: %s", reason)
        return None
    finished = plugin.finished
    site = plugin.guide.site
    shared, said = plugin.said
    options, theirs = site.library.options, plugin.theirs
    return Left(options, shared, said, theirs, finished.brought, finished.everywhere, plugin.listed)


def said(site: Site) -> tuple[tuple[object, ...], Mapping[PageName, str]]:
    """Tell what pages share, and hash what each says."""
    return again.shared(site), {page.name: _digest(page) for page in site.pages}


@kept
def _digest(page: Page) -> str:
    """Hash what a page says. Where only the way is another in which its text is packed, it is drawn again."""
    own = (page.toc, page.description, page.source, page.last, page.search, page.tags)
    return blake2b(repr(own).encode("utf-8", "surrogatepass") + page.packed, digest_size=16).hexdigest()


def made(
    plugin: "StudyGuidePlugin", config: MkDocsConfig, last: Left, notes: Collection[str], templates: Compiled
) -> int | None:
    """Make the pages that the edited ``notes`` change, and say how many those are.

    None where the whole site is to be made, of which nothing is written yet.
    """
    nav, plugin.ahead = copy.deepcopy(config.nav), []
    files, env = get_files(config), config.theme.get_env()
    env.bytecode_cache = templates
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    site = plugin.guide.site
    shared, said = plugin.said
    changed = [page for page in site.pages if said[page.name] != last.said.get(page.name)]
    is_as_it_was = last.shared == shared and alike(last.options, site.library.options)
    if not is_as_it_was or not _are_notes(notes, site):
        config.nav = plugin.nav = nav
        return None
    shown = {name: page for page in changed if (name := f"{page.name}.md") in plugin.guide.pages}
    drawn = _Host(
        files, _gathered(plugin, config, files, shown), config.plugins.on_env(env, config=config, files=files)
    )
    plugin.listed, plugin.theirs = last.listed, last.theirs
    plugin.finished.said = let_go.Said(tuple(changed))
    _drawn(plugin, config, drawn, shown)
    before = _finished(plugin, config, last)
    folder = Path(config.site_dir)
    _write_data(files, folder)
    if not plugin.finished.protect_again(before):
        return None
    if last.theirs.settings is not None:
        search_worker.publish_ours(folder, plugin.searched, last.theirs)
    taken_along.list_files(folder, site.library.options, plugin.listed)
    plugin.ahead = None
    plugin.left = replace(last, said=said, brought=before.brought)
    return len(changed)


@dataclass(frozen=True)
class _Host:
    files: Files
    nav: Navigation
    env: Environment


def _are_notes(paths: Collection[str], site: Site) -> bool:
    """Say whether files are notes, of which nothing but their pages is published."""
    return all(path in site.library.anchors and path not in site.assets for path in paths)


def _gathered(plugin: "StudyGuidePlugin", config: MkDocsConfig, files: Files, shown: Mapping[str, Page]) -> Navigation:
    """Let the host read the owner's pages and those that changed; of the others it needs what they are called."""
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages(inclusion=InclusionLevel.is_included):
        if file.page is None:
            HostPage(None, file, config)
        page = file.page
        if page is None:
            continue
        ours = plugin.guide.pages.get(file.src_uri)
        if ours is None or file.src_uri in shown:
            host._populate_page(page, config, files)  # noqa: SLF001  one of its steps, for all pages
        else:
            page.meta, page.markdown, page.content = host_page.settings(ours, plugin.language), "", ""
    return nav


def _drawn(plugin: "StudyGuidePlugin", config: MkDocsConfig, made: _Host, shown: Collection[str]) -> None:
    """Let the host draw pages, and say what it says of the owner's at the end."""
    pages = made.files.documentation_pages(inclusion=InclusionLevel.is_included)
    for file in pages:
        if file.src_uri in shown and file.page is not None:
            host._build_page(file.page, config, pages, made.nav, made.env)  # noqa: SLF001  the same
    for file in pages:
        if file.src_uri not in plugin.guide.pages and file.page is not None:
            _know_anchors(plugin, file.page.links_to_anchors or {})
            file.page.validate_anchor_links(files=made.files, log_level=config.validation.links.anchors)


def _know_anchors(plugin: "StudyGuidePlugin", linked: Collection[File]) -> None:
    for file in linked:
        ours = plugin.guide.pages.get(file.src_uri)
        if ours is not None and file.page is not None and file.page.present_anchor_ids is None:
            host_page.set_contents(file.page, ours, plugin.guide.anchors.get(ours.name, ()))


def _finished(plugin: "StudyGuidePlugin", config: MkDocsConfig, last: Left) -> FinishedPages:
    """Return what the last build knew of its pages."""
    site = finished_pages.site(config)
    return FinishedPages(
        site, (), plugin.finished.more, log.warning, brought=dict(last.brought), everywhere=last.everywhere
    )


def _write_data(files: Files, folder: Path) -> None:
    """Write what else says what notes say, where it is not what lies there."""
    for file in files:
        if file.generated_by is not None and not file.is_documentation_page() and file.inclusion.is_included():
            content = file.content_bytes
            if _there(folder / file.dest_uri) != content:
                writing.write(folder, file.dest_uri, content)


def _there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
