"""Attribute lists behind a picture, a link, code or emphasis, as Pandoc, Quarto and kramdown write them.

``![a](a.png){#fig-a width=50% fig-align="center"}``, ``[a](b){: .button target="_blank"}``, ``*a*{:.red}``. The
parser's own rule knows no other signs in values; what has an effect here is kept, and no list is shown.
"""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from studyguide.markdown.dialects import attributes

_PART = r"""(?:[#.][\w:./-]+|[\w:-]+=(?:"[^"{}\n]{0,500}"|'[^'{}\n]{0,500}'|[^\s"'{}]{1,200}))"""
_LIST = re.compile(rf"\{{(:?)[ \t]*({_PART}(?:[ \t\n]+{_PART}){{0,20}})[ \t]*\}}")
_BEHIND = frozenset({"image", "code_inline", "link_close", "span_close", "wikilink"})
_EMPHASIS = frozenset({"*", "**", "_", "__", "~~"})
_SIZE = re.compile(r"\d{1,4}(?:px|%)?")


def plugin(md: MarkdownIt) -> None:
    """Add the lists; behind the parser's own rule for them."""
    md.inline.ruler.push("attribute_list", _list)
    md.core.ruler.after("inline", "picture_ids", _ids)


def _ids(state: StateCore) -> None:
    """Let the paragraph bear the id of a picture that begins it: one of another site is shown as a link."""
    for opening, inline in pairwise(state.tokens):
        for first in (inline.children or ())[:1] if opening.type == "paragraph_open" else ():
            if first.type == "image" and "id" in first.attrs and "id" not in opening.attrs:
                opening.attrs["id"] = first.attrs.pop("id")


def _list(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    found, last = _LIST.match(state.src, state.pos, state.posMax), state.tokens[-1]
    if found is None or not (last.type in _BEHIND or (found[1] and last.content in _EMPHASIS)):
        return False
    if not silent and last.type == "image":
        listed = attributes.read(found[2])
        sizes = {name: listed.named.get(name, "") for name in ("width", "height")}
        last.attrs |= {name: size.removesuffix("px") for name, size in sizes.items() if _SIZE.fullmatch(size)}
        if listed.id:
            last.attrs["id"] = listed.id
        if text := listed.named.get("fig-alt") or listed.named.get("alt"):
            last.content, last.children = text, [last.copy(type="text", tag="", attrs={}, content=text, children=None)]
    state.pos = found.end()
    return True
