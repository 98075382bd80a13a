"""Logseq: references to blocks, macros, tags of several words, blocks of Org mode, and the sizes of pictures."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studyguide.markdown.dialects import ending, logseq_items, properties, shapes, unread
from studyguide.markdown.dialects.mark import Mark
from studyguide.markdown.dialects.properties import UUID
from studyguide.markdown.source_lines import INTERRUPTS, line_of, outside_code

NAME = "Logseq"

_REFERENCE = re.compile(rf"\(\(({UUID})\)\)")
_MACRO = re.compile(r"\{\{([A-Za-z][\w-]{0,40})(?:[ \t]++([^\n{}]{1,1000}))?\}\}")
_EMBED = re.compile(rf"(?:\[\[([^\[\]\n]{{1,500}})\]\]|\(\(({UUID})\)\))")
_TAG = re.compile(r"#\[\[([^\[\]|\n]{1,200})\]\]")
_LABELLED = re.compile(r"\[([^\[\]\n]{1,500})\]\(\[\[([^\[\]|\n]{1,500})\]\]\)")
_SIZE = re.compile(r"\{:[ \t]*((?:height|width)[^{}\n]{0,100})\}")
_SIZES = re.compile(r":?(height|width)[ \t]+(\d{1,4})\b")
_OF_LOGSEQ = re.compile(r"(?m)^[ \t]*(?:- )?(?:collapsed|id|card-repeats|created-at):: ")
_EMPTY = re.compile(r"(?m)^[ \t]*-[ \t]*$")
_BEGIN = re.compile(r"#\+(BEGIN|END)_([A-Za-z]+)[ \t]*(.*)", re.IGNORECASE)
_CALLOUTS = {
    "note": "note", "tip": "tip", "important": "important", "caution": "caution", "warning": "warning",
    "pinned": "note", "quote": "quote",
}  # fmt: skip
_CONTENT = frozenset("center".split())
_CODE = frozenset("src example verse query export comment".split())
_KNOWN = {*_CALLOUTS, *_CODE, *_CONTENT}
_FILMS = frozenset("video youtube vimeo bilibili tweet twitter".split())
_FILM = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "bilibili": "https://www.bilibili.com/video/",
}
_UNREAD = frozenset(
    "query renderer namespace youtube-timestamp zotero-imported-file zotero-linked-file function".split()
)


def plugin(md: MarkdownIt) -> None:
    """Add what stands within lines, and blocks of code."""
    md.core.ruler.before("block", "outline", _outline)
    md.block.ruler.before("fence", "org_code", _code, INTERRUPTS)
    md.inline.ruler.before("link", "macro", _macro)
    md.inline.ruler.before("link", "page_tag", _tag)
    md.inline.ruler.before("link", "labelled_page", _labelled)
    md.inline.ruler.before("link", "picture_size", _size)
    md.use(properties.plugin).use(logseq_items.plugin)
    md.core.ruler.after("property_places", "block_references", _references)


def _outline(state: StateCore) -> None:
    """Bring the blocks below a heading or a paragraph back to the margin: a tab before each would make code of them.

    An empty block gets a property that nobody sees.
    """
    if ":: " not in state.src or not _OF_LOGSEQ.search(state.src):
        return
    state.env["of_logseq"] = True
    has_empty = _EMPTY.search(state.src)
    if not (has_empty or "\n\t- " in state.src):
        return
    lines = state.src.split("\n")
    if has_empty:
        for number, line in outside_code(lines):
            # Right below a line of text it would make a heading of that, and be no block.
            if _EMPTY.fullmatch(line) and number and lines[number - 1].strip():
                lines[number] = f"{line.rstrip()} id:: "
    shifted = False
    for number, line in enumerate(lines):
        if line and not line[0].isspace():
            # What stands below a bullet is a list in a list.
            shifted = not line.startswith(("- ", "-\t", "* ", ">")) and line != "-"
        elif shifted and line.startswith("\t"):
            lines[number] = line[1:]
    state.src = "\n".join(lines)


def read(line: str) -> Mark | None:
    """Read a line that begins or ends a block of Org mode."""
    found = _BEGIN.fullmatch(line)
    name = found[2].lower() if found else ""
    if found is None or (name not in _CALLOUTS and name not in _CONTENT):
        return None
    if found[1].lower() == "end":
        return Mark(NAME, line, f"#+{name}", "close")
    ending = f"#+END_{found[2]}"
    if name in _CONTENT:
        return Mark(NAME, line, f"#+{name}", "open", ending=ending)
    return Mark(NAME, line, f"#+{name}", "open", "callout", kind=_CALLOUTS[name], title=found[3].strip(), ending=ending)


def unread_form(line: str) -> str:
    """Name a block of Org mode that has no equivalent; empty for any other line."""
    found = _BEGIN.fullmatch(line)
    known = found is None or found[1].lower() == "end" or found[2].lower() in _KNOWN
    return "" if known else f"#+BEGIN_{found[2].upper()}"  # type: ignore[index]  # known where it is None


def _code(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    line = line_of(state, start).rstrip()
    found = _BEGIN.fullmatch(line) if line.startswith("#+") and not state.is_code_block(start) else None
    if found is None or found[1].lower() == "end" or found[2].lower() not in _CODE:
        return False
    last = ending.find(state, start, end, f"#+{found[2].lower()}", lambda line: _ends(line, found[2]))
    if last is None:
        return False
    if not silent:
        unread.recognise(state.env, NAME)
        content = state.getLines(start + 1, last, state.sCount[start], keepLastLF=True)
        _push_code(state, found, content).map = [start, last + 1]
        if found[2].lower() == "query":
            unread.note(state.env, start, NAME, "#+BEGIN_QUERY")
        state.line = last + 1
    return True


def _push_code(state: StateBlock, found: re.Match[str], content: str) -> Token:
    if found[2].lower() == "comment":
        token = state.push("comment", "", 0)
    else:
        token = state.push("fence", "code", 0)
        token.markup = "```"
        token.info = found[3].split()[0] if found[2].lower() == "src" and found[3].strip() else ""
    token.content = content
    return token


def _ends(line: str, name: str) -> bool:
    found = _BEGIN.fullmatch(line.strip())
    return found is not None and found[1].lower() == "end" and found[2].lower() == name.lower()


def _references(state: StateCore) -> None:
    """Take references to blocks out of the text; a parenthesis begins no rule of the parser's."""
    for token in state.tokens:
        if token.type == "inline" and "((" in token.content:
            children = token.children or []
            token.children = [part for child in children for part in _parts(state, child)]


def _parts(state: StateCore, token: Token) -> Iterator[Token]:
    found = list(_REFERENCE.finditer(token.content)) if token.type == "text" else []
    if not found:
        yield token
        return
    unread.recognise(state.env, NAME)
    at = 0
    for reference in found:
        if reference.start() > at:
            yield token.copy(content=token.content[at : reference.start()])
        yield token.copy(type="wikilink", content=reference[0], meta=_link(block=reference[1]))
        at = reference.end()
    if at < len(token.content):
        yield token.copy(content=token.content[at:])


def _link(target: str = "", block: str = "") -> dict[str, Any]:
    meta = {"target": target, "fragment": "", "text": "", "embed": not block}
    return {**meta, "block": block} if block else meta


def _macro(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    found = _MACRO.match(state.src, state.pos, state.posMax) if state.src.startswith("{{", state.pos) else None
    if found is None:
        return False
    name, value = found[1].lower(), (found[2] or "").strip()
    if name in _UNREAD and not silent:
        unread.recognise(state.env, NAME)
        unread.note(state.env, state.line(), NAME, f"{{{{{name}}}}}")  # type: ignore[attr-defined]  # LinedInline's
    if not value or name not in {"embed", "cloze"} | _FILMS:
        if not silent and name not in _UNREAD:
            # Said only where something else is Logseq's: many tools have such braces.
            unread.note(state.env, state.line(), NAME, f"{{{{{name}}}}}")  # type: ignore[attr-defined]
        return False
    embed = _EMBED.fullmatch(value) if name == "embed" else None
    if name == "embed" and embed is None:
        return False
    if not silent:
        unread.recognise(state.env, NAME)
        if embed:
            token = state.push("wikilink", "", 0)
            token.content, token.meta = found[0], _link(embed[1] or "", embed[2] or "")
        elif name == "cloze":
            state.push("text", "", 0).content = value
        else:
            _film(state, name, value)
    state.pos = found.end()
    return True


def _film(state: StateInline, name: str, value: str) -> None:
    address = value if "/" in value else _FILM.get(name, "") + value
    for made in shapes.link(state.md, address, address):
        token = state.push(made.type, made.tag, made.nesting)
        token.attrs, token.content = made.attrs, made.content


def _tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    found = _TAG.match(state.src, state.pos, state.posMax) if state.src.startswith("#[[", state.pos) else None
    if found is None or (state.pos and state.src[state.pos - 1].isalnum()):
        return False
    if not silent:
        state.push("hashtag", "", 0).content = f"#{found[1].strip()}"
        state.tokens[-1].meta = {"page": found[1].strip()}
    state.pos = found.end()
    return True


def _labelled(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read ``[label]([[two words]])``, of which Markdown makes no link: an address has no blanks."""
    found = _LABELLED.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if found is None or state.linkLevel:
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content, token.meta = found[0], {**_link(found[2].strip()), "text": found[1], "embed": False}
    state.pos = found.end()
    return True


def _size(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read ``{:height 300, :width 400}`` behind a picture."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens or state.tokens[-1].type != "image":
        return False
    found = _SIZE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.tokens[-1].attrs |= dict(_SIZES.findall(found[1]))
    state.pos = found.end()
    return True
