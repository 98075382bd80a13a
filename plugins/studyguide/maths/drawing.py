"""Draw a formula: TeX in, MathML and words out, or what is wrong with it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from math_core import LatexError, LatexToMathML

from studyguide.maths import dialect, faults, limits, macros, mathml, reading
from studyguide.maths.built_in import BUILT_IN
from studyguide.maths.faults import FormulaError
from studyguide.maths.macros import Macros
from studyguide.maths.tokens import cut, joined

KEPT = 4_096
"""Formulas that are remembered: those of a heading are drawn several times, and guides repeat their signs."""

_LIBRARY = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#\d{1,7});")
"""Markdown reads characters by name before a formula is drawn."""

_NOT_FOR_HTML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Drawing:
    """A formula as MathML and as words; where it cannot be drawn, its source stands for both, and ``fault`` says why.

    ``tex`` is its source with macros expanded and definitions taken out, for programs that draw it themselves.
    """

    mathml: str
    words: str
    tex: str
    fault: str = ""


def plain_macros() -> Macros:
    """Give the macros that every guide has."""
    return _PLAIN


_PLAIN = Macros(BUILT_IN)


@lru_cache(KEPT)
def draw(tex: str, known: Macros, *, display: bool) -> Drawing:
    """Draw a formula."""
    source = ""
    try:
        tokens, own = macros.parted(cut(_ENTITY.sub(lambda found: unescape(found[0]), _bounded(tex))))
        own_tex = joined(_expanded(tokens, known, own, standing=True)).strip()
        ready = _expanded(tokens, known, own, standing=False)
        limits.checked(ready)
        rewritten = joined(dialect.rewritten(ready, display=display))
        limits.checked(cut(rewritten))
        source = _with_text(rewritten)
        drawn = _LIBRARY.convert_with_local_state(source, displaystyle=display)
    except FormulaError as error:
        return Drawing("", tex.strip(), tex.strip(), str(error))
    except LatexError as error:
        return Drawing("", tex.strip(), tex.strip(), faults.explained(str(error), source))
    if not own_tex:
        return Drawing("", "", "")
    tree = mathml.read(drawn)
    return Drawing(mathml.written(tree, " ".join(tex.split())), reading.in_words(tree), own_tex)


def _bounded(tex: str) -> str:
    if len(tex) > limits.LENGTH:
        message = f"it has {len(tex):,} characters, and the limit is {limits.LENGTH:,}"
        raise FormulaError(message)
    if _NOT_FOR_HTML.search(tex):
        message = "it holds a character that is no text"
        raise FormulaError(message)
    return tex


def _expanded(tokens: list[str], known: Macros, own: dict[str, macros.Macro], *, standing: bool) -> list[str]:
    """Expand macros. Where the words of every MathJax are left ``standing``, only those that somebody defined."""
    named = {**known.named, **own}
    if standing:
        named = {word: macro for word, macro in named.items() if BUILT_IN.get(word) is not macro}
    # What the guide defines may not take the words away that make definitions and groups.
    limits.checked(tokens)
    return macros.expanded(tokens, named)


def _with_text(tex: str) -> str:
    """Write characters that the library does not draw by themselves as text."""
    if tex.isascii():
        return tex
    return "".join(c if c.isascii() or _draws(c) else f"\\text{{{c}}}" for c in tex)


@lru_cache(KEPT)
def _draws(character: str) -> bool:
    try:
        _LIBRARY.convert_with_local_state(character, displaystyle=False)
    except LatexError:
        return False
    return True
