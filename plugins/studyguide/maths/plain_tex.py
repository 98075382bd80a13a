r"""What is not written as LaTeX is: ``\pmatrix{a & b}``, ``\raise 3pt``, ``\cfrac[l]``; columns, rows with tags."""

import re
from collections.abc import Callable

from studyguide.maths.tokens import Tex, argument, behind_blanks, joined, optional

_TABLES = {"\\matrix": "matrix", "\\pmatrix": "pmatrix", "\\cases": "cases", "\\eqalign": "aligned"}
_LENGTH = re.compile(r"[+-]?[\d.]+\s?[a-z]{2}\s?")
_LONGEST = 12
"""Signs of a length."""


def table(run: Callable[[Tex], list[str]], tokens: Tex, at: int) -> tuple[list[str], int]:
    """Write a table of plain TeX as an environment."""
    content, end = argument(tokens, at)
    name = _TABLES[tokens[at - 1]]
    if not content:
        return [tokens[at - 1]], at
    return run(["\\begin", "{", *name, "}", *content, "\\end", "{", *name, "}"]), end


def length(tokens: Tex, at: int) -> tuple[list[str], int]:
    """Leave out how far something is lifted, which is written without braces."""
    found = _LENGTH.match(joined(tokens[behind_blanks(tokens, at) :][:_LONGEST]))
    return [], behind_blanks(tokens, at) + (len(found[0]) if found else 0)


def without_option(tokens: Tex, at: int) -> int:
    """Pass over what stands in brackets, which changes little of what is seen."""
    return optional(tokens, at)[1]


def columns(written: str) -> str:
    """Keep what says how columns stand: ``@{}`` and widths are left out."""
    bare = re.sub(r"[@!><]\{[^{}]*\}|[pmb]\{[^{}]*\}", lambda found: "l" if found[0][0] in "pmb" else "", written)
    repeated = re.sub(r"\*\{?(\d{1,2})\}?\{([^{}]*)\}", lambda found: found[2] * min(30, int(found[1])), bare)
    kept = re.sub(r"[^lcr|:]", "", repeated)
    # Of `{|}`, MathJax draws the rule and columns in the middle.
    return kept if kept.strip("|:") else f"{kept}c"


SIZED = (
    "\\left",
    "\\right",
    "\\middle",
    *(f"\\{size}{side}" for size in "big Big bigg Bigg".split() for side in ("", *"lmr")),
)
"""Words that take a bracket."""

_BRACKETS = {"<": "\\langle", ">": "\\rangle", "\u2223": "|"}
"""Signs that are brackets behind these words alone."""


def delimiter(tokens: Tex, at: int) -> tuple[list[str], int]:
    r"""Write the bracket behind a word as the library knows it; one that is a full stop and sized is not seen.

    A sized bracket may stand in a group of its own, ``\Big{(}``; one of ``\left`` may not.
    """
    word, is_sized = tokens[at - 1], tokens[at - 1] not in SIZED[:3]
    content, end = argument(tokens, at)
    signs = [piece for piece in content if piece != " "]
    if len(signs) != 1 or (is_group(tokens, at) and not is_sized):
        return [word], at
    return ([], end) if signs == ["."] and is_sized else ([word, _BRACKETS.get(signs[0], signs[0])], end)


def is_group(tokens: Tex, at: int) -> bool:
    """Say whether a group stands next."""
    return tokens[behind_blanks(tokens, at) :][:1] == ["{"]


def rule(tokens: Tex, at: int) -> tuple[list[str], int]:
    """Draw a black box as a line of its width."""
    _, at = optional(tokens, at)
    width, at = argument(tokens, at)
    _, end = argument(tokens, at)
    return ["\\underline", "{", "\\hspace", "{", *width, "}", "}"], end


def verbatim(tokens: Tex, at: int) -> tuple[list[str], int]:
    """Write what stands between two equal signs as it is."""
    sign = tokens[at : at + 1]
    end = next((index for index in range(at + 1, len(tokens)) if tokens[index : index + 1] == sign), None)
    if end is None:
        return [tokens[at - 1]], at
    signs = {"\\": "\\textbackslash ", "^": "\\textasciicircum ", "~": "\\textasciitilde "}
    letters = "".join(signs.get(c) or (f"\\{c}" if c in "#$%&_{}" else c) for c in "".join(tokens[at + 1 : end]))
    return [f"{{\\texttt{{{letters}}}}}"], end + 1


_ROWS = {"align": "align*", "align*": "align*", "flalign": "align*", "gather": "gather*", "gather*": "gather*"}


def rows_with_tags(tokens: Tex) -> str:
    """Return the environment that draws a formula whose rows have tags; nothing where it is not one such table."""
    bare = [piece for piece in tokens if piece != " "]
    if "\\tag" not in bare or bare[:1] != ["\\begin"]:
        return ""
    name = "".join(argument(bare, 1)[0])
    whole = joined(bare)
    alone = whole.endswith(f"\\end{{{name}}}") and whole.count(f"\\begin{{{name}}}") == 1
    return _ROWS.get(name, "") if alone and "&" not in (bare if name[0] == "g" else "") else ""


TABLES = tuple(_TABLES)
