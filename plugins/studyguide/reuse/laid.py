"""Plain values laid together while nobody asks for them: texts, words and their counts, which are nobody's key."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from markupsafe import Markup

from studyguide.reuse import lasting

_TEXTS = frozenset({str, Markup, bytes})
_SINGLE = frozenset({int, float, bool, type(None)})
_ROWS = frozenset({tuple, list, frozenset, set})
_TABLES = frozenset({dict, Counter})
_LEAST = 400
"""Bytes that a value takes where it lies; of smaller ones nothing would be gained."""


class Laid:
    """A value laid together."""

    __slots__ = ("packed",)

    def __init__(self, packed: bytes) -> None:
        self.packed = packed

    def __reduce__(self) -> tuple[type["Laid"], tuple[bytes]]:
        return Laid, (self.packed,)

    @classmethod
    def of(cls, value: Any) -> Any:
        """Lay a value together; return the value where it is small, or holds what may be meant as the very object."""
        return cls(lasting.packed(value)) if (_bytes(value) or 0) >= _LEAST else value

    def again(self) -> Any:
        """Make an equal value."""
        return lasting.unpacked(self.packed)


def _bytes(value: Any) -> int | None:
    """Estimate how many bytes a plain value takes; None of one that is not plain."""
    kind = type(value)
    if kind in _TEXTS:
        return 50 + len(value)
    if kind in _SINGLE:
        return 8
    if kind in _ROWS:
        return _sum(value)
    if kind in _TABLES:
        table: Mapping[Any, Any] = value
        return _sum(chain(table, table.values()))
    return None


def _sum(values: Iterable[Any]) -> int | None:
    total = 50
    for value in values:
        if (one := _bytes(value)) is None:
            return None
        total += one
    return total
