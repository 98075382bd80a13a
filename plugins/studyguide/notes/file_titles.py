"""Titles of files and folders that have none of their own, made of their names."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from studyguide import paths
from studyguide.notes import file_names, leading_numbers
from studyguide.paths import SourcePath, folders_above

NAMELESS = "Notes"
"""What the notes folder itself is called, and a name of signs alone."""

SPACED = 5
"""Names with blanks from which a collection is one of people who write blanks; a hyphen of theirs is a hyphen."""

_DAY = re.compile(r"(?<!\d)(?:\d{4}([-_.])\d\d?\1\d\d?|\d\d?([-_.])\d\d?\2\d{4})(?!\d)")
_MONTH = re.compile(r"(\d{4})[-_](0[1-9]|1[0-2]|[wWqQ]\d{1,2})(?![\d.])")
_TIME = re.compile(r"(T|[-_ ]+)(\d\d(?:([-_.h])\d\d(?:\3\d\d)?|\d\d(?:\d\d)?))(?!\d)")
"""The time behind a day: `T10-20`, `_102030`."""
_JOINT = re.compile(r"[-_]+")
_UNDERSCORES = re.compile(r"_+")


def titles(files: Iterable[SourcePath]) -> Mapping[str, str]:
    """Make the titles of files and of the folders that they lie in, by their paths.

    All are needed at once: whether a number orders or belongs to a name is seen by the names beside it.
    """
    sources = list(files)
    beside = defaultdict[str, dict[str, str]](dict)
    for source in sources:
        folder, name = posixpath.split(source)
        beside[folder][source] = posixpath.splitext(name)[0]
        for path in folders_above(source):
            folder, name = posixpath.split(path)
            beside[folder][path] = name
    pages = {path for path in sources if _speaks_for_folder(path)}
    spaced = _is_spaced([name for named in beside.values() for path, name in named.items() if path not in pages])
    found = {"": NAMELESS}
    for named in beside.values():
        found |= _of_folder({path: name for path, name in named.items() if path not in pages}, spaced=spaced)
    return found | {path: found[posixpath.dirname(path)] for path in pages}


def _speaks_for_folder(path: SourcePath) -> bool:
    """Say whether a file is called README, or as its folder."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    return paths.is_index(stem) or (bool(folder) and paths.fold(stem) == paths.fold(posixpath.basename(folder)))


def _is_spaced(names: Collection[str]) -> bool:
    spaced = sum(" " in leading_numbers.without(name) for name in names)
    joined = sum(" " not in name and bool(_JOINT.search(name.strip("-_"))) and not _DAY.search(name) for name in names)
    return spaced >= SPACED and spaced > 2 * joined


def _of_folder(named: Mapping[str, str], *, spaced: bool) -> dict[str, str]:
    """Make the titles of what lies in one folder."""
    read = {path: file_names.meant(name) for path, name in named.items()}
    undated = {path: name for path, name in read.items() if not (_DAY.match(name) or _MONTH.match(name))}
    ordered = leading_numbers.taken_off(undated)
    return {path: _title(name, ordered.get(path, name), spaced=spaced) for path, name in read.items()}


def _title(name: str, rest: str, *, spaced: bool) -> str:
    """Put blanks where a name has other signs for want of them, and begin with a capital."""
    text = rest.strip("-_ ")
    if " " not in name and not _is_word(text):
        joint = _UNDERSCORES if spaced and text != text.lower() else _JOINT
        text = " ".join("".join(_with_blanks(text, joint)).split())
    if not text:
        return NAMELESS
    # `iOS` and `eBPF` begin as they are meant to.
    first = text.partition(" ")[0]
    return text if first != first.lower() else text[:1].upper() + text[1:]


def _is_word(text: str) -> bool:
    """Say whether hyphens make one word of a whole name: `UTF-8`, `COVID-19`, `E-Mail`, `24-10-05`."""
    first, _, rest = text.partition("-")
    if text.replace("-", "").isdecimal():
        return True
    return first.isalpha() and first.isupper() and (rest.isdecimal() or (len(first) == 1 and rest.isalpha()))


def _with_blanks(text: str, joint: re.Pattern[str]) -> Iterator[str]:
    """Yield the parts of a name without its joints; the hyphens of a date are none."""
    at = 0
    for date in sorted((*_DAY.finditer(text), *_MONTH.finditer(text)), key=re.Match[str].start):
        if date.start() >= at:
            yield joint.sub(" ", text[at : date.start()])
            yield date[0].replace("_", "-")
            at = date.end()
            if time := _TIME.match(text, at):
                yield ("T" if time[1] == "T" else " ") + time[2].replace("_", "-")
                at = time.end()
    yield joint.sub(" ", text[at:])
