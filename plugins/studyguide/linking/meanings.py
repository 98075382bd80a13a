"""What a text itself says that a short form stands for."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from studyguide.linking.english import acronym
from studyguide.linking.section_names import Name, abbreviates, called
from studyguide.markdown.plain_text import block_text
from studyguide.model import Section, Term
from studyguide.paths import PageName
from studyguide.reuse.memory import kept

_PARENTHESIS = r"\s?[(\uff08]([^()\uff08\uff09\n]{4,80})[)\uff09]"
_BEHIND = re.compile(_PARENTHESIS)
_LITTLE = 3
"""Letters of a word that an acronym may pass over: `quality of service (QoS)`."""

_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"[(\uff08]([^()\uff08\uff09\n]{2,80})[)\uff09]")
_SHORT_BEFORE = re.compile(r"(?<!\w)([^\W_]{2,10})\s?\Z")
_CLAUSE = re.compile(r"[.,;:]")
SPELT_OUT, BEHIND, DEFINED = "spelt out", "behind it", "defined"
_NEAR = 80
"""Characters of the longest phrase that an acronym stands for."""


Ask = Callable[[tuple[str, PageName, str]], tuple[str, ...]]
"""Gives the answer to a question that :meth:`Texts.answer` understands."""


class Texts:
    """What pages say that short forms stand for, and terms."""

    def __init__(self, pages: Mapping[PageName, Section], terms: Iterable[Term]) -> None:
        self.pages = pages
        self._defined = {term.anchor: (term.text,) for term in terms}
        self._spelt: dict[PageName, Mapping[str, tuple[str, ...]]] = {}

    def answer(self, question: tuple[str, PageName, str]) -> tuple[str, ...]:
        """Say what a short form stands for on a page, by initials or in parentheses behind it; or what a term is."""
        way, page, short = question
        if way == DEFINED:
            return self._defined.get(short, ())
        return self.spelt_out(self.pages[page]).get(short, ()) if way == SPELT_OUT else _behind(self.pages[page], short)

    def spelt_out(self, section: Section) -> Mapping[str, tuple[str, ...]]:
        """Look at a text once for all its short forms."""
        if section.page not in self._spelt:
            self._spelt[section.page] = _spelt_out(section)
        return self._spelt[section.page]


def defined(term: Term, ask: Ask) -> Term:
    """Return a term of which more than its name is used: that it says the same is asked then."""
    ask((DEFINED, term.page, term.anchor))
    return term


def differs(words: str, end: int, name: Name, ask: Ask) -> bool:
    """Say whether a text expands an acronym otherwise than its section does: ``ICE (internal combustion engine)``."""
    match = _BEHIND.match(words, end) if name.exact else None
    if match is None or not abbreviates(name.text, match[1]):
        return False
    in_text = ask((BEHIND, name.target.section.page, name.text))
    given, known = _folded(match[1]), {*map(_folded, _from_names(name)), *map(_folded, in_text)}
    return bool(known) and not any(given in other or other in given for other in known)


def differ(given: Iterable[str], known: Iterable[str], name: Name) -> bool:
    """Say whether what a page says of an acronym has few of the words that its section, or its name, says of it."""
    known = [*known, *map(_folded, _from_names(name))]
    return bool(known) and not any(_are_alike(one, other) for one in given for other in known)


@kept
def _spelt_out(section: Section) -> dict[str, tuple[str, ...]]:
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


def _from_names(name: Name) -> Iterator[str]:
    """Yield what the names of a section say that its acronym stands for."""
    return (other for other in called(name.target) if abbreviates(name.text, other))


@kept
def _behind(section: Section, short: str) -> tuple[str, ...]:
    """List what a text says behind an acronym that it stands for."""
    found = re.findall(re.escape(short) + _PARENTHESIS, block_text(section.tokens))
    return tuple(phrase for phrase in found if abbreviates(short, phrase))


def _folded(phrase: str) -> str:
    return " ".join(phrase.casefold().replace("-", " ").split())
