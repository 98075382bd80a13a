"""Find thousands of names in a text in one pass, by a regular expression shaped like a trie of the names."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter

from studyguide.linking import inflection
from studyguide.reuse.memory import recalled, same

NAME_LIMIT = 100
"""Characters; a longer title is never mentioned word for word, and would only deepen the expression."""

_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
# Vowel signs and points are no word characters for `re`, and a word would end before them.
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0980-\u0dff"
_LETTER = rf"(?:[^\W{_UNSPACED}]|[{_MARKS}])"


def _no_letter_before(letters: str = "") -> str:
    r"""Return the look-behind for what stands before a name, or before the first ``letters`` of it.

    Not in `./s3`, `a@s3`, `#s3`, `$s3`, `\s3` or `x-s3`: addresses, tags, variables, paths and parts of other names.
    Two sets, of which `re` asks each faster than the choice of letter or mark.
    """
    return rf"(?<![^\W{_UNSPACED}]{letters})(?<![./@#$\\\-{_MARKS}]{letters})"


_BEFORE = f"{_no_letter_before()}{inflection.before()}"
# But not in `s3.example`, `s3/x`, `s3-x` or `s3=x`.
_AFTER = rf"(?!{_LETTER}|[@/\\]|[-.=]{_LETTER})"
_FEW = 100

_ALIKE = str.maketrans({"\u017f": "s", "\u0131": "i"})
"""Letters that `re` takes for others without regard to case, and that stay what they are in lower case."""

_KATAKANA = frozenset(map(chr, (*range(0x30A1, 0x30FB), 0x30FC)))
"""Japanese writes a foreign word in them, and what stands around it in other letters."""

_SCRIPTS_WITHOUT_SPACES = re.compile(f"[{_UNSPACED}]")
# Matches nowhere; an empty alternation would match everywhere.
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Found:
    """A mention: where it stands in the text, and the name as it was given to the matcher."""

    start: int
    end: int
    name: str


class Matcher:
    """Matches names as whole words. Names in ``exact`` match by case, names in ``loose`` in any case."""

    def __init__(self, exact: Iterable[str], loose: Iterable[str], language: str = "en") -> None:
        self._names: dict[str, str] = {}
        spaced_exact: set[str] = set()
        spaced_loose: set[str] = set()
        unspaced: set[str] = set()
        for name in filter(usable, exact):
            written = (name,) if name.isascii() else inflection.forms(name, language)
            (unspaced if without_spaces(name) else spaced_exact).update(written)
            for form in written:
                self._names.setdefault(form, name)
        known = sorted(filter(usable, loose))
        for name in known:
            (unspaced if without_spaces(name) else spaced_loose).update(inflection.forms(name.lower(), language))
            self._names.setdefault(name.lower(), name)
        for name in known:  # after all names, for the plural of one may be another
            for form in inflection.forms(name.lower(), language):
                self._names.setdefault(form, name)
        self._written = (spaced_exact, spaced_loose, unspaced, language)

    _few = 0
    """How often expressions of some names are made, before those of all of them are worth their time."""

    _near: tuple[frozenset[str], ...] = (frozenset(),) * 3
    _of_near = (_NOTHING,) * 3
    """The expressions of some names."""

    _looked_at = ""
    """A text that names none but those, folded; nor does any part of it."""

    def __getstate__(self) -> dict[str, object]:
        """Write it without the expressions, which take long to read and are rarely asked for then."""
        return {"_names": self._names, "_written": self._written}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Read it for a build that goes on from another: of few sections the text is another."""
        self.__dict__.update(state, _few=_FEW)

    @cached_property
    def _all(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        return self._expressions(*self._written[:3])

    def _expressions(
        self, exact: Collection[str], loose: Collection[str], unspaced: Collection[str]
    ) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        # With the endings of the language: `S3's`, `buckets`.
        after = f"(?:{inflection.after(self._written[3])})?{_AFTER}"
        # No look-around: a name between letters of its own script is the rule there; _whole looks at the rest.
        return (
            _compile_exact(exact, after),
            _compile(loose, _BEFORE, after, re.IGNORECASE),
            _compile(unspaced, "", "", re.IGNORECASE),
        )

    def _for(self, text: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        """Return expressions that find in a text what those of all names would find."""
        if self._finds_all:
            return self._all
        folded = _folded(text)
        if folded in self._looked_at:
            return self._of_near
        near = tuple(
            frozenset(name for name in names if all(part in folded for part in self._parts[name]))
            for names in self._written[:3]
        )
        if not all(map(frozenset.issubset, near, self._near)):
            self._few -= 1
            self._near, self._of_near, self._looked_at = near, self._expressions(*near), folded
        return self._of_near

    @property
    def _finds_all(self) -> bool:
        return not self._few or "_all" in self.__dict__

    def expect(self, texts: Iterable[str]) -> None:
        """Make expressions for the texts that come next at once: to make some for each takes longer than to look."""
        if not self._finds_all:
            expected = "\n".join(texts)
            self._for(expected)
            self._looked_at = _folded(expected)

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[str]]:
        """Of each name what a text must hold in small letters if it mentions it, the longest first; of some, nothing.

        All of it: names are put together of the same words again and again, and each makes an expression longer.
        """
        names = chain.from_iterable(self._written[:3])
        return {name: sorted(name.lower().split(" "), key=len)[::-1] if name.isascii() else () for name in names}

    def find(self, text: str) -> Iterator[Found]:
        """Yield mentions from left to right; of two that overlap, the first, and of those the longer."""
        exact, loose, unspaced = self._for(text)
        matches = [*exact.finditer(text), *loose.finditer(text)]
        matches += [match for match in unspaced.finditer(text) if _whole(match)]
        # The longer first: of `S3` and `S3 Glacier` at one place, `S3 Glacier` is meant.
        found = sorted((match.start(), -match.end(), match[1]) for match in matches)
        reached = 0
        for start, end, matched in found:
            if start >= reached:
                key = " ".join(matched.split())
                name = self._names.get(key) or self._names.get(key.lower())
                if name is not None:
                    yield Found(start, -end, name)
                    reached = -end


def _folded(text: str) -> str:
    return text.lower().translate(_ALIKE)


def matching(exact: Collection[str], loose: Collection[str], language: str, use: str) -> Matcher:
    """Return a matcher of these names, the one of the last build where they are the same for this ``use``."""
    names = same((frozenset(exact), frozenset(loose)), use, "names")
    return recalled(lambda: Matcher(exact, loose, language), "matcher", names, language)


def usable(name: str) -> bool:
    """Say whether a name can be looked for at all."""
    return 1 < len(name) <= NAME_LIMIT and any(character.isalnum() for character in name)


def without_spaces(name: str) -> bool:
    """Say whether a name holds a script that is written without spaces, as Chinese, Japanese and Thai are."""
    return bool(_SCRIPTS_WITHOUT_SPACES.search(name))


def _whole(match: re.Match[str]) -> bool:
    """Say whether a name stands alone: ``S3の表`` does not in ``AS3の表``, nor ``ロック`` in ``ブロック``."""
    edges = ((match.start() - 1, match.start()), (match.end() - 1, match.end()))
    return not any(
        (_in_word(match.string[one]) and _in_word(match.string[other]))
        or (match.string[one] in _KATAKANA and match.string[other] in _KATAKANA)
        for one, other in edges
        if one >= 0 and other < len(match.string)
    )


def _in_word(character: str) -> bool:
    return character.isalnum() and not without_spaces(character)


def _compile(names: Collection[str], before: str, after: str, flags: int = 0) -> re.Pattern[str]:
    if not names:
        return _NOTHING
    # A plain `a|b|c` tries every name at every place: time grows with the names times the text.
    return re.compile(f"{before}({_expression(sorted(names))}){after}", flags)


def _compile_exact(names: Collection[str], after: str) -> re.Pattern[str]:
    """Compile names that match by case; of Latin ones, `re` looks for the first letters alone, five times as fast."""
    if not names or not all(name[0].isascii() and name[0].isalnum() for name in names):
        return _compile(names, _BEFORE, after)
    groups = groupby(sorted(names), key=itemgetter(0))
    before = _no_letter_before(r"[\s\S]")
    branches = (first + before + _expression(list(found), 1) for first, found in groups)
    return re.compile(f"({'|'.join(branches)}){after}")


def _expression(names: Sequence[str], done: int = 0) -> str:
    """Write one node of the trie: what follows ``done`` characters, in which names in order are the same.

    It tries longer names first.
    """
    if len(names) == 1:
        return "".join(map(_character, names[0][done:]))
    ends = len(names[0]) == done
    groups = groupby(names[ends:], key=itemgetter(done))
    branches = [_character(character) + _expression(list(found), done + 1) for character, found in groups]
    joined = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return joined + "?" * ends


def _character(character: str) -> str:
    # A name may go on over a line end, or hold a no-break space that a word processor put there.
    return r"[ \n\xa0]+" if character == " " else re.escape(character)
