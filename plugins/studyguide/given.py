"""An option as somebody wrote it, with its way through the options; what is wrong with it is collected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from studyguide import examples
from studyguide.problems import SHOWN_LIMIT, shown
from studyguide.suggestions import nearest

LARGEST = 1_000_000
"""No guide has more minutes, questions, days or files; it keeps ``.inf`` out."""
_LONG = 10**30
"""From here on a whole number is not written out: Python refuses to for some."""
_SHOWN_ITEMS = 3
_LISTED = 30
"""Keys that are named where none is near to what was written; there are more rules than anybody reads."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one option, and what would be right."""

    keys: tuple[Any, ...]
    """The way to it from the plugin's name: keys of mappings, numbers in lists; nothing for the options as a whole."""
    said: str
    example: str = ""
    is_unknown: bool = False
    """Its last key is none that can stand there."""

    def __str__(self) -> str:
        more = ". For example" if not self.said.endswith("?") else " For example"
        return f"{self.said}{more} `{self.example}`" if self.example else self.said


class SettingError(ValueError):
    """Options have values that cannot be meant; the message says what would be right, a line for each."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Parts(dict[str, "Given"]):
    """What stands below the known keys of a mapping; the others are as if they were left empty."""

    def __missing__(self, key: str) -> "Given":
        return Given(None)


@dataclass(frozen=True)
class Given:
    """A value that stands somewhere in the options.

    It is read as what it should be. Where it is something else, that becomes a fault and the default is returned, so
    that one look finds all faults. ``None`` is an option left empty.
    """

    value: Any
    keys: tuple[Any, ...] = ()
    name: str = ""
    """The way to it as people write it, ``compare[1].tag``."""
    pattern: str = ""
    """The same for all entries of a list, ``compare[].tag``."""
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, expected: str, hint: str = "") -> None:
        """Note that the value is not what it should be."""
        self._note(f"`{self.name or 'studyguide'}` must be {expected}, not {brief(self.value)}{hint}")

    def needs(self, what: str, *keys: str) -> None:
        """Note that keys are missing, unless a fault is the reason: one of theirs, or a misspelt key in their place."""
        depth = len(self.keys)
        inside = [fault for fault in self.faults if fault.keys[:depth] == self.keys]
        if not any(f.keys == self.keys or f.is_unknown or f.keys[depth] in keys for f in inside):
            self._note(f"`{self.name}` needs {what}")

    def _note(self, said: str) -> None:
        self.faults.append(Fault(self.keys, said, examples.nearest(self.pattern)))

    def text(self, default: str = "") -> str:
        """Read text. Numbers and days are what YAML makes of some; an empty one is an option left empty."""
        value = self.value
        if value is None or value == "":
            return default
        if isinstance(value, bool):
            self.wrong("text", ": in quotes it is text")
        elif isinstance(value, str) and any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value):
            self.wrong("text that a file can hold")
        elif isinstance(value, str | float | date) or (isinstance(value, int) and abs(value) < _LONG):
            return str(value)
        else:
            self.wrong("text")
        return default

    def word(self) -> str:
        """Read text that is not empty."""
        if self.value is None or self.value == "":
            self.wrong("text")
        return self.text()

    def number(self, default: float) -> float:
        """Read a positive number; YAML's ``true`` is none, and neither are its ``.inf`` and ``.nan``."""
        value = self.value
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < LARGEST:
            self.wrong(f"a number above 0 and below {LARGEST:,}")
            return default
        return value

    def count(self, default: int) -> int:
        """Read a whole number from 1; others are rounded."""
        return max(1, round(self.number(default)))

    def flag(self, *, default: bool) -> bool:
        """Read ``true`` or ``false``."""
        if self.value is None or isinstance(self.value, bool):
            return default if self.value is None else self.value
        self.wrong("true or false")
        return default

    def items(self, expected: str = "a list") -> "list[Given]":
        """Read a list."""
        if self.value is None:
            return []
        if not isinstance(self.value, list | tuple):
            self.wrong(expected)
            return []
        return [
            Given(value, (*self.keys, index), f"{self.name}[{index}]", f"{self.pattern}[]", self.faults)
            for index, value in enumerate(self.value)
        ]

    def texts(self, expected: str = "a list") -> tuple[str, ...]:
        """Read a list of texts, none of them empty."""
        return tuple(item.word() for item in self.items(expected))

    def pairs(self, expected: str) -> "list[tuple[str, Given]]":
        """Read a mapping whose keys are any texts."""
        if self.value is not None and not isinstance(self.value, Mapping):
            self.wrong(expected)
        inner = [self._inner(key, item) for key, item in self.value.items()] if isinstance(self.value, Mapping) else []
        return [(replace(item, value=item.keys[-1]).word(), item) for item in inner]

    def mapping(self, known: Sequence[str] = (), expected: str = "") -> Parts:
        """Read a mapping whose keys are the known ones, by default those that have an example."""
        known = known or examples.keys(self.pattern)
        if self.value is not None and not isinstance(self.value, Mapping):
            self.wrong(expected or f"`key: value` lines with {', '.join(known)}")
        parts = Parts()
        for key, value in self.value.items() if isinstance(self.value, Mapping) else ():
            inner = self._inner(key, value)
            if key in known:
                parts[key] = inner
            else:
                self._unknown(inner, key, known)
        return parts

    def _inner(self, key: Any, value: Any) -> "Given":
        word = key if isinstance(key, str) else brief(key)
        quoted = word if word.replace("-", "_").isidentifier() and len(word) <= SHOWN_LIMIT else f"[{brief(key)}]"
        dot = "." if self.name and not quoted.startswith("[") else ""
        pattern = f"{self.pattern}.{word[:SHOWN_LIMIT]}" if self.pattern else word[:SHOWN_LIMIT]
        return Given(value, (*self.keys, key), f"{self.name}{dot}{quoted}", pattern, self.faults)

    def _unknown(self, inner: "Given", key: Any, known: Sequence[str]) -> None:
        word = key if isinstance(key, str) else brief(key)
        close = nearest(word, known, 0.6)
        outer = examples.homes(word)
        if close:
            said, example = f": did you mean `{close}`?", examples.nearest(f"{self.pattern}.{close}".lstrip("."))
        elif outer:
            said, example = f": {_home(outer[0])}", examples.nearest(f"{outer[0]}.{word}".lstrip("."))
        else:
            listed = list(known) if len(known) <= _LISTED else [*known[:_LISTED], f"and {len(known) - _LISTED} more"]
            said, example = f": there are {', '.join(listed)}", ""
        self.faults.append(Fault(inner.keys, f"unknown option `{inner.name}`{said}", example, is_unknown=True))


def _home(outer: str) -> str:
    """Say where a key belongs that stands in another place, as keys do that are indented too little or too much."""
    entry = f"in an entry of `{outer[:-2]}`" if outer.endswith("[]") else f"in `{outer}`"
    return f"it stands {entry}" if outer else "it stands beside the other options, not inside of one"


def brief(value: Any) -> str:
    """Show a value as YAML has it, cut where it is long; what an alias repeats is not walked through."""
    if isinstance(value, Mapping):
        inner = [f"{_scalar(key)}: {_scalar(item)}" for key, item in islice(value.items(), _SHOWN_ITEMS)]
        return f"the mapping {{{_cut(inner, len(value))}}}"
    if isinstance(value, list | tuple):
        return f"the list [{_cut([_scalar(item) for item in value[:_SHOWN_ITEMS]], len(value))}]"
    return _scalar(value)


def _cut(shown_items: list[str], count: int) -> str:
    return ", ".join([*shown_items, "…"] if count > len(shown_items) else shown_items)


def _scalar(value: Any) -> str:
    words = {None: "nothing", True: "true", False: "false"}
    if value is None or isinstance(value, bool):
        return words[value]
    if isinstance(value, str):
        return shown(value[:200])
    if isinstance(value, Mapping | list | tuple):
        return "{…}" if isinstance(value, Mapping) else "[…]"
    if isinstance(value, int) and abs(value) >= _LONG:
        return "a very large number"
    return str(value) if isinstance(value, int | float | date) else f"a {type(value).__name__}"
