"""Markup that tools add to Markdown and GitHub does not know, read as what Markdown has for it.

One module a dialect, one row here for each. What a dialect has beyond that is shown as text, and reported once for
each kind and collection.
"""

from markdown_it import MarkdownIt

from studyguide.markdown.dialects import blocks, gitbook
from studyguide.markdown.dialects.mark import Dialect

DIALECTS = (Dialect("GitBook", ("{%",), gitbook.read, gitbook.unread),)
"""Those whose blocks begin and end in lines of their own."""


def plugin(md: MarkdownIt) -> None:
    """Add the dialects to a parser."""
    blocks.plugin(md, DIALECTS)
