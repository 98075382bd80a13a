"""The files of a finished site, found by the addresses in its pages: what they hash to, and what scripts may do."""

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from studyguide.outputs import shipped
from studyguide.outputs.mkdocs import markup

_MAKES_SCRIPTS = re.compile(
    r"""["'`<](?:script|SCRIPT)\b|\bimport\s*\(|importScripts|getScript|\beval\s*\(|\bFunction\s*\("""
)
"""What a script holds that loads others or makes some of text."""

_ASKS = re.compile(r"\bfetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\.ajax\b|getJSON")
_IMPORT = re.compile(r"""@import\s*(?:url\(\s*)?["']?([^"')\s;]+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Does:
    """What a script, or a style sheet, may do besides."""

    loads: bool = False
    asks: bool = False
    origins: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()


def does(script: str) -> Does:
    """Read what a script may do."""
    loads = bool(_MAKES_SCRIPTS.search(script))
    asks = loads or bool(_ASKS.search(script))
    return Does(loads, asks, tuple(markup.origins_in_script(script)), tuple(markup.handlers_in_script(script)))


@dataclass(frozen=True)
class Served:
    """How files are found by the addresses in a page: ``read`` gives the bytes of a path below the site's root."""

    read: Callable[[str], bytes | None]
    address: str = ""
    """Of the site, where it is known; empty or with a slash at its end."""
    nonce: str = ""
    by_nonce: bool = False
    """The site is opened from a folder."""
    known: Collection[Path] = ()
    """Folders of themes whose scripts we know: they load and ask for nothing that a guide's page lacks."""
    _hashes: dict[str, str] = field(default_factory=dict)
    _read: dict[str, Does] = field(default_factory=dict)

    def hash_of(self, path: str) -> str:
        """Hash a file of the site; empty where there is none."""
        if path not in self._hashes:
            data = self.read(path)
            self._hashes[path] = "" if data is None else digest(data)
        return self._hashes[path]

    def script(self, path: str) -> Does:
        """Read what a script of the site may do; nothing, where it is one of a theme that we know."""
        if path not in self._read:
            data = self.read(path) or b""
            theirs = any(data in _published(folder / path, path) for folder in self.known)
            self._read[path] = Does() if theirs else does(data.decode("utf-8", "replace"))
        return self._read[path]

    def sheet(self, path: str) -> tuple[str, ...]:
        """List the other sites that a style sheet of this one loads from, also by those that it imports."""
        if path not in self._read:
            self._read[path] = Does()  # sheets may import each other in a circle
            text = (self.read(path) or b"").decode("utf-8", "replace")
            inner = [self.path(address, path) for address in _IMPORT.findall(text)]
            further = [origin for one in inner if one for origin in self.sheet(one)]
            self._read[path] = Does(origins=tuple(dict.fromkeys((*markup.origins_in_style(text), *further))))
        return self._read[path].origins

    def path(self, address: str, page: str) -> str | None:
        """Return the path of an address on the site; None where it leads elsewhere. ``page`` is the page's own path."""
        if self.address and address.startswith(self.address):
            return unquote(urlsplit(address.removeprefix(self.address)).path)
        try:
            parts = urlsplit(address)
        except ValueError:  # such as http://[
            return None
        if parts.scheme or parts.netloc:
            return None
        if parts.path.startswith("/"):
            root = urlsplit(self.address).path or "/"
            return unquote(parts.path.removeprefix(root).lstrip("/"))
        return unquote(posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path)))


def _published(file: Path, path: str) -> tuple[bytes, ...]:
    """Give what may be published of a theme's file: as it is there, and ours without comments."""
    if not file.is_file():
        return ()
    whole = file.read_bytes()
    return (whole, shipped.light(whole)) if shipped.is_light(path) else (whole,)


def digest(data: bytes) -> str:
    """Hash what runs, as policies and integrity write it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"
