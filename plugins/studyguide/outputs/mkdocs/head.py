"""Adds to the head of a page what a guide needs there, where no template did: those of owners may not know it."""

from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment

from studyguide.outputs.mkdocs import script_policy

_TEMPLATE = "partials/studyguide/head.html"
_ADDED = "window.studyguide={}"
"""Of what the template writes."""


@dataclass
class Head:
    """The head of the page that is being made."""

    env: Environment
    _context: dict[str, Any] = field(default_factory=dict)

    def of(self, context: Any) -> None:
        """Remember what the templates of a page know."""
        self._context = dict(context)

    def add(self, html: str) -> str:
        """Add what is missing."""
        if _ADDED in html:
            return html
        written = self.env.get_template(_TEMPLATE).render(self._context)
        return script_policy.in_head(html, written) or html
