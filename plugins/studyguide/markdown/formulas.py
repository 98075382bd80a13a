"""Formulas between dollars, as GitHub and Obsidian read them: ``$x$``, ``$`x`$``, ``$$x$$`` and fences of ``math``.

A dollar opens a formula where no blank follows and no digit stands before it, and closes one where no blank stands
before it and no digit follows: from $5 to $6 there is none.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from studyguide.markdown.source_lines import INTERRUPTS, line_of

TYPES = frozenset({"math_inline", "math_inline_double", "math_block"})
"""Tokens of formulas: in a line of text, displayed within a paragraph, and in a block of their own."""

# Possessive: of a text full of dollars each part is read once. A backslash hides the sign behind it.
_IN = r"(?:[^$\\]|\\.)"
_CODED = re.compile(r"\$`([^`$]++)`\$(?!\d)")
# Two may stand side by side, `$$a$$$$b$$`; three dollars end none.
_ENDS = r"\$\$(?!\$(?!\$))"
_DOUBLE = re.compile(rf"\$\$((?:[^$\\]|\\.|\$(?!\$))++){_ENDS}", re.DOTALL)
_SINGLE = re.compile(rf"\$(?![\s$])({_IN}++)(?<!\s)\$(?!\d)", re.DOTALL)
_IN_RAW = re.compile(
    rf"(?<![\\\d$])(?:\$\$(?P<double>(?:[^$\\]|\\.)++){_ENDS}"
    r"|(?P<single>\$(?![\s$])(?:[^$\\\n]|\\.)++(?<!\s)\$(?![\d$])))",
    re.DOTALL,
)
_MONEY = re.compile(r"\d(?=[^\\^_{}=+<>*|]*+$)(?:.*?)[\s/][^\W\d_]{3}", re.DOTALL)
"""An amount and words of three letters at least, without any sign of a formula."""

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{2}")
_TAG = re.compile(r"</[a-z][\w-]*\s*>|<[a-z][\w-]*\s[^<>]*=\s*[\"']", re.IGNORECASE)
"""What no formula holds: a tag of HTML that ends something, or has attributes."""

_LABEL = re.compile(r"\{#([\w:.-]++)\}")
"""What Quarto and Pandoc refer to a formula by."""
_CLOSED = re.compile(r"(?<!\\)\$\$")


def plugin(md: MarkdownIt) -> None:
    """Add the syntax to a parser."""
    md.inline.ruler.before("escape", "math_inline", _inline)
    md.block.ruler.before("fence", "math_block", _block, INTERRUPTS)
    md.core.ruler.after("block", "math_fences", _fences)


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the parser's signature
    start = state.pos
    if state.src[start] != "$" or (start and state.src[start - 1].isdigit()):
        return False
    match, double = _match(state, start)
    if match is None or not match[1].strip():
        return False
    if not silent:
        token = state.push("math_inline_double" if double else "math_inline", "math", 0)
        token.content, token.markup = match[1], "$$" if double else "$"
    state.pos = match.end()
    return True


def _match(state: StateInline, start: int) -> tuple[re.Match[str] | None, bool]:
    if state.src.startswith("$$", start):
        return _DOUBLE.match(state.src, start, state.posMax), True
    coded = _CODED.match(state.src, start, state.posMax)
    found = coded or _SINGLE.match(state.src, start, state.posMax)
    return (
        None if found and not coded and _is_prose(found[1], state.src[found.end() : found.end() + 1]) else found
    ), False


def _is_prose(content: str, after: str) -> bool:
    """Say whether dollars are money, or mark variables of a shell: `$5 a month, or 50$`, `$HOME/bin:$PATH`."""
    return bool(_MONEY.match(content) or (after.isupper() and _VARIABLE.match(content)) or _TAG.search(content))


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Read ``$$`` at the beginning of a line to ``$$`` at the end of one, in the same quote or item."""
    if state.is_code_block(start) or not line_of(state, start).startswith("$$") or start in _ends(state):
        return False
    found = _last(state, start, end)
    if found is None:
        return False
    last, behind = found
    label = _LABEL.fullmatch(behind)
    if behind and label is None:
        # One paragraph: its last line, which begins with dollars too, opens no further formula.
        _ends(state).add(last)
        return False
    if silent:
        return True
    lines = [line_of(state, number) for number in range(start, last + 1)]
    token = state.push("math_block", "math", 0)
    token.block, token.markup, token.map = True, "$$", [start, last + 1]
    token.content = "\n".join(lines).strip().removesuffix(behind).rstrip()[2:-2]
    if label:
        token.attrSet("id", label[1])
    state.line = last + 1
    return True


def _ends(state: StateBlock) -> set[int]:
    ends: set[int] = state.env.setdefault("formula_ends", set())
    return ends


def _last(state: StateBlock, start: int, end: int) -> tuple[int, str] | None:
    """Find the line that ends a formula, and what stands behind it there."""
    rest = line_of(state, start).strip()[2:]
    number = start
    while not (found := _CLOSED.search(rest)):
        number += 1
        outside = number >= end or (state.sCount[number] < state.blkIndent and not state.isEmpty(number))
        if outside:
            return None
        rest = line_of(state, number)
    behind = rest[found.end() :].strip()
    if number == start and not found.start():
        return None
    # Where a formula begins there, the first dollars have no end.
    return None if _CLOSED.search(behind) else (number, behind)


def _fences(state: StateCore) -> None:
    """Make formulas of code that is marked as ``math``."""
    for token in state.tokens:
        if token.type == "fence" and token.info.split()[:1] == ["math"]:
            token.type, token.tag, token.markup = "math_block", "math", "$$"


def in_raw(text: str) -> Iterator[Token]:
    """Cut text of raw HTML at its formulas; no Markdown is read there."""
    done = 0
    for match in _IN_RAW.finditer(text) if "$" in text else ():
        double = match["double"]
        content = double if double is not None else match["single"].strip("$")
        if not content.strip() or (double is None and _is_prose(content, text[match.end() : match.end() + 1])):
            continue
        if match.start() > done:
            yield Token("raw_text", "", 0, content=text[done : match.start()])
        kind = "math_inline" if double is None else "math_inline_double"
        content = content.strip("`") if content.startswith("`") and content.endswith("`") else content
        yield Token(kind, "math", 0, content=content, markup="$" if double is None else "$$")
        done = match.end()
    if done < len(text):
        yield Token("raw_text", "", 0, content=text[done:])
