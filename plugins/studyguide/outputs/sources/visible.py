"""What a reader sees of a page, as a hash that stays while only markup, scripts and navigation change.

The page is anybody's, and Python's own reader takes the square of some of them and raises on others. So tags are found
by an expression that reads each character once, and no tree is built.
"""

import hashlib
import re
from collections.abc import Iterator
from html import unescape

_UNSEEN = frozenset(
    "script style template noscript svg nav header footer aside form iframe title textarea xmp noembed noframes".split()
)
_RAW = frozenset("script style iframe title textarea xmp noembed noframes".split())
"""Elements in which nothing but their own end is a tag (HTML, 13.2.5)."""

_MAIN = frozenset({"main", "article"})
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
_MARKUP = re.compile(
    r"<!--(?:>|->|.*?(?:--!?>|\Z))"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?:[^>\"']|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)"
    r"|<[!?/][^>]*+(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)


def digest(content: bytes, kind: str) -> str:
    """Hash the visible text of HTML, or the content of another kind of file; ``kind`` is its media type."""
    if "html" in kind.lower():
        content = text(_decoded(content, kind)).encode("utf-8", "replace")
    return hashlib.sha256(content).hexdigest()[:16]


def text(html: str) -> str:
    """Return the words of a page: those of its main part, where it says which that is."""
    everything: list[str] = []
    main: list[str] = []
    unseen: dict[str, int] = {}
    inside = 0
    for words, name, is_end in _pieces(html):
        if not unseen:
            everything.append(words)
            main += [words] if inside else []
        if name in _UNSEEN:
            _count(unseen, name, -1 if is_end else 1)
        elif name in _MAIN:
            inside = max(0, inside + (-1 if is_end else 1))
    return " ".join(unescape(" ".join(main or everything)).split())


def _count(opened: dict[str, int], name: str, step: int) -> None:
    """Count the elements of a name that are open; one that never ends ends with those around it."""
    left = opened.get(name, 0) + step
    if left > 0:
        opened[name] = left
    elif name in opened:
        names = list(opened)
        for inner in names[names.index(name) :]:
            del opened[inner]


def _pieces(html: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the words before each tag, with its name and whether it ends an element."""
    at = 0
    while match := _MARKUP.search(html, at):
        name, is_end = (match["name"] or "").lower(), bool(match["end"])
        yield html[at : match.start()], name, is_end
        at = match.end()
        if name in _RAW and not is_end:
            end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
            if end is None:
                return  # a browser shows nothing of the rest either
            at = end.start()
    yield html[at:], "", False


def _decoded(content: bytes, kind: str) -> str:
    found = _CHARSET.search(kind)
    try:
        return content.decode(found[1] if found else "utf-8", errors="replace")
    except LookupError:
        return content.decode(errors="replace")
