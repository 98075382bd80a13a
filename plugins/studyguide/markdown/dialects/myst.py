"""MyST: directives in fences, roles, and labels that links lead to.

A directive whose text is Markdown becomes a block like those between colons. Of the others, code, formulas, pictures
and lists of pages have an equivalent; the rest stays the block of code that it is to GitHub.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from studyguide.markdown import containers
from studyguide.markdown.dialects import (
    attributes,
    directives,
    myst_glossary,
    myst_labels,
    myst_tables,
    options,
    unread,
)
from studyguide.markdown.dialects.mark import Mark
from studyguide.markdown.dialects.myst_directive import Directive
from studyguide.markdown.source_lines import INTERRUPTS, line_of

NAME = "MyST"

DEPTH_LIMIT = 8
"""Directives in each other; the parser stops at 20 containers, and lists count too."""

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*+\{(?P<name>[A-Za-z][\w:-]{0,40})\}[ \t]*+(?P<rest>.*)")
_SIGN = re.compile(r"^[ \t]*(?:`{3,}|~{3,}|:{3,})\{[a-z]|\{[a-z:]{1,30}\}`|^\([\w:./ -]{1,100}\)=[ \t]*$", re.MULTILINE)
_LINES = re.compile(r"(\d{1,6})-(\d{1,6})?")
_WORDS = frozenset({"rubric", "centered"})
"""Directives whose text stands behind the name."""

_BREAK = re.compile(r"\+{3}(?:[ \t]*\{.*\})?[ \t]*|\^{3,}[ \t]*")
"""What parts the cells of a page, and the head and foot of a card from its text."""

_ENTRY = re.compile(r"(?:(?P<title>.*?)[ \t]*<(?P<named>[^<>]+)>|(?P<path>\S+))")
_UNREAD = frozenset(
    "eval-rst bibliography autoclass automodule autofunction raw plot versionadded versionchanged deprecated "
    "only".split()
)
"""Directives that have no equivalent; any other name in braces is a language, as in Quarto."""


def plugin(md: MarkdownIt) -> None:
    """Add the blocks."""
    md.block.ruler.before("fence", "directive", _directive, INTERRUPTS)
    md.block.ruler.before("fence", "percent_comment", _comment, INTERRUPTS)
    md.core.ruler.before("block", "myst_signs", _signs)
    myst_labels.plugin(md)


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    found = _opening(state, start)
    if found is None:
        return False
    name = found["name"].lower()
    make = _MADE.get(name)
    between_colons = found["fence"][0] == ":"
    # Of what stands between colons, the lines are Markdown and read by another rule.
    container = containers.shape(name) is not None and (not between_colons or name == "glossary")
    if make is None and not (container and state.level < DEPTH_LIMIT):
        return name in _UNREAD and _unread(state, found, start, end, silent=silent)
    if silent:
        return True
    last = _ending(state, start, end, found["fence"])
    if last is None:
        return False
    lines = [line_of(state, number) for number in range(start + 1, last)]
    values, taken = options.read(lines)
    directive = Directive(name, found["rest"].strip(), values, start + 1 + taken, last, start)
    terms = myst_glossary.entries(state, directive.first, last) if name == "glossary" else ()
    if between_colons and make is None and not terms:
        return False
    unread.recognise(state.env, NAME)
    if make is not _figure and (label := myst_labels.named(values)):
        state.push("comment", "", 0).meta = {"myst": label}
    if terms:
        myst_glossary.push(state, terms)
    elif make is not None:
        make(state, directive)
    else:
        _container(state, directive, len(found["fence"]))
    state.line = last + 1
    return True


def _unread(state: StateBlock, found: re.Match[str], start: int, end: int, *, silent: bool) -> bool:
    """Report a directive without an equivalent, and show it whole where its first line holds more than its name."""
    if not silent:
        unread.recognise(state.env, NAME)
        unread.note(state.env, start, NAME, f"{{{found['name'].lower()}}}")
    last = _ending(state, start, end, found["fence"]) if found["rest"].strip() and found["fence"][0] != ":" else None
    if last is None or silent:
        return last is not None
    if label := myst_labels.named(options.read([line_of(state, n) for n in range(start + 1, last)])[0]):
        state.push("comment", "", 0).meta = {"myst": label}
    token = state.push("fence", "code", 0)
    token.content = f"{{{found['name']}}} {found['rest'].strip()}\n" + state.getLines(
        start + 1, last, state.sCount[start], keepLastLF=True
    )
    token.markup, token.map = "```", [start, last + 1]
    state.line = last + 1
    return True


def _opening(state: StateBlock, start: int) -> re.Match[str] | None:
    line = line_of(state, start)
    if not line.startswith(("```", "~~~", ":::")) or state.is_code_block(start):
        return None
    found = _FENCE.fullmatch(line.rstrip())
    return None if found and found["fence"][0] == "`" and "`" in found["rest"] else found


def _ending(state: StateBlock, start: int, end: int, fence: str) -> int | None:
    """Find the line that ends a fence; None where nothing does, and it is left to the rule for code."""
    for number in range(start + 1, end):
        if state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            return None
        line = line_of(state, number).rstrip()
        if line.startswith(fence) and not line.strip(fence[0]) and not state.is_code_block(number):
            return number
    return None


def _container(state: StateBlock, directive: Directive, length: int) -> None:
    """Parse the text of a directive, between two marks that are made into a block later."""
    listed = attributes.Values(classes=tuple(directive.values.get("class", "").split()))
    source = line_of(state, directive.start).rstrip()
    mark = directives.container(f"{{{directive.name}}}", directive.argument, listed, source)
    name = f"directive {directive.start}"
    empty = all(state.isEmpty(number) for number in range(directive.first, directive.last))
    if mark is None or (empty and not directive.argument):
        return
    # With nothing below, what stands behind the name is no title but the text (Docutils).
    title = "" if empty and mark.shape == "callout" else mark.title
    if directive.name in _WORDS:
        title = f"**{directive.argument}**" if directive.name == "rubric" else directive.argument
    elif address := directive.values.get("link"):
        title = f"[{title or directive.values['link']}](<{address}>)"
    _mark(state, directive.start, replace(mark, dialect=NAME, name=name, title=title, ending=""))
    if title != mark.title and mark.shape == "callout":
        _paragraph(state, directive.argument, directive.start)
    if directive.name not in _WORDS or not empty:
        _nested(state, directive.first, directive.last)
    _mark(state, directive.last, Mark(NAME, "", name, "close", length=length))


def _mark(state: StateBlock, line: int, mark: Mark) -> None:
    token = state.push("dialect_mark", "", 0)
    token.map, token.content, token.meta = [line, line + 1], mark.source, {"mark": mark}


def _nested(state: StateBlock, first: int, last: int) -> None:
    before = state.parentType, state.lineMax, state.level
    state.parentType, state.lineMax, state.level = "blockquote", last, state.level + 1
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax, state.level = before


def _paragraph(state: StateBlock, content: str, line: int, last: int = 0) -> Token:
    place = [line, max(last, line + 1)]
    state.push("paragraph_open", "p", 1).map = place
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, place, []
    state.push("paragraph_close", "p", -1)
    return inline


# What has an equivalent and holds no Markdown.


def _code(state: StateBlock, directive: Directive) -> None:
    # `{code-block}` by itself is plain text; a cell of a notebook names its kernel.
    language = directive.argument.split()[0] if directive.argument else ""
    language = {"ipython3": "python", "ipython": "python"}.get(language, language)
    named = directive.values.get("caption", "").replace('"', "”").replace("'", "’")
    marked = directive.values.get("emphasize-lines", "").replace(",", " ")
    written = (f' title="{named}"' if named else "", f' hl_lines="{marked}"' if marked else "")
    token = state.push("fence", "code", 0)
    token.info = f"{language or 'text'}{''.join(written)}" if language or any(written) else ""
    # A blank line parts the code from its options.
    first = directive.first + (directive.first > directive.start + 1 and state.isEmpty(directive.first))
    token.content = state.getLines(first, directive.last, state.sCount[directive.start], keepLastLF=True)
    token.markup, token.map = "```", [directive.start, directive.last + 1]


def _math(state: StateBlock, directive: Directive) -> None:
    token = state.push("math_block", "math", 0)
    lines = state.getLines(directive.first, directive.last, state.sCount[directive.start], keepLastLF=True)
    token.content = "\n".join(filter(None, (directive.argument, lines.strip("\n"))))
    token.markup, token.map, token.block = "$$", [directive.start, directive.last + 1], True


def _figure(state: StateBlock, directive: Directive) -> None:
    """Show a picture, and below it the caption, which is Markdown."""
    text = re.sub(r"([\[\]\\])", r"\\\1", directive.values.get("alt", ""))
    address = re.sub(r"([<>\\])", r"\\\1", directive.argument)
    inline = _paragraph(state, f"![{text}](<{address}>)" if address else "", directive.start)
    if label := myst_labels.named(directive.values):
        myst_labels.remember(state.env, label)
        state.tokens[-3].attrs["id"] = label
    inline.map = [directive.start, directive.start + 1]
    _nested(state, directive.first, directive.last)


def _include(state: StateBlock, directive: Directive) -> None:
    _paragraph(state, f"![[{directive.argument}]]", directive.start)


def _hidden(state: StateBlock, directive: Directive) -> None:
    state.push("comment", "", 0).map = [directive.start, directive.last + 1]


def _button(state: StateBlock, directive: Directive) -> None:
    """Show a link that is called as the text of the directive, or as its address."""
    lines = state.getLines(directive.first, directive.last, state.sCount[directive.start], keepLastLF=False)
    if text := " ".join(lines.split()) or directive.values.get("title", ""):
        _paragraph(state, f"[{text}](<{directive.argument}>)", directive.start, directive.last + 1)
    else:
        _linked(state, directive)


def _elsewhere(state: StateBlock, directive: Directive) -> None:
    """Link to a page or a film, and show its caption below."""
    _linked(state, directive)
    _nested(state, directive.first, directive.last)


def _linked(state: StateBlock, directive: Directive) -> None:
    inline = _paragraph(state, "", directive.start, directive.last + 1)
    inline.meta = {"link": (directive.argument, directive.argument), "titled": True}


def _embed(state: StateBlock, directive: Directive) -> None:
    label = directive.argument or directive.values.get("label", "")
    _paragraph(state, f"![](#{label.lstrip('#')})", directive.start)


def _file(state: StateBlock, directive: Directive) -> None:
    """Show a file as code; of lines that are counted otherwise than from the first to the last, all."""
    _code(state, directive._replace(argument=directive.values.get("language", ""), first=directive.last))
    found = _LINES.fullmatch(directive.values.get("lines", ""))
    part = f":{found[1]}:{found[2] or ''}" if found else ""
    state.tokens[-1].content = f"{directive.argument}\n"
    state.tokens[-1].meta = {"file": directive.argument.removeprefix("/") + part}


def _toctree(state: StateBlock, directive: Directive) -> None:
    """List the pages that a table of contents names; one that is hidden is for the navigation alone."""
    entries = [(n, line_of(state, n).strip()) for n in range(directive.first, directive.last)]
    found = [(n, match) for n, entry in entries if entry and "*" not in entry and (match := _ENTRY.fullmatch(entry))]
    if "hidden" in directive.values or not found:
        _hidden(state, directive)
        return
    if caption := directive.values.get("caption"):
        _paragraph(state, caption, directive.start)
    state.push("bullet_list_open", "ul", 1).map = [directive.first, directive.last]
    for number, match in found:
        state.push("list_item_open", "li", 1).map = [number, number + 1]
        inline = _paragraph(state, "", number)
        state.tokens[-3].hidden = state.tokens[-1].hidden = True
        address = match["named"] or match["path"]
        inline.meta = {"link": (address, match["title"] or address), "titled": not match["title"]}
        state.push("list_item_close", "li", -1)
    state.push("bullet_list_close", "ul", -1)


_MADE: Mapping[str, Callable[[StateBlock, Directive], None]] = {
    **dict.fromkeys(("code", "code-block", "sourcecode", "code-cell"), _code),
    "math": _math,
    "figure": _figure,
    "image": _figure,
    "include": _include,
    "literalinclude": _file,
    "list-table": myst_tables.of_list,
    "csv-table": myst_tables.of_values,
    **dict.fromkeys(("button-link", "button-ref"), _button),
    **dict.fromkeys(("iframe", "video"), _elsewhere),
    "embed": _embed,
    "index": _hidden,
    **dict.fromkeys(("contents", "tableofcontents"), _hidden),
    "toctree": _toctree,
}


# Comments.


def _signs(state: StateCore) -> None:
    """Remember whether a file has a directive, a role or a label: `% x` is no comment in any other."""
    signs = any(f"\n{sign}" in f"\n{state.src}" for sign in ("%", "+++", "^^^"))
    state.env["has_myst"] = signs and _SIGN.search(state.src) is not None


def _comment(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001
    """Read ``% what no reader sees``, ``+++`` and ``^^^``; two signs ``%`` are Obsidian's."""
    line = line_of(state, start)
    if not line.startswith(("%", "+++", "^^^")) or not state.env.get("has_myst") or state.is_code_block(start):
        return False
    if line.startswith("%%") or (not line.startswith("%") and not _BREAK.fullmatch(line)):
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.map, token.content = [start, start + 1], line.strip("%+^ \t")
        state.line = start + 1
    return True
