"""The guide's pages in themes other than Material: their content stands in an element that our style sheets know."""

import re
from pathlib import Path

from studyguide.outputs import writing

_ROOT = 1.25
"""Material's root, of which our sizes are fractions, has 20 pixels where that of others has 16."""

_DONE = "/* In the sizes of other themes. */\n"
_SIZE = re.compile(r"(\d*\.?\d+)rem\b")


def wrapped(html: str) -> str:
    """Put the content of a page where our style sheets find it; there is no such element in these themes."""
    return f'<article class="md-typeset sg-elsewhere">{html}</article>'


def scale(site: Path) -> None:
    """Give the style sheets of a finished site the sizes that they have in Material."""
    for path in sorted((site / "assets/studyguide").rglob("*.css")):
        text = path.read_text("utf-8")
        if not text.startswith(_DONE):  # a build that keeps files keeps these
            written = _DONE + _SIZE.sub(lambda size: f"{float(size[1]) * _ROOT:g}rem", text)
            writing.write(site, path.relative_to(site).as_posix(), written.encode())
