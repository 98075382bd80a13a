# ruff: noqa: RUF001  signs of mathematics, that look like others
"""A formula as words and signs in a line, for where none can be drawn: contents, search, titles, descriptions."""

import unicodedata
from xml.etree import ElementTree as ET

_SUPER = dict(zip("0123456789+-−=()ni′″*T", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ′″*ᵀ", strict=True))
_SUB = dict(zip("0123456789+-−=()aeoxhklmnpstij", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ", strict=True))
_ACCENTS = {
    "ˆ": "\u0302", "^": "\u0302", "\u0302": "\u0302", "¯": "\u0304", "‾": "\u0304", "\u0305": "\u0304", "˜": "\u0303",
    "~": "\u0303", "\u0303": "\u0303", "⃗": "\u20d7", "→": "\u20d7", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c",
    "´": "\u0301", "`": "\u0300", "˘": "\u0306", "˚": "\u030a",
}  # fmt: skip
_UNSEEN = {
    **dict.fromkeys([*range(0x2062, 0x2065), *range(0xFE00, 0xFE10), 0x200B, 0x2060]),
    0x2061: " ",  # what stands between a function and what it is applied to
}
_TIGHT = frozenset("√∑∫∏∂∇¬∀∃∐∬∭∮∯⨁⨂/|∥∣‖′″!.,;:")
_STEMS = frozenset("+-−±∓×⋅·∗*÷=<>~")
_WIDE = 0.2
_ROOTS = {"3": "∛", "4": "∜"}


def in_words(element: ET.Element) -> str:
    """Write a formula that was drawn in one line."""
    return " ".join(_read(element).split())


def _read(element: ET.Element) -> str:
    tag = element.tag
    if tag in _RULES:
        return _RULES[tag](element)
    if tag in {"annotation", "mphantom"}:
        return ""
    return _row(element)


def _row(element: ET.Element) -> str:
    text = _plain(element.text)
    for child in element:
        piece = _read(child)
        if child.tag == "mo":
            piece = _beside(text.rstrip(), piece)
        text += piece + _plain(child.tail)
    return text


def _beside(before: str, sign: str) -> str:
    """Put blanks around a sign that stands between two things; ``−x`` has none."""
    if sign in {",", ";"}:
        return f"{sign} "
    if not _is_between(sign):
        return sign
    if not before or before[-1] in "([{,":
        return sign if sign in "+-−±∓" else f"{sign} "
    return f" {sign} "


def _is_between(sign: str) -> bool:
    """Say whether a sign stands between two things, as ``=`` and ``∈`` do."""
    return len(sign) == 1 and sign not in _TIGHT and (sign in _STEMS or unicodedata.category(sign) == "Sm")


def _plain(text: str | None) -> str:
    kept = (text or "").translate(_UNSEEN).replace("\u00a0", " ")
    # Letters of mathematics, such as a bold x, are written as letters; the double-struck ones mean something.
    if any(0x1D400 <= ord(c) <= 0x1D7FF for c in kept):  # noqa: PLR2004
        kept = "".join(unicodedata.normalize("NFKC", c) if 0x1D400 <= ord(c) <= 0x1D7FF else c for c in kept)  # noqa: PLR2004
    return kept


def _parts(element: ET.Element) -> list[str]:
    return [_read(child).strip() for child in element]


def _grouped(text: str) -> str:
    """Put brackets around what is more than one word or number."""
    return text if len(text) <= 1 or text.isalnum() or _is_bracketed(text) else f"({text})"


def _as_one(text: str) -> str:
    """Put brackets around what is more than one sign or number: `√2x` would say something else."""
    return text if len(text) <= 1 or text.isdecimal() or _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    return text[0] == "(" and text[-1] == ")" and ")" not in text[1:-1]


def _shifted(text: str, signs: dict[str, str], mark: str) -> str:
    if not text:
        return ""
    if all(c in signs for c in text.replace(" ", "")):
        return "".join(signs[c] for c in text.replace(" ", ""))
    return mark + (_grouped if mark == "_" else _as_one)(text)


def _scripts(element: ET.Element) -> str:
    parts = _parts(element)
    low = {"msub": 1, "munder": 1, "msubsup": 1, "munderover": 1}.get(element.tag)
    high = {"msup": 1, "mover": 1, "msubsup": 2, "munderover": 2}.get(element.tag)
    base = parts[0] if parts else ""
    if element.tag == "mover" and len(parts) > 1 and parts[1] in _ACCENTS:
        return base + _ACCENTS[parts[1]] if len(base) == 1 else base
    if element.tag in {"mover", "munder"} and len(parts) > 1 and parts[1] in {"⏞", "⏟", "\u0332", "_", "\u0304"}:
        return base or "_"  # a rule
    base = base if len(base) <= 1 or base.isalnum() or " " not in base else _grouped(base)
    below = _shifted(parts[low], _SUB, "_") if low and len(parts) > low else ""
    above = _shifted(parts[high], _SUPER, "^") if high and len(parts) > high else ""
    big = " " if element[0].tag in {"mo", "mrow"} and len(base) > 0 and (low and not base[-1:].isalnum()) else ""
    return base + below + above + big if len(element) else ""


def _fraction(element: ET.Element) -> str:
    top, bottom = (*_parts(element), "", "")[:2]
    if element.get("linethickness") == "0":
        return f"{top} {bottom}"
    return f"{_grouped(top)}/{_grouped(bottom)}"


def _root(element: ET.Element) -> str:
    return "√" + _as_one(_row(element).strip())


def _nth_root(element: ET.Element) -> str:
    inner, degree = (*_parts(element), "", "")[:2]
    sign = _ROOTS.get(degree) or _shifted(degree, _SUPER, "") + "√"
    return sign + _as_one(inner)


def _table(element: ET.Element) -> str:
    rows = (" ".join(filter(None, _parts(row))) for row in element)
    return "; ".join(filter(None, rows))


def _space(element: ET.Element) -> str:
    width = element.get("width", "0").removesuffix("rem").removesuffix("em")
    try:
        return " " if float(width) >= _WIDE else ""
    except ValueError:
        return ""


_RULES = {
    **dict.fromkeys(("msub", "msup", "msubsup", "munder", "mover", "munderover"), _scripts),
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _nth_root,
    "mtable": _table,
    "mspace": _space,
}
