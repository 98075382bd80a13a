"""What a reader sees of a page, as a hash that stays while only markup, scripts and navigation change."""

import hashlib
import re
from html.parser import HTMLParser

_UNSEEN = {
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "iframe",
    "title",
}
_MAIN = {"main", "article"}
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)


def digest(content: bytes, kind: str) -> str:
    """Hash the visible text of HTML, or the content of another kind of file; ``kind`` is its media type."""
    if "html" in kind.lower():
        content = text(_decoded(content, kind)).encode()
    return hashlib.sha256(content).hexdigest()[:16]


def text(html: str) -> str:
    """Return the words of a page: those of its main part, where it says which that is."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join(" ".join(reader.main or reader.all).split())


def _decoded(content: bytes, kind: str) -> str:
    found = _CHARSET.search(kind)
    try:
        return content.decode(found[1] if found else "utf-8", errors="replace")
    except LookupError:
        return content.decode(errors="replace")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.all: list[str] = []
        self.main: list[str] = []
        self._unseen: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen.append(tag)
        self._inside += tag in _MAIN

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        self._inside -= tag in _MAIN and self._inside > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.all.append(data)
            if self._inside:
                self.main.append(data)
