"""The options below a question: a list, or lines and paragraphs that begin with letters in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from studyguide.guide import choice_keys
from studyguide.markdown.plain_text import lines as lines_of
from studyguide.markdown.plain_text import matching, plain
from studyguide.model import Tokens

_LETTERED = re.compile(r"\s*[(\[]?([A-Ha-hА-Иа-и])[.)\]:：、．]\s*(?=\S)")  # noqa: RUF001  Cyrillic, full width
_SERIES = ("ABCDEFGH", "АБВГДЕЖЗ")
_SHOWN = frozenset({"fence", "code_block", "math_block", "table_open"})
_MOST = 4
"""Blocks between a question and its options: code, tables, pictures."""

_FEWEST = 2
_SIGN = re.compile(r"[✅✔☑]\ufe0f?")
"""What marks an item as right."""
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


@dataclass(frozen=True)
class Offered:
    """An option: by which letter it is named, its text, and the blocks in it; ``ticked`` where it is marked as right.

    It is ``stressed`` where that is done by bold letters, or a sign, and not by a box.
    """

    letter: str
    text: Tokens
    more: Tokens = ()
    ticked: bool = False
    stressed: bool = False


@dataclass(frozen=True)
class Offers:
    """The options of a question, what stands between the two, and the lines behind the last one in its paragraph."""

    question: Tokens
    lead: Tokens
    options: tuple[Offered, ...]
    rest: tuple[Tokens, ...]
    end: int
    """The number of the block behind them."""
    lettered: bool

    @classmethod
    def below(cls, tokens: Sequence[Token], blocks: Sequence[tuple[int, int]], at: int) -> "Offers | None":
        """Find what may be chosen below the paragraph or heading at a block."""
        inline = tokens[blocks[at][0] + 1]
        lines = lines_of(inline)
        first = next((n for n, line in enumerate(lines) if _letter(line)), len(lines))
        if not first:
            return None
        question = _joined(lines[:first])
        if first < len(lines):
            options, rest = _of_lines(lines[first:])
            return cls(question, (), options, rest, at + 1, lettered=True) if len(options) >= _FEWEST else None
        question = tuple(inline.children or ())
        after = at + 1
        while after < len(blocks) and after - at <= _MOST and _is_lead(tokens, blocks[after]):
            after += 1
        lead = tuple(tokens[blocks[at][1] + 1 : blocks[after][0]]) if after < len(blocks) else ()
        if after < len(blocks) and tokens[blocks[after][0]].type in _LISTS:
            options, lettered = _of_list(tokens[blocks[after][0] : blocks[after][1] + 1])
            return cls(question, lead, options, (), after + 1, lettered) if options else None
        options, rest, end = _of_paragraphs(tokens, blocks, after)
        return cls(question, lead, options, rest, end, lettered=True) if len(options) >= _FEWEST else None


def _letter(line: Tokens) -> str:
    match = _LETTERED.match(plain(line))
    return match[1].upper() if match else ""


def _is_lead(tokens: Sequence[Token], block: tuple[int, int]) -> bool:
    opening = tokens[block[0]]
    children = tokens[block[0] + 1].children or () if opening.type == "paragraph_open" else ()
    return opening.type in _SHOWN or (bool(children) and all(c.type in {"image", "softbreak"} for c in children))


def _joined(lines: Sequence[Tokens]) -> Tokens:
    blank = Token("text", "", 0, content=" ")
    return tuple(token for number, line in enumerate(lines) for token in (*([blank] if number else []), *line))


def _of_lines(lines: Sequence[Tokens]) -> tuple[tuple[Offered, ...], tuple[Tokens, ...]]:
    """Read lines as long as they have the next letter."""
    found: list[Offered] = []
    for number, line in enumerate(lines):
        letter = _letter(line)
        if not letter or not any(series[len(found) : len(found) + 1] == letter for series in _SERIES):
            return tuple(found), tuple(lines[number:])
        found.append(Offered(letter, _unlettered(line)))
    return tuple(found), ()


def _unlettered(line: Tokens) -> Tokens:
    match = _LETTERED.match(plain(line))
    return choice_keys.behind(line, match.end() if match else 0)


def _of_paragraphs(
    tokens: Sequence[Token], blocks: Sequence[tuple[int, int]], at: int
) -> tuple[tuple[Offered, ...], tuple[Tokens, ...], int]:
    """Read one paragraph with a line for each option, or a paragraph for each."""
    lines: list[Tokens] = []
    end = at
    while end < len(blocks) and tokens[blocks[end][0]].type == "paragraph_open":
        own = lines_of(tokens[blocks[end][0] + 1])
        if not _letter(own[0]):
            break
        lines += own
        end += 1
    options, rest = _of_lines(lines)
    return options, rest, end


def _of_list(tokens: Sequence[Token]) -> tuple[tuple[Offered, ...], bool]:
    """Read the items of a list; one without letters counts them from A, or by its own numbers."""
    found: list[Offered] = []
    at = 1
    letters = []
    while at < len(tokens) - 1:
        end = matching(tokens, at)
        item = tokens[at + 1 : end]
        if len(item) < 3 or item[0].type != "paragraph_open":  # noqa: PLR2004  a paragraph
            return (), False
        line = tuple(token for token in item[1].children or () if token.content or token.type != "text")
        letters.append(_letter(line))
        counted = str(len(found) + 1) if tokens[0].tag == "ol" else _SERIES[0][len(found) : len(found) + 1]
        named = letters[-1] or counted
        text = _unlettered(line) if letters[-1] else line
        plain_text, stressed = _unstressed(text)
        checked = bool((tokens[at].meta or {}).get("checked"))
        found.append(Offered(named, plain_text, tuple(item[3:]), checked or stressed, stressed))
        at = end + 1
    lettered = all(letters)
    mixed = any(letters) and not lettered
    in_order = not lettered or any("".join(letters) == series[: len(letters)] for series in _SERIES)
    return (tuple(found), lettered) if len(found) >= _FEWEST and not mixed and in_order else ((), False)


def _unstressed(line: Tokens) -> tuple[Tokens, bool]:
    """Take away what marks a whole item as right: bold letters, or a sign at one of its ends."""
    if len(line) > 2 and line[0].type == "strong_open" and matching(line, 0) == len(line) - 1:  # noqa: PLR2004
        return line[1:-1], True
    for at in {0, len(line) - 1} if line else ():
        if line[at].type in {"text", "emoji"} and _SIGN.search(line[at].content):
            bare = _SIGN.sub("", line[at].content).strip()
            return (*line[:at], line[at].copy(content=bare), *line[at + 1 :]), True
    return line, False
