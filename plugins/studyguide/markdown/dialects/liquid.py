"""Jekyll's ``[text]({{ site.baseurl }}/page)``, ``[name]: {% link page.md %}``: a blank in braces ends no address."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from studyguide.markdown.source_lines import outside_code

# Bounded, for it is tried behind every bracket.
_FILLED = (
    r"(?P<address>(?:[^()<>\s{}]{0,200}(?:\{\{[^{}<>\n]{1,200}\}\}|\{%[^{}%<>\n]{1,200}%\})){1,3}"
    r"[^()<>\s{}]{0,200})"
)
_ADDRESS = re.compile(rf"\]\([ \t]*+{_FILLED}[ \t]*+(?=[)])|`+")
_DEFINED = re.compile(rf"""([ ]{{0,3}}\[[^\[\]]{{1,200}}\]:[ \t]*){_FILLED}((?:[ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*)""")


def plugin(md: MarkdownIt) -> None:
    """Add the addresses; what they mean is found where links are followed."""
    md.core.ruler.before("inline", "liquid_addresses", _addresses)
    md.core.ruler.before("block", "liquid_definitions", _definitions)


def _definitions(state: StateCore) -> None:
    if "]: {" not in state.src:
        return
    lines = state.src.split("\n")
    for number, line in outside_code(list(lines)):
        if found := _DEFINED.fullmatch(line):
            lines[number] = f"{found[1]}<{found['address']}>{found[3]}"
    state.src = "\n".join(lines)


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
