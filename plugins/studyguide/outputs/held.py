"""Scripts with what the browser code of a page shows later: too long for the page that readers wait for."""

from collections.abc import Iterator

from studyguide.site import Site

_FOLDER = "assets/studyguide"
NAMES = ("practice/held.js",)
"""What a kind of page may have, below the folder of our scripts."""


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield them by their paths below the site's root; pages of one kind share one."""
    for page in site.pages:
        if page.held:
            yield f"{_FOLDER}/{page.kind.name}/held.js", page.held
