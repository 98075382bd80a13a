"""What a block that hides an answer asks: in its summary, or, where that only says “Show answer”, before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from studyguide.guide import question_marks
from studyguide.html.admonitions import CALLOUTS
from studyguide.markdown.formulas import TYPES
from studyguide.markdown.plain_text import block_text, matching, plain, text_and_formulas
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
    own: Tokens = ()
    """Those of ``lead`` that stand in the summary: two may ask in one sentence about different code."""

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
            asked = Asked(
                tuple(text_and_formulas(tokens[opening + 1].children or (), pictures=True)), tuple(tokens[at:start])
            )
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


def further(tokens: Sequence[Token], end: int, found: Mapping[int, tuple[int, Tokens]]) -> int:
    """Return where the last block ends that goes on with an answer which ends at ``end``: "Hint", then "Solution".

    ``found`` has the end and summary of each block, by its beginning.
    """
    while True:
        at = end + 1
        while at < len(tokens) and tokens[at].type == "raw_text" and not tokens[at].content.strip():
            at += 1
        if at not in found or tokens[at].type != "raw_open" or question_marks.asks(plain(found[at][1])):
            return end
        end = found[at][0]


def blocks(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield where each block begins and ends that hides an answer, with its summary."""
    for start, end, asked in asking(tokens):
        yield start, end, _one_line(plain(asked))


def asking(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Tokens]]:
    """Yield the same with the summary's text and formulas."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "raw_open" and token.tag == "details":
            end = matching(tokens, index)
            yield index, end, _summary(tokens[index:end])
            index = end
        elif (title := _folded(tokens, index)) is not None:
            end = matching(tokens, index)
            yield index, end, title
            index = end
        index += 1


def _folded(tokens: Sequence[Token], index: int) -> Tokens | None:
    """Return the title of a folded admonition or callout whose type is a question; None for others.

    What `!!! question` and `> [!question]` show is no secret, so it asks nothing.
    """
    token = tokens[index]
    if token.type == "admonition_open" and token.markup.startswith("?"):
        title, kind = _title(tokens[index : index + 3]), str(token.meta.get("tag"))
    elif token.type == "callout_open" and token.meta["fold"] == "-":
        body = tokens[index + 1 : matching(tokens, index)]
        title = tuple(text_and_formulas(token.children or (), pictures=True)) if block_text(body) else ()
        kind = CALLOUTS.get(token.meta["kind"], "")
    else:
        return None
    return title if title and kind == "question" else None


def _summary(tokens: Sequence[Token]) -> Tokens:
    start = next((i for i, t in enumerate(tokens) if t.type == "raw_open" and t.tag == "summary"), None)
    if start is None:
        return ()
    inside = tokens[start : matching(tokens, start)]
    return tuple(text_and_formulas(inside, pictures=True))


def blocks_in_summary(tokens: Sequence[Token]) -> Tokens:
    """List the code and formulas that stand, as blocks of their own, in the summary of a block that hides an answer."""
    start = next((i for i, t in enumerate(tokens) if t.type == "raw_open" and t.tag == "summary"), None)
    inside = () if start is None else tokens[start : matching(tokens, start)]
    return tuple(token for token in inside if token.type in {"fence", "code_block", "math_block"})


def _title(tokens: Sequence[Token]) -> Tokens:
    """Return the title of an admonition; as it was written, unless formulas stand in it."""
    inline = next((token for token in tokens if token.type == "inline"), None)
    children = inline.children or () if inline else ()
    if any(child.type in TYPES or child.type == "image" for child in children):
        # Without their lines they count as raw text, whose dollars are part of the id of the question.
        return tuple(token.copy(map=None) for token in text_and_formulas(children, pictures=True))
    return (Token("text", "", 0, content=str(tokens[0].content)),)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def as_written(asked: Tokens) -> str:
    """Write a prompt as its file has it, for the id made of it: a better drawing loses no reader's progress."""
    parts = (
        f"{t.markup}{t.content}{t.markup}" if t.type in TYPES and not t.map else plain([t], tex=True) for t in asked
    )
    return _one_line("".join(parts))
