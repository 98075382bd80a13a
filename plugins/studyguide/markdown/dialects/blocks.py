"""Blocks of other dialects: their lines are found and paired, and made into the tokens that Markdown has for them.

What begins and has no end, or ends and has no beginning, stays the text that it is. So lines are paired before any
block rule sees them; what is no pair never interrupts a paragraph. Containers are the parser's: once it has read the
blocks between, the lines are paired again, within the list item or the quote in which they stand.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studyguide.markdown.dialects import shapes, unclosed, unread
from studyguide.markdown.dialects.mark import LINK_OR_CONTENTS, Dialect, Mark
from studyguide.markdown.oversights import Oversight
from studyguide.markdown.source_lines import INTERRUPTS, line_of, outside_code

REACH = 100
"""Blocks in each other through which the beginning of one is looked for."""

DEPTH_LIMIT = 20
"""Blocks in each other; what is around is looked for, and looked through, at each end."""

# What containers take of a line. Possessive: a line may begin with many blanks.
_CONTAINERS = re.compile(r"(?:[ \t]*+(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*+[ \t]*+")

_BEGINS = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?<(!--|pre|script|style|textarea)(?![\w-])", re.IGNORECASE)
_ENDS = {"!--": "-->", "pre": "</pre>", "script": "</script>", "style": "</style>", "textarea": "</textarea>"}

# Raw HTML of the kinds 1 to 5 (CommonMark, 4.6), which ends at a sign of its own.
_VERBATIM = re.compile(r" {0,3}<(?:[!?]|(?:script|pre|style|textarea)(?![\w-]))", re.IGNORECASE)


def plugin(md: MarkdownIt, dialects: Sequence[Dialect]) -> None:
    """Add the blocks whose lines the dialects know."""

    def find(state: StateCore) -> None:
        state.env["marks"] = _found(state, dialects)

    md.core.ruler.before("block", "dialect_marks", find)
    md.block.ruler.before("fence", "dialect_mark", _mark, INTERRUPTS)
    md.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.after("block", "dialect_blocks", _blocks)
    md.core.ruler.after("inline", "dialect_titles", shapes.titles)


def _found(state: StateCore, dialects: Sequence[Dialect]) -> dict[int, Mark]:
    """Map the lines that are pairs, or stand by themselves, to their marks; report those that have no end."""
    signs = [sign for dialect in dialects for sign in dialect.signs]
    marks: dict[int, Mark] = {}
    waiting: list[tuple[int, Mark]] = []
    around: set[int] = set()
    for number, line in _outside_verbatim(state.src.split("\n")):
        if not any(sign in line for sign in signs):
            continue
        bare = line[_CONTAINERS.match(line).end() :].rstrip()  # type: ignore[union-attr]  # it matches any line
        mark = _read(bare, number, dialects, state)
        if mark is None or (mark.shape == "separator" and not (waiting and waiting[-1][1].shape == "tabs")):
            continue
        if mark.role == "close":
            at = _opening([item for _, item in waiting[-REACH:]], mark)
            if at is not None:
                at += max(0, len(waiting) - REACH)
                start, opening = waiting[at]
                if opening.shape == "text":
                    unread.recognise(state.env, opening.dialect)
                    unread.note(state.env, start, opening.dialect, opening.kind)
                else:
                    marks[start], marks[number] = opening, mark
                _report(state, waiting[at + 1 :], marks, around)
                del waiting[at:]
                around.update(start for start, outer in waiting[-1:] if outer.length == opening.length > 0)
        elif mark.role == "alone":
            marks[number] = mark
        else:
            waiting.append((number, mark))
    _report(state, waiting, marks, around)
    return marks


def _outside_verbatim(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither in code nor in a comment, a program or preformatted text of HTML."""
    ending = ""
    reach = {sign: max((n for n, line in enumerate(lines) if sign in line), default=-1) for sign in _ENDS.values()}
    for number, line in outside_code(lines):
        if ending:
            ending = "" if ending in line else ending
            continue
        found = _BEGINS.match(line) if "<" in line else None
        sign = _ENDS[found[1].lower()] if found else ""
        if found and sign not in line[found.end() :] and reach[sign] > number:
            ending = sign
            continue
        yield number, line


def _read(line: str, number: int, dialects: Sequence[Dialect], state: StateCore) -> Mark | None:
    """Read a line by the first dialect that knows it; remember what one recognises and has no equivalent for."""
    for dialect in dialects:
        if not line.startswith(dialect.signs):
            continue
        if mark := dialect.read(line):
            return None if mark.name == LINK_OR_CONTENTS and state.env.get("names_toc") else mark
        if form := dialect.unread(line):
            unread.note(state.env, number, dialect.name, form)
    return None


def _report(
    state: StateCore, endless: Sequence[tuple[int, Mark]], marks: dict[int, Mark], around: Container[int]
) -> None:
    """Report what has no end; the blocks at the lines ``around`` hold one that began with as many signs."""
    for number, mark in endless:
        if mark.role == "either":
            marks[number] = mark
        elif mark.ending:
            if "ends_in_code" not in state.env:
                state.env["ends_in_code"] = unclosed.ends_in_code(state.src)
            message = unclosed.message(mark, number, state.env["ends_in_code"], around=number in around)
            state.env.setdefault("oversights", []).append(Oversight(number, "unclosed-block", message))


def _opening(waiting: Sequence[Mark], closing: Mark) -> int | None:
    """Find what a line closes: the innermost of its name whose fence is not longer."""
    places = range(len(waiting) - 1, -1, -1)
    return next((n for n in places if waiting[n].name == closing.name and waiting[n].length <= closing.length), None)


def _mark(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    mark: Mark | None = state.env.get("marks", {}).get(start)
    if mark is None or state.is_code_block(start) or line_of(state, start).rstrip() != mark.source:
        return False
    if not silent:
        token = state.push("dialect_mark", "", 0)
        token.map, token.content, token.meta = [start, start + 1], mark.source, {"mark": mark}
        state.line = start + 1
    return True


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Let raw HTML that ends at a blank line end at a line of a dialect as well, which would be hidden in it."""
    if not state.env.get("marks") or _VERBATIM.match(line_of(state, start)):
        return html_block(state, start, end, silent)
    # Found before the rule looks for the blank line: it would look through the same lines behind each mark.
    lines: list[int] = state.env.setdefault("mark_lines", sorted(state.env["marks"]))
    first = bisect_right(lines, start)
    reach = (line for line in lines[first : first + REACH] if line < end and _mark(state, line, end, True))  # noqa: FBT003
    return html_block(state, start, next(reach, end), silent)


@dataclass
class _Container:
    """A list item, a quote or the file itself: its blocks that are open, and ends that are meant for one around it."""

    opened: list[tuple[int, Mark]] = field(default_factory=list)
    strays: list[Token] = field(default_factory=list)


def _blocks(state: StateCore) -> None:
    """Make tokens of the marks, each pair within its container."""
    if any(token.type == "dialect_mark" for token in state.tokens):
        state.tokens = list(_levelled(_Pairing(state).run()))


class _Pairing:
    """One pass over the tokens of a file. Each stands in a slot, which a later mark may fill anew."""

    def __init__(self, state: StateCore) -> None:
        self.state = state
        self.slots: list[list[Token]] = []
        self.around = [_Container()]

    def run(self) -> Iterator[Token]:
        for token in self.state.tokens:
            if token.type == "dialect_mark":
                self._put(token)
                continue
            self.slots.append([token])
            if token.nesting == 1:
                self.around.append(_Container())
            elif token.nesting == -1 and len(self.around) > 1:
                # An end that stands too far in, as behind the last item of a list, is meant for what is around.
                for stray in self.around.pop().strays:
                    self._put(stray)
        return (token for slot in self.slots for token in slot)

    def _put(self, token: Token) -> None:
        mark: Mark = token.meta["mark"]
        here = self.around[-1]
        unread.recognise(self.state.env, mark.dialect)
        if mark.role == "close":
            self._close(token, mark, here)
        elif mark.role == "alone":
            self.slots.append(shapes.alone(mark, token))
        elif mark.role == "either":
            # None holds another one, so the last one had no end.
            if here.opened and here.opened[-1][1].role == "either":
                here.opened.pop()
            here.opened.append((len(self.slots), mark))
            self.slots.append(shapes.alone(mark, token))
        elif len(here.opened) >= DEPTH_LIMIT:
            self.slots.append(shapes.as_text(token))
            message = f"blocks nested deeper than {DEPTH_LIMIT}: shown as plain text"
            line = (token.map or [0])[0]
            self.state.env.setdefault("oversights", []).append(Oversight(line, "too-long", message))
        else:
            here.opened.append((len(self.slots), mark))
            self.slots.append(shapes.as_text(token))

    def _close(self, token: Token, mark: Mark, here: _Container) -> None:
        nearest = here.opened[-REACH:]
        at = _opening([item for _, item in nearest], mark)
        if at is not None:
            start, opening = nearest[at]
            del here.opened[len(here.opened) - len(nearest) + at :]
            shapes.block(opening, self.slots, start, token)
        elif len(self.around) > 1 and len(here.strays) < REACH:
            here.strays.append(token)
        else:
            self.slots.append(shapes.as_text(token))


def _levelled(tokens: Iterator[Token]) -> Iterator[Token]:
    """Count blocks of dialects as levels: what stands in one is no heading of the page."""
    extra = 0
    for token in tokens:
        ours = (token.meta or {}).get("dialect")
        extra -= bool(ours and token.nesting == -1)
        token.level += extra
        extra += bool(ours and token.nesting == 1)
        yield token
