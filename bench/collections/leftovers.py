"""Markup of any dialect that a reader sees as text."""

import re
from collections import Counter
from collections.abc import Iterable

KINDS = {
    "[[link]]": re.compile(r"\[\[[^\[\]\n]+\]\]"),
    "> [!callout]": re.compile(r"^\s*\[!\w+\]", re.MULTILINE),
    "^block": re.compile(r"(?:^|\s)\^[a-z0-9][a-z0-9-]{2,}\s*$", re.MULTILINE),
    "{% tag %}": re.compile(r"\{%[^%\n]*%\}"),
    "{{< code >}}": re.compile(r"\{\{[<%].*?[>%]\}\}"),
    "{{query}}": re.compile(r"\{\{(?:query|embed|video|renderer)\b"),
    "::: fence": re.compile(r"^\s*:::", re.MULTILINE),
    "{role}": re.compile(r"\{(?:term|ref|doc|numref|eq|cite)[a-z:]*\}"),
    "((block))": re.compile(r"\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)"),
    "key:: value": re.compile(r"^\s*(?:id|collapsed|title|tags|alias|type)::", re.MULTILINE),
    "#+BEGIN": re.compile(r"^\s*#\+(?:BEGIN|END)_\w+", re.MULTILINE | re.IGNORECASE),
    "import … from": re.compile(r"^\s*import\s.+\sfrom\s+['\"]", re.MULTILINE),
    "<Tag>": re.compile(r"</?[A-Z][A-Za-z]+(?:\s[^<>\n]*)?>"),
    "{/* … */}": re.compile(r"\{/\*.*?\*/\}", re.DOTALL),
    ":emoji:": re.compile(r"(?:^|\s):[a-z][a-z0-9_+-]{2,}:(?:\s|$)", re.MULTILINE),
    "$maths$": re.compile(
        r"\$\$.+?\$\$|\\\(.+?\\\)|\\\[.+?\\\]|(?<![\w$])\$[^\s$][^$\n]*[\\_^{][^$\n]*[^\s$]\$(?!\d)", re.DOTALL
    ),
    "==mark==": re.compile(r"(?<!=)==\w[^=\n]*==(?!=)"),
    "%%comment%%": re.compile(r"%%.+?%%", re.DOTALL),
    "**bold**": re.compile(r"(?<![\w*])\*\*\w[^*\n]*\w\*\*(?![\w*])"),
    "[text](address)": re.compile(r"\[[^\[\]\n]+\]\([^()\s]+\)"),
    "| table |": re.compile(r"^\s*\|.+\|\s*\n\s*\|[-: |]+\|", re.MULTILINE),
}


def count(prose: Iterable[str]) -> Counter[str]:
    """Count what is left, by kind, in the text of a page outside of code."""
    text = "".join(prose)
    return Counter({kind: number for kind, pattern in KINDS.items() if (number := len(pattern.findall(text)))})
