"""How formulas are printed: drawn, or as TeX for programs that draw it themselves."""

from html import escape

from markdown_it.token import Token

from studyguide.html.context import Context

_BOXES = {"math_inline_double": "span", "math_block": "div"}


def html(token: Token, context: Context) -> str:
    """Print a formula. One that could not be drawn is shown as it was written."""
    drawing = token.meta.get("drawing")
    box = _BOXES.get(token.type)
    if drawing is None or drawing.fault:
        mark = "$$" if box else "$"
        source = f'<code class="sg-tex">{escape(f"{mark}{token.content.strip()}{mark}", quote=False)}</code>'
        return f'<div class="sg-formula">{source}</div>' if box == "div" else source
    if context.tex:
        opening, closing = ("\\[", "\\]") if box else ("\\(", "\\)")
        return f"{opening}{escape(drawing.tex, quote=False)}{closing}" if drawing.tex else ""
    # A box of its own, which scrolls where the formula is wider than the page.
    return f'<{box} class="sg-formula">{drawing.mathml}</{box}>' if box and drawing.mathml else drawing.mathml
