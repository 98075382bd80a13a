"""Hugo: shortcodes in lines of their own, of Hugo itself and of the themes that people write notes with."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from studyguide.markdown.dialects import ending, hugo_inline, hugo_trees, shortcodes, unread
from studyguide.markdown.dialects.mark import Mark
from studyguide.markdown.dialects.shortcodes import SIGNS, Shortcode
from studyguide.markdown.source_lines import INTERRUPTS, line_of, outside_code

NAME = "Hugo"

LINES = 40
"""Lines of one shortcode."""

_KINDS = frozenset(
    "note info todo tip hint important success check done question help faq warning caution attention failure fail "
    "missing danger error bug example quote cite abstract summary tldr".split()
)
_CALLOUTS = {
    "notice": "note",
    "hint": "info",
    "alert": "info",
    "callout": "note",
    "admonition": "note",
    "pageinfo": "info",
}
"""What themes call a callout whose kind is a value → the kind that it has without one."""

_DETAILS = frozenset("details expand collapse spoiler fold accordion-item dropdown toggle".split())
_TABS = frozenset("tabs tabpane tabgroup content-tabs".split())
_TAB = frozenset("tab tabitem".split())
_CONTENT = frozenset(
    "columns column cols col steps step cards cardpane section center div row accordion table "
    "blocks/section blocks/lead blocks/cover blocks/feature "
    "feature-grid hero-badge hero-headline hero-subtitle hero-section hero-container".split()
)
_CARD = frozenset(("card",))
_FEATURE = frozenset(("feature-card",))
_CODE = {"highlight": "", "mermaid": "mermaid", "code-toggle": "yaml", "code": ""}
"""Shortcodes whose text is code → its language, where no value names one."""

_HIGHLIGHTED = re.compile(r"""hl_lines=["'\[]*([\d\s,-]+)""")
_FORMULAS = frozenset("katex math mathjax".split())
_HIDDEN = frozenset("toc children clear br childpages pagebreak blocks/link-down".split())
"""What the guide shows by itself: contents, and the list of a chapter's pages."""

_WITH_TEXT = ("callout", "content", "tab")
_CLOSED, _OPEN = "-", "+"


def plugin(md: MarkdownIt) -> None:
    """Add the blocks of code, and what stands within lines."""
    md.block.ruler.before("fence", "hugo_code", _code, INTERRUPTS)
    md.core.ruler.push("hugo_escaped", _escaped)
    md.block.ruler.after("hugo_code", "hugo_lines", _lines, INTERRUPTS)
    md.use(hugo_trees.plugin)
    md.core.ruler.before("block", "hugo_columns", _columns)
    md.use(hugo_inline.plugin, blocks=frozenset(name for names, _ in _MADE for name in names))


def read(line: str) -> Mark | None:
    """Read a line that begins, ends or is a block."""
    found = shortcodes.read(line)
    if found is None:
        return None
    mark = _mark(line[: found.end], found)
    if mark is None or found.end == len(line):
        return replace(mark, source=line) if mark else None
    return _in_one_line(line, found, mark)


def _mark(source: str, code: Shortcode) -> Mark | None:
    """Make the mark of a shortcode that has an equivalent."""
    name = code.name
    if code.closes:
        return Mark(NAME, source, name, "close") if any(name in names for names, _ in _MADE) else None
    mark = Mark(NAME, source, name, "open", ending=f"{{{{< /{name} >}}}}")
    if name in _HIDDEN:
        return replace(mark, role="alone", ending="")
    make = next((make for names, make in _MADE if name in names), None)
    made = make(mark, code) if make else None
    # `{{% tab header="x" /%}}` has no end: it is only what it says.
    return replace(made, role="alone", shape="content", body=made.title) if made and code.alone else made


def _title(code: Shortcode, at: int) -> str:
    return code.value("title", "header", "name", "label", "summary", "heading", at=at)


def _callout(mark: Mark, code: Shortcode) -> Mark:
    kinds = (code.value(name) for name in ("type", "style", "color", "context", "kind"))
    named = [kind for kind in (*kinds, code.value(at=0)) if kind in _KINDS]
    # Of a callout whose name is its kind, the first value is its title.
    plain = mark.name not in _CALLOUTS
    kind = mark.name if plain else named[0] if named else _CALLOUTS[mark.name]
    first = 0 if plain else 1
    text = code.value("text", "content")
    shut = code.value("open").lower() == "false" or (mark.name == "admonition" and code.value(at=2) == "false")
    made = replace(mark, shape="callout", kind=kind, title=_title(code, first), fold=_CLOSED if shut else "")
    return replace(made, role="alone", body=text, ending="") if text else made


def _details(mark: Mark, code: Shortcode) -> Mark:
    opened = code.value("open", at=1).lower() in {"true", "open"} or code.value("closed").lower() == "false"
    fold = _OPEN if opened else _CLOSED
    return replace(mark, shape="callout", kind="details", title=_title(code, 0) or "Details", fold=fold)


def _tabs(mark: Mark, code: Shortcode) -> Mark:
    titles = (title.strip() for title in code.value("items").split(","))
    kind = "text" if code.value("text").lower() == "true" else ""
    return replace(mark, shape="tabs", titles=tuple(title for title in titles if title), kind=kind)


def _tab(mark: Mark, code: Shortcode) -> Mark:
    return replace(mark, shape="tab", title=_title(code, 0))


def _card(mark: Mark, code: Shortcode) -> Mark:
    address = code.value("link", "href", "url")
    heads = (code.value(name) for name in ("header", "title"))
    title = ": ".join(filter(None, heads)) or _title(code, 0)
    more = ". ".join(filter(None, (code.value("subtitle", "description", "text"), code.value("footer"))))
    if not address:
        return replace(mark, role="either", title=f"{title}: {more}" if title and more else title or more)
    linked = f"[{hugo_inline.escaped(title or address)}](<{address}>)"
    return replace(mark, role="alone", body=f"{linked}: {more}" if more else linked, ending="")


def _feature(mark: Mark, code: Shortcode) -> Mark:
    """Make the mark of a card that never has an end, and mostly no link."""
    made = _card(mark, code)
    title, more = hugo_inline.escaped(_title(code, 0)), code.value("subtitle", "description", "text")
    body = made.body or ": ".join(filter(None, (title, more)))
    return replace(made, role="alone", body=body, title="", ending="")


def _content(mark: Mark, code: Shortcode) -> Mark:
    """Make the mark of what is only its content, but for the title that some have."""
    title, address = code.value("title", "caption"), code.value("url")
    text = hugo_inline.escaped(title)
    return replace(mark, title=f"[{text}](<{address}>)" if text and address else text)


def _file(mark: Mark, code: Shortcode) -> Mark | None:
    """Make the mark of a file that is put in as code; notes are embedded where lines are read."""
    path = code.value("file", "path", at=0).removeprefix("/")
    if not path or path.lower().endswith(".md"):
        return None
    kind = code.value("lang") or path.rpartition(".")[2].lower()
    return replace(mark, role="alone", shape="file", kind=kind, address=path, ending="")


def _comment(mark: Mark, _code: Shortcode) -> Mark:
    return replace(mark, shape="hidden")


_MADE: tuple[tuple[Iterable[str], Callable[[Mark, Shortcode], Mark | None]], ...] = (
    ({*_CALLOUTS, *_KINDS}, _callout),
    (_DETAILS, _details),
    (_TABS, _tabs),
    (_TAB, _tab),
    (_CARD, _card),
    (_FEATURE, _feature),
    (_CONTENT, _content),
    (("comment",), _comment),
    (("readfile",), _file),
)


def _in_one_line(line: str, code: Shortcode, mark: Mark) -> Mark | None:
    """Read a callout, or content, that begins and ends in one line."""
    at = max(line.rfind(sign) for sign in SIGNS)
    end = shortcodes.read(line, at) if at >= code.end else None
    if end is None or not end.closes or end.name != code.name or end.end != len(line):
        return None
    body = line[code.end : at].strip()
    return replace(mark, source=line, role="alone", body=body) if mark.shape in _WITH_TEXT and body else None


def unread_form(line: str) -> str:
    """Name the kind of a line that is a shortcode and has no equivalent; empty for any other line."""
    found = shortcodes.read(line)
    if found is None or found.closes or found.end != len(line):
        return ""
    ours = _CODE.keys() | _FORMULAS | hugo_trees.NAMES
    known = found.name in ours or hugo_inline.is_known(found.name)
    return "" if known or _mark(line, found) else f"{{{{< {found.name} >}}}}"


def _columns(state: StateCore) -> None:
    """Take out the lines ``<--->`` that part the columns of Hugo Book."""
    if "<--->" in state.src and any(f"{sign} columns" in state.src for sign in SIGNS):
        lines = state.src.split("\n")
        for number, line in outside_code(list(lines)):
            if line.strip() == "<--->":
                lines[number] = ""
        state.src = "\n".join(lines)


# Text that is no Markdown.


def _code(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    line = line_of(state, start).rstrip()
    if not line.startswith(SIGNS) or state.is_code_block(start):
        return False
    found = shortcodes.read(line)
    if found is None or found.closes or found.end != len(line) or not _is_code(state, start, found):
        return False
    last = ending.find(state, start, end, found.name, lambda line: _closes(line, found.name))
    if last is None:
        return False
    if not silent:
        unread.recognise(state.env, NAME)
        _push(state, found, start, last)
        state.line = last + 1
    return True


def _is_code(state: StateBlock, start: int, code: Shortcode) -> bool:
    # Docsy's tabs hold code where they name its language, and neither they nor their pane say that it is text.
    in_tab = code.name in _TAB and bool(code.value("lang", "codelang")) and code.value("text").lower() != "true"
    if in_tab:
        marks: dict[int, Mark] = state.env.get("marks", {})
        pane = max((number for number in marks if number < start and marks[number].shape == "tabs"), default=-1)
        in_tab = pane < 0 or marks[pane].kind != "text"
    return (code.name in _CODE or code.name in _FORMULAS or in_tab) and not code.alone


def _closes(line: str, name: str) -> bool:
    found = shortcodes.read(line) if line.startswith(SIGNS) else None
    return found is not None and found.closes and found.name == name


def _push(state: StateBlock, code: Shortcode, start: int, last: int) -> None:
    content = state.getLines(start + 1, last, state.sCount[start], keepLastLF=True)
    if code.name in _FORMULAS:
        token = state.push("math_block", "math", 0)
        token.content, token.markup, token.block = content.strip("\n"), "$$", True
        token.map = [start, last + 1]
        return
    tab = code.name in _TAB
    if tab:
        opening = state.push("tab_open", "div", 1)
        opening.map, opening.meta = [start, last + 1], {"title": _title(code, 0), "dialect": True}
    fence = state.push("fence", "code", 0)
    fence.content, fence.markup, fence.map = content, "```", [start, last + 1]
    fence.info = _info(code)
    if tab:
        state.push("tab_close", "div", -1).meta = {"dialect": True}


def _info(code: Shortcode) -> str:
    named = code.value("lang", "codelang", "language", at=0 if code.name == "highlight" else None)
    language = named or _CODE.get(code.name, "")
    file = code.value("file", "filename", "title") if code.name not in _TAB else ""
    given = _HIGHLIGHTED.search(code.value("options", at=1)) if code.name == "highlight" else None
    marked = " ".join(given[1].replace(",", " ").split()) if given else ""
    written = [f'{key}="{value}"' for key, value in (("title", file), ("hl_lines", marked)) if value]
    return " ".join((language or "text", *written)).replace("`", "") if written else language


def _lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Take a shortcode whose values stand in several lines for the paragraph that it is; `>}}` begins no quote."""
    line = line_of(state, start)
    if not line.startswith(SIGNS) or state.is_code_block(start) or shortcodes.read(line):
        return False
    for last in range(start + 1, min(end, start + LINES)):
        if state.isEmpty(last):
            return False
        line = f"{line}\n{line_of(state, last)}"
        if found := shortcodes.read(line.rstrip()):
            if not silent:
                _paragraph(state, line.rstrip(), found, (start, last + 1))
            return True
    return False


def _paragraph(state: StateBlock, text: str, code: Shortcode, place: tuple[int, int]) -> None:
    mark = _mark(text, code) if code.end == len(text) else None
    state.push("paragraph_open", "p", 1).map = list(place)
    inline = state.push("inline", "", 0)
    inline.content = mark.body if mark and mark.role == "alone" and mark.body else text
    inline.map, inline.children = list(place), []
    state.push("paragraph_close", "p", -1)
    state.line = place[1]


def _escaped(state: StateCore) -> None:
    """Write shortcodes in code as Hugo's documentation means them."""
    for token in state.tokens:
        for inner in (token, *(token.children or ())):
            if inner.type in {"fence", "code_block", "code_inline"}:
                inner.content = shortcodes.shown(inner.content)
