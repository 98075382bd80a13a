"""Quarto's references, ``@sec-intro`` and ``[@fig-a; @fig-b]``, to what has such an id: ``## Intro {#sec-intro}``."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from studyguide.markdown.dialects import shapes, unread

NAME = "Docusaurus, VitePress or Quarto"

_KINDS = "sec|fig|tbl|lst|eq|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|nte|tip|wrn|imp|cau"
_ID = re.compile(rf"\{{#((?:{_KINDS})-[\w-]{{1,100}})(?=[\s}}])")
_REFERENCE = re.compile(rf"-?@((?:{_KINDS})-[\w-]{{0,99}}\w)")
_GROUP = re.compile(rf"\[(-?@(?:{_KINDS})-[\w-]{{1,100}}(?:;[ ]*-?@(?:{_KINDS})-[\w-]{{1,100}}){{0,9}})\]")


def plugin(md: MarkdownIt) -> None:
    """Add the references."""
    md.core.ruler.before("block", "quarto_ids", _ids)
    md.inline.ruler.before("link", "quarto_group", _group)
    md.inline.ruler.before("link", "quarto_reference", _reference)
    md.inline.add_terminator_char("@")


def _ids(state: StateCore) -> None:
    """Remember what a file gives an id; what code draws has its id in the code, and is on no page."""
    state.env["quarto"] = "@sec-" in state.src
    if "{#" in state.src:
        state.env["quarto_ids"] = found = set(_ID.findall(state.src))
        # A chapter refers to the sections of others.
        state.env.setdefault("labels", []).extend(sorted(name for name in found if name.startswith("sec-")))


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
