"""What stands for a section elsewhere: its first sentences, a hash and a count of its words."""

import hashlib
from collections.abc import Sequence

from markdown_it.token import Token

from studyguide.markdown.plain_text import block_text, plain
from studyguide.model import Section
from studyguide.reuse.memory import held

DESCRIPTION_LIMIT = 160
"""Characters; search engines cut descriptions off about there."""

PREVIEW_LIMIT = 320
"""Characters that a link shows of where it leads: five lines of a box that is as wide as a phone."""

_RUNNING = frozenset(
    {"paragraph_open", "inline", "paragraph_close"}
    | {f"{name}_{end}" for name in ("bullet_list", "ordered_list", "list_item") for end in ("open", "close")}
)


def summary_of(section: Section) -> str:
    """Describe a section in one line: by its author's words, else by its first."""
    return section.meta.summary or _first_words(section)


@held
def _first_words(section: Section) -> str:
    return summary(section.tokens)


def summary(tokens: Sequence[Token]) -> str:
    """Take the first paragraph that has text, cut at a word where it is long."""
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open":
            text = block_text(tokens[index : index + 2])
            if text:
                return text if len(text) <= DESCRIPTION_LIMIT else _cut(text)
    return ""


def _cut(text: str, limit: int = DESCRIPTION_LIMIT) -> str:
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"


def first_lines(tokens: Sequence[Token], start: int = 0, limit: int = PREVIEW_LIMIT) -> str:
    """Take the first paragraphs and list items that have text, a line each, up to whatever else comes after them.

    Where a heading is at ``start``, what stands under it, or under the first one below it.
    """
    lines: list[str] = []
    depth = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.type == "heading_open" and index > start and token.tag <= tokens[start].tag:
            break
        if token.type == "paragraph_open" and (text := block_text(tokens[index : index + 2])):
            lines.append(f"• {text}" if depth else text)
        depth += token.nesting if token.type.startswith("list_item") else 0
        # What is folded away may be the answer to a question.
        if lines and (token.type not in _RUNNING or sum(map(len, lines)) >= limit):
            break
    text = "\n".join(lines)
    return text if len(text) <= limit else _cut(text, limit)


@held
def content_hash(section: Section) -> str:
    """Return 16 hex digits that change with the words of a section, and with nothing else."""
    # Formulas as written: how they are read in words may change with a release.
    title = " ".join(plain(section.head.inline, tex=True).split())
    text = title + "\n" + block_text(section.tokens, tex=True)
    # 16 digits: it stands on pages and beside marks in browsers, and is compared with the same section's only.
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


@held
def words(section: Section) -> int:
    """Count the words a reader sees."""
    return len(block_text(section.tokens).split())
