"""Draw a formula: TeX in, MathML and words out, or what is wrong with it."""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from math_core import LatexError, LatexToMathML

from studyguide.maths import dialect, faults, limits, macros, mathml, reading
from studyguide.maths.built_in import BUILT_IN
from studyguide.maths.faults import FormulaError, UnknownError
from studyguide.maths.macros import Macros
from studyguide.maths.tokens import cut, joined

KEPT = 4_096
"""Formulas that are remembered: those of a heading are drawn several times, and guides repeat their signs."""

_LIBRARY = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#\d{1,7});")
"""Markdown reads characters by name before a formula is drawn."""

_NOT_FOR_HTML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


_FREQUENT = (
    b'display="block" displaystyle="true" scriptlevel="0" stretchy="true" stretchy="false" form="prefix" '
    b'form="postfix" rspace="0" lspace="0" accent="true" mathvariant="normal" <mover></mover><munder></munder>'
    b"<mtable><mtr><mtd></mtd></mtr></mtable><mspace/><msqrt></msqrt><msubsup></msubsup><mfrac></mfrac><mtext></mtext>"
    b"<msup></msup><msub></msub><mn>1</mn><mn>2</mn><mo>(</mo><mo>)</mo><mo>=</mo><mi>x</mi><mrow></mrow></semantics>"
    b'</math><annotation encoding="application/x-tex"></annotation></semantics></math><math><semantics><mrow><mi>'
)
"""What most formulas hold, so that a short one is packed small too."""

_LITTLE = 5
"""Of nine, how much memory the packer takes, which costs more time to get than it spares for some hundred letters."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as MathML and as words; where it cannot be drawn, its source stands for both, and ``fault`` says why.

    ``tex`` is its source with macros expanded and definitions taken out, for programs that draw it themselves.
    """

    packed: bytes
    """The MathML. Unpacked it would take the most of a guide in mathematics: up to four bytes a letter."""
    words: str
    tex: str
    fault: str = ""
    unknown: bool = False
    """The formula may be right: what it holds is not known here."""

    @property
    def mathml(self) -> str:
        """Unpack the MathML."""
        if not self.packed:
            return ""
        opened = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_FREQUENT)
        return opened.decompress(self.packed).decode("utf-8", "surrogatepass")


def _packed(mathml: str) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, _LITTLE, zdict=_FREQUENT)
    return packer.compress(mathml.encode("utf-8", "surrogatepass")) + packer.flush()


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
        return Drawing(b"", tex.strip(), tex.strip(), str(error), isinstance(error, UnknownError))
    except LatexError as error:
        said = str(error)
        return Drawing(b"", tex.strip(), tex.strip(), faults.explained(said, source), faults.is_unknown(said))
    if not own_tex:
        return Drawing(b"", "", "")
    # As MathJax, which makes no quotation mark of it.
    tree = mathml.read(drawn.replace("”", "&quot;") if '"' in source and "”" not in source else drawn)
    own_tex = tex if own_tex == tex else own_tex  # which is in its token as well
    return Drawing(_packed(mathml.written(tree, " ".join(tex.split()))), reading.in_words(tree), own_tex)


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
