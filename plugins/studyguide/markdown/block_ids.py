"""Obsidian's names for blocks: ``^name`` at a block's end, or alone below it. Links find them, and nobody sees them."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LIMIT = 80
"""Characters at the end of a paragraph in which its name is looked for."""

# Behind an embed it needs no blank.
_NAME = re.compile(r"(?:^|\s|(?<=\]\]))(\^[A-Za-z0-9-]{1,60})\s*$")


def plugin(md: MarkdownIt) -> None:
    """Add the names to a parser, behind the rule that makes text of code and formulas: in those they are none."""
    md.core.ruler.push("block_ids", _block_ids)


def _block_ids(state: StateCore) -> None:
    """Take the names out of paragraphs and headings, and give them to the blocks that they stand for."""
    if "^" not in state.src:
        return
    walk = _Walk(state.tokens)
    for index, token in enumerate(state.tokens):
        walk.step(index, token)
    if walk.gone:
        state.tokens = [token for index, token in enumerate(state.tokens) if index not in walk.gone]


class _Walk:
    """Goes through the blocks once; ``opened`` are those around, and ``before`` the last one in each of them."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.opened: list[Token] = []
        self.before: list[Token | None] = [None]
        self.row = 0
        self.gone: set[int] = set()

    def step(self, index: int, token: Token) -> None:
        if token.type == "tr_open":
            self.row = index
        elif token.type == "table_close":
            self._in_row(index)
        if token.nesting > 0:
            self.opened.append(token)
            self.before.append(None)
        elif token.nesting < 0:
            self.before.pop()
            closed = self.opened.pop()
            if index not in self.gone:
                self.before[-1] = _owner(closed, self.opened[-1:], self.before[-1])
        elif token.type == "inline":
            self._in_text(index, token)
        elif token.type != "comment":
            self.before[-1] = token

    def _in_text(self, index: int, inline: Token) -> None:
        opening = self.opened[-1] if self.opened else inline
        if opening.type not in {"paragraph_open", "heading_open"}:
            return
        name = _taken_out(inline)
        if not name:
            return
        quotes = self._ended_quotes(index + 2)
        if inline.children:
            _name(quotes[-1] if quotes else _owner(opening, self.opened[-2:-1], self.before[-2]), name)
        elif opening.type == "paragraph_open":
            self.gone |= {index - 1, index, index + 1}
            block = quotes[-1] if quotes else self.before[-2] or (self.opened[-2] if self.opened[1:] else None)
            if block is not None:
                _name(block, name)

    def _ended_quotes(self, at: int) -> list[Token]:
        """List the quotes that end where the paragraph does, from the inside out: a name there is the quote's."""
        found: list[Token] = []
        for around in reversed(self.opened[:-1]):
            if around.type != "blockquote_open" or self.tokens[at].type != "blockquote_close":
                break
            found.append(around)
            at += 1
        return found

    def _in_row(self, end: int) -> None:
        """Read a name right below a table, which became a row of it."""
        cells = [token for token in self.tokens[self.row : end] if token.type == "inline"]
        found = _NAME.fullmatch(cells[0].content) if cells else None
        if found and self.tokens[self.row - 1].type != "thead_open" and not any(cell.content for cell in cells[1:]):
            last = next(index for index in range(self.row, end) if self.tokens[index].type == "tr_close")
            self.gone |= set(range(self.row, last + 1))
            _name(self.opened[-1], found[1])


def _owner(block: Token, around: Sequence[Token], before: Token | None) -> Token:
    """Return the list item where a block is its first paragraph: a name there is that of the item."""
    in_item = bool(around) and around[0].type == "list_item_open" and before is None
    return around[0] if in_item and block.type == "paragraph_open" else block


def _name(block: Token, name: str) -> None:
    """Give a name to a block; a heading has an id of its title, and another block perhaps one of its author's."""
    if block.type != "heading_open":
        block.attrs.setdefault("id", name)
    block.meta["block"] = name


def _taken_out(inline: Token) -> str:
    """Take the name out of a paragraph's end; nothing where there is none. In code and maths it is none."""
    children = inline.children or []
    found = _NAME.search(inline.content[-LIMIT:])
    if not found or not children or children[-1].type != "text":
        return ""
    shown = _NAME.search(children[-1].content[-LIMIT:])
    if not shown or shown[1] != found[1]:
        return ""
    children[-1].content = children[-1].content[: -len(shown[0])].rstrip()
    inline.content = inline.content[: -len(found[0])].rstrip()
    while children and children[-1].type in {"softbreak", "hardbreak", "text"} and not children[-1].content:
        children.pop()
    return found[1]
