"""Raw HTML in notes, made into balanced tokens of allowed elements.

A tag that is not allowed is shown as the text that it is, so ``<IP>`` and ``<script>`` both stay visible and do
nothing. Every value is escaped again when it is printed; :mod:`studyguide.html.sanitise` checks the finished page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal, NamedTuple

from markdown_it.token import Token

from studyguide.markdown import formulas
from studyguide.markdown.allowed import BY_TAG, EVERYWHERE, TAGS, VOID, safe_classes
from studyguide.paths import element_id

LENGTH_LIMIT = 200_000
"""Characters of one block of raw HTML; a longer one is shown as text."""

DEPTH_LIMIT = 100
"""Elements of raw HTML in each other; browsers flatten deeper ones anyway."""

# CommonMark, 6.6. Possessive, so that a tag that never ends takes linear time.
_NAME = r"[A-Za-z][A-Za-z0-9-]*+"
_VALUE = r"(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\")"
_ATTRIBUTE = rf"[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+{_VALUE})?+"
_OPEN = re.compile(rf"<({_NAME})((?:\s++{_ATTRIBUTE})*+)\s*+/?>")
_CLOSE = re.compile(rf"</({_NAME})\s*+>")
_PAIR = re.compile(rf"([A-Za-z_:][\w:.-]*+)(?:\s*+=\s*+({_VALUE}))?+")
_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
"""What is no element: how it begins and ends. The longer beginnings come first."""


_VERBATIM = frozenset({"pre", "code", "kbd", "samp", "tt"})
"""Elements whose dollars are dollars."""

_NOT_MARKUP = re.compile(r"\s*<(?:script|style)\b", re.IGNORECASE)
"""Blocks whose text a browser does not read as HTML. They end where the element does (CommonMark 4.6, condition 1)."""


class Shown(NamedTuple):
    """A tag that is shown as text: as written, its line (from 0), and why where that is not what it is called."""

    source: str
    line: int
    reason: str = ""


@dataclass(frozen=True)
class Event:
    """One piece of raw HTML. ``source`` is its text as written, or as read where it is text; ``line`` counts from 0."""

    kind: Literal["open", "close", "text", "comment"]
    source: str
    tag: str = ""
    attrs: tuple[tuple[str, str], ...] = ()
    line: int = 0


def read(content: str) -> list[Event]:
    """Split raw HTML into events, by CommonMark's grammar of tags. What is no tag by it comes back as text."""
    if len(content) > LENGTH_LIMIT:
        return [Event("text", content)]
    return list(_events(content))


def _events(content: str) -> Iterator[Event]:
    done, line, at = 0, 0, content.find("<")
    absent: set[str] = set()
    while at >= 0:
        event, end = _markup(content, at, absent)
        if event is None:
            at = content.find("<", at + 1)
            continue
        if at > done:
            yield Event("text", unescape(content[done:at]), line=line)
        line += content.count("\n", done, at)
        yield Event(event.kind, event.source, event.tag, event.attrs, line)
        line += content.count("\n", at, end)
        done, at = end, content.find("<", end)
    if done < len(content):
        yield Event("text", unescape(content[done:]), line=line)


def _markup(content: str, at: int, absent: set[str]) -> tuple[Event | None, int]:
    """Read what begins at a ``<``. ``absent`` remembers endings that the rest does not have, for the time it saves."""
    if match := _OPEN.match(content, at):
        return Event("open", match[0], match[1].lower(), tuple(_pairs(match[2]))), match.end()
    if match := _CLOSE.match(content, at):
        return Event("close", match[0], match[1].lower()), match.end()
    begin = next((start for start in _ENDS if content.startswith(start, at)), "")
    ending = _ENDS.get(begin, "")
    if not begin or ending in absent:
        return None, at
    found = content.find(ending, at + len(begin))
    if found < 0:
        absent.add(ending)
        return None, at
    end = found + len(ending)
    kind: Literal["comment", "text"] = "comment" if begin == "<!--" else "text"
    source = content[at + len(begin) : found] if kind == "comment" else content[at:end]
    return Event(kind, source), end


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for match in _PAIR.finditer(text):
        value = match[2] or ""
        yield match[1].lower(), unescape(value[1:-1] if value[:1] in {"'", '"'} else value)


def hidden_ranges(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Find the index ranges of top-level tokens that stand between a raw opening tag and its closing tag."""
    opened: list[tuple[str, int]] = []
    ranges = []
    for index, token in enumerate(tokens):
        if token.type != "html_block" or token.level:
            continue
        for event in read(token.content):
            if event.kind == "open" and event.tag in TAGS - VOID:
                opened.append((event.tag, index))
            elif event.kind == "close" and (at := _last(opened, event.tag)) is not None:
                ranges.append((opened[at][1], index))
                del opened[at:]
    return ranges


def _last(opened: Sequence[tuple[str, int]], tag: str) -> int | None:
    # No further: n tags that nothing closes would be looked through n times.
    nearest = range(len(opened) - 1, max(-1, len(opened) - DEPTH_LIMIT), -1)
    return next((at for at in nearest if opened[at][0] == tag), None)


def expand(tokens: Iterable[Token], shown: list[Shown], line: int = 0, *, unsafe: bool = False) -> list[Token]:
    """Replace raw HTML by balanced ``raw_open``, ``raw_close``, ``raw_void``, ``raw_text`` and ``comment``.

    What is shown as text instead is appended to ``shown``; where ``unsafe`` HTML is allowed, it comes back as
    ``unsafe_html``, as written. Tokens without a line of their own stand on ``line``.
    """
    return _Balancer(shown, unsafe=unsafe).run(tokens, line)


class _Balancer:
    """One pass over a token stream; the stack holds raw elements and, as empty strings between them, Markdown's."""

    def __init__(self, shown: list[Shown], *, unsafe: bool) -> None:
        self.shown = shown
        self.unsafe = unsafe
        self.stack: list[str] = []
        self.floors: list[int] = []
        """Where Markdown's own elements are in the stack."""
        self.strays: list[str] = []
        """Closing tags that found nothing to close here."""
        self.out: list[Token] = []

    def run(self, tokens: Iterable[Token], line: int) -> list[Token]:
        for token in tokens:
            line = token.map[0] if token.map else line
            if token.type in {"html_block", "html_inline"}:
                self._events(token, line)
                continue
            if token.children and token.type in {"inline", "callout_open"}:
                token.children = self._paragraph(token.children, line)
            self._markdown(token)
            if token.nesting == -1 and self.strays:
                strays, self.strays = self.strays, []
                for tag in strays:
                    self._close(tag)
        self._unwind(0)
        return self.out

    def _paragraph(self, children: Iterable[Token], line: int) -> list[Token]:
        """Balance a paragraph by itself. A closing tag in it may be meant for an element around it, and then waits.

        ``</b></details>`` below a line of text belongs to that line's paragraph for CommonMark, and closes the block
        for every browser.
        """
        inner = _Balancer(self.shown, unsafe=self.unsafe)
        balanced = inner.run(children, line)
        self.strays += inner.strays
        return balanced

    def _markdown(self, token: Token) -> None:
        if token.nesting == 1:
            self.floors.append(len(self.stack))
            self.stack.append("")
        elif token.nesting == -1 and self.floors:
            self._unwind(self.floors.pop())
        self.out.append(token)

    def _events(self, token: Token, line: int) -> None:
        inline = token.type == "html_inline"
        if self.unsafe and _NOT_MARKUP.match(token.content):
            self._push("unsafe_html", token.content, line)
            return
        for event in read(token.content):
            if event.kind == "comment":
                self._push("comment", event.source, line + event.line)
            elif event.kind == "text":
                self._text(event.source, inline=inline)
            elif event.tag not in TAGS and self.unsafe:
                self._push("unsafe_html", event.source, line + event.line)
            elif event.tag not in TAGS:
                self._as_text(event, line, inline=inline)
            elif event.kind == "close":
                self._close(event.tag)
            elif len(self.stack) - len(self.floors) > DEPTH_LIMIT:
                self._as_text(event, line, inline=inline, reason=f"raw HTML deeper than {DEPTH_LIMIT} elements")
            else:
                self._open(event, line)

    def _as_text(self, event: Event, line: int, *, inline: bool, reason: str = "") -> None:
        self.shown.append(Shown(event.source, line + event.line, reason))
        self._text(event.source, inline=inline)

    def _text(self, text: str, *, inline: bool) -> None:
        if "$" in text and not inline and not _VERBATIM.intersection(self.stack):
            self.out += formulas.in_raw(text)
        elif text:
            self.out.append(Token("text" if inline else "raw_text", "", 0, content=text))

    def _push(self, kind: str, content: str, line: int) -> None:
        self.out.append(Token(kind, "", 0, content=content, map=[line, line + content.count("\n") + 1]))

    def _open(self, event: Event, line: int) -> None:
        void = event.tag in VOID
        token = Token("raw_void" if void else "raw_open", event.tag, 0 if void else 1)
        token.attrs = dict(event.attrs if self.unsafe else safe_attributes(event.tag, event.attrs))
        token.map = [line + event.line, line + event.line + 1]
        self.out.append(token)
        if not void:
            self.stack.append(event.tag)

    def _close(self, tag: str) -> None:
        floor = self.floors[-1] + 1 if self.floors else 0
        reach = self.stack[floor:]
        if tag in reach:
            self._unwind(len(self.stack) - reach[::-1].index(tag) - 1)
        # Each is tried at every end of a Markdown element; a page of `</b>` would take square time.
        elif len(self.strays) < DEPTH_LIMIT:
            self.strays.append(tag)

    def _unwind(self, height: int) -> None:
        while len(self.stack) > height:
            if tag := self.stack.pop():
                self.out.append(Token("raw_close", tag, -1))


def safe_attributes(tag: str, attrs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Keep allowed attributes; ids that the theme or we use are renamed, classes that are on no list go."""
    # `<a name>` is how old notes set anchors; HTML has only ids for that now.
    allowed = EVERYWHERE | BY_TAG.get(tag, frozenset()) | ({"name"} if tag == "a" else set())
    for name, value in attrs:
        if name not in allowed:
            continue
        if name == "class":
            if kept := safe_classes(value):
                yield name, kept
        elif name in {"id", "name"}:
            yield "id", element_id(value)
        else:
            yield name, value
