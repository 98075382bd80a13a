"""Footnotes of a file: their definitions serve every page cut from it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from markdown_it.token import Token

from studyguide.markdown.plain_text import matching
from studyguide.model import Source, Tokens
from studyguide.problems import Problem

_REFERENCE = re.compile(r"\[\^([^\]\[\s]+)\](?!:)")
_IN_HTML = re.compile(r"user-content-fn-([^\s\"'<>)]+)")
"""What refers to a footnote in ``<a data-footnote-ref>``, as GitBook writes it."""

INNER = 2_000
"""Footnotes of footnotes on all pages of a file, besides four times as many as it has.

A chain of hundreds on each of hundreds of pages would be their product.
"""


def taken_out(
    source: Source, tokens: Sequence[Token], env: Mapping[str, Any]
) -> tuple[list[Token], dict[str, Tokens], list[Problem]]:
    """Take the definitions out of the stream. One that nothing refers to stays there, as text: no word is lost."""
    tokens = _side_by_side(tokens)
    inline = _inline(tokens, env)
    used = _reached(tokens, inline)
    kept: list[Token] = []
    found: dict[str, Tokens] = {}
    strays: list[tuple[Token, str, bool]] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type != "footnote_reference_open":
            kept.append(tokens[index])
            index += 1
            continue
        end = matching(tokens, index)
        label, body = tokens[index].meta["label"], tokens[index + 1 : end]
        # The first of two definitions counts; the other is shown as text, so that no word is lost.
        if label in used and label not in found:
            found[label] = tuple(body)
        else:
            kept += _as_text(label, body)
            strays.append((tokens[index], label, label in found))
        index = end + 1
    read = [*_references(tokens), *_references(chain(*inline.values()))]
    for reference in read:  # pages number theirs, and a section says the same wherever in its file it stands
        reference.meta = {"label": reference.meta["label"]}
    return kept, found | inline, _problems(source, strays, (reference.meta["label"] for reference in read))


def _problems(source: Source, strays: Sequence[tuple[Token, str, bool]], read: Iterable[str]) -> list[Problem]:
    """Report definitions that are text: not those that code, raw HTML or a block of another tool refers to.

    ``read`` are the labels of all references that the parser knows.
    """
    if not strays:
        return []
    unread = Counter(_REFERENCE.findall(source.text)) - Counter(read) + Counter(_IN_HTML.findall(source.text))
    told = [stray for stray in strays if stray[2] or stray[1] not in unread]
    return [_problem(source, token, label, double=double) for token, label, double in told]


def _side_by_side(tokens: Sequence[Token]) -> list[Token]:
    """Put definitions that stand within another one behind it: an indent makes none of them another's (GFM)."""
    kept: list[Token] = []
    inner: list[Token] = []
    outer = 0  # definitions that are open
    for token in tokens:
        opens, closes = token.type == "footnote_reference_open", token.type == "footnote_reference_close"
        outer += opens
        (inner if outer > 1 else kept).append(token)
        outer -= closes
        if closes and not outer and inner:
            # Of those in one another, the pass for the ones that came out finds the rest.
            kept += _side_by_side(inner)
            inner = []
    return kept


def _reached(tokens: Sequence[Token], inline: Mapping[str, Tokens]) -> set[str]:
    """Collect the labels that the text refers to, by way of other footnotes too; those in a circle reach no page."""
    bodies: dict[str, Sequence[Token]] = dict(inline)
    text: list[Token] = []
    index = 0
    while index < len(tokens):
        end = index
        if tokens[index].type == "footnote_reference_open":
            end = matching(tokens, index)
            bodies.setdefault(tokens[index].meta["label"], tokens[index + 1 : end])
        else:
            text.append(tokens[index])
        index = end + 1
    return reached(_labels(text), lambda label: _labels(bodies.get(label, ())))


def reached(first: Iterable[str], within: Callable[[str], Iterable[str]]) -> set[str]:
    """Follow the labels of footnotes to those of further ones, which ``within`` tells of each."""
    waiting = list(first)
    found: set[str] = set()
    while waiting:
        label = waiting.pop()
        if label not in found:
            found.add(label)
            waiting += within(label)
    return found


def used(tokens: Sequence[Token], defined: Mapping[str, Tokens], inner: int) -> tuple[dict[str, Tokens], int]:
    """Choose the footnotes that a page shows: those it refers to, and up to ``inner`` that these refer to.

    Also returns how many of those are left for other pages.
    """
    found: dict[str, Tokens] = {}
    open_labels = list(_labels(tokens))
    direct = len(set(open_labels) & defined.keys())
    for label in open_labels:  # grows by the labels in the footnotes that it finds
        if label in defined and label not in found:
            if len(found) >= direct + inner:
                break
            found[label] = defined[label]
            open_labels += _labels(defined[label])
    return found, inner - max(0, len(found) - direct)


def _labels(tokens: Iterable[Token]) -> Iterator[str]:
    return (token.meta["label"] for token in _references(tokens))


def _references(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "footnote_ref":
            yield token
        yield from _references(token.children or ())


def _as_text(label: str, body: Sequence[Token]) -> Sequence[Token]:
    first = next((token for token in body if token.type == "inline"), None)
    if first is not None:
        first.children = [Token("text", "", 0, content=f"[^{label}]: "), *(first.children or ())]
    return body


def _problem(source: Source, token: Token, label: str, *, double: bool) -> Problem:
    place = source.at((token.map or [0])[0])
    if double:
        return Problem(place, "double-footnote", f"`[^{label}]` is defined before: give this one another label")
    return Problem(place, "unused-footnote", f"nothing refers to `[^{label}]`: it is shown where it stands", "info")


def _inline(tokens: Iterable[Token], env: Mapping[str, Any]) -> dict[str, Tokens]:
    """Give ``^[inline footnotes]`` labels of their own, so that one table holds all footnotes."""
    listed = env.get("footnotes", {}).get("list", {})
    # The plugin lists all footnotes here; only inline ones come with their tokens.
    inline = {number: data for number, data in listed.items() if "tokens" in data}
    lines: dict[int, list[int] | None] = {}
    for found in (tokens, *(data["tokens"] for data in inline.values())):
        _label(found, lines)
    return {f"^{number}": _paragraph(data, lines.get(number)) for number, data in inline.items()}


def _label(tokens: Iterable[Token], lines: dict[int, list[int] | None]) -> None:
    """Label the references to inline footnotes, and remember the line of each by its number."""
    for token in tokens:
        if token.type == "footnote_ref" and "label" not in token.meta:
            token.meta["label"] = f"^{token.meta['id']}"
            lines[token.meta["id"]] = token.map
        _label(token.children or (), lines)


def _paragraph(data: Mapping[str, Any], line: list[int] | None) -> Tokens:
    inline = Token("inline", "", 0, content=data["content"], children=data["tokens"], map=line)
    return (Token("paragraph_open", "p", 1, map=line), inline, Token("paragraph_close", "p", -1))
