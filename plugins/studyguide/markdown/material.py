"""What Material for MkDocs adds to Markdown: attribute lists, abbreviations, content tabs and snippets."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studyguide.markdown.source_lines import INTERRUPTS, line_of

_ABBREVIATION = re.compile(r"\*\[([^\[\]\n]{1,100})\]:[ \t]+(\S.*)")


# pymdownx.tabbed also writes `===!` (a new set of tabs) and `===+` (the tab that is open first).
_TAB = re.compile(r'===[!+]{0,2}[ \t]+"(.*)"[ \t]*')


_SNIPPET = re.compile(r"-{1,2}8<-{1,2}[ \t]+([\"'])([^\"'\n]{1,300})\1[ \t]*")


# At a heading the colon may be left out, as in Material's own documentation; in a paragraph `{x}` is text.
# Possessive: a dot may begin the next name or go on with this one, which doubles the ways with every dot.
# Quarto adds `{-}`, for a heading without a number, and values, which have no effect here.
_QUOTED = r"""[\w-]++=(?:"[^"{}\n]*+"|'[^'{}\n]*+')"""
_HEADING_ATTRIBUTES = re.compile(rf"\{{:?[ \t]*+((?:(?:[#.][\w:.-]++|{_QUOTED}|-(?=[ \t}}]))[ \t]*+)++)\}}")


# Python-Markdown's forms and no others, for `{: words }` would be gone. Those with a value have no effect here.
_VALUE = r"""(?:"[^"{}\n]*+"|'[^'{}\n]*+'|[^\s"'{}]*+)"""
_BLOCK_ATTRIBUTES = re.compile(rf"\{{:[ \t]*((?:(?:[#.][\w:.-]++|[\w:.-]++={_VALUE})[ \t]*+)*+)\}}")


_ATTRIBUTE = re.compile(r"([#.])([\w:-]+)")
_VALUED = re.compile(rf"[\w:.-]++={_VALUE}")


def plugin(md: MarkdownIt) -> None:
    """Add the syntax to a parser."""
    # Before the inline rules, which would make text of the list.
    md.core.ruler.after("block", "attribute_lists", _attribute_lists)
    md.block.ruler.before("fence", "tab", _tab, INTERRUPTS)
    md.block.ruler.before("fence", "snippet", _snippet, INTERRUPTS)
    md.block.ruler.before("reference", "abbreviation", _abbreviation, {"alt": ["paragraph"]})


def _attribute_lists(state: StateCore) -> None:
    """Take ``{#id .class}`` off the ends of headings, and Python-Markdown's ``{: .class }`` off those of paragraphs."""
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        if token.type == "inline" and token.content.endswith("}"):
            _take_attributes(kept)
        elif token.type == "paragraph_close" and kept[-2].type == "inline" and kept[-2].meta.get("only_attributes"):
            del kept[-3:]
    state.tokens = kept


def _take_attributes(tokens: list[Token]) -> None:
    """Read the attribute list at the end of the last token and give it to the element that it is meant for."""
    inline, opening = tokens[-1], tokens[-2]
    heading = opening.type == "heading_open"
    # The last brace only: a search from every one takes square time in a line of braces.
    start = inline.content.rfind("{")
    match = (_HEADING_ATTRIBUTES if heading else _BLOCK_ATTRIBUTES).fullmatch(inline.content, max(0, start))
    if match is None or (not heading and opening.type != "paragraph_open"):
        return
    inline.content = inline.content[:start].rstrip()
    if not inline.content and not heading:
        inline.meta["only_attributes"] = True
        opening = _element_before(tokens[:-2]) or opening
    _set_attributes(opening, match[1])


def _element_before(tokens: list[Token]) -> Token | None:
    """Return the opening token of the element that ends here."""
    if not tokens or tokens[-1].nesting != -1:
        return tokens[-1] if tokens and tokens[-1].type in {"fence", "hr"} else None
    level = tokens[-1].level
    return next((token for token in reversed(tokens) if token.level == level and token.nesting == 1), None)


def _set_attributes(token: Token, listed: str) -> None:
    found = _ATTRIBUTE.findall(_VALUED.sub("", listed))
    # Joined once: token.attrJoin copies the list for each class.
    if classes := [name for mark, name in found if mark == "."]:
        token.attrJoin("class", " ".join(classes))
    for name in (name for mark, name in found if mark != "."):
        if token.type == "heading_open":
            token.meta["id"] = name
        else:
            token.attrSet("id", name)


def _abbreviation(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001
    """Collect ``*[RPO]: Recovery Point Objective`` in the environment."""
    in_list_or_code = state.listIndent >= 0 or state.is_code_block(start)
    match = None if in_list_or_code else _ABBREVIATION.fullmatch(line_of(state, start))
    if match is None:
        return False
    if not silent:
        state.env.setdefault("abbreviations", []).append((match[1], match[2].strip(), start))
        state.line = start + 1
    return True


def _tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Read a content tab of Material: ``=== "Title"`` and what is indented by four below it."""
    match = _TAB.fullmatch(line_of(state, start)) if not state.is_code_block(start) else None
    if match is None:
        return False
    if silent:
        return True
    # Four, however the tab is nested (Material, "Content tabs"); with two the text is a paragraph below.
    indent = state.sCount[start] + 4
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= indent):
        last += 1
    opening = state.push("tab_open", "div", 1)
    opening.meta, opening.map = {"title": match[1]}, [start, last]
    # As the parser's own rule for quotes does it: a block rule has no other way to parse a container.
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "blockquote", last, indent
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax, state.blkIndent = before
    state.push("tab_close", "div", -1)
    state.line = last
    return True


def _snippet(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001
    """Read ``--8<-- "file.md"`` of pymdownx as an embed of that note."""
    match = _SNIPPET.fullmatch(line_of(state, start)) if not state.is_code_block(start) else None
    if match is None:
        return False
    if not silent:
        path, _, part = match[2].partition(":")
        state.push("paragraph_open", "p", 1).map = [start, start + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = (
            f"![[{path}{'#' if part else ''}{part}]]",
            [start, start + 1],
            [],
        )
        state.push("paragraph_close", "p", -1)
        state.line = start + 1
    return True
