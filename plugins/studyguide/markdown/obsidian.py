"""What Obsidian adds to Markdown: wikilinks, embeds, callouts, marks, comments and tags."""

import re
from itertools import pairwise
from unicodedata import category
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studyguide.markdown import oversights
from studyguide.markdown.addresses import external
from studyguide.markdown.source_lines import INTERRUPTS, line_of

WIKILINK_LIMIT = 500
"""Characters between ``[[`` and ``]]``; bounds the search at every bracket of a hostile run of them."""


# `\|`: in a table the bar is escaped, or it would end the cell.
# Single brackets may stand in headings and texts: `[[Limits#Part [1]|part [1]]]`.
_BRACKETS = r"\[[^\[\]|\n]{0,80}\]|\[(?!\[)|\](?!\])"
_WIKILINK = re.compile(
    rf"\[\[(?P<target>[^\[\]|#\n]{{0,{WIKILINK_LIMIT}}})"
    rf"(?P<hash>#(?P<fragment>(?:[^\[\]|\n]|{_BRACKETS}){{0,200}}))?"
    rf"(?:\\?\|(?P<text>(?:[^\[\]\n]|{_BRACKETS}){{0,{WIKILINK_LIMIT}}}))?\]\]"
)


# Loose: whether it is a link is for the rule `link` to say; every part is bounded against runs of brackets.
_ADDRESS = re.compile(
    r"\(<?(?:[A-Za-z][A-Za-z0-9+.-]*:|[#/]|[^\s()<>./#]{0,500}+[./#])[^\s<>]{0,2000}?>?(?:\s[^)]{0,500})?\)"
)


_LABEL = re.compile(r"\[([^\[\]\n]{1,200})\]")


# `a == b` and `====` mark nothing: no blank and no `=` at the inner edges.
# `^^a^^` is Logseq's and Roam's; nowhere else does it stand around words.
_MARK = re.compile(
    r"==(?=[^\s=])([^\n]{0,500}?[^\s=])==(?!=)|(?<![\w^])\^\^(?=[^\s^])([^\n^]{0,500}?[^\s^])\^\^(?![\w^])"
)


# Bounded, for the rule looks for the end at every `%%`.
_HIDDEN = re.compile(r"%%.{0,5000}?%%", re.DOTALL)


_HASHTAG = re.compile(r"#[^\s#\u2000-\u206f\u2e00-\u2e7f]{1,200}")


# Behind a bar stands what style sheets of Obsidian read: `[!note|right]`.
_CALLOUT = re.compile(r"\[!([^\[\]|\n]{1,40})(?:\|[^\[\]\n]{0,200})?\]([+-]?)[ \t]*")


def plugin(md: MarkdownIt) -> None:
    """Add the syntax to a parser that has Material's already."""
    # At the end: callouts move inline tokens, embeds look at the finished ones.
    md.core.ruler.push("callouts", _callouts)
    md.core.ruler.push("embeds", _embeds)
    md.block.ruler.before("fence", "hidden_block", _hidden_block, INTERRUPTS)
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("emphasis", "mark", _mark)
    md.inline.ruler.before("emphasis", "hidden", _hidden)
    md.inline.ruler.before("emphasis", "hashtag", _hashtag)


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
            # The backslash of `\|`, which the target matches too.
            "target": match["target"].strip().removesuffix("\\").strip(),
            "fragment": (match["fragment"] or "").strip().removesuffix("\\").strip(),
            "text": (match["text"] or "").strip(),
            # `[[note#]]` names no heading, which its author did not mean.
            "part": match["hash"] is not None,
            "embed": embed,
        }
    state.pos = match.end()
    return True


def _labels_link(state: StateInline, end: int) -> bool:
    """Say whether ``[[1]](https://…)`` or ``[[1]][reference]`` is meant: an ordinary link whose text has brackets."""
    if _ADDRESS.match(state.src, end, state.posMax):
        return True
    label = _LABEL.match(state.src, end, state.posMax)
    # References are known here: block rules have read the whole file before the first inline rule.
    return label is not None and normalizeReference(label[1]) in state.env.get("references", {})


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    match = _MARK.match(state.src, state.pos, state.posMax) if state.src[state.pos] in "=^" else None
    if match is None or match[match.lastindex or 1].count("`") % 2:  # it ends in code
        return False
    if not silent:
        # Parsed in place, as the rule `link` does it: emphasis and links may stand inside.
        end, state.pos, state.posMax = state.posMax, *match.span(match.lastindex or 1)
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
    # Behind a letter it is a fragment: `page.html#part`, `C#`.
    if state.src[state.pos] != "#" or (state.pos and state.src[state.pos - 1] not in " \t\n("):
        return False
    match = _HASHTAG.match(state.src, state.pos, state.posMax)
    name = _tag_name(match[0][1:]) if match and not state.linkLevel else ""
    if not name:
        return False
    if not silent:
        state.push("hashtag", "", 0).content = f"#{name}"
    state.pos += 1 + len(name)
    return True


def _tag_name(text: str) -> str:
    """Return the name that a text begins with: letters with their marks (`हिन्दी`), digits, emoji and `_-/`.

    A letter or an emoji is needed, as in Obsidian: `#1` is the number of an issue.
    """
    end = next((at for at, sign in enumerate(text) if sign not in _OF_TAGS and category(sign) not in _KINDS), len(text))
    return text[:end] if any(category(sign)[0] == "L" or category(sign) == "So" for sign in text[:end]) else ""


_KINDS = frozenset("Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No So".split())
_OF_TAGS = frozenset("-_/🏻🏼🏽🏾🏿")
"""Other signs of tags; the last five are colours of hands and faces."""


def _hidden_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Take out a comment in ``%%`` that spans lines; one without an end is text."""
    line = line_of(state, start)
    # One line is for the inline rule. Beyond a line that found no end, none is looked for: that took square time.
    if not line.startswith("%%") or "%%" in line[2:] or start >= state.env.get("no_hidden_end_after", end):
        return False
    last = next((n for n in range(start + 1, end) if line_of(state, n).rstrip().endswith("%%")), None)
    if last is None:
        state.env["no_hidden_end_after"] = start
        return False
    if not silent:
        if line_of(state, last).startswith("%%") and line_of(state, last).strip("% \t"):
            message = "this comment ends only where another one begins and ends, so it hides the text between: add `%%`"
            oversights.note(state, start, "unclosed-comment", message)
        token = state.push("comment", "", 0)
        token.content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=False).strip().strip("%")
        token.map = [start, last + 1]
        state.line = last + 1
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
            # `> [!NOTE]` and nothing more in its paragraph: an empty <p> would be a gap.
            if open_quotes[-1] and not first[1].children:
                empty |= {index + 1, index + 2, index + 3}
        elif token.type == "blockquote_close" and open_quotes.pop():
            token.type = "callout_close"
    state.tokens = [token for index, token in enumerate(tokens) if index not in empty]


def _embeds(state: StateCore) -> None:
    """Mark paragraphs that hold nothing but ``![[a note]]``: its content may stand in their place."""
    for opening, inline in pairwise(state.tokens):
        if inline.type == "inline" and inline.children:
            inline.children = [_as_embed(child) if child.type == "image" else child for child in inline.children]
        if opening.type == "paragraph_open" and inline.type == "inline":
            children = inline.children or []
            if len(children) == 1 and children[0].type == "wikilink" and children[0].meta["embed"]:
                opening.meta["embed"] = True


def _as_embed(image: Token) -> Token:
    """Read ``![text](note.md#heading)`` as ``![[note#heading|text]]``, as Obsidian does: a note is no picture."""
    path, sign, fragment = unquote(str(image.attrGet("src") or "")).partition("#")
    if not path.lower().endswith(".md") or external(path):
        return image
    token = Token("wikilink", "", 0, map=image.map, level=image.level, content=f"![[{path}{sign}{fragment}]]")
    text = image.content.strip()
    token.meta = {"target": path, "fragment": fragment, "text": text, "part": bool(sign), "embed": True}
    return token


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
        # The marker's line is gone; without this a dead link is reported one line too early.
        inline.map = [inline.map[0] + 1, inline.map[1]]
    quote.type = "callout_open"
    quote.meta = {**quote.meta, "kind": match[1].strip().lower(), "fold": match[2]}
    quote.children = title
    return True
