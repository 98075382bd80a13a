"""What the library has drawn, looked through: elements and attributes of a list, so that no formula does anything else.

What browsers know only in part is written otherwise: MathML Core has no ``menclose``, so that boxes and strokes are
classes, which the style sheet draws.
"""

import re
from html import escape, unescape
from xml.etree import ElementTree as ET

TAGS = frozenset(
    "math semantics annotation mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mmultiscripts mprescripts mtable mtr mtd mphantom mpadded mstyle".split()
)
ATTRIBUTES = frozenset(
    "display encoding stretchy lspace rspace fence separator accent accentunder form minsize maxsize symmetric largeop "
    "movablelimits linethickness displaystyle scriptlevel mathvariant width height depth voffset style class".split()
)
"""Of all these elements; a page's sanitiser checks them once more."""

_IN_TEXT = frozenset({"b", "i", "code", "span"})
_LENGTH = r"-?[\d.]+(?:em|rem|pt|px|ex|%)?"
_DECLARATION = (
    rf"(?:text-align|justify-items):\s*(?:left|right|start|end|center)|padding-(?:left|right|top|bottom):\s*{_LENGTH}"
    rf"|border-(?:top|right|bottom|left):\s*{_LENGTH} (?:solid|dashed) currentcolor|width:\s*{_LENGTH}"
    r"|color:\s*#[0-9A-Fa-f]{6}"
)
STYLE = re.compile(rf"(?:(?:{_DECLARATION});?\s*)*+")
"""Styles that the library writes: where cells stand, lines between them, colours."""

_LINE_ABOVE = re.compile(r"border-top: ([^;]*)")
_VALUE = re.compile(r"[\w#%.+ -]{0,40}")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#39);)[A-Za-z][A-Za-z0-9]*;")
_CLASSES = {"box": "sg-boxed", "updiagonalstrike": "sg-struck-up", "downdiagonalstrike": "sg-struck-down"}


def read(drawn: str) -> ET.Element:
    """Read what the library has drawn."""
    tree = ET.fromstring(_ENTITY.sub(lambda found: unescape(found[0]), drawn))  # noqa: S314  the library's own, bounded
    for table in tree.iter("mtable"):
        _close(table)
    return tree


def _close(table: ET.Element) -> None:
    r"""Take out the row that the library begins behind the last ``\\``; a line above it is one below the last row."""
    rows = table.findall("mtr")
    if len(rows) == 1 or len(rows[-1]) != 1 or len(rows[-1][0]) or rows[-1][0].text:
        return
    table.remove(rows[-1])
    line = _LINE_ABOVE.search(rows[-1][0].get("style", ""))
    if line:
        for cell in rows[-2]:
            cell.set("style", f"{cell.get('style', '')}border-bottom: {line[1]};")


def written(element: ET.Element, source: str) -> str:
    """Write a formula with its source beside it, for programs that copy it."""
    parts: list[str] = []
    for child in element:
        _write(child, parts)
    display = ' display="block"' if element.get("display") == "block" else ""
    source = escape(source, quote=False)
    body = f"<mrow>{''.join(parts)}</mrow>"
    return (
        f"<math{display}><semantics>{body}"
        f'<annotation encoding="application/x-tex">{source}</annotation></semantics></math>'
    )


def _write(element: ET.Element, parts: list[str]) -> None:
    tag, attrs = element.tag, dict(element.attrib)
    if tag == "menclose":
        tag, attrs = "mrow", {"class": " ".join(_CLASSES[n] for n in attrs["notation"].split() if n in _CLASSES)}
    elif "menclose" in attrs.get("class", ""):
        return
    shown = tag in TAGS or tag in _IN_TEXT
    if shown:
        parts.append(f"<{tag}{_attributes(tag, attrs)}>")
    parts.append(escape(element.text or "", quote=False))
    for child in element:
        _write(child, parts)
        parts.append(escape(child.tail or "", quote=False))
    if shown:
        parts.append(f"</{tag}>")


def _attributes(tag: str, attrs: dict[str, str]) -> str:
    if tag in _IN_TEXT:
        return ""
    kept = ((name, value) for name, value in attrs.items() if name in ATTRIBUTES and _holds(name, value))
    return "".join(f' {name}="{escape(value)}"' for name, value in kept)


def _holds(name: str, value: str) -> bool:
    if name == "class":
        return value in {*_CLASSES.values(), "sg-struck-up sg-struck-down"}
    return bool((STYLE if name == "style" else _VALUE).fullmatch(value))
