"""Names the switches of Material that only labels with a sign stand for: without its style sheets, all see them.

The page for addresses that are not there may be without them: a server shows it at any depth.
"""

from html import escape

from studyguide.language.language import Language

_NAMES = {"drawer": "scripts.material.navigation", "search": "scripts.material.search"}
"""Words for the switches, by what Material calls them."""


def named(html: str, language: Language) -> str:
    """Name the switches of a page, which stand before all else on it."""
    for name, word in _NAMES.items():
        tag = f'<input class="md-toggle" data-md-toggle="{name}" '
        html = html.replace(tag, f'{tag}aria-label="{escape(language.word(word))}" ', 1)
    return html
