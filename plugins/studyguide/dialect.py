"""The Markdown that people write notes in: GitHub's, with what Obsidian and Material for MkDocs add to it.

Notes are parsed once, by this parser, and every output is made from its tokens. A page therefore has the structure
that GitHub shows, whatever the host's own Markdown would make of the same text.
"""

import re
from typing import Any

from markdown_it import MarkdownIt
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

WIKILINK_LIMIT = 500
"""Characters between ``[[`` and ``]]``; bounds the search at every bracket of a hostile run of them."""

_WIKILINK = re.compile(rf"\[\[(?P<target>[^\[\]|#\n]{{0,{WIKILINK_LIMIT}}})(?:#(?P<fragment>[^\[\]|\n]{{1,200}}))?(?:\\?\|(?P<text>[^\[\]\n]{{0,{WIKILINK_LIMIT}}}))?\]\]")
_MARK = re.compile(r"==(?=[^\s=])([^\n]{0,500}?[^\s=])==(?!=)")
_HIDDEN = re.compile(r"%%.{0,5000}?%%", re.DOTALL)
_HASHTAG = re.compile(r"#(?=[\w/-]*[^\W\d_])[\w/-]+")
_ABBREVIATION = re.compile(r"\*\[([^\[\]\n]{1,100})\]:[ \t]+(\S.*)")
_TAB = re.compile(r'===[!+]{0,2}[ \t]+"(.*)"[ \t]*')
_CALLOUT = re.compile(r"\[!([\w-]{1,40})\]([+-]?)[ \t]*")
_BULLET = re.compile(r"([ \t]*(?:>[ \t]?)*[ \t]*)[•●▪◦‣∙][ \t]*(?=\S)")
_GLUED = re.compile(r"[ ]{0,3}-(?=[^\W\d_][^-\s]*(?:\s|$))")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
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
    md.core.ruler.push("callouts", _callouts)
    interrupt: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "tab", _tab, interrupt)
    md.block.ruler.before("fence", "hidden_block", _hidden_block, interrupt)
    md.block.ruler.before("reference", "abbreviation", _abbreviation, {"alt": ["paragraph"]})
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("emphasis", "mark", _mark)
    md.inline.ruler.before("emphasis", "hidden", _hidden)
    md.inline.ruler.before("emphasis", "hashtag", _hashtag)
    return md


def _real_bullets(state: StateCore) -> None:
    """Turn lines that begin with ``•``, and runs of lines like ``-Like this``, into list items."""
    lines = state.src.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        marker = _FENCE.match(line)
        if fence:
            if marker and marker[1].startswith(fence) and not line[marker.end() :].strip(" `~"):
                fence = ""
        elif marker:
            fence = marker[1]
        elif bullet := _BULLET.match(line):
            lines[number] = f"{bullet[1]}- {line[bullet.end() :]}"
        elif _GLUED.match(line) and _near(lines, number, _GLUED):
            lines[number] = line.replace("-", "- ", 1)
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
    if match is None or not (match["target"].strip() or match["fragment"]):
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


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _MARK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "=" else None
    if match is None:
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


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _abbreviation(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001
    """Collect ``*[RPO]: Recovery Point Objective`` in the environment."""
    match = _ABBREVIATION.fullmatch(_line(state, start)) if not state.is_code_block(start) else None
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


def _callouts(state: StateCore) -> None:
    """Turn quotes that begin with ``[!NOTE]`` into callouts: GitHub's alerts and Obsidian's, foldable ones too."""
    tokens = state.tokens
    open_quotes: list[tuple[Token, bool]] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            found = tokens[index + 2] if len(tokens) > index + 2 and tokens[index + 1].type == "paragraph_open" else None
            open_quotes.append((token, found is not None and _make_callout(token, found)))
        elif token.type == "blockquote_close" and open_quotes.pop()[1]:
            token.type = "callout_close"


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
    quote.type = "callout_open"
    quote.meta = {"kind": match[1].lower(), "fold": match[2]}
    quote.children = title
    return True
