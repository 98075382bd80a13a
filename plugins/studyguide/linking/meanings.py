"""What a text itself says that a short form stands for."""

import re
from collections.abc import Iterable, Iterator

from studyguide.linking.english import acronym
from studyguide.linking.section_names import Name, abbreviates, called
from studyguide.markdown.plain_text import block_text
from studyguide.model import Section
from studyguide.reuse.memory import kept, passing

_PARENTHESIS = r"\s?[(\uff08]([^()\uff08\uff09\n]{4,80})[)\uff09]"
_BEHIND = re.compile(_PARENTHESIS)
_LITTLE = 3
"""Letters of a word that an acronym may pass over: `quality of service (QoS)`."""

_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"[(\uff08]([^()\uff08\uff09\n]{2,80})[)\uff09]")
_SHORT_BEFORE = re.compile(r"(?<!\w)([^\W_]{2,10})\s?\Z")
_CLAUSE = re.compile(r"[.,;:]")
_NEAR = 80
"""Characters of the longest phrase that an acronym stands for."""


def differs(words: str, end: int, name: Name) -> bool:
    """Say whether a text expands an acronym otherwise than its section does: ``ICE (internal combustion engine)``."""
    match = _BEHIND.match(words, end) if name.exact else None
    if match is None or not abbreviates(name.text, match[1]):
        return False
    passing()  # it looks into the text of the other section
    given, known = _folded(match[1]), set(map(_folded, _expansions(name)))
    return bool(known) and not any(given in other or other in given for other in known)


def differ(given: Iterable[str], known: Iterable[str], name: Name) -> bool:
    """Say whether what a page says of an acronym has few of the words that its section, or its name, says of it."""
    known = [*known, *(_folded(other) for other in called(name.target) if abbreviates(name.text, other))]
    return bool(known) and not any(_are_alike(one, other) for one in given for other in known)


@kept
def spelt_out(section: Section) -> dict[str, tuple[str, ...]]:
    """Map the acronyms of a text to what it says that they stand for, by the initials of the words."""
    text = block_text(section.tokens)
    found: dict[str, tuple[str, ...]] = {}
    for aside in _ASIDE.finditer(text):
        before = text[max(0, aside.start() - _NEAR) : aside.start()]
        short = _SHORT_BEFORE.search(before)
        pairs = [(aside[1], _CLAUSE.split(before)[-1])] if _WORD.fullmatch(aside[1]) else []
        pairs += [(short[1], aside[1])] if short else []
        for form, phrase in pairs:
            if words := _initialled(form, phrase):
                found[form] = (*found.get(form, ()), words)
    return found


def _initialled(short: str, phrase: str) -> str:
    """Return the words at the end of a phrase whose initials are an acronym, all but little ones."""
    if not acronym(short):
        return ""
    wanted, found = list(short.casefold()), list[str]()
    for word in reversed(_WORD.findall(phrase.casefold())):
        if not wanted:
            break
        if word[0] == wanted[-1]:
            wanted.pop()
        elif len(word) > _LITTLE:
            return ""
        found.append(word)
    return "" if wanted else " ".join(reversed(found))


def _are_alike(one: str, other: str) -> bool:
    """Say whether two expansions share half of their words: `domain name system` and `domain name server`."""
    left, right = set(one.split()), set(other.split())
    return 2 * len(left & right) >= min(len(left), len(right))


def _expansions(name: Name) -> Iterator[str]:
    """Yield what the section says that its acronym stands for, in its names or in its text."""
    yield from (other for other in called(name.target) if abbreviates(name.text, other))
    text = block_text(name.target.section.tokens)
    for match in re.finditer(re.escape(name.text) + _PARENTHESIS, text):
        if abbreviates(name.text, match[1]):
            yield match[1]


def _folded(phrase: str) -> str:
    return " ".join(phrase.casefold().replace("-", " ").split())
