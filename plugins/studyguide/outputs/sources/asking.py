"""Ask one server for one page, politely: HEAD first, GET only where the page is needed, and never for long."""

import contextlib
import threading
import time
import weakref
from collections.abc import Collection
from dataclasses import dataclass
from email.message import Message
from errno import ECONNREFUSED, EHOSTUNREACH, ENETDOWN, ENETUNREACH
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import EAI_NONAME, SHUT_RDWR, gaierror, socket
from typing import Any, Literal
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit

from studyguide import __version__
from studyguide.outputs.sources import reach, visible
from studyguide.outputs.sources.reach import NotPublicError

SIZE = 8_000_000
"""Bytes of a page that are read."""
DURATION = 60.0
"""Seconds that an answer may take, however slowly it comes."""
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
REFUSED = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.FORBIDDEN, *GONE}
"""Answers to HEAD that may be different for GET."""
BUSY = {429, 500, 502, 503, 504}
NO_WAY = {ECONNREFUSED, EHOSTUNREACH, ENETDOWN, ENETUNREACH}
FOR_GOOD = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
_HEADERS = {"User-Agent": f"studyguide/{__version__} (checks sources)", "Accept": "text/html,*/*;q=0.5"}
_SAFE = "/%:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Answer:
    """What became of an address; ``moved_to`` is where it leads for good. One that is ``inside`` was not asked."""

    state: Literal["there", "gone", "silent", "inside"]
    reason: str = ""
    text: str = ""
    tag: str = ""
    moved_to: str = ""
    unreachable: bool = False
    """No server was there, as for every address where there is no network."""
    again: bool = False
    """Another try may bring more, after ``wait`` seconds where the server says so."""
    wait: float = 0.0


def ask(address: str, known_tag: str, timeout: float, allowed: Collection[str] = ()) -> Answer:
    """Ask for a page. ``text`` stays empty where its version, ``known_tag``, is the known one.

    Hosts that are not public are asked only if they are ``allowed``.
    """
    try:
        plain = ascii_form(address)
        head = _ask("HEAD", plain, "", timeout, allowed)
        if head.state == "there" and known_tag and head.tag == known_tag:
            return head
        if head.state == "there" or head.reason in {said(code) for code in REFUSED}:
            return _ask("GET", plain, known_tag, timeout, allowed)
    except (UnicodeError, ValueError) as error:
        return Answer("gone", f"no valid address: {error}")
    return head


def _ask(
    method: Literal["HEAD", "GET"], address: str, known_tag: str, timeout: float, allowed: Collection[str]
) -> Answer:
    hops = Hops()
    asked = request.Request(address, headers=_HEADERS, method=method)  # noqa: S310
    end = time.monotonic() + DURATION
    try:
        with opener(hops, allowed).open(asked, timeout=timeout) as response:
            tag = _tag(response.headers)
            moved_to = response.url if hops.codes and hops.codes <= FOR_GOOD else ""
            unneeded = method == "HEAD" or bool(known_tag and tag == known_tag)
            found = b"" if unneeded else content(response)
            if time.monotonic() >= end:
                raise TimeoutError  # what was cut off looks like an end
            if unneeded:
                return Answer("there", tag=tag, moved_to=moved_to)
            text = visible.digest(found, response.headers.get("Content-Type", ""))
            return Answer("there", text=text, tag=tag, moved_to=moved_to)
    except HTTPError as error:
        error.close()
        again = error.code in BUSY
        state: Literal["gone", "silent"] = "gone" if error.code in GONE else "silent"
        return Answer(state, said(error.code), again=again, wait=wait_asked(error.headers))
    except (OSError, HTTPException) as error:
        return failed(error)


def failed(error: Exception) -> Answer:
    """Tell a name that does not exist from a server that does not speak now."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, NotPublicError):
        return Answer("inside", str(cause))
    if isinstance(cause, gaierror):
        unknown = cause.errno == EAI_NONAME
        return Answer("gone" if unknown else "silent", "there is no such server", unreachable=True)
    if isinstance(cause, TimeoutError):
        return Answer("silent", "it took too long", again=True)
    reason = str(cause) or type(cause).__name__
    no_way = getattr(cause, "errno", None) in NO_WAY or reason.startswith("Tunnel connection failed")  # says a proxy
    return Answer("silent", reason, unreachable=no_way, again=not no_way)


def content(response: HTTPResponse, limit: int = SIZE) -> bytes:
    """Read the beginning of an answer, up to ``limit`` bytes."""
    parts, size = [], 0
    while size < limit and (part := response.read1(65_536)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)[:limit]


def said(code: int) -> str:
    """Write the code of an answer with what it means."""
    try:
        return f"{int(code)} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _tag(headers: Message) -> str:
    """Return what names the version of a page; a server that names each answer anew only costs a GET."""
    return str(headers.get("ETag") or headers.get("Last-Modified") or "")


def wait_asked(headers: Message) -> float:
    """Return the seconds for which a server asks to be left alone."""
    asked = str(headers.get("Retry-After") or "")
    return min(float(asked), DURATION) if asked.isdecimal() else 0.0


def ascii_form(address: str) -> str:
    """Write an address as it is sent: names in other scripts in ASCII, what may not stand in a path escaped."""
    parts = urlsplit(address)
    if not parts.hostname:
        raise ValueError("it names no server")
    host = parts.hostname.encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    server = f"{host}:{parts.port}" if parts.port else host
    return urlunsplit((parts.scheme, server, quote(parts.path, safe=_SAFE), quote(parts.query, safe=_SAFE), ""))


class Hops(request.HTTPRedirectHandler):
    """Follows redirects and remembers of which kind they were."""

    def __init__(self) -> None:
        self.codes: set[int] = set()

    def redirect_request(self, req: request.Request, *args: Any) -> request.Request | None:
        """Go on where the answer says, with the same question."""
        self.codes.add(args[1])
        followed = super().redirect_request(req, *args)
        if followed is not None and req.get_method() == "HEAD":
            followed.method = "HEAD"  # the library would ask for the whole page
        return followed


class _Bounded(HTTPConnection):
    """A connection that ends after :data:`DURATION`, also if its server sends a byte at a time and never all.

    ``connect_to`` opens it; without, it is one to a proxy, which the environment names.
    """

    clock: threading.Timer | None = None

    def __init__(self, *args: Any, connect_to: reach.Connect | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        if connect_to is not None:
            self._create_connection = connect_to

    def connect(self) -> None:
        super().connect()
        ending = weakref.ref(self.sock)
        self.clock = threading.Timer(DURATION, lambda: _end(ending()))
        self.clock.daemon = True
        self.clock.start()


class _BoundedTls(_Bounded, HTTPSConnection):
    """The same, encrypted."""


def _end(sock: socket | None) -> None:
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.shutdown(SHUT_RDWR)


class _Http(request.HTTPHandler):
    """Looks at each address before it is asked, those that redirects lead to as well."""

    def __init__(self, allowed: Collection[str]) -> None:
        super().__init__()
        self.allowed = allowed

    def http_open(self, req: request.Request) -> HTTPResponse:
        return self.do_open(_Bounded, req, connect_to=_way(req, self.allowed))


class _Https(request.HTTPSHandler):
    def __init__(self, allowed: Collection[str]) -> None:
        super().__init__()
        self.allowed = allowed

    def https_open(self, req: request.Request) -> HTTPResponse:
        return self.do_open(_BoundedTls, req, connect_to=_way(req, self.allowed))


def _way(req: request.Request, allowed: Collection[str]) -> reach.Connect | None:
    """Return what connects to the server of a request; None where a proxy does that, and the request may be sent."""
    # The first is for HTTP, the second for HTTPS: the library has no other word for it.
    if not req.has_proxy() and not getattr(req, "_tunnel_host", None):
        return reach.connecting(allowed)
    reach.check_behind_proxy(req, allowed)
    return None


def opener(hops: Hops, allowed: Collection[str]) -> request.OpenerDirector:
    """Open the web alone: a redirect must lead neither to a file of this machine nor to FTP."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(), _Http(allowed), _Https(allowed), request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(), request.UnknownHandler(), hops,
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener
