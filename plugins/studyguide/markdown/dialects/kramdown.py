"""kramdown, as Jekyll has it: attribute lists, ``{: .note }``, in all places, and extensions, ``{::comment}``.

Its themes make callouts of classes: Just the Docs of what stands below ``{: .note }``, Chirpy of a quote above
``{: .prompt-tip }``.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studyguide.markdown.allowed import KINDS
from studyguide.markdown.dialects import unread
from studyguide.markdown.dialects.mark import Mark

NAME = "kramdown"

_LIST = re.compile(r"""\{:(?!:)[ \t]*((?:[#.]?[\w:.-]+(?:=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]*))?[ \t]*){0,20})\}""")
_CONTENTS = re.compile(r"(?:.*\n)?[ \t]*\{:[ \t]*toc\b[^{}\n]*\}[ \t]*")
_OPENS = re.compile(r"\{::(\w+)[^{}\n]*?(/?)\}")
_CLOSES = re.compile(r"\{:/(\w*)\}")
_DEFINES = re.compile(r"\{:[\w-]+:[^{}\n]*\}")
_COMMENT = re.compile(r"\{::comment\}(.{0,3000}?)\{:/(?:comment)?\}", re.DOTALL)
_CALLOUTS = {**{kind: kind for kind in KINDS}, "new": "note", "highlight": "note", "caution": "warning"}
_NO_CALLOUTS = frozenset({"quote", "abstract"})
_TITLED = "-title"


def plugin(md: MarkdownIt) -> None:
    """Add the lists; before those at the ends of paragraphs are taken off."""
    md.core.ruler.before("attribute_lists", "kramdown_lists", _lists)
    md.inline.ruler.before("link", "kramdown_comment", _comment)


def read(line: str) -> Mark | None:
    """Read a line that begins or ends an extension."""
    if found := _CLOSES.fullmatch(line):
        return Mark(NAME, line, "{::", "close")
    if _DEFINES.fullmatch(line):
        return Mark(NAME, line, "{:", "alone", "hidden")
    found = _OPENS.fullmatch(line)
    if found is None:
        return None
    if found[2]:
        return Mark(NAME, line, found[1], "alone", "hidden")
    return Mark(NAME, line, "{::", "open", "hidden" if found[1] == "comment" else "content", ending="{:/}")


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    if not state.src.startswith("{::comment}", state.pos):
        return False
    found = _COMMENT.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("comment", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _lists(state: StateCore) -> None:
    if "{:" not in state.src:
        return
    _take_rows(state.tokens)
    state.tokens = list(_without_contents(state.tokens))
    _callouts(state)


def _take_rows(tokens: list[Token]) -> None:
    """Drop the row that a list right below a table makes."""
    for index in range(len(tokens) - 1, -1, -1):
        first = tokens[index + 2] if tokens[index].type == "tr_open" and index + 2 < len(tokens) else None
        if first is None or first.type != "inline" or not _LIST.fullmatch(first.content.strip()):
            continue
        end = next(n for n in range(index, len(tokens)) if tokens[n].type == "tr_close")
        if not any(token.content for token in tokens[index + 3 : end] if token.type == "inline"):
            del tokens[index : end + 1]


def _without_contents(tokens: Sequence[Token]) -> Iterator[Token]:
    """Leave out the list that stands where the contents go: ``* TOC`` above ``{:toc}``."""
    skip = -1
    for index, token in enumerate(tokens):
        if index <= skip:
            continue
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            kinds = [inner.type for inner in tokens[index + 1 : index + 5]]
            item = ["list_item_open", "paragraph_open", "inline", "paragraph_close"]
            if kinds == item and _CONTENTS.fullmatch(tokens[index + 3].content) and "\n" in tokens[index + 3].content:
                skip = index + 6
                yield Token("comment", "", 0, map=token.map, block=True, level=token.level)
                continue
        if token.type == "paragraph_open" and _CONTENTS.fullmatch(tokens[index + 1].content):
            skip = index + 2
            continue
        yield token


def _callouts(state: StateCore) -> None:
    """Make callouts of what such a class stands above or below; a list that begins a paragraph goes."""
    tokens = state.tokens
    kept: list[Token] = []
    quotes: list[int] = []
    waiting = ""
    skip = -1
    for index, token in enumerate(tokens):
        if index <= skip:
            continue
        if token.type == "paragraph_open" and (found := _LIST.match(tokens[index + 1].content)):
            inline = tokens[index + 1]
            name = _kind(found[1])
            if found.end() == len(inline.content) and name and _begins_quote(tokens, index + 3):
                waiting, skip = name, index + 2
                continue
            if inline.content.startswith("\n", found.end()) and inline.map:
                inline.content = inline.content[found.end() + 1 :]
                inline.map = [inline.map[0] + 1, inline.map[1]]
                if name:
                    kept += _wrapped(state, name, tokens[index : index + 3])
                    skip = index + 2
                    continue
        kept.append(token)
        if token.type == "blockquote_open":
            quotes.append(len(kept) - 1)
            if waiting:
                _make(state, kept[-1], waiting)
            waiting = ""
        elif token.type == "blockquote_close" and quotes:
            _close(state, kept, quotes.pop())
    state.tokens = kept


def _begins_quote(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].type == "blockquote_open"


def _kind(listed: str) -> str:
    """Return the kind of callout that a list names, with ``-title`` where its first paragraph is its title."""
    for name in (part[1:] for part in listed.split() if part.startswith(".")):
        bare = name.removeprefix("prompt-")
        plain = bare.removesuffix(_TITLED)
        if plain in _CALLOUTS and plain not in _NO_CALLOUTS:
            return _CALLOUTS[plain] + bare[len(plain) :]
    return ""


def _make(state: StateCore, quote: Token, name: str) -> None:
    unread.recognise(state.env, NAME)
    quote.type, quote.tag = "callout_open", "div"
    quote.meta = {**quote.meta, "kind": name.removesuffix(_TITLED), "fold": "", "titled": name.endswith(_TITLED)}


def _wrapped(state: StateCore, name: str, paragraph: list[Token]) -> list[Token]:
    opening = Token("blockquote_open", "div", 1, map=paragraph[0].map, block=True, level=paragraph[0].level)
    _make(state, opening, name.removesuffix(_TITLED))
    return [opening, *paragraph, Token("callout_close", "div", -1, block=True, level=paragraph[0].level)]


def _close(state: StateCore, kept: list[Token], start: int) -> None:
    """End a quote, which is a callout where its last line says so, or the line above it."""
    opening = kept[start]
    last = kept[-3] if kept[-2].type == "paragraph_close" else None
    if last is not None and "\n{:" in last.content and opening.type == "blockquote_open":
        text, _, listed = last.content.rpartition("\n")
        found = _LIST.fullmatch(listed.strip())
        if found and (name := _kind(found[1])):
            last.content = text
            _make(state, opening, name)
    if opening.type != "callout_open":
        return
    kept[-1].type, kept[-1].tag = "callout_close", "div"
    if opening.meta.pop("titled", False) and kept[start + 1].type == "paragraph_open":
        opening.content = kept[start + 2].content
        del kept[start + 1 : start + 4]
