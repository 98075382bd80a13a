"""What a text itself says that a short form stands for."""

import re

from studyguide.linking.section_names import Name, abbreviates, called
from studyguide.markdown.plain_text import block_text

_PARENTHESIS = re.compile(r"\s?[(（]([^()（）\n]{4,80})[)）]")


def differs(words: str, end: int, name: Name) -> bool:
    """Say whether the text behind an acronym expands it otherwise than its section: ``ICE (internal combustion …)``."""
    match = _PARENTHESIS.match(words, end) if name.exact else None
    if match is None or not abbreviates(name.text, match[1]):
        return False
    given = match[1].casefold()
    if any(given in other.casefold() for other in called(name.target)):
        return False
    return given not in block_text(name.target.section.tokens).casefold()
