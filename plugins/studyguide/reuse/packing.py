"""Tokens that can be laid together while nobody reads them: a memory holds those of all sections, and few are read."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from weakref import WeakValueDictionary

from markdown_it.token import Token

from studyguide.reuse import lasting
from studyguide.reuse.memory import reads
from studyguide.reuse.said import says

_Tokens = tuple[Token, ...]
_Class = TypeVar("_Class")


class _Held:
    """The tokens of a section, or what they are packed into; its copies with other tags or parents share them."""

    __slots__ = ("__weakref__", "packed", "tokens")

    def __init__(self, tokens: _Tokens | None, packed: bytes = b"") -> None:
        self.tokens, self.packed = tokens, packed

    def __reduce__(self) -> tuple[type["_Held"], tuple[None, bytes]]:
        return _Held, (None, self.packed or lasting.packed(self.tokens or ()))


_KNOWN: WeakValueDictionary[int, _Held] = WeakValueDictionary()


def packable(name: str) -> Callable[[type[_Class]], type[_Class]]:
    """Let the field of this name of a data class be packed."""

    def changed(owner: type[_Class]) -> type[_Class]:
        setattr(owner, name, _Field(name))
        says(owner, name)
        return owner

    return changed


class _Field:
    """A field for tokens."""

    def __init__(self, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: object | None, owner: type | None = None) -> _Tokens:
        if instance is None:
            raise AttributeError(self._name)  # it has no default
        reads(instance)
        held: _Held = instance.__dict__[self._name]
        if held.tokens is None:
            held.tokens = lasting.unpacked(held.packed)
            _KNOWN[id(held.tokens)] = held
        return held.tokens

    def __set__(self, instance: object, tokens: Sequence[Token]) -> None:
        tokens = tuple(tokens)
        held = _KNOWN.get(id(tokens))
        if held is None or held.tokens is not tokens:
            held = _KNOWN[id(tokens)] = _Held(tokens)
        instance.__dict__[self._name] = held


def pack(value: object, field: str = "tokens") -> None:
    """Lay the tokens of a value together, until they are read again."""
    held: _Held = value.__dict__[f"_{field}"]
    if held.tokens is not None:
        held.packed = held.packed or lasting.packed(held.tokens)
        held.tokens = None
