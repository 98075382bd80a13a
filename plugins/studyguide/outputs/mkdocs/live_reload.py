"""Lets the script run that the host's development server writes into every page that it sends.

It holds the time of the build, so no policy that was written before can name it. It stands right before the end of the
body, which no note can reach: templates write behind them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from studyguide.notes import left_out
from studyguide.outputs.mkdocs.script_policy import MARK
from studyguide.outputs.mkdocs.served import digest

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_POLICY = b"; script-src "


def allow(application: Application) -> Application:
    """Wrap the server's application (PEP 3333): the hash of its own script joins the policy of a page."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        told: list[Any] = []
        answer = application(environ, lambda *given: told.extend(given))
        if not told or not any(name.lower() == "content-type" and "html" in value for name, value in told[1]):
            if told:
                start_response(*told)
            return answer
        page = _with_hash(b"".join(answer))
        headers = [(name, value) for name, value in told[1] if name.lower() != "content-length"]
        start_response(told[0], [*headers, ("Content-Length", str(len(page)))], *told[2:])
        return [page]

    return wrapped


def watched(notes: Path, apart: Collection[str]) -> Iterator[tuple[Path, bool]]:
    """Yield the folders to watch, and whether with all below: not what is installed or built inside the notes."""
    if not notes.is_dir():
        return
    yield notes, not apart
    if apart:
        rules = left_out.rules(notes, apart)
        yield from ((path, True) for path in sorted(notes.iterdir()) if path.is_dir() and not rules.folder(path.name))


def _with_hash(page: bytes) -> bytes:
    end = page.rfind(b"</script></body>")
    start = page.rfind(b"<script>", 0, end)
    if end < 0 or start < 0:
        return page
    script = page[start + len(b"<script>") : end]
    if b"livereload(" not in script or MARK.encode() not in page[:start]:
        return page  # the owner's own pages have no policy
    return page.replace(_POLICY, _POLICY + f"'{digest(script)}' ".encode(), 1)
