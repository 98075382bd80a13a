"""What pages and books say of a glossary term where the text mentions it."""

from studyguide.model import Term


def mention_id(term: Term, prefix: str) -> str:
    """Name the place where a section mentions a term."""
    return f"{prefix}sg-use-{term.anchor}"


def definition(term: Term) -> str:
    """Say in one line of text what a term means."""
    return ": ".join(part for part in (term.expansion, term.text) if part) or term.name
