"""Which options are right, as people name them in any language: ``Answer: B``, ``Lösung: a, c``, a list of them all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from studyguide.markdown.plain_text import block_text, matching, plain
from studyguide.markdown.plain_text import lines as lines_of
from studyguide.model import Tokens

_NUMBER = re.compile(r"\s*(?:[^\W\d_]{1,12}\s?)?(\d{1,3})\s?[.):：]")
_ALL = "ABCDEFGHАБВГДЕЖЗ"  # noqa: RUF001  Cyrillic
_LONGEST = 80
"""Characters of a sentence that ends with the letter: “The right answer is B.”"""

_LINE = 200
"""Characters of a line in which they are."""

_LOOKED_AT = 3
"""Blocks of a hidden answer in which the letters are looked for."""


@dataclass(frozen=True)
class Key:
    """The letters that are right, and the blocks that explain it."""

    right: frozenset[str]
    reason: Tokens = ()


def behind(line: Sequence[Token], size: int) -> Tokens:
    """Leave out the first characters of a line, with the marks that held nothing else."""
    kept: list[Token] = []
    for token in line:
        length = len(plain([token])) if token.nesting == 0 else 0
        if size <= 0 or not length:
            kept.append(token)
        elif length > size and token.type == "text":
            kept.append(token.copy(content=token.content[size:]))
        size -= length
    done = False
    while not done:
        pair = next((n for n in range(len(kept) - 1) if kept[n].nesting > 0 and kept[n + 1].nesting < 0), None)
        done = pair is None
        kept = kept if pair is None else [*kept[:pair], *kept[pair + 2 :]]
    return tuple(kept)


def of_lines(given: Sequence[Tokens], letters: str) -> Key | None:
    """Read a label, a colon and letters in the first line; what follows is why."""
    found = _labelled(letters).match(plain(given[0])[:_LINE]) if given else None
    if found is None:
        return None
    rest = [behind(given[0], found.end()), *given[1:]]
    return Key(_right(found[1]), _paragraph([line for line in rest if plain(line).strip()]))


def of_blocks(body: Sequence[Token], letters: str) -> Key | None:
    """Find the letters in what a block hides, where no label is needed."""
    texts = [n for n, token in enumerate(body) if token.type in {"inline", "raw_text"}]
    texts = [n for n in texts if block_text([body[n]])]
    for at in texts[:_LOOKED_AT]:
        given = lines_of(body[at]) if body[at].type == "inline" else ((body[at],),)
        for number, line in enumerate(given):
            text = plain(line)[:_LINE]
            found = _labelled(letters).match(text) or _bare(letters).match(text)
            found = found or (_said(letters).fullmatch(text) if len(text) <= _LONGEST else None)
            if found:
                rest = [*given[:number], behind(line, found.end()), *given[number + 1 :]]
                return Key(_right(found[1]), _without(body, at, [one for one in rest if plain(one).strip()]))
    return None


def number(text: str) -> int:
    """Return the number that a question begins with; 0 where there is none."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else 0


def listed(tokens: Sequence[Token]) -> Mapping[int, Key]:
    """Collect answers by the numbers of their questions: of lists and tables that hold nothing else."""
    found: dict[int, Key] = {}
    for at, token in enumerate(tokens):
        end = matching(tokens, at) if token.type in {"ordered_list_open", "table_open"} else at
        inside = tokens[at + 1 : end]
        if token.type == "ordered_list_open":
            found |= _of_list(inside)
        elif token.type == "table_open":
            found |= _of_table(inside)
    return found


def _of_list(inside: Sequence[Token]) -> dict[int, Key]:
    found: dict[int, Key] = {}
    for at, token in enumerate(inside):
        if token.type == "list_item_open":
            item = inside[at + 1 : matching(inside, at)]
            key = of_blocks(item, _ALL) if item and _bare(_ALL).match(block_text(item)) else None
            if key is None or not token.info.isdecimal():
                return {}
            found[int(token.info[:6])] = key
    return found


def _of_table(inside: Sequence[Token]) -> dict[int, Key]:
    cells = [plain(token.children).strip() for token in inside if token.type == "inline"]
    width = sum(token.type == "th_open" for token in inside)
    rows = [cells[at : at + width] for at in range(width, len(cells), width)] if width > 1 else []
    found: dict[int, Key] = {}
    for row in rows:
        key = _bare(_ALL).match(row[1]) if len(row) > 1 else None
        name = row[0].strip(".) ")
        if key is None or not name.isdecimal():
            return {}
        found[int(name[:6])] = Key(_right(key[1]))
    return found


def _right(written: str) -> frozenset[str]:
    alone = re.findall(r"(?<![^\W_])[^\W_](?![^\W_])", written)
    return frozenset(letter.upper() for letter in alone or written)


def _letters(letters: str) -> str:
    one = rf"[(\[]?(?<![^\W_])[{letters}{letters.lower()}](?![^\W_])[)\]]?"
    together = rf"(?<![^\W_])[{letters}]{{2,8}}(?![^\W_])"
    # Full-width signs stand in Chinese and Japanese.
    return rf"({one}(?:\s*(?:[,;/&+、，]|\s[^\W\d_]{{1,3}}\s)\s*(?:[^\W\d_]{{1,3}}\s)?{one})*|{together})"  # noqa: RUF001


_END = r"(?=\s*$|\s*[.:：,;，。)]|\s+[-–—(])[.:：,;，。)\s–—-]*"  # noqa: RUF001


@lru_cache(64)
def _labelled(letters: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?=[^\n:：]*[^\W\d_])[^\n:：]{{2,40}}?\s*[:：][^\w(\[]*{_letters(letters)}{_END}")


@lru_cache(64)
def _bare(letters: str) -> re.Pattern[str]:
    return re.compile(rf"[^\w(\[]*{_letters(letters)}{_END}")


@lru_cache(64)
def _said(letters: str) -> re.Pattern[str]:
    upper = rf"[{letters}]"
    both = rf"{upper}(?:\s*(?:,|\s[^\W\d_]{{1,3}}\s)\s*{upper})*"
    return re.compile(rf".{{2,60}}(?<![A-Za-z0-9])({both})\W*")


def _paragraph(given: Sequence[Tokens]) -> Tokens:
    if not given:
        return ()
    end = Token("softbreak", "br", 0)
    children = [token for n, line in enumerate(given) for token in (*([end] if n else []), *line)]
    inline = Token("inline", "", 0, children=children, content=plain(children))
    return Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)


def _without(body: Sequence[Token], at: int, rest: Sequence[Tokens]) -> Tokens:
    """Put what is left of a paragraph in its place."""
    if body[at].type != "inline":
        return (*body[:at], *_paragraph(rest), *body[at + 1 :])
    return (*body[: at - 1], *_paragraph(rest), *body[at + 2 :])
