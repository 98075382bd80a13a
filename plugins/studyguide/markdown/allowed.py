"""What HTML notes may use: one table for raw HTML as it is read and for the finished page as it is cleaned.

Of what is not listed here the words stay and nothing else. Scripts of the theme, of plugins and of the owner find their
elements by class, and some then load or run what they find; so classes are a list too, not what is left of one.
"""

from collections.abc import Mapping

VOID = frozenset({"br", "hr", "img", "wbr", "source", "track", "col"})
TAGS = VOID | {
    "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "caption", "center",
    "cite", "code", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "i", "ins", "kbd", "li", "main", "mark", "ol",
    "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var",
    "video",
}  # fmt: skip
EVERYWHERE = frozenset({"id", "class", "title", "lang", "dir", "align", "role", "aria-label", "aria-hidden"})
BY_TAG: Mapping[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "a": "href",
        "img": "src srcset sizes alt width height loading",
        "video": "src controls width height poster muted loop preload",
        "audio": "src controls muted loop preload",
        "source": "src srcset sizes type media width height",
        "details": "open",
        "ol": "start reversed type",
        "li": "value",
        "td": "colspan rowspan headers width valign",
        "th": "colspan rowspan headers scope abbr width valign",
        "table": "width border",
        "time": "datetime",
        "del": "cite datetime",
        "ins": "cite datetime",
        "blockquote": "cite",
        "q": "cite",
        "font": "color size",
    }.items()
}

KINDS = frozenset(
    "abstract summary tldr info todo note tip hint important success check done question help faq warning caution"
    " attention failure fail missing danger error bug example quote cite".split()
)
"""Admonitions that Material draws."""

CLASSES = KINDS | frozenset(
    # Material's documentation, "Grids", "Buttons", "Annotations", "Code blocks", "Admonitions".
    "grid cards card md-button md-button--primary annotate highlight filename copy no-copy select no-select"
    " admonition admonition-title inline end contains-task-list task-list"
    # pymdownx: what its extensions "keys" and "critic" write, of which only looks come.
    " keys critic".split()
)
PREFIXES = ("language-", "key-", "user-")
"""Languages of code, keys, and ``user-``: that is for the owner's own style sheets."""


def safe_classes(value: str) -> str:
    """Keep the classes that may stand in notes."""
    return " ".join(word for word in value.split() if word in CLASSES or word.startswith(PREFIXES))
