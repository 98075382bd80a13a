"""Schemes by which tools name their own pages and files: ``project:#label``, ``doc:page``, ``pathname:///a.pdf``."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_OWN = re.compile(r"(?:pathname://(?=/)|(?:project|doc|path):(?!//))(?=\S)")


def plugin(md: MarkdownIt) -> None:
    """Add the schemes; before links that are called as their address are looked for."""
    md.core.ruler.after("inline", "own_schemes", _own)


def _own(state: StateCore) -> None:
    if not _OWN.search(state.src):
        return
    for token in state.tokens:
        children = token.children or []
        for number, child in enumerate(children):
            name = {"link_open": "href", "image": "src"}.get(child.type, "")
            address = str(child.attrs.get(name, "")) if name else ""
            if found := _OWN.match(address):
                _lead(children, number, name, address[found.end() :])


def _lead(children: list[Token], number: int, name: str, address: str) -> None:
    """Let a link lead to a page of its own; one in angle brackets is called as that page."""
    written = children[number].attrs[name]
    children[number].attrs = {**children[number].attrs, name: address}
    if children[number].type == "link_open" and children[number + 1].content == written:
        children[number + 1].content = address
        children[number].meta = {**children[number].meta, "titled": True}
