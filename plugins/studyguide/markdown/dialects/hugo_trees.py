"""Hextra's trees of files, ``{{< filetree/container >}}``: lists in lists, as people write them in Markdown."""

from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from studyguide.markdown.dialects import ending, hugo_inline, shortcodes, unread
from studyguide.markdown.source_lines import INTERRUPTS, line_of

_NAME = "Hugo"
_TREE, _FOLDER, _FILE = "filetree/container", "filetree/folder", "filetree/file"
NAMES = frozenset((_TREE, _FOLDER, _FILE))

DEPTH_LIMIT = 10
"""Folders in each other; what is deeper stands in the last of them."""


class _Entry(NamedTuple):
    """A folder or a file: its line, its name, and how many folders it stands in."""

    line: int
    name: str
    depth: int


def plugin(md: MarkdownIt) -> None:
    """Add the block."""
    md.block.ruler.before("fence", "hugo_tree", _tree, INTERRUPTS)


def _tree(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    line = line_of(state, start).rstrip()
    if not line.startswith(shortcodes.SIGNS) or state.is_code_block(start):
        return False
    found = shortcodes.read(line)
    if found is None or found.name != _TREE or found.closes or found.end != len(line):
        return False
    last = ending.find(state, start, end, _TREE, _closes)
    entries = list(_entries(state, start, last)) if last is not None else []
    if last is None or not entries:
        if not silent:
            unread.note(state.env, start, _NAME, f"{{{{< {_TREE} >}}}}")
        return False
    if not silent:
        unread.recognise(state.env, _NAME)
        _push(state, entries)
        state.line = last + 1
    return True


def _closes(line: str) -> bool:
    found = shortcodes.read(line.strip())
    return found is not None and found.closes and found.name == _TREE


def _entries(state: StateBlock, start: int, last: int) -> Iterator[_Entry]:
    """Yield what the tree holds; nothing where a line is something else, whose words would be lost."""
    found, depth = [], 0
    for number in range(start + 1, last):
        line = line_of(state, number).strip()
        code = shortcodes.read(line) if line else None
        if line and (code is None or code.end != len(line) or code.name not in {_FOLDER, _FILE}):
            return
        if code and code.closes:
            depth = max(0, depth - 1)
        elif code:
            found.append(_Entry(number, code.value("name", at=0), min(depth, DEPTH_LIMIT)))
            depth += code.name == _FOLDER
    yield from found


def _push(state: StateBlock, entries: list[_Entry]) -> None:
    """Write the list; an item stays open for the list of what is in it."""
    lists = 0
    for entry in entries:
        while lists > entry.depth + 1:
            state.push("list_item_close", "li", -1)
            state.push("bullet_list_close", "ul", -1)
            lists -= 1
        if lists == entry.depth + 1:
            state.push("list_item_close", "li", -1)
        else:
            _open(state, "bullet_list_open", "ul", entry.line)
            lists += 1
        _open(state, "list_item_open", "li", entry.line)
        _name(state, entry)
    for _ in range(lists):
        state.push("list_item_close", "li", -1)
        state.push("bullet_list_close", "ul", -1)


def _open(state: StateBlock, kind: str, tag: str, line: int) -> None:
    token = state.push(kind, tag, 1)
    token.map, token.markup = [line, line + 1], "-"


def _name(state: StateBlock, entry: _Entry) -> None:
    _open(state, "paragraph_open", "p", entry.line)
    state.tokens[-1].hidden = True
    inline = state.push("inline", "", 0)
    # As code: the name of a file is no word to be linked, and has signs that mean something in Markdown.
    inline.content = hugo_inline.escaped(entry.name) if "`" in entry.name or not entry.name else f"`{entry.name}`"
    inline.map, inline.children = [entry.line, entry.line + 1], []
    state.push("paragraph_close", "p", -1).hidden = True
