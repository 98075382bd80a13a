"""How much there may be to read, and to show of it.

Time and memory grow with the notes: 16 MB of prose take a minute and 0.35 GB.
"""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from studyguide.notes.left_out import LeftOut
from studyguide.options import Limits
from studyguide.reuse.memory import kept
from studyguide.site import Page

SIZE_LIMIT = 2_000_000
"""Bytes of one file; a longer one is no note, is not read, and no browser would open a page made of it."""

_READ = (".md", ".svg")
"""Endings of the files that are read whole; others are copied."""
_MEGA = 1_000_000
_NAMED = 3


_PAGES_AT_LEAST = 100 * _MEGA
_PAGES_PER_NOTES = 50
"""A guide's pages together have six times the bytes of its notes, and of many short ones 30 times."""


class TooMuchError(ValueError):
    """There is more to read than the owner allows, or to write; the message says where it is and what to do."""


def check(root: Path, limits: Limits, rules: LeftOut) -> None:
    """Add up what a folder of notes holds, without opening a file; ``rules`` say what is not read.

    Raises:
        TooMuchError: where that is beyond the limits.
    """
    sizes: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for folder, subfolders, names in os.walk(root):
        where = Path(folder).relative_to(root).as_posix()
        below = "" if where == "." else f"{where}/"
        subfolders[:] = [name for name in subfolders if not rules.folder(f"{below}{name}")]
        seen = [name for name in names if not rules.file(f"{below}{name}")]
        files[f"{where}/"] = len(seen)
        sizes.update({f"{where}/{name}": _size(folder, name) for name in seen if name.lower().endswith(_READ)})
    if (read := sizes.total() / _MEGA) > limits.megabytes:
        raise _error(f"{read:,.1f} MB, and {limits.megabytes:g} are allowed", sizes, "limit_megabytes")
    if (count := files.total()) > limits.files:
        raise _error(f"{count:,} files, and {limits.files:,} are allowed", files, "limit_files")


class Room:
    """What pages may be together, of notes of ``read`` bytes.

    What stands in the notes once is shown wherever it is referred to: a long footnote of a thousand sections is a
    thousand long footnotes.
    """

    def __init__(self, read: int) -> None:
        self._left = _PAGES_AT_LEAST + _PAGES_PER_NOTES * read
        self._longest: dict[str, int] = {}

    def take(self, page: Page) -> Page:
        """Pass a page on while there is room for it.

        Raises:
            TooMuchError: where there is none.
        """
        self._longest[page.name] = _length(page)
        self._left -= self._longest[page.name]
        if self._left < 0:
            where = _listed(Counter(self._longest).most_common(_NAMED))
            message = (
                f"the pages are more than {_PAGES_PER_NOTES} times as long as the notes; the longest so far are {where}"
                ": shorten the footnote, definition or table that is shown again and again"
            )
            raise TooMuchError(message)
        return page


@kept
def _length(page: Page) -> int:
    return page.length


def _size(folder: str, name: str) -> int:
    """Return the bytes that would be read: of what a link leads to, for a thousand links may lead to one long note."""
    try:
        size = os.stat(os.path.join(folder, name)).st_size  # noqa: PTH116, PTH118  a Path for each takes longer
    except (OSError, ValueError):
        return 0
    return size if size <= SIZE_LIMIT else 0


def _error(what: str, found: Counter[str], option: str) -> TooMuchError:
    flag = f"--{option.replace('_', '-')}"
    where = _listed(found.most_common(_NAMED))
    return TooMuchError(
        f"the notes hold {what}; most is in {where}: move out what is no note, or set `{option}` ({flag})"
    )


def _listed(most: Iterable[tuple[str, int]]) -> str:
    names = (name.removeprefix("./") or "the notes folder itself" for name, _ in most)
    return ", ".join("".join(c if c.isprintable() else "?" for c in name[:200]) for name in names)
