"""What the host and its theme are told of a page of the guide.

Themes print titles and descriptions as they are, so what a note says is escaped.
"""

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import get_toc

from studyguide.language.language import Language
from studyguide.page_kinds import PRINT
from studyguide.site import Page, TocEntry

_TEMPLATE = re.compile(r"\{(?=[{%#])")
_TEMPLATE_IN_BYTES = re.compile(_TEMPLATE.pattern.encode())


def title(text: str) -> Markup:
    """Write a title as themes print it. Plugins that run Jinja in titles find nothing of it in one of a note's."""
    return inert(escape(text))


def heading(page: Page, language: Language) -> Markup:
    """Return what a page is called in lists; that for printing and the home page both have the guide's title."""
    return title(language.word("kinds.print") if page.kind is PRINT else page.title)


def inert(html: str) -> Markup:
    """Write the marks of templates (``{{``, ``{%``, ``{#``) so that they show and no plugin fills them."""
    return Markup(_TEMPLATE.sub("&#123;", html))  # noqa: S704  it was HTML before


def inert_bytes(html: bytes) -> bytes:
    """Do the same with a long text, which need not be decoded for it."""
    return _TEMPLATE_IN_BYTES.sub(b"&#123;", html)


def settings(page: Page, language: Language) -> dict[str, Any]:
    """Write what would stand in the front matter of a page, were it a file."""
    # Our own search reads the notes; the theme's would parse every page for an index that nobody reads.
    meta: dict[str, Any] = {"title": heading(page, language), "studyguide": page.kind.name, "search": {"exclude": True}}
    if page.description:
        meta["description"] = title(page.description)
    if page.moved_to:
        meta["moved_to"] = page.moved_to
    if page.kind.wide:
        meta["hide"] = [*([] if page.toc else ["toc"]), *(["navigation"] if page.kind.alone else [])]
    return meta


def set_contents(host: HostPage, page: Page, anchors: Iterable[str]) -> None:
    """Give the host the headings of a page, and its other ``anchors``: it finds them only in what it made itself.

    The title is the first, above all others, as hosts have it: themes lead there who skips the navigation.
    """
    host.toc = get_toc([_entry(TocEntry(page.title, page.top, 1, page.toc))])
    # MkDocs checks the owner's links to anchors against it, and logs those it does not find.
    host.present_anchor_ids = known_anchors(page, anchors)


def known_anchors(page: Page, anchors: Iterable[str]) -> set[str]:
    """List what an owner's links may name on a page: its headings, and its other ``anchors``."""
    return {*_anchors(page.toc), *anchors}


def _entry(entry: TocEntry) -> Any:
    children = [_entry(child) for child in entry.children]
    return {"level": entry.level, "id": entry.anchor, "name": escape(entry.title), "children": children}


def _anchors(entries: Iterable[TocEntry]) -> Iterable[str]:
    for entry in entries:
        yield entry.anchor
        yield from _anchors(entry.children)
