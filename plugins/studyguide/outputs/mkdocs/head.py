"""Adds to the head of a page what a guide needs there, where no template did: those of owners may not know it."""

import re
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment

from studyguide.outputs.mkdocs import script_policy

_TEMPLATE = "partials/studyguide/head.html"
_ADDED = "window.studyguide={}"
"""Of what the template writes."""
_PREVIEW = re.compile(
    r'<meta property="?og:type"? content="?article"?\s?/?>.*?<meta name="?twitter:card"? content="?summary"?\s?/?>',
    re.DOTALL | re.IGNORECASE,
)
"""What it says of how links to the page look elsewhere."""
_SAID = re.compile(r"""<meta\s[^>]*?\b(?:property|name)\s*=\s*["']?((?:og|twitter):[^\s"'/>]+)[^>]*>""", re.IGNORECASE)


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


def said_once(html: str) -> str:
    """Take out of our preview what stands in the head besides: whoever reads both would take either."""
    start, end = html.find(_ADDED), html.find("</head>")
    ours = _PREVIEW.search(html, max(start, 0), end) if start >= 0 else None
    if ours is None:
        return html
    theirs = {name.lower() for part in (html[: ours.start()], html[ours.end() : end]) for name in _SAID.findall(part)}
    if not theirs:
        return html
    kept = _SAID.sub(lambda found: "" if found[1] in theirs else found[0], ours[0])
    return f"{html[: ours.start()]}{kept}{html[ours.end() :]}"
