"""Fetch one picture from another site, and see that it is one: by its bytes, whatever its name or its server says."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib import request
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit

from studyguide import __version__
from studyguide.notes import file_kinds, svg
from studyguide.outputs.sources import asking

SIZE = 10_000_000
"""Bytes of a picture; a page with a longer one is no pleasure."""
TRIES = 3
_HEADERS = {"User-Agent": f"studyguide/{__version__} (saves pictures)", "Accept": "image/*,*/*;q=0.1"}


@dataclass(frozen=True)
class Picture:
    """A picture as it is saved, and the ending of its kind."""

    content: bytes
    ending: str


@dataclass(frozen=True)
class Failure:
    """Why there is no picture."""

    reason: str
    inside: str = ""
    """A host that is not of the public net, and was not asked."""
    unreachable: bool = False
    """No server was there: its other pictures need not be asked for."""
    again: bool = False
    wait: float = 0.0


@dataclass(frozen=True)
class Manners:
    """How servers are asked: seconds between questions, seconds to wait, hosts that need not be public."""

    pause: float = 0.2
    timeout: float = 20.0
    allowed: frozenset[str] = frozenset()


def fetch(address: str, manners: Manners) -> Picture | Failure:
    """Ask for a picture, again where that may help."""
    found: Picture | Failure = Failure("it was not asked for")
    for attempt in range(TRIES):
        found = _asked(address, manners.timeout, manners.allowed)
        time.sleep(manners.pause)
        if isinstance(found, Picture) or not found.again:
            break
        if attempt + 1 < TRIES:
            time.sleep(found.wait or manners.pause * 2**attempt)
    return found


def _asked(address: str, timeout: float, allowed: Collection[str]) -> Picture | Failure:
    end = time.monotonic() + asking.DURATION
    try:
        asked = request.Request(_meant(asking.ascii_form(address)), headers=_HEADERS)  # noqa: S310
        with asking.opener(asking.Hops(), allowed).open(asked, timeout=timeout) as response:
            content = asking.content(response, SIZE + 1)
            if time.monotonic() >= end:
                raise TimeoutError  # what was cut off looks like an end
            return _looked_at(content, response)
    except HTTPError as error:
        error.close()
        again = error.code in asking.BUSY
        return Failure(asking.said(error.code), again=again, wait=asking.wait_asked(error.headers))
    except UnicodeError:
        return Failure("its address is none")
    except (OSError, HTTPException) as error:
        told = asking.failed(error)
        inside = told.reason if told.state == "inside" else ""
        return Failure(told.reason, inside, told.unreachable, again=told.again)
    except ValueError as error:
        return Failure(f"its address is none: {error}")


def _meant(address: str) -> str:
    """Ask GitHub for the file itself, as it does where its own pages show such an address."""
    parts = urlsplit(address)
    way = parts.path.split("/", 4)
    is_page = parts.hostname == "github.com" and len(way) > 4 and way[3] == "blob"  # noqa: PLR2004  /owner/name/blob/…
    return urlunsplit(parts._replace(path="/".join((*way[:3], "raw", way[4])))) if is_page else address


def _looked_at(content: bytes, response: HTTPResponse) -> Picture | Failure:
    if len(content) > SIZE:
        return Failure(f"it is longer than {SIZE:,} bytes")
    if response.headers.get_content_type() in {"text/html", "application/xhtml+xml"}:
        return Failure("a web page was there and no picture")
    told = response.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > len(content):
        return Failure("the answer ended early", again=True)
    return _read(content)


def _read(content: bytes) -> Picture | Failure:
    """Tell a picture by its bytes."""
    if ending := file_kinds.picture_ending(content[: file_kinds.SAMPLE]):
        return Picture(content, ending)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Failure("it is no picture of a kind that is published")
    try:
        # Written anew, as drawings are when they are published: others may open the file as it lies there.
        return Picture(svg.rewritten(content).content, file_kinds.DRAWINGS)
    except svg.UnsafeError as error:
        return Failure(f"it is no drawing that can be published: {error}")
