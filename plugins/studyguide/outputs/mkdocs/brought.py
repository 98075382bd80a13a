"""What the templates of a page bring: its theme, its owner and his plugins. All of that is allowed, and named so."""

import re
from collections.abc import Iterable
from functools import lru_cache

from studyguide.outputs.mkdocs import markup
from studyguide.outputs.mkdocs.markup import Element
from studyguide.outputs.mkdocs.script_policy import NOTHING, Allowed, together
from studyguide.outputs.mkdocs.served import Does, Served, digest, does

_HASH = re.compile(r"sha(?:256|384|512)-[A-Za-z0-9+/=_-]+")
_FONTS = {"https://fonts.googleapis.com": "https://fonts.gstatic.com"}
"""Sheets of a site whose fonts lie on another one; see "Get Started with the Google Fonts API"."""

_MANIFEST = Allowed(manifest=True)
_LOADING = frozenset("stylesheet preconnect dns-prefetch preload prefetch modulepreload icon apple-touch-icon".split())
"""Relations of a link for which a browser connects; other links are only followed."""


def allowed(html: str, page: str, served: Served) -> Allowed:
    """Read what a part of a page brings. ``page`` is the path of the page below the site's root."""
    styles = Allowed(origins=tuple(markup.origins_in_style(html)))
    return together([styles, *(_element(element, html, page, served) for element in markup.listed(html))])


def handled(html: str, *, but: Iterable[str] = ()) -> Allowed:
    """Allow the handlers of events in a part of a page, but those of some elements."""
    texts = list(markup.handlers(html, but=but))
    if not texts:
        return NOTHING
    return Allowed(handlers=_hashes(texts)) + _doing(does("\n".join(texts)))


def _element(element: Element, html: str, page: str, served: Served) -> Allowed:
    if element.tag == "script":
        return _script(element, html, page, served) if element.runs else NOTHING
    if element.tag == "link":
        return _link(element, page, served)
    origins = tuple(markup.origins(html[element.start : element.end]))
    own = () if origins else ("'self'",)
    if element.tag in {"iframe", "frame"}:
        return Allowed(frames=origins or own)
    if element.tag in {"object", "embed"}:
        return Allowed(objects=origins or own, frames=origins or own)
    if element.tag == "form":
        return Allowed(forms=origins or own) if element.attributes.get("action") else Allowed()
    return Allowed(base=origins or own) if element.tag == "base" else Allowed(origins=origins)


def _link(element: Element, page: str, served: Served) -> Allowed:
    """Allow what a link loads; a sheet of another site may bring fonts from a third."""
    relations, address = element.relations, element.attributes.get("href", "")
    if not _LOADING.intersection(relations):
        return _MANIFEST if "manifest" in relations else NOTHING
    path = served.path(address, page)
    found = markup.origins(address) if path is None else served.sheet(path) if "stylesheet" in relations else ()
    return Allowed(origins=tuple(dict.fromkeys((*found, *(_FONTS[one] for one in found if one in _FONTS)))))


def _script(element: Element, html: str, page: str, served: Served) -> Allowed:
    address = element.attributes.get("src", "")
    if not address:
        return _inline(element.body)
    given = tuple(f"'{one}'" for one in _HASH.findall(element.attributes.get("integrity", "")))
    there = tuple(markup.origins(html[element.start : element.end]))
    if is_elsewhere(element, page, served):
        # What it holds can change any day: it may do all that scripts do.
        return Allowed((*given, f"'nonce-{served.nonce}'"), origins=there, frames=there, loads=True, asks=True)
    name, value = named(element, page, served)
    source = given or ((f"'{value}'",) if name == "integrity" else (f"'nonce-{value}'",))
    more = Allowed(source, origins=there, loads=name == "nonce" and not served.by_nonce)  # its parts are not read here
    return more + _doing(served.script(served.path(address, page) or ""))


@lru_cache(maxsize=256)  # of a theme they are the same on all pages, or on those of a depth
def _inline(body: str) -> Allowed:
    """Allow a script by its hash even from a folder: instant navigation writes it anew, without a nonce."""
    return Allowed(_hashes([body])) + _doing(does(body)) if body.strip() else NOTHING


def _doing(found: Does) -> Allowed:
    handlers = _hashes(found.handlers)
    return Allowed(handlers=handlers, origins=found.origins, frames=found.origins, loads=found.loads, asks=found.asks)


def _hashes(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"'{digest(text.encode())}'" for text in texts)


def named(element: Element, page: str, served: Served) -> tuple[str, str]:
    """Choose the attribute that lets an external script run: the hash of its bytes, or the nonce where no hash does."""
    path = served.path(element.attributes["src"], page)
    found = "" if path is None or served.by_nonce else served.hash_of(path)
    # What a module imports has no integrity; it takes over the nonce.
    if not found or (element.is_module and b"import" in (served.read(path or "") or b"")):
        return "nonce", served.nonce
    return "integrity", found


def is_elsewhere(element: Element, page: str, served: Served) -> bool:
    """Say whether a script lies on another site."""
    return served.path(element.attributes["src"], page) is None


def with_names(html: str, page: str, served: Served, *, every: bool) -> str:
    """Write into the tags of scripts what lets them run. With ``every``, scripts in the page get the nonce as well."""
    out, done = [], 0
    for element in markup.listed(html):
        if added := _name(element, page, served, every=every):
            out += [html[done : element.end - 1], added, ">"]
            done = element.end
    return "".join((*out, html[done:]))


def _name(element: Element, page: str, served: Served, *, every: bool) -> str:
    attributes = element.attributes
    nonce = f' nonce="{served.nonce}"'
    if element.tag == "link":
        is_script = "modulepreload" in element.relations or attributes.get("as", "").lower() == "script"
        return nonce if is_script and served.path(attributes.get("href", ""), page) is None else ""
    if element.tag != "script":
        return ""
    if not element.runs or "src" not in attributes:
        return nonce if every else ""
    if is_elsewhere(element, page, served):
        return nonce
    name, value = named(element, page, served)
    added = "" if "integrity" in attributes or name == "nonce" else f' {name}="{value}"'
    return added + (nonce if every or (name == "nonce" and "integrity" not in attributes) else "")
