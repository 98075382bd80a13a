"""Hugo's shortcodes as they are written: ``{{< name "first" key="value" >}}``, ``{{% name %}}`` … ``{{% /name %}}``."""

import re
from dataclasses import dataclass

SIGNS = ("{{<", "{{%")
LENGTH = 3_000
"""Characters of one shortcode; its end is looked for at every sign."""

_SHORTCODE = re.compile(
    r"""\{\{(?P<sign>[<%])-?\s*+(?P<close>/?)\s*+(?P<name>[A-Za-z][\w./-]*+)
    (?P<values>(?:"(?:[^"\\]|\\.)*+"|`[^`]*+`|(?!\s*+/?-?[>%]\}\})[^"`])*+)
    \s*+(?P<alone>/?)-?[>%]\}\}""",
    re.VERBOSE,
)
_VALUE = re.compile(r"""(?:([A-Za-z][\w-]*)\s*=\s*)?(?:"((?:[^"\\]|\\.)*+)"|`([^`]*+)`|([^\s"`=]++))""")
_ESCAPED = re.compile(r"\{\{([<%])/\*((?:(?!\*/)[^\n]){0,3000}+)\*/([>%])\}\}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Shortcode:
    """One of them: its values by name, in lower case, and those that have none; ``end`` is where it ends."""

    name: str
    named: dict[str, str]
    listed: tuple[str, ...]
    closes: bool
    alone: bool
    end: int

    def value(self, *names: str, at: int | None = None) -> str:
        """Return the first value that stands under one of the names, or else the one at a place in the list."""
        found = next((self.named[name] for name in names if self.named.get(name)), "")
        listed = self.listed[at] if at is not None and at < len(self.listed) else ""
        return " ".join((found or listed).split())


def read(text: str, at: int = 0) -> Shortcode | None:
    """Read the shortcode that begins at a place; None where none does."""
    if text.find("}}", at, at + LENGTH) < 0:
        return None
    found = _SHORTCODE.match(text, at, at + LENGTH)
    if found is None:
        return None
    named, listed = {}, []
    for name, quoted, raw, bare in _VALUE.findall(found["values"]):
        value = _ESCAPE.sub(r"\1", quoted) or raw or bare
        if name:
            named[name.lower()] = value
        else:
            listed.append(value)
    # Hextra's own stand in a folder that is called as it.
    name = found["name"].removesuffix(".html").removesuffix(".inline").lower().removeprefix("hextra/")
    return Shortcode(name, named, tuple(listed), bool(found["close"]), bool(found["alone"]), found.end())


def is_escaped(text: str, at: int) -> re.Match[str] | None:
    """Match ``{{</* name */>}}``, by which Hugo's own documentation shows a shortcode."""
    return _ESCAPED.match(text, at)


def shown(text: str) -> str:
    """Write escaped shortcodes as readers are to see them."""
    return _ESCAPED.sub(r"{{\1\2\3}}", text) if "/*" in text else text
