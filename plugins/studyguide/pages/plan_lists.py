"""A plan of study as a list to tick: what an author wrote as one paragraph of links becomes a row for each."""

import re
from collections.abc import Collection, Iterator, Sequence

from markdown_it.token import Token

from studyguide.markdown.plain_text import plain
from studyguide.paths import PageName

SEVERAL = 3
"""Links in a row that are a list; two, or links within sentences, are text."""

# Between two links: punctuation, and perhaps a word that joins them ("and"), which stays.
_BETWEEN = re.compile(r"[^\w]*(?P<word>[^\W\d_]{1,4})?\s*")
_ENDS_LABEL = (":", "：", "؛", "-", "–", "—")


def listed(tokens: Sequence[Token], pages: Collection[PageName]) -> list[Token]:
    """Write paragraphs of links as lists, and a sign to tick before each item that begins with a link to ``pages``."""
    out: list[Token] = []
    done = 0
    for index, token in enumerate(tokens):
        rows = _rows(token.children or ()) if token.type == "inline" else None
        if rows is None or index == 0 or tokens[index - 1].type != "paragraph_open":
            continue
        out += [*tokens[done : index - 1], *_as_list(*rows)]
        done = index + 2
    out += tokens[done:]
    return [_ticked(out, index, pages) for index in range(len(out))]


def _as_list(label: Sequence[Token], rows: Sequence[Sequence[Token]]) -> Iterator[Token]:
    if label:
        yield from _paragraph(label)
    yield Token("bullet_list_open", "ul", 1, attrs={"class": "sg-steps"})
    for row in rows:
        yield Token("list_item_open", "li", 1)
        yield from _paragraph(row)
        yield Token("list_item_close", "li", -1)
    yield Token("bullet_list_close", "ul", -1)


def _paragraph(children: Sequence[Token]) -> list[Token]:
    """Write inline tokens as a paragraph of a tight list."""
    inline = Token("inline", "", 0, children=list(children), content="")
    return [Token("paragraph_open", "p", 1, hidden=True), inline, Token("paragraph_close", "p", -1, hidden=True)]


def _ticked(tokens: Sequence[Token], index: int, pages: Collection[PageName]) -> Token:
    """Put a sign before the first link of an item that begins with one; scripts say by it how far the reader is."""
    token = tokens[index]
    in_item = index > 1 and tokens[index - 2].type == "list_item_open" and tokens[index - 1].type == "paragraph_open"
    if token.type != "inline" or not in_item:
        return token
    children = list(token.children or ())
    first = next((n for n, child in enumerate(children) if child.type == "link_open"), None)
    if first is None or (children[first].meta or {}).get("page") not in pages or _joining(children[:first]) is None:
        return token
    sign = [
        Token("raw_open", "span", 1, attrs={"class": "sg-state", "data-state": "open", "aria-hidden": "true"}),
        Token("raw_close", "span", -1),
        Token("text", "", 0, content=" "),
    ]
    return token.copy(children=[*sign, *children])


def _rows(children: Sequence[Token]) -> tuple[list[Token], list[list[Token]]] | None:
    """Part a line into what stands before its links, and each link with the word that joins it; None for others."""
    starts = [index for index, child in enumerate(children) if child.type == "link_open"]
    if len(starts) < SEVERAL:
        return None
    ends = [index for index, child in enumerate(children) if child.type == "link_close"]
    label = list(children[: starts[0]])
    said = plain(label).strip()
    if said and not said.endswith(_ENDS_LABEL):
        return None
    rows: list[list[Token]] = []
    after = starts[0]
    for start, end in zip(starts, ends, strict=True):
        joined = _joining(children[after:start])
        if joined is None:
            return None
        rows.append([*joined, *children[start : end + 1]])
        after = end + 1
    return (label, rows) if _joining(children[after:]) == [] else None


def _joining(between: Sequence[Token]) -> list[Token] | None:
    """Return the word between two links as text, or nothing; None where more stands there than that."""
    if any(token.type not in {"text", "softbreak"} for token in between):
        return None
    found = _BETWEEN.fullmatch("".join(token.content or " " for token in between))
    if found is None:
        return None
    return [Token("text", "", 0, content=f"{found['word']} ")] if found["word"] else []
