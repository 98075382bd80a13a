"""The navigation of a guide, as MkDocs, ProperDocs and Zensical read it."""

from collections.abc import Callable, Container
from typing import Any

from studyguide.model import NavNode
from studyguide.page_kinds import COMPARE, KINDS
from studyguide.paths import PageName
from studyguide.site import Site


def draw(site: Site, pages: Container[str], title: Callable[[str], str] = str) -> list[Any]:
    """List the guide's chapters and the pages about it.

    ``pages`` holds the files that there are; ``title`` writes a title as the host wants it.
    """
    word = site.library.options.language.word
    nav: list[Any] = [{title(word("navigation.guide")): [_item(node, title) for node in site.nav]}] if site.nav else []
    if site.library.comparisons:
        # Its tables are listed there: a guide may have hundreds, and every page would show them.
        nav.append({title(word("kinds.compare")): uri(COMPARE.page)})
    nav += [
        {title(word(f"kinds.{kind.name}")): uri(kind.page)} for kind in KINDS if kind.beside and uri(kind.page) in pages
    ]
    reference = [
        {title(word(f"kinds.{kind.name}")): uri(kind.page)}
        for kind in KINDS
        if kind.reference and uri(kind.page) in pages
    ]
    return [*nav, {title(word("navigation.reference")): reference}]


def _item(node: NavNode, title: Callable[[str], str]) -> dict[str, Any]:
    if not node.children:
        return {title(node.title): uri(node.page)}
    return {title(node.title): [uri(node.page), *(_item(child, title) for child in node.children)]}


def uri(page: PageName | None) -> str:
    """Name the Markdown file that a page has in the host."""
    return f"{page}.md"
