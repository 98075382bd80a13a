"""What a file's name stands for: names that a disk would not hold, and the days of Logseq's journal."""

import posixpath
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from studyguide import paths
from studyguide.paths import SourcePath

# The page `A/B` of Logseq is `A___B.md`, or, in its older form, `A%2FB.md`.
_NAMESPACE = re.compile(r"(?<=[^\s_])___(?=[^\s_])")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_DAY = re.compile(r"(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
"""As Logseq writes them in the titles of its journal, whatever the language."""


def meant(name: str) -> str:
    """Undo what a disk asked of a name: escapes, Logseq's mark for a slash, blanks of all kinds."""
    if _ESCAPED.search(name):
        decoded = unquote(name, errors="replace")
        name = name if "\ufffd" in decoded or not decoded.isprintable() else decoded
    return " ".join(_NAMESPACE.sub("/", paths.composed(name)).split())


def called(path: SourcePath) -> Iterator[str]:
    """Yield the names by which a link can mean a file, each once."""
    stem = posixpath.basename(path)[:-3]
    return iter(dict.fromkeys((stem, meant(stem), *_days(stem))))


def _days(stem: str) -> Iterator[str]:
    """Yield how tools write the day that a file is called by: ``2023-10-05``, ``Oct 5th, 2023``."""
    found = _DAY.fullmatch(stem)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return
    if day:
        ending = "th" if day.day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        yield day.isoformat()
        yield f"{_MONTHS[day.month - 1]} {day.day}{ending}, {day.year}"
        yield from (f"{day:%Y/%m/%d}", f"{day:%Y_%m_%d}", f"{day:%Y%m%d}", f"{day:%d-%m-%Y}")
