r"""Words that owners and notes define: ``\newcommand{\R}{\mathbb{R}}``, or the option ``maths.macros``.

They are expanded here, not by the library that draws: so that their number has a bound, and other programs, such as
Anki, get formulas without them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studyguide.maths.faults import FormulaError
from studyguide.maths.tokens import Tex, argument, behind_blanks, cut, is_word, optional

EXPANSIONS = 1_000
"""Macros of one formula, those in the bodies of others too. One that holds itself would never end."""

TOKENS = 20_000
"""Tokens of one formula, macros expanded. The longest of 14,000 in public notes has some 3,000."""

PARAMETERS = 9
"""As in TeX."""

_COMMANDS = frozenset({"\\newcommand", "\\renewcommand", "\\providecommand"})
_PLAIN = frozenset({"\\def", "\\gdef", "\\edef", "\\xdef"})
DEFINES = _COMMANDS | _PLAIN | {"\\let", "\\DeclareMathOperator"}
"""Words that define others."""


@dataclass(frozen=True)
class Macro:
    """What a word stands for; ``#1`` in the body is its first argument, which may have a default."""

    parameters: int
    body: tuple[str, ...]
    default: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)
class Macros:
    """Macros by their words. Equal only to itself, so that what was drawn with it can be kept."""

    named: Mapping[str, Macro]

    def __or__(self, other: Mapping[str, Macro]) -> "Macros":
        """Add macros; the new ones count first."""
        return Macros({**self.named, **other}) if other else self


def written(name: str, body: str) -> tuple[str, Macro]:
    """Make a macro of a name and what it stands for; how many arguments it has, its body tells."""
    pieces = tuple(_parametrised(cut(body)))
    count = max((int(piece[1]) for piece in pieces if len(piece) == 2 and piece[0] == "#"), default=0)  # noqa: PLR2004
    return f"\\{name.removeprefix(chr(92))}", Macro(count, pieces)


def _parametrised(tokens: Tex) -> Iterator[str]:
    """Join ``#`` and the digit behind it."""
    at = 0
    while at < len(tokens):
        pair = tokens[at] == "#" and tokens[at + 1 : at + 2] and tokens[at + 1] in "123456789"
        yield tokens[at] + tokens[at + 1] if pair else tokens[at]
        at += 2 if pair else 1


def parted(tokens: Tex) -> tuple[list[str], dict[str, Macro]]:
    """Take the definitions out of a formula."""
    rest: list[str] = []
    found: dict[str, Macro] = {}
    at = 0
    while at < len(tokens):
        name, macro, end = _definition(tokens, at) if tokens[at] in DEFINES else ("", None, at)
        if macro is None:
            rest.append(tokens[at])
            at += 1
        else:
            # As in LaTeX, `\providecommand` gives way to what is there.
            if tokens[at] != "\\providecommand" or name not in found:
                found[name] = macro
            at = end
    return rest, found


def _definition(tokens: Tex, at: int) -> tuple[str, Macro | None, int]:
    word = tokens[at]
    starred = behind_blanks(tokens, at + 1)
    after = starred + 1 if tokens[starred : starred + 1] == ["*"] else at + 1
    name, end = argument(tokens, after)
    name = [piece for piece in name if piece != " "]
    if len(name) != 1 or not (is_word(name[0]) or name[0].startswith("\\")):
        return "", None, at
    if word in _COMMANDS:
        return name[0], *_command(tokens, end)
    if word in _PLAIN:
        return name[0], *_def(tokens, end)
    if word == "\\let":
        end = behind_blanks(tokens, end)
        body, end = argument(tokens, end + 1 if tokens[end : end + 1] == ["="] else end)
        return name[0], Macro(0, tuple(body)), end
    body, end = argument(tokens, end)
    star = ("*",) if after > at + 1 else ()
    return name[0], Macro(0, ("\\operatorname", *star, "{", *body, "}")), end


def _command(tokens: Tex, at: int) -> tuple[Macro | None, int]:
    count, at = optional(tokens, at)
    default, at = optional(tokens, at) if count is not None else (None, at)
    body, end = argument(tokens, at)
    number = "".join(count or "0").strip()
    if number not in "0123456789" or not number:
        return None, end
    return Macro(int(number), tuple(_parametrised(body)), None if default is None else tuple(default)), end


def _def(tokens: Tex, at: int) -> tuple[Macro | None, int]:
    """Read ``#1#2{body}``; parameters that other signs part are not known."""
    count = 0
    while tokens[at : at + 1] == ["#"] and count < PARAMETERS:
        count, at = count + 1, at + 2
    if tokens[behind_blanks(tokens, at) :][:1] != ["{"]:
        return None, at
    body, end = argument(tokens, at)
    return Macro(count, tuple(_parametrised(body))), end


def ends(word: str, known: Macros) -> bool:
    """Say whether a macro can be expanded: one that holds itself, or doubles what others double, cannot."""
    try:
        expanded([word, *("{", "}") * PARAMETERS], known.named)
    except FormulaError:
        return False
    return True


def expanded(tokens: Tex, macros: Mapping[str, Macro]) -> list[str]:
    """Put what they stand for in the place of macros.

    Raises:
        FormulaError: where that does not end.
    """
    if not macros.keys() & set(tokens):
        return list(tokens)
    waiting = list(reversed(tokens))
    out: list[str] = []
    done = 0
    while waiting:
        piece = waiting.pop()
        macro = macros.get(piece)
        if macro is None:
            out.append(piece)
            continue
        done += 1
        if done > EXPANSIONS or len(waiting) + len(out) > TOKENS:
            message = f"`{piece}` stands for too much: does a macro hold itself?"
            raise FormulaError(message)
        _open(macro, waiting)
    return out


def _open(macro: Macro, waiting: list[str]) -> None:
    """Take a macro's arguments from the end of what is waiting, and put its body there."""
    arguments: list[Sequence[str]] = []
    for number in range(macro.parameters):
        given: Tex | None = macro.default
        if number or macro.default is None:
            given = _taken(waiting)
        elif _next(waiting) == "[":
            given = _until(waiting, "]")
        arguments.append(given or ())
    body = [inner for piece in macro.body for inner in _filled(piece, arguments)]
    if sum(map(len, body)) > 4 * TOKENS:
        message = "its macros stand for too much"
        raise FormulaError(message)
    waiting.extend(reversed(body))


def _filled(piece: str, arguments: Sequence[Sequence[str]]) -> Iterable[str]:
    if len(piece) == 2 and piece[0] == "#":  # noqa: PLR2004
        number = int(piece[1])
        return arguments[number - 1] if number <= len(arguments) else ()
    return (piece,)


def _next(waiting: list[str]) -> str:
    while waiting and waiting[-1] == " ":
        waiting.pop()
    return waiting[-1] if waiting else ""


def _taken(waiting: list[str]) -> Tex:
    if _next(waiting) == "{":
        return _until(waiting, "}")
    return [waiting.pop()] if waiting else ()


def _until(waiting: list[str], closing: str) -> Tex:
    waiting.pop()
    found: list[str] = []
    depth = 0
    while waiting:
        piece = waiting.pop()
        if not depth and piece == closing:
            break
        depth += (piece == "{") - (piece == "}")
        found.append(piece)
    return found
