"""Where a long name in code may be broken, so that a narrow screen breaks it at a part and not in the middle of one."""

import re

from markdown_it.common.utils import escapeHtml

LONG = 12
"""Letters in a row from which a name may not fit a phone beside other words, or a cell of a table."""

_WORD = re.compile(rf"[^\s-]{{{LONG},}}")
# TooMany|Rules, HTTP|Error, s3:|Get, HIVE_|BAD, a/|b: behind signs, and not between several of them.
_PARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[\w)\]}][._/:=&?,\\])(?=[\w*$<({\[])")
# In text only a name that no word is like, of three parts or with `_`: `CloudFormation` stays in one piece.
_NAME = re.compile(rf"(?<!\w)[A-Za-z][A-Za-z0-9_]{{{LONG - 1},}}(?!\w)")
_FEWEST = 2
_BREAK = "\0"


def broken(text: str) -> str:
    """Escape text and put ``<wbr>`` into its long words; it is no character, so nobody copies or finds it."""
    parted = _WORD.sub(lambda word: _PARTS.sub(_BREAK, word[0]), text.replace(_BREAK, ""))
    return escapeHtml(parted).replace(_BREAK, "<wbr>")


def in_text(text: str) -> str:
    """Escape running text and put ``<wbr>`` into names of code that stand in it."""
    return escapeHtml(_NAME.sub(_parted, text.replace(_BREAK, ""))).replace(_BREAK, "<wbr>")


def _parted(name: re.Match[str]) -> str:
    parted, times = _PARTS.subn(_BREAK, name[0])
    return parted if times >= _FEWEST or "_" in name[0] else name[0]
