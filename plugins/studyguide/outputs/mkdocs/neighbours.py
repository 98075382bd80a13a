"""Tells other plugins which pages are not for them.

Plugins that ask git do not find the lists and others that come from no note: they would print the day of the build
there, list the pages in feeds under it, or warn that nobody has committed them.
"""

import re
from collections.abc import Iterable
from glob import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from studyguide.outputs.mkdocs import page_file
from studyguide.outputs.mkdocs.host_files import Guide
from studyguide.page_kinds import CHAPTER, GLOSSARY, SECTION

_ASKS_GIT = re.compile(r"git|date")
"""In the names of plugins that say when a page was changed, and by whom. Their option `exclude` lists globs."""

_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")


def keep_from_git(guide: Guide, config: MkDocsConfig) -> None:
    """Exclude the guide's pages without a note from the plugins that ask git about each page."""
    names = [name for name, file in guide.files.items() if not page_file.has_note(file)]
    for plugin in (plugin for name, plugin in config.plugins.items() if _ASKS_GIT.search(name)):
        _exclude(plugin, names)
    if rss := config.plugins.get("rss"):
        _exclude_from_feeds(rss, names)


def keep_from_print(guide: Guide, config: MkDocsConfig) -> None:
    """Leave lists out of the page that joins all others: they repeat, and `print/` would double the guide."""
    if printing := config.plugins.get("print-site"):
        kinds = ((name, page.kind) for name, page in guide.pages.items())
        _exclude(printing, [name for name, kind in kinds if kind not in {SECTION, CHAPTER, GLOSSARY}])


def _exclude(plugin: Any, names: Iterable[str]) -> None:
    if isinstance(plugin.config.get("exclude", ""), list | None):
        plugin.config["exclude"] = [*(plugin.config["exclude"] or []), *map(escape, names)]


def _exclude_from_feeds(rss: Any, names: Iterable[str]) -> None:
    """Narrow the pages that the plugin for feeds takes; it has no option for pages that it leaves out."""
    known = getattr(rss, "match_path_pattern", None)
    if isinstance(known, re.Pattern):
        others = "|".join(map(re.escape, names))
        # Flags may stand only at the beginning of a pattern; the compiled one remembers them.
        rss.match_path_pattern = re.compile(
            f"(?!(?:{others})$)(?:{_FLAGS.sub('', known.pattern, count=1)})", known.flags
        )
