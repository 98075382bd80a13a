"""What pages and books say of a glossary term where the text mentions it."""

from studyguide.language.language import Language
from studyguide.model import Term


def mention_id(term: Term, prefix: str) -> str:
    """Name the place where a section mentions a term."""
    return f"{prefix}sg-use-{term.anchor}"


def definition(term: Term, language: Language) -> str:
    """Say in one line of text what a term means."""
    if term.expansion and term.text:
        return language.word("format.meaning", name=term.expansion, meaning=term.text)
    return term.expansion or term.text or term.name
