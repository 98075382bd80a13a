"""Jekyll's ``[text]({{ site.baseurl }}/page)``, ``[text]({% link page.md %})``: a blank in braces ends no address."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

# Bounded, for it is tried behind every bracket.
_ADDRESS = re.compile(
    r"\]\([ \t]*+(?P<address>(?:[^()<>\s{}]{0,200}(?:\{\{[^{}<>\n]{1,200}\}\}|\{%[^{}%<>\n]{1,200}%\})){1,3}"
    r"[^()<>\s{}]{0,200})"
    r"[ \t]*+(?=[)])|`+"
)


def plugin(md: MarkdownIt) -> None:
    """Add the addresses; what they mean is found where links are followed."""
    md.core.ruler.before("inline", "liquid_addresses", _addresses)


def _addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and "](" in token.content and ("{{" in token.content or "{%" in token.content):
            token.content = _wrapped(token.content)


def _wrapped(text: str) -> str:
    """Put addresses into angle brackets, outside of code."""
    parts, at, fence = [], 0, ""
    for found in _ADDRESS.finditer(text):
        if not found["address"]:
            fence = "" if fence == found[0] else fence or found[0]
        elif not fence:
            parts += [text[at : found.start()], f"](<{found['address']}>"]
            at = found.end()
    return "".join((*parts, text[at:]))
