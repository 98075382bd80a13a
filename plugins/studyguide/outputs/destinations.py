"""Where addresses stand in the text of a note: in links, pictures, definitions and raw HTML, as they are written there.

The parser knows no places, so what looks like an address is found by its shape. Whoever changes one reads the note
again and sees whether it was what it looked like: in code it was not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import unescapeAll

# Possessive throughout: a text of nothing but brackets takes linear time.
_TARGET = r"(<(?:[^<>\n\\]|\\.)*+>|(?:[^\s()<>\\]|\\\S|\((?:[^\s()\\]|\\\S)*+\))++)"
_INLINE = re.compile(rf"\]\([ \t]*+\n?[ \t]*+{_TARGET}")
_DEFINITION = re.compile(rf"(?m)^[ \t>*+-]*+\[(?:[^\[\]\\\n]|\\.){{1,999}}+\]:[ \t]*+\n?[ \t>]*+{_TARGET}")
_ATTRIBUTE = re.compile(r"""(?i)[\s"'](?:src|href)[ \t]*+=[ \t\n]*+("[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`]++)""")

# Neither brackets nor quotes nor `&`: it may stand in Markdown and in an attribute.
_PLAIN = "/~!$*+,;=:@-._"


@dataclass(frozen=True)
class Destination:
    """An address in a text: the characters that it takes, without marks around them, and what it means."""

    start: int
    end: int
    address: str
    """As the parser reads it."""


def found(text: str) -> Iterator[Destination]:
    """Yield what looks like an address, in no order."""
    for pattern in (_INLINE, _DEFINITION):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            if text[start] == "<":
                start, end = start + 1, end - 1
            yield Destination(start, end, normalizeLink(unescapeAll(text[start:end])))
    for match in _ATTRIBUTE.finditer(text):
        start, end = match.span(1)
        if text[start] in "\"'":
            start, end = start + 1, end - 1
        yield Destination(start, end, unescape(text[start:end]))


def written(path: str) -> str:
    """Write a path so that it may stand wherever an address does."""
    return quote(path, safe=_PLAIN)


def same(one: str, other: str) -> bool:
    """Say whether two addresses are one, however their characters are escaped."""
    return one == other or unquote(one) == unquote(other)


def replaced(text: str, changes: dict[Destination, str]) -> str:
    """Put other addresses in the place of some."""
    parts, done = [], 0
    for place in sorted(changes, key=lambda place: place.start):
        parts += [text[done : place.start], changes[place]]
        done = place.end
    return "".join((*parts, text[done:]))
