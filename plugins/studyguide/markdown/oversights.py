"""What Markdown passes over without a word, here as on GitHub: cells beyond a table's head, ends that are missing.

Found while a file is parsed, where containers are known; kept in the parser's environment as :class:`Oversight`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock, fence, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from studyguide.markdown import blank_addresses, raw_html
from studyguide.markdown.source_lines import INTERRUPTS, line_of


class Oversight(NamedTuple):
    """A line of the parser (from 0), the rule and the message of its problem."""

    line: int
    rule: str
    message: str
    hint: bool = False


_LINK_LIKE = re.compile(r"[^\s\[\]]\]\[([^\s\[\]^][^\[\]\n\0]{0,99})\]")
_BACKTICKS = re.compile(r"`+")
# What stands in a row of hyphens below a table's head (GFM, 4.10).
_DELIMITER = re.compile(r"[ \t]*:?-+:?[ \t]*")
_NO_CODE = re.compile(r"`{3,}|~{3,}|#{2,6}[ \t]+[^\W\d_]|!?\[[^\]]*\](?:\(|\[)|!?\[\[|[-*] +\[[ x]\] |> ?\w|:{3,}")
"""Of Markdown, and rarely of a program."""

_OWN_DISK = re.compile(r"[ \t]*(?:file:|/?[A-Za-z]:[\\/]|/(?:Users|home)/)")
_REACH = 100
"""Lines below code in which its end is looked for."""

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S")
_NO_TEXT = re.compile(r"<(?:pre|code|script|style|textarea|svg|!)\b|<!", re.IGNORECASE)
_ASIDE = {"", "#", "<>"}
"""Addresses of definitions that are comments, as in ``[//]: # (nobody sees this)``."""


def plugin(md: MarkdownIt) -> None:
    """Watch the rules of a parser."""
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("fence", _fence, INTERRUPTS)


def found(tokens: Sequence[Token], env: Mapping[str, Any]) -> list[Oversight]:
    """Return what was passed over in a parsed file, in the order of its lines."""
    listed = env.get("footnotes", {}).get("list", {}).values()
    inline = [token for data in listed for token in data.get("tokens", ())]
    noted = {*env.get("oversights", ()), *_misfits(tokens, env)}
    everywhere = [*tokens, *inline]
    in_tags = (*_open_details(tokens), *_swallowed(tokens))
    return sorted({*noted, *_references(everywhere, env), *in_tags, *_blank_addresses(everywhere)})


def note(state: StateBlock, line: int, rule: str, message: str, *, hint: bool = False) -> None:
    """Remember something in the environment of a parser that is at work."""
    state.env.setdefault("oversights", []).append(Oversight(line, rule, message, hint))


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    made = table(state, start, end, silent)
    if not made:
        _misfit(state, start, end)
    elif not silent:
        _beyond(state, start)
    return made


def _beyond(state: StateBlock, start: int) -> None:
    """Report once a table whose rows are wider than its head, at the first of them."""
    width = len(_cells(line_of(state, start)))
    rows = ((number, _cells(line_of(state, number))[width:]) for number in range(start + 2, state.line))
    wide = [(number, shown) for number, cells in rows if (shown := [cell for cell in cells if cell.strip()])]
    certain = [row for row in wide if len(_cells(_without_code(line_of(state, row[0])))) > width]
    if wide:
        # MkDocs, kramdown and pandoc keep code whole: there the table is as it is meant.
        number, cells = (certain or wide)[0]
        others = len(certain or wide) - 1
        more = f" (and {others} row{'s' if others > 1 else ''} more)" if others else ""
        message = f"the table's head has no cell for this, so it is on no page: `{_short(cells)}`{more}"
        message = f"{message}; widen the head, or write `\\|` for a bar in a cell"
        note(state, number, "table-cells", message, hint=not certain)


def _misfit(state: StateBlock, start: int, end: int) -> None:
    """Keep a row of hyphens that does not fit the line above it. Whether that is text the parser knows later."""
    if start + 1 >= end or state.src[state.bMarks[start + 1] + state.tShift[start + 1]] not in "|-:":
        return
    head, below = line_of(state, start), line_of(state, start + 1)
    if "|" not in head or "|" not in below:
        return
    columns, rules = len(_cells(head)), _cells(below)
    if len(rules) != columns and all(map(_DELIMITER.fullmatch, rules)):
        message = f"this is text and no table, for it has {columns} cells and the row of hyphens below it {len(rules)}"
        oversight = Oversight(start, "table-cells", f"{message}: give both the same number")
        state.env.setdefault("misfits", {})[start] = (head.strip(), oversight)


def _misfits(tokens: Iterable[Token], env: Mapping[str, Any]) -> Iterator[Oversight]:
    """Yield the heads of tables that ended up in a paragraph."""
    waiting = env.get("misfits", {})
    for token in tokens if waiting else ():
        if token.type == "inline" and token.map:
            for line, content in enumerate(token.content.split("\n"), token.map[0]):
                # A list item's first line is looked at with its mark first, and is no text then.
                if line in waiting and waiting[line][0] == content.strip():
                    yield waiting[line][1]


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line.strip(" \t"))
    cells = cells[1:] if cells and not cells[0].strip() else cells
    return cells[:-1] if cells and not cells[-1].strip() else cells


def _without_code(line: str) -> str:
    """Put a letter for each piece of code in backticks; each is looked at once, however many there are."""
    runs = list(_BACKTICKS.finditer(line))
    ends: dict[int, int] = {}
    closing: dict[int, int] = {}  # by length, the nearest run to the right
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number][0])
        ends[number] = closing.get(length, number)
        closing[length] = number
    kept, at, number = "", 0, 0
    while number < len(runs):
        last = ends[number]
        if last > number:
            kept += line[at : runs[number].start()] + "x"
            at = runs[last].end()
        number = last + 1
    return kept + line[at:]


def _short(cells: Sequence[str]) -> str:
    text = " | ".join(cell.strip() for cell in cells).replace("`", "'")
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004  about half a line of a report


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    made = fence(state, start, end, silent)
    if made and not silent and not _is_closed(state, start, state.line - 1):
        _open_fence(state, start)
    if made and not silent and not state.tokens[-1].content.strip() and _is_language(state.tokens[-1].info):
        message = "what stands behind the mark names a language and is not shown: begin the code in a line below"
        note(state, start, "empty-code", message)
    return made


def _open_fence(state: StateBlock, start: int) -> None:
    """Report code that nothing ends, unless it is what should have ended other code."""
    strays: set[int] = state.env.setdefault("stray_marks", set())
    below = range(start + 1, state.line)
    # Where the rest of a file is code, nobody misses the end.
    is_code = not (state.tokens[-1].level or state.tokens[-1].info.startswith("{"))
    if start in strays or (is_code and not any(_NO_CODE.match(line_of(state, number)) for number in below)):
        return
    deep = (number for number in below if state.is_code_block(number))
    if any(_is_mark(state, line_of(state, number)) for number in deep):
        mend = "the mark alone below is part of it, being indented by four blanks or more: put it below the first one"
    elif (outside := _mark_outside(state)) is not None:
        strays.add(outside)
        where = f"its end, {outside - start} lines below it"
        mend = f"{where}, is outside of the list item or quote: indent it as the first line, or write `>` before it"
    else:
        mend = "add a line with its mark alone"
    message = f"nothing ends this code, so the rest of what it stands in is code: {mend}"
    note(state, start, "unclosed-fence", message)


def _mark_outside(state: StateBlock) -> int | None:
    """Find the mark that should end code, but stands outside of what that code stands in; None if there is none."""
    within = _is_quoted(state, state.line - 1)
    for number in range(state.line, min(state.line + _REACH, len(state.bMarks) - 1)):
        # What stands in the next quote is its own: the end is missing.
        if _is_quoted(state, number) and not within:
            return None
        within = within and _is_quoted(state, number)
        line = state.src[state.bMarks[number] : state.eMarks[number]].lstrip(" \t>")
        if line.startswith(state.tokens[-1].markup):
            # A longer one ends what this code stands in, a directive of MyST's.
            return number if line.rstrip() == state.tokens[-1].markup else None
    return None


def _is_quoted(state: StateBlock, number: int) -> bool:
    return state.src[state.bMarks[number] : state.eMarks[number]].lstrip(" \t").startswith(">")


def _is_language(info: str) -> bool:
    """Say whether words behind a mark name a language and more; in braces it is what a tool does with them."""
    return len(info.split()) > 1 and not info.lstrip().startswith("{")


def _is_closed(state: StateBlock, start: int, last: int) -> bool:
    # Four blanks more make text of it (CommonMark, 4.5).
    return last > start and _is_mark(state, line_of(state, last)) and not state.is_code_block(last)


def _is_mark(state: StateBlock, line: str) -> bool:
    """Say whether a line could end the code that was read last."""
    mark, line = state.tokens[-1].markup, line.strip(" \t")
    return len(line) >= len(mark) and not line.strip(mark[0])


def _references(tokens: Iterable[Token], env: Mapping[str, Any]) -> Iterator[Oversight]:
    """Yield link definitions that nothing refers to, and those that another of their name keeps from counting."""
    used = set(_labels(tokens))
    for label, data in env.get("references", {}).items():
        if label not in used and data["href"] not in _ASIDE and "map" in data:
            message = f"nothing refers to `[{label.lower()}]`, so what it says is on no page: refer to it, or delete it"
            yield Oversight(data["map"][0], "unused-link", message, hint=True)
    for data in env.get("duplicate_refs", ()):
        if data["href"] not in _ASIDE and _says(data) != _says(env.get("references", {}).get(data["label"], {})):
            label = data["label"].lower()
            message = f"`[{label}]` is defined before, so this one does not count: give it another label"
            yield Oversight(data["map"][0], "double-link", message)


def _says(definition: Mapping[str, Any]) -> tuple[str, str]:
    return definition.get("href", "").removesuffix(".md"), definition.get("title", "")


def undefined(tokens: Iterable[Token]) -> Iterator[tuple[int, str, str]]:
    """Yield what looks like `[text][label]` and is no link: the line, the label as it is compared, and as written."""
    for token in tokens:
        if token.type != "inline" or "][" not in token.content:
            continue
        text = "".join(_as_text(child) for child in token.children or ())
        for match in _LINK_LIKE.finditer(text):
            line = (token.map or [0])[0] + text.count("\n", 0, match.start())
            yield line, normalizeReference(match[1]), match[1]


def _blank_addresses(tokens: Iterable[Token]) -> Iterator[Oversight]:
    """Yield links to files that are none, for the name has a blank."""
    for token in tokens:
        if token.type != "inline" or "](" not in token.content:
            continue
        text = "".join(_as_text(child) for child in token.children or ())
        for match in blank_addresses.found(text):
            line = (token.map or [0])[0] + text.count("\n", 0, match.start())
            mend = f"write `({blank_addresses.mended(match[1])})`"
            if _OWN_DISK.match(match[1]):
                mend = "that is a place on your own computer, so copy the file beside the note and link to that"
            message = f"`({match[1]})` is no address, for a blank ends it, so this is text: {mend}"
            yield Oversight(line, "blank-in-address", message)


def _as_text(token: Token) -> str:
    return token.content if token.type == "text" else "\n" if token.type in {"softbreak", "hardbreak"} else "\0"


def _labels(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if "label" in token.meta and token.type in {"link_open", "image"}:
            yield token.meta["label"]
        yield from _labels(token.children or ())


def _swallowed(tokens: Iterable[Token]) -> Iterator[Oversight]:
    """Yield headings that are text, for a block of raw HTML ends at a blank line only (CommonMark, 4.6)."""
    message = "this heading is text, for raw HTML above it goes on up to a blank line: put one before the heading"
    for token in tokens:
        if token.type == "html_block" and token.map and not _NO_TEXT.search(token.content):
            lines = enumerate(token.content.split("\n")[1:], token.map[0] + 1)
            yield from (Oversight(line, "heading-in-html", message) for line, text in lines if _HEADING.match(text))


def _open_details(tokens: Iterable[Token]) -> Iterator[Oversight]:
    """Yield ``<details>`` that nothing closes: GitHub hides all below in it."""
    opened: list[int] = []
    for token in tokens:
        for piece in (token, *(token.children or ())):
            line = (piece.map or token.map or [0])[0]
            if piece.type not in {"html_block", "html_inline"} or "details" not in piece.content.lower():
                continue
            for event in raw_html.read(piece.content):
                if event.tag == "details" and event.kind == "open":
                    opened.append(line + event.line)
                elif event.tag == "details" and event.kind == "close" and opened:
                    opened.pop()
    message = "this `<details>` never ends, and GitHub hides all below in it: add `</details>`"
    yield from (Oversight(line, "unclosed-details", message) for line in opened)
