"""Text of two directions on one page (Unicode TR 9; W3C, "Inline markup and bidirectional text in HTML").

A name or value of the other direction is set apart (`<bdi>`), or its signs and numbers would change places with what
stands beside it: "48.8 TiB" in an Arabic table would be read "TiB 48.8". A block in the other direction says so.
"""

import re
import unicodedata
from functools import lru_cache

from markupsafe import Markup, escape

_RIGHT_TO_LEFT = {"R", "AL"}
_BLOCKS = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Where Unicode keeps all that is written from right to left, and room for more of it."""

_MINOR = 5
"""A block that has less than one letter in so many of the guide's direction is in the other one."""


# Not behind `&#`, which begins a character written in HTML.
_QUANTITY = re.compile(r"(?<![\w#;.,])(\d[\d.,]*+[ \u00a0]?[A-Za-zµ°][A-Za-z/]*)")


def with_quantities(html: str) -> str:
    """Set quantities apart in escaped text from right to left: behind Arabic letters, "48.8 TiB" would be turned."""
    return _QUANTITY.sub(r'<bdi dir="ltr">\1</bdi>', html)


@lru_cache(maxsize=1 << 12)
def _class(character: str) -> str:
    return unicodedata.bidirectional(character)


def isolated(text: str, *, rtl: bool, shown: Markup | str | None = None) -> Markup:
    """Set a name or value apart where it has letters of the other direction; ``shown`` is its HTML, if it has one."""
    html = escape(text) if shown is None else Markup(shown)  # noqa: S704  the renderer has sanitised it
    if not is_foreign(text, rtl=rtl):
        return html
    # A browser goes by the first letter; a name of ours may begin with one that is not.
    ours = strong(text)[0] is not rtl and not of_block(text, rtl=rtl)
    return (
        Markup('<bdi dir="{}">{}</bdi>').format("rtl" if rtl else "ltr", html)
        if ours
        else (Markup("<bdi>{}</bdi>").format(html))
    )


def strong(text: str) -> list[bool]:
    """Say of each letter that has a direction whether it is right to left."""
    return [_class(character) in _RIGHT_TO_LEFT for character in text if _class(character) in {"L", "R", "AL"}]


def is_foreign(text: str, *, rtl: bool) -> bool:
    """Say whether a text holds letters of the other direction."""
    if not rtl and not _BLOCKS.search(text):
        return False
    other = {"L"} if rtl else _RIGHT_TO_LEFT
    return any(_class(character) in other for character in text)


def of_block(text: str, *, rtl: bool) -> str:
    """Return the direction of a block of text where it is not that of the guide; else nothing.

    By most of its letters and the first one: an Arabic sentence may begin with an English name.
    """
    if not is_foreign(text, rtl=rtl):
        return ""
    letters = strong(text)
    if letters[0] is rtl or letters.count(rtl) * _MINOR > len(letters):
        return ""
    return "ltr" if rtl else "rtl"
