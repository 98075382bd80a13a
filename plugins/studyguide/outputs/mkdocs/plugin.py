"""The plugin for MkDocs and ProperDocs: hands the pages of a guide to the host, and its problems to the host's log."""

import logging
import os
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils.templates import TemplateContext
from mkdocs.utils.yaml import yaml_load

from studyguide import build_day, paths, settings
from studyguide.build import build
from studyguide.notes.size import TooMuchError
from studyguide.outputs import extras, feed, gc_pause, report, theme_settings
from studyguide.outputs.mkdocs import (
    disk_faults,
    finished_pages,
    host_files,
    host_page,
    live_reload,
    other_themes,
    search_worker,
)
from studyguide.outputs.mkdocs.finished_pages import FinishedPages
from studyguide.outputs.mkdocs.head import Head
from studyguide.outputs.mkdocs.host_files import Guide
from studyguide.outputs.mkdocs.options import StudyGuideConfig
from studyguide.outputs.mkdocs.sidebar import Sidebar
from studyguide.problems import Problem
from studyguide.site import Site

log = get_plugin_logger("studyguide")
_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}


class StudyGuidePlugin(BasePlugin[StudyGuideConfig]):
    """One plugin class for both hosts."""

    serving = False
    notes: Path
    guide: Guide
    sidebar: Sidebar
    head: Head
    asked: search_worker.Asked
    finished: FinishedPages

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what is asked for: whoever writes does not wait for the book at every change."""
        self.serving = command == "serve"
        try:
            build_day.told()  # the host would raise
        except build_day.NoMomentError as error:
            raise PluginError(str(error)) from None

    def on_build_error(self, *, error: Exception) -> None:
        """Say in a line what the disk, or who set it up, did to a build: no traceback tells that."""
        if message := disk_faults.message(error):
            raise PluginError(message) from error

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the notes, and bring what a guide needs where the owner set nothing."""
        self.notes = (_project(config) / self.config.notes_dir).resolve()
        theme_settings.complete(config, ExtraScriptValue, _owners_theme_settings(config))
        search_worker.use_shim(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Build the guide and add its pages."""
        host_files.remove_notes(files, self.notes)
        site = self._build(files, config)
        self.guide, hiding = host_files.add(site, self.notes, files, config)
        said = [text for page in site.pages for text in (page.title, page.description, page.html)]
        self.finished = FinishedPages(finished_pages.site(config), said, dict(site.library.options.policy), log.warning)
        for name in hiding:
            log.warning("docs/%s: hides the page of the guide with that URL: rename the file", name)
        if config.nav is None:
            config.nav = host_files.draw_navigation(self.guide, files)
        _report(site.problems, self.config.notes_dir)
        return files

    def _build(self, files: Files, config: MkDocsConfig) -> Site:
        try:
            options = settings.options(
                dict(self.config) | {"book": self.config.book and not self.serving},
                title=config.site_name,
                directory_urls=config.use_directory_urls,
                own_home=host_files.own_home(files) is not None,
                files=frozenset(file.dest_uri for file in files if not file.is_documentation_page()),
                deck=find_spec("genanki") is not None,
                repository=settings.repository(config.repo_url, config.edit_uri, _project(config), self.notes),
                config=Path(os.path.relpath(config.config_file_path or "mkdocs.yml", self.notes)).as_posix(),
            )
            with gc_pause.paused():
                return build(self.notes, options)
        except (settings.SettingError, TooMuchError) as error:
            message = f"mkdocs.yml: studyguide: {error}"
            raise PluginError(message) from None

    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Say what the page is; its content comes later, so it has no front matter to read this from."""
        ours = self.guide.pages.get(page.file.src_uri)
        if ours is not None:
            page.meta = host_page.settings(ours)
        return markdown

    @event_priority(100)  # before whoever changes the content of pages
    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Put the guide's HTML in place of what the host made of nothing."""
        ours = self.guide.pages.get(page.file.src_uri)
        if ours is None:
            return html
        host_page.set_contents(page, ours)
        content = ours.html if theme_settings.is_material(config.theme.dirs) else other_themes.wrapped(ours.html)
        return self.finished.content(page.file.dest_uri, content)

    def on_page_context(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let the theme draw only what is new in the navigation of this page."""
        self.sidebar.cut(context, nav, page)
        self.head.of(context)
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Remember what a page without a source knows."""
        self.head.of(context)
        return context

    @event_priority(100)  # before whoever changes the theme's HTML
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Finish the navigation, and remember the page."""
        self.finished.add(page.file.dest_uri, ours=page.file.src_uri in self.guide.pages)
        return self.head.add(self.sidebar.fill(output))

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Remember the page for addresses that are not there, which is of our templates."""
        if template_name != "404.html":
            return output_content
        self.finished.add(template_name, ours=True)
        return self.head.add(output_content)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's search use our worker, and its pages name the feed."""
        if self.guide.feed:
            env.globals["studyguide_feed"] = feed.FILE
        self.asked = search_worker.use_worker(env)
        self.head = Head(env)
        self.sidebar = Sidebar(env, config.theme.get("features") or [])
        return env

    @event_priority(-50)  # after the theme's search, before its offline plugin
    def _publish(self, *, config: MkDocsConfig) -> None:
        """Write what our search worker reads, and the book where it is wanted."""
        library = self.guide.site.library
        if not theme_settings.is_material(config.theme.dirs):
            other_themes.scale(Path(config.site_dir))
        guide, asked = self.guide, self.asked
        search_worker.publish(Path(config.site_dir), library, guide.urls, lists=guide.lists, asked=asked)
        if library.options.book:
            self._print(config)

    @event_priority(-1000)  # after whoever changes pages or scripts that are written
    def _protect(self, *, config: MkDocsConfig) -> None:
        """Let no script run in a page of notes that the templates did not bring."""
        self.finished.protect()

    on_post_build = CombinedEvent(_publish, _protect)

    def _print(self, config: MkDocsConfig) -> None:
        target = Path(config.site_dir) / paths.BOOK
        if target.exists():
            message = f"no book: there is a file {paths.BOOK} already, rename yours"
            raise PluginError(message)
        try:
            from studyguide.outputs.book import browser, pdf

            printed = pdf.write(self.guide.site, self.notes, target, host_files.language(config), log.info)
        except ImportError as error:
            message = f"no book: {extras.advice(error, 'book')}"
            raise PluginError(message) from None
        except browser.BookError as error:
            message = f"no book: {error}"
            raise PluginError(message) from None
        for left_out in printed.warnings:
            log.warning("%s", left_out)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Rebuild when a note changes, and let the page hear of it."""
        if self.notes.is_dir():
            server.watch(str(self.notes))
        server.set_app(live_reload.allow(server.serve_request))
        return server


def _project(config: MkDocsConfig) -> Path:
    """Return the folder of the configuration; the host's own path may be relative."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def _owners_theme_settings(config: MkDocsConfig) -> set[str]:
    """Name the theme's settings in the owner's file; the host's own record of them does not tell them from defaults."""
    path = Path(config.config_file_path or "")
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8-sig") as file:
        theme = (yaml_load(file) or {}).get("theme")
    return set(theme) if isinstance(theme, dict) else set()


def _report(problems: Iterable[Problem], notes_dir: str) -> None:
    """Log problems where the host counts them for ``--strict``."""
    for problem in problems:
        log.log(_LEVELS[problem.severity], "%s", report.line(problem, notes_dir))
