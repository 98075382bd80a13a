"""What is said of a block that never ends, as its tools would read it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from studyguide.markdown.dialects.mark import Mark
from studyguide.markdown.source_lines import outside_code

_COLONS = re.compile(r"[ \t>]*:{3,}[ \t]*(\S.*)?")


def message(mark: Mark, number: int, in_code: Sequence[int], *, around: bool) -> str:
    """Say how to end what begins at a line. ``in_code`` lists the lines of ends that are code.

    ``around`` tells that what ends within it began with as many colons. Tools disagree where it ends then: some take
    the first end for both, so another one would be text there.
    """
    shown = f"`{mark.source[:60]}`"
    if around:
        wider = f"{mark.ending}:"
        return f"{shown} has no end of its own, for the block in it takes that: begin and end it with `{wider}`"
    below = bisect_right(in_code, number)
    if mark.ending.startswith(":") and below < len(in_code):
        where = f"{in_code[below] - number} lines below it"
        return f"{shown} never ends and is shown as text: its end, {where}, is code: end the code before it"
    return f"{shown} never ends and is shown as text: add a line `{mark.ending}` where it ends"


def ends_in_code(source: str) -> list[int]:
    """List the lines that would end a block but for the code in which they stand, and where none of that begins."""
    return list(_ends_in_code(source.split("\n")))


def _ends_in_code(lines: Sequence[str]) -> Iterator[int]:
    text = {number for number, _ in outside_code(lines)}
    opened = 0
    for number, line in enumerate(lines):
        if number in text:
            opened = 0
        elif found := _COLONS.fullmatch(line):
            if not found[1] and not opened:
                yield number
            opened = opened + 1 if found[1] else max(0, opened - 1)
