"""How a text differs from another, as ``diff -u`` shows it, in time that is linear but for a logarithm.

Python's own takes the square of the changes in a file, and of lines that are alike.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from studyguide.guide.differences import anchors

CONTEXT = 3
# Not splitlines: it also splits at form feeds and U+2028, which end no line of a note.
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class Piece(NamedTuple):
    """What a part of a text was, and what it became; each is empty, or whole lines."""

    before: str
    after: str


class _Line(NamedTuple):
    """A line of a diff: its sign, its text, and how many lines of either text stand before it."""

    sign: str
    text: str
    old: int
    new: int


def lines_of(text: str) -> list[str]:
    """Split a text into lines with their ends, as editors count them."""
    return _LINES.findall(text)


def pieces(before: str, after: str) -> list[Piece]:
    """Set two texts side by side at the lines that both have once, in the same order; between them all is replaced."""
    old, new = lines_of(before), lines_of(after)
    result: list[Piece] = []
    i = j = 0  # lines of each that are told
    for left, right in (*anchors(old, new), (len(old), len(new))):
        if i < left or j < right:
            result.append(Piece("".join(old[i:left]), "".join(new[j:right])))
        if left < len(old):
            result.append(Piece(old[left], new[right]))
        i, j = left + 1, right + 1
    return result


def unified(changes: Iterable[Piece], old: str, new: str) -> str:
    """Write the changes between two texts, named ``old`` and ``new``; nothing where they are alike."""
    lines = list(_signed(changes))
    changed = [number for number, line in enumerate(lines) if line.sign != " "]
    hunks: list[list[int]] = []
    for number in changed:
        if hunks and number <= hunks[-1][1] + 2 * CONTEXT:
            hunks[-1][1] = number + 1
        else:
            hunks.append([number, number + 1])
    shown = "".join(_hunk(lines[max(0, first - CONTEXT) : last + CONTEXT]) for first, last in hunks)
    return f"--- {old}\n+++ {new}\n{shown}" if shown else ""


def _signed(changes: Iterable[Piece]) -> Iterator[_Line]:
    old = new = 0
    for before, after in changes:
        left, right = lines_of(before), lines_of(after)
        same = 0
        while same < min(len(left), len(right)) and left[same] == right[same]:
            same += 1
        marked = [*((" ", line) for line in left[:same]), *(("-", line) for line in left[same:])]
        for sign, line in (*marked, *(("+", line) for line in right[same:])):
            yield _Line(sign, line, old, new)
            old += sign != "+"
            new += sign != "-"


def _hunk(lines: Sequence[_Line]) -> str:
    counts = Counter(line.sign for line in lines)
    old = _range(lines[0].old, counts[" "] + counts["-"])
    new = _range(lines[0].new, counts[" "] + counts["+"])
    text = "".join(f"{line.sign}{line.text}" + ("" if line.text.endswith("\n") else "\n") for line in lines)
    return f"@@ -{old} +{new} @@\n{text}"


def _range(before: int, count: int) -> str:
    """Write a range of lines as POSIX does: one that is empty is named by the line before it."""
    first = before + 1 if count else before
    return str(first) if count == 1 else f"{first},{count}"
