"""GitBook: blocks in ``{% … %}``, each line of which stands by itself."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from studyguide.markdown.dialects.mark import Mark

_NAME = "GitBook"

# What stands between the braces holds neither of the signs that end it.
_LINE = re.compile(r"\{%-?[ \t]*+(@?[A-Za-z][\w/-]*+)([^{}%]*+(?:%(?!\})[^{}%]*+)*+)-?%\}")
_VALUE = re.compile(r"""([\w-]++)[ \t]*+=[ \t]*+(?:"([^"]*+)"|'([^']*+)')""")

# GitBook's styles, those of its first version too.
_STYLES = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "danger": "danger",
    "tip": "tip",
    "working": "info",
}
_CONTENT = frozenset({"stepper", "step", "columns", "column", "updates", "update", "reusable", "method"})
_LINKS = {"embed": "url", "content-ref": "url", "page-ref": "page", "file": "src"}
_EITHER = frozenset({"embed", "file"})
BLOCKS = frozenset({"hint", "tabs", "tab", "code", *_CONTENT, *_LINKS})


def read(line: str) -> Mark | None:
    """Read one line; None for what is none of GitBook's, or has no equivalent."""
    if not line.startswith("{%") or (found := _LINE.match(line)) is None:
        return None
    name, values = found[1], dict(_values(found[2]))
    closes = name.removeprefix("end")
    if found.end() == len(line):
        if closes != name and closes in BLOCKS:
            return Mark(_NAME, line, closes, "close")
        return _block(line, name, values)
    ending = re.compile(rf"\{{%-?[ \t]*end{re.escape(name)}[ \t]*-?%\}}").search(line, found.end())
    if ending is None or ending.end() != len(line) or (mark := _block(line, name, values)) is None:
        return None
    body = line[found.end() : ending.start()].strip()
    return _in_one_line(mark, body)


def _values(written: str) -> Mapping[str, str]:
    return {name: unescape(double or single) for name, double, single in _VALUE.findall(written)}


def _block(line: str, name: str, values: Mapping[str, str]) -> Mark | None:
    ending = f"{{% end{name} %}}"
    if name == "hint":
        kind = _STYLES.get(values.get("style", "info"), "info")
        return Mark(_NAME, line, name, "open", "callout", kind=kind, ending=ending)
    if name == "tabs":
        return Mark(_NAME, line, name, "open", "tabs", ending=ending)
    if name == "tab":
        return Mark(_NAME, line, name, "open", "tab", title=values.get("title", ""), ending=ending)
    if name == "code":
        return Mark(_NAME, line, name, "open", "code", title=values.get("title", ""), ending=ending)
    if name in _CONTENT:
        return Mark(_NAME, line, name, "open", ending=ending)
    return _link(line, name, values)


def _link(line: str, name: str, values: Mapping[str, str]) -> Mark | None:
    address = values.get(_LINKS.get(name, ""), "")
    if not address:
        return None
    if name == "content-ref":
        # The link stands between the lines, as text that GitHub shows.
        return Mark(_NAME, line, name, "open", address=address, ending="{% endcontent-ref %}")
    text = posixpath.basename(unquote(address)) if name == "file" else address
    return Mark(_NAME, line, name, "either" if name in _EITHER else "alone", "link", title=text, address=address)


def _in_one_line(mark: Mark, body: str) -> Mark | None:
    """Read a block that begins and ends in one line: a hint with its text, a link with its caption."""
    if mark.shape == "link" or (mark.address and not body):
        return replace(mark, role="alone", shape="link", title=body or mark.address)
    return replace(mark, role="alone", body=body) if mark.shape in {"callout", "content"} and body else None


def unread(line: str) -> str:
    """Name the kind of a line that looks like one of these and is not read; empty for any other."""
    found = _LINE.fullmatch(line) if line.startswith("{%") else None
    if found is None or found[1].removeprefix("end") in BLOCKS or found[1] == "highlight":
        return ""
    # Of a pair, its beginning says enough.
    return "" if found[1].startswith("end") else f"{{% {found[1]} %}}"
