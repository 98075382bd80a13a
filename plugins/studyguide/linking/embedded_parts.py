"""What of a page an embed shows: a heading with all below it, or one block with Obsidian's ``^name``."""

from collections.abc import Mapping, Sequence

from markdown_it.token import Token

from studyguide.model import Tokens

_LISTS = {"bullet_list_open", "ordered_list_open"}


def parts(tokens: Sequence[Token]) -> Mapping[str, Tokens]:
    """Map the anchors of a page's headings and named blocks to their tokens."""
    found = {anchor: tuple(tokens[start:end]) for anchor, (start, end) in _headings(tokens).items()}
    for anchor, block in _blocks(tokens).items():
        found.setdefault(anchor, block)
    return found


def _headings(tokens: Sequence[Token]) -> dict[str, tuple[int, int]]:
    """Map the anchor of each heading to where it and what stands below it begin and end."""
    ends: dict[int, int] = {}
    open_headings: list[int] = []
    starts = [i for i, t in enumerate(tokens) if t.type == "heading_open" and not t.level]
    for start in starts:
        # Tags compare as levels do: "h2" < "h3".
        while open_headings and tokens[start].tag <= tokens[open_headings[-1]].tag:
            ends[open_headings.pop()] = start
        open_headings.append(start)
    found: dict[str, tuple[int, int]] = {}
    for start in starts:
        found.setdefault(str(tokens[start].attrs.get("id", "")), (start, ends.get(start, len(tokens))))
    return found


def _blocks(tokens: Sequence[Token]) -> dict[str, Tokens]:
    """Map the ids of named blocks to their tokens; a list item stands in a list of its own."""
    found: dict[str, Tokens] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            opened.append(index)
            continue
        start = opened.pop() if token.nesting < 0 and opened else index
        name = str(tokens[start].attrs.get("id", ""))
        if not name or "block" not in (tokens[start].meta or {}) or tokens[start].type == "heading_open":
            continue
        block = tuple(tokens[start : index + 1])
        if tokens[start].type == "list_item_open" and opened and tokens[opened[-1]].type in _LISTS:
            block = _alone(tokens[opened[-1]], block)
        found.setdefault(name, block)
    return found


def _alone(around: Token, item: Tokens) -> Tokens:
    """Put a list item into a list like its own; a numbered one keeps its number."""
    attrs = {name: value for name, value in around.attrs.items() if name != "id"}
    if around.type == "ordered_list_open" and item[0].info.isdecimal():
        attrs["start"] = int(item[0].info[:9])
    closing = Token(around.type.replace("open", "close"), around.tag, -1, level=around.level)
    return around.copy(attrs=attrs), *item, closing
