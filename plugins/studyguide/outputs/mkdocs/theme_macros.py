"""Macros of Material that are asked for the same on page after page: what they write is kept while a site is built.

An owner's own macros may look at anything, so only those are spared that lie in the theme's package.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, TemplateNotFound

_WORDS = "partials/language.html"


def theirs(env: Environment, name: str) -> Template | None:
    """Return a template if it is the theme's own."""
    try:
        template = env.get_template(name)
    except TemplateNotFound:
        return None
    path = Path(str(template.filename)).as_posix()
    return template if path.endswith(f"/material/templates/{name}") else None


def made(template: Template, context: Mapping[str, Any]) -> Any:
    """Return the macros of a template, as they are with the context of a page."""
    return Template.make_module(template, dict(context))


def stand_in(template: Template, make: Callable[[Mapping[str, Any], Callable[[], Any]], Any]) -> None:
    """Let ``make`` choose what is imported of a template: it gets the context of who imports, and how to get macros."""

    def module(given: dict[str, Any] | None = None, *more: Any) -> Any:
        return make(given or {}, lambda: Template.make_module(template, given, *more))

    vars(template)["make_module"] = module


class _Words:
    def __init__(self, macro: Callable[[str], str]) -> None:
        self.t = cache(macro)


def say_once(env: Environment, language: object) -> None:
    """Ask the theme for each of its words once: its macro writes down all of them each time."""
    words = theirs(env, _WORDS)
    if words is None or env.autoescape or theirs(env, f"partials/languages/{language}.html") is None:
        return
    known: dict[str, _Words] = {}

    def once(_context: Mapping[str, Any], macros: Callable[[], Any]) -> _Words:
        if "words" not in known:
            known["words"] = _Words(macros().t)
        return known["words"]

    stand_in(words, once)
