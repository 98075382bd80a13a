"""Formulas that no person wrote, found before they cost the library that draws its stack, or time without end.

It reads by recursion, in compiled code whose stack ends without a word to Python, and tries each bracket that nothing
closes in two ways (math-core 0.9, measured with half a megabyte of stack, as a thread of macOS has: groups, fractions
and words in a row from 100 levels on, closing signs from 800; 20 open brackets take 0.1 s, and each one more
twice that).
"""

import re

from studyguide.maths.faults import FormulaError
from studyguide.maths.tokens import Tex, is_word

DEPTH = 40
"""Groups in each other; those of notes have a dozen."""

ROW = 60
"""Words in a row without a sign between them, each of which may take the next one."""

OPEN = 16
"""Brackets that nothing closes, in the whole formula; a real one in 60,000 has 13."""

LOOSE = 300
"""Signs that close nothing, and factorials."""

SWITCHES = 40
"""Words that hold to the end of their group (``\\displaystyle``, ``\\color``), in the whole formula."""

LENGTH = 20_000
"""Characters."""

_OPENING = frozenset(
    "( [ \\{ \\langle \\lceil \\lfloor \\lbrace \\lbrack \\lvert \\lVert \\llbracket \\ulcorner".split()
)
_CLOSING = frozenset(") ] \\} \\rangle \\rceil \\rfloor \\rbrace \\rbrack \\rvert \\rVert \\rrbracket \\urcorner ! "
                     "\\mathclose".split())  # fmt: skip
_GROUPS = _OPENING | {"{", "\\left", "\\begin"}
_ENDS = (_CLOSING - {"!"}) | {"}", "\\right", "\\end"}
_BEGINS = frozenset({"{", "\\left", "\\begin"})
_CELLS = frozenset({"&", "\\\\"})
_CUTS = _CELLS | {"}", "\\right", "\\end"}
_SIZES = re.compile(r"\\(?:left|right|middle|[bB]igg?[lrm]?)$")
_SWITCHES = frozenset(
    "\\displaystyle \\textstyle \\scriptstyle \\scriptscriptstyle \\color \\rm \\bf \\it \\sf \\tt \\cal \\frak"
    " \\bfseries \\over \\choose \\atop \\middle".split()
)


def checked(tokens: Tex) -> Tex:
    """Return the tokens if they can be drawn.

    Raises:
        FormulaError: where they are too many, or too deep in each other.
    """
    _count(sum(map(len, tokens)), LENGTH, "it has {} characters")
    _count(_depth(_without_sized(tokens)), DEPTH, "its groups are nested {} deep")
    _count(_row(tokens), ROW, "{} words stand in a row")
    _count(sum(piece in _SWITCHES for piece in tokens), SWITCHES, "it changes its style {} times")
    opened, loose = _unmatched(_without_sized(tokens))
    _count(opened, OPEN, "{} of its brackets are never closed")
    _count(loose, LOOSE, "{} signs close nothing")
    return tokens


def _count(number: int, limit: int, what: str) -> None:
    if number > limit:
        message = f"{what.format(f'{number:,}')}, and the limit is {limit:,}"
        raise FormulaError(message)


def _depth(tokens: Tex) -> int:
    depth = most = 0
    for piece in tokens:
        depth = max(0, depth + (piece in _GROUPS) - (piece in _ENDS))
        most = max(most, depth)
    return most


def _row(tokens: Tex) -> int:
    run = most = 0
    for piece in tokens:
        if piece == " ":
            continue
        run = run + 1 if is_word(piece) or piece in "^_'" else 0
        most = max(most, run)
    return most


def _without_sized(tokens: Tex) -> Tex:
    r"""Leave out brackets that words before them pair (``\left(``) or size (``\big(``)."""
    return [piece for number, piece in enumerate(tokens) if not number or not _SIZES.match(tokens[number - 1])]


def _unmatched(tokens: Tex) -> tuple[int, int]:
    r"""Count brackets that nothing closes before their group or cell ends, and what closes nothing there.

    A group within a pair of brackets, ``[\frac{a}{b}]``, does not part it.
    """
    opened = loose = 0
    here = [0]  # brackets that are open in the group, and in those around it
    for piece in tokens:
        if piece in _BEGINS:
            here.append(0)
        elif piece in _CUTS:
            opened += here.pop()
            here = here if here and piece not in _CELLS else [*here, 0]
        elif piece in _OPENING:
            here[-1] += 1
        elif piece in _CLOSING:
            loose += piece == "!" or not here[-1]
            here[-1] -= here[-1] > 0 and piece != "!"
    return opened + sum(here), loose
