"""What a link becomes once it is known where it leads."""

import posixpath
import re
from collections.abc import Callable
from typing import Any

from markdown_it.token import Token

from studyguide.linking.targets import Way
from studyguide.notes.file_kinds import IMAGES
from studyguide.paths import PageName, SourcePath

# Obsidian: `![[plan.png|300]]`, `![[plan.png|300x200]]`.
_SIZE = re.compile(r"\d{1,4}(?:x\d{1,4})?")


def words(text: str) -> Token:
    """Show a text and nothing more."""
    return Token("text", "", 0, content=text)


def linked(meta: dict[str, Any], text: str) -> list[Token]:
    """Link a text to a page or file of the site, as ``meta`` says."""
    return [Token("link_open", "a", 1, meta=meta), words(text), Token("link_close", "a", -1)]


def elsewhere(way: Way, text: str) -> list[Token]:
    """Link to where a file is kept that is not published; where nobody knows, its text stays."""
    if not way.elsewhere:
        return [words(text)]
    opened = Token("link_open", "a", 1, attrs={"href": way.elsewhere})
    return [opened, words(text), Token("link_close", "a", -1)]


def embedded(asset: SourcePath, text: str) -> list[Token]:
    """Show a picture, and link to any other file. Obsidian writes a picture's size in place of a text."""
    if not asset.lower().endswith(IMAGES):
        return linked({"asset": asset}, text)
    size = _SIZE.fullmatch(text)
    alt = posixpath.basename(asset) if size else text
    sizes = dict(zip(("width", "height"), text.split("x"), strict=False)) if size else {}
    return [Token("image", "img", 0, attrs={**sizes}, meta={"asset": asset}, children=[words(alt)])]


def titled(tokens: list[Token], title: Callable[[PageName, str], str]) -> list[Token]:
    """Call those links as what they lead to whose authors left that to their tool."""
    for at, token in enumerate(tokens[:-1]):
        if token.type == "link_open" and token.meta.get("titled") and "page" in token.meta:
            tokens[at + 1] = words(title(token.meta["page"], token.meta["anchor"]) or tokens[at + 1].content)
    return tokens
