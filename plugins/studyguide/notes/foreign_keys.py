"""Keys of front matter that other tools read: whoever wrote one meant metadata, and nobody wants it printed."""

import re
from collections.abc import Container

_OF_MACHINES = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9_]+|[A-Z][A-Za-z0-9]*)")
"""``a_key`` or ``aKey``; words with hyphens stand in texts too."""

_KEYS = frozenset(
    # Obsidian, Logseq, Dendron, Zettelkasten
    "alias tag cssclass cssclasses publish permalink cover image banner icon created updated modified ctime mtime "
    "uid uuid up stub desc type status kanban_plugin "
    # Jekyll, Just the Docs
    "layout category categories author authors date published excerpt nav_order nav_exclude parent grand_parent "
    "has_children has_toc search_exclude redirect_from redirect_to collection "
    # Hugo, Eleventy
    "lastmod publishdate expirydate weight slug url keywords description linktitle menu series images videos outputs "
    "cascade headless markup resources toc math iscjklanguage eleventynavigation eleventyexcludefromcollections "
    # Docusaurus, VitePress, Starlight, MkDocs, Material
    "sidebar sidebar_position sidebar_label sidebar_class_name hide_title hide_table_of_contents unlisted hide "
    "pagination_next pagination_prev pagination_label custom_edit_url edit_url editlink toc_min_heading_level "
    "toc_max_heading_level displayed_sidebar last_update lastupdated outline navbar aside pageclass head "
    "title_template titletemplate prev next hero tableofcontents editurl pagefind template subtitle comments boost "
    "revision_date "
    # Pandoc, Quarto, R Markdown, Jupytext, Marp
    "bibliography csl lang documentclass classoption geometry fontsize mainfont header_includes abstract output "
    "institute jupytext kernelspec marp theme paginate style format execute "
    # Any
    "language locale version license copyright contributors canonical robots featured thumbnail reading_time".split()
)


_SAME = {
    "alias": "aliases",
    "tag": "tags",
    "description": "summary",
    "desc": "summary",
    "excerpt": "summary",
    "weight": "order",  # Hugo, Zola
    "sidebar_position": "order",  # Docusaurus
    "nav_order": "order",  # Just the Docs
    "linktitle": "short_title",  # Hugo
    "sidebar_label": "short_title",  # Docusaurus
    "nav_title": "short_title",
}
"""Keys that say what one of ours says."""

WRITTEN_OUT = ("publish", *(key for key in _SAME if len(key) > len("publish")))
"""Those that are read here and long enough for a slip to be seen; `height` is none for `weight`."""

TAG_LIKE = frozenset("category categories keywords topics topic subjects labels".split())
"""Keys whose values an owner may want as tags."""

LABEL = "label"
"""MyST's key for what links of other files call the page."""

ADDRESSES = frozenset(("path", "slug", "permalink", "url", "redirect_from", LABEL))
"""Keys by which Gatsby, Jekyll, Hugo, Docusaurus, Astro and MyST say where a page is: links lead there."""

_SILENT = frozenset(
    "created updated modified date lastmod ctime mtime cssclass cssclasses publishdate created_at updated_at "
    "date_created date_modified last_modified_at last_updated creation_date".split()
)
"""Keys of which nobody expects anything to be shown."""


def is_foreign(key: str) -> bool:
    """Say whether a tool reads this key: a known one, or one that people would not write, such as ``bookHidden``.

    A capital begins a sentence: ``Date: I met her``.
    """
    return key[:1].islower() and (_folded(key) in _KEYS or bool(_OF_MACHINES.fullmatch(key)))


def is_listed(key: str) -> bool:
    """Say whether a tool is known that reads this key."""
    return _folded(key) in _KEYS


def own(key: str, keys: Container[str]) -> str:
    """Name the key of ours that a key stands for, in whatever case it is written; nothing for any other."""
    written = _folded(key)
    return written if written in keys else _SAME.get(written, "")


def is_silent(key: str) -> bool:
    """Say whether nobody needs to be told that a key is not read."""
    return _folded(key) in _SILENT


def _folded(key: str) -> str:
    return key.lower().replace("-", "_")
