"""Look into SVG files before they are published: opened by themselves, they are pages that may run scripts."""

import re
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

SIZE_LIMIT = 5_000_000
"""Bytes; a bigger drawing is not looked into, and not published."""

_SVG, _HTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_RUN = {"script", "handler", "listener", "iframe", "object", "embed"}
_CHANGE = {"set", "animate", "animateTransform", "animateMotion"}
_SHOWN = {
    "div", "span", "p", "br", "b", "i", "u", "em", "strong", "sub", "sup", "font", "small", "center", "pre", "code",
    "hr", "ul", "ol", "li", "table", "tbody", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
"""What drawings hold of HTML, for their labels."""

_DATA_IMAGE = re.compile(r"\s*data:image/(png|jpe?g|gif|webp);", re.IGNORECASE)
_LINK = re.compile(r"\s*(https?:|mailto:|#|[^:]*$)", re.IGNORECASE)


def danger(content: bytes) -> str:
    """Say what in the file could run; empty if nothing could."""
    if len(content) > SIZE_LIMIT:
        return f"it is longer than {SIZE_LIMIT:,} bytes"
    # Before parsing: entities can multiply ("billion laughs"), and a style sheet (XSLT) can write scripts.
    if b"<!ENTITY" in content or b"<?xml-stylesheet" in content:
        return "it declares entities or a style sheet"
    try:
        root = ET.fromstring(content.decode("utf-8-sig"))  # noqa: S314  no entities, and expat refuses to expand others
    except (ET.ParseError, ValueError) as error:
        return f"it is not valid UTF-8 XML: {error}"
    if root.tag != f"{{{_SVG}}}svg":
        return "it is no SVG"
    return next((found for element in root.iter() if (found := _fault(element))), "")


def _fault(element: Element) -> str:
    namespace, _, name = str(element.tag).rpartition("}")
    if name in _RUN or (namespace.endswith(_HTML) and name not in _SHOWN):
        return f"it holds a <{name}>"
    # An animation may set an address to `javascript:` after every check.
    if name in _CHANGE and element.get("attributeName", "").rpartition(":")[2].lower() == "href":
        return f"a <{name}> of it changes an address"
    return next((fault for key, value in element.items() if (fault := _attribute_fault(key, value))), "")


def _attribute_fault(key: str, value: str) -> str:
    name = key.rpartition("}")[2].lower()
    if name.startswith("on"):
        return f"it holds a handler, `{name}`"
    if name in {"href", "src"}:
        harmless = _LINK.match(value) or _DATA_IMAGE.match(value)
        return "" if harmless else f"an address in it could run: `{value[:40]}`"
    return ""
