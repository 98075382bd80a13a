"""Plain text out of tokens: what a reader sees, without markup."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from studyguide.markdown import picture_sizes
from studyguide.markdown.formulas import TYPES

GAP = "\x00"
"""Stands for what holds no words: none goes on over it, and a line with it is not empty."""

_BREAKS = {"softbreak", "hardbreak"}
_SHOWN = frozenset({"code_inline", "emoji", "hashtag", "raw_text", "text_special"})
"""What is shown as it is, beside text."""

_SILENT = frozenset({"link_open", "link_close", "strong_open", "strong_close", "em_open", "em_close"})
"""Frequent tokens that show nothing."""


def plain(tokens: Iterable[Token] | None, *, tex: bool = False) -> str:
    """Join the visible text of inline tokens. Formulas are in words, or as ``tex``, which addresses are made of."""
    # A list and no generator, and text first: this is asked of each token of a guide a dozen times.
    found: list[str] = []
    for token in tokens or ():
        kind = token.type
        if kind == "text" or kind in _SHOWN:
            found.append(token.content)
        elif kind not in _SILENT:
            found.append(_piece(token, tex=tex))
    return "".join(found)


def named(tokens: Iterable[Token]) -> str:
    """Join the text of inline tokens as addresses are made of it, as GitHub does: names of emoji, formulas as TeX."""
    return "".join(token.markup if token.type == "emoji" else plain([token], tex=True) for token in tokens)


def _piece(token: Token, *, tex: bool) -> str:
    if token.type in TYPES:
        return token.content if tex else in_words(token)
    if token.type == "image":
        return plain(token.children, tex=tex)
    if token.type in _BREAKS or (token.type == "raw_void" and token.tag == "br"):
        return " "
    if token.type == "wikilink":
        # The name of a block is on no page.
        fragment = token.meta["fragment"]
        text = picture_sizes.split(token.meta["text"])[0] if token.meta["embed"] else token.meta["text"]
        return str(text or token.meta["target"] or ("" if fragment.startswith("^") else fragment))
    # Where raw HTML was not expanded yet, a tag counts as its text, a comment as nothing.
    return token.content if token.type == "html_inline" and not token.content.startswith("<!") else ""


def running(children: Iterable[Token] | None) -> str:
    """Join the words of inline tokens line by line, without code and other things in which nothing is a word."""
    return "".join([token.content if token.type == "text" else word(token) for token in children or ()])


def word(token: Token) -> str:
    """Return the words of one inline token."""
    if token.type == "text":
        return token.content
    if token.type in _BREAKS:
        return "\n"
    if token.type == "wikilink":
        return str(token.meta["text"] or token.meta["target"] or token.meta["fragment"])
    return GAP if token.type == "image" or (token.content and not token.type.startswith(("raw_", "html_"))) else ""


def text_and_formulas(tokens: Iterable[Token], *, pictures: bool = False) -> Iterator[Token]:
    """Keep of tokens their visible text, as text alone, and their formulas; ``pictures`` or the words for them."""
    for token in tokens:
        if token.type == "inline":
            yield from text_and_formulas(token.children or (), pictures=pictures)
        elif token.type in TYPES or (pictures and token.type == "image"):
            yield token
        elif text := plain([token]):
            yield Token("text", "", 0, content=text)


def in_words(token: Token) -> str:
    """Write a formula in words and signs, where it has been drawn."""
    return str(token.meta["drawing"].words) if "drawing" in token.meta else token.content


def block_text(tokens: Iterable[Token], *, tex: bool = False) -> str:
    """Join the visible text of block tokens, with spaces between blocks."""
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(plain(token.children, tex=tex))
        elif token.type in {"fence", "code_block", "raw_text"}:
            parts.append(token.content)
        elif token.type in TYPES:
            parts.append(token.content if tex else in_words(token))
    return " ".join(" ".join(parts).split())


def matching(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the token that closes the one at ``start``; the last index if none does."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1


def lines(inline: Token) -> tuple[tuple[Token, ...], ...]:
    """Cut a paragraph into its lines, without the breaks between them."""
    found: list[list[Token]] = [[]]
    for child in inline.children or ():
        if child.type in _BREAKS:
            found.append([])
        else:
            found[-1].append(child)
    return tuple(map(tuple, found))
