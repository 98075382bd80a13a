"""Comments that silence a rule in one place: ``<!-- studyguide: ignore misspelt-title -->``.

One within a line is about the paragraph, item or row that it stands in; one of its own about what follows, right below
a heading about the heading and its text, and at the top of a file about all of it, its metadata too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from studyguide.model import Source
from studyguide.problems import Problem
from studyguide.rules import RULES
from studyguide.suggestions import nearest
from studyguide.switches import Silence

_COMMENT = re.compile(r"<!--\s*+studyguide\b\s*+:?\s*+ignore\b:?(.*?)-->", re.DOTALL)
_ANY_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_REASON = re.compile(r"\s[-–—]|:|\(")
"""Behind the names may stand why: ``ignore price: it is an example``."""

_END = 10**9
"""Beyond the last line of any file."""


@dataclass(frozen=True)
class _Found:
    """A comment: the parser's line (from 0), the names in it, and the parser's lines that it is about."""

    line: int
    names: tuple[str, ...]
    first: int
    last: int


def is_one(content: str) -> bool:
    """Say whether raw HTML begins with such a comment, which is then no metadata."""
    return _COMMENT.match(content.lstrip()) is not None


def read(source: Source, tokens: Sequence[Token]) -> tuple[list[Silence], list[Problem]]:
    """Return what is silenced in a file, and what is wrong with the comments."""
    silences: list[Silence] = []
    problems: list[Problem] = []
    for found in _found(tokens, source):
        first, last = (max(1, source.at(line).line) for line in (found.first, found.last))
        for name in found.names or ("",):
            if fault := _fault(name):
                problems.append(Problem(source.at(found.line), "unknown-rule", fault))
            else:
                silences.append(Silence(source.path, name, first, last))
    return silences, problems


def _fault(name: str) -> str:
    """Say what is wrong with the name of a rule, or nothing."""
    if not name:
        return "this comment names no rule: write one that problems end in, `<!-- studyguide: ignore dead-link -->`"
    if name not in RULES:
        close = nearest(name, RULES, 0.6)
        hint = f": did you mean `{close}`?" if close else ": write one that problems end in, for example `dead-link`"
        return f"there is no rule `{name}` to ignore{hint}"
    if not RULES[name].in_notes:
        return f"no note silences `{name}`: the option does, `lint: {{{name}: off}}`"
    return ""


def _found(tokens: Sequence[Token], source: Source) -> Iterator[_Found]:
    if "studyguide" not in source.text:
        return
    following = _following(tokens)
    around, before = (0, 1), -1
    for index, token in enumerate(tokens):
        around = (token.map[0], token.map[1]) if token.map else around
        if token.type == "html_block" and (found := list(_COMMENT.finditer(_closed(token.content)))):
            about = _about(tokens, before, following[index]) if _is_comment(token) else None
            for match in found:
                line = around[0] + token.content.count("\n", 0, match.start())
                yield _Found(line, _names(match[1]), *(about or (around[0], around[1] - 1)))
        for child in token.children or ():
            if child.type == "html_inline" and (within := _COMMENT.match(child.content)):
                line = child.map[0] if child.map else around[0]
                yield _Found(line, _names(within[1]), around[0], around[1] - 1)
        before = before if _is_comment(token) else index


def _following(tokens: Sequence[Token]) -> list[int]:
    """Give for each token the next one that is no comment."""
    found, after = [len(tokens)] * len(tokens), len(tokens)
    for index in range(len(tokens) - 1, -1, -1):
        found[index] = after
        after = after if _is_comment(tokens[index]) else index
    return found


def _about(tokens: Sequence[Token], before: int, after: int) -> tuple[int, int] | None:
    """Return the first and last line that a comment of its own is about; None at the end of a quote, item or file."""
    if before < 0:
        return -_END, _END
    if tokens[before].type == "heading_close":
        return (tokens[before - 2].map or (0, 1))[0], _end_of_section(tokens, before)
    span = tokens[after].map if after < len(tokens) and tokens[after].nesting >= 0 else None
    return (span[0], span[1] - 1) if span else None


def _end_of_section(tokens: Sequence[Token], heading: int) -> int:
    """Return the last line before the next heading of its rank or a higher one."""
    closing = tokens[heading]
    for index in range(heading + 1, len(tokens)):
        token = tokens[index]
        if token.type == "heading_open" and token.level == closing.level and token.tag <= closing.tag and token.map:
            return token.map[0] - 1
    return _END


def _is_comment(token: Token) -> bool:
    if token.type != "html_block" or not (closed := _closed(token.content)):
        return False
    return not (_ANY_COMMENT.sub("", closed) + token.content[len(closed) :]).strip()


def _closed(content: str) -> str:
    """Cut what follows the last comment's end: for each of many that never end, all the rest would be looked at."""
    return content[: content.rfind("-->") + 3] if "-->" in content else ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"[\s,]+", names)) if (names := _REASON.split(text, maxsplit=1)[0].strip("[] \t\n,")) else ()
