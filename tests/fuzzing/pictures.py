"""Drawings: what is published must run nothing and ask no other origin, as the parser of a browser reads it.

Chromium reads SVG with libxml2, and shows what stands before a fault; :mod:`lxml` is the same library.
"""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from fuzzing.oracles import hold
from studyguide.notes import svg

_RUNS = {"script", "handler", "listener", "iframe", "object", "embed", "applet", "base", "meta", "link", "form"}
_PROGRAMS = ("javascript:", "vbscript:", "data:text", "data:image/svg", "data:application")
_PICTURES = {"image", "feimage"}
_INNER = "data:image/svg+xml;base64,"
_TO = {"to", "from", "by", "values"}


def check(text: str) -> None:
    """Hold that a drawing that is let through runs nothing. ``\\xNN`` in the text is a byte, half a character too."""
    content = re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), text.encode())
    try:
        drawing = svg.rewritten(content)
    except svg.UnsafeError:
        return
    runs_nothing(drawing.content)
    hold(svg.rewritten(drawing.content).content == drawing.content, "a drawing that changes when it is written again")


def runs_nothing(content: bytes) -> None:
    """Hold that no part of a drawing runs, as libxml2 reads it."""
    parser = etree.XMLParser(recover=True, resolve_entities=True, load_dtd=False, no_network=True)
    root = etree.fromstring(content, parser)
    for element in () if root is None else (root, *root.itersiblings(), *root.itersiblings(preceding=True)):
        for inner in element.iter():
            _check(inner)


def _check(element: Any) -> None:
    if not isinstance(element.tag, str):
        hold("xml-stylesheet" not in str(element), "a style sheet, which may write scripts", element)
        return
    name = etree.QName(element).localname.lower()
    hold(name not in _RUNS, "an element that runs", name)
    for key, value in element.attrib.items():
        local = etree.QName(str(key)).localname.lower()
        hold(not local.startswith("on"), "a handler", key, value)
        if local == "href" and name in _PICTURES and str(value).startswith(_INNER):
            runs_nothing(base64.b64decode(str(value).removeprefix(_INNER)))
        elif local in {"href", "src", "action", "formaction"} or (local in _TO and _changes_address(element)):
            for address in re.sub(r"[\x00-\x20]", "", str(value)).lower().split(";"):
                hold(not address.startswith(_PROGRAMS), "an address that runs", key, value)


def _changes_address(element: Any) -> bool:
    return (element.get("attributeName") or "").strip().rpartition(":")[2].lower() == "href"


def seeds() -> Iterator[str]:
    """Start from the drawings among the hostile notes."""
    for path in sorted((Path(__file__).parents[1] / "hostile").rglob("*.svg")):
        yield path.read_bytes()[:4_000].decode("utf-8", "backslashreplace")
