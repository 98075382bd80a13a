"""Write drawings anew before they are published: opened by themselves, they are pages of the site's origin.

The file that came in is never published. What our parser found in it is written again, in ASCII, with the names of
:mod:`studyguide.notes.svg_names` only: no browser can find in it what we did not, whatever encoding it is told.
"""

import base64
import binascii
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from studyguide.markdown.addresses import SCHEMES, scheme
from studyguide.notes import css
from studyguide.notes.svg_copies import Copies
from studyguide.notes.svg_names import (
    ANIMATING,
    ATTRIBUTES,
    DRAWN,
    HTML,
    LABELLED,
    LABELS,
    MATHML,
    PLAIN,
    RUNNING,
    SVG,
    TEXTS,
    XLINK,
    XML,
)

SIZE_LIMIT = 5_000_000
"""Bytes; a bigger drawing is not looked into, and not published."""

DEPTH_LIMIT = 400
"""Elements in each other; browsers draw by recursion."""

INNER_LIMIT = 3
"""Drawings in each other's pictures."""

_UTF_8 = {"", "utf-8", "utf8", "us-ascii", "ascii"}  # ASCII is UTF-8 too: PlantUML says so
_PICTURE = re.compile(
    r"\s*data:image/(?P<kind>png|jpe?g|gif|webp|avif|bmp|svg\+xml)(?:;[\w-]+=[\w-]+)*(?P<base64>;base64)?,(?P<data>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_FREE = re.compile(r"(?:data|aria)-[a-z0-9_.-]+")
"""Names of attributes that only say something of a drawing."""


@dataclass(frozen=True)
class Drawing:
    """A drawing as it is published, and what it would have loaded, which is left out."""

    content: bytes
    left_out: tuple[str, ...] = ()
    drawn: int = 0
    """Elements that a browser draws for it."""


STYLES = "fonts, pictures or rules of its style sheet"
"""Of what a drawing lacks: tools write more of them than a drawing needs."""


class UnsafeError(ValueError):
    """The file is no drawing that can be published; the message says why, after “because”."""


def rewritten(content: bytes, inner: int = 0) -> Drawing:
    """Read a drawing and write it anew.

    Raises:
        UnsafeError: where it is no drawing in UTF-8, or could run something.
    """
    if len(content) > SIZE_LIMIT:
        raise UnsafeError(f"it is longer than {SIZE_LIMIT:,} bytes")
    writer = _Writer(inner)
    try:
        # The encoding is given, not asked for: a browser obeys one that is declared, and may find other characters.
        _parser(writer).Parse(content.decode("utf-8-sig").encode(), True)  # noqa: FBT003
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise UnsafeError(f"it is not valid UTF-8 XML: {error}") from None
    writer.copies.ruled(writer.rules)
    try:
        drawn = writer.copies.total()
    except ValueError as error:
        raise UnsafeError(str(error)) from None
    return Drawing("".join((*writer.out, "\n")).encode("ascii", "xmlcharrefreplace"), tuple(writer.lost), drawn)


def _parser(writer: "_Writer") -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = parser.ordered_attributes = True
    parser.XmlDeclHandler = _declared
    parser.StartDoctypeDeclHandler = _document_type
    parser.SkippedEntityHandler = _entity
    parser.ProcessingInstructionHandler = _instruction
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    return parser


def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "").lower() not in _UTF_8:
        raise UnsafeError(f"it declares the encoding {str(encoding)[:40]}, and only UTF-8 is read")


def _document_type(_name: str, _system: str | None, _public: str | None, inside: int) -> None:
    # Graphviz and others name the type of the document, which is dropped. What is declared inside is another matter:
    # entities can multiply ("billion laughs"), and attributes come to elements that do not show them.
    if inside:
        raise UnsafeError("it declares entities or attributes")


def _entity(name: str, _parameter: int) -> None:
    raise UnsafeError(f"it uses the entity `{name[:40]}`, which is not XML's own")


def _instruction(target: str, _data: str) -> None:
    # Others, such as PlantUML's note of its version, are dropped.
    if target.lower() == "xml-stylesheet":
        raise UnsafeError("it has a style sheet elsewhere, which could write scripts")


@dataclass
class _Open:
    """An element that is being written."""

    namespace: str
    name: str
    texts: bool
    empty: bool = True


@dataclass
class _Writer:
    """Writes what the parser finds, element by element."""

    inner: int
    out: list[str] = field(default_factory=list)
    lost: dict[str, None] = field(default_factory=dict)
    copies: Copies = field(default_factory=Copies)
    stack: list[_Open] = field(default_factory=list)
    skipped: int = 0
    """Elements in each other that are not written; 0 where all are."""
    style: list[str] = field(default_factory=list)
    rules: list[tuple[str, str]] = field(default_factory=list)
    """What style sheets use of the drawing."""

    def start(self, tag: str, attributes: Sequence[str]) -> None:
        namespace, _, name = tag.rpartition("}")
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        _refuse_program(namespace, name, dict(pairs))
        if len(self.stack) + self.skipped >= DEPTH_LIMIT:
            raise UnsafeError(f"more than {DEPTH_LIMIT} elements in it stand in each other")
        if not self.stack and (namespace, name) != (SVG, "svg"):
            raise UnsafeError("it is no SVG")
        if self.skipped or not self._drawn(namespace, name, dict(pairs)):
            self.skipped += 1
            return
        self._open(namespace, name)
        self.copies.start(name, dict(pairs), animates=name in ANIMATING)
        for key, value in pairs:
            self._attribute(key, value)

    def _drawn(self, namespace: str, name: str, attributes: dict[str, str]) -> bool:
        """Say whether an element is written; what editors keep in files of theirs is not drawn anyway."""
        self._lose("a formula in MathML", (namespace, name) == (MATHML, "math"))
        if self.stack and self.stack[-1].name == "style":
            return False
        if name == "style" and attributes.get("type", "text/css").strip().lower() not in {"text/css", ""}:
            return False
        if name in ANIMATING and name != "animateMotion" and attributes.get("attributeName") not in ATTRIBUTES:
            return False
        return (namespace == SVG and name in DRAWN) or (namespace == HTML and name in LABELS)

    def _open(self, namespace: str, name: str) -> None:
        self._fill()
        self.out.append(f"<{name}")
        if not self.stack:
            self.out.append(f' xmlns="{SVG}" xmlns:xlink="{XLINK}"')
        elif namespace != self.stack[-1].namespace:
            self.out.append(f' xmlns="{namespace}"')
        self.stack.append(_Open(namespace, name, namespace == HTML or name in TEXTS))

    def _fill(self) -> None:
        """End the tag of the element around, which is not empty."""
        if self.stack and self.stack[-1].empty:
            self.stack[-1].empty = False
            self.out.append(">")

    def end(self, _tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        if self.stack[-1].name == "style":
            written = css.sheet("".join(self.style))
            self._lose(STYLES, written.lost)
            self.style.clear()
            self.rules += written.uses
            self._fill()
            self.out.append(_escaped(written.text))
        done = self.stack.pop()
        self.copies.end()
        self.out.append("/>" if done.empty else f"</{done.name}>")

    def text(self, data: str) -> None:
        if self.skipped or not self.stack or not self.stack[-1].texts:
            return
        if self.stack[-1].name == "style":
            self.style.append(data)
        else:
            self._fill()
            self.out.append(_escaped(data))

    def _attribute(self, key: str, value: str) -> None:
        element = self.stack[-1]
        space, _, name = key.rpartition("}")
        if name == "href" and space in {"", XLINK}:
            self._write("xlink:href" if space else "href", self._address(element, value))
        elif space == XML and name in {"space", "lang"}:
            self._write(f"xml:{name}", value)
        elif space:
            return  # of editors
        elif (element.namespace, element.name, name) == (HTML, "img", "src"):
            self._write("src", self._picture(value))
        elif name in PLAIN or _FREE.fullmatch(name):
            self._write(name, value)
        elif name in (ATTRIBUTES if element.namespace == SVG else LABELLED):
            self._style(name, value)

    def _style(self, name: str, value: str) -> None:
        written, lost = css.declarations(value)
        self._lose(f"`{_short(value)}`", lost)
        self._write(name, written if written or not lost else None)
        self.copies.styled(name, written, animates=self.stack[-1].name in ANIMATING)

    def _write(self, name: str, value: str | None) -> None:
        if value is not None:
            self.out.append(f' {name}="{value.translate(_VALUE_ESCAPES)}"')

    def _lose(self, what: str, lost: bool = True) -> None:  # noqa: FBT001, FBT002
        if lost:
            self.lost[what] = None

    def _address(self, element: _Open, value: str) -> str | None:
        """Return what is published of an address, or None."""
        _refuse_scheme(value, SCHEMES | {"", "file", *(() if element.name == "a" else ("data",))})
        if element.name == "a":
            return value
        if element.namespace == SVG and value.strip().startswith("#"):
            if element.name not in ANIMATING:  # which change what they name, and draw nothing
                self.copies.used(value)
            return value.strip()
        if element.name in {"image", "feImage"}:
            return self._picture(value)
        _refuse_scheme(value, SCHEMES | {"", "file"})
        self._lose(f"`{_short(value)}`")
        return None

    def _picture(self, value: str) -> str | None:
        """Return the address of a picture that the file itself holds, or None."""
        match = _PICTURE.fullmatch(value)
        if match and match["kind"].lower() == "svg+xml":
            return self._inner(match)
        if (
            match
            and match["base64"]
            and _BASE64.fullmatch(unquoted := unquote_to_bytes(match["data"]).decode("latin-1"))
        ):
            return f"data:image/{match['kind'].lower()};base64,{''.join(unquoted.split())}"
        self._lose(f"`{_short(value)}`")
        return None

    def _inner(self, match: re.Match[str]) -> str:
        """Write a drawing anew that is a picture of this one."""
        if self.inner >= INNER_LIMIT:
            raise UnsafeError(f"more than {INNER_LIMIT} drawings in it stand in each other")
        content = unquote_to_bytes(match["data"])
        try:
            found = rewritten(base64.b64decode(content) if match["base64"] else content, self.inner + 1)
        except binascii.Error as error:
            raise UnsafeError(f"a drawing in it cannot be read: {error}") from None
        self.lost |= dict.fromkeys(found.left_out)
        self.copies.drawn(found.drawn)
        return f"data:image/svg+xml;base64,{base64.b64encode(found.content).decode()}"


def _refuse_program(namespace: str, name: str, attributes: Mapping[str, str]) -> None:
    """Refuse what could run. The lists of what is written know none of it; here its author is told."""
    if name in RUNNING or (namespace == HTML and name not in LABELS):
        raise UnsafeError(f"it holds a <{name[:40]}>")
    if handler := next((key for key in attributes if key.lower().startswith("on")), ""):
        raise UnsafeError(f"it holds a handler, `{handler[:40]}`")
    # It may set an address to `javascript:` after every check.
    if name in ANIMATING and attributes.get("attributeName", "").rpartition(":")[2].lower() == "href":
        raise UnsafeError(f"a <{name}> of it changes an address")


def _refuse_scheme(address: str, allowed: Collection[str]) -> None:
    if scheme(address) not in allowed:
        raise UnsafeError(f"an address in it could run: `{_short(address)}`")


def _short(value: str) -> str:
    return " ".join(value.split())[:40]


_ESCAPES: dict[Any, str] = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE_ESCAPES: dict[Any, str] = _ESCAPES | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
