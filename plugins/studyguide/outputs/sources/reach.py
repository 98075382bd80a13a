"""Which servers may be asked: those that all the world can reach, and those that whoever runs the command allowed.

Notes come from anybody. An address in them, or a redirect of a server that they name, must not reach services of this
machine, of its network, or of its cloud (169.254.169.254), and the report must not tell what is there.
"""

import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request

Connect = Callable[..., socket.socket]

_TRANSLATED = ip_network("64:ff9b::/96")
"""Addresses that a network turns into the IPv4 address in their last bits (RFC 6052)."""

_TRANSLATED_HERE = ip_network("64:ff9b:1::/48")
"""The same, by a network's own rules (RFC 8215)."""


class NotPublicError(OSError):
    """A host is not on the public net; the message is its name alone, for what it leads to is nobody's business."""


def name(host: str) -> str:
    """Write a host as it is compared: in ASCII and small letters, without brackets and the stop of the root."""
    plain = host.strip().strip("[]").lower().rstrip(".")
    try:
        return plain.encode("idna").decode()
    except UnicodeError:
        return plain


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public net, also where it holds an IPv4 address."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _TRANSLATED:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local or ip in _TRANSLATED_HERE:
            return False
    # A multicast address may be global, for Python.
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def connecting(allowed: Collection[str]) -> Connect:
    """Make what opens a connection. It goes to the address that was looked at: a name may lead elsewhere next time."""

    def connect(address: tuple[str, int], *args: Any) -> socket.socket:
        host, port = address
        if name(host) in allowed:
            return socket.create_connection(address, *args)
        error: OSError | None = None
        for found in _addresses(host, port):
            try:
                return socket.create_connection((found, port), *args)
            except OSError as failed:
                error = failed
        raise error or OSError("the name has no address")

    return connect


def check_behind_proxy(req: Request, allowed: Collection[str]) -> None:
    """Refuse what is known not to be public. A name that only the proxy can look up is the proxy's to judge.

    Raises:
        NotPublicError: where the address, or what its name means here, is not public.
    """
    parts = urlsplit(req.full_url)
    if not parts.hostname or name(parts.hostname) in allowed:
        return
    try:
        _addresses(parts.hostname, parts.port or 80)
    except socket.gaierror:
        return


def _addresses(host: str, port: int) -> list[str]:
    """Look a name up, once. One address that is not public is enough to refuse it."""
    found = dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    if not all(map(is_public, found)):
        raise NotPublicError(name(host))
    return list(found)
