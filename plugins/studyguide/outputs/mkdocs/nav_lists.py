"""A navigation as it stands in the host's configuration: paths, titles with a path, and titles with a list."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Item = Any
"""`"a.md"`, `{"Title": "a.md"}` or `{"Title": [Item, …]}`; what else an owner wrote is left as it is."""


def parts(item: Item) -> tuple[str | None, Any]:
    """Split an entry into its title and what stands under it."""
    return next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else (None, item)


def entry(title: str | None, value: Any) -> Item:
    """Make an entry of both."""
    return value if title is None else {title: value}


def paths(items: list[Item]) -> Iterator[str]:
    """List all paths, at every depth."""
    for item in items:
        _, value = parts(item)
        if isinstance(value, list):
            yield from paths(value)
        elif isinstance(value, str):
            yield value


def mapped(items: list[Item], step: Callable[[str | None, str, int], list[Item]], depth: int = 0) -> list[Item]:
    """Put in the place of each path what ``step`` makes of its title, itself and its depth."""
    result: list[Item] = []
    for item in items:
        title, value = parts(item)
        if isinstance(value, list):
            result.append(entry(title, mapped(value, step, depth + 1)))
        elif isinstance(value, str):
            result += step(title, value, depth)
        else:
            result.append(item)
    return result


def renamed(items: list[Item], known: Mapping[str, str]) -> list[Item]:
    """Write other paths in place of those that are known; others go, and lists that are empty then."""
    result: list[Item] = []
    for item in items:
        title, value = parts(item)
        if isinstance(value, list):
            inner = renamed(value, known)
            result += [entry(title, inner)] if inner else []
        elif value in known:
            result.append(entry(title, known[value]))
    return result


def head(item: Item) -> str:
    """Return the page that stands for a list: its first entry, if that has no title of its own; else nothing."""
    _, value = parts(item)
    return value[0] if isinstance(value, list) and value and isinstance(value[0], str) else ""


def around(items: list[Item], path: str) -> Item | None:
    """Find the list that a page heads, or the entry of a page that heads none."""
    for item in items:
        _, value = parts(item)
        if value == path or head(item) == path:
            return item
        if isinstance(value, list) and (found := around(value, path)) is not None:
            return found
    return None
