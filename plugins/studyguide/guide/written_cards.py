"""Questions that stand in the text: lines ``Q:`` and ``A:``, and the cards of Obsidian's plugin for spaced repetition.

The plugin's ``question::answer`` could be C++ or a field of Dataview, so it counts where a tag says so, as there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from studyguide.guide import question_marks
from studyguide.markdown.plain_text import lines as lines_of
from studyguide.markdown.plain_text import matching, plain, text_and_formulas
from studyguide.model import Section, Tokens
from studyguide.reuse.memory import kept

_TAG = "flashcards"
# Code does not count, its tokens are others; nor does a row of colons.
_PAIR = re.compile(r"(?<!:):::?(?!:)")
_LABEL = re.compile(r"\s*([^\W\d_]{1,12})\s?\d{0,3}\s?[:：.)]\s*")
_LETTERS = ("q", "a")
_BLANK = Token("text", "", 0, content=" ")
_FEWEST = 2
"""Pairs of two other labels, such as ``Frage:`` and ``Antwort:``; one may be anything."""

_BETWEEN = frozenset(
    "paragraph_close paragraph_open list_item_close list_item_open bullet_list_open ordered_list_open".split()
)


@dataclass(frozen=True)
class Card:
    """What is asked, the blocks that answer it, and the paragraph that it stands in."""

    asked: Tokens
    """Text and formulas, inline."""
    answer: Tokens
    token: Token


def found(section: Section, *, in_deck: bool) -> Iterator[Card]:
    """Find the cards of a section, in the order of its text; those of the plugin where its tag says so."""
    tokens = section.tokens
    labels = tuple(filter(None, (_LETTERS, _alternating(tokens))))
    depth = 0
    for index, token in enumerate(tokens):
        # What `<details>` and callouts hide is an answer already.
        depth += token.nesting if token.type in {"raw_open", "raw_close", "admonition_open", "admonition_close"} else 0
        if token.type != "inline" or depth or tokens[index - 1].type != "paragraph_open":
            continue
        lines = lines_of(token)
        for pair in labels:
            yield from _labelled(tokens, index, lines, pair)
        if in_deck:
            yield from _of_plugin(tokens, index, lines)


@kept
def tagged(section: Section) -> bool:
    """Say whether the plugin's tag is one of a section, or stands in its text: it holds for the whole file."""
    in_text = any(_names_deck(child) for token in section.tokens for child in token.children or ())
    return in_text or any(_is_deck(tag.lstrip("#")) for tag in section.tags)


def _names_deck(token: Token) -> bool:
    """Say whether a token is the plugin's tag; where no tags are made of those in a text, it is text by itself."""
    return token.type in {"hashtag", "text"} and token.content[:1] == "#" and _is_deck(token.content[1:])


def _is_deck(tag: str) -> bool:
    name, *rest = tag.split("/", 1)
    return name.casefold() == _TAG and not any(" " in part for part in rest)


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
        joined += text_and_formulas(line, pictures=True)
    return tuple(joined)


def _text(line: Sequence[Token]) -> str:
    return " ".join(plain(line).split())


# Lines that begin with a letter for what they are.


def _alternating(tokens: Sequence[Token]) -> tuple[str, str] | None:
    """Return two labels that ask and answer by turns in all of a section, in whatever language.

    Each line with the first of them is a question, and one with the second follows it.
    """
    found = [
        (_label(line), question_marks.asks(_text(line)))
        for index, token in enumerate(tokens)
        if token.type == "inline" and tokens[index - 1].type == "paragraph_open"
        for line in lines_of(token)
        if _has_colon(line)
    ]
    first = next((number for number, (_, asks) in enumerate(found) if asks), len(found))
    if len(found) < first + 2 * _FEWEST:
        return None
    pair = found[first][0], found[first + 1][0]
    turns = [(label, asks) for label, asks in found if label in pair]
    regular = all(label == pair[n % 2] and (asks or n % 2) for n, (label, asks) in enumerate(turns))
    even = len(turns) % 2 == 0 and len(turns) >= 2 * _FEWEST
    return pair if regular and even and pair[0] != pair[1] and pair != _LETTERS else None


def _labelled(tokens: Sequence[Token], index: int, lines: Sequence[Tokens], pair: tuple[str, str]) -> Iterator[Card]:
    """Read ``Q: …?`` with ``A: …`` in the next line, paragraph or list item."""
    starts = [number for number, line in enumerate(lines) if _label(line) in pair]
    for number, start in enumerate(starts):
        if _label(lines[start]) != pair[0]:
            continue
        after = starts[number + 1] if number + 1 < len(starts) else len(lines)
        asked = _asked([_unlabelled(lines[start]), *lines[start + 1 : after]])
        if after < len(lines) and _label(lines[after]) == pair[1]:
            end = starts[number + 2] if number + 2 < len(starts) else len(lines)
            yield Card(
                asked, _blocks(tokens[index], [_unlabelled(lines[after]), *lines[after + 1 : end]]), tokens[index]
            )
        elif after == len(lines) and (answer := _next_paragraph(tokens, index, pair[1])):
            yield Card(asked, _blocks(answer, [_unlabelled(lines_of(answer)[0]), *lines_of(answer)[1:]]), tokens[index])


def _next_paragraph(tokens: Sequence[Token], index: int, label: str) -> Token | None:
    """Return the paragraph behind one, or in the item behind or below its own, if it begins as an answer."""
    at = index + 1
    while at < len(tokens) and tokens[at].type in _BETWEEN:
        at += 1
    inline = tokens[at] if at < len(tokens) and tokens[at].type == "inline" else None
    if inline is None or _label(lines_of(inline)[0]) != label or tokens[at - 1].type != "paragraph_open":
        return None
    # In a list `A)` and `A.` number what may be chosen.
    in_item = tokens[at - 2].type == "list_item_open"
    return inline if not in_item or _has_colon(lines_of(inline)[0]) else None


def _label(line: Sequence[Token]) -> str:
    match = _LABEL.match(plain(line))
    return match[1].casefold() if match else ""


def _has_colon(line: Sequence[Token]) -> bool:
    match = _LABEL.match(plain(line))
    return match is not None and match[0].rstrip().endswith((":", "："))


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


def _of_plugin(tokens: Sequence[Token], index: int, lines: Sequence[Tokens]) -> Iterator[Card]:
    marks = [number for number, line in enumerate(lines) if _text(line) in {"?", "??"}]
    # A heading may be the question.
    above = [list(tokens[index - 3].children or ())] if index > 2 and tokens[index - 2].type == "heading_close" else []  # noqa: PLR2004
    if marks and (marks[0] > 0 or above):
        mark = marks[0]
        front = [_untagged(line) for line in lines[:mark] or above]
        asked = _asked(front)
        below = [line for line in lines[mark + 1 :] if line]
        answer = _blocks(tokens[index], below) if below else _next_block(tokens, index)
        if plain(asked).strip() and answer:
            yield Card(asked, answer, tokens[index])
            if _text(lines[mark]) == "??" and below:
                yield Card(_asked(below), _blocks(tokens[index], front), tokens[index])
        return
    pairs = [card for line in lines for card in _of_line(tokens[index], _untagged(line))]
    yield from pairs or _clozes(tokens[index], [_untagged(line) for line in lines])


def _clozes(inline: Token, lines: Sequence[Sequence[Token]]) -> Iterator[Card]:
    """Ask for each part that is marked, `The ==cell== divides`, as the plugin does unless it is told otherwise."""
    children = [token for number, line in enumerate(lines) for token in (*([_BLANK] if number else []), *line)]
    for start, token in enumerate(children):
        if token.type == "mark_open":
            end = matching(children, start)
            hidden = [*children[:start], Token("text", "", 0, content="[…]"), *children[end + 1 :]]
            yield Card(_asked([hidden]), _blocks(inline, lines), inline)


def _untagged(line: Sequence[Token]) -> list[Token]:
    """Leave the deck's tag out of a line; where it leads to the page of the tag, the link too."""
    kept: list[Token] = []
    for token in line:
        if not _names_deck(token):
            kept.append(token)
        elif kept and kept[-1].type == "link_open":
            kept[-1] = token.copy(content="")
    return [token for n, token in enumerate(kept) if token.type != "link_close" or _closes(kept[:n])]


def _closes(before: Sequence[Token]) -> bool:
    """Say whether a link is open."""
    return sum((token.type == "link_open") - (token.type == "link_close") for token in before) > 0


def _next_block(tokens: Sequence[Token], index: int) -> Tokens:
    start = index + 2
    if start >= len(tokens) or tokens[start].nesting < 0 or tokens[start].type == "heading_open":
        return ()
    return tuple(tokens[start : matching(tokens, start) + 1])


def _of_line(inline: Token, line: Sequence[Token]) -> Iterator[Card]:
    """Read ``question::answer``, and ``one:::other`` both ways."""
    if line and line[0].type == "strong_open" and "key" in line[0].meta:
        # In other notes it would be a field, and is shown so: `key:: value`.
        line = [Token("text", "", 0, content=f"{line[0].meta['key']}:{line[3].content}"), *line[4:]]
    for number, token in enumerate(line):
        match = _PAIR.search(token.content) if token.type == "text" else None
        # `{{c1::this}}` is a gap of Anki's.
        if match is None or token.content.rfind("{{", 0, match.start()) > token.content.rfind("}}", 0, match.start()):
            continue
        front = [*line[:number], token.copy(content=token.content[: match.start()].rstrip())]
        back = [token.copy(content=token.content[match.end() :].lstrip()), *line[number + 1 :]]
        if _text(front) and _text(back):
            yield Card(_asked([front]), _blocks(inline, [back]), inline)
            if len(match[0]) > len("::"):
                yield Card(_asked([back]), _blocks(inline, [front]), inline)
        return
