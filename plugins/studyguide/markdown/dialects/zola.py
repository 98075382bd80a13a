"""Zola: ``{% name(key="value") %}`` … ``{% end %}`` around text, and ``{{ name(key="value") }}`` by itself."""

import re
from collections.abc import Mapping
from html import unescape

from studyguide.markdown.allowed import KINDS
from studyguide.markdown.dialects.mark import Mark

NAME = "Zola"

_VALUES = r"""\((?P<values>(?:[^()"'{}]|"[^"]{0,500}"|'[^']{0,500}')*+)\)"""
_OPENS = re.compile(rf"\{{%-?[ \t]*(?P<name>\w++){_VALUES}[ \t]*-?%\}}")
_CLOSES = re.compile(r"\{%-?[ \t]*end[ \t]*-?%\}")
_ALONE = re.compile(rf"\{{\{{-?[ \t]*(?P<name>\w++){_VALUES}[ \t]*-?\}}\}}")
_VALUE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s,]+))""")
_FILMS: Mapping[str, str] = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "gist": "",
    "streamable": "https://streamable.com/",
}
_PICTURES = frozenset("image img figure picture resize_image".split())


def read(line: str) -> Mark | None:
    """Read one line."""
    if _CLOSES.fullmatch(line):
        return Mark(NAME, line, "{% end", "close")
    if found := _OPENS.fullmatch(line):
        return _block(line, found["name"], _read(found["values"]))
    found = _ALONE.fullmatch(line)
    return _by_itself(line, found["name"], _read(found["values"])) if found else None


def _read(values: str) -> dict[str, str]:
    return {name: unescape(double or single or bare) for name, double, single, bare in _VALUE.findall(values)}


def _block(line: str, name: str, values: Mapping[str, str]) -> Mark:
    title = values.get("title") or values.get("author") or values.get("header") or ""
    kind = values.get("type", name)
    if name in KINDS or kind in KINDS:
        return Mark(NAME, line, "{% end", "open", "callout", kind if kind in KINDS else name, title)
    if name in {"details", "spoiler", "collapse"}:
        return Mark(NAME, line, "{% end", "open", "callout", "details", title or values.get("summary", ""), "-")
    return Mark(NAME, line, "{% end", "open", "text", f"{{% {name}() %}}")


def _by_itself(line: str, name: str, values: Mapping[str, str]) -> Mark | None:
    if name in _FILMS and (given := values.get("url") or values.get("id")):
        address = given if "://" in given else _FILMS[name] + given
        return Mark(NAME, line, name, "alone", "link", title=address, address=address)
    source = values.get("src") or values.get("path") or values.get("url") or ""
    if name in _PICTURES and source:
        caption = values.get("caption", "")
        body = f"![{_escaped(values.get('alt', ''))}](<{source}>)" + (f"\\\n{caption}" if caption else "")
        return Mark(NAME, line, name, "alone", body=body)
    return None


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def unread(line: str) -> str:
    """Name a line that looks like one of these and is not read; empty for any other."""
    found = _ALONE.fullmatch(line)
    return f"{{{{ {found['name']}() }}}}" if found else ""
