"""The content security policy of a page: scripts run if the templates brought them, whatever the notes hold.

The second layer behind the sanitiser. See W3C, "Content Security Policy Level 3" and "Subresource Integrity". What runs
is named by its bytes (a hash) and never by its place, for files of the notes have places on the site too. Browsers
refuse integrity to a page from a folder; there, and for modules that import others, a nonce names the template's own
elements.
"""

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote, urlsplit

_PLACES = ('<meta charset="utf-8">', "<meta charset=utf-8>", "<head>")
"""Where the policy may stand: before any script, but a page's encoding must be told in its first 1,024 bytes."""

# Possessive, so that a quote that never ends takes linear time.
_ELEMENT = re.compile(r"""<(script|link|iframe|form)\b((?:[^>"']|"[^"]*"|'[^']*')*+)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_END = re.compile(r"</script", re.IGNORECASE)
_SCRIPT_TYPES = ("javascript", "ecmascript", "module", "importmap", "speculationrules")
_HASH = re.compile(r"sha(?:256|384|512)-[A-Za-z0-9+/=_-]+")
_PACKAGE_DEPTH = 2
"""Folders of an address on another site below which one owner's files lie: ``/npm/`` of a shared host is anybody's."""


@dataclass(frozen=True)
class Element:
    """An element of a template: where its tag stands, its attributes, and what a script holds."""

    tag: str
    start: int
    end: int
    attributes: Mapping[str, str]
    body: str = ""

    @property
    def runs(self) -> bool:
        """Say whether it is a script that is not just data."""
        kind = self.attributes.get("type", "").lower()
        return self.tag == "script" and (not kind or ("json" not in kind and any(k in kind for k in _SCRIPT_TYPES)))

    @property
    def is_module(self) -> bool:
        """Say whether it is a script that may import others."""
        return self.attributes.get("type", "").lower() == "module"


@dataclass(frozen=True)
class Allowed:
    """What a page may run, load and ask for beside the files of its own site; in the order in which it was found."""

    scripts: tuple[str, ...] = ()
    """Sources of scripts: hashes, a nonce, addresses on other sites."""
    origins: tuple[str, ...] = ()
    """Other sites that the templates load from: their scripts may ask there, and their styles load fonts there."""
    frames: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    manifest: bool = False

    def __add__(self, other: "Allowed") -> "Allowed":
        def both(one: Iterable[str], two: Iterable[str]) -> tuple[str, ...]:
            return tuple(dict.fromkeys((*one, *two)))

        return Allowed(
            both(self.scripts, other.scripts),
            both(self.origins, other.origins),
            both(self.frames, other.frames),
            both(self.forms, other.forms),
            self.manifest or other.manifest,
        )


@dataclass(frozen=True)
class Served:
    """How files are found by the addresses in a page: ``read`` gives the bytes of a path below the site's root."""

    read: Callable[[str], bytes | None]
    address: str = ""
    """Of the site, where it is known; empty or with a slash at its end."""
    nonce: str = ""
    by_nonce: bool = False
    """The site is opened from a folder."""
    _known: dict[str, str] = field(default_factory=dict)

    def hash_of(self, path: str) -> str:
        """Hash a file of the site; empty where there is none."""
        if path not in self._known:
            data = self.read(path)
            self._known[path] = "" if data is None else digest(data)
        return self._known[path]

    def path(self, address: str, page: str) -> str | None:
        """Return the path of an address on the site; None where it leads elsewhere. ``page`` is the page's own path."""
        if self.address and address.startswith(self.address):
            return unquote(urlsplit(address.removeprefix(self.address)).path)
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        if parts.path.startswith("/"):
            root = urlsplit(self.address).path or "/"
            return unquote(parts.path.removeprefix(root).lstrip("/"))
        return unquote(posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path)))


def elements(html: str) -> Iterator[Element]:
    """Yield what may run, load or send; what stands inside a script is its text."""
    at = 0
    while match := _ELEMENT.search(html, at):
        at = match.end()
        tag, body = match[1].lower(), ""
        if tag == "script":
            close = _END.search(html, at)
            end = close.start() if close else len(html)
            body, at = html[at:end], end
        yield Element(tag, match.start(), match.end(), _attributes(match[2]), body)


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'")) for name, value in reversed(_ATTRIBUTE.findall(text))}


def allowed(html: str, page: str, served: Served) -> Allowed:
    """Read from the HTML of templates what they bring. ``page`` is the path of the page below the site's root."""
    found = Allowed()
    for element in elements(html):
        if element.runs:
            found += _script(element, page, served)
        elif element.tag == "link":
            kinds = element.attributes.get("rel", "").lower().split()
            found += Allowed(
                origins=_listed(_origin(element.attributes.get("href", ""), page, served))
                if "stylesheet" in kinds
                else (),
                manifest="manifest" in kinds,
            )
        elif element.tag == "iframe" and (address := element.attributes.get("src")):
            found += Allowed(frames=_listed(_origin(address, page, served) or "'self'"))
        elif element.tag == "form" and (address := element.attributes.get("action")):
            found += Allowed(forms=_listed(_origin(address, page, served) or "'self'"))
    return found


def _listed(source: str) -> tuple[str, ...]:
    return (source,) if source else ()


def _script(element: Element, page: str, served: Served) -> Allowed:
    address = element.attributes.get("src", "")
    if not address:
        # By its hash even from a folder: the theme's instant navigation writes inline scripts anew, without a nonce.
        return Allowed((f"'{digest(element.body.encode())}'",)) if element.body.strip() else Allowed()
    given = tuple(f"'{one}'" for one in _HASH.findall(element.attributes.get("integrity", "")))
    if origin := _origin(address, page, served):
        nonce = _listed(f"'nonce-{served.nonce}'") if element.is_module else ()
        return Allowed((*given, *nonce, _elsewhere(address)), (origin,))
    name, value = named(element, page, served)
    return Allowed(given or ((f"'{value}'",) if name == "integrity" else (f"'nonce-{value}'",)))


def named(element: Element, page: str, served: Served) -> tuple[str, str]:
    """Choose the attribute that lets an external script run: the hash of its bytes, or the nonce where no hash does."""
    path = served.path(element.attributes["src"], page)
    found = "" if path is None or served.by_nonce else served.hash_of(path)
    # What a module imports has no integrity; it takes over the nonce.
    if not found or (element.is_module and b"import" in (served.read(path or "") or b"")):
        return "nonce", served.nonce
    return "integrity", found


def _origin(address: str, page: str, served: Served) -> str:
    """Return the other site that an address leads to; empty for this one."""
    if served.path(address, page) is not None:
        return ""
    parts = urlsplit(address)
    return f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else ""


def _elsewhere(address: str) -> str:
    """Name a script on another site: with the folder that it lies in, if that holds no other people's files."""
    parts = urlsplit(address)
    folder = posixpath.dirname(parts.path) + "/"
    path = folder if folder.count("/") > _PACKAGE_DEPTH else parts.path
    path = path.replace(";", "%3B").replace(",", "%2C").replace("'", "%27").replace(" ", "%20")
    return f"{parts.scheme or 'https'}://{parts.netloc}{path}"


def with_names(html: str, page: str, served: Served) -> str:
    """Write into the tags of external scripts what lets them run."""
    out, done = [], 0
    for element in elements(html):
        if not element.runs or "src" not in element.attributes or "integrity" in element.attributes:
            continue
        if _origin(element.attributes["src"], page, served) and not element.is_module:
            continue
        name, value = named(element, page, served)
        out += [html[done : element.end - 1], f' {name}="{value}">']
        done = element.end
    return "".join((*out, html[done:]))


def insert(html: str, rules: Allowed) -> str:
    """Add the policy to the head of a page."""
    place = next((text for text in _PLACES if text in html), None)
    if place is None:
        return html
    before, head, after = html.partition(place)
    return f"{before}{head}{tag(rules)}{after}"


def tag(rules: Allowed) -> str:
    """Write the policy as an element."""
    own = " ".join(("'self'", *rules.origins))
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(rules.scripts) or "'none'",
        # Material and Mermaid write style attributes and elements.
        "style-src": f"{own} 'unsafe-inline'",
        "img-src": f"{own} data: blob:",
        "font-src": f"{own} data:",
        "media-src": own,
        "connect-src": own,
        # Only a script starts one; theme/studyguide.html leaves the guide's own worker alone of these.
        "worker-src": "'self' blob:",
        "frame-src": " ".join(rules.frames) or "'none'",
        "manifest-src": "'self'" if rules.manifest else "'none'",
        "base-uri": "'none'",
        "form-action": " ".join(rules.forms) or "'none'",
    }
    policy = "; ".join(f"{name} {value}" for name, value in directives.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'


def hashes(paths: Collection[str], served: Served) -> Allowed:
    """Allow files of the site that other scripts load, by their bytes."""
    return Allowed(tuple(f"'{found}'" for path in paths if (found := served.hash_of(path))))


def digest(data: bytes) -> str:
    """Hash what runs, as policies and integrity write it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"
