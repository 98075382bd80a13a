"""Tags as JSX writes them: ``<TabItem value="x" label={'Y'}>``, ``style={{…}}``, ``className``."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

_NAME = re.compile(r"<(/?)([A-Za-z][\w.-]*+)(?=[\s/>])")
_ATTRIBUTE = re.compile(r"""\s++([A-Za-z_@:#][\w:.@-]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|\{))?+""")
_END = re.compile(r"\s*+(/?)>")
_LITERAL = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|`([^`$]*)`|(\d+))\s*""")
# Docusaurus: `{require('./x.png').default}`, `{useBaseUrl('/x.png')}`.
_CALL = re.compile(r"""\s*(?:require|useBaseUrl)\(\s*["']([^"']*)["']\s*\)(?:\.default)?\s*""")
_LONGEST = 2_000
"""Characters of one expression in braces."""

_TO_HTML = {"classname": "class", "htmlfor": "for", "colspan": "colspan", "rowspan": "rowspan"}


@dataclass(frozen=True)
class Tag:
    """A tag; ``braces`` tells that it is no HTML as it stands. Expressions are left out but for their plain values."""

    name: str
    values: Mapping[str, str]
    closes: bool
    """``</Tabs>``"""
    empty: bool
    """``<Tabs />``"""
    braces: bool
    end: int


def read(source: str, at: int = 0) -> Tag | None:
    """Read the tag that begins at a ``<``; None for what is none."""
    name = _NAME.match(source, at)
    if name is None:
        return None
    values: dict[str, str] = {}
    braces, place = False, name.end()
    while found := _ATTRIBUTE.match(source, place):
        place, written = found.end(), found[2]
        if written == "{":
            braces, end = True, _closing(source, place)
            if end < 0:
                return None
            value, place = _value(source[place:end]), end + 1
        else:
            value = unescape(written[1:-1]) if written else ""
        if value is not None:
            values[found[1]] = value
    ending = _END.match(source, place)
    return Tag(name[2], values, bool(name[1]), bool(ending[1]), braces, ending.end()) if ending else None


def _closing(source: str, start: int) -> int:
    """Find the brace that ends an expression; -1 where none does."""
    depth = 1
    for place in range(start, min(len(source), start + _LONGEST)):
        if source[place] == "{":
            depth += 1
        elif source[place] == "}":
            depth -= 1
            if not depth:
                return place
    return -1


def _value(expression: str) -> str | None:
    """Return what an expression says by itself."""
    if found := _LITERAL.fullmatch(expression):
        return next(value for value in found.groups() if value is not None)
    found = _CALL.fullmatch(expression)
    return found[1] if found else None


def as_html(source: str, meant: Callable[[Tag], "Tag | str"]) -> str:
    """Write the tags of some raw HTML that have braces, or are ``meant`` to be others or text, as HTML has them."""
    return "".join(_pieces(source, meant))


def _pieces(source: str, meant: Callable[[Tag], "Tag | str"]) -> Iterator[str]:
    done, at = 0, source.find("<")
    while at >= 0:
        tag = read(source, at)
        other = meant(tag) if tag else None
        if tag and other is not None and (tag.braces or other is not tag):
            yield source[done:at]
            yield other if isinstance(other, str) else written(other)
            done = tag.end
        at = source.find("<", tag.end if tag else at + 1)
    yield source[done:]


def written(tag: Tag) -> str:
    """Write a tag as HTML."""
    attrs = "".join(f' {_TO_HTML.get(name.lower(), name)}="{escape(value)}"' for name, value in tag.values.items())
    return f"<{'/' * tag.closes}{tag.name}{attrs}{' /' * tag.empty}>"
