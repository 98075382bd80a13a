"""Markup that tools add to Markdown and GitHub does not know, read as what Markdown has for it.

One module a dialect, one row here for each. What a dialect has beyond that is shown as text, and reported once for
each kind and collection.
"""

from markdown_it import MarkdownIt

from studyguide.markdown.dialects import (
    blocks,
    components,
    directives,
    gitbook,
    hugo,
    inline_attributes,
    jekyll,
    kramdown,
    liquid,
    logseq,
    marked_lines,
    mdbook,
    mdx,
    myst,
    quarto,
    roles,
    schemes,
    vitepress,
)
from studyguide.markdown.dialects.mark import Dialect
from studyguide.markdown.dialects.shortcodes import SIGNS

DIALECTS = (
    Dialect(jekyll.NAME, ("{%",), jekyll.read),
    Dialect(kramdown.NAME, ("{:",), kramdown.read),
    Dialect("GitBook", ("{%",), gitbook.read, gitbook.unread),
    Dialect(vitepress.NAME, ("[[", "[TOC", "@[", "<!--", "<<<"), vitepress.read, vitepress.unread),
    Dialect(components.NAME, ("<",), components.read),
    Dialect(directives.NAME, (":::", "@tab", "=="), directives.read),
    Dialect(logseq.NAME, ("#+",), logseq.read, logseq.unread_form),
    Dialect(mdbook.NAME, ("{{",), mdbook.read, mdbook.unread),
    Dialect(hugo.NAME, SIGNS, hugo.read, hugo.unread_form),
)
"""Those whose blocks begin and end in lines of their own."""


def plugin(md: MarkdownIt) -> None:
    """Add the dialects to a parser."""
    # Before the others, for a directive may hold code, in which no line of theirs is one.
    md.use(mdx.plugin).use(myst.plugin).use(roles.plugin).use(quarto.plugin).use(hugo.plugin).use(logseq.plugin)
    md.use(jekyll.plugin).use(kramdown.plugin).use(inline_attributes.plugin).use(liquid.plugin).use(mdbook.plugin)
    md.use(marked_lines.plugin).use(schemes.plugin)
    blocks.plugin(md, DIALECTS)
