"""All options of a guide: those that its owner set, and what the host and the project know besides."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from studyguide import repository, settings
from studyguide.options import Options
from studyguide.outputs.mkdocs import host_files, own_pages, own_targets, owners_file, taken_along

if TYPE_CHECKING:
    from studyguide.outputs.mkdocs.plugin import StudyGuidePlugin


def of(plugin: "StudyGuidePlugin", files: Files, config: MkDocsConfig) -> Options:
    """Gather them.

    Raises:
        SettingError: for options that a hook or another plugin set wrongly.
    """
    return settings.options(
        dict(plugin.config) | ({"book": False} if plugin.serving else {}),
        title=config.site_name,
        directory_urls=config.use_directory_urls,
        own_home=own_pages.home(files) is not None,
        files=frozenset(file.dest_uri for file in files if not file.is_documentation_page()),
        own=own_targets.seen_from(plugin.notes, config.docs_dir, files),
        offline_copy=taken_along.is_offered(plugin.config["offline_copy"], files, config),
        feeds=host_files.has_feeds(files, config),
        deck=find_spec("genanki") is not None,
        repository=repository.find(
            config.repo_url, config.edit_uri or config.edit_uri_template, owners_file.folder(config), plugin.notes
        ),
        apart=plugin.apart,
        exclude=settings.excluded(
            plugin.config["exclude"],
            plugin.written.get("exclude_docs", ""),
            plugin.notes,
            Path(config.docs_dir).resolve(),
        ),
        language=plugin.language,
        config=Path(os.path.relpath(config.config_file_path or "mkdocs.yml", plugin.notes)).as_posix(),
        places=plugin.places,
    )
