"""Names of containers in other dialects, and what each is shown as; those whose text is Markdown, and those of code."""

from collections.abc import Mapping
from typing import Literal

from studyguide.markdown.allowed import KINDS

Shape = Literal["callout", "details", "tab", "tabs", "headed_tabs", "content", "codes"]

CALLOUTS: Mapping[str, str] = {
    **{kind: kind for kind in KINDS},
    # Docusaurus, MyST
    "secondary": "note",
    "seealso": "info",
    "admonition": "note",
    "topic": "note",
    "sidebar": "note",
    "margin": "note",
    "exercise": "question",
    "solution": "success",
}
"""Callouts → the kinds that we have."""

_SHAPES: Mapping[str, Shape] = {
    "details": "details",
    "spoiler": "details",
    "dropdown": "details",
    "code-group": "codes",
    "panel-tabset": "headed_tabs",
    "tabset": "headed_tabs",
    "tab-set": "tabs",
    "tab-item": "tab",
    # VuePress
    "tabs": "tabs",
    "code-tabs": "tabs",
    "tab": "tab",
}
_CONTENT = frozenset(
    # Pandoc, Quarto
    "column columns notes incremental nonincremental fragment aside content-visible content-hidden "
    "column-margin column-page column-body column-screen panel-sidebar panel-fill panel-center panel-input landscape "
    # VitePress, MyST
    "raw v-pre grid grid-item grid-item-card card div container glossary table epigraph pull-quote highlights "
    "rubric compound hlist block figure-md "
    "centered center left right slot".split()
)
VERBATIM = frozenset(
    "code code-block sourcecode code-cell math figure image include literalinclude list-table csv-table button-link "
    "button-ref toctree contents tableofcontents index iframe video embed".split()
)
"""Containers of MyST that hold no Markdown, or not only."""


def shape(name: str) -> tuple[Shape, str] | None:
    """Say what a container is shown as, with the kind of a callout; None for an unknown one."""
    kind = CALLOUTS.get(
        name.removeprefix("callout-"), "note" if name.startswith(("callout-", "prf:", "proof:")) else ""
    )
    if kind:
        return "callout", kind
    if name in _SHAPES:
        return _SHAPES[name], ""
    return ("content", "") if name in _CONTENT else None


def fenced_markdown(info: str) -> bool:
    """Say whether a code fence is none but a container of MyST, whose text is Markdown: ``{note} Title``."""
    name, brace, _ = info.lstrip().removeprefix("{").partition("}")
    return bool(brace) and info.lstrip().startswith("{") and shape(name.strip().lower()) is not None
