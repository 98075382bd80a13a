"""Attribute lists as Pandoc and its kin write them: ``{#id .class key="value"}``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_PART = re.compile(r"""([#.])([\w:./-]++)|([\w:-]++)[ \t]*+=[ \t]*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'{}]++))|(\S++)""")
_SHORT = 500
"""Characters of a list; a longer one is text."""


@dataclass(frozen=True)
class Values:
    """What a list says; ``bare`` are words that are no attribute, such as ``open``."""

    id: str = ""
    classes: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    bare: tuple[str, ...] = ()


NONE = Values()


def read(inside: str) -> Values:
    """Read what stands between the braces."""
    found = _PART.findall(inside[:_SHORT])
    return Values(
        id=next((name for mark, name, *_ in found if mark == "#"), ""),
        classes=tuple(name for mark, name, *_ in found if mark == "."),
        named={key: double or single or plain for _, _, key, double, single, plain, _ in found if key},
        bare=tuple(word for *_, word in found if word),
    )


def off_end(text: str) -> tuple[str, Values]:
    """Take a list off the end of a text; text in braces that is none stays."""
    start = text.rfind("{")
    if start < 0 or not text.endswith("}") or len(text) - start > _SHORT:
        return text, NONE
    values = read(text[start + 1 : -1])
    if (values.bare and values.bare != ("open",)) or values == NONE:
        return text, NONE
    return text[:start].rstrip(), values
