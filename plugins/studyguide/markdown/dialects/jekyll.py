"""Jekyll: ``{% raw %}``, ``{% highlight ruby %}``, ``{% comment %}``, ``{% include_relative page.md %}``."""

import posixpath
import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from studyguide.markdown.dialects import ending, shapes, unread
from studyguide.markdown.dialects.mark import Mark, Shape
from studyguide.markdown.source_lines import INTERRUPTS, line_of

NAME = "Jekyll"

_TAG = re.compile(r"\{%-?[ \t]*+(\w++)(?:[ \t]++([^{}%\n]*+))?-?%\}")
_PAIRS: Mapping[str, Shape] = {"raw": "content", "comment": "hidden"}
_ADDRESSES = {"gist": "https://gist.github.com/", "youtube": "https://www.youtube.com/watch?v="}
_LONGEST = 3_000
"""Characters of a pair within a paragraph; its end is looked for at every beginning."""


def plugin(md: MarkdownIt) -> None:
    """Add code, and what stands within lines."""
    md.block.ruler.before("fence", "liquid_highlight", _highlight, INTERRUPTS)
    md.inline.ruler.before("link", "liquid_pair", _pair)


def read(line: str) -> Mark | None:
    """Read one line."""
    found = _TAG.fullmatch(line)
    if found is None:
        return None
    name, value = found[1], (found[2] or "").strip()
    closes = name.removeprefix("end")
    if closes in _PAIRS:
        ending = f"{{% end{closes} %}}"
        begins = Mark(NAME, line, closes, "open", _PAIRS[closes], ending=ending)
        return Mark(NAME, line, closes, "close") if closes != name else begins
    if name in {"include", "include_relative"}:
        return _include(line, value.strip("\"'"))
    value = value.strip("\"'")
    if name in _ADDRESSES and value and " " not in value:
        address = value if "://" in value else _ADDRESSES[name] + value
        return Mark(NAME, line, name, "alone", "link", title=address, address=address)
    return None


def _include(line: str, path: str) -> Mark | None:
    """Embed a note, which is found by its name; one of GitBook's lies in a folder that is not read."""
    if not path.lower().endswith(".md") or re.search(r"[\s\"']|(?:^|/)\.\w", path):
        return None
    return Mark(NAME, line, "include", "alone", "embed", address=posixpath.basename(path))


def _highlight(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    line = line_of(state, start).rstrip()
    found = _TAG.fullmatch(line) if line.startswith("{%") and not state.is_code_block(start) else None
    if found is None or found[1] != "highlight":
        return False
    last = ending.find(state, start, end, "{% highlight", _ends_highlight)
    if last is None:
        if not silent:
            unread.note(state.env, start, "GitBook", "{% highlight %}")
        return False
    if not silent:
        unread.recognise(state.env, NAME)
        fence = state.push("fence", "code", 0)
        fence.content = state.getLines(start + 1, last, state.sCount[start], keepLastLF=True)
        fence.markup, fence.map = "```", [start, last + 1]
        fence.info = (found[2] or "").split()[0] if (found[2] or "").strip() else ""
        state.line = last + 1
    return True


def _ends_highlight(line: str) -> bool:
    found = _TAG.fullmatch(line)
    return found is not None and found[1] == "endhighlight"


def _pair(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a pair within a line: its text, code, or nothing."""
    if not state.src.startswith("{%", state.pos):
        return False
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None or found[1] not in {"raw", "comment", "highlight"}:
        return False
    reach = min(state.posMax, found.end() + _LONGEST)
    closing = re.compile(rf"\{{%-?[ \t]*end{found[1]}[ \t]*-?%\}}").search(state.src, found.end(), reach)
    if closing is None:
        return False
    if not silent:
        unread.recognise(state.env, NAME)
        _push(state, found[1], state.src[found.end() : closing.start()])
    state.pos = closing.end()
    return True


def _push(state: StateInline, name: str, text: str) -> None:
    if name == "raw":
        shapes.push_parsed(state, text)
    elif name == "highlight":
        state.push("code_inline", "code", 0).content = " ".join(text.split())
    else:
        state.push("comment", "", 0).content = text
