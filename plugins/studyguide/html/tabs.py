"""Content tabs as pymdownx.tabbed writes them, which Material draws without a script."""

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token

from studyguide.html.context import Context
from studyguide.markdown.plain_text import matching


def titles(tokens: Sequence[Token], start: int) -> list[Token]:
    """Return the tokens that open the tabs of one set."""
    found = []
    while start < len(tokens) and tokens[start].type == "tab_open":
        found.append(tokens[start])
        start = matching(tokens, start) + 1
    return found


def opening(labels: Sequence[str], context: Context) -> str:
    """Write what stands before the contents of a set of tabs: its buttons and their labels, HTML."""
    context.tabs += 1
    # Ids of pymdownx.tabbed; html/sanitise.py lets no others pass that begin with `__`.
    group = escape(f"{context.prefix}__tabbed_{context.tabs}")
    inputs = "".join(
        f'<input{" checked" if n == 1 else ""} id="{group}_{n}" name="{group}" type="radio">'
        for n in range(1, len(labels) + 1)
    )
    written = "".join(f'<label for="{group}_{n}">{label}</label>' for n, label in enumerate(labels, 1))
    start = f'<div class="tabbed-set tabbed-alternate" data-tabs="{context.tabs}:{len(labels)}">{inputs}'
    return f'{start}<div class="tabbed-labels">{written}</div>\n<div class="tabbed-content">\n'
