"""Decide where the pages of a file begin."""

import re
from collections.abc import Sequence

from studyguide.markdown.plain_text import plain
from studyguide.notes.workpiece import Cut, Workpiece

# A quarter of an hour at 200 words a minute, as who only reads has them.
LONG_FILE = 3_000
"""Words from which one page cut from a file with one H1 is worth splitting."""

PART = 2
"""The level below the title."""

LONG_PARTS = 4
"""Parts from which it is."""

_NUMBERED = re.compile(r"(\d{1,9})[.)]\s")


def cuts(piece: Workpiece, mode: str) -> list[Cut]:
    """Return the pages in order. The first is the file's own page and may be empty."""
    top = [index for index in piece.headings if piece.level(index) == 1]
    if mode == "auto":
        # "1. Vision", "2. Costs" below a title in the front matter are parts of one paper, whatever level they have.
        one_page = len(top) <= 1 or (piece.source.meta.title and _numbered_run(piece, top))
        mode = "file" if one_page else "1"
        if one_page:
            _hint(piece)
    if mode == "file":
        return [Cut(_title(piece, top), 0, len(piece.tokens), 1)]
    return _split(piece, top, int(mode))


def _title(piece: Workpiece, top: Sequence[int]) -> int | None:
    """Return the heading that names a page which is a whole file: its only H1, if no other heading comes first."""
    return top[0] if len(top) == 1 and piece.headings[0] == top[0] else None


def _split(piece: Workpiece, top: Sequence[int], depth: int) -> list[Cut]:
    """Begin a page at every heading down to a level. With ``split: 2`` an only H1 names the file's own page."""
    starts = [index for index in piece.headings if piece.level(index) <= depth]
    title = _title(piece, top) if depth > 1 else None
    if title is not None:
        starts = starts[1:]
    bounds = [*starts, len(piece.tokens)]
    own = Cut(title, 0, bounds[0], 0 if title is None else 1, chapter=True)
    return [own, *(Cut(at, at, bounds[n + 1], piece.level(at)) for n, at in enumerate(starts))]


def _numbered_run(piece: Workpiece, top: Sequence[int]) -> bool:
    """Say whether these headings count on by one, like "1. Vision" and "2. Costs"."""
    matches = [_NUMBERED.match(plain(piece.tokens[index + 1].children)) for index in top]
    found = [int(match[1]) for match in matches if match]
    return len(found) == len(top) and found == list(range(found[0], found[0] + len(top)))


def _hint(piece: Workpiece) -> None:
    parts = sum(piece.level(index) == PART for index in piece.headings)
    if parts >= LONG_PARTS and len(piece.source.text.split()) > LONG_FILE:
        message = f"one long page with {parts} parts: `split: 2` in the front matter makes a page of each"
        piece.report(-piece.source.offset, "long-page", message, "info")
