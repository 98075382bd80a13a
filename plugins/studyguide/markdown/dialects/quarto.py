"""Quarto's references, ``@sec-intro`` and ``[@fig-a; @fig-b]``, to what has such an id: ``## Intro {#sec-intro}``.

Also what it and Pandoc write beside tables and code: ``: A caption {#tbl-a}``, ``#| echo: false``, ``{=html}``.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from studyguide.markdown.dialects import attributes, pieces, shapes, unread

NAME = "Docusaurus, VitePress or Quarto"

_KINDS = "sec|fig|tbl|lst|eq|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|nte|tip|wrn|imp|cau"
_ID = re.compile(rf"\{{#((?:{_KINDS})-[\w-]{{1,100}})(?=[\s}}])")
_CAPTION = re.compile(r"(?::[ \t]+|(?=Table:[ \t]))(?=\S)")
_OPTION = re.compile(r"[ \t]*(?:#|//|--|%%)\|(?:[ \t]*([\w-]+):[ \t]*(.*))?.*")
_NAMING = ("filename", "lst-cap", "fig-cap", "tbl-cap")
"""Options of a cell that say what its code, or what it draws, is called."""

_SMALL = re.compile(r"(~)(\d{1,3}[+-]?)~|(\^)([+-]?\d{1,3}[+-]?|[+-]|st|nd|rd|th)\^(?!\w)")
_REFERENCE = re.compile(rf"-?@((?:{_KINDS})-[\w-]{{0,99}}\w)")
_GROUP = re.compile(rf"\[(-?@(?:{_KINDS})-[\w-]{{1,100}}(?:;[ ]*-?@(?:{_KINDS})-[\w-]{{1,100}}){{0,9}})\]")


def plugin(md: MarkdownIt) -> None:
    """Add the references."""
    md.core.ruler.before("block", "quarto_ids", _ids)
    md.inline.ruler.before("link", "quarto_group", _group)
    md.inline.ruler.before("link", "quarto_reference", _reference)
    md.inline.add_terminator_char("@")
    md.inline.ruler.before("strikethrough", "small_signs", _small)
    md.core.ruler.after("block", "table_captions", _captions)
    md.core.ruler.after("block", "cells", _cells)


def _ids(state: StateCore) -> None:
    """Remember what a file gives an id; what code draws has its id in the code, and is on no page."""
    state.env["quarto"] = "@sec-" in state.src
    if "{#" in state.src:
        state.env["quarto_ids"] = found = set(_ID.findall(state.src))
        # A chapter refers to the sections of others.
        state.env.setdefault("labels", []).extend(sorted(name for name in found if name.startswith("sec-")))


def _captions(state: StateCore) -> None:
    """Take the sign and the list of attributes off a table's caption, which stands right above or below it."""
    last = None
    for index, token in enumerate(state.tokens[:-2]):
        if token.type == "table_open":
            last = token
        elif token.type == "paragraph_open" and (found := _CAPTION.match(state.tokens[index + 1].content)):
            below = index and state.tokens[index - 1].type == "table_close"
            above = state.tokens[index + 3] if index + 3 < len(state.tokens) else None
            table = last if below else above if above and above.type == "table_open" else None
            if table:
                inline = state.tokens[index + 1]
                inline.content, listed = attributes.off_end(inline.content[found.end() :])
                if listed.id:
                    table.attrs.setdefault("id", listed.id)


def _cells(state: StateCore) -> None:
    """Leave out the options of cells, but for a title; show HTML that is written for pages."""
    for token in state.tokens:
        if token.type != "fence" or not token.info.lstrip().startswith("{"):
            continue
        if token.info.strip() == "{=html}":
            token.type, token.tag, token.block = "html_block", "", True
        elif "|" in token.content:
            lines = token.content.split("\n")
            taken = _options_of(lines)
            token.content = "\n".join(lines[taken:])
            said = {found[1]: found[2] for line in lines[:taken] if (found := _OPTION.fullmatch(line))}
            title = next((value for key in _NAMING if (value := (said.get(key) or "").strip("\"' |>"))), "")
            if title and "=" not in token.info:
                token.info = f'{token.info} title="{pieces.quoted(title)}"'


def _options_of(lines: Sequence[str]) -> int:
    """Count the lines that a cell begins with and its tool reads."""
    count = next((n for n, line in enumerate(lines) if not _OPTION.fullmatch(line)), len(lines))
    return count + 1 if 0 < count < len(lines) and not lines[count].strip() else count


def _small(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    """Read ``H~2~O`` and ``m^2^``; other words between such signs are struck out, or text, as on GitHub."""
    at = state.pos
    before = state.src[at - 1] if at else ""
    if state.src[at] not in "~^" or not (before.isalnum() or before in {")", "]"}):
        return False
    found = _SMALL.match(state.src, at, state.posMax)
    if found is None:
        return False
    if not silent:
        tag = "sub" if found[1] else "sup"
        state.push("html_inline", "", 0).content = f"<{tag}>"
        state.push("text", "", 0).content = found[2] or found[4]
        state.push("html_inline", "", 0).content = f"</{tag}>"
    state.pos = found.end()
    return True


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    if state.src[state.pos] != "@" or state.linkLevel or (state.pos and _is_word(state.src[state.pos - 1])):
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or not _is_known(state, found[1]):
        return False
    if not silent:
        _push(state, found[1])
    state.pos = found.end()
    return True


def _group(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    found = _GROUP.match(state.src, state.pos, state.posMax) if state.src.startswith(("[@", "[-@"), state.pos) else None
    names = [name.strip().lstrip("-@") for name in found[1].split(";")] if found else []
    # `[@sec-a](address)` is a link.
    if found is None or state.src.startswith("(", found.end()) or not all(_is_known(state, name) for name in names):
        return False
    if not silent:
        for number, name in enumerate(names):
            if number:
                state.push("text", "", 0).content = ", "
            _push(state, name)
    state.pos = found.end()
    return True


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in "._-+/"


def _is_known(state: StateInline, name: str) -> bool:
    """Say whether this file has what is meant; sections may stand in another file."""
    return name in state.env.get("quarto_ids", ()) or (name.startswith("sec-") and state.env.get("quarto", False))


def _push(state: StateInline, name: str) -> None:
    unread.recognise(state.env, NAME)
    for made in shapes.link(state.md, f"#{name}", f"@{name}"):
        token = state.push(made.type, made.tag, made.nesting)
        token.attrs, token.content = made.attrs, made.content
        if made.type == "link_open":
            token.meta = {"titled": True}
