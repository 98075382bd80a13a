"""MDX, as in Docusaurus, Astro and others: lines of JavaScript, comments, and components that Markdown has a form for.

What is no text is taken out before the blocks are read, line by line, so that every other line keeps its number.
"""

import posixpath
import re
from collections.abc import Container, Iterator, MutableSequence, Sequence
from dataclasses import replace
from html import escape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from studyguide.markdown.dialects import components, components_of_code, jsx, unread
from studyguide.markdown.source_lines import outside_code

NAME = "MDX or Vue"

_IMPORT = re.compile(r"import\s+(?:([\w$*{}\s,]+?)\s+from\s+)?(['\"])([^'\"\n]+)\2\s*;?\s*(?://.*)?")
_IMPORT_BEGINS = re.compile(r"import\s+[\w$*\s,]*\{[\w$\s,]*(?://.*)?$")
_REMARK = re.compile(r"//.*|/\*.*?\*/")
_EXPORT = re.compile(r"export\s+(?:default|const|let|var|function|class|async|\{)")
_BINDING = re.compile(r"[\w$]+")
_OURS = ("@theme/", "@site/", "@docusaurus/", "@astrojs/", "@mdx-js/")
"""Modules that only a page of such a tool imports."""
_STATEMENT = 40
"""Lines of one import or export."""
_LINKS = frozenset({"Link", "NavLink", "RouterLink", "NuxtLink", "LinkButton", "router-link"})
"""Components that are links, to what `to` or `href` says."""
_SIGNS = frozenset({"Icon", "OutboundLink"})
"""Components that draw a sign, which says nothing by itself."""

_COMPONENT = re.compile(r"<([A-Z]\w*[a-z]\w*)[\s/>]")

# Vue's, in VitePress: a program for the page, and its styles.
_BLOCKS = {
    "<head": "</head>",
    "<Head": "</Head>",
    "<script setup": "</script>",
    "<style scoped": "</style>",
    "<style module": "</style>",
}
_BLOCK = 300
"""Lines of one of these, and of a comment."""
_LONGEST = 2_000
"""Characters of a comment within a paragraph; bounds the search at each that has no end."""


def plugin(md: MarkdownIt) -> None:
    """Add the syntax; before the blocks of dialects are looked for."""
    md.core.ruler.before("block", "mdx", _core)
    md.inline.ruler.before("html_inline", "jsx_tag", _tag)
    md.inline.ruler.before("link", "jsx_comment", _comment)
    md.core.ruler.after("inline", "jsx_blocks", _html_blocks)


def _core(state: StateCore) -> None:
    if not any(sign in state.src for sign in ("<", "{/*", "import ")):
        return
    lines = state.src.split("\n")
    text = [number for number, _ in outside_code(list(lines))]
    imports = list(_imports(lines, text))
    if state.env.get("mdx") or any(_is_used(state.src, found) for found in imports):
        state.env["mdx"] = True
        unread.recognise(state.env, NAME)
        _embed(lines, text, imports)
        for found in imports:
            _blank(lines, found.first, found.last)
        state.env["mdx_names"] = {name for found in imports for name in found.names} | set(_exports(lines, text))
        components_of_code.prepare(lines, text, {name: found.module for found in imports for name in found.names})
    _hidden_blocks(state, lines, text)
    components.prepare(lines, text)
    state.src = "\n".join(lines)


class _Import(NamedTuple):
    """An import: its lines, the names that it binds, and the module."""

    first: int
    last: int
    names: tuple[str, ...]
    module: str


def _imports(lines: Sequence[str], text: Sequence[int]) -> Iterator[_Import]:
    """Yield statements that begin a block: behind a blank line, or behind another one."""
    ended = -1
    for number in text:
        if number <= ended or not lines[number].startswith("import "):
            continue
        if number and lines[number - 1].strip() and ended != number - 1:
            continue
        last, statement = number, lines[number].rstrip()
        if _IMPORT_BEGINS.fullmatch(statement):
            ends = (n for n in range(number + 1, min(len(lines), number + _STATEMENT)) if "}" in lines[n])
            last = next(ends, number)
            before = (_REMARK.sub("", line).strip() for line in lines[number:last])
            statement = " ".join((*before, lines[last].strip()))
        if found := _IMPORT.fullmatch(statement):
            names = tuple(name for name in _BINDING.findall(found[1] or "") if name != "as")
            ended = last
            yield _Import(number, last, names, found[3])


def _is_used(source: str, found: _Import) -> bool:
    """Say whether a file is MDX, for it shows what it imports; notes on JavaScript show nothing."""
    if found.module.startswith(_OURS) or found.module.endswith((".mdx", ".astro")):
        return True
    return any(f"<{name}" in source or f"{{{name}" in source for name in found.names if name[:1].isupper())


def _embed(lines: MutableSequence[str], text: Sequence[int], imports: Sequence[_Import]) -> None:
    """Put notes that are imported, and stand alone as a component, where they stand."""
    notes = {
        found.names[0]: posixpath.splitext(posixpath.basename(found.module))[0]
        for found in imports
        if len(found.names) == 1 and found.module.endswith((".md", ".mdx"))
    }
    for number in text if notes else ():
        tag = jsx.read(lines[number].strip()) if lines[number].strip().startswith("<") else None
        if tag and tag.empty and tag.name in notes and tag.end == len(lines[number].strip()):
            lines[number] = f"![[{notes[tag.name]}]]"


def _exports(lines: MutableSequence[str], text: Sequence[int]) -> Iterator[str]:
    """Take out statements that export something, and yield their names; one ends where its brackets do."""
    done = -1
    for number in text:
        before = lines[number - 1].strip() if number else ""
        if number > done and not before and (found := _EXPORT.match(lines[number])):
            yield from _BINDING.findall(lines[number][found.end() :])[:1]
            depth, done = 0, number
            for last in range(number, min(len(lines), number + _STATEMENT)):
                depth += sum(lines[last].count(sign) for sign in "([{") - sum(lines[last].count(s) for s in ")]}")
                done = last
                if depth <= 0 and (last + 1 == len(lines) or not lines[last + 1].strip()):
                    break
            _blank(lines, number, done)


def _hidden_blocks(state: StateCore, lines: MutableSequence[str], text: Sequence[int]) -> None:
    """Take out comments in lines of their own, the head of a page, and programs and styles of Vue's."""
    done = -1
    missing: set[str] = set()
    of_vue = "<script setup" in state.src
    for number in text:
        line = lines[number].strip()
        if number <= done or not line.startswith(("{/*", "<")):
            continue
        ending = "*/}" if line.startswith("{/*") else _block_ending(line)
        ending = ending or ("</style>" if line.startswith(("<style>", "<style lang=")) and of_vue else "")
        if not ending or ending in missing:
            continue
        reach = range(number, min(len(lines), number + _BLOCK))
        last = next((n for n in reach if lines[n].rstrip().endswith(ending)), None)
        if last is None:
            # No further one can have it nearer than the limit; looking for it each time would take square time.
            missing |= {ending} if number + _BLOCK >= len(lines) else set()
        else:
            _blank(lines, number, last)
            done = last
            unread.recognise(state.env, NAME)


def _block_ending(line: str) -> str:
    begins = next((begins for begins in _BLOCKS if line.startswith(begins)), "")
    return _BLOCKS[begins] if begins and line[len(begins) : len(begins) + 1] in {">", " ", "="} else ""


def _blank(lines: MutableSequence[str], first: int, last: int) -> None:
    lines[first : last + 1] = [""] * (last - first + 1)


# Within a line.


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    if not state.src.startswith("{/*", state.pos) or not state.env.get("mdx"):
        return False
    end = state.src.find("*/}", state.pos + 3, min(state.posMax, state.pos + _LONGEST))
    if end < 0:
        return False
    if not silent:
        state.push("comment", "", 0).content = state.src[state.pos + 3 : end]
    state.pos = end + 3
    return True


def _tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a tag that is none for HTML, or a badge, whose attribute is its text."""
    if state.src[state.pos] != "<":
        return False
    tag = jsx.read(state.src, state.pos)
    if tag is None or tag.end > state.posMax:
        return False
    said = _said(tag, state.env.get("mdx_names", ()))
    if said is not None:
        if not silent:
            state.push("text" if said else "comment", "", 0).content = said
    elif tag.name in _LINKS:
        if not silent:
            state.push("html_inline", "", 0).content = jsx.written(_anchor(tag))
    elif tag.braces and not tag.closes:
        if not silent:
            state.push("html_inline", "", 0).content = jsx.written(tag)
    else:
        return False
    state.pos = tag.end
    return True


def _said(tag: jsx.Tag, names: Container[str]) -> str | None:
    """Return the text of a tag that is shown as text alone, or None.

    Of a badge it stands in the tag, or in an attribute. A component that a file brings itself is what stands in it.
    """
    if tag.name == "Badge":
        return tag.values.get("text", "") if tag.empty else ""
    brought = tag.name in names and not tag.empty and tag.name not in _LINKS
    return "" if tag.name in _SIGNS or brought else None


def _anchor(tag: jsx.Tag) -> jsx.Tag:
    """Return the link of HTML that a component stands for."""
    address = tag.values.get("to") or tag.values.get("href")
    return replace(tag, name="a", values={"href": address} if address else {}, empty=False)


def _meant(tag: jsx.Tag, names: Container[str]) -> jsx.Tag | str:
    said = _said(tag, names)
    if said is not None:
        return escape(said)
    return _anchor(tag) if tag.name in _LINKS else tag


def _html_blocks(state: StateCore) -> None:
    """Write tags of JSX as HTML has them; remember components that have no equivalent."""
    for token in state.tokens:
        for piece in (token, *(token.children or ())):
            if piece.type not in {"html_block", "html_inline"} or piece.content.startswith("<!--"):
                continue
            piece.content = jsx.as_html(piece.content, lambda tag: _meant(tag, state.env.get("mdx_names", ())))
            line = (piece.map or token.map or [0])[0]
            for name in _COMPONENT.findall(piece.content):
                unread.note(state.env, line, NAME, f"<{name}>")
