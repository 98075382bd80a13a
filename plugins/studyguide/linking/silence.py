"""Where names that nobody marked stay plain: headings, raw HTML, the options of a question."""

from markdown_it.token import Token

_TRANSPARENT = frozenset({"details", "div", "section"})
"""Raw elements that only group blocks: names in them are linked as outside."""


def begins(token: Token) -> bool:
    """Say whether names stay plain from here to the end of the element."""
    if token.type == "list_item_open":
        return "checked" in (token.meta or {})
    return token.type in {"heading_open", "dt_open"} or (token.type == "raw_open" and token.tag not in _TRANSPARENT)


def ends(token: Token, level: int) -> bool:
    """Say whether a token ends a silence that began at this level."""
    if token.type == "raw_close":
        return token.tag not in _TRANSPARENT
    return token.type in {"heading_close", "dt_close", "list_item_close"} and token.level == level
