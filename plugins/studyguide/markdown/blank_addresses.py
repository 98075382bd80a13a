"""``[text](two words.md)``: an address that ends at its first blank, so that all of it is text, here as on GitHub."""

import re
from collections.abc import Iterator

# Brackets within, as in `report (1).pdf`, but no quotes: a title stands in them.
_ADDRESS = re.compile(r"""(?<!\\)\]\([ \t]*+((?:[^()<>\n\0"'`]|\([^()<>\n\0"'`]{0,100}+\)){3,200}+)\)""")
_FILE = re.compile(r"\S[ \t].*\.[A-Za-z]\w{1,4}(?:#.*)?")


def found(text: str) -> Iterator[re.Match[str]]:
    """Yield what is meant for a link to a file; in prose a bracket may follow another."""
    return (match for match in _ADDRESS.finditer(text) if _FILE.search(match[1].strip()))


def mended(address: str) -> str:
    """Write an address so that its blanks belong to it."""
    return f"<{address.strip()}>"


def line_mended(line: str, count: int) -> str:
    """Mend a line of a note; as it is where it has more or fewer than were seen in its text, for some are code."""
    places = list(found(line))
    if not count or len(places) != count:
        return line
    for match in reversed(places):
        line = f"{line[: match.start(1)]}{mended(match[1])}{line[match.end(1) :]}"
    return line
