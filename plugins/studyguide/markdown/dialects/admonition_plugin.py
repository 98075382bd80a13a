"""Callouts of Obsidian's plugin Admonition, which are fences: ``ad-note``, with ``title: …`` and ``collapse: open``."""

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from studyguide.markdown.containers import CALLOUTS
from studyguide.markdown.dialects import ending, unread
from studyguide.markdown.dialects.mark import Mark
from studyguide.markdown.source_lines import INTERRUPTS, line_of

NAME = "Obsidian"

DEPTH_LIMIT = 8
"""Of these in each other; the parser stops at 20 containers, and lists count too."""

_OPENS = re.compile(r"(`{3,}|~{3,})[ \t]*ad-([\w-]{1,40})[ \t]*")
_OPTION = re.compile(r"(title|collapse|icon|color|metadata):[ \t]*(.*)", re.IGNORECASE)
_FOLDS = {"open": "+", "closed": "-", "close": "-", "true": "-"}


def plugin(md: MarkdownIt) -> None:
    """Add the blocks."""
    md.block.ruler.before("fence", "admonition_plugin", _admonition, INTERRUPTS)


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    line = line_of(state, start).rstrip()
    found = _OPENS.fullmatch(line) if line.startswith(("```", "~~~")) and not state.is_code_block(start) else None
    if found is None or state.level >= DEPTH_LIMIT * 2:
        return False
    fence = found[1]
    last = ending.find(
        state, start, end, f"ad {fence}", lambda line: line.startswith(fence) and not line.strip(fence[0])
    )
    if last is None:
        return False
    if not silent:
        unread.recognise(state.env, NAME)
        _push(state, found, start, last)
        state.line = last + 1
    return True


def _push(state: StateBlock, found: re.Match[str], start: int, last: int) -> None:
    first, values = start + 1, {}
    while first < last and (option := _OPTION.fullmatch(line_of(state, first).strip())):
        values[option[1].lower()] = option[2].strip()
        first += 1
    name = f"ad {start}"
    fold = _FOLDS.get(values.get("collapse", "").lower(), "")
    kind = CALLOUTS.get(found[2].lower(), "note")
    mark = Mark(NAME, found[0], name, "open", "callout", kind, values.get("title", ""), fold)
    _mark(state, start, mark)
    before = state.parentType, state.lineMax, state.level
    state.parentType, state.lineMax, state.level = "blockquote", last, state.level + 1
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax, state.level = before
    _mark(state, last, replace(mark, source="", role="close"))


def _mark(state: StateBlock, line: int, mark: Mark) -> None:
    token = state.push("dialect_mark", "", 0)
    token.map, token.content, token.meta = [line, line + 1], mark.source, {"mark": mark}
