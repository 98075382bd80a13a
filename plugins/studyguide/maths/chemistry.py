r"""Chemical formulas in the way of mhchem, ``\ce{2H2 + O2 -> 2H2O}``, written as TeX that draws them."""

import re
from collections.abc import Callable

_ARROWS = {
    "<=>": "\\rightleftharpoons", "<->": "\\leftrightarrow", "<-": "\\leftarrow", "->": "\\rightarrow",
    "<=>>": "\\rightleftharpoons", "<<=>": "\\rightleftharpoons", "<-->": "\\rightleftarrows",
}  # fmt: skip
_OVER = {"<=>": "\\xrightleftharpoons", "<->": "\\xleftrightarrow", "<-": "\\xleftarrow", "->": "\\xrightarrow",
         "<=>>": "\\xrightleftharpoons", "<<=>": "\\xrightleftharpoons", "<-->": "\\xleftrightarrow"}  # fmt: skip
_PIECE = re.compile(
    r"\$(?P<maths>[^$]*)\$|(?P<text>\\(?:text|mathrm|mathit|textbf)\s*\{[^{}]*\})|(?<=\s)(?P<leaves>[v^])(?=\s|$)"
    r"|(?P<arrow><<=>|<=>>|<=>|<-->|<->|<-|->)(?:\[(?P<above>[^\[\]]*)\])?(?:\[(?P<below>[^\[\]]*)\])?"
    r"|(?P<shift>[\^_])(?:\{(?P<group>[^{}]*)\}|(?P<charge>\d*[+-]|[^\s{}]))"
    r"|(?P<word>\\[A-Za-z]+)"
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<number>\d+(?:[./]\d+)?)"
    r"|(?P<sign>[+-])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_BONDS = {"=": "{=}", "#": "{\\equiv}", "*": "{\\cdot}", ".": "{\\cdot}", "~": "{=}"}


def drawn(source: str, maths: Callable[[str], str]) -> str:
    """Write a chemical formula as TeX; ``maths`` writes what stands between dollars in it."""
    out: list[str] = []
    before = " "
    for match in _PIECE.finditer(source.strip()):
        out.append(_one(match, before, source.strip()[match.end() : match.end() + 1], maths))
        before = match[0][-1]
    return "".join(out)


def _one(match: re.Match[str], before: str, after: str, maths: Callable[[str], str]) -> str:
    """Write one piece; what stands beside it tells coefficients from indices, and charges from plus signs."""
    if match["maths"] is not None:
        return f"{{{maths(match['maths'])}}}"
    if match["arrow"]:
        return _arrow(match, maths)
    if match["leaves"]:
        return "\\uparrow " if match["leaves"] == "^" else "\\downarrow "
    return match["text"] or _sign(match, before, after)


def _sign(match: re.Match[str], before: str, after: str) -> str:
    close = before.isalnum() or before in ")]}"
    if match["shift"]:
        return _shifted(match, after)
    if match["number"]:
        return _number(match["number"], close=close)
    if match["sign"]:
        return f"^{{{match['sign']}}}" if close and not after.isalpha() else f" {match['sign']} "
    if match["letters"]:
        return f"\\mathrm{{{match['letters']}}}"
    return match["word"] + " " if match["word"] else _BONDS.get(match["other"], match["other"])


def _number(number: str, *, close: bool) -> str:
    """Write an index, or how many there are; of `CuSO4.5H2O`, the second part is what it crystallises with."""
    whole, dot, rest = number.partition(".")
    if close:
        return f"_{{{whole}}}{{\\cdot}}{rest}\\," if dot else f"_{{{number}}}"
    above, slash, below = number.partition("/")
    return f"\\tfrac{{{above}}}{{{below}}}\\," if slash else f"{number.replace('.', '{.}')}\\,"


def _arrow(match: re.Match[str], maths: Callable[[str], str]) -> str:
    above, below = match["above"], match["below"]
    if above is None:
        return f" {_ARROWS[match['arrow']]} "
    under = f"[{{{drawn(below, maths)}}}]" if below else ""
    return f" {_OVER[match['arrow']]}{under}{{{drawn(above, maths)}}} "


def _shifted(match: re.Match[str], after: str) -> str:
    content = match["group"] if match["group"] is not None else match["charge"]
    # By itself it is a gas that leaves; where something follows, as in `^{14}C`, the charge or the mass of it.
    lead = "" if match.start() and not match.string[match.start() - 1].isspace() else "{}"
    return f"{lead}{match['shift']}{{{content}}}" if content or after else "\\uparrow"


_POWER = re.compile(r"(?<=\d)[eE]([+-]?\d+)")


def quantity(source: str) -> str:
    """Write the power of ten of a quantity, `1.2e3 J`, as a formula within it."""
    return _POWER.sub(lambda found: f"$\\cdot 10^{{{found[1].removeprefix('+')}}}$\\,", source)
