"""Which of the files that come with us a guide has a use for.

Mermaid is four times as large as all our other scripts, styles and vendored files together, so it is published only
where a page has a diagram; readers ask for it only there anyhow.
"""

from studyguide.reuse.memory import kept
from studyguide.site import Page, Site

FOLDER = "assets/studyguide"

_DIAGRAM = b'<pre class="sg-diagram"'
"""As the rule for fences writes it. In text its brackets are escaped, and no note may use a class of ours."""

_FOR_DIAGRAMS = (
    "vendor/mermaid.min.js",
    "vendor/mermaid.LICENSE.txt",
    "reading/diagrams.js",
    "reading/drawing.js",
)


def unneeded(site: Site) -> frozenset[str]:
    """Return the paths of what a guide does without, below the root of its site."""
    return frozenset() if has_diagrams(site) else frozenset(f"{FOLDER}/{name}" for name in _FOR_DIAGRAMS)


def has_diagrams(site: Site) -> bool:
    """Say whether a page of a guide has a diagram."""
    return any(map(_has_diagram, site.pages))


@kept
def _has_diagram(page: Page) -> bool:
    return any(_DIAGRAM in piece for piece in page.pieces)
