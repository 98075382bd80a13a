"""The content security policy of a page: scripts run if the templates brought them, whatever the notes hold.

The second layer behind the sanitiser. See W3C, "Content Security Policy Level 3".
"""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

_PLACES = ('<meta charset="utf-8">', "<head>")
"""Where the policy may stand: before any script, but a page's encoding must be told in its first 1,024 bytes."""


def insert(output: str, content: str) -> str:
    """Add the policy to a finished page. Only scripts outside ``content`` are allowed, by their hashes."""
    place = next((text for text in _PLACES if text in output), None)
    if place is None:
        return output
    before, head, after = output.partition(place)
    # A script that slipped through in the notes is then in no list of hashes.
    template = output.replace(content, "", 1) if content else output
    return f"{before}{head}{_tag(template)}{after}"


def _tag(template: str) -> str:
    hashes: list[str] = []
    origins: dict[str, None] = {}
    for tag, body in _elements(template, "script"):
        source = _attribute(tag, "src")
        if source:
            origins[_origin(source)] = None
        # Data is not run; Material's settings of the page are in such an element.
        elif body.strip() and "json" not in _attribute(tag, "type"):
            hashes.append(_hash(body))
    for tag, _ in _elements(template, "link"):
        if "stylesheet" in _attribute(tag, "rel"):
            origins[_origin(_attribute(tag, "href"))] = None
    elsewhere = " ".join(origin for origin in origins if origin)
    own = f"'self' {elsewhere}".strip()
    rules = {
        "default-src": own,
        "script-src": " ".join([own, *dict.fromkeys(hashes)]),
        # Material and Mermaid write style attributes and elements.
        "style-src": f"{own} 'unsafe-inline'",
        "img-src": f"{own} data: blob:",
        "font-src": f"{own} data:",
        "worker-src": f"{own} blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def _elements(html: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield the opening tags of an element with what follows up to its end; templates are regular enough for that."""
    at = html.find(f"<{name}")
    while at >= 0:
        end = html.find(">", at)
        close = html.find(f"</{name}>", end) if name == "script" else end
        if end < 0 or close < 0:
            return
        yield html[at : end + 1], html[end + 1 : close]
        at = html.find(f"<{name}", close)


def _attribute(tag: str, name: str) -> str:
    for mark in ('"', "'"):
        _, found, rest = tag.partition(f" {name}={mark}")
        if found:
            return rest.partition(mark)[0]
    _, found, rest = tag.partition(f" {name}=")
    return rest.split()[0].rstrip(">") if found and rest.split() else ""


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else ""


@cache
def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
