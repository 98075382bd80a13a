r"""Chemical formulas in the way of mhchem, ``\ce{2H2 + O2 -> 2H2O}``, written as TeX that draws them."""

import re

_ARROWS = {
    "<=>": "\\rightleftharpoons", "<->": "\\leftrightarrow", "<-": "\\leftarrow", "->": "\\rightarrow",
}  # fmt: skip
_OVER = {"<=>": "\\xrightleftharpoons", "<->": "\\xleftrightarrow", "<-": "\\xleftarrow", "->": "\\xrightarrow"}
_PIECE = re.compile(
    r"(?P<arrow><=>|<->|<-|->)(?:\[(?P<above>[^\[\]]*)\])?(?:\[(?P<below>[^\[\]]*)\])?"
    r"|(?P<shift>[\^_])(?:\{(?P<group>[^{}]*)\}|(?P<charge>\d*[+-]|[^\s{}]))"
    r"|(?P<word>\\[A-Za-z]+)"
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<number>\d+(?:[./]\d+)?)"
    r"|(?P<sign>[+-])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_BONDS = {"=": "{=}", "#": "{\\equiv}", "*": "{\\cdot}", ".": "{\\cdot}", "~": "{=}"}


def drawn(source: str) -> str:
    """Write a chemical formula as TeX."""
    out: list[str] = []
    before = " "
    for match in _PIECE.finditer(source.strip()):
        out.append(_one(match, before, source.strip()[match.end() : match.end() + 1]))
        before = match[0][-1]
    return "".join(out)


def _one(match: re.Match[str], before: str, after: str) -> str:
    """Write one piece; what stands beside it tells coefficients from indices, and charges from plus signs."""
    close = before.isalnum() or before in ")]}"
    if match["arrow"]:
        return _arrow(match)
    if match["shift"]:
        return _shifted(match, after)
    if match["number"]:
        return f"_{{{match['number']}}}" if close else f"{match['number'].replace('.', '{.}')}\\,"
    if match["sign"]:
        return f"^{{{match['sign']}}}" if close and not after.isalpha() else f" {match['sign']} "
    if match["letters"]:
        return f"\\mathrm{{{match['letters']}}}"
    return match["word"] + " " if match["word"] else _BONDS.get(match["other"], match["other"])


def _arrow(match: re.Match[str]) -> str:
    above, below = match["above"], match["below"]
    if above is None:
        return f" {_ARROWS[match['arrow']]} "
    under = f"[{{{drawn(below)}}}]" if below else ""
    return f" {_OVER[match['arrow']]}{under}{{{drawn(above)}}} "


def _shifted(match: re.Match[str], after: str) -> str:
    content = match["group"] if match["group"] is not None else match["charge"]
    # By itself it is a gas that leaves; where something follows, as in `^{14}C`, the charge or the mass of it.
    lead = "" if match.start() and not match.string[match.start() - 1].isspace() else "{}"
    return f"{lead}{match['shift']}{{{content}}}" if content or after else "\\uparrow"
