"""What a text itself says that a short form stands for."""

import re
from collections.abc import Iterator

from studyguide.linking.section_names import Name, abbreviates, called
from studyguide.markdown.plain_text import block_text
from studyguide.reuse.memory import passing

_PARENTHESIS = r"\s?[(\uff08]([^()\uff08\uff09\n]{4,80})[)\uff09]"
_BEHIND = re.compile(_PARENTHESIS)


def differs(words: str, end: int, name: Name) -> bool:
    """Say whether a text expands an acronym otherwise than its section does: ``ICE (internal combustion engine)``."""
    match = _BEHIND.match(words, end) if name.exact else None
    if match is None or not abbreviates(name.text, match[1]):
        return False
    passing()  # it looks into the text of the other section
    given, known = _folded(match[1]), set(map(_folded, _expansions(name)))
    return bool(known) and not any(given in other or other in given for other in known)


def _expansions(name: Name) -> Iterator[str]:
    """Yield what the section says that its acronym stands for, in its names or in its text."""
    yield from (other for other in called(name.target) if abbreviates(name.text, other))
    text = block_text(name.target.section.tokens)
    for match in re.finditer(re.escape(name.text) + _PARENTHESIS, text):
        if abbreviates(name.text, match[1]):
            yield match[1]


def _folded(phrase: str) -> str:
    return " ".join(phrase.casefold().replace("-", " ").split())
