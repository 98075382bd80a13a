"""Addresses as a browser reads them: which ones leave the site, and by what scheme."""

import re

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "sms", "xmpp"})
"""Of links that are published; others could run code, or hand it to a program of the reader's."""

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
