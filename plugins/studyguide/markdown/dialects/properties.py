"""Properties in the text, ``key:: value``: Logseq's below each block, and Dataview's of Obsidian.

Those that only a tool needs are not shown; of others, the key is set apart from the value.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studyguide.markdown.dialects import unread
from studyguide.markdown.limits import hazard
from studyguide.markdown.plain_text import plain

_NAME = "Logseq"
INDENT = 40
"""Blanks that may stand before a property; every word of a paragraph looks back so far."""

TEXT_LIMIT = 200
"""Characters of a block's text that a reference to it shows."""

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# A question has a capital: `Mitosis:: two cells of one` is a card of Obsidian's.
# Without a blank, `std::vector` is code.
_PROPERTY = re.compile(r"([a-z][\w./-]{0,60})::(?: ++|(?=\n|$))([^\n]*)")
_OF_ANY_CASE = re.compile(r"([^\W\d_][\w./-]{0,60})::(?: ++|(?=\n|$))([^\n]*)")
"""In files of Logseq's, which have no such cards."""

_LINKING = re.compile(r"([^\W\d_][\w ./-]{0,60})::(?: ++)((?:\[\[|#\w)[^\n]*)")
"""Of any case and script: no card's answer is a mere link or tag."""

_PLANNED = re.compile(r"(SCHEDULED|DEADLINE): *<(\d{4}-\d\d-\d\d[^<>\n]{0,60})>")
_BRACKETS = re.compile(r"[\[(]([A-Za-z][\w -]{0,60}):: *+((?:[^\[\]()\n]|\[\[[^\[\]\n]{1,200}\]\]){0,500}+)[\])]")
_DRAWER = re.compile(
    r":(?:LOGBOOK|PROPERTIES):[ \t]*\n(?:(?![ \t]*:END:)[^\n]*\n){0,100}[ \t]*:END:[ \t]*", re.IGNORECASE
)
_OF_TOOLS = frozenset(
    "id collapsed heading created-at updated-at created_at updated_at background-color background_color ls-type "
    "hl-page hl-color hl-type hl-stamp template template-including-parent public icon filters "
    "exclude-from-graph-view done doing todo later now".split()
)


def plugin(md: MarkdownIt) -> None:
    """Add the properties."""
    md.inline.ruler.before("text", "property", _property)
    md.inline.ruler.before("link", "property_in_brackets", _in_brackets)
    md.core.ruler.after("inline", "property_places", _places)


def is_of_tools(key: str) -> bool:
    """Say whether a property tells readers nothing."""
    return key.lower() in _OF_TOOLS or key.startswith(("logseq.", "query-", "card-"))


def _property(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    at = state.pos
    sign = state.src[at]
    if not (sign.isalpha() or sign == ":") or (at and state.src[at - 1] not in "\n ") or not _begins_line(state, at):
        return False
    found = _found(state)
    if found is None or (found.re is not _DRAWER and not found[2].strip() and not is_of_tools(found[1])):
        return False
    if found.re is _DRAWER or is_of_tools(found[1]):
        _leave_out(state, found, silent=silent)
    elif silent:
        return False
    else:
        _show(state, found)
    return True


def _found(state: StateInline) -> re.Match[str] | None:
    """Match what stands here: a drawer, a property, or when something is planned."""
    sign = state.src[state.pos]
    if sign == ":":
        return _DRAWER.match(state.src, state.pos, state.posMax)
    if sign in "SD" and (planned := _PLANNED.match(state.src, state.pos, state.posMax)):
        return planned
    pattern = _OF_ANY_CASE if state.env.get("of_logseq") else _PROPERTY
    return pattern.match(state.src, state.pos, state.posMax) or _LINKING.match(state.src, state.pos, state.posMax)


def _begins_line(state: StateInline, at: int) -> bool:
    start = at
    while start and at - start < INDENT and state.src[start - 1] == " ":
        start -= 1
    return not start or state.src[start - 1] == "\n"


def _leave_out(state: StateInline, found: re.Match[str], *, silent: bool) -> None:
    """Pass over whole lines; of the ends of lines around them, one is left."""
    end = found.end()
    if not silent:
        unread.recognise(state.env, _NAME)
        if found.re is not _DRAWER and found[1] == "id" and re.fullmatch(UUID, found[2].strip()):
            state.push("block_id", "", 0).meta = {"id": found[2].strip()}
        if end >= state.posMax:
            breaks = [n for n, token in enumerate(state.tokens) if token.type in {"softbreak", "hardbreak"}]
            if (
                breaks
                and all(token.type == "block_id" for token in state.tokens[breaks[-1] + 1 :])
                and not state.pending
            ):
                del state.tokens[breaks[-1]]
    while end < state.posMax and state.src[end] in "\n ":
        end += 1
    state.pos = end


def _show(state: StateInline, found: re.Match[str]) -> None:
    if state.tokens and state.tokens[-1].type == "softbreak":  # several in a row are a list, not a sentence
        state.tokens[-1] = Token("hardbreak", "br", 0)
    opened = state.push("strong_open", "strong", 1)
    opened.markup, opened.meta = "**", {"key": found[1]}  # in a deck it is the front of a card
    state.push("text", "", 0).content = found[1]
    state.push("strong_close", "strong", -1).markup = "**"
    state.push("text", "", 0).content = ": "
    state.pos = found.start(2)
    if found.re is _PLANNED:
        state.push("text", "", 0).content = found[2]
        state.pos = found.end()


def _in_brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if state.src[state.pos] not in "[(":
        return False
    found = _BRACKETS.match(state.src, state.pos, state.posMax)
    # `[key:: value](address)` is a link.
    if found is None or state.src.startswith("(", found.end()) or hazard(found[2]):
        return False
    if not silent:
        state.push("text", "", 0).content = f"{found[1]}: "
        children = state.md.inline.parse(found[2], state.md, state.env, [])
        for child in children:
            made = state.push(child.type, child.tag, child.nesting)
            made.attrs, made.content, made.children = child.attrs, child.content, child.children
            made.markup, made.meta = child.markup, child.meta
    state.pos = found.end()
    return True


def _places(state: StateCore) -> None:
    """Give blocks the ids that stand in them, and take out paragraphs that hold nothing else."""
    around: list[Token] = []
    empty: set[int] = set()
    before = Token("", "", 0)
    said: dict[int, str] = {}
    for index, token in enumerate(state.tokens):
        if token.type == "list_item_open":
            around.append(token)
        elif token.type == "list_item_close" and around:
            around.pop()
        elif token.type == "inline":
            _place(state, token, around[-1] if around else before, said)
            if before.type == "paragraph_open" and not token.children and _is_hidden(token.content):
                empty |= {index - 1, index, index + 1}
        before = token
    state.tokens = [token for index, token in enumerate(state.tokens) if index not in empty]


def _place(state: StateCore, inline: Token, home: Token, said: dict[int, str]) -> None:
    """Move the id that stands in a block to its element; ``said`` keeps how the elements begin."""
    children = inline.children or []
    name = next((child.meta["id"] for child in children if child.type == "block_id"), "")
    if name:
        inline.children = children = [child for child in children if child.type != "block_id"]
    if id(home) not in said:
        said[id(home)] = " ".join(plain(children).split())[:TEXT_LIMIT]
    if name:
        home.attrs.setdefault("id", f"^{name}")
        state.env.setdefault("block_texts", {}).setdefault(name, said[id(home)])


def _is_hidden(content: str) -> bool:
    """Say whether a paragraph consists of what is passed over."""
    rest = _DRAWER.sub("", content)
    lines = (line.strip() for line in rest.split("\n"))
    found = [_PROPERTY.fullmatch(line) for line in lines if line]
    return all(match is not None and is_of_tools(match[1]) for match in found)
