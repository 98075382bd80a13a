"""The tokens that blocks of other dialects become: callouts, tabs, code with a title, links and embeds.

Slots hold the tokens read so far, and only those at the ends of a block are filled anew, however deep it stands.
"""

import posixpath
import re
from collections.abc import Mapping
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studyguide.markdown import labels
from studyguide.markdown.addresses import OF_TOOL
from studyguide.markdown.dialects import options
from studyguide.markdown.dialects.mark import Mark
from studyguide.markdown.limits import hazard

Slots = list[list[Token]]

_TITLE = re.compile(r"""[ \t]*\btitle=["']([^"']*)["']""")


def as_text(mark: Token) -> list[Token]:
    """Return the line as the paragraph that it is to GitHub."""
    return _paragraph(mark.content, mark)


def alone(mark: Mark, token: Token) -> list[Token]:
    """Return what a line by itself is shown as."""
    if mark.shape == "separator":
        token.meta = {**token.meta, "separator": mark.title}
        return [_made("comment", "", 0, token, {"separator": mark.title})]
    if mark.shape == "callout":
        opening, closing = _callout(mark, token), _made("callout_close", "div", -1, token)
        return [opening, *_paragraph(mark.body, token), closing]
    if mark.shape == "tab":
        return [_tab(mark.title, token), *_paragraph(mark.body, token), _made("tab_close", "div", -1, token)]
    if mark.shape == "link":
        # Its text is given as it stands: a bracket or a star in an address is no markup.
        inline = _paragraph("", token)
        inline[1].meta = {"link": (mark.address, mark.title or mark.address)}
        return inline
    if mark.shape == "embed":
        return _paragraph(f"![[{mark.address.removesuffix('.md')}]]", token)
    if mark.shape == "file":
        fence = _made("fence", "code", 0, token)
        # Until it is known what the file holds, its name stands there.
        fence.content, fence.markup, fence.meta = f"{mark.address}\n", "```", {**fence.meta, "file": mark.address}
        fence.info = mark.kind + (f' title="{quoted(mark.title)}"' if mark.title else "")
        return [fence]
    return _paragraph(mark.body, token) if mark.body else [_made("comment", "", 0, token)]


def block(mark: Mark, slots: Slots, start: int, closing: Token) -> None:
    """Make a block of what begins in a slot and ends now."""
    opening = slots[start][0]
    if mark.shape == "callout":
        slots[start] = [_callout(mark, opening)]
        _without_options(mark, slots, start)
        _title_from_heading(mark, slots, start)
        slots.append([_made("callout_close", "div", -1, closing)])
    elif mark.shape == "tab":
        slots[start] = [_tab(mark.title, opening)]
        _without_options(mark, slots, start)
        slots.append([_made("tab_close", "div", -1, closing)])
    elif mark.shape == "hidden":
        slots[start:] = [[_made("comment", "", 0, opening)], *([] for _ in slots[start + 1 :])]
    elif mark.shape == "headed_tabs":
        _headed_tabs(slots, start, closing)
    else:
        # Something must stand between two sets of tabs, or they would be one.
        slots[start] = [_made("comment", "", 0, opening)]
        _without_options(mark, slots, start)
        if mark.shape == "tabs" and (mark.titles or mark.renamed):
            _titled_tabs(mark, slots, start)
        if mark.shape == "tabs":
            _separated_tabs(slots, start, closing)
        if mark.shape == "link":
            slots[start] = alone(mark, opening)
        elif mark.shape == "code":
            _titled_code(mark, slots, start)
        elif mark.shape == "codes":
            _code_tabs(slots, start)
        elif mark.title:
            slots[start] = _paragraph(mark.title, opening)
        elif mark.address:
            _titled_link(slots, start)
        slots.append([_made("comment", "", 0, closing)])
    if mark.id and slots[start]:
        slots[start][0].meta.setdefault("myst", mark.id)


def _made(kind: str, tag: str, nesting: int, of: Token, meta: Mapping[str, object] | None = None) -> Token:
    token = Token(kind, tag, nesting, map=of.map, block=True, level=of.level)  # type: ignore[arg-type]  # -1, 0 or 1
    token.meta = {**(meta or {}), "dialect": bool(nesting)}
    return token


def _paragraph(content: str, of: Token) -> list[Token]:
    opening = Token("paragraph_open", "p", 1, map=of.map, block=True, level=of.level)
    inline = Token("inline", "", 0, content=content, map=of.map, children=[], level=of.level + 1)
    return [opening, inline, Token("paragraph_close", "p", -1, block=True, level=of.level)]


def _callout(mark: Mark, of: Token) -> Token:
    opening = _made("callout_open", "div", 1, of, {"kind": mark.kind, "fold": mark.fold})
    opening.content = mark.title
    return opening


def _tab(title: str, of: Token) -> Token:
    return _made("tab_open", "div", 1, of, {"title": title})


def _title_from_heading(mark: Mark, slots: Slots, start: int) -> None:
    """Take a heading that begins a callout of Quarto's for its title."""
    first = [slot[0] for slot in slots[start + 1 : start + 4] if slot]
    if mark.title or not mark.headed or len(first) < 3 or first[0].type != "heading_open":  # noqa: PLR2004
        return
    slots[start][0].content = first[1].content
    slots[start + 1 : start + 4] = [[], [], []]


def _without_options(mark: Mark, slots: Slots, start: int) -> None:
    """Take the options of a directive, ``:class: dropdown``, off the paragraph that begins it."""
    first = [slot[0] for slot in slots[start + 1 : start + 4] if slot]
    if not mark.options or len(first) < 3 or first[1].type != "inline" or first[0].type != "paragraph_open":  # noqa: PLR2004
        return
    lines = first[1].content.split("\n")
    values, taken = options.read(lines)
    if label := values.get("label") or values.get("name"):
        slots[start][0].meta["myst"] = label
    if slots[start][0].type == "callout_open" and "dropdown" in values.get("class", ""):
        slots[start][0].meta["fold"] = "+" if "open" in values else "-"
    if taken == len(lines):
        slots[start + 1 : start + 4] = [[], [], []]
    elif taken and first[1].map:
        first[1].content = "\n".join(lines[taken:])
        first[1].map = [first[1].map[0] + taken, first[1].map[1]]


def _titled_code(mark: Mark, slots: Slots, start: int) -> None:
    """Give the one code block that stands here its title."""
    inside = [slot for slot in slots[start + 1 : start + 3] if slot]
    if mark.title and len(inside) == 1 and inside[0][0].type == "fence":
        fence = inside[0][0]
        fence.info = f'{fence.info.strip() or "text"} title="{quoted(mark.title)}"'


def quoted(name: str) -> str:
    """Write a title so that it can stand in quotes."""
    return name.replace('"', "”").replace("'", "’")


def _titled_tabs(mark: Mark, slots: Slots, start: int) -> None:
    """Give tabs the titles that the line before them lists."""
    depth, titles, renamed = 0, iter(mark.titles), dict(mark.renamed)
    for slot in slots[start + 1 :]:
        for token in slot:
            if not depth and token.type == "tab_open":
                title = token.meta["title"]
                token.meta["title"] = renamed.get(title, title) or next(titles, "")
            depth += token.nesting


def _separated_tabs(slots: Slots, start: int, closing: Token) -> None:
    """Begin a tab at each line that separates them, and not deeper in."""
    depth, opened = 0, False
    for slot in slots[start + 1 :]:
        if not depth and slot and "separator" in slot[0].meta:
            ending = [_made("tab_close", "div", -1, slot[0])] if opened else []
            slot[:] = [*ending, _tab(slot[0].meta["separator"], slot[0])]
            opened = True
        else:
            depth += sum(token.nesting for token in slot)
    if opened:
        slots.append([_made("tab_close", "div", -1, closing)])


def _code_tabs(slots: Slots, start: int) -> None:
    """Put each code block into a tab, under the name in brackets behind its language: ``js [config.js]``.

    Where something else stands between them, they only bear these names.
    """
    inside = slots[start + 1 :]
    only_code = all(slot and slot[0].type in {"fence", "comment"} for slot in inside)
    for slot in inside:
        if slot and slot[0].type == "fence":
            fence = slot[0]
            before, _, name = fence.info.partition("[")
            written = _TITLE.search(before)
            title = name.partition("]")[0].strip() or (written[1] if written else "")
            fence.info = _TITLE.sub("", before).strip()
            if only_code:
                title = title or posixpath.basename(fence.meta.get("file", "")) or fence.info or "text"
                slot[:] = [_tab(title, fence), fence, _made("tab_close", "div", -1, fence)]
            elif title:
                fence.info = f'{fence.info or "text"} title="{quoted(title)}"'


def _titled_link(slots: Slots, start: int) -> None:
    """Let the link that stands here be called as what it leads to, where its text is but the address."""
    for slot in slots[start + 1 : start + 3]:
        if slot[0].type == "inline":
            slot[0].meta = {**slot[0].meta, "titled": True}


def _headed_tabs(slots: Slots, start: int, closing: Token) -> None:
    """Begin a tab at each heading of the highest level that stands here, and not deeper in."""
    depth, level, opened = 0, "", False
    slots[start] = [_made("comment", "", 0, slots[start][0])]
    for number in range(start + 1, len(slots)):
        first = slots[number][0] if slots[number] else None
        if first is None:
            continue
        if not depth and first.type == "heading_open" and first.tag == (level or first.tag):
            level = first.tag
            ending = [_made("tab_close", "div", -1, first)] if opened else []
            slots[number] = [*ending, _tab(slots[number + 1][0].content, first)]
            slots[number + 1 : number + 3] = [[], []]
            opened = True
        else:
            depth += sum(token.nesting for token in slots[number])
    slots.append([_made("tab_close" if opened else "comment", "div", -1 if opened else 0, closing)])


def titles(state: StateCore) -> None:
    """Parse the titles of callouts and tabs, and write the links that stand by themselves."""
    for token in state.tokens:
        meta = token.meta or {}
        if token.type == "callout_open" and token.content and not token.children:
            token.children = _parsed(state, token, token.content)
        elif token.type == "tab_open":
            token.children = list(labels.kept(_parsed(state, token, str(meta["title"]))))
        elif token.type == "inline" and "link" in meta:
            address, text = meta.pop("link")
            token.children = link(state.md, address, text)
            _mark_titled(token.children)
        if token.type == "inline" and (meta.pop("titled", False) or "MyST" in state.env.get("dialects", ())):
            _mark_titled(token.children or [])


def _parsed(state: StateCore, token: Token, title: str) -> list[Token]:
    if hazard(title):
        return [Token("text", "", 0, content=title)]
    children: list[Token] = []
    state.md.inline.parse_at((token.map or [0])[0], title, state.md, state.env, children)  # type: ignore[attr-defined]
    return children


def link(md: MarkdownIt, address: str, text: str) -> list[Token]:
    """Make a link; of an address that none may lead to, the text."""
    href = md.normalizeLink(address)
    inner = Token("text", "", 0, content=text)
    ends = Token("link_open", "a", 1, attrs={"href": href}, markup=OF_TOOL), Token("link_close", "a", -1)
    return [ends[0], inner, ends[1]] if md.validateLink(href) else [inner]


def push_parsed(state: StateInline, text: str) -> None:
    """Add what the inline markup of a text is read as."""
    if hazard(text):
        state.push("text", "", 0).content = text
        return
    for child in state.md.inline.parse(text, state.md, state.env, []):
        token = state.push(child.type, child.tag, child.nesting)
        token.attrs, token.content, token.children = child.attrs, child.content, child.children
        token.markup, token.meta = child.markup, child.meta


def _mark_titled(children: list[Token]) -> None:
    """Mark the links whose text is their address, or, as in MyST, nothing."""
    for at in range(len(children) - 1, 0, -1):
        if children[at - 1].type == "link_open" and children[at].type == "link_close":
            address = unquote(str(children[at - 1].attrs["href"]))
            children.insert(at, Token("text", "", 0, content=address, map=children[at].map))
    for opening, inner in pairwise(children):
        if opening.type == "link_open" and unquote(str(opening.attrs["href"])) == inner.content:
            opening.meta = {**opening.meta, "titled": True}
