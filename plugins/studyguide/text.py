"""Plain text out of tokens: what a reader sees, without markup."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from itertools import islice

from markdown_it.token import Token

SUGGESTIONS = 1_000
"""Names among which the one meant is looked for; each comparison takes a while."""

IN_FULL = 50
"""Names compared letter by letter: those that have the most letters in common with the one meant."""

LONGEST = 200
"""Characters; a longer name is a text, and comparing two of those takes seconds."""

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[^a-z])|(?<=[。！？])")
"""Between two sentences; splits a text whose white space is single spaces."""

_KINDS = 97
"""Kinds of letters told apart: those of ASCII, but for control characters, are distinct modulo this prime."""

_BREAKS = {"softbreak", "hardbreak"}
_SEPARATE = {"td_close", "th_close", "li_close", "list_item_close", "dt_close", "dd_close", "paragraph_close"}


def plain(tokens: Iterable[Token] | None) -> str:
    """Join the visible text of inline tokens."""
    return "".join(_pieces(tokens or ()))


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {
            "text",
            "code_inline",
            "hashtag",
            "math_inline",
            "math_inline_double",
            "raw_text",
            "text_special",
        }:
            yield token.content
        elif token.type == "image":
            yield plain(token.children)
        elif token.type in _BREAKS or (token.type == "raw_void" and token.tag == "br"):
            yield " "
        elif token.type == "wikilink":
            yield token.meta["text"] or token.meta["target"] or token.meta["fragment"]
        elif token.type == "html_inline" and not token.content.startswith("<!"):
            yield token.content


def block_text(tokens: Iterable[Token]) -> str:
    """Join the visible text of block tokens, with spaces between blocks."""
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(plain(token.children))
        elif token.type in {"fence", "code_block", "raw_text", "math_block"}:
            parts.append(token.content)
    return " ".join(" ".join(parts).split())


def matching(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the token that closes the one at ``start``; the last index if none does."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1


def nearest(wanted: str, known: Iterable[str], alike: float = 0.7) -> str:
    """Return the name most like the wanted one, of the first :data:`SUGGESTIONS`, or nothing.

    ``alike`` is from 0 to 1 (:mod:`difflib`). Names have no more in common than the letters that both have, so those
    that share most letters are compared in full, and no others.
    """
    if len(wanted) > LONGEST:
        return ""
    best = (alike, "")
    matcher = SequenceMatcher(b=wanted)
    for bound, name in nlargest(IN_FULL, _promising(wanted, islice(known, SUGGESTIONS), alike)):
        if bound < best[0]:
            break
        matcher.set_seq1(name)
        best = max(best, (matcher.ratio(), name))
    return best[1]


def _promising(wanted: str, known: Iterable[str], alike: float) -> Iterator[tuple[float, str]]:
    """Yield the names that could be so much like the wanted one, each with how much at most."""
    letters, length = _letters(wanted), len(wanted)
    for name in known:
        if len(name) <= LONGEST:
            bound = 2 * (letters & _letters(name)).bit_count() / max(1, length + len(name))
            if bound >= alike:
                yield bound, name


@lru_cache(maxsize=1 << 14)  # the same names are asked for by every link that leads nowhere
def _letters(name: str) -> int:
    """Write how often each letter occurs as bits, so that those set in two numbers count the letters of both names."""
    seen: Counter[int] = Counter()
    bits = 0
    for character in name:
        kind = ord(character) % _KINDS
        bits |= 1 << (seen[kind] * _KINDS + kind)
        seen[kind] += 1
    return bits
