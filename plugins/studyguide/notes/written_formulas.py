"""Formulas in metadata, as in `title: The $n$-queens`: drawn in a title, words and signs in what is plain text."""

from dataclasses import replace

from markdown_it.token import Token

from studyguide.markdown.formulas import TYPES, in_raw
from studyguide.markdown.plain_text import plain
from studyguide.model import Meta, Tokens
from studyguide.notes import drawn
from studyguide.notes.workpiece import Workpiece


def drawn_in(piece: Workpiece, text: str, line: int) -> Tokens:
    """Cut a text at its formulas; all else is text, whatever it looks like."""
    tokens = [
        token if token.type in TYPES else Token("text", "", 0, content=token.content) for token in in_raw(text)
    ] or [Token("text", "", 0, content=text)]
    drawn.draw(piece, tokens, line)
    return tuple(tokens)


def said(piece: Workpiece, meta: Meta, line: int) -> Meta:
    """Write the formulas of metadata that is shown as plain text in words and signs."""
    if "$" not in f"{meta.summary}{meta.short_title}":
        return meta
    summary, short = (plain(drawn_in(piece, text, line)) for text in (meta.summary, meta.short_title))
    return replace(meta, summary=summary, short_title=short)
