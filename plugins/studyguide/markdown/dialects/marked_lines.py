"""Comments in code that mark its lines: Docusaurus has ``// highlight-next-line``, VitePress ``// [!code highlight]``.

Notes that explain them write them in a block of Markdown, where none is read.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BEGIN = r"[ \t]*(?://|#|--|;|%|/\*|\{/\*|<!--)[ \t]*"
_END = r"[ \t]*(?:\*/\}?|-->)?[ \t]*"
_LINE = re.compile(rf"{_BEGIN}highlight-(next-line|start|end){_END}")
_CODE = re.compile(rf"{_BEGIN}\[!code ([a-z]+|\+\+|--)(?::(\d{{1,3}}))?\]{_END}$")
_SIGNS = {"++": "+ ", "--": "- "}
_MARKING = frozenset({"highlight", "hl", "focus", "warning", "error"})
_OF_TEXT = re.compile(r"[ \t]*\{?[ \t]*\.?(?:md|mdx|markdown|qmd|rmd|html?|vue)?(?=[\s{\[:}]|$)", re.IGNORECASE)
_LINES = re.compile(r"\{\d|hl_lines")


def plugin(md: MarkdownIt) -> None:
    """Add the marks."""
    md.core.ruler.after("block", "marked_lines", _marked)


def _marked(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "fence" or ("highlight-" not in token.content and "[!code " not in token.content):
            continue
        name = _OF_TEXT.match(token.info)
        if name is None or name[0].strip().lower() in {"html", "htm", "vue"}:
            _mark(token)


def _mark(fence: Token) -> None:
    given = _LINES.search(fence.info) is not None
    kept: list[str] = []
    marked: list[int] = []
    for line, is_marked in _read(fence.content.split("\n"), given=given):
        kept.append(line)
        if is_marked:
            marked.append(len(kept))
    fence.content = "\n".join(kept)
    if marked and not given:
        fence.info = f'{fence.info} hl_lines="{" ".join(map(str, marked))}"'


def _read(lines: list[str], *, given: bool) -> Iterator[tuple[str, bool]]:
    """Yield the lines without such comments, and whether they are marked. Where numbers are given, those hold."""
    within, left, sign = False, 0, ""
    for line in lines:
        if not given and (found := _LINE.fullmatch(line)):
            within = found[1] == "start" or (within and found[1] == "next-line")
            left = 1 if found[1] == "next-line" else left
            continue
        code = _CODE.search(line)
        if code and (code[1] in _MARKING or code[1] in _SIGNS):
            line = line[: code.start()]  # noqa: PLW2901  the mark is no part of the line
            left, sign = int(code[2] or 1), _SIGNS.get(code[1], "")
            if not line.strip():
                continue
        yield (sign + line if left else line), within or left > 0
        left = max(0, left - 1)
