"""Which of the files that come with us a guide has a use for, and how they are published.

Mermaid is four times as large as all our other scripts, styles and vendored files together, so it is published only
where a page has a diagram; readers ask for it only there anyhow.
"""

import re
from pathlib import PurePosixPath

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

_SAID = re.compile(
    r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*\n|//[^\n]*\n)|^[ \t]+|(?<=[;,{})\]])[ \t]+// [^\n\"'`]*$",
    re.MULTILINE | re.DOTALL,
)
"""Comments that have lines of their own or end one, and what stands before the first sign of a line."""


def is_light(path: str) -> bool:
    """Say whether a file, by its path below the site's root, is published without what only its authors read."""
    name = PurePosixPath(path)
    return path.startswith(f"{FOLDER}/") and name.suffix in {".js", ".css"} and name.parent.name != "vendor"


def light(content: bytes) -> bytes:
    """Take comments and indents out of a script or style sheet of ours: a quarter of what a reader would fetch."""
    return _SAID.sub("", content.decode()).encode()


def unneeded(site: Site) -> frozenset[str]:
    """Return the paths of what a guide does without, below the root of its site."""
    return frozenset() if has_diagrams(site) else frozenset(f"{FOLDER}/{name}" for name in _FOR_DIAGRAMS)


def has_diagrams(site: Site) -> bool:
    """Say whether a page of a guide has a diagram."""
    return any(map(_has_diagram, site.pages))


@kept
def _has_diagram(page: Page) -> bool:
    return any(_DIAGRAM in piece for piece in page.pieces)
