"""AWS's API reference as botocore carries it: each page as the lines that a note can rest on.

A page is what the reference prints at one address: an operation with its parameters, or a data type with its members.
Its lines are the sentences that state a fact, the limits, the values of an enumeration and the names of the members.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

VALUE = "value: "
"""Begins the line of a value of an enumeration."""
OVERVIEW = "(overview)"
"""The page of a service's own description."""
SCALARS = {"string", "integer", "long", "float", "double", "boolean", "timestamp", "blob"}
NUMBERS = {"integer", "long", "float", "double"}
FACT = re.compile(
    r"\d|\b(always|at least|at most|can't|cannot|default|deprecated|discontinued?|except|immutable|irreversible|limit|"
    r"max(imum)?|min(imum)?|must|never|new customers|no longer|not|only|permanent(ly)?|required?|supports?|up to|valid"
    r")\b",
    re.IGNORECASE,
)
"""What makes a sentence worth watching: a number, or a word that includes or excludes."""
_ASIDE = re.compile(
    r"(for (more )?(information|details)|to learn|see|required permissions|the following (example|code))\b",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"</?(?:p|li|[uod]l|d[td]|note|important|br|table|t[rdh]|div|h\d)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_END = re.compile(r"(?<=[.!?;])(?<!\b[ei]\.[ge]\.)\s+(?=[A-Z0-9“\"(`])")

Page = Mapping[str, tuple[str, ...]]
"""The lines of a page by the path of what they describe: ``CreateFunction.Timeout``."""


@dataclass(frozen=True)
class Service:
    """One service at one release; ``name`` is botocore's, ``names`` are those that AWS gives it."""

    name: str
    title: str
    names: frozenset[str]
    model: Mapping[str, Any]

    @property
    def operations(self) -> frozenset[str]:
        """The names of the pages that are operations."""
        return frozenset(self.model.get("operations", {}))

    @cached_property
    def overview(self) -> tuple[str, ...]:
        """All sentences of the description."""
        return tuple(sentences(str(self.model.get("documentation") or "")))

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page that holds a line."""
        operations, shapes = self.model.get("operations", {}), self.model.get("shapes", {})
        made: dict[str, Page] = {OVERVIEW: {"": facts(str(self.model.get("documentation") or ""))}}
        parts = {op[end]["shape"] for op in operations.values() for end in ("input", "output") if end in op}
        for name, shape in shapes.items():
            if shape.get("type") == "structure" and name not in parts and not shape.get("exception"):
                made[name] = dict(_type(name, shape, shapes))
        for name, operation in operations.items():
            made[name] = dict(_operation(name, operation, shapes))
        return made

    def introduction(self, page: str, path: str) -> str:
        """Return the first sentence on something of a page, whether or not it states a fact."""
        operations, shapes = self.model.get("operations", {}), self.model.get("shapes", {})
        if path == page:
            node = operations.get(page) or shapes.get(page, {})
        else:
            ends = [operations.get(page, {}).get(end, {}).get("shape") for end in ("input", "output")]
            member = path.removeprefix(f"{page}.")
            owners = [shapes.get(owner, {}).get("members", {}) for owner in (*ends, page) if owner]
            node = next((members[member] for members in owners if member in members), {})
        return next(iter(sentences(str(node.get("documentation") or ""))), "")


def parse(name: str, raw: bytes) -> Service:
    """Read a ``service-2.json``, compressed or not."""
    model = json.loads(gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw)
    metadata = model.get("metadata", {})
    keys = ("serviceFullName", "serviceAbbreviation", "serviceId")
    names = [*(str(metadata[key]) for key in keys if key in metadata), name]
    return Service(name, names[0], frozenset(names), model)


def _operation(
    name: str, operation: Mapping[str, Any], shapes: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield name, facts(str(operation.get("documentation") or ""))
    for end in ("output", "input"):
        if end in operation:
            yield from _members(name, shapes.get(operation[end]["shape"], {}), shapes)


def _type(name: str, shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield name, facts(str(shape.get("documentation") or ""))
    yield from _members(name, shape, shapes)


def _members(owner: str, shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for member, reference in shape.get("members", {}).items():
        found = [*facts(str(reference.get("documentation") or "")), *_constraints(reference["shape"], shapes)]
        yield f"{owner}.{member}", tuple(found)


def _constraints(name: str, shapes: Mapping[str, Any]) -> Iterator[str]:
    """List what a type that has no page of its own allows, with that of its entries."""
    shape = shapes.get(name, {})
    kind = shape.get("type")
    if kind in SCALARS:
        yield from facts(str(shape.get("documentation") or ""))
    if kind in SCALARS or kind in {"list", "map"}:
        noun = "" if kind in NUMBERS else "length " if kind in SCALARS else "entries "
        yield from (f"{noun}{bound}: {shape[bound]:,}" for bound in ("min", "max") if bound in shape)
        yield from (f"{VALUE}{value}" for value in sorted(shape.get("enum", ())))
    if kind == "list" and shape["member"]["shape"] != name:
        yield from _constraints(shape["member"]["shape"], shapes)


def facts(documentation: str) -> tuple[str, ...]:
    """Return the sentences of a documentation text that state a fact."""
    return tuple(s for s in sentences(documentation) if FACT.search(s) and not _ASIDE.match(s))


def sentences(documentation: str) -> Iterator[str]:
    """Cut a documentation text into sentences without markup; a block ends a sentence."""
    for block in _BLOCK.split(documentation.replace("\n", " ")):
        for sentence in _END.split(" ".join(unescape(_TAG.sub("", block)).split())):
            if sentence.strip(" .:;-"):
                yield sentence
