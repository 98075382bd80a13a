"""Sections as they are shown: the contents of their headings, and terms written out for paper."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from studyguide import paths
from studyguide.language.language import Language
from studyguide.markdown.plain_text import plain
from studyguide.model import Heading, Term
from studyguide.site import TocEntry

_HEADS = {"th_open", "th_close"}


def toc(headings: Sequence[Heading]) -> tuple[TocEntry, ...]:
    """Nest headings by level, as the table of contents shows them."""
    return _nested([TocEntry(heading.title, heading.anchor, heading.level) for heading in headings])


def _nested(flat: Sequence[TocEntry]) -> tuple[TocEntry, ...]:
    if not flat:
        return ()
    top = min(entry.level for entry in flat)
    starts = [n for n, entry in enumerate(flat) if entry.level == top]
    ends = [*starts[1:], len(flat)]
    return tuple(
        TocEntry(flat[a].title, flat[a].anchor, top, _nested(flat[a + 1 : b]))
        for a, b in zip(starts, ends, strict=True)
    )


def for_reading(tokens: Sequence[Token], language: Language) -> list[Token]:
    """Prepare a section's tokens for a page.

    What a term stands for is put behind its first mention, where paper shows it and the screen does not: an
    attribute of an empty element, which is no part of the page's text. A table's empty head cells become
    ordinary cells, for a head without a name heads nothing (WCAG 1.3.1).
    """
    return [
        _unnamed_head(tokens, index) if token.type in _HEADS else _written_out(token, language)
        for index, token in enumerate(tokens)
    ]


def _unnamed_head(tokens: Sequence[Token], index: int) -> Token:
    content = tokens[index + 1] if tokens[index].nesting > 0 else tokens[index - 1]
    return tokens[index] if content.children else tokens[index].copy(tag="td")


def _written_out(token: Token, language: Language) -> Token:
    children = token.children or []
    if all(child.type != "term_open" for child in children):
        return token
    return token.copy(children=list(_with_expansions(children, plain(children).casefold(), language)))


def _with_expansions(children: Sequence[Token], text: str, language: Language) -> Iterator[Token]:
    open_terms: list[tuple[Term, int]] = []
    for index, child in enumerate(children):
        yield child
        if child.type == "term_open":
            open_terms.append((child.meta["term"], index + 1))
        elif child.type == "term_close" and open_terms:
            term, start = open_terms.pop()
            if term.expansion and term.expansion.casefold() not in text:
                expansion = _expansion(term, plain(children[start:index]), language)
                yield Token("raw_open", "span", 1, attrs={"class": "sg-written", "data-sg-expansion": expansion})
                yield Token("raw_close", "span", -1)


def _expansion(term: Term, written: str, language: Language) -> str:
    """Name the term before what it stands for where a form of it is written: ``SDKs`` are no “development kit”."""
    names = {paths.fold(name) for name in (term.name, *term.aliases)}
    if paths.fold(written) in names:
        return term.expansion
    return language.word("format.meaning", name=term.name, meaning=term.expansion)
