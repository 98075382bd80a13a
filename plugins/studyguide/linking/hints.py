"""What is proposed for a link that leads nowhere: the nearest name or file, or nothing."""

import posixpath
import re
from collections.abc import Callable, Iterable
from itertools import chain, islice

from studyguide import paths
from studyguide.linking.target_index import Index
from studyguide.model import Section
from studyguide.paths import SourcePath
from studyguide.suggestions import SHORT, SUGGESTIONS, nearest

_NO_DIGITS = re.compile(r"\D+")

ALIKE = 0.75
"""How much a proposed name has in common with the dead one; below, every other proposal is absurd."""


_WORD = re.compile(r"[^\W_]+")

SAME_LETTERS = 0.95
"""Of names of more words or fewer: a blank or hyphen is missing, not a word."""

ALIKE_WORDS = 0.6
"""A slip in a word of three letters leaves two of them."""

ALIKE_FILES = 0.85
"""Notes and files are called alike by their subjects: `docker-analysis.md` is no slip for `dynamic-analysis.md`."""


def name(index: Index, wanted: str, section: Section) -> str:
    """Propose a section's name for one that none has; the page that asks is not meant, nor a heading of it."""
    if "/" in wanted and (moved := _of_same_name(index, wanted)):
        return f": did you mean `[[{moved.removesuffix('.md')}]]`?"
    key = paths.fold(wanted)
    # Only names with the same first letter: every dead link looks through them, and a guide has thousands.
    known = list(index.initials.get(key[:1], ()))
    close = nearest(key, known, ALIKE_FILES) or _turned(key, nearest(key, known))
    # A note to be written is called like others of its subject.
    if not close or not _by_word(key, close) or index.names[close][0].target.section.page == section.page:
        return ""
    return hint(key, known, "[[{}]]", lambda close: index.names[close][0].text)


def file(index: Index, source: SourcePath, wanted: str) -> str:
    """Propose a file for a path that leads to none; of another kind than is asked for, none is near."""
    if len(posixpath.splitext(posixpath.basename(wanted))[0].strip(".")) < SHORT:
        return ""  # `b.md` has most letters in common with `t.md`
    own = (path for path, _ in index.own.values())
    if moved := moved_to(index, source, wanted):
        return moved
    ending = posixpath.splitext(wanted)[1]
    every = chain((note.source.path for note in index.files.values()), index.assets.values(), own)
    known = [path for path in islice(every, SUGGESTIONS) if ending in {"", posixpath.splitext(path)[1]}]
    close = nearest(wanted, known, ALIKE_FILES)
    known = [close] if _are_alike(_stem(wanted), _stem(close)) else []
    return hint(wanted, known, "{}", lambda close: way(source, close))


def _are_alike(one: str, other: str) -> bool:
    """Say whether two names are, without their folders; of short ones, if one letter is another."""
    if len(one) == len(other) and sum(left != right for left, right in zip(one, other, strict=True)) == 1:
        return True
    return bool(nearest(one, [other], ALIKE_FILES)) and _by_word(one, other)


def _by_word(one: str, other: str) -> bool:
    """Say whether names are alike word by word, “Carbon” and “C” are not; or but for where a word ends."""
    words, others = _WORD.findall(one), _WORD.findall(other)
    if len(words) != len(others):
        return bool(nearest("".join(words), ["".join(others)], SAME_LETTERS))
    return all(left == right or nearest(left, [right], ALIKE_WORDS) for left, right in zip(words, others, strict=True))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].casefold()


def moved_to(index: Index, source: SourcePath, wanted: str) -> str:
    """Propose the one file that has the name, wherever it lies."""
    found = _of_same_name(index, wanted)
    return f": did you mean `{way(source, found)}`?" if found else ""


def way(source: SourcePath, path: str) -> str:
    """Write the way from a note to a file; a blank would end an address."""
    return posixpath.relpath(path, posixpath.dirname(source) or ".").replace(" ", "%20")


def _of_same_name(index: Index, wanted: str) -> str:
    """Return the one file that has the name, wherever it was moved to."""
    stem, ending = posixpath.splitext(posixpath.basename(wanted))
    if ending not in {"", ".md"}:
        files = index.assets_by_name.get(paths.fold(posixpath.basename(wanted)), ())
        return files[0] if len(files) == 1 else ""
    notes = index.stems.get(paths.fold(stem), ()) if not paths.is_index(stem) else ()
    return notes[0].source.path if len(notes) == 1 else ""


def _turned(wanted: str, close: str) -> str:
    """Return a name whose letters stand in another order alone: `kinises`."""
    return close if sorted(wanted.casefold()) == sorted(close.casefold()) else ""


def hint(wanted: str, known: Iterable[str], form: str, spelled: Callable[[str], str] = str) -> str:
    """Propose the nearest of the known names, or nothing; ``spelled`` says how it is written here."""
    known = list(islice(known, SUGGESTIONS))
    close = nearest(wanted, known, ALIKE) or _turned(wanted, nearest(wanted, known))
    # Of two dates, or two versions, none is a slip for the other.
    if _NO_DIGITS.sub("", close) != _NO_DIGITS.sub("", wanted):
        return ""
    return f": did you mean `{form.format(spelled(close))}`?" if close else ""
