"""Look for what authors usually want to know about: misspelt and double titles, ids used twice, overdue reviews."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from studyguide import paths
from studyguide.model import Problem, Section
from studyguide.names import targets
from studyguide.text import block_text

FREQUENT = 3
"""Times a spelling must occur in running text to count as the right one."""

_WORD = re.compile(r"[^\W\d_]{5,}")
_NOT_LETTERS = re.compile(r"[\W_]+")


def check(sections: Sequence[Section]) -> tuple[Problem, ...]:
    """Return everything found, in the order of the checks."""
    return (*_double_ids(sections), *_double_titles(sections), *_misspelt_titles(sections), *_related(sections))


def _double_ids(sections: Sequence[Section]) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for target in targets(sections):
        own = target.heading is target.section.head
        identity = target.section.meta.id if own else target.heading.meta.id
        if not identity:
            continue
        if identity in first:
            message = f"the id `{identity}` is used in {first[identity]} too: links to it lead there; choose another one"
            yield Problem(target.heading.place, "double-id", message, "error")
        first.setdefault(identity, str(target.heading.place))


def _double_titles(sections: Sequence[Section]) -> Iterable[Problem]:
    """Report two page titles that are one name but for spaces, hyphens and case."""
    known: dict[str, Section] = {}
    for section in sections:
        key = _NOT_LETTERS.sub("", paths.fold(section.title))
        other = known.setdefault(key, section) if key else section
        if other is not section:
            place, title = other.place, other.title
            same = "has the same title" if title == section.title else f"is called “{title}”"
            message = f"“{section.title}”: a section in {place} {same}; join them, or give them distinct titles"
            yield Problem(section.place, "double-title", message, "info" if title == section.title else "warning")


def _misspelt_titles(sections: Sequence[Section]) -> Iterable[Problem]:
    """Report a title's word that is one slip away from a name that the text uses often, and itself is hardly used."""
    count: Counter[str] = Counter()
    for section in sections:
        count.update(word for word in _WORD.findall(block_text(section.tokens)) if not word.islower())
    frequent: dict[str, list[str]] = defaultdict(list)
    for word, times in count.items():
        if times >= FREQUENT:
            frequent[word[0].casefold()].append(word)
    for section in sections:
        for word in _joined_words(section.title):
            if not word.islower() and (right := _slip(word, count, frequent[word[0].casefold()])):
                message = f"“{word}” in the title is likely misspelt: the text says “{right}” {count[right]} times"
                yield Problem(section.place, "misspelt-title", message)


def _joined_words(title: str) -> list[str]:
    """List the words of a title, and neighbours joined: ``Elastic Cache`` may mean one word."""
    words = _WORD.findall(title)
    return [*words, *(one + other for one, other in zip(words, words[1:], strict=False))]


def _slip(word: str, count: Counter[str], frequent: Iterable[str]) -> str:
    near = [w for w in frequent if abs(len(w) - len(word)) <= 2 and w.casefold() != word.casefold()]  # noqa: PLR2004
    for right in difflib.get_close_matches(word, near, 1, 0.88):
        inflected = right.casefold().rstrip("s") == word.casefold().rstrip("s")
        if not inflected and count[word] * 2 < count[right] and _capital_inside(right):
            return right
    return ""


def _capital_inside(word: str) -> bool:
    return any(character.isupper() for character in word[1:])


def _related(sections: Sequence[Section]) -> Iterable[Problem]:
    known = {target.id for target in targets(sections)} | {paths.fold(s.title) for s in sections}
    known |= {paths.fold(alias) for s in sections for alias in s.meta.aliases}
    for section in sections:
        for name in section.meta.related:
            if name not in known and paths.fold(name) not in known:
                close = difflib.get_close_matches(name, known, 1, 0.6)
                hint = f": did you mean `{close[0]}`?" if close else ": use the id of a section"
                yield Problem(section.place, "related", f"`related`: no section `{name}`{hint}")
