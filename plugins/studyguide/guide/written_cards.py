"""Questions that stand in the text: lines ``Q:`` and ``A:``, and the cards of Obsidian's plugin for spaced repetition.

The plugin's ``question::answer`` could be C++ or a field of Dataview, so it counts where a tag says so, as there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from studyguide.markdown.plain_text import matching, plain, text_and_formulas
from studyguide.model import Section, Tokens

_TAG = "flashcards"
_BREAKS = frozenset({"softbreak", "hardbreak"})
# Code does not count, its tokens are others; nor does a row of colons.
_PAIR = re.compile(r"(?<!:):::?(?!:)")
_LABEL = re.compile(r"\s*([^\W\d_]{1,12})\s?\d{0,3}\s?[:：.)]\s*")
_LETTERS = ("q", "a")


@dataclass(frozen=True)
class Card:
    """What is asked, the blocks that answer it, and the paragraph that it stands in."""

    asked: Tokens
    """Text and formulas, inline."""
    answer: Tokens
    token: Token


def found(section: Section) -> Iterator[Card]:
    """Find the cards of a section, in the order of its text."""
    tagged = _tagged(section)
    tokens = section.tokens
    depth = 0
    for index, token in enumerate(tokens):
        # What `<details>` and callouts hide is an answer already.
        depth += token.nesting if token.type in {"raw_open", "raw_close", "admonition_open", "admonition_close"} else 0
        if token.type != "inline" or depth or tokens[index - 1].type != "paragraph_open":
            continue
        lines = _lines(token)
        yield from _labelled(tokens, index, lines)
        if tagged:
            yield from _of_plugin(tokens, index, lines)


def _tagged(section: Section) -> bool:
    """Say whether the plugin's tag stands in a section, or in the front matter of its file."""
    named = [tag.lstrip("#") for tag in section.tags]
    named += [
        child.content.lstrip("#")
        for token in section.tokens
        for child in token.children or ()
        if child.type == "hashtag"
    ]
    return any(tag.partition("/")[0].casefold() == _TAG for tag in named)


def _lines(inline: Token) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for child in inline.children or ():
        if child.type in _BREAKS:
            lines.append([])
        else:
            lines[-1].append(child)
    return lines


def _blocks(inline: Token, lines: Sequence[Sequence[Token]]) -> Tokens:
    """Make a paragraph of lines."""
    children: list[Token] = []
    for number, line in enumerate(lines):
        children += [Token("softbreak", "br", 0)] if number else []
        children += line
    inside = inline.copy(children=children, content=plain(children))
    return (Token("paragraph_open", "p", 1, map=inline.map), inside, Token("paragraph_close", "p", -1))


def _asked(lines: Sequence[Sequence[Token]]) -> Tokens:
    """Join lines to a question."""
    joined: list[Token] = []
    for number, line in enumerate(lines):
        joined += [Token("text", "", 0, content=" ")] if number else []
        joined += text_and_formulas(line)
    return tuple(joined)


def _text(line: Sequence[Token]) -> str:
    return " ".join(plain(line).split())


# Lines that begin with a letter for what they are.


def _labelled(tokens: Sequence[Token], index: int, lines: Sequence[list[Token]]) -> Iterator[Card]:
    """Read ``Q: …?`` with ``A: …`` in the next line or paragraph."""
    starts = [number for number, line in enumerate(lines) if _label(line) in _LETTERS]
    for number, start in enumerate(starts):
        if _label(lines[start]) != _LETTERS[0]:
            continue
        after = starts[number + 1] if number + 1 < len(starts) else len(lines)
        asked = _asked([_unlabelled(lines[start]), *lines[start + 1 : after]])
        if after < len(lines) and _label(lines[after]) == _LETTERS[1]:
            end = starts[number + 2] if number + 2 < len(starts) else len(lines)
            yield Card(
                asked, _blocks(tokens[index], [_unlabelled(lines[after]), *lines[after + 1 : end]]), tokens[index]
            )
        elif after == len(lines) and (answer := _next_paragraph(tokens, index)):
            yield Card(asked, _blocks(answer, [_unlabelled(_lines(answer)[0]), *_lines(answer)[1:]]), tokens[index])


def _next_paragraph(tokens: Sequence[Token], index: int) -> Token | None:
    """Return the paragraph behind one, if it begins as an answer."""
    inline = tokens[index + 3] if index + 3 < len(tokens) and tokens[index + 2].type == "paragraph_open" else None
    return inline if inline is not None and _label(_lines(inline)[0]) == _LETTERS[1] else None


def _label(line: Sequence[Token]) -> str:
    match = _LABEL.match(plain(line))
    return match[1].casefold() if match else ""


def _unlabelled(line: Sequence[Token]) -> list[Token]:
    """Take away the letter with its colon, and marks that held nothing else: ``**Q:** Why?``."""
    match = _LABEL.match(plain(line))
    left = match.end() if match else 0
    kept: list[Token] = []
    for token in line:
        size = len(token.content) if token.type == "text" else 0
        if left and size:
            kept += [token.copy(content=token.content[left:])] if size > left else []
            left = max(0, left - size)
        else:
            kept.append(token)
    empty = len(kept) > 1 and kept[0].type == "strong_open" and kept[1].type == "strong_close"
    kept = kept[2:] if empty else kept
    if kept and kept[0].type == "text":
        kept[0] = kept[0].copy(content=kept[0].content.lstrip())
    return kept


# Cards of the plugin.


def _of_plugin(tokens: Sequence[Token], index: int, lines: Sequence[list[Token]]) -> Iterator[Card]:
    marks = [number for number, line in enumerate(lines) if _text(line) in {"?", "??"}]
    if marks and marks[0] > 0:
        mark = marks[0]
        asked = _asked([_untagged(line) for line in lines[:mark]])
        below = [line for line in lines[mark + 1 :] if line]
        answer = _blocks(tokens[index], below) if below else _next_block(tokens, index)
        if plain(asked).strip() and answer:
            yield Card(asked, answer, tokens[index])
            if _text(lines[mark]) == "??" and below:
                back = _blocks(tokens[index], [_untagged(line) for line in lines[:mark]])
                yield Card(_asked(below), back, tokens[index])
        return
    for line in lines:
        yield from _of_line(tokens[index], _untagged(line))


def _untagged(line: Sequence[Token]) -> list[Token]:
    return [token for token in line if token.type != "hashtag"]


def _next_block(tokens: Sequence[Token], index: int) -> Tokens:
    start = index + 2
    if start >= len(tokens) or tokens[start].nesting < 0 or tokens[start].type == "heading_open":
        return ()
    return tuple(tokens[start : matching(tokens, start) + 1])


def _of_line(inline: Token, line: Sequence[Token]) -> Iterator[Card]:
    """Read ``question::answer``, and ``one:::other`` both ways."""
    for number, token in enumerate(line):
        match = _PAIR.search(token.content) if token.type == "text" else None
        if match is None:
            continue
        front = [*line[:number], token.copy(content=token.content[: match.start()].rstrip())]
        back = [token.copy(content=token.content[match.end() :].lstrip()), *line[number + 1 :]]
        if _text(front) and _text(back):
            yield Card(_asked([front]), _blocks(inline, [back]), inline)
            if len(match[0]) > len("::"):
                yield Card(_asked([back]), _blocks(inline, [front]), inline)
        return
