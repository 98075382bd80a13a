"""The Markdown that people write notes in: GitHub's, with what Obsidian and Material for MkDocs add to it.

Notes are parsed once, by this parser, and every output is made from its tokens. A page therefore has the structure
that GitHub shows, whatever the host's own Markdown would make of the same text.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.block import block as blocks
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from studyguide.markdown import (
    block_ids,
    dialects,
    emoji,
    formulas,
    material,
    obsidian,
    oversights,
    picture_sizes,
    repairs,
)
from studyguide.markdown.inline_lines import LinedInline
from studyguide.markdown.limits import DEPTH, hazard

# What may stand before an address (GFM, 6.9).
_SCHEME_BEFORE = re.compile(r"(?:^|[ \t\r\n*_~(])(https?|mailto|xmpp)$")
# No `style`, and no `on…`: notes come from anybody.
ATTRIBUTES = ("id", "class", "title", "width", "height", "align", "loading", "lang", "dir")


def parser() -> MarkdownIt:
    """Make the parser. It holds no state between documents; one serves a whole build."""
    # Addresses are found by gfm_autolink, as GitHub finds them; linkify-it links `example.com` as well.
    # Alerts are left to obsidian.py, which knows more types, titles and folding.
    md = MarkdownIt("gfm-like2", {"linkify": False, "alerts": False, "store_labels": True}).disable("linkify")
    md.use(gfm_autolink_plugin)
    # Kept where they stand, for a file is cut into pages later; without a definition too, so that it can be reported.
    md.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    md.use(deflist_plugin).use(admon_plugin)
    md.use(formulas.plugin)
    md.use(attrs_plugin, after=("image", "code_inline", "link_close"), spans=True, allowed=ATTRIBUTES)
    md.inline = lined = LinedInline(md.inline)
    md.core.ruler.at("block", _block)
    md.core.ruler.at("inline", lambda state: _inline(state, lined))
    # In this order: block ids come behind attribute lists, and before callouts move what they are looked for in.
    md.use(repairs.plugin).use(material.plugin).use(block_ids.plugin).use(picture_sizes.plugin).use(
        obsidian.plugin
    ).use(oversights.plugin)
    md.use(dialects.plugin)
    md.use(emoji.plugin)
    md.inline.ruler.before("gfm_autolink_protocol", "colon", _colon)
    return md


def _block(state: StateCore) -> None:
    """Parse blocks, those deep inside others too, of which the parser would drop the text from the tenth list on."""
    before = state.md.options["maxNesting"]
    state.md.options["maxNesting"] = DEPTH
    try:
        blocks(state)
    finally:
        state.md.options["maxNesting"] = before


def _inline(state: StateCore, inline: LinedInline) -> None:
    """Parse paragraphs; those that would take quadratic time stay plain text, with their lines in ``too_long``."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        line = (token.map or [0])[0]
        if reason := hazard(token.content):
            state.env.setdefault("too_long", []).append((line, reason))
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            inline.parse_at(line, token.content, state.md, state.env, token.children)


def _colon(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Pass over a colon that is in no address, before a rule looks back from it over the whole paragraph."""
    at = state.pos
    if state.src[at] != ":":
        return False
    # Seven: the longest scheme, mailto, and what stands before it.
    scheme = _SCHEME_BEFORE.search(state.src, max(0, at - 7), at)
    if scheme and (scheme[1] in {"mailto", "xmpp"} or state.src.startswith("://", at)):
        return False
    if not silent:
        state.pending += ":"
    state.pos += 1
    return True
