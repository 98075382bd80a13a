"""Keeps the navigation beside a page short, and draws it from pieces that the theme drew before.

Of a long chapter only what is near the page is shown; the chapter's own page lists all. So a page does not grow with
the number of its siblings, whatever the theme.

Material draws every entry anew on every page, which takes more time than the page itself. Entries that are not on the
way to the current page differ between pages only in their relative links, and those are the same for all pages of one
folder. So the theme draws only the way to the page, with a mark in place of the other entries; the marks are replaced
in the finished page by what the theme's own macro made of those entries for the first page of the folder.
"""

import copy
import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment

from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.outputs.mkdocs import theme_macros

_TEMPLATE, _TABS = "partials/nav-item.html", "partials/tabs-item.html"
LONGEST = 40
"""Entries of a chapter that are all shown; nobody looks through more of them for the next page."""

NEAR = LONGEST // 2
"""Entries before and after the page that are shown of a longer one."""

_WHOLE = {"navigation.sections", "navigation.expand"}
"""With these features of the theme, entries away from the page hold whole trees; those are left to the theme."""


@dataclass(frozen=True)
class _Mark:
    """Stands in the navigation for entries; the theme draws it as a page."""

    url: str
    title: str = ""
    active: bool = False
    children: None = None


class Sidebar:
    """Keeps the drawn entries of one build. The host's objects are its navigation, sections and pages."""

    def __init__(self, env: Environment, features: Collection[str], language: Language = ENGLISH_WORDS) -> None:
        self.env = env
        self.features = features
        self._indexed = "navigation.indexes" in features
        self.language = language
        self._marks: dict[str, _Mark] = {}
        self._drawn: dict[tuple[str, object, str], str] = {}
        self._pending: dict[str, str] = {}
        self._pruned = "navigation.prune" in features and not _WHOLE & set(features)
        # An owner's own macro may draw anything: then the theme draws, and only the cut is ours.
        self._known = self._pruned and theme_macros.theirs(env, _TEMPLATE) is not None
        self._away: Mapping[int, Any] = {}
        self._draw: _Draw | None = None
        for name in (_TEMPLATE, _TABS) if self._known else ():
            if template := theme_macros.theirs(env, name):
                theme_macros.stand_in(template, partial(self._macros, name))

    def cut(self, context: Any, nav: Any, page: Any) -> None:
        """Put a navigation into the context that leads to the page, with marks beside the way where we can draw."""
        way = set(map(id, _way(page)))
        self._draw, self._away = None, {}
        if not page.url.strip("./"):
            return
        draw = self._draw = _Draw(self, context, page) if self._known else None
        # Copies: the host uses one navigation for all pages, and other plugins read it.
        shorter = copy.copy(nav)
        shorter.items = [
            self._shorten(item, way, draw, nav.homepage) if id(item) in way else self._closed(item)
            for item in nav.items
        ]
        away = (one for one, item in zip(shorter.items, nav.items, strict=True) if id(item) not in way)
        # But for the page itself, and an item of the plugin for blogs that may show it.
        shown = (item for item in away if not (getattr(item, "active", False) or getattr(item, "pages", None)))
        self._away = {id(item): item for item in shown}
        context["nav"] = shorter

    def fill(self, html: str) -> str:
        """Replace the marks in the page that was cut last."""
        for mark, entries in self._pending.items():
            html = html.replace(mark, entries)
        self._pending.clear()
        return html

    def _shorten(self, item: Any, way: Collection[int], draw: "_Draw | None", home: Any = None) -> Any:
        """Copy a section without what is not on the way; its first entry stays: tabs lead there, and it may head it."""
        children = getattr(item, "children", None) or []
        at = next((n for n, child in enumerate(children) if id(child) in way), None)
        # An index that is not first heads the section all the same, and would be lost or moved.
        if at is None or (self._indexed and any(getattr(child, "is_index", False) for child in children[1:])):
            return item
        before, after, whole = _near(item, at, home, self._all_in(children, str(item.title)))
        shorter = copy.copy(item)
        shorter.children = [
            *map(self._closed, children[: min(at, 1)]),
            *self._marked(before, draw, f"before-{id(item)}"),
            self._shorten(children[at], way, draw),
            *self._marked([*after, *whole], draw, f"after-{id(item)}"),
        ]
        return shorter

    def _closed(self, item: Any) -> Any:
        """Let the entry of a section away from the page lead to the section's own page, where it is that page itself.

        The plugin section-index makes such entries; a theme that prunes would lead to the first page below.
        """
        if self._pruned and getattr(item, "children", None) and getattr(item, "url", None):
            return _Mark(item.url, item.title)
        return item

    def _all_in(self, children: Sequence[Any], title: str) -> str:
        # Titles are as a page has them: escaped.
        return self.language.word("navigation.all", number=len(children) - _has_index(children), title=title)

    def _marked(self, items: Sequence[Any], draw: "_Draw | None", name: str) -> Sequence[Any]:
        """Stand one mark for entries that we draw; without that the theme draws them itself."""
        if not items or draw is None:
            return items
        # One mark a place and build, so that its own drawing is kept like those of entries.
        mark = self._marks.setdefault(name, _Mark(f"sg-{name}"))
        # Drawn by the theme too, so what is replaced is exactly what the theme writes for the mark.
        self._pending[self._entry(mark, draw)] = "".join(self._entry(item, draw) for item in items)
        return [mark]

    def _entry(self, item: Any, draw: "_Draw", name: str = _TEMPLATE) -> str:
        """Return an entry as the theme draws it. A link to what lies below the page is the page's own."""
        item = self._closed(item)
        if _address(item).startswith(draw.page.url):
            return draw.fresh(item, name)
        key = (draw.folder, item if isinstance(item, _Mark) else id(item), name)
        if key not in self._drawn:
            self._drawn[key] = draw.fresh(item, name)
        return self._drawn[key]

    def _macros(self, name: str, context: Mapping[str, Any], theirs: Callable[[], Any]) -> Any:
        """Return the theme's macros for entries; of those beside the way to the page that was cut, we know more."""
        draw = self._draw
        return theirs() if draw is None or context.get("page") is not draw.page else _Macros(self, name, draw, theirs())

    def drawn(self, item: Any, draw: "_Draw", name: str) -> str | None:
        """Return an entry of the first level that is not on the way to the page; None of any other."""
        return self._entry(item, draw, name) if self._away.get(id(item)) is item else None


class _Draw:
    """The theme's macro for an entry, made for one page when it is needed."""

    def __init__(self, sidebar: Sidebar, context: Any, page: Any) -> None:
        self.page = page
        # With the ending: `a/b/` and `a/b.html` lie in different folders for relative links.
        self.folder = posixpath.dirname(page.url.rstrip("/")) + page.url[-1:]
        self._sidebar = sidebar
        self._context = context

        self._made: dict[str, Any] = {}

    def _macro(self, name: str) -> Any:
        if name not in self._made:
            # With the context of the page: the macro asks for `page`, `config` and the filter `url`.
            known = {**self._context, "features": self._sidebar.features}
            self._made[name] = theme_macros.made(self._sidebar.env.get_template(name), known).render
        return self._made[name]

    def fresh(self, item: Any, name: str) -> str:
        """Draw an entry that is away from the page; its path and level in the tree show only in what is open."""
        # render(nav_item, path, level, parent) in Material 9: path and level are written for open branches only, and
        # none of these is open; parent is read with navigation.sections only, which _WHOLE rules out.
        return str(self._macro(name)(*((item, "__nav", 2, None) if name == _TEMPLATE else (item,))))


class _Macros:
    """Stands for the theme's macros on one page."""

    def __init__(self, sidebar: Sidebar, name: str, draw: _Draw, theirs: Any) -> None:
        self._asked = (sidebar, name, draw)
        self._theirs = theirs

    def render(self, item: Any, *given: Any) -> Any:
        """Draw an entry, as the theme does."""
        sidebar, name, draw = self._asked
        known = sidebar.drawn(item, draw, name)
        return self._theirs.render(item, *given) if known is None else known

    def __getattr__(self, name: str) -> Any:
        return getattr(self._theirs, name)


def _near(item: Any, at: int, home: Any, everything: str) -> tuple[Sequence[Any], ...]:
    """Return the entries before and after the one at ``at`` that are shown, and one called ``everything`` to all.

    A chapter without a page of its own keeps them all, for nothing else lists them; the home page lists the guide's.
    """
    children = item.children
    before, after = children[1:at], children[at + 1 :]
    # The plugin section-index makes one item of a section and its page.
    index = item if getattr(item, "url", None) else children[0] if _has_index(children) else home
    if len(children) <= LONGEST or index is None:
        return before, after, ()
    return before[-NEAR:], after[:NEAR], (_Mark(index.url, everything),)


def _has_index(children: Sequence[Any]) -> bool:
    return bool(getattr(children[0], "is_index", False)) and not getattr(children[0], "children", None)


def _way(page: Any) -> Iterator[Any]:
    """List the page and the sections around it; nothing if it is not in the navigation."""
    item = page if page.parent else None
    while item is not None:
        yield item
        item = item.parent


def _address(item: Any) -> str:
    """Say where an entry leads: to a page, or to the first one of a section."""
    while getattr(item, "children", None):
        item = item.children[0]
    return str(getattr(item, "url", "") or "")
