"""Addresses of which a tool fills in a part: Jekyll ``{{ site.baseurl }}/a``, Docusaurus ``@site/a``, Zola ``@/a``."""

import re

_SITE = re.compile(r"\{\{-?\s*(?:site|page)\.(?:base_?url|url|root|baseUrl|github\.url)\s*-?\}\}", re.IGNORECASE)
_FILTERED = re.compile(
    r"""\{\{-?\s*(["'])(?P<path>[^"'{}]*)\1\s*\|\s*(?:relative_url|absolute_url|prepend\b|url\b)[^{}]*\}\}"""
)
_LINKED = re.compile(r"\{%-?\s*link\s+(?P<path>[^\s{}%]+)\s*-?%\}")
_POSTED = re.compile(r"\{%-?\s*post_url\s+/?(?P<path>[^\s{}%]+)\s*-?%\}")
_ANY = re.compile(r"\{\{.*\}\}|\{%.*%\}|<%.*%>")


def filled(address: str) -> str:
    """Return an address with those parts filled in that say where it leads on this site; others stay."""
    # Docusaurus and Zola name their own root so.
    if address.startswith(("@site/", "@/")):
        return address[address.index("/") :]
    if "{" not in address:
        return address
    bare = _SITE.sub("", address)
    for pattern in (_FILTERED, _LINKED):
        bare = pattern.sub(lambda found: f"/{found['path'].lstrip('/')}", bare)
    bare = _POSTED.sub(r"/_posts/\g<path>", bare)
    if bare == address:
        return address
    return bare if bare.startswith(("/", "#", "http:", "https:")) else f"/{bare}"


def is_template(address: str) -> bool:
    """Say whether another tool still has to fill in a part of an address."""
    return _ANY.search(address) is not None
