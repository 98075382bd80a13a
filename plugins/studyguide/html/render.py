"""Print tokens as the HTML that Material for MkDocs styles: those of the site, the print page and tables alike."""

from collections.abc import Iterable, Sequence
from html import escape

from markdown_it.token import Token

from studyguide.html.context import Context
from studyguide.html.rules import OPTIONS, RENDERER


def blocks(tokens: Sequence[Token], context: Context) -> str:
    """Print block tokens and the footnotes they refer to; safe to show."""
    html = RENDERER.render(tokens, OPTIONS, {"context": context})
    return context.finished(html + _footnotes(context))


def fragment(tokens: Sequence[Token], context: Context) -> str:
    """Print some blocks of a page; safe to show. Their footnotes are left to the caller."""
    return context.finished(RENDERER.render(tokens, OPTIONS, {"context": context}))


def inline(tokens: Sequence[Token], context: Context) -> str:
    """Print inline tokens; safe to show. Their footnotes are left to the caller."""
    return context.finished(RENDERER.renderInline(tokens, OPTIONS, {"context": context}))


def footnotes(context: Context) -> str:
    """Print the footnotes met so far."""
    return context.finished(_footnotes(context))


def _footnotes(context: Context) -> str:
    """Print footnotes in the order in which a page refers to them; a definition may refer to further ones."""
    if not context.met:
        return ""
    items: list[str] = []
    # Not a for: `met` grows while a footnote is printed.
    while len(items) < len(context.met):
        items.append(_footnote(context.met[len(items)], len(items) + 1, context))
    return f'<div class="footnote">\n<hr>\n<ol>\n{"".join(items)}</ol>\n</div>\n'


def _footnote(label: str, number: int, context: Context) -> str:
    body = RENDERER.render(context.footnotes.get(label, ()), OPTIONS, {"context": context}).strip()
    times = ("", *(f":{n}" for n in range(2, context.count[label] + 1)))
    title = escape(context.language.word("text.back"))
    backs = "".join(
        f' <a class="footnote-backref" href="#{context.prefix}fnref:{number}{time}" title="{title}">↩</a>'
        for time in times
    )
    # Inside the last paragraph, as Python-Markdown has it; behind a list or a table, on its own.
    body = body.removesuffix("</p>") + backs + "</p>" if body.endswith("</p>") else body + backs
    return f'<li id="{context.prefix}fn:{number}">{body}</li>\n'


def strip_footnotes_in(tokens: Iterable[Token]) -> list[Token]:
    """Leave them out of block tokens."""
    return [t.copy(children=strip_footnotes(t.children)) if t.children else t for t in tokens]


def strip_footnotes(tokens: Iterable[Token]) -> list[Token]:
    """Leave out references to footnotes, where a text is quoted without them."""
    return [token for token in tokens if token.type != "footnote_ref"]
