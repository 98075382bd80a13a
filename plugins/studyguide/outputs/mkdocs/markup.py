"""Finds in the HTML of templates what runs, loads or sends: elements, handlers, addresses of other sites."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import chain

# Possessive, and no `<` but in quotes, so that tags and quotes that never end take linear time.
_INSIDE = r"""((?:[^<>"']|"[^"]*"|'[^']*')*+)"""
# By their first letters: most tags of a page are none of these.
_ELEMENT = re.compile(
    r"<(s(?:cript|tyle|ource)|link|i(?:frame|mg|mage)|f(?:rame|orm)|base|object|embed|video|audio|track)\b"
    rf"{_INSIDE}>",
    re.IGNORECASE,
)
_TAG = re.compile(rf"<([a-z][^\s>/]*){_INSIDE}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_ENDS = {tag: re.compile(rf"</{tag}[^>]*>", re.IGNORECASE) for tag in ("script", "style")}
_SCRIPT_TYPES = ("javascript", "ecmascript", "module", "importmap", "speculationrules")
# In small letters, and with what stands before it behind it, so that the search is for a word: much faster on a page.
_HANDLER = re.compile(r"""on(?<=[\s"'/]on)[a-z]+\s*=""")
# All that it finds and some more: a letter that is no ASCII may be a space, or become one that is when it is small.
_MAYBE_HANDLER = re.compile(rb"""on(?<=[\s"'/\x80-\xff]on)[a-z\x80-\xff]+[\s\x80-\xff]*=""")
# In a string of HTML, which may be escaped; what is put together of parts is not followed.
_WRITTEN = re.compile(r"""\son[a-z]+=\\?(["'])([^"'\\`$]+)\\?\1""")
_NAME = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?"
# A name of a machine has a dot, a port, or both: `//# comment` and `//text` are none.
_ORIGIN = re.compile(rf"((?:https?:|wss?:)?//(?=[^/\s:]*[.:]){_NAME})(?![a-z0-9@])", re.IGNORECASE)
_IN_STYLE = re.compile(rf"""(?:url\(|@import)\s*(?:["']|&quot;|&#39;|&#34;)?({_ORIGIN.pattern})""", re.IGNORECASE)
_QUOTED = re.compile(rf"""["'`]({_ORIGIN.pattern})""", re.IGNORECASE)
_NAMESPACES = "//www.w3.org"
"""Names things in scripts that draw; nothing is loaded from there."""


@dataclass(frozen=True)
class Element:
    """An element of a template: where its tag stands, its attributes, what a script or style holds, where that ends."""

    tag: str
    start: int
    end: int
    attributes: Mapping[str, str]
    body: str = ""
    stop: int = 0

    @property
    def kind(self) -> str:
        """The type that it is given."""
        return self.attributes.get("type", "").strip().lower()

    @property
    def runs(self) -> bool:
        """Say whether it is a script that is not just data."""
        names = self.kind and "json" not in self.kind and any(name in self.kind for name in _SCRIPT_TYPES)
        return self.tag == "script" and (not self.kind or bool(names))

    @property
    def is_module(self) -> bool:
        """Say whether it is a script that may import others."""
        return self.kind == "module"

    @property
    def relations(self) -> list[str]:
        """What a link says that it is for."""
        return self.attributes.get("rel", "").lower().split()


def elements(html: str) -> Iterator[Element]:
    """Yield what may run, load or send; what stands inside a script or style is its text."""
    at = 0
    while match := _ELEMENT.search(html, at):
        tag, at, body = match[1].lower(), match.end(), ""
        if end := _ENDS.get(tag):
            close = end.search(html, at)
            body, at = (html[at : close.start()], close.end()) if close else (html[at:], len(html))
        yield Element(tag, match.start(), match.end(), _attributes(match[2]), body, at)


@lru_cache(maxsize=4)
def listed(html: str) -> Sequence[Element]:
    """List :func:`elements`; what templates write on a page is looked at several times."""
    return tuple(elements(html))


@lru_cache(maxsize=1024)  # the tags of templates are those of other pages, and nobody changes what is read of them
def _attributes(text: str) -> Mapping[str, str]:
    return {name.lower(): unescape(value.strip("\"'")) for name, value in reversed(_ATTRIBUTE.findall(text))}


def handlers(html: str, *, but: Iterable[str] = ()) -> Iterator[str]:
    """Yield what attributes like ``onclick`` hold, of all elements ``but`` some."""
    if not _MAYBE_HANDLER.search(_small(html)) or not _HANDLER.search(html.lower()):
        return  # reading every tag of a page takes longer than all else here
    for tag, text in _TAG.findall(_without_bodies(html)):
        if tag.lower() not in but and _HANDLER.search(text.lower()):
            yield from (value for name, value in _attributes(text).items() if name.startswith("on"))


def _without_bodies(html: str) -> str:
    """Leave out what scripts and styles hold."""
    kept, done = [], 0
    for element in elements(html):
        kept.append(html[done : element.end])
        done = element.stop
    return "".join((*kept, html[done:]))


def handlers_in_script(text: str) -> list[str]:
    """List the handlers that a script writes into the page as they stand in its text."""
    probed = ["t"] if "jQuery" in text else []  # jQuery 1 sets such a handler to see whether the browser takes it
    return [*probed, *(found[1] for found in _WRITTEN.findall(text))]


def origins(text: str) -> list[str]:
    """List the sites of the addresses in attributes."""
    return _distinct(_ORIGIN.findall(text))


def origins_in_style(text: str) -> list[str]:
    """List the sites that style sheets load from, wherever styles stand in a text."""
    starts = sorted(chain.from_iterable(_places(_small(text), word) for word in (b"url(", b"@import")))
    return _distinct(found[1] for start in starts if (found := _IN_STYLE.match(text, start)))


def _places(small: bytes, word: bytes) -> Iterator[int]:
    """Yield where a word stands, in characters; looking for two words at once takes much longer."""
    *before, _ = small.split(word)
    at = 0
    for part in before:
        at += len(part.decode("utf-8", "surrogatepass"))
        yield at
        at += len(word)


@lru_cache(maxsize=4)
def _small(text: str) -> bytes:
    """Write the ASCII of a text in small letters: one sign that is none makes that of text take ten times as long."""
    return text.encode("utf-8", "surrogatepass").lower()


def origins_in_script(text: str) -> list[str]:
    """List the sites that a script names at the beginning of a string."""
    return _distinct(found[0] for found in _QUOTED.findall(text) if _NAMESPACES not in found[0])


def _distinct(found: Iterable[str]) -> list[str]:
    """Write each once; an address without a scheme has that of the page, which a policy writes as the bare name."""
    return list(dict.fromkeys(one.lower().removeprefix("//") for one in found))
