"""The tokens that blocks of other dialects become: callouts, tabs, code with a title, links and embeds.

Slots hold the tokens read so far, and only those at the ends of a block are filled anew, however deep it stands.
"""

from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studyguide.markdown import labels
from studyguide.markdown.addresses import OF_TOOL
from studyguide.markdown.dialects import options, pieces, tab_sets
from studyguide.markdown.dialects.mark import Mark
from studyguide.markdown.dialects.pieces import Slots
from studyguide.markdown.limits import hazard


def as_text(mark: Token) -> list[Token]:
    """Return the line as the paragraph that it is to GitHub."""
    return pieces.paragraph(mark.content, mark)


def alone(mark: Mark, token: Token) -> list[Token]:
    """Return what a line by itself is shown as."""
    if mark.shape in {"callout", "tab"}:
        opening = _callout(mark, token) if mark.shape == "callout" else pieces.tab(mark.title, token)
        closing = pieces.made(f"{mark.shape}_close", "div", -1, token)
        return [opening, *pieces.paragraph(mark.body, token), closing]
    if mark.shape == "link":
        # Its text is given as it stands: a bracket or a star in an address is no markup.
        inline = pieces.paragraph("", token)
        inline[1].meta = {"link": (mark.address, mark.title or mark.address)}
        return inline
    if mark.shape == "embed":
        return pieces.paragraph(f"![[{mark.address.removesuffix('.md')}]]", token)
    if mark.shape == "file":
        return [_file(mark, token)]
    said = {"separator": mark.title} if mark.shape == "separator" else None
    return pieces.paragraph(mark.body, token) if mark.body else [pieces.made("comment", "", 0, token, said)]


def _file(mark: Mark, token: Token) -> Token:
    fence = pieces.made("fence", "code", 0, token)
    # Until it is known what the file holds, its name stands there.
    fence.content, fence.markup, fence.meta = f"{mark.address}\n", "```", {**fence.meta, "file": mark.address}
    fence.info = mark.kind + (f' title="{pieces.quoted(mark.title)}"' if mark.title else "")
    return fence


def block(mark: Mark, slots: Slots, start: int, closing: Token) -> None:
    """Make a block of what begins in a slot and ends now."""
    opening = slots[start][0]
    if mark.shape == "hidden":
        slots[start:] = [[pieces.made("comment", "", 0, opening)], *([] for _ in slots[start + 1 :])]
    elif mark.shape == "headed_tabs":
        tab_sets.headed(slots, start, closing)
    elif mark.shape in {"callout", "tab"}:
        slots[start] = [_callout(mark, opening) if mark.shape == "callout" else pieces.tab(mark.title, opening)]
        _without_options(mark, slots, start)
        _title_from_heading(mark, slots, start)
        slots.append([pieces.made(f"{mark.shape}_close", "div", -1, closing)])
    else:
        # Something must stand between two sets of tabs, or they would be one.
        slots[start] = [pieces.made("comment", "", 0, opening)]
        _without_options(mark, slots, start)
        _content(mark, slots, start, closing)
        slots.append([pieces.made("comment", "", 0, closing)])
    if mark.id and slots[start]:
        slots[start][0].meta.setdefault("myst", mark.id)


def _content(mark: Mark, slots: Slots, start: int, closing: Token) -> None:
    """Make what a block is by what it holds."""
    if mark.shape == "tabs":
        tab_sets.titled(mark, slots, start)
        tab_sets.separated(slots, start, closing)
    elif mark.shape == "link":
        slots[start] = alone(mark, slots[start][0])
    elif mark.shape == "code":
        _titled_code(mark, slots, start)
    elif mark.shape == "codes":
        tab_sets.of_code(slots, start)
    elif mark.title and slots[start][0].type == "comment":
        slots[start] = pieces.paragraph(mark.title, slots[start][0])
    elif mark.address:
        _titled_link(slots, start)


def _callout(mark: Mark, of: Token) -> Token:
    opening = pieces.made("callout_open", "div", 1, of, {"kind": mark.kind, "fold": mark.fold})
    opening.content = mark.title
    return opening


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
    if mark.title and slots[start][0].type == "comment" and (address := values.get("link")):
        slots[start] = pieces.paragraph(f"[{mark.title}](<{address}>)", slots[start][0])
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
        fence.info = f'{fence.info.strip() or "text"} title="{pieces.quoted(mark.title)}"'


def _titled_link(slots: Slots, start: int) -> None:
    """Let the link that stands here be called as what it leads to, where its text is but the address."""
    for slot in slots[start + 1 : start + 3]:
        if slot[0].type == "inline":
            slot[0].meta = {**slot[0].meta, "titled": True}


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
