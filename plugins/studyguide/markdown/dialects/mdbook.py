"""mdBook: ``{{#include file}}``, ``{{#playground file}}``, ``{{#title words}}``, and lines of Rust that are hidden."""

import posixpath
import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from studyguide.markdown.dialects.mark import Mark

NAME = "mdBook"

_LINE = re.compile(r"\{\{[ \t]*#(?P<name>[a-z][\w-]{0,30})(?:[ \t]+(?P<value>[^{}\n]{1,500}?))?[ \t]*\}\}")
_FILES = frozenset({"include", "rustdoc_include", "playground", "playpen", "rust_playground"})
_HIDDEN = re.compile(r"[ \t]*#(?: .*)?")
_SHOWN = re.compile(r"([ \t]*)##")
_RAW_STRING = re.compile(r"""\br#*\"""")
"""In which a line may begin with any sign."""

_HIDES = re.compile(r"\bhidelines=([^\s,]{1,5})")


def plugin(md: MarkdownIt) -> None:
    """Add what is hidden in code."""
    md.core.ruler.after("block", "mdbook_hidden", _hide)


def read(line: str) -> Mark | None:
    """Read one line."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    if found["name"] == "title":
        return Mark(NAME, line, "title", "alone", "hidden")
    if found["name"] not in _FILES or not found["value"]:
        return None
    path, _, part = found["value"].split()[0].partition(":")
    ending = posixpath.splitext(path)[1].lstrip(".").lower()
    if ending in {"md", "markdown"}:
        # Notes are found by their names, wherever they are.
        return None if part else Mark(NAME, line, "include", "alone", "embed", address=posixpath.basename(path))
    address = f"{path}:{part}" if part else path
    return Mark(NAME, line, "include", "alone", "file", kind=ending, address=address)


def unread(line: str) -> str:
    """Name a line that looks like one of these and is not read; empty for any other."""
    found = _LINE.fullmatch(line)
    return f"{{{{#{found['name']}}}}}" if found else ""


def _hide(state: StateCore) -> None:
    """Take out lines that begin with ``# ``, by which Rust's tools hide what an example needs to run."""
    for token in state.tokens:
        if token.type != "fence":
            continue
        named = _HIDES.search(token.info)
        if named:
            kept = (line for line in token.content.split("\n") if not line.lstrip().startswith(named[1]))
            token.content = "\n".join(kept)
        elif token.info.lstrip().lower().startswith("rust") and not _RAW_STRING.search(token.content):
            lines = token.content.split("\n")
            token.content = "\n".join(_SHOWN.sub(r"\1#", line) for line in lines if not _HIDDEN.fullmatch(line))
