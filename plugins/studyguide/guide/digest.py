"""What stands for a section elsewhere: its first sentences, a hash and a count of its words."""

import hashlib
from collections.abc import Sequence

from markdown_it.token import Token

from studyguide.markdown.plain_text import block_text, plain
from studyguide.model import Section
from studyguide.reuse.memory import kept

DESCRIPTION_LIMIT = 160
"""Characters; search engines cut descriptions off about there."""


def summary_of(section: Section) -> str:
    """Describe a section in one line: by its author's words, else by its first."""
    return section.meta.summary or _first_words(section)


@kept
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


def _cut(text: str) -> str:
    return text[: DESCRIPTION_LIMIT - 1].rsplit(" ", 1)[0] + "…"


@kept
def content_hash(section: Section) -> str:
    """Return 16 hex digits that change with the words of a section, and with nothing else."""
    # Formulas as written: how they are read in words may change with a release.
    title = " ".join(plain(section.head.inline, tex=True).split())
    text = title + "\n" + block_text(section.tokens, tex=True)
    # 16 digits: it stands on pages and beside marks in browsers, and is compared with the same section's only.
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


@kept
def words(section: Section) -> int:
    """Count the words a reader sees."""
    return len(block_text(section.tokens).split())
