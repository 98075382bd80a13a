"""What a block that hides an answer answers, where its own summary only says “Show answer”: the question before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from studyguide.guide import question_marks
from studyguide.markdown.plain_text import plain, text_and_formulas
from studyguide.model import Tokens

_SHOWN = frozenset({"fence", "code_block", "math_block", "table_close", "bullet_list_close", "ordered_list_close"})
"""Blocks that may stand between a question and its answer: what is asked about, and options."""

_MOST = 4
"""Such blocks."""


@dataclass(frozen=True)
class Asked:
    """The question, inline tokens of text and formulas, and the blocks that belong to it."""

    tokens: Tokens
    lead: Tokens = ()

    @property
    def prompt(self) -> str:
        """The question in a line of text."""
        return " ".join(plain(self.tokens).split())


def before(tokens: Sequence[Token], start: int) -> Asked | None:
    """Look for a heading, paragraph or list item that asks, above the block that begins at ``start``."""
    at = start
    # What stands before a tag in its line, such as its indent.
    while at and tokens[at - 1].type == "raw_text" and not tokens[at - 1].content.strip():
        at -= 1
    start = at
    for _ in range(_MOST + 1):
        opening = _previous(tokens, at)
        if opening is None:
            return None
        last = tokens[at - 1]
        if last.type in {"heading_close", "paragraph_close"}:
            asked = Asked(tuple(text_and_formulas(tokens[opening + 1].children or ())), tuple(tokens[at:start]))
            if question_marks.asks(asked.prompt):
                return asked
            # Text between the two tells something already; a picture is what is asked about.
            if last.type == "heading_close" or not _only_picture(tokens[opening + 1]):
                return None
        elif last.type not in _SHOWN:
            return None
        at = opening
    return None


def _previous(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the block begins that ends before ``at``, if one does in the same container."""
    if at == 0 or tokens[at - 1].nesting > 0:
        return None
    depth = 0
    for index in range(at - 1, -1, -1):
        depth -= tokens[index].nesting
        if depth <= 0:
            return index
    return None


def _only_picture(inline: Token) -> bool:
    children = inline.children or ()
    return bool(children) and all(child.type in {"image", "softbreak"} for child in children)
