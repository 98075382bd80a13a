"""Raw HTML in notes, made into balanced tokens of allowed elements.

A tag that is not allowed is shown as the text that it is, so ``<IP>`` and ``<script>`` both stay visible and do nothing.
Every value is escaped again when it is printed; :mod:`studyguide.sanitise` checks the finished page once more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

from markdown_it.token import Token

LENGTH_LIMIT = 200_000
"""Characters of one block of raw HTML; a longer one is shown as text."""

VOID = frozenset({"br", "hr", "img", "wbr", "source", "track", "col"})
ALLOWED = VOID | frozenset(
    "a abbr address article aside audio b bdi bdo blockquote caption center cite code colgroup dd del details dfn div dl "
    "dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header i ins kbd li main mark ol p picture pre q rp rt ruby s "
    "samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video".split()
)
SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "sms", "xmpp"})
"""What a link may begin with; ``javascript:`` and ``data:`` would run or hide what they carry."""

_EVERYWHERE = frozenset({"id", "class", "title", "lang", "dir", "align", "role", "aria-label", "aria-hidden"})
_BY_TAG = {
    "a": {"href", "name", "rel"},
    "img": {"src", "alt", "width", "height", "loading"},
    "video": {"src", "controls", "width", "height", "poster", "muted", "loop"},
    "audio": {"src", "controls", "muted", "loop"},
    "source": {"src", "type", "media"},
    "details": {"open"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "width", "valign"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr", "width", "valign"},
    "table": {"width", "border"},
    "time": {"datetime"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "font": {"color", "size"},
}
_OWN_CLASSES = ("md-", "sg-")
_OWN_IDS = ("__", "sg-")


@dataclass(frozen=True)
class Event:
    """One piece of raw HTML. ``source`` is its text as written."""

    kind: Literal["open", "close", "text", "comment"]
    source: str
    tag: str = ""
    attrs: tuple[tuple[str, str], ...] = ()
    line: int = 0


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = self.get_starttag_text() or f"<{tag}>"
        pairs = tuple((name, value or "") for name, value in attrs)
        self.events.append(Event("open", source, tag, pairs, self.getpos()[0] - 1))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(Event("close", f"</{tag}>", tag, (), self.getpos()[0] - 1))

    def handle_data(self, data: str) -> None:
        self.events.append(Event("text", data, line=self.getpos()[0] - 1))

    def handle_comment(self, data: str) -> None:
        self.events.append(Event("comment", data, line=self.getpos()[0] - 1))

    def handle_decl(self, decl: str) -> None:
        self.handle_data(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.handle_data(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.handle_data(f"<?{data}>")


def read(content: str) -> list[Event]:
    """Split raw HTML into events. What the reader cannot make sense of comes back as text."""
    if len(content) > LENGTH_LIMIT:
        return [Event("text", content)]
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return reader.events


def hidden_ranges(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Find the index ranges of top-level tokens that stand between a raw opening tag and its closing tag."""
    opened: list[tuple[str, int]] = []
    ranges = []
    for index, token in enumerate(tokens):
        if token.type != "html_block" or token.level:
            continue
        for event in read(token.content):
            if event.kind == "open" and event.tag in ALLOWED - VOID:
                opened.append((event.tag, index))
            elif event.kind == "close":
                at = next((i for i in reversed(range(max(0, len(opened) - 50), len(opened))) if opened[i][0] == event.tag), None)
                if at is not None:
                    ranges.append((opened[at][1], index))
                    del opened[at:]
    return ranges


def expand(tokens: Iterable[Token], shown_as_text: list[tuple[str, int]]) -> list[Token]:
    """Replace raw HTML among block tokens by balanced ``raw_open``, ``raw_close``, ``raw_void``, ``raw_text`` and ``comment``.

    What is not allowed is appended to ``shown_as_text`` with its line (from 0).
    """
    return _Balancer(shown_as_text).run(tokens, 0)


class _Balancer:
    """One pass over a token stream; the stack holds raw elements and, between them, Markdown's own."""

    def __init__(self, shown_as_text: list[tuple[str, int]]) -> None:
        self.shown = shown_as_text
        self.stack: list[str] = []
        self.out: list[Token] = []

    def run(self, tokens: Iterable[Token], line: int) -> list[Token]:
        for token in tokens:
            line = token.map[0] if token.map else line
            if token.type in {"html_block", "html_inline"}:
                self._events(token, line)
            elif token.type == "inline" and token.children:
                # Every paragraph has a stack of its own: a tag never reaches out of it.
                token.children = _Balancer(self.shown).run(token.children, line)
                self.out.append(token)
            else:
                self._markdown(token)
        self._unwind(0)
        return self.out

    def _markdown(self, token: Token) -> None:
        if token.nesting == 1:
            self.stack.append("")
        elif token.nesting == -1 and "" in self.stack:
            self._unwind(len(self.stack) - self.stack[::-1].index(""))
            self.stack.pop()
        self.out.append(token)

    def _events(self, token: Token, line: int) -> None:
        inline = token.type == "html_inline"
        for event in read(token.content):
            if event.kind == "comment":
                self._push("comment", event.source, line + event.line)
            elif event.kind == "text":
                self._text(event.source, inline=inline)
            elif event.tag not in ALLOWED:
                self.shown.append((event.source, line + event.line))
                self._text(event.source, inline=inline)
            elif event.kind == "open":
                self._open(event, line)
            else:
                self._close(event.tag)

    def _text(self, text: str, *, inline: bool) -> None:
        if text:
            self.out.append(Token("text" if inline else "raw_text", "", 0, content=text))

    def _push(self, kind: str, content: str, line: int) -> None:
        self.out.append(Token(kind, "", 0, content=content, map=[line, line + content.count("\n") + 1]))

    def _open(self, event: Event, line: int) -> None:
        void = event.tag in VOID
        token = Token("raw_void" if void else "raw_open", event.tag, 0 if void else 1)
        token.attrs = dict(safe_attributes(event.tag, event.attrs))
        token.map = [line + event.line, line + event.line + 1]
        self.out.append(token)
        if not void:
            self.stack.append(event.tag)

    def _close(self, tag: str) -> None:
        reach = self.stack[len(self.stack) - self.stack[::-1].index("") if "" in self.stack else 0 :]
        if tag in reach:
            self._unwind(len(self.stack) - reach[::-1].index(tag) - 1)

    def _unwind(self, height: int) -> None:
        while len(self.stack) > height:
            if tag := self.stack.pop():
                self.out.append(Token("raw_close", tag, -1))


def safe_attributes(tag: str, attrs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Keep allowed attributes; classes and ids that the theme or we use are renamed or dropped."""
    allowed = _EVERYWHERE | _BY_TAG.get(tag, set())
    for name, value in attrs:
        if name not in allowed:
            continue
        if name == "class":
            kept = " ".join(word for word in value.split() if not word.startswith(_OWN_CLASSES))
            if kept:
                yield name, kept
        elif name in {"id", "name"}:
            yield "id", safe_id(value)
        else:
            yield name, value


def safe_id(value: str) -> str:
    """Keep an id out of the names that the theme and its scripts look up."""
    word = "-".join(value.split())
    return f"user-{word}" if word.startswith(_OWN_IDS) or "$" in word or not word else word
