"""Sets of tabs, whose titles stand in headings, in lines between them, before them, or behind fences of code."""

import posixpath
import re

from markdown_it.token import Token

from studyguide.markdown.dialects import pieces
from studyguide.markdown.dialects.mark import Mark
from studyguide.markdown.dialects.pieces import Slots

_TITLE = re.compile(r"""[ \t]*\btitle=["']([^"']*)["']""")


def titled(mark: Mark, slots: Slots, start: int) -> None:
    """Give tabs the titles that the line before them lists."""
    if not mark.titles and not mark.renamed:
        return
    depth, titles, renamed = 0, iter(mark.titles), dict(mark.renamed)
    for slot in slots[start + 1 :]:
        for token in slot:
            if not depth and token.type == "tab_open":
                title = token.meta["title"]
                token.meta["title"] = renamed.get(title, title) or next(titles, "")
            depth += token.nesting


def headed(slots: Slots, start: int, closing: Token) -> None:
    """Begin a tab at each heading of the highest level that stands here, and not deeper in."""
    depth, level, opened = 0, "", False
    slots[start] = [pieces.made("comment", "", 0, slots[start][0])]
    for number in range(start + 1, len(slots)):
        first = slots[number][0] if slots[number] else None
        if first is None:
            continue
        if not depth and first.type == "heading_open" and first.tag == (level or first.tag):
            level = first.tag
            ending = [pieces.made("tab_close", "div", -1, first)] if opened else []
            slots[number] = [*ending, pieces.tab(slots[number + 1][0].content, first)]
            slots[number + 1 : number + 3] = [[], []]
            opened = True
        else:
            depth += sum(token.nesting for token in slots[number])
    slots.append([pieces.made("tab_close" if opened else "comment", "div", -1 if opened else 0, closing)])


def separated(slots: Slots, start: int, closing: Token) -> None:
    """Begin a tab at each line that separates them, and not deeper in."""
    depth, opened = 0, False
    for slot in slots[start + 1 :]:
        if not depth and slot and "separator" in slot[0].meta:
            ending = [pieces.made("tab_close", "div", -1, slot[0])] if opened else []
            slot[:] = [*ending, pieces.tab(slot[0].meta["separator"], slot[0])]
            opened = True
        else:
            depth += sum(token.nesting for token in slot)
    if opened:
        slots.append([pieces.made("tab_close", "div", -1, closing)])


def of_code(slots: Slots, start: int) -> None:
    """Put each code block into a tab, under the name in brackets behind its language: ``js [config.js]``.

    Where something else stands between them, they only bear these names.
    """
    inside = slots[start + 1 :]
    only_code = all(slot and slot[0].type in {"fence", "comment"} for slot in inside)
    for slot in inside:
        if slot and slot[0].type == "fence":
            fence = slot[0]
            before, _, name = fence.info.partition("[")
            written = _TITLE.search(before)
            title = name.partition("]")[0].strip() or (written[1] if written else "")
            fence.info = _TITLE.sub("", before).strip()
            if only_code:
                title = title or posixpath.basename(fence.meta.get("file", "")) or fence.info or "text"
                slot[:] = [pieces.tab(title, fence), fence, pieces.made("tab_close", "div", -1, fence)]
            elif title:
                fence.info = f'{fence.info or "text"} title="{pieces.quoted(title)}"'
