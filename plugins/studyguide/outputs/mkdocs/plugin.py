"""The plugin for MkDocs and ProperDocs: hands the pages of a guide to the host, and its problems to the host's log.

Hosts load :mod:`studyguide.outputs.mkdocs.entry`, which hands its events on to this one where something has changed.
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils.templates import TemplateContext

from studyguide import settings
from studyguide.build import build
from studyguide.given import Fault, SettingError
from studyguide.language.language import Language
from studyguide.notes.size import TooMuchError
from studyguide.options import Options
from studyguide.outputs import gc_pause, option_faults, search_data, theme_settings
from studyguide.outputs.mkdocs import (
    again,
    all_options,
    book_file,
    disk_faults,
    edited,
    finished_pages,
    first_paint,
    hidden_pages,
    host_files,
    host_page,
    let_go,
    live_reload,
    neighbours,
    other_themes,
    own_links,
    own_navigation,
    own_targets,
    owners_file,
    search_worker,
    shipped_files,
    taken_along,
    theme_macros,
    toggles,
    told,
    translations,
    ways,
)
from studyguide.outputs.mkdocs.again import Built
from studyguide.outputs.mkdocs.edited import Left
from studyguide.outputs.mkdocs.finished_pages import FinishedPages
from studyguide.outputs.mkdocs.head import Head, said_once
from studyguide.outputs.mkdocs.host_files import Guide
from studyguide.outputs.mkdocs.note_names import NoteNames
from studyguide.outputs.mkdocs.options import StudyGuideConfig
from studyguide.outputs.mkdocs.own_links import OwnLinks
from studyguide.outputs.mkdocs.search_worker import Theirs
from studyguide.outputs.mkdocs.sidebar import Sidebar
from studyguide.outputs.offline_copy import Listed
from studyguide.paths import PageName
from studyguide.problems import Place
from studyguide.reuse.memory import Memory, alike, is_written
from studyguide.site import Site

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # with a server, which no build needs

log = get_plugin_logger("studyguide")


class StudyGuidePlugin(BasePlugin[StudyGuideConfig]):
    """One plugin class for both hosts."""

    serving = False
    written: Mapping[str, Any]
    """The owner's configuration as it stands in his file."""
    aside: list[File]
    notes: Path
    places: Mapping[tuple[Any, ...], Place]
    """Where options stand, before hooks change them."""
    apart: frozenset[str]
    nav: list[Any] | None
    """The owner's own navigation."""
    language: Language
    guide: Guide
    links: OwnLinks
    sidebar: Sidebar
    head: Head
    asked: search_worker.Asked
    finished: FinishedPages
    searched: search_data.Known
    theirs: Theirs
    files: Files
    env: Environment
    navigation: Navigation
    read: Sequence[str]  # of the configuration
    memory: Memory | None = None
    built: Built | None = None  # the last whole build while serving, to go on from
    said: tuple[tuple[object, ...], Mapping[PageName, str]]  # where a build leaves something
    left: Left | None = None  # what a build on the disk leaves to the next
    ahead: list[tuple[Options, Site]] | None = None  # built before it is known whether the whole site is to be made
    told_why = False
    listed: Listed
    late = False
    """Pages get their content when they are finished, and no host holds it."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with the options as they are written."""

    def take(self, config: StudyGuideConfig, raw: Mapping[str, Any], *, serving: bool, keeping: bool) -> None:
        """Take the options, also as they are written: what is wrong with those waits until the build.

        Whoever writes does not wait for the book at every change, and what a build makes is kept for the next.
        """
        self.config, self.serving = config, serving
        self.listed = Listed()
        self.memory = self.memory or (Memory() if keeping else None)
        self.faults = settings.faults(raw)

    def on_build_error(self, *, error: Exception) -> None:
        """Say in a line what the disk, or who set it up, did to a build: no traceback tells that."""
        if message := disk_faults.message(error):
            raise PluginError(message) from error

    @event_priority(1000)  # before plugins that put the navigation aside
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the notes, and bring what a guide needs where the owner set nothing."""
        if translations.later(config):
            config.nav = self.nav
            return config
        self.built = None
        self.written = owners_file.read(config)
        self.language = self._checked(config)
        self.notes = (owners_file.folder(config) / settings.notes_dir(self.config)).resolve()
        self.places = option_faults.places(self.config, Path(config.config_file_path or "mkdocs.yml"), self.notes)
        self.apart = settings.apart(self.notes, owners_file.folders(config, self.written), owners_file.folder(config))
        self.nav = config.nav
        theme_settings.complete(
            config,
            ExtraScriptValue,
            owners_file.theme_settings(self.written),
            self.language,
            extended="markdown_extensions" in self.written,
        )
        search_worker.use_shim(config)
        own_links.use(config, lambda: self.links)
        return config

    @event_priority(100)  # before plugins that look for pages among the files
    def _add(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Build the guide and add its pages."""
        host_files.remove_notes(files, self.notes, self.apart)
        shipped_files.lighten(files, config)
        if translations.another(config):
            shipped_files.leave_out(self.guide.site, files)
            return files
        with self.memory.used() if self.memory else nullcontext():
            return self._added(files, config)

    def _added(self, files: Files, config: MkDocsConfig) -> Files:
        theirs = set(files)
        site = self._build(files, config)
        shipped_files.leave_out(site, files)
        self.guide = host_files.add(site, self.notes, files, config)
        self.aside = [file for file in files if file not in theirs]
        neighbours.keep_from_git(self.guide, config)
        neighbours.keep_from_print(self.guide, config)
        said = let_go.Said(site.pages)
        self.finished = FinishedPages(finished_pages.site(config), said, dict(site.library.options.policy), log.warning)
        told.log(site.problems, site.library.options, settings.notes_dir(self.config))
        self.searched = search_data.collected(site.library)
        if is_written():
            self.said = edited.said(site)
            let_go.pack(site)
        if not site.library.options.book:
            self.guide = replace(self.guide, site=let_go.without_tokens(site))
        self.late = let_go.nobody_reads(site, config)
        return files

    @event_priority(-90)  # after plugins that add pages, before those that read the navigation
    def _settle(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give way to the owner's pages, and draw the navigation, or the guide's part of his own."""
        return files if translations.present(config) else self._settled(files, config)

    @event_priority(translations.BEFORE)
    def _put_aside(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the guide from the plugin for translations."""
        if translations.present(config) and not translations.another(config):
            self.aside = translations.put_aside(files, self.aside)
        return files

    @event_priority(translations.AFTER)
    def _bring_back(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Settle the guide among the pages of its language; those of others may link to it."""
        if not translations.present(config):
            return files
        if translations.another(config):
            names = translations.name_only(files, self.aside)
            if config.nav:
                config.nav = translations.without(config.nav, names)
            return files
        translations.bring_back(files, self.aside, config)
        self.nav = config.nav
        return self._settled(files, config)

    def _settled(self, files: Files, config: MkDocsConfig) -> Files:
        self.guide = host_files.settled(self.guide, files)
        messages = (*hidden_pages.hiding(self.guide, self.notes, config), *hidden_pages.apart(self.guide, self.notes))
        for message in messages:
            log.warning("%s", message)
        names = NoteNames(self.guide.site, self.notes, owners_file.folder(config), Path(config.docs_dir).resolve())
        self.links = OwnLinks(self.guide, files, names, config)
        nav, file = self.nav, Path(config.config_file_path or "mkdocs.yml").name
        if nav is not None:
            for fault in own_navigation.resolve(nav, self.guide, files, names, config):
                log.warning("%s: %s", file, fault)
            advice = own_navigation.advice(nav, self.guide)
            if advice is not None and config.nav is nav:
                log.info("%s: %s", file, advice)
        if config.nav is None and not own_navigation.drawn_by_a_plugin(config):
            config.nav = own_navigation.draw(self.guide, files)
        own_navigation.set_titles(self.guide, config)
        return files

    on_files = CombinedEvent(_add, _settle, _put_aside, _bring_back)

    def _checked(self, config: MkDocsConfig) -> Language:
        """Say all that is wrong with the options as they are written; else return the words that they choose."""
        file = Path(config.config_file_path) if config.config_file_path else None
        words = settings.words(self.config)
        theirs = translations.language(config) or host_files.language(config)
        try:
            language = settings.language(theirs, words, owners_file.folder(config))
        except SettingError as error:
            raise told.refused(option_faults.lines([*self.faults, *error.faults], file)) from None
        if self.faults:
            raise told.refused(option_faults.lines(self.faults, file))
        return language

    def _build(self, files: Files, config: MkDocsConfig) -> Site:
        try:
            return self._site(all_options.of(self, files, config))
        except SettingError as error:
            raise told.refused(option_faults.lines(error.faults, None, "set by a hook or another plugin: ")) from None
        except TooMuchError as error:
            message = f"mkdocs.yml: studyguide: {error}"
            raise PluginError(message) from None

    def _site(self, options: Options) -> Site:
        if self.ahead and self.memory and alike(self.ahead[0][0], options):
            self.memory.asked_again()
            return self.ahead.pop()[1]
        with gc_pause.paused():
            site = build(self.notes, options)
        if self.ahead is not None:
            self.ahead.append((options, site))
        return site

    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Say what the page is, as HTML that needs no more escaping; what other plugins said of it stays."""
        ours = self.guide.pages.get(page.file.src_uri)
        if ours is not None:
            page.meta.update(host_page.settings(ours, self.language))
            let_go.spare(page, config)
        return markdown

    @event_priority(100)  # before plugins that change what a page shows
    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Put the guide's HTML in place of what the host made of nothing."""
        ours = self.guide.pages.get(page.file.src_uri)
        if ours is None:
            return html
        host_page.set_contents(page, ours, self.guide.anchors.get(ours.name, ()))
        if self.late:
            return ""
        content = ours.html
        if not theme_settings.is_material(config.theme.dirs):  # other themes know no direction either
            content = other_themes.wrapped(self.language.directed(content))
        return self.finished.content(page.file.dest_uri, host_page.inert(content))

    @event_priority(100)  # before plugins that look at what the page shows
    def on_page_context(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Let the theme draw only what is new in the navigation of this page."""
        self.navigation = nav
        ours = self.guide.pages.get(page.file.src_uri)
        if ours is not None and self.late:
            page.content = self.finished.stand_in(page.file.dest_uri, ours)
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
    def _finish(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Finish the navigation, and remember the page."""
        self.finished.add(page.file.dest_uri, ours=page.file.src_uri in self.guide.pages)
        return self.head.add(first_paint.sooner(toggles.named(self.sidebar.fill(output), self.language)))

    @event_priority(-100)  # after plugins that write previews of links
    def _say_once(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Leave previews of links to whoever wrote some."""
        return said_once(output)

    on_post_page = CombinedEvent(_finish, _say_once)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Remember the page for addresses that are not there, which is of our templates."""
        if template_name != "404.html":
            return output_content
        self.finished.add(template_name, ours=True)
        return self.head.add(first_paint.sooner(toggles.named(output_content, self.language)))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's search use our worker, and its pages name the feed."""
        env.globals |= taken_along.named(self.guide.site.library.options, files)
        env.globals |= {"studyguide_word": self.language.html, "studyguide_text": self.language.word}
        env.globals["studyguide_ways"] = ways.listed(self.guide.site, files)
        self.asked = search_worker.use_worker(env)
        search_worker.use_worker_in_later(config.theme)
        if not translations.another(config):
            own_targets.follow(self.guide, files)
            found = own_targets.check(self.guide.site, files)
            told.log(found, self.guide.site.library.options, settings.notes_dir(self.config))
        self.env, self.files, self.head = env, files, Head(env)
        theme_macros.say_once(env, config.theme.get("language"))
        self.sidebar = Sidebar(env, config.theme.get("features") or [], self.language)
        return env

    @event_priority(-50)  # after the theme's search, before its offline plugin
    def _publish(self, *, config: MkDocsConfig) -> None:
        """Write what our search worker reads, and the book where it is wanted."""
        if not translations.present(config):
            self._published(config)

    @event_priority(translations.AFTER)
    def _publish_after(self, *, config: MkDocsConfig) -> None:
        """Do so when the index of search holds all languages."""
        if translations.present(config) and not translations.later(config):
            self._published(config)

    def _published(self, config: MkDocsConfig) -> None:
        library = self.guide.site.library
        if not theme_settings.is_material(config.theme.dirs):
            other_themes.scale(Path(config.site_dir))
        guide, asked = self.guide, self.asked
        folder = Path(config.site_dir)
        self.theirs = search_worker.publish(folder, self.searched, guide.urls, lists=guide.lists, asked=asked)
        if library.options.book:
            book_file.write(self.guide.site, self.notes, config)

    @event_priority(-1000)  # after whoever changes pages or scripts that are written
    def _protect(self, *, config: MkDocsConfig) -> None:
        """Let no script run in a page of notes that the templates did not bring."""
        if translations.later(config):
            return
        self.finished.protect()
        taken_along.list_files(Path(config.site_dir), self.guide.site.library.options, self.listed)
        if self.memory is not None:
            self._hold(config)

    def _hold(self, config: MkDocsConfig) -> None:
        """Take hold of what is built, to go on from there at the next change."""
        if not self.serving:
            self.left = edited.left(self, config)
        elif reason := again.unknown(config, self.guide.site, self.finished, self.theirs):
            if not self.told_why:
                log.info("each change builds the whole site again: %s", reason)
            self.told_why = True
        else:
            words = settings.words(self.config)
            self.read = [*owners_file.paths(config), *([str(owners_file.folder(config) / words)] if words else [])]
            self.built = Built.now(self, config, self.guide.site)

    on_post_build = CombinedEvent(_publish, _publish_after, _protect)

    @event_priority(-1000)  # after plugins that give the server its own builder to watch with
    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: object) -> "LiveReloadServer":
        """Rebuild when a note changes, and let the page hear of it."""
        for folder, recursive in live_reload.watched(self.notes, self.apart):
            server.watch(str(folder), recursive=recursive)
        server.set_app(live_reload.allow(server.serve_request))
        server.builder = again.rebuilding(self, server.builder)
        return server
