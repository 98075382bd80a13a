"""How formulas are printed: drawn, or as TeX for programs that draw it themselves."""

from html import escape

from markdown_it.token import Token

from studyguide.html.context import Context

FITS = 24
"""Signs of a displayed formula that a telephone of 320 pixels shows without scrolling."""

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
    if not box or not drawing.mathml:
        return str(drawing.mathml)
    # A box that may scroll takes the focus, or keys could not scroll it (WCAG 2.1.1). Not every box: each is a stop on
    # the way through a page, and a short formula fits on any screen.
    stop = ' tabindex="0"' if len(drawing.words) > FITS else ""
    return f'<{box} class="sg-formula"{stop}>{drawing.mathml}</{box}>'
