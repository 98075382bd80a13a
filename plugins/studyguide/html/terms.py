"""What pages and books say of a glossary term where the text mentions it."""

from collections.abc import Sequence

from markdown_it.token import Token

from studyguide import paths
from studyguide.language.language import Language
from studyguide.model import Term


def mention_id(term: Term, prefix: str) -> str:
    """Name the place where a section mentions a term."""
    return f"{prefix}sg-use-{term.anchor}"


def definition(term: Term, language: Language, written: str = "") -> str:
    """Say in one line of text what a term means; what it stands for only where not that is ``written``."""
    if term.expansion and term.text and paths.fold(written) != paths.fold(term.expansion):
        return language.word("format.meaning", name=term.expansion, meaning=term.text)
    return term.text or term.expansion or term.name


def written(tokens: Sequence[Token], idx: int) -> str:
    """Return the text with which a link or a term begins, mostly all of it."""
    return tokens[idx + 1].content if idx + 1 < len(tokens) else ""
