"""The content security policy of a page: scripts run if the templates brought them, whatever the notes hold.

The second layer behind the sanitiser. See W3C, "Content Security Policy Level 3" and "Subresource Integrity". What runs
is named by its bytes (a hash) and never by its place, for files of the notes have places on the site too. Browsers
refuse integrity to a page from a folder; there, for modules that import others and for scripts of other sites, a nonce
names the template's own elements. Scripts that load others may do so: they are the owner's, and notes bring none.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain

from studyguide.outputs.mkdocs.served import Served

# Before any script, but a page's encoding must be told in its first 1,024 bytes.
_ENCODING = re.compile(r"""<meta\s+charset\s*=\s*["']?utf-?8["']?\s*/?>""", re.IGNORECASE)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_EARLY = 900
MARK = "data-sg-policy"
"""Tells our policy from one of the owner's, for the script in theme/studyguide.html and for guide.js."""

Sources = Mapping[str, Collection[str]]
"""For directives, what is allowed besides."""


@dataclass(frozen=True)
class Allowed:
    """What a page may run, load and ask for beside the files of its own site; in the order in which it was found."""

    scripts: tuple[str, ...] = ()
    """Sources of scripts: hashes, a nonce."""
    handlers: tuple[str, ...] = ()
    """Hashes of attributes like ``onclick``."""
    origins: tuple[str, ...] = ()
    """Other sites that pictures, films, styles and fonts may come from."""
    frames: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    manifest: bool = False
    loads: bool = False
    """A script loads others, or makes some of text."""
    asks: bool = False
    """A script asks servers for something."""

    def __add__(self, other: "Allowed") -> "Allowed":
        return self if other == NOTHING else together((self, other))


_LISTS = ("scripts", "handlers", "origins", "frames", "objects", "forms", "base")
NOTHING = Allowed()


def together(found: Iterable[Allowed]) -> Allowed:
    """Allow all that is allowed of parts of a page."""
    some = [one for one in found if one is not NOTHING and one != NOTHING]
    lists = {name: tuple(dict.fromkeys(chain.from_iterable(getattr(one, name) for one in some))) for name in _LISTS}
    return Allowed(
        **lists,
        manifest=any(one.manifest for one in some),
        loads=any(one.loads for one in some),
        asks=any(one.asks for one in some),
    )


def insert(html: str, rules: Allowed, more: Sources, first: str = "") -> str | None:
    """Add the policy to the head of a page, and behind it ``first``; None if the page has no head."""
    return in_head(html, f"{tag(rules, more)}{first}")


def in_head(html: str, added: str) -> str | None:
    """Add something before all that loads or runs; None if the page has no head."""
    place = _ENCODING.search(html, 0, _EARLY) or _HEAD.search(html)
    return None if place is None else f"{html[: place.end()]}{added}{html[place.end() :]}"


def tag(rules: Allowed, more: Sources) -> str:
    """Write the policy as an element."""
    written = (f"{name} {_sources((*given, *more.get(name, ())))}" for name, given in _directives(rules).items())
    policy = "; ".join(written)
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}" {MARK}>'


def _directives(rules: Allowed) -> dict[str, Iterable[str]]:
    own = ("'self'", *rules.origins)
    # A script that was let run may load others, which may make scripts of text. What stands in a page's text may not.
    trusting = ("'strict-dynamic'", "'unsafe-eval'") if rules.loads else ()
    asked = ("*", "data:", "blob:") if rules.asks else rules.origins
    return {
        "default-src": (),
        "script-src": (*rules.scripts, *trusting),
        "script-src-attr": ("'unsafe-hashes'", *rules.handlers) if rules.handlers else (),
        # Material and Mermaid write style attributes and elements.
        "style-src": (*own, "'unsafe-inline'"),
        "img-src": (*own, "data:", "blob:"),
        "font-src": (*own, "data:"),
        "media-src": (*own, "data:", "blob:"),
        # Only scripts ask, and notes bring none: what those of the templates ask is their owner's affair.
        "connect-src": ("'self'", *asked),
        "worker-src": ("'self'", "blob:"),
        "frame-src": rules.frames,
        "object-src": rules.objects,
        "manifest-src": ("'self'",) if rules.manifest else (),
        "base-uri": rules.base,
        "form-action": rules.forms,
    }


def _sources(given: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(given)) or "'none'"


def hashes(paths: Collection[str], served: Served) -> Allowed:
    """Allow files of the site that other scripts load, by their bytes."""
    return Allowed(tuple(f"'{found}'" for path in paths if (found := served.hash_of(path))))
