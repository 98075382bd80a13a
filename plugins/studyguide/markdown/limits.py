"""Lines and paragraphs that no person wrote, found before they cost a parser quadratic time or the end of its stack."""

import re

from studyguide.markdown.source_lines import outside_code
from studyguide.model import Source
from studyguide.problems import Problem

LINE_LIMIT = 100_000
"""Characters of one line, and of one paragraph: inline rules look ahead within a paragraph."""

NESTING_LIMIT = 40
"""Markers at the start of one line (quotes and lists in each other)."""

INDENT_LIMIT = 100
"""Columns before a marker: lists in each other, two columns each at least."""

DEPTH = 2 * (INDENT_LIMIT // 2 + NESTING_LIMIT) + 20
"""Blocks in each other that the parser must go into, so that it drops none: a list and its item, or a quote, and what
stands around them."""

OPEN_LIMIT = 100
"""Brackets of one paragraph that are open at once; every one of them makes the parser look at the rest."""

ADDRESS_LIMIT = 200
"""Mail addresses with a scheme in one paragraph; at each the parser looks back."""

CLOSED_LIMIT = 200
"""Closing parentheses at the end of one address; at each the parser counts all before it."""

# Possessive throughout: what guards the parser must not backtrack itself.
_NESTED = re.compile(r"[ \t]*+(?:>[ \t]*+|(?:[-*+]|\d{1,9}[.)])(?:[ \t]++|$)){%s,}" % (NESTING_LIMIT + 1))
_INDENTED = re.compile(r"[ \t]{25,}+(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
"""A marker that may stand beyond the limit: a tab is up to four columns."""
# A rule of 41 dashes, the underline of a title or of a table, looks like nested lists.
_RULE = re.compile(r"[ \t>]*+([-*])[ \t]*+(?:\1[ \t]*+){2,}")
# All ASCII punctuation, each of which a backslash escapes (CommonMark, 2.4).
_MARKERS = re.compile(r"[!-/:-@\[-`{-~]")
_CLOSED = re.compile(r"(?:\)[?!.,:*_~'\"\[\];]*+){%s,}+" % (CLOSED_LIMIT + 1))
_BRACKETS = re.compile(r"[\[\]]")


def capped(source: Source) -> tuple[str, list[Problem]]:
    """Return the source's text with lines that no block rule should see escaped, and a problem for each."""
    problems: list[Problem] = []
    lines = source.text.split("\n")
    # Split once more, for `lines` changes on the way, and an escaped line must not open a fence.
    for number, line in outside_code(source.text.split("\n")):
        if _NESTED.match(line) and not _RULE.fullmatch(line):
            problems.append(too_long(source, number, f"quotes and lists nested deeper than {NESTING_LIMIT}"))
            lines[number] = _escaped(line)
        elif _INDENTED.match(line) and _columns(line) > INDENT_LIMIT:
            problems.append(too_long(source, number, f"lists in each other, beyond column {INDENT_LIMIT}"))
            lines[number] = _escaped(line)
    # The last line needs its end too: the parser looks for it behind HTML in footnotes.
    return "\n".join(lines) + "\n", problems


def _columns(line: str) -> int:
    """Count the columns before the first sign; tab stops are at each fourth (CommonMark, 2.2)."""
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank.expandtabs(4))


def too_long(source: Source, line: int, reason: str) -> Problem:
    """Report what is shown as plain text; ``line`` is the parser's (from 0, without front matter)."""
    return Problem(source.at(line), "too-long", f"{reason}: shown as plain text", "error")


def _escaped(line: str) -> str:
    return _MARKERS.sub(r"\\\g<0>", line.strip())


def hazard(content: str) -> str:
    """Say why the inline rules should not see this paragraph, or nothing."""
    if len(content) > LINE_LIMIT:
        why = ", for a picture is written into it (save that as a file)" if "](data:image/" in content else ""
        return f"a paragraph longer than {LINE_LIMIT:,} characters{why}"
    if content.count("[") > OPEN_LIMIT and _open_brackets(content) > OPEN_LIMIT:
        return f"more than {OPEN_LIMIT} brackets open at once"
    if content.count("mailto:") + content.count("xmpp:") > ADDRESS_LIMIT:
        return f"more than {ADDRESS_LIMIT} mail addresses in one paragraph"
    if _CLOSED.search(content):
        return f"more than {CLOSED_LIMIT} closing parentheses in a row"
    return ""


def _open_brackets(content: str) -> int:
    """Count the most brackets that are open at once; those never closed stay open."""
    depth = most = 0
    for found in _BRACKETS.finditer(content):
        depth = depth + 1 if found[0] == "[" else max(0, depth - 1)
        most = max(most, depth)
    return most
