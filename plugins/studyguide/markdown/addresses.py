"""Addresses as a browser reads them: which ones leave the site, and by what scheme."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

from studyguide.options import PictureHosts

OF_TOOL = "tool"
"""Markup of a link whose address stands where a tool reads it, and no other: in a shortcode or a component."""

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "sms", "xmpp"})
"""Of links that are published; others could run code, or hand it to a program of the reader's."""

_PORTS = {"http": 80, "https": 443}
_BLANK = "".join(chr(code) for code in range(33))  # C0 controls and the space
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def _read(address: str) -> str:
    r"""Drop what a browser drops (WHATWG URL, 4.4): blanks around an address, line ends in it; `\` is a slash."""
    return "".join(c for c in address.strip(_BLANK) if c not in "\t\n\r").replace("\\", "/")


def scheme(address: str) -> str:
    """Return the scheme in lower case, or nothing."""
    match = _SCHEME.match(_read(address))
    return match[1].lower() if match else ""


def external(address: str) -> bool:
    """Say whether an address leaves the site: it has a scheme or a host."""
    return _read(address).startswith("//") or bool(scheme(address))


def shown_from(address: str, hosts: PictureHosts) -> str:
    """Write the address of a picture on another site as a page loads it, or nothing where it may not."""
    written = _read(address)
    written = f"https:{written}" if written.startswith("//") else written
    server = _server(written)
    if server is None or "@" in server[1]:
        return ""
    return written if hosts.every or any(_is_meant(name, *server) for name in hosts.names) else ""


def host(address: str) -> str:
    """Name the server of a picture as the option for it does, with its port where that is not the usual one."""
    server = _server(_read(address) if scheme(address) else f"https:{_read(address)}")
    return server[1] if server else ""


def _server(address: str) -> tuple[str, str] | None:
    """Return the scheme and the server of an address of the web as browsers compare them, or None."""
    try:
        parts = urlsplit(address)
        name, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not name:
        return None
    server = name if port in {None, _PORTS[parts.scheme]} else f"{name}:{port}"
    return parts.scheme, f"@{server}" if "@" in parts.netloc else server


def _is_meant(pattern: str, scheme_: str, server: str) -> bool:
    """Say whether a policy that names ``pattern`` lets the server's pictures in."""
    wanted, _, name = pattern.rpartition("://")
    if wanted and wanted not in {scheme_, "http"}:
        return False  # `http` means the same server by https as well
    if name.endswith(":*"):
        name, server = name[:-2], server.partition(":")[0]
    return server.endswith(name[1:]) and server != name[2:] if name.startswith("*.") else server == name


def file_name(address: str) -> str:
    """Return the last part of an address, for people; nothing where it has none."""
    try:
        return posixpath.basename(unquote(urlsplit(address).path))[:80]
    except ValueError:
        return ""
