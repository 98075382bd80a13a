"""Marks in a page where what notes say begins and ends, so that the rest is known to be the templates'.

Marks are put around the content of a page, go wherever other plugins take it, and are taken out at the end. They are
``<template>`` elements, for a parser leaves those where they stand, whatever notes left open around them: other plugins
parse pages and write them anew.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

_CLOSES = """<!-- ' " > -->"""
"""Ends a comment, a value and a tag that notes left open, so that none takes in what a template writes behind them."""

_MERGED = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
"""A parser gives the attributes of such a tag to the page's own element."""


@dataclass(frozen=True)
class Parts:
    """A page: what templates and what notes wrote, in turns, beginning and ending with a template."""

    texts: tuple[str, ...]

    @property
    def templates(self) -> tuple[str, ...]:
        """What the templates wrote."""
        return self.texts[::2]

    @property
    def notes(self) -> tuple[str, ...]:
        """What notes said."""
        return self.texts[1::2]


@dataclass(frozen=True)
class Marks:
    """The marks of one build. ``word`` depends on all that notes say, so no note holds it."""

    word: str

    def around(self, content: str) -> str:
        """Mark the content of a page."""
        return f"{self._begin}{content}{self._end}"

    @cached_property
    def _begin(self) -> str:
        return f'<template id="{self.word}-a"></template>'

    @cached_property
    def _end(self) -> str:
        return f'<template id="{self.word}-z"></template>'

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        # Other plugins may write them in another way: without quotes, in capitals, with a space.
        return re.compile(rf"""<template\s+id=["']?{self.word}-([az])["']?\s*>\s*</template\s*>""", re.IGNORECASE)

    def parts(self, html: str) -> Parts | None:
        """Split a page at its marks; None where they do not stand in pairs: then nobody knows who wrote what."""
        begins, ends = html.split(self._begin), html.count(self._end)
        if ends == len(begins) - 1 == html.count(self.word) / 2 and all(self._end in part for part in begins[1:]):
            return Parts(tuple(chain(begins[:1], *(part.split(self._end) for part in begins[1:]))))
        return self._parts_written_anew(html)

    def _parts_written_anew(self, html: str) -> Parts | None:
        marks = list(self._mark.finditer(html))
        order = "".join(mark[1].lower() for mark in marks)
        if order != "az" * (len(marks) // 2) or html.count(self.word) != len(marks):
            return None
        ends = [0, *(place for mark in marks for place in mark.span()), len(html)]
        return Parts(tuple(html[ends[n] : ends[n + 1]] for n in range(0, len(ends), 2)))

    def taken_out(self, html: str) -> str:
        """Take the marks out of a page in which they do not stand in pairs."""
        return self._mark.sub("", html)


def joined(parts: Iterable[str]) -> str:
    """Put a page together again. What notes left open ends where a template goes on."""
    texts = list(parts)
    return "".join(text + _CLOSES if n % 2 else text for n, text in enumerate(texts))


def merges(content: str) -> bool:
    """Say whether notes hold a tag whose attributes a parser would give to the page's own."""
    return bool(_MERGED.search(content))


def word(kind: str, contents: Iterable[str | Iterable[bytes]]) -> str:
    """Make a word of everything that notes say, so that no note can hold it: 128 bits, the same for the same notes."""
    return words((kind,), contents)[0]


def words(kinds: Iterable[str], contents: Iterable[str | Iterable[bytes]]) -> Sequence[str]:
    """Make a :func:`word` of each kind, reading all that notes say once."""
    digests = [hashlib.sha256(kind.encode()) for kind in kinds]
    for content in contents:
        pieces = [content.encode("utf-8", "surrogatepass")] if isinstance(content, str) else content
        for piece in chain((b"\0",), pieces):
            for digest in digests:
                digest.update(piece)
    return [f"sg{digest.hexdigest()[:32]}" for digest in digests]
