"""Plain text out of tokens: what a reader sees, without markup."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from studyguide.markdown import picture_sizes

GAP = "\x00"
"""Stands for what holds no words: none goes on over it, and a line with it is not empty."""

_BREAKS = {"softbreak", "hardbreak"}


def plain(tokens: Iterable[Token] | None) -> str:
    """Join the visible text of inline tokens."""
    return "".join(_pieces(tokens or ()))


def named(tokens: Iterable[Token]) -> str:
    """Join the text of inline tokens as addresses are made of it: with the names of emoji, as GitHub does it."""
    return "".join(token.markup if token.type == "emoji" else plain([token]) for token in tokens)


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {
            "text",
            "code_inline",
            "emoji",
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
            # The name of a block is on no page.
            fragment = token.meta["fragment"]
            text = picture_sizes.split(token.meta["text"])[0] if token.meta["embed"] else token.meta["text"]
            yield text or token.meta["target"] or ("" if fragment.startswith("^") else fragment)
        # Where raw HTML was not expanded yet, a tag counts as its text, a comment as nothing.
        elif token.type == "html_inline" and not token.content.startswith("<!"):
            yield token.content


def running(children: Iterable[Token] | None) -> str:
    """Join the words of inline tokens line by line, without code and other things in which nothing is a word."""
    return "".join(word(token) for token in children or ())


def word(token: Token) -> str:
    """Return the words of one inline token."""
    if token.type == "text":
        return token.content
    if token.type in _BREAKS:
        return "\n"
    if token.type == "wikilink":
        return str(token.meta["text"] or token.meta["target"] or token.meta["fragment"])
    return GAP if token.type == "image" or (token.content and not token.type.startswith(("raw_", "html_"))) else ""


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
