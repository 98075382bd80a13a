"""Lets a browser show a page before it has what only scripts and paper need.

The theme's bundle stands at the end of the page, where it is fetched before most style sheets are there and runs before
anything is painted. Put off, it runs at the same point of the page's life, behind its text and before ours.
"""

import re

from studyguide.outputs.mkdocs import markup

_BUNDLE = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.[0-9a-f]+\.min\.js"(?=>)')
"""As Material writes it."""
_PAPER = re.compile(r'(<link rel="stylesheet" href="[^"]*assets/studyguide/print\.css")(?=>)')


def sooner(html: str) -> str:
    """Mark what a page is shown without; what an owner's scripts would miss stays as it is."""
    html = _PAPER.sub(r'\1 media="print"', html, count=1)
    bundle = _BUNDLE.search(html)
    if bundle is None or not _all_wait(html[bundle.end() :]):
        return html
    return f"{html[: bundle.end()]} defer{html[bundle.end() :]}"


def _all_wait(rest: str) -> bool:
    """Say whether the scripts behind the theme's are put off too; else one may use at once what that one makes."""
    return all(
        element.is_module or bool({"defer", "async"} & element.attributes.keys())
        for element in markup.elements(rest)
        if element.runs
    )
