"""Stages of a build that are recalled as wholes: after an edit of a sentence, nearly all are what they were.

A stage makes something of sections, mostly of all, and of terms and questions. Recalled piece by piece, each build asks
for each piece, to find that none has changed. So a stage is kept with what it asked for. What its sections are called
and where they stand is one value, that of the last build where it is equal. Of those that only say something else
(:mod:`studyguide.reuse.said`), all that the stage asked :func:`~studyguide.reuse.memory.kept` functions is asked again:
where the answers are what they were, so is the stage. One that read such a text by itself is made again. So a stage may
look at nothing else: neither at values beside its sections and what it is given ``on``, nor at what another stage has
looked up in their texts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from operator import is_
from typing import Any, TypeVar, cast

from studyguide.reuse import memory as memories
from studyguide.reuse.memory import HOLDING, NAMED, NOTHING, Memory, The, alike, part
from studyguide.reuse.said import but_said, with_parts

_Value = TypeVar("_Value")


_Places = Mapping[int, Sequence[int]]


class Many(tuple[Any, ...]):
    """What was made of many values, as one: in a key it is the very object."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class _Row:
    """What was made of each of many values, and what for each was asked for and read of ``sections``."""

    on: tuple[object, ...]
    of: tuple[object, ...]
    made: Many
    asked: tuple[tuple[object, ...], ...]
    sections: tuple[object, ...] = ()
    read: tuple[tuple[object, ...], ...] = ()
    places: dict[int, "_Places"] = field(default_factory=dict)
    """For rows of ``asked``, told by which objects they are, where they name what: see :func:`_places`."""

    def __getstate__(self) -> dict[str, object]:
        """Write it without what holds in this process alone."""
        return {**self.__dict__, "places": {}}

    @property
    def inside(self) -> Iterable[object]:
        return chain.from_iterable(self.asked)


_NONE = _Row((), (), Many(), ())
HOLDING.add(_Row)


def mapped(make: Callable[[Any], _Value], of: Iterable[Any], name: str, *on: object) -> Sequence[_Value]:
    """Make something of each of many values, and of those made before only what is made from other values than then.

    It is a pure function of each value and of ``on``. What comes of it is one value, the last build's where nothing in
    it says anything else.
    """
    memory = memories.used()
    return tuple(map(make, of)) if memory is None else _Stage(memory, name, tuple(map(part, on))).row(make, tuple(of))


def staged(
    make: Callable[[Any], _Value], of: Iterable[Any], name: str, sections: Sequence[Any], *on: object
) -> Sequence[_Value]:
    """Make something of each value as :func:`mapped`, and of ``sections``, as the texts of these are asked for.

    Stages of the same sections share what comes before a colon in their names.
    """
    memory = memories.used()
    if memory is None:
        return tuple(map(make, of))
    around = but_text(sections, f"around {name.partition(':')[0]}")
    return _Stage(memory, name, (The(around), *map(part, on)), tuple(sections)).row(make, tuple(of))


def stage(make: Callable[[], _Value], name: str, sections: Sequence[Any], *on: object) -> _Value:
    """Make one thing of ``sections`` and of ``on``."""
    return staged(lambda _: make(), (None,), name, sections, *on)[0]


def but_text(sections: Iterable[Any], name: str) -> Sequence[object]:
    """Tell of sections all but their text, as one value."""
    return mapped(but_said, sections, name)


class _Stage:
    """The work on a stage; ``sections`` are those of which only the text may be other than for the last build."""

    def __init__(self, memory: Memory, name: str, on: tuple[object, ...], sections: tuple[object, ...] = ()) -> None:
        self._memory, self._on, self._sections = memory, on, sections
        self._key = ("stage", name)
        self._answers: dict[object, object] = {}
        found = memory.at(self._key)
        self._last: _Row = found if type(found) is _Row else _NONE
        self._places = dict(self._last.places)
        self._holds = self._last.on == on
        self._edited: Mapping[int, object] = {}
        if self._holds:
            pairs = zip(self._last.sections, sections, strict=True)
            self._edited = dict(chain.from_iterable(_parted(*pair) for pair in pairs if pair[0] is not pair[1]))

    def row(self, make: Callable[[Any], Any], of: tuple[object, ...]) -> Many:
        last = self._last
        if self._holds and not self._edited and _are_same(last.of, of):
            self._memory.keep([self._key])
            self._tell(last)
            return last.made
        places = {id(one): place for place, one in enumerate(last.of)}
        made, asked, read = list[Any](), list[tuple[object, ...]](), list[tuple[object, ...]]()
        passing, met = False, dict[int, int]()
        for number, one in enumerate(of):
            first = met.setdefault(id(one), number)
            if first != number:
                made.append(made[first])
                asked.append(asked[first])
                read.append(read[first])
                continue
            place = places.get(id(one))
            keys = self._still(place) if self._holds and place is not None else None
            if place is not None and keys is not None:
                made.append(last.made[place])
                asked.append(keys)
                read.append(last.read[place])
                continue
            texts: list[object] = []
            new, passes = self._memory.making(partial(make, one), texts)
            before = last.made[place] if place is not None else _at(last.made, number, of)
            made.append(before if before is not NOTHING and alike(before, new.value) else new.value)
            asked.append(new.inside)
            read.append(tuple(dict.fromkeys(map(The, texts))) if self._sections else ())
            self._memory.made_anew += 1
            passing |= passes
        many = last.made if _are_same(last.made, made) else Many(made)
        if passing:
            self._memory.passing()
        else:
            named = {id(keys): self._places[id(keys)] for keys in asked if id(keys) in self._places}
            row = _Row(self._on, of, many, tuple(asked), self._sections, tuple(read), named)
            self._memory.put(self._key, row)
            self._tell(row)
        return many

    def _tell(self, row: _Row) -> None:
        """Let the stage that this one is a part of know what it depends on."""
        for texts in row.read:
            for one in texts:
                self._memory.reads(cast("The", one).value)
        self._memory.asks(row.inside)

    def _still(self, place: int) -> tuple[object, ...] | None:
        """Return what was asked for what was made at a place, as it is asked now; None if the answers are others."""
        keys, edited = self._last.asked[place], self._edited
        if edited:
            if any(id(one.value) in edited for one in cast("Iterable[The]", self._last.read[place])):
                return None
            renewed = self._renewed_keys(keys)
            if renewed is None:
                return None
            keys = renewed
        self._memory.keep(keys)
        return keys

    def _renewed_keys(self, keys: tuple[object, ...]) -> tuple[object, ...] | None:
        """Ask again what was asked of edited values, of few of many keys; nothing where an answer is another."""
        places = self._places.get(id(keys))
        if places is None:
            places = self._places[id(keys)] = _places(enumerate(keys))
        touched = {at for one in self._edited.keys() & places.keys() for at in places[one]}
        if not touched:
            return keys
        renewed = {at: self._asked_again(keys[at]) for at in touched}
        if any(key is NOTHING for key in renewed.values()):
            return None
        now = tuple(renewed.get(at, key) for at, key in enumerate(keys))
        # What keys named that are gone may stay: they are looked at once more, and name nothing that was edited.
        self._places[id(now)] = {**places, **_places(renewed.items(), places)}
        return now

    def _asked_again(self, key: object) -> object:
        """Ask again what was asked, and return by which key; nothing where the answer is another."""
        if not isinstance(key, tuple) or not self._names_edited(key):
            return key
        if (known := self._answers.get(key)) is None:
            known = self._answers[key] = self._answered(key)
        return known

    def _answered(self, key: tuple[object, ...]) -> object:
        before, function = self._memory.before(key), key[0]
        if before is NOTHING or not callable(function) or NAMED in map(_first, key):
            return NOTHING
        renewed = cast("tuple[object, ...]", self._renewed(key))
        ask = partial(cast("Callable[..., object]", function), *map(_value, renewed[1:]))
        return renewed if alike(before, self._memory.recalled(renewed, ask)) else NOTHING

    def _names_edited(self, key: tuple[object, ...]) -> bool:
        edited = self._edited
        for one in key:
            kind = type(one)
            if (kind is The and id(cast("The", one).value) in edited) or (
                kind is tuple and self._names_edited(cast("tuple[object, ...]", one))
            ):
                return True
        return False

    def _renewed(self, key: object) -> object:
        if isinstance(key, tuple):
            return tuple(map(self._renewed, key))
        return The(self._edited.get(id(key.value), key.value)) if isinstance(key, The) else key


def _places(keys: Iterable[tuple[int, object]], known: "_Places" = {}) -> "_Places":  # noqa: B006  it is not changed
    """Map what keys name, by what tells it from all others, to the numbers of the keys, beside those ``known``."""
    found: dict[int, list[int]] = {}
    for at, key in keys:
        for one in _named(key):
            if one not in found:
                found[one] = [*known.get(one, ())]
            found[one].append(at)
    return found


def _named(key: object) -> Iterator[int]:
    if isinstance(key, tuple):
        for one in key:
            yield from _named(one)
    elif type(key) is The:
        yield id(key.value)


def _parted(before: object, now: object) -> Iterable[tuple[int, object]]:
    """Name what two values hold of which one is the other's successor, by what tells the first from all others."""
    pairs = zip(with_parts(before), with_parts(now), strict=True)
    return [(id(one), other) for one, other in pairs if one is not other]


def _at(made: Sequence[object], number: int, of: Sequence[object]) -> object:
    """Return what was made in the same place, if there were as many."""
    return made[number] if len(made) == len(of) else NOTHING


def _are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


def _first(one: object) -> object:
    return one[0] if isinstance(one, tuple) and one else None


def _value(one: object) -> object:
    """Return what a part of a key stands for."""
    if isinstance(one, The):
        return one.value
    if isinstance(one, tuple):
        # With the type stands a value that equals others; of a tuple that was given, a type would be the very object.
        return one[1] if one and isinstance(one[0], type) else tuple(map(_value, one))
    return one
