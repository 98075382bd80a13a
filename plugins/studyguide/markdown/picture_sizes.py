"""Sizes of pictures as Obsidian writes them: ``![a plan|300](plan.png)``, ``![[plan.png|a plan|300x200]]``."""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_SIZE = re.compile(r"[ \t]*(\d{1,4})(?:x(\d{1,4}))?[ \t]*")


def plugin(md: MarkdownIt) -> None:
    """Add the sizes to a parser."""
    md.core.ruler.push("picture_sizes", _sizes)


def split(text: str) -> tuple[str, dict[str, str]]:
    """Split what stands behind a picture's name into its text and its size; in tables the bars are escaped."""
    *before, last = text.replace("\\|", "|").split("|")
    found = _SIZE.fullmatch(last)
    if not found:
        return text, {}
    size = {"width": found[1], "height": found[2]} if found[2] else {"width": found[1]}
    return "|".join(before).strip(), size


def _sizes(state: StateCore) -> None:
    for token in state.tokens:
        _in(token.children or ())


def _in(children: Iterable[Token]) -> None:
    for token in children:
        last = token.children[-1] if token.type == "image" and token.children else None
        # Behind a bar: a number alone is a text, as on GitHub.
        if last is not None and last.type == "text" and "|" in last.content:
            text, size = split(last.content)
            if size:
                last.content = text
                token.attrs |= size
