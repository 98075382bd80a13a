"""The words of every language, one table each, in the form of i18next (https://www.i18next.com/misc/json-format, v4).

A key is a path through the table, ``section.related``. ``{{name}}`` in a word is filled in. A word that counts has a
form for each plural category of the language (Unicode CLDR): ``minutes_one``, ``minutes_other``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from studyguide.suggestions import nearest

Words = Mapping[str, str]

_FOLDER = Path(__file__).parent / "tables"
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_COUNTED = re.compile(r"(.*)_(zero|one|two|few|many|other)")
ENGLISH = "en"


class WordsError(ValueError):
    """A table of an owner has a word that no page can use; the message says which, and what would be right."""


def placeholders(word: str) -> frozenset[str]:
    """Name what is filled into a word."""
    return frozenset(_PLACEHOLDER.findall(word))


def filled(word: str, values: Mapping[str, str]) -> str:
    """Fill in the values of a word; one that is not given is a mistake of ours."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], word)


def base(key: str) -> tuple[str, str]:
    """Split a key into the word's own and the plural category; the latter is empty for words that count nothing."""
    counted = _COUNTED.fullmatch(key)
    return (counted[1], counted[2]) if counted else (key, "")


@cache
def known() -> tuple[str, ...]:
    """List the languages that there are tables for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@cache
def table(tag: str) -> Words:
    """Read the table of a language that is known."""
    return dict(_flat(json.loads((_FOLDER / f"{tag}.json").read_text("utf-8"))))


def _flat(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def own(path: Path) -> Words:
    """Read an owner's table: any of the words, in the same form.

    Raises:
        WordsError: where it is none, or holds a word that would not be used or not be filled.
    """
    try:
        tree = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        message = f"`words`: {path.name} cannot be read: {error.strerror}"
        raise WordsError(message) from None
    except (ValueError, RecursionError) as error:
        message = f"`words`: {path.name} is not JSON: {error}"
        raise WordsError(message) from None
    if not isinstance(tree, dict):
        message = f'`words`: {path.name} must hold words by their keys, like {{"kinds": {{"glossary": "Word list"}}}}'
        raise WordsError(message)
    found = dict(_flat(tree))
    for key, word in found.items():
        _check(key, word)
    return found


def _check(key: str, word: object) -> None:
    name, category = base(key)
    allowed = _placeholders(name, counted=bool(category))
    if allowed is None:
        close = nearest(key, table(ENGLISH))
        hint = f": did you mean `{close}`?" if close else ": see language/tables/en.json for all"
        message = f"`words`: no page has a word `{key}`{hint}"
        raise WordsError(message)
    if not isinstance(word, str):
        message = f"`words`: `{key}` must be a text, not {word!r}"
        raise WordsError(message)
    if unknown := placeholders(word) - allowed:
        can = ", ".join(f"{{{{{one}}}}}" for one in sorted(allowed)) or "nothing"
        message = f"`words`: `{key}` asks for {{{{{min(unknown)}}}}}, but {can} can be filled in"
        raise WordsError(message)


def _placeholders(name: str, *, counted: bool) -> frozenset[str] | None:
    """Name what can be filled into a word; None where there is no such word, or it does not count."""
    word = table(ENGLISH).get(f"{name}_other" if counted else name)
    return None if word is None else placeholders(word)
