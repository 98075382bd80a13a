"""Logseq's list items: ``- TODO write it`` has a box, and ``logseq.order-list-type:: number`` makes a list numbered."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studyguide.markdown.dialects import unread

_NAME = "Logseq"

_MARKER = re.compile(r"(TODO|LATER|DONE|DOING|NOW|WAITING|WAIT|IN-PROGRESS)[ \t]+(?=\S)")
_SAID_BY_BOX = frozenset({"TODO", "LATER", "DONE"})
"""Of these the box tells all; the others are shown beside it, so that no word is lost."""

_OF_LOGSEQ = re.compile(r"(?m)^[ \t]*(?:- )?(?:collapsed|id|card-repeats|created-at|title|logseq\.[\w-]+):: ")
_NO_ITEM = re.compile(r"(?m)^(?![ \t]|#{1,6} |[-*+](?:[ \t]|$)|$|[\w./-]+::(?:[ \t]|$))")
_NUMBERED = "logseq.order-list-type:: number"


def plugin(md: MarkdownIt) -> None:
    """Add the items."""
    md.core.ruler.after("block", "logseq_items", _items)


def _items(state: StateCore) -> None:
    if _NUMBERED in state.src:
        unread.recognise(state.env, _NAME)
        _number(state.tokens)
    # A page of Logseq's is one list; notes that have a list among other things may mean the word.
    if _MARKER.search(state.src) and (_OF_LOGSEQ.search(state.src) or not _NO_ITEM.search(state.src)):
        for before, inline in _first_lines(state.tokens):
            _mark(state, before, inline)


def _first_lines(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield the items of lists that begin with a paragraph, each with its text."""
    for number, token in enumerate(tokens[:-2]):
        if token.type == "list_item_open" and tokens[number + 1].type == "paragraph_open":
            yield token, tokens[number + 2]


def _mark(state: StateCore, item: Token, inline: Token) -> None:
    found = _MARKER.match(inline.content)
    if found is None or "checked" in (item.meta or {}):
        return
    unread.recognise(state.env, _NAME)
    item.meta = {**(item.meta or {}), "checked": found[1] == "DONE"}
    if found[1] in _SAID_BY_BOX:
        inline.content = inline.content[found.end() :]


def _number(tokens: Sequence[Token]) -> None:
    """Make ordered lists of those of which every item says so."""
    opened: list[tuple[Token, list[bool]]] = []
    for number, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            opened.append((token, []))
        elif token.type == "list_item_open" and opened:
            first = tokens[number + 2 : number + 3]
            opened[-1][1].append(bool(first) and _says_number(first[0].content))
        elif token.type in {"bullet_list_close", "ordered_list_close"} and opened:
            opening, items = opened.pop()
            if opening.type == "bullet_list_open" and items and all(items):
                opening.type, opening.tag = "ordered_list_open", "ol"
                token.type, token.tag = "ordered_list_close", "ol"


def _says_number(content: str) -> bool:
    return any(line.strip() == _NUMBERED for line in content.split("\n"))
