"""What is known to make the same site of the same files: hosts, plugins, themes and Markdown extensions.

Everything else may look at what nobody can foresee: the network, other folders, git, the clock. With that, each build
makes the whole site. Owners who know better cannot say so: a site that is wrong some day costs more than a minute.
"""

import sys
from collections.abc import Iterator
from typing import Any

_HOSTS = {"mkdocs": ("1.6.",), "properdocs": ("1.6.",)}
"""Beginnings of versions whose order of work is known."""

_PLUGINS = (
    "studyguide.",
    "mkdocs.contrib.search",
    "properdocs.contrib.search",
    "material.plugins.search",
    "material.plugins.offline",
    "material.plugins.tags",
    "material.plugins.meta",
    "mkdocs_minify_plugin.",
    "mkdocs_redirects.",
    "mkdocs_section_index.",
    "mkdocs_literate_nav.",
    "mkdocs_awesome_nav.",
    "mkdocs_awesome_pages_plugin.",
    "mkdocs_glightbox.",
)
"""Modules of plugins that read the configuration and the owner's pages, and nothing else."""

_THEMES = frozenset({"material", "mkdocs", "readthedocs"})

_EXTENSIONS = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta "
    "nl2br sane_lists smarty tables toc wikilinks".split()
)
_FAMILIES = ("markdown.extensions.", "pymdownx.", "material.extensions.")
_READING = frozenset({"pymdownx.snippets", "pymdownx.b64"})
"""Extensions that put other files, or other sites, into pages."""

OBJECTS = ("material.", "pymdownx.", "markdown.", "mkdocs.", "properdocs.")
"""Modules of functions that a configuration may name; their packages' versions say what they do."""


def unknown(config: Any, host: str) -> Iterator[str]:
    """Name what is not known, as owners call it. ``host`` is the package of the command that runs."""
    version = str(getattr(sys.modules.get(host), "__version__", ""))
    if not version.startswith(_HOSTS.get(host, ("?",))):
        yield f"{host} {version}"
    for name, plugin in config.plugins.items():
        if not f"{type(plugin).__module__}.".startswith(_PLUGINS):
            yield f"the plugin `{name}`"
    if config.theme.name not in _THEMES:
        yield f"the theme `{config.theme.name}`"
    for name in config.hooks:
        yield f"the hook `{name}`"
    for name in map(str, config.markdown_extensions):
        if name not in _EXTENSIONS and (name in _READING or not name.startswith(_FAMILIES)):
            yield f"the Markdown extension `{name}`"
