"""Headings of a page: their text, levels without jumps, and the fragments that lead to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from studyguide import paths
from studyguide.markdown.plain_text import named, plain
from studyguide.model import Heading, Meta, Tokens
from studyguide.notes.untrusted import made_safe
from studyguide.notes.workpiece import Cut, Workpiece
from studyguide.paths import Anchor, Distinct, PageName

LOWEST = 6
"""The level below which HTML has no headings."""

OURS = ("mentioned-in",)
"""Ids that the template of a section's page uses."""


@dataclass(frozen=True)
class Placed:
    """A heading with its index in the token stream. One in a quote, list or raw HTML is ``nested``."""

    index: int
    heading: Heading
    nested: bool


def read(piece: Workpiece, index: int) -> tuple[str, Tokens]:
    """Return a heading's text as a reader sees it, and its inline tokens."""
    written = piece.tokens[index + 1].children or ()
    children = tuple(made_safe(piece, written, piece.line(index), block=False))
    return " ".join(plain(children).split()), children


def addressed(inline: Iterable[Token]) -> str:
    """Return the text that a heading's address is made of, as GitHub makes it."""
    return " ".join(named(inline).split())


def place(piece: Workpiece, cut: Cut, page: PageName, metas: Mapping[int, Meta]) -> list[Placed]:
    """Name the headings of a page, its title left out, and remember where their fragments went."""
    indices = [i for i in piece.headings_in(cut.start, cut.end) if i != cut.heading]
    raw_levels = [piece.level(i) for i in indices]
    levels = dict(zip(indices, _levels(raw_levels, cut.level if cut.heading is not None else 0), strict=True))
    if cut.heading is not None:
        _remember(piece, cut.heading, page, Anchor(""), metas.get(cut.heading, Meta()))
    ids = Distinct(OURS)
    # First, so that no heading above takes an id from the one that it was given to.
    given = {index: metas.get(index, Meta()).id or custom_id(piece.tokens[index]) for index in _all(piece, cut)}
    chosen = {index: Anchor(ids.name(paths.element_id(wanted))) for index, wanted in given.items() if wanted}
    placed = []
    for index in _all(piece, cut):
        title, inline = read(piece, index)
        meta = metas.get(index, Meta())
        wanted = paths.element_id(paths.own_anchor(addressed(inline)) or "section")
        anchor = chosen.get(index) or Anchor(ids.name(wanted))
        _remember(piece, index, page, anchor, meta)
        level = levels.get(index, piece.level(index))
        written = piece.tokens[index + 1].content
        heading = Heading(title, inline, level, piece.place(piece.line(index)), anchor, meta, written=written)
        placed.append(Placed(index, heading, index not in levels))
    return placed


def custom_id(token: Token) -> str:
    """Return the id that an attribute list behind a heading gives it."""
    return str((token.meta or {}).get("id", ""))


def block_name(token: Token) -> str:
    """Return the name that Obsidian knows a block by, with its ``^``."""
    return str((token.meta or {}).get("block", ""))


def _all(piece: Workpiece, cut: Cut) -> Iterator[int]:
    for index in range(cut.start, cut.end):
        if piece.tokens[index].type == "heading_open" and index != cut.heading:
            yield index


def _levels(raw: Sequence[int], base: int) -> list[int]:
    """Normalise heading levels below a page's title: the title is 1, and no level is jumped."""
    stack, levels = [base], []
    for level in raw:
        while len(stack) > 1 and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        levels.append(min(len(stack), LOWEST))
    return levels


def _remember(piece: Workpiece, index: int, page: PageName, anchor: Anchor, meta: Meta) -> None:
    """Map the fragment that GitHub gives to a heading, and our own, to where the heading went."""
    _, inline = read(piece, index)
    # GitHub numbers equal headings through the whole file (`#setup-1`), not through the page that we cut.
    title = addressed(inline)
    piece.anchors[piece.fragments.name(paths.anchor(title))] = (page, anchor)
    block = block_name(piece.tokens[index])
    # GitHub shows Obsidian's name of a heading, and makes its fragment of both.
    shown = paths.anchor(f"{title} {block}") if block else ""
    for own in (meta.id, custom_id(piece.tokens[index]), anchor, paths.fold(block), shown):
        if own:
            piece.own_anchors.setdefault(own, (page, anchor))


def settle(piece: Workpiece, body: Sequence[Token], page: PageName, taken: Sequence[Placed]) -> None:
    """Fit headings of quotes, lists and raw HTML into the levels of a page, and keep every id on it distinct.

    The tokens are changed: they belong to this page alone.
    """
    current, closing = 1, list[str]()
    ids = Distinct([*OURS, *(item.heading.anchor for item in taken)])
    for token in _with_children(body):
        if token.type in {"heading_open", "raw_open"} and token.tag in _TAGS:
            level = int(token.tag[1])
            if token.type == "raw_open" or (token.meta or {}).get("nested"):
                # Never 1, which is the page's title, and none jumped.
                level = min(max(2, level), current + 1)
            current, token.tag = level, f"h{level}"
            closing.append(token.tag)
        elif token.type in {"heading_close", "raw_close"} and token.tag in _TAGS and closing:
            token.tag = closing.pop()
        if token.type != "heading_open":
            _own_id(piece, token, page, ids)


def _with_children(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield tokens and, behind each, what its paragraph consists of: raw HTML stands there too."""
    for token in tokens:
        yield token
        yield from token.children or ()


def _own_id(piece: Workpiece, token: Token, page: PageName, ids: Distinct) -> None:
    """Keep an id that an author gave to something else than a heading, unless the page has it already."""
    if "id" not in token.attrs:
        return
    written = str(token.attrs["id"])
    safe = paths.element_id(written)
    if safe in ids:
        del token.attrs["id"]
    else:
        token.attrs["id"] = ids.name(safe)
        for name in (written, paths.fold(block_name(token))):
            if name:
                piece.own_anchors.setdefault(name, (page, Anchor(safe)))


_TAGS = frozenset(f"h{level}" for level in range(1, LOWEST + 1))
