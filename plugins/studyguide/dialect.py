"""The Markdown that people write notes in: GitHub's, with what Obsidian and Material for MkDocs add to it.

Notes are parsed once, by this parser, and every output is made from its tokens. A page therefore has the structure
that GitHub shows, whatever the host's own Markdown would make of the same text.
"""

import re
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from studyguide.limits import hazard, outside_code

WIKILINK_LIMIT = 500
"""Characters between ``[[`` and ``]]``; bounds the search at every bracket of a hostile run of them."""

BLOCK_ID_LIMIT = 80
"""Characters at the end of a paragraph in which its block id is looked for."""

_BLOCK_ID = re.compile(r"(?:^|\s)(\^[A-Za-z0-9-]{1,60})$")
_WIKILINK = re.compile(
    rf"\[\[(?P<target>[^\[\]|#\n]{{0,{WIKILINK_LIMIT}}})"
    r"(?:#(?P<fragment>[^\[\]|\n]{1,200}))?"
    rf"(?:\\?\|(?P<text>[^\[\]\n]{{0,{WIKILINK_LIMIT}}}))?\]\]"
)
_ADDRESS = re.compile(
    r"\(<?(?:[A-Za-z][A-Za-z0-9+.-]*:|[#/]|[^\s()<>]{0,500}?[./#])[^\s<>]{0,2000}?>?(?:\s[^)]{0,500})?\)"
)
_LABEL = re.compile(r"\[([^\[\]\n]{1,200})\]")
_MARK = re.compile(r"==(?=[^\s=])([^\n]{0,500}?[^\s=])==(?!=)")
_HIDDEN = re.compile(r"%%.{0,5000}?%%", re.DOTALL)
_HASHTAG = re.compile(r"#(?=[\w/-]*[^\W\d_])[\w/-]+")
_ABBREVIATION = re.compile(r"\*\[([^\[\]\n]{1,100})\]:[ \t]+(\S.*)")
_TAB = re.compile(r'===[!+]{0,2}[ \t]+"(.*)"[ \t]*')
_SNIPPET = re.compile(r"-{1,2}8<-{1,2}[ \t]+([\"'])([^\"'\n]{1,300})\1[ \t]*")
_CALLOUT = re.compile(r"\[!([\w-]{1,40})\]([+-]?)[ \t]*")
_MARKER_ALONE = re.compile(r"[ ]{0,3}\[![\w-]{1,40}\][+-]?(?![(\[:])")
_FENCE_BEHIND_BLANK = re.compile(r"^[ ]*\u00a0[ \u00a0]*(?=`{3}|~{3})", re.MULTILINE)
"""Text copied from web pages has no-break spaces, which do not indent: the fence would be seen as text."""
_SCHEME_BEFORE = re.compile(r"(?:^|[ \t\r\n*_~(])(https?|mailto|xmpp)$")
_BULLET = re.compile(r"([ \t]*(?:>[ \t]?)*[ \t]*)[•●▪◦‣∙][ \t]*(?=\S)")
_PIPE_IN_WIKILINK = re.compile(r"(\[\[[^\[\]|`\n]{1,200})(?<!\\)\|(?=[^\[\]|`\n]{1,200}\]\])")
_GLUED = re.compile(r"[ ]{0,3}-(?=[^\W\d_][^-\s]*(?:\s|$))")
_HEADING_ATTRIBUTES = re.compile(r"\{:?[ \t]*((?:[#.][\w:.-]+[ \t]*)+)\}")
_BLOCK_ATTRIBUTES = re.compile(r"\{:[ \t]*([^{}\n]*)\}")
_ATTRIBUTE = re.compile(r"([#.])([\w:-]+)")
ATTRIBUTES = ("id", "class", "title", "width", "height", "align", "loading", "lang", "dir")


def parser() -> MarkdownIt:
    """Make the parser. It holds no state between documents; one serves a whole build."""
    md = MarkdownIt("gfm-like2", {"linkify": False, "alerts": False}).disable("linkify")
    md.use(gfm_autolink_plugin)
    md.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    md.use(deflist_plugin).use(admon_plugin)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True, allow_labels=False)
    md.use(attrs_plugin, after=("image", "code_inline", "link_close"), allowed=ATTRIBUTES)
    md.core.ruler.before("block", "bullets", _real_bullets)
    md.core.ruler.after("block", "attribute_lists", _attribute_lists)
    md.core.ruler.after("attribute_lists", "block_ids", _block_ids)
    md.core.ruler.at("inline", _inline)
    md.core.ruler.push("callouts", _callouts)
    md.core.ruler.push("embeds", _embeds)
    interrupt: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "tab", _tab, interrupt)
    md.block.ruler.before("fence", "snippet", _snippet, interrupt)
    md.block.ruler.before("fence", "hidden_block", _hidden_block, interrupt)
    md.block.ruler.before("reference", "abbreviation", _abbreviation, {"alt": ["paragraph"]})
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("emphasis", "mark", _mark)
    md.inline.ruler.before("emphasis", "hidden", _hidden)
    md.inline.ruler.before("emphasis", "hashtag", _hashtag)
    md.inline.ruler.before("gfm_autolink_protocol", "colon", _colon)
    return md


def _inline(state: StateCore) -> None:
    """Parse paragraphs; those that would take quadratic time stay plain text, with their lines in ``too_long``."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if reason := hazard(token.content):
            state.env.setdefault("too_long", []).append(((token.map or [0])[0], reason))
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


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


def _block_ids(state: StateCore) -> None:
    """Give a paragraph that ends in ``^name`` this id, for Obsidian's ``[[note#^name]]``. The mark stays visible."""
    outer = opening = Token("", "", 0)
    for inline in state.tokens:
        if opening.type == "paragraph_open" and (found := _BLOCK_ID.search(inline.content[-BLOCK_ID_LIMIT:])):
            # The paragraph of a tight list has no element of its own.
            (outer if opening.hidden and outer.type == "list_item_open" else opening).attrs.setdefault("id", found[1])
        outer, opening = opening, inline


def _take_attributes(tokens: list[Token]) -> None:
    """Read the attribute list at the end of the last token and give it to the element that it is meant for."""
    inline, opening = tokens[-1], tokens[-2]
    heading = opening.type == "heading_open"
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
    for mark, name in _ATTRIBUTE.findall(listed):
        if mark == ".":
            token.attrJoin("class", name)
        elif token.type == "heading_open":
            token.meta["id"] = name
        else:
            token.attrSet("id", name)


def _real_bullets(state: StateCore) -> None:
    """Turn lines that begin with ``•``, and runs of lines like ``-Like this``, into list items.

    In a table the bar of ``[[name|text]]`` is escaped, so that it does not end the cell. A callout's first line gets
    the ``>`` that it lacks.
    """
    lines = _FENCE_BEHIND_BLANK.sub(lambda found: " " * len(found[0]), state.src).split("\n")
    for number, line in outside_code(list(lines)):
        if bullet := _BULLET.match(line):
            lines[number] = f"{bullet[1]}- {line[bullet.end() :]}"
        elif _GLUED.match(line) and _near(lines, number, _GLUED):
            lines[number] = line.replace("-", "- ", 1)
        elif _MARKER_ALONE.match(line) and lines[number + 1 : number + 2] and lines[number + 1].startswith(">"):
            lines[number] = f"> {line.strip()}"
        elif "[[" in line and line.lstrip().startswith("|"):
            lines[number] = _PIPE_IN_WIKILINK.sub(r"\1\|", line)
    state.src = "\n".join(lines)


def _near(lines: list[str], number: int, pattern: re.Pattern[str]) -> bool:
    """Say whether the line before (already turned) or after is such an item too."""
    following = number + 1 < len(lines) and pattern.match(lines[number + 1])
    return bool(following) or (number > 0 and lines[number - 1].lstrip().startswith("- "))


def _wikilink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    start = state.pos
    embed = state.src.startswith("![[", start)
    if not embed and not state.src.startswith("[[", start):
        return False
    match = _WIKILINK.match(state.src, start + embed, state.posMax)
    if match is None or not (match["target"].strip() or match["fragment"]) or _labels_link(state, match.end()):
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content = match[0]
        token.meta = {
            "target": match["target"].strip().removesuffix("\\").strip(),
            "fragment": (match["fragment"] or "").strip().removesuffix("\\").strip(),
            "text": (match["text"] or "").strip(),
            "embed": embed,
        }
    state.pos = match.end()
    return True


def _labels_link(state: StateInline, end: int) -> bool:
    """Say whether ``[[1]](https://…)`` or ``[[1]][reference]`` is meant: an ordinary link whose text has brackets."""
    if _ADDRESS.match(state.src, end, state.posMax):
        return True
    label = _LABEL.match(state.src, end, state.posMax)
    return label is not None and normalizeReference(label[1]) in state.env.get("references", {})


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _MARK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "=" else None
    if match is None or match[1].count("`") % 2:  # it ends in code
        return False
    if not silent:
        end, state.pos, state.posMax = state.posMax, match.start(1), match.end(1)
        state.push("mark_open", "mark", 1)
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = end
    state.pos = match.end()
    return True


def _hidden(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _HIDDEN.match(state.src, state.pos, state.posMax) if state.src.startswith("%%", state.pos) else None
    if match is None:
        return False
    if not silent:
        state.push("comment", "", 0).content = match[0][2:-2]
    state.pos = match.end()
    return True


def _hashtag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if state.src[state.pos] != "#" or (state.pos and state.src[state.pos - 1] not in " \t\n("):
        return False
    match = _HASHTAG.match(state.src, state.pos, state.posMax)
    if match is None or state.linkLevel:
        return False
    if not silent:
        state.push("hashtag", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _colon(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Pass over a colon that is in no address, before a rule looks back from it over the whole paragraph."""
    at = state.pos
    if state.src[at] != ":":
        return False
    scheme = _SCHEME_BEFORE.search(state.src, max(0, at - 7), at)
    if scheme and (scheme[1] in {"mailto", "xmpp"} or state.src.startswith("://", at)):
        return False
    if not silent:
        state.pending += ":"
    state.pos += 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _abbreviation(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001
    """Collect ``*[RPO]: Recovery Point Objective`` in the environment."""
    in_list_or_code = state.listIndent >= 0 or state.is_code_block(start)
    match = None if in_list_or_code else _ABBREVIATION.fullmatch(_line(state, start))
    if match is None:
        return False
    if not silent:
        state.env.setdefault("abbreviations", []).append((match[1], match[2].strip(), start))
        state.line = start + 1
    return True


def _hidden_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Take out a comment in ``%%`` that spans lines; one without an end is text."""
    line = _line(state, start)
    if not line.startswith("%%") or "%%" in line[2:] or start >= state.env.get("no_hidden_end_after", end):
        return False
    last = next((n for n in range(start + 1, end) if _line(state, n).rstrip().endswith("%%")), None)
    if last is None:
        state.env["no_hidden_end_after"] = start
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=False).strip().strip("%")
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Read a content tab of Material: ``=== "Title"`` and what is indented by four below it."""
    match = _TAB.fullmatch(_line(state, start)) if not state.is_code_block(start) else None
    if match is None:
        return False
    if silent:
        return True
    indent = state.sCount[start] + 4
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= indent):
        last += 1
    opening = state.push("tab_open", "div", 1)
    opening.meta, opening.map = {"title": match[1]}, [start, last]
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "blockquote", last, indent
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax, state.blkIndent = before
    state.push("tab_close", "div", -1)
    state.line = last
    return True


def _snippet(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001
    """Read ``--8<-- "file.md"`` of pymdownx as an embed of that note."""
    match = _SNIPPET.fullmatch(_line(state, start)) if not state.is_code_block(start) else None
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


def _callouts(state: StateCore) -> None:
    """Turn quotes that begin with ``[!NOTE]`` into callouts: GitHub's alerts, Obsidian's, foldable ones too."""
    tokens = state.tokens
    open_quotes: list[bool] = []
    empty: set[int] = set()
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            first = tokens[index + 1 : index + 3]
            is_paragraph = len(first) > 1 and first[0].type == "paragraph_open"
            open_quotes.append(is_paragraph and _make_callout(token, first[1]))
            if open_quotes[-1] and not first[1].children:
                empty |= {index + 1, index + 2, index + 3}
        elif token.type == "blockquote_close" and open_quotes.pop():
            token.type = "callout_close"
    state.tokens = [token for index, token in enumerate(tokens) if index not in empty]


def _embeds(state: StateCore) -> None:
    """Mark paragraphs that hold nothing but ``![[a note]]``: its content may stand in their place."""
    for opening, inline in pairwise(state.tokens):
        if opening.type == "paragraph_open" and inline.type == "inline":
            children = inline.children or []
            if len(children) == 1 and children[0].type == "wikilink" and children[0].meta["embed"]:
                opening.meta["embed"] = True


def _make_callout(quote: Token, inline: Token) -> bool:
    """Move the marker and the title out of the first paragraph into the quote's token."""
    children = inline.children or []
    if not children or children[0].type != "text":
        return False
    match = _CALLOUT.match(children[0].content)
    if match is None:
        return False
    children[0].content = children[0].content[match.end() :]
    end = next((i for i, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}), len(children))
    title = [child for child in children[:end] if child.content or child.type != "text"]
    inline.children = children[end + 1 :]
    if inline.children and inline.map:
        inline.map = [inline.map[0] + 1, inline.map[1]]
    quote.type = "callout_open"
    quote.meta = {"kind": match[1].lower(), "fold": match[2]}
    quote.children = title
    return True
