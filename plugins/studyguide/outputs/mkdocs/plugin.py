"""The plugin for MkDocs and ProperDocs: hands the pages of a guide to the host, and its problems to the host's log."""

import logging
import os
import posixpath
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import nest_paths
from mkdocs.utils.templates import TemplateContext
from mkdocs.utils.yaml import yaml_load

from studyguide import paths, settings
from studyguide.build import build
from studyguide.outputs import feed, gc_pause, navigation, report, studyguide_json, theme_settings
from studyguide.outputs.mkdocs import script_policy, search_worker
from studyguide.outputs.mkdocs.options import StudyGuideConfig
from studyguide.outputs.mkdocs.sidebar import Sidebar
from studyguide.paths import HOME
from studyguide.problems import Problem
from studyguide.site import Page, Site, TocEntry

log = get_plugin_logger("studyguide")
_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}


class StudyGuidePlugin(BasePlugin[StudyGuideConfig]):
    """One plugin class for both hosts."""

    notes: Path
    pages: dict[str, Page]
    site: Site
    urls: set[str]
    sidebar: Sidebar
    feed: bool

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what is asked for: whoever writes does not wait for the book at every change."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the notes, and bring what a guide needs where the owner set nothing."""
        project = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.notes = (project / self.config.notes_dir).resolve()
        self.project = project
        theme_settings.complete(config, ExtraScriptValue, _theme_settings(config))
        search_worker.use_shim(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Build the guide and add its pages."""
        _remove_notes(files, self.notes)
        site = self._build(files, config)
        self.site = site
        self.pages = {}
        for page in site.pages:
            self._add(page, files, config)
        for asset in sorted(site.assets):
            if files.get_file_from_path(asset) is None:
                files.append(File(asset, str(self.notes), config.site_dir, config.use_directory_urls))
        files.append(File.generated(config, "studyguide.json", content=studyguide_json.encode(site)))
        if site.library.options.deck:
            from studyguide.outputs import anki

            files.append(File.generated(config, "practice.apkg", content=anki.encode(site)))
        self.feed = bool(config.site_url) and files.get_file_from_path(feed.FILE) is None
        if self.feed:
            content = feed.encode(site.library, str(config.site_url), _language(config))
            files.append(File.generated(config, feed.FILE, content=content))
        if config.nav is None:
            config.nav = _navigation(site, files, self.pages)
        _report(site.problems, self.config.notes_dir)
        return files

    def _build(self, files: Files, config: MkDocsConfig) -> Site:
        own_home = any(files.get_file_from_path(name) for name in ("index.md", "README.md"))
        try:
            options = settings.options(
                dict(self.config) | {"book": self.config.book and not self.serving},
                title=config.site_name,
                directory_urls=config.use_directory_urls,
                own_home=own_home,
                files=frozenset(file.dest_uri for file in files if not file.is_documentation_page()),
                deck=find_spec("genanki") is not None,
                repository=settings.repository(config.repo_url, config.edit_uri, self.project, self.notes),
                config=Path(os.path.relpath(config.config_file_path or "mkdocs.yml", self.notes)).as_posix(),
            )
        except settings.SettingError as error:
            message = f"mkdocs.yml: studyguide: {error}"
            raise PluginError(message) from None
        with gc_pause.paused():
            return build(self.notes, options)

    def _add(self, page: Page, files: Files, config: MkDocsConfig) -> None:
        """Add a page, unless the owner wrote one of that name."""
        src_uri = f"{page.name}.md"
        if files.get_file_from_path(src_uri) is not None:
            if page.name != HOME:
                log.warning("docs/%s: hides the page of the guide with that URL: rename the file", src_uri)
            return
        inclusion = InclusionLevel.INCLUDED if page.kind.in_navigation else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, src_uri, content="", inclusion=inclusion)
        if page.source is not None and page.last:
            docs = Path(config.docs_dir).resolve()
            file.edit_uri = posixpath.join(_between(docs, self.notes), page.source.path)
        files.append(file)
        self.pages[src_uri] = page

    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Say what the page is; its content comes later, so it has no front matter to read this from."""
        ours = self.pages.get(page.file.src_uri)
        if ours is not None:
            page.meta = _meta(ours)
        return markdown

    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Put the guide's HTML in place of what the host made of nothing."""
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return html
        page.toc = get_toc([_toc(entry) for entry in ours.toc])
        page.present_anchor_ids = set(_anchors(ours.toc))
        return ours.html

    def on_page_context(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let the theme draw only what is new in the navigation of this page."""
        self.sidebar.cut(context, nav, page)
        return context

    @event_priority(100)  # before whoever changes the theme's HTML
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Let no script run that the templates did not bring. On the owner's own pages his scripts run as well."""
        ours = page.file.src_uri in self.pages
        return script_policy.insert(self.sidebar.fill(output), page.content or "" if ours else "")

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give pages without a source, such as the one for errors, the same policy."""
        return script_policy.insert(output_content, "") if template_name.endswith(".html") else output_content

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's search use our worker, and its pages name the feed."""
        if self.feed:
            env.globals["studyguide_feed"] = feed.FILE
        search_worker.use_worker(env)
        self.sidebar = Sidebar(env, config.theme.get("features") or [])
        self.urls = {file.url for name in self.pages if (file := files.get_file_from_path(name))}
        return env

    @event_priority(-50)  # after the theme's search, before its offline plugin
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what our search worker reads, and the book where it is wanted."""
        search_worker.publish(Path(config.site_dir), self.site.library, self.urls)
        if self.site.library.options.book:
            self._print(config)

    def _print(self, config: MkDocsConfig) -> None:
        target = Path(config.site_dir) / paths.BOOK
        if target.exists():
            message = f"no book: there is a file {paths.BOOK} already, rename yours"
            raise PluginError(message)
        try:
            from studyguide.outputs.book import pdf

            pdf.write(self.site, self.notes, target, _language(config), log.info)
        except ImportError as error:
            message = f"`book: true` needs {error.name}: pip install 'mkdocs-studyguide[book]'"
            raise PluginError(message) from None
        except pdf.BookError as error:
            message = f"no book: {error}"
            raise PluginError(message) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Rebuild when a note changes."""
        if self.notes.is_dir():
            server.watch(str(self.notes))
        return server


def _theme_settings(config: MkDocsConfig) -> set[str]:
    """Name the theme's settings in the owner's file; the host's own record of them does not tell them from defaults."""
    path = Path(config.config_file_path or "")
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8-sig") as file:
        theme = (yaml_load(file) or {}).get("theme")
    return set(theme) if isinstance(theme, dict) else set()


def _language(config: MkDocsConfig) -> str:
    return str(config.theme.get("language") or "en")


def _remove_notes(files: Files, notes: Path) -> None:
    """Take the notes out of the host's files where they lie inside its own folder."""
    for file in list(files):
        if file.abs_src_path and Path(file.abs_src_path).is_relative_to(notes):
            files.remove(file)


def _between(docs: Path, notes: Path) -> str:
    """Return the way from the host's folder to the notes, as edit links need it."""
    common = next(folder for folder in (docs, *docs.parents) if notes.is_relative_to(folder))
    up = len(docs.relative_to(common).parts)
    return (
        posixpath.join(*[".."] * up, notes.relative_to(common).as_posix())
        if up
        else notes.relative_to(common).as_posix()
    )


def _meta(page: Page) -> dict[str, Any]:
    """Tell the theme of a page. Themes print titles and descriptions as they are, so what a note says is escaped."""
    # Our own search reads the notes; the theme's would parse every page for an index that nobody reads.
    meta: dict[str, Any] = {"title": escape(page.title), "studyguide": page.kind.name, "search": {"exclude": True}}
    if page.description:
        meta["description"] = escape(page.description)
    if page.moved_to:
        meta["moved_to"] = page.moved_to
    if page.kind.wide:
        meta["hide"] = [*([] if page.toc else ["toc"]), *(["navigation"] if page.kind.alone else [])]
    return meta


def _toc(entry: TocEntry) -> Any:
    children = [_toc(child) for child in entry.children]
    return {"level": entry.level, "id": entry.anchor, "name": escape(entry.title), "children": children}


def _anchors(entries: Iterable[TocEntry]) -> Iterable[str]:
    for entry in entries:
        yield entry.anchor
        yield from _anchors(entry.children)


def _navigation(site: Site, files: Files, pages: Mapping[str, Page]) -> list[Any]:
    """Draw the navigation: home, the guide, then the owner's pages. Themes print titles as they are."""
    homes = {"index.md", "README.md"}
    own = [f.src_uri for f in files.documentation_pages() if f.src_uri not in pages and f.src_uri not in homes]
    home = next((name for name in ("index.md", "README.md") if files.get_file_from_path(name)), None)
    return [*([{"Home": home}] if home else []), *navigation.draw(site, pages, escape), *nest_paths(own)]


def _report(problems: Iterable[Problem], notes_dir: str) -> None:
    """Log problems where the host counts them for ``--strict``."""
    for problem in problems:
        log.log(_LEVELS[problem.severity], "%s", report.line(problem, notes_dir))
