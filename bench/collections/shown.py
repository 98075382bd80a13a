"""What a reader sees of a note: on the pages of a built site, and where a plain renderer shows it as GitHub does."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring, parse
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

BLOCKS = frozenset("ul ol li table tr pre blockquote hr".split())
"""Elements whose numbers make the structure of a note."""
_NOT_READ = frozenset("script style template svg math".split())
_APART = frozenset("p div li td th tr h1 h2 h3 h4 h5 h6 pre summary details blockquote dt dd br figcaption".split())
"""Elements at whose ends a word ends."""
_CALLOUTS = frozenset({"admonition", "markdown-alert"})
_FOOTNOTES = frozenset({"footnote", "footnotes", "footnotes-sep"})
_MARKS = frozenset({"math", "headerlink", "footnote-ref", "footnote-backref"})


@dataclass
class Shown:
    """The structure of a note, its text, and its text outside of code."""

    structure: Counter[str] = field(default_factory=Counter)
    text: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)


def oracle() -> MarkdownIt:
    """Return a plain renderer with GitHub's extensions."""
    md = MarkdownIt("gfm-like2", {"linkify": False, "alerts": True}).disable("linkify")
    md.use(gfm_autolink_plugin).use(footnote_plugin)
    return md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)


def on_github(text: str, md: MarkdownIt) -> Shown:
    """Tell what a note shows there; its front matter is left out."""
    shown = Shown()
    html = md.render(text)
    if html.strip():
        _look(fragment_fromstring(html, create_parent="div"), shown)
    return shown


def on_site(pages: Iterable[Path]) -> Shown:
    """Tell what the pages of one note show, without what the plugin adds around it."""
    shown = Shown()
    for page in pages:
        # A file, so that lxml reads the encoding that the page declares.
        article = parse(str(page)).getroot().find(".//article")
        if article is not None:
            _look(article, shown)
    return shown


def _look(element: HtmlElement, shown: Shown, *, code: bool = False) -> None:
    """Walk through an element; not by recursion, for notes nest deeper than Python's stack."""
    waiting: list[tuple[HtmlElement | str, bool]] = [(element, code)]
    while waiting:
        item, inside = waiting.pop()
        if isinstance(item, str):
            shown.text.append(item)
            if not inside:
                shown.prose.append(item)
            continue
        if (name := _name(item)) in BLOCKS and not _in_footnotes(item):
            shown.structure[name] += 1
        waiting.extend(reversed(list(_inner(item, inside=inside or item.tag in {"code", "pre"}))))


def _inner(element: HtmlElement, *, inside: bool) -> Iterator[tuple[HtmlElement | str, bool]]:
    yield element.text or "", inside
    for child in element:
        if _is_read(child):
            yield child, inside
        yield ("\n" if child.tag in _APART else "") + (child.tail or ""), inside


def _is_read(element: HtmlElement) -> bool:
    if isinstance(element, etree._Comment) or not isinstance(element.tag, str):  # noqa: SLF001  its only name
        return False
    if element.tag in _NOT_READ or "data-search-exclude" in element.attrib:
        return False
    return not _MARKS & set((element.get("class") or "").split())


def _in_footnotes(element: HtmlElement) -> bool:
    """Say whether it draws the list of footnotes: one at the end of a note there, one for each page here."""
    around = (element, element.getparent(), element.getparent().getparent()) if element.getparent() is not None else ()
    return any(_FOOTNOTES & set((each.get("class") or "").split()) for each in around if each is not None)


def _name(element: HtmlElement) -> str:
    """Name an element: a callout is a quotation."""
    classes = set((element.get("class") or "").split())
    folded = element.tag == "details" and classes
    return "blockquote" if folded or classes & _CALLOUTS else str(element.tag)
