"""A verdict on two things, taken apart: what speaks for the one, what for the other, and what is said of both."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studyguide.linking.name_matcher import without_spaces
from studyguide.linking.section_names import variants
from studyguide.model import Comparison, Member
from studyguide.reuse.memory import kept

_CLAUSE = re.compile(r"(?<=[;.!?])\s+(?=\S)|(?<=[\uff1b\u3002\uff01\uff1f])(?=\S)")
"""Where one of the two may end: authors part them by a semicolon or a full stop."""

_STOPS = (".", "!", "?", "\u3002", "\uff01", "\uff1f")  # the last three as Chinese and Japanese write them
_WIDE_SEMICOLON = "\uff1b"
_WORD = re.compile(r"\w{2,}")
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
"""A word of several parts, as a whole too: the second half of ``SSE-C`` alone tells nothing."""


@dataclass(frozen=True)
class Parts:
    """For each member, in the order of the columns, when to choose it; ``rest`` is what is said of both."""

    texts: tuple[str, str]
    rest: str = ""


def parts(pair: Comparison) -> Parts | None:
    """Take the verdict on a pair apart, or say that it has no two halves: then it is shown as it stands.

    A clause speaks of the member that it names first. One that names neither goes on with the clause before it, unless
    that ended a sentence: then it speaks of both.
    """
    return _parted(pair.verdict, tuple(map(_names, pair.members)))


@kept
def _parted(verdict: str, called: tuple[frozenset[str], ...]) -> Parts | None:
    names = _telling(called), called
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    at, ended, last = 2, True, 2
    for clause in _clauses(verdict):
        # A name that is a part of the other's ("IAM", "IAM Identity Center") counts where no word tells them apart.
        named = next((n for known in names if (n := _first_named(clause, known)) is not None), None)
        at = named if named is not None else 2 if ended else at
        found[at].append(clause if ended or at == last else clause[:1].upper() + clause[1:])
        ended, last = clause.endswith(_STOPS), at
    if not (found[0] and found[1]):
        return None
    return Parts((_sentences(found[0]), _sentences(found[1])), _sentences(found[2]))


def _clauses(text: str) -> Iterator[str]:
    return (clause.strip() for clause in _CLAUSE.split(text) if clause.strip())


def _telling(called: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Give of each of two the words and names, folded, that the other does not have: ``cluster``, not ``rds``."""
    one, other = (frozenset(word for name in names for word in _words_in(name)) for names in called)
    return [one - other, other - one]


def _names(member: Member) -> frozenset[str]:
    """Collect what readers call it; of aliases, which often explain, those that are one word."""
    title = [member.name, *variants(member.target.heading.title), member.target.id]
    short = [alias for alias in member.target.meta.aliases if " " not in alias]
    return frozenset(name.casefold() for name in (*title, *short))


def _words_in(text: str) -> Mapping[str, int]:
    """Give the words of a text, in the singular of English, with the place where each stands first."""
    found: dict[str, int] = {}
    for match in (*_WORD.finditer(text), *_COMPOUND.finditer(text)):
        found.setdefault(match[0].removesuffix("s"), match.start())
    return found


def _first_named(clause: str, names: Sequence[frozenset[str]]) -> int | None:
    """Say which of two a clause names first; of two at one place, the one whose name is longer."""
    folded = clause.casefold()
    words = _words_in(folded)
    places = [(at, -len(name), n) for n in (0, 1) for name in names[n] if (at := _place(name, folded, words)) >= 0]
    return min(places)[2] if places else None


def _place(name: str, folded: str, words: Mapping[str, int]) -> int:
    if name.removesuffix("s") in words:
        return words[name.removesuffix("s")]
    if " " not in name and not without_spaces(name):
        return -1
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)
    return match.start() if match else folded.find(name) if without_spaces(name) else -1


def _sentences(clauses: Sequence[str]) -> str:
    """Write clauses as text of its own, with a stop at the end."""
    text = " ".join(clauses)
    if not text or text.endswith(_STOPS):
        return text
    return text.removesuffix(_WIDE_SEMICOLON) + "\u3002" if text.endswith(_WIDE_SEMICOLON) else f"{text.rstrip(';')}."
