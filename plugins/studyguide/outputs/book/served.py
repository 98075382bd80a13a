"""The files that a browser gets to print a book: those of a list, under an address that nobody has.

Notes come from anybody, and what a page names is loaded: pictures, style sheets, frames, whatever a diagram draws. The
book is therefore no file to the browser, which keeps it from all files of the machine; and of the addresses that it
asks for, those of the list are answered from here and all others by nobody.
"""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Request, Route

ORIGIN = "https://book.invalid"
"""No machine is called so (RFC 2606, 2), and no note can be at home there."""

OURS = ".studyguide/"
"""Folder of our own scripts: hidden files of the notes are none of a guide's."""

_TYPES = {"": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
"""Of the book, and of what a browser does not know by its first bytes."""

Content = Callable[[], bytes]


@dataclass
class Served:
    """Answers for a browser, by path, and what it asked for in vain; ``""`` is the book itself."""

    files: Mapping[str, Content]
    refused: dict[str, None] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    """What could not be read when it was asked for, and why."""

    def answer(self, route: Route) -> None:
        """Hand over a file of the list, and nothing else."""
        path = _path(route.request)
        content = self.files.get(path) if path is not None else None
        if content is None:
            route.abort("accessdenied")
            return
        try:
            body = content()
        except OSError as error:
            self.lost[path or ""] = error.strerror or "unreadable"
            route.abort("failed")
        else:
            route.fulfill(body=body, headers={"content-type": _type(path or "")})

    def note(self, request: Request) -> None:
        """Remember a request that failed, also one that the policy in the page stopped."""
        if _path(request) not in self.files:
            self.refused[request.url] = None


def _type(path: str) -> str:
    unknown = "application/octet-stream"
    return _TYPES.get(posixpath.splitext(path)[1].lower() or path, unknown)


def _path(request: Request) -> str | None:
    url = urlsplit(request.url)
    if request.method != "GET" or f"{url.scheme}://{url.netloc}" != ORIGIN:
        return None
    return unquote(url.path.removeprefix("/"))
