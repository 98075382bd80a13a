"""What builds of one process leave to the next: results of pure functions, by the very values that they were made from.

While somebody writes, a build follows another, and almost all that one makes the next would make again. Values here
never change. So a function's result holds for as long as it is given the same values: texts and numbers that are equal,
and of all else the same objects. Nothing is told by times. Each build forgets what it did not ask for; without a
memory (a single build, and every command) nothing is kept and nothing is looked up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache, wraps
from pathlib import PurePath
from typing import Any, ParamSpec, TypeVar, cast

from studyguide.reuse.laid import Laid

_Value = TypeVar("_Value")
_Given = ParamSpec("_Given")
Asking = Callable[[Callable[[Any], Any]], _Value]
"""Makes something with what it asks."""

_HELD = "_held"
"""Where a value holds what was made of it."""

NAMED = "\0named"
"""Marks what a function was given by name, in a key."""

_PLAIN = frozenset({str, int, bytes, date, type(None)})
"""Types whose values are their own key."""


class The:
    """The very object, as part of a key; it lives as long as the key does, so that no other takes its place."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __reduce__(self) -> tuple[type["The"], tuple[object]]:
        return The, (self.value,)

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, The) and other.value is self.value


@dataclass(frozen=True, eq=False)
class Told:
    """What much is made from, as one value: see :func:`told`."""

    all: tuple[object, ...]


class Made:
    """What was made, and the keys of what was asked for meanwhile: that is kept for as long."""

    __slots__ = ("inside", "value")

    def __init__(self, value: Any, inside: tuple[object, ...]) -> None:
        self.value, self.inside = value, inside

    def __reduce__(self) -> tuple[type["Made"], tuple[Any, tuple[object, ...]]]:
        return Made, (self.value, self.inside)


class Answered:
    """What was made, with what it asked about other values than those that it was made from, and the answers."""

    __slots__ = ("asked", "value")

    def __init__(self, value: Any, asked: Mapping[Any, object]) -> None:
        self.value, self.asked = value, asked

    def __reduce__(self) -> tuple[type["Answered"], tuple[Any, Mapping[Any, object]]]:
        return Answered, (self.value, self.asked)


_ONES: dict[int, The] = {}
"""Of each object that keys of the build name, the one part that all of them share: there are ten times as many keys."""

NOTHING = object()


class Memory:
    """What the last build made, and what the one that runs has made or asked for."""

    def __init__(self, before: Mapping[object, Any] | None = None) -> None:
        self._before: dict[object, Any] = dict(before or {})
        self._now: dict[object, Any] = {}
        self._asked: list[object] | None = None
        self._texts: list[object] | None = None
        self._passing = False
        self._read = len(self._before)
        self.made_anew = 0
        self.is_written = False
        """It is written at the end: what is not read meanwhile is laid together."""

    @contextmanager
    def used(self) -> Iterator[None]:
        """Keep what is made inside for the next time. What a build that failed has made is as good."""
        before = _USED.set(self)
        try:
            yield
        except BaseException:
            self._before |= self._now
            raise
        else:
            self._before = self._now
        finally:
            self._now, self._asked, self._texts = {}, None, None
            _ONES.clear()
            _USED.reset(before)

    @property
    def everything(self) -> Mapping[object, Any]:
        """All that the last build made or asked for, by what it was made from."""
        return self._before

    def is_new(self, share: float) -> bool:
        """Say whether more than a share of it is not what it was begun with."""
        gone = max(self._read - len(self._before), 0)
        return self.made_anew + gone > share * len(self._before)

    def recalled(self, key: object, make: Callable[[], _Value]) -> _Value:
        """Return what was made under a key, in this build or the last, or make it."""
        if self._asked is not None:
            self._asked.append(key)
        found = self._now.get(key, NOTHING)
        if found is NOTHING:
            if (found := self._before.get(key, NOTHING)) is NOTHING:
                one, passing = self.making(make)
                if passing:
                    return cast("_Value", one.value)
                # Whoever asked goes on with what was made, not with what is laid together.
                self._now[key] = self._kept(one)
                self.made_anew += 1
                return cast("_Value", one.value)
            if type(found) is Made:
                self.keep(found.inside)
            self._now[key] = found
        return cast("_Value", _value_of(found))

    def recalled_asking(self, key: object, make: "Asking[_Value]", answered: Callable[[Any], object]) -> _Value:
        """See :func:`recalled_asking`."""
        last: Any = _value_of(self._now.get(key, self._before.get(key, NOTHING)))
        if last is not NOTHING and not all(alike(answered(one), answer) for one, answer in last.asked.items()):
            self._now.pop(key, None)
            self._before.pop(key, None)
        asked: dict[Any, object] = {}

        def ask(question: Any) -> Any:
            if question not in asked:
                outer, self._asked = self._asked, None  # it is asked in each build
                try:
                    asked[question] = answered(question)
                finally:
                    self._asked = outer
            return asked[question]

        return cast("_Value", self.recalled(key, lambda: Answered(make(ask), asked)).value)

    def _kept(self, one: Made) -> object:
        """Return what is kept of what was made: where that is written at the end, as small as it can be."""
        value = Laid.of(one.value) if self.is_written else one.value
        return Made(value, one.inside) if one.inside else value

    def keep(self, keys: Iterable[object]) -> None:
        """Keep what was asked for on the way to what is not made again, should that change the next time."""
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in self._now and (found := self._before.get(key, NOTHING)) is not NOTHING:
                self._now[key] = found
                waiting += getattr(found, "inside", ()) if type(found) in HOLDING else ()

    def making(self, make: Callable[[], Any], texts: list[object] | None = None) -> tuple[Made, bool]:
        """Make something, and say whether it holds for this build alone; then so does what it is a part of.

        ``texts`` are filled with what is read of :func:`read` meanwhile, but for what is recalled.
        """
        around, self._passing = self._passing, False
        asked, self._asked = self._asked, []
        read, self._texts = self._texts, texts
        try:
            value = make()
            return Made(value, tuple(self._asked)), self._passing
        finally:
            self._passing |= around
            self._asked, self._texts = asked, read

    def at(self, key: object) -> Any:
        """Return what is kept under a key, by this build or the last; :data:`NOTHING` where nothing is."""
        if self._asked is not None:
            self._asked.append(key)
        return self._now.get(key, self._before.get(key, NOTHING))

    def before(self, key: object) -> Any:
        """Return what the last build kept under a key."""
        return _value_of(self._before.get(key, NOTHING))

    def put(self, key: object, value: object) -> None:
        """Keep a value under a key."""
        self._now[key] = value

    def asks(self, keys: Iterable[object]) -> None:
        """Take note of what is asked for, in a stage."""
        if self._texts is not None and self._asked is not None:
            self._asked += keys

    def reads(self, value: object) -> None:
        """See :func:`reads`."""
        if self._texts is not None:
            self._texts.append(value)

    def asked_again(self) -> None:
        """Keep all that the last build made, of which this one takes what came of it."""
        self._now = self._before | self._now

    def passing(self) -> None:
        """See :func:`passing`."""
        self._passing = True

    def same(self, value: _Value, key: object) -> _Value:
        """Return the value of this build or the last where it was alike, so that all that was made from it holds."""
        if self._asked is not None:
            self._asked.append(key)
        last = self._now.get(key, self._before.get(key))
        kept = last if last is not None and alike(last, value) else value
        self._now[key] = kept
        return cast("_Value", kept)


HOLDING: set[type] = {Made}
"""Types of values that hold others; :mod:`studyguide.reuse.stages` adds one."""

_USED: ContextVar[Memory | None] = ContextVar("memory", default=None)


def _value_of(found: object) -> object:
    value = found.value if type(found) is Made else found
    return value.again() if type(value) is Laid else value


def kept(function: Callable[_Given, _Value]) -> Callable[_Given, _Value]:
    """Let a memory recall what a function returned. It must be pure, and what it returns must not change."""

    @wraps(function)
    def recalling(*args: _Given.args, **named: _Given.kwargs) -> _Value:
        memory = _USED.get()
        if memory is None:
            return function(*args, **named)
        key = (function, *map(part, args), *((NAMED, name, part(value)) for name, value in named.items()))
        return memory.recalled(key, lambda: function(*args, **named))

    return recalling


def held(function: Callable[_Given, _Value]) -> Callable[_Given, _Value]:
    """Do as :func:`kept`, for what is small and asked for several times in a build.

    Where a build keeps nothing, the first value that the function is given holds what came of it, as long as it lives.
    """
    recalling = kept(function)

    @wraps(function)
    def holding(*args: _Given.args, **named: _Given.kwargs) -> _Value:
        if _USED.get() is not None:
            return recalling(*args, **named)
        # Beside its fields, so it is neither compared nor copied.
        made: dict[object, _Value] = args[0].__dict__.setdefault(_HELD, {})
        key = (function, *map(part, args[1:]), *((name, part(value)) for name, value in named.items()))
        if key not in made:
            made[key] = function(*args, **named)
        return made[key]

    return holding


def recalled(make: Callable[[], _Value], *on: object) -> _Value:
    """Recall what was made from exactly the values ``on``, of which the first says what it is, or make it."""
    memory = _USED.get()
    return make() if memory is None else memory.recalled(tuple(map(part, on)), make)


def recalled_asking(make: "Asking[_Value]", answered: Callable[[Any], object], *on: object) -> _Value:
    """Recall what was made from the values ``on``, for as long as each question of ``make`` has the answer that it had.

    ``make`` is given what asks. Questions are plain values; ``answered`` looks at whatever it needs.
    """
    memory = _USED.get()
    return make(answered) if memory is None else memory.recalled_asking(tuple(map(part, on)), make, answered)


def reads(value: object) -> None:
    """Take note that what a value says is read, beside what names it."""
    if (memory := _USED.get()) is not None:
        memory.reads(value)


def same(value: _Value, *on: object) -> _Value:
    """Return the last build's value of the name ``on`` where this one says the same."""
    memory = _USED.get()
    return value if memory is None else memory.same(value, ("same", *on))


def told(everything: tuple[object, ...], *on: object) -> Told:
    """Return what much is made from as one value, which is the last build's of the name ``on`` where all is equal."""
    return same(Told(everything), *on)


def used() -> Memory | None:
    """Return the memory of the build that runs."""
    return _USED.get()


def remembers() -> bool:
    """Say whether what is made is kept at all: what only tells whether it holds need not be gathered else."""
    return _USED.get() is not None


def is_written() -> bool:
    """Say whether what is made is kept to be written, and need not lie there as it is read."""
    memory = _USED.get()
    return memory is not None and memory.is_written


def passing() -> None:
    """Let what is being made hold for this build alone: it looks at more than the values that it was given."""
    if (memory := _USED.get()) is not None:
        memory.passing()


def changed(value: _Value, **changes: Any) -> _Value:
    """Return a value with changes, which is itself where nothing is, and the same as the last time."""
    if all(getattr(value, name) is change for name, change in changes.items()):
        return value

    def make() -> _Value:
        return cast("_Value", replace(cast("Any", value), **changes))

    return recalled(make, "changed", value, tuple(changes), *changes.values())


def part(value: object) -> object:
    """Return what stands for a value in a key."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple(map(part, cast("tuple[object, ...]", value)))
    # With the type: `True` equals 1, and HTML its text. Of all else, equal values may hold what is not the same.
    if isinstance(value, str | bool | float | frozenset | PurePath):
        return kind, value
    if _USED.get() is None:
        return The(value)
    # It holds the object, of which no other has the number meanwhile.
    return _ONES.get(id(value)) or _ONES.setdefault(id(value), The(value))


def alike(one: Any, other: Any) -> bool:
    """Say whether two values say the same, down to those that are equal only to themselves."""
    if one is other or type(one) is not type(other):
        return one is other
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, Mapping):
        # In the same order, for what is made from them shows it.
        return alike(list(one), list(other)) and all(alike(value, other[key]) for key, value in one.items())
    # Equal ones are alike; others may hold what is equal only to itself.
    if one == other:
        return True
    owner: Any = type(one)
    names = _parts(owner)
    return bool(names) and all(alike(getattr(one, name), getattr(other, name)) for name in names)


@cache
def _parts(owner: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(owner)) if is_dataclass(owner) else tuple(getattr(owner, "PARTS", ()))
