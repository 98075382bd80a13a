"""Fields that hold what a value says, beside what it is called and where it stands; that they are read is noted.

After most edits only such fields are other than they were: :mod:`studyguide.reuse.stages` asks who has read them.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any, TypeVar

from studyguide.reuse.memory import reads

_Class = TypeVar("_Class")
_SAID: dict[type, frozenset[str]] = {}


def saying(*names: str, of: Callable[[Any], object] | None = None) -> Callable[[type[_Class]], type[_Class]]:
    """Let it be noted where fields of these names of a data class are read; ``of`` gives the value that says it."""

    def changed(owner: type[_Class]) -> type[_Class]:
        for name in names:
            setattr(owner, name, _Field(name, of))
        if of is None:
            says(owner, *names)
        return owner

    return changed


def says(owner: type, *names: str) -> None:
    """Take note of fields that say something, whose reading is noted by themselves."""
    _SAID[owner] = frozenset(names)


def but_said(value: Any) -> tuple[object, ...]:
    """Tell of a value all but what it says, and of the values that it holds in rows."""
    own = (getattr(value, name) for name in _others(type(value)))
    return tuple(tuple(map(but_said, one)) if _is_row(one) else one for one in own)


def with_parts(value: Any) -> Iterator[Any]:
    """Yield a value, and those that it holds in rows, which say something by themselves."""
    yield value
    for name in _others(type(value)):
        if _is_row(row := getattr(value, name)):
            for part in row:
                yield from with_parts(part)


def _others(owner: type) -> Iterator[str]:
    said = _SAID.get(owner, frozenset())
    return (field.name for field in fields(owner) if field.name not in said)


def _is_row(value: object) -> bool:
    return type(value) is tuple and bool(value) and type(value[0]) in _SAID


class _Field:
    """A field of which it is noted that it is read."""

    def __init__(self, name: str, of: Callable[[Any], object] | None) -> None:
        self._name, self._of = f"_{name}", of

    def __get__(self, instance: object | None, owner: type | None = None) -> Any:
        if instance is None:
            raise AttributeError(self._name)  # it has no default
        reads(instance if self._of is None else self._of(instance))
        return instance.__dict__[self._name]

    def __set__(self, instance: object, value: object) -> None:
        instance.__dict__[self._name] = value
