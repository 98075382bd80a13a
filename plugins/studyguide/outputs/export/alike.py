"""What Python-Markdown reads as GitHub does, so that it may be exported as Markdown. All else is exported as HTML.

An allow-list: a shape that is not known here is printed as HTML, which no engine reads otherwise.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from studyguide import paths
from studyguide.html import code_blocks
from studyguide.outputs.export import escaping

_BLOCKS = frozenset(
    "paragraph_open paragraph_close inline heading_open heading_close bullet_list_open bullet_list_close "
    "ordered_list_open ordered_list_close list_item_open list_item_close fence code_block hr table_open table_close "
    "thead_open thead_close tbody_open tbody_close tr_open tr_close th_open th_close td_open td_close".split()
)
_INLINE = frozenset(
    "text softbreak hardbreak em_open em_close strong_open strong_close link_open link_close term_open term_close "
    "code_inline image comment emoji".split()
)
_DEPTH_LIMIT = 8
"""Lists in each other; Python-Markdown takes square time for deeper ones."""

_INLINE_LIMIT = 20
"""Emphases and links in each other; trees of them are walked by recursion."""

_ID = re.compile(r"[^\W_][\w.-]*")
_OPTIONS = re.compile(r'(?:title="[\w .,/-]+"\s*|hl_lines="\d[\d -]*"\s*)*')


def tree(block: Sequence[Token], *, notes: bool) -> SyntaxTreeNode | None:
    """Return the block as a tree if it may be Markdown; with ``notes``, references to footnotes may stand in it."""
    inline = _INLINE | {"footnote_ref"} if notes else _INLINE
    if any(token.type not in _BLOCKS or not _known(token.children, inline) for token in block):
        return None
    node = SyntaxTreeNode(block).children[0]
    check = _CHECKS.get(node.type)
    return node if check and check(node, 0) else None


def heading(children: Sequence[Token]) -> bool:
    """Say the same of the inline tokens of a page's title."""
    inline = Token("inline", "", 0, children=list(children))
    return _known(children, _INLINE) and _inline_node(SyntaxTreeNode([inline], create_root=False))


def _known(children: Sequence[Token] | None, allowed: frozenset[str]) -> bool:
    depths = accumulate(child.nesting for child in children or ())
    return all(child.type in allowed for child in children or ()) and max(depths, default=0) <= _INLINE_LIMIT


def _inline_node(node: SyntaxTreeNode) -> bool:
    """Say whether a paragraph, heading or cell shows something, with attributes that Markdown can write."""
    inner = list(node.walk())
    shown = any(escaping.text(part.content).strip() or part.type == "image" for part in inner if part.type != "inline")
    return shown and all(_attributes(part) for part in inner)


def _attributes(node: SyntaxTreeNode) -> bool:
    if node.type == "link" and not {"page", "asset"} & node.meta.keys():
        return set(node.attrs) <= {"href", "title"} and bool(escaping.address(str(node.attrs.get("href", ""))))
    if node.type == "image":
        return "asset" in node.meta and set(node.attrs) <= {"src", "alt", "title"}
    return True


def _paragraph(node: SyntaxTreeNode, _depth: int) -> bool:
    return not node.attrs and _inline_node(node)


def _heading(node: SyntaxTreeNode, _depth: int) -> bool:
    """Without an id of its own it would get one from its text, which could be one of the theme's."""
    anchor = str(node.attrs.get("id", ""))
    return set(node.attrs) == {"id"} and anchor_holds(anchor) and _inline_node(node)


def anchor_holds(anchor: str) -> bool:
    """Say whether an id can be written behind a heading."""
    return bool(_ID.fullmatch(anchor)) and paths.element_id(anchor) == anchor


def _list(node: SyntaxTreeNode, depth: int) -> bool:
    """Numbers begin at 1 in Python-Markdown, whatever is written."""
    from_one = node.attrs.get("start", 1) == 1
    return depth < _DEPTH_LIMIT and from_one and all(_item(item, depth) for item in node.children)


def _item(item: SyntaxTreeNode, depth: int) -> bool:
    parts = [child.type for child in item.children]
    # Two lists in a row would be one, and what follows a list be read as part of it.
    if not parts or parts[0] != "paragraph" or any(a.endswith("_list") for a, _ in pairwise(parts)):
        return False
    plain = not item.attrs and "checked" not in item.meta
    return plain and all(part.type in _IN_ITEMS and _CHECKS[part.type](part, depth + 1) for part in item.children)


def _fence(node: SyntaxTreeNode, _depth: int) -> bool:
    """Tabs and blank lines at an end are lost in Python-Markdown; braces are for templates of other engines."""
    language, options = code_blocks.info(node.info) if node.type == "fence" else ("", "")
    kept = node.content.strip("\n") + "\n" == node.content and not re.search(
        r"\t|\{[{%#<]|[\x00-\x09\x0b-\x1f]", node.content
    )
    known = not language or (language != "mermaid" and code_blocks.coloured(node.content, language))
    return kept and bool(node.content.strip()) and known and bool(_OPTIONS.fullmatch(options)) and not node.attrs


def _table(node: SyntaxTreeNode, _depth: int) -> bool:
    cells = [part for part in node.walk() if part.type in {"th", "td"}]
    has_rows = any(part.type == "tbody" and part.children for part in node.children)
    return has_rows and not node.attrs and all(set(cell.attrs) <= {"style"} and _cell(cell) for cell in cells)


def _cell(node: SyntaxTreeNode) -> bool:
    return all(_attributes(part) for part in node.walk())


_CHECKS: Mapping[str, Callable[[SyntaxTreeNode, int], bool]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "fence": _fence,
    "code_block": _fence,
    "hr": lambda node, _depth: not node.attrs,
    "table": _table,
}
_IN_ITEMS = frozenset({"paragraph", "bullet_list", "ordered_list", "fence", "code_block"})
