"""What keeps a formula from being drawn, said to whoever wrote it: which sign or word it is, and what to write."""

import re
from collections.abc import Callable, Mapping

from studyguide.maths.tokens import is_word


class FormulaError(ValueError):
    """The message says what, as the end of “it cannot be drawn: …”."""


class UnknownError(FormulaError):
    """The formula may be right: it has what is not drawn here."""


UNCLOSED = "a `{` is never closed: write `}` where it ends"

SHOWN = 30
"""Characters of a formula that a message quotes."""

_PLACED = re.compile(r"(?:(\d+): )?(.*?)\.?", re.DOTALL)
_PIECE = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+|\\.|.", re.DOTALL)
_WITH_ARGUMENT = re.compile(r"\\(?:[A-Za-z]+\*?|.)\s*(?:\[[^\[\]]*\]\s*)?(?:\{[^{}]*\}?)?|.", re.DOTALL)


_UNKNOWN = re.compile(r"(?:\d+: )?(?:Unknown (?:command (?!.\\[()\[\]])|environment |color )|Not valid in math mode)")


def is_unknown(message: str) -> bool:
    """Say whether the library does not know what a formula holds, which others may draw; any other is faulty."""
    return bool(_UNKNOWN.match(message))


def explained(message: str, source: str) -> str:
    """Say what is wrong and what to write. ``message`` is the library's, which begins with a place in ``source``."""
    found = _PLACED.fullmatch(message)
    place, said = (int(found[1] or 0), found[2]) if found else (0, message)
    for pattern, explain in _EXPLAINED.items():
        if match := re.fullmatch(pattern, said):
            return explain(match, source, place)
    near = _piece(source, place)
    return f"{said}, at `{near}`" if near else said


def _piece(source: str, place: int) -> str:
    """Return the word or sign at a place."""
    found = _PIECE.match(source, place)
    return found[0].strip() if found else ""


def _written(source: str, place: int) -> str:
    """Return the word at a place with what it takes."""
    found = _WITH_ARGUMENT.match(source, place)
    text = found[0].strip() if found else ""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _before(source: str, place: int) -> str:
    """Return the last word or sign before a place."""
    pieces = [piece for piece in _PIECE.findall(source[:place]) if not piece.isspace()]
    return pieces[-1] if pieces else ""


_OTHER_DOLLARS = frozenset("()[]")


def _unknown_command(match: re.Match[str], _source: str, _place: int) -> str:
    word = f"\\{match[1]}"
    if match[1] in _OTHER_DOLLARS:
        return f"`{word}` begins or ends a formula, as the dollars around this one do: leave it out"
    if not is_word(word):
        return f"`{word}` is no command that is known here: write it with others"
    stands = f"`maths: {{macros: {{{match[1]}: ...}}}}` in the options, or `\\newcommand{{{word}}}{{...}}` in the note"
    return f"`{word}` is no command that is known here: write it with others, or say what it stands for, by {stands}"


def _unknown_environment(match: re.Match[str], _source: str, _place: int) -> str:
    known = "`aligned`, `array`, `cases`, `matrix`"
    return f"`\\begin{{{match[1]}}}` begins nothing that is known here: write it as one of {known}"


def _in_maths(_match: re.Match[str], source: str, place: int) -> str:
    word = _written(source, place)
    return f"`{word}` is for text: write `\\text{{{word}}}`"


def _in_text(_match: re.Match[str], source: str, place: int) -> str:
    word = _piece(source, place)
    if is_word(word):
        return f"`{word}` stands within `\\text{{…}}` and is for formulas: end the text before it"
    return f"`{word}` stands within `\\text{{…}}`: write it as `\\{word}` there"


def _doubled(_match: re.Match[str], source: str, place: int) -> str:
    sign = _piece(source, place)
    if sign == "'" and "^'" not in source:
        return "`'` is raised by itself, behind something raised: put it first, or write `{x^2}'`"
    sign = sign if sign in {"_", "^"} else _before(source, place)
    if "^'" in source:
        return "`'` is raised by itself: leave out the `^` before it"
    return f"a second `{sign}` follows the first, and TeX does not know what it belongs to: write `{{a{sign}b}}{sign}c`"


def _open_environment(source: str) -> str:
    opened: list[str] = []
    for kind, name in re.findall(r"\\(begin|end)\s*\{([^{}]*)\}", source):
        if kind == "begin":
            opened.append(name)
        elif opened:
            opened.pop()
    return opened[-1] if opened else ""


def _unclosed(match: re.Match[str], source: str, _place: int) -> str:
    opened = {"}": "{", "]": "[", "\\right": "\\left"}.get(match[1], match[1].replace("\\end", "\\begin"))
    if match[1].startswith("\\end") and (name := _open_environment(source)):
        return f"`\\begin{{{name}}}` is never closed: write `\\end{{{name}}}` where it ends"
    needed = f"{match[1]})" if match[1] == "\\right" else match[1]
    return f"a `{opened}` is never closed: write `{needed}` where it ends"


def _unopened(match: re.Match[str], _source: str, _place: int) -> str:
    return f"`{match[1]}` ends what nothing began: leave it out, or begin it"


def _nothing_behind(_match: re.Match[str], source: str, place: int) -> str:
    before = source[:place].rstrip()
    written = before if len(before) <= SHOWN else f"…{before[-SHOWN:]}"
    return f"behind `{written}` something is missing: write what it takes, such as `{{x}}`"


def _bracket(_match: re.Match[str], source: str, place: int) -> str:
    word = _before(source, place)
    if _piece(source, place) in {"{", "}"}:
        return f"braces are groups in TeX: write `{word}\\{_piece(source, place)}` for the sign"
    return f"`{word}` needs a bracket behind it, such as `{word}(`; `{word}.` stands for none"


_TABLE = "within `\\begin{aligned} … \\end{aligned}`, or another table"

_EXPLAINED: Mapping[str, Callable[[re.Match[str], str, int], str]] = {
    r'Unknown command "\\(.+)"': _unknown_command,
    r'Unknown environment "(.*)"': _unknown_environment,
    r'Unknown color "(.*)"': lambda m, _s, _p: f"`{m[1]}` is no known colour: name one of CSS, or write `#c00000`",
    r"Not valid in math mode": _in_maths,
    r"Not valid in text mode": _in_text,
    r"Math mode within text mode .*": lambda _m, _s, _p: "`$` stands within `\\text{…}`: end the text before it",
    r'Unexpected "\$"': lambda _m, _s, _p: (
        "a `$` stands within it: the dollar that ends this formula, or begins the next, is missing or one too many; "
        "write `\\$` for the sign"
    ),
    r"Duplicate subscript or superscript|'\^' or '_' directly followed by .*": _doubled,
    r'Expected closing token "(.+)", but .*': _unclosed,
    r'Unmatched closing token: "(.+)"': _unopened,
    r'Expected "(\\end\{.*\})", but found "(.*)"': lambda m, _s, _p: f"`{m[2]}` stands where `{m[1]}` is due",
    r"Expected argument but .*": _nothing_behind,
    r'Expected length with units, found "(.*)"|Found invalid unit "(.*)"': lambda _m, s, p: (
        f"`{_written(s, p - len(_before(s, p)))}` needs a length with a unit: `1em`"
    ),
    r'Found "&", which may only .*': lambda _m, _s, _p: f"`&` has a meaning only {_TABLE}: write `\\&`, or begin one",
    r'Found "(.+)", which may only appear (.*)': lambda m, s, p: f"`{_piece(s, p) or m[1]}` may only stand {m[2]}",
    r'There must be a parenthesis after "(.+)", but not found': _bracket,
    r"Could not extract text from .*": lambda _m, s, p: f"`{_piece(s, p)}` stands where only letters may",
    r"Invalid parameter number.*|Macro parameter found .*|Expected parameter number .*": lambda _m, _s, _p: (
        "`#` is the argument of a macro: write `\\#` for the sign"
    ),
}
"""What the library says → what is said to writers, who may know no TeX but this formula."""
