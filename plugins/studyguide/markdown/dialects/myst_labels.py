"""Labels of MyST, which links of all files lead to: ``(name)=`` above a block, ``:label:``, ``:name:`` in a directive.

A heading, paragraph or table bears its label itself; before anything else stands an anchor.
"""

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studyguide.markdown.dialects import options, unread
from studyguide.markdown.source_lines import INTERRUPTS, line_of

NAME = "MyST"

_LABEL = re.compile(r"\(([\w][\w:./ -]{0,100})\)=[ \t]*")


def plugin(md: MarkdownIt) -> None:
    """Add the syntax; what other rules of blocks leave in ``meta`` becomes a label once all blocks are made."""
    md.block.ruler.before("fence", "label", _label, INTERRUPTS)
    md.core.ruler.before("inline", "labels", _labels)


def named(values: Mapping[str, str]) -> str:
    """Return the label among the options of a directive."""
    return values.get("label") or values.get("name") or ""


def remember(env: MutableMapping[str, Any], label: str) -> None:
    """Let links of other files find a label."""
    env.setdefault("labels", []).append(label)


def anchor(label: str, at: list[int] | None, level: int = 0) -> Token:
    """Make an element that shows nothing and bears a label."""
    content = f'<div id="{escape(label)}"></div>\n'
    return Token("html_block", "", 0, map=at, content=content, block=True, level=level)


def _label(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    """Read ``(name)=``, which names what stands below it."""
    line = line_of(state, start)
    found = _LABEL.fullmatch(line) if line.startswith("(") and not state.is_code_block(start) else None
    if found is None:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.map, token.meta = [start, start + 1], {"myst": found[1]}
        unread.recognise(state.env, NAME)
        state.line = start + 1
    return True


def _labels(state: StateCore) -> None:
    """Give the element below a label its name, and those with one of their own an anchor."""
    if any("myst" in token.meta or _own(state.tokens, index) for index, token in enumerate(state.tokens)):
        state.tokens = list(_anchored(state))


def _own(tokens: Sequence[Token], index: int) -> str:
    """Return the label of a formula, or of a directive that is shown as the code or text that it is to others."""
    token = tokens[index]
    if token.type == "math_block":
        return str(token.attrs.get("id", ""))
    if token.type == "fence" and token.info.startswith("{"):
        return named(options.read(token.content.split("\n"))[0])
    if token.type == "paragraph_open" and tokens[index + 1].content.startswith(":::{"):
        return named(options.read(tokens[index + 1].content.split("\n")[1:])[0])
    return ""


def _anchored(state: StateCore) -> Iterator[Token]:
    waiting: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type == "comment" and "myst" in token.meta:
            remember(state.env, token.meta["myst"])
            waiting.append(token)
            continue
        if waiting and (token.nesting or token.type != "comment"):
            if _takes(token, waiting[-1].meta["myst"]):
                waiting.pop()
            yield from _as_anchors(waiting)
            waiting.clear()
        if own := token.meta.get("myst", "") or _own(state.tokens, index):
            remember(state.env, own)
            if "id" not in token.attrs:
                yield anchor(own, token.map, token.level)
        yield token
    yield from _as_anchors(waiting)


def _takes(token: Token, label: str) -> bool:
    """Name an element itself where it can bear a name."""
    if token.type == "heading_open":
        token.meta["id"] = label
    elif token.type in {"paragraph_open", "table_open"} and "id" not in token.attrs:
        token.attrs["id"] = label
    else:
        return False
    return True


def _as_anchors(labels: list[Token]) -> Iterator[Token]:
    for token in labels:
        yield anchor(token.meta["myst"], token.map, token.level)
