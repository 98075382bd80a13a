"""Slips that people make and GitHub forgives: lines mended before they are parsed."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from studyguide.markdown.source_lines import outside_code

# Not `[!note](address)`, `[!note][label]` or `[!note]: address`, which are links.
_MARKER_ALONE = re.compile(r"[ ]{0,3}\[![\w-]{1,40}(?:\|[^\[\]\n]{0,200})?\][+-]?(?![(\[:])")


_FENCE_BEHIND_BLANK = re.compile(r"^[ ]*\u00a0[ \u00a0]*(?=`{3}|~{3})", re.MULTILINE)
"""Text copied from web pages has no-break spaces, which do not indent: the fence would be seen as text."""


# What word processors and slides put on the clipboard for their lists. Possessive: a line may begin with many blanks.
_BULLET = re.compile(r"([ \t]*+(?:>[ \t]?+)*+[ \t]*+)[•●▪◦‣∙][ \t]*(?=\S)")


# Not behind a backtick: `[[ -n $x | y ]]` in code is a test of the shell.
_PIPE_IN_WIKILINK = re.compile(r"(\[\[[^\[\]|`\n]{1,200})(?<!\\)\|(?=[^\[\]|`\n]{1,200}\]\])")


# A letter, so that `-5`, `--flag` and `-` by itself stay.
_GLUED = re.compile(r"[ ]{0,3}-(?=[^\W\d_][^-\s]*(?:\s|$))")


def plugin(md: MarkdownIt) -> None:
    """Add the repairs to a parser."""
    md.core.ruler.before("block", "bullets", _real_bullets)


def _real_bullets(state: StateCore) -> None:
    """Turn lines that begin with ``•``, and runs of lines like ``-Like this``, into list items.

    In a table the bar of ``[[name|text]]`` is escaped, so that it does not end the cell. A callout's first line gets
    the ``>`` that it lacks.
    """
    lines = _FENCE_BEHIND_BLANK.sub(lambda found: " " * len(found[0]), state.src).split("\n")
    for number, line in outside_code(list(lines)):
        if bullet := _BULLET.match(line):
            lines[number] = f"{bullet[1]}- {line[bullet.end() :]}"
        # A neighbour is asked for: a single `-like this` is a dash.
        elif _GLUED.match(line) and _near(lines, number, _GLUED):
            lines[number] = line.replace("-", "- ", 1)
        elif _MARKER_ALONE.match(line) and lines[number + 1 : number + 2] and lines[number + 1].startswith(">"):
            lines[number] = f"> {line.strip()}"
        elif "[[" in line and line.lstrip().startswith("|"):
            lines[number] = _PIPE_IN_WIKILINK.sub(r"\1\|", line)
    state.src = "\n".join(lines)


def _near(lines: list[str], number: int, pattern: re.Pattern[str]) -> bool:
    """Say whether the line before (already turned) or after is such an item too."""
    following = number + 1 < len(lines) and pattern.match(lines[number + 1])
    return bool(following) or (number > 0 and lines[number - 1].lstrip().startswith("- "))
