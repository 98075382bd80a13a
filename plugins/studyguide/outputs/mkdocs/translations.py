"""Beside mkdocs-static-i18n, which builds the owner's pages once for each of his languages, into one site.

Notes have one language, so the guide is part of the first build, which is that of the default language. The plugin
takes pages from outside `docs_dir` for mistakes, and ends at a file that has no source: ours are put aside meanwhile.
"""

from collections.abc import Collection, Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from studyguide.outputs.mkdocs import nav_lists
from studyguide.outputs.mkdocs.nav_lists import Item

_NAME = "i18n"
BEFORE, AFTER = -99, -101
"""Priorities of events before and after those of the plugin."""


def present(config: MkDocsConfig) -> bool:
    """Say whether an owner has his pages in several languages."""
    return hasattr(_plugin(config), "default_language")


def language(config: MkDocsConfig) -> str | None:
    """Return the default language, where the plugin will set it for the theme."""
    plugin = _plugin(config)
    told = plugin is not None and present(config) and plugin.config.get("reconfigure_material")
    return str(plugin.default_language) if told else None


def later(config: MkDocsConfig) -> bool:
    """Say whether this build is one after the first; the configuration is the same object."""
    return bool(getattr(_plugin(config), "building", False))


def another(config: MkDocsConfig) -> bool:
    """Say whether this build is for another language. The default one is built again where it is not listed first."""
    return later(config) and not _plugin(config).is_default_language_build


def put_aside(files: Files, ours: Iterable[File]) -> list[File]:
    """Take files of the guide out of the host's; returns those that were there."""
    there = [file for file in ours if files.src_uris.get(file.src_uri) is file]
    for file in there:
        files.remove(file)
    return there


def bring_back(files: Files, aside: Iterable[File], config: MkDocsConfig) -> None:
    """Add files of the guide again, and name its pages in the plugin's map of the site."""
    for file in aside:
        files.append(file)
    plugin = _plugin(config)
    listed = plugin.i18n_files_per_language[plugin.current_language]
    for file in (file for file in aside if file.is_documentation_page()):
        file.alternates = {}  # type: ignore[attr-defined]  # its template asks every page for those
        listed.append(file)


def name_only(files: Files, aside: Iterable[File]) -> set[str]:
    """Let links of another language find the guide's files, which are written already; returns their names."""
    ours = [file for file in aside if files.get_file_from_path(file.src_uri) is None]
    for file in ours:
        file.inclusion = InclusionLevel.EXCLUDED
        files.append(file)
    return {file.src_uri for file in ours}


def without(nav: list[Item], names: Collection[str]) -> list[Item]:
    """Leave pages out of a navigation, and lists that are empty then."""
    kept: list[Item] = []
    for item in nav:
        title, value = nav_lists.parts(item)
        if isinstance(value, list):
            inner = without(value, names)
            kept += [nav_lists.entry(title, inner)] if inner else []
        elif not (isinstance(value, str) and value in names):
            kept.append(item)
    return kept


def _plugin(config: MkDocsConfig) -> Any:
    return config.plugins.get(_NAME)
