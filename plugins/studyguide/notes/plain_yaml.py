"""YAML as nearly all metadata is written, read line by line: `key: words`, `key: [a, b]`, quoted words, a level below.

The library reads sign by sign, which took a twentieth of a build. Whatever is not as plain as this is left to it:
:mod:`studyguide.notes.yaml_text`, which says of these texts the very same.
"""

import re
from collections.abc import Callable, Iterator

_PRINTED = re.compile("[\n\x20-\x7e\xa1-\u1fff\u2010-\u2027\u2030-\u205e\u3040-\ud7ff]*")
"""No other blanks or ends of lines, and nothing that files cannot hold."""

# YAML 1.1, 9.1.3: a colon before a blank ends a key, and a sign # behind one begins a comment.
_QUOTED = r"""\"[^"\\\n]*\"|'[^'\n]*'"""
_WORDS = r"[^\W_](?:[^:#\n]|:(?=\S)|(?<=\S)\#)*"
_ITEM = r"[^\W_](?:[^:#\n,?\[\]{}]|:(?=[^\s,\[\]{}])|(?<=\S)\#)*"
_KEY = r"[A-Za-z_][A-Za-z0-9_-]*"
_VALUE = rf"(?P<quoted>{_QUOTED})|(?P<words>{_WORDS})|\[(?P<list>[^\n]+)\]"
_LINE = re.compile(rf"(?P<indent>\ *)(?:(?P<key>{_KEY}):|-)(?:\ +(?:{_VALUE}))?\ *")
_IN_LIST = re.compile(rf"\ *(?:(?P<quoted>{_QUOTED})|(?P<words>{_ITEM}))\ *(?:,|\Z)")

_FLAGS = {"true": True, "false": False}
Value = str | bool | list[str | bool]


class _OtherError(Exception):
    """It is not as plain as that."""


def read(text: str, *, is_text: Callable[[str], bool]) -> dict[str, object] | None:
    """Read a mapping; None of a text that is not plain. ``is_text`` says whether words are neither flag nor nothing."""
    if not _PRINTED.fullmatch(text):
        return None
    try:
        return _read(text.split("\n"), is_text)
    except _OtherError:
        return None


def _read(lines: list[str], is_text: Callable[[str], bool]) -> dict[str, object] | None:
    found: dict[str, object] = {}
    rows = iter([match for line in lines if (match := _row(line)) is not None])
    row = next(rows, None)
    while row is not None:
        key = _key(row, found, is_text)
        if row["indent"]:
            raise _OtherError
        value, row = _value(row, is_text), next(rows, None)
        found[key] = value
        if value is None:
            found[key], row = _below(row, rows, is_text)
    return found or None


def _row(line: str) -> re.Match[str] | None:
    if not line.strip(" "):
        return None
    match = _LINE.fullmatch(line)
    if match is None:
        raise _OtherError
    return match


def _key(row: re.Match[str], found: dict[str, object], is_text: Callable[[str], bool]) -> str:
    key = row["key"]
    if key is None or key in found or not is_text(key):
        raise _OtherError
    return key


def _value(row: re.Match[str], is_text: Callable[[str], bool]) -> Value | None:
    """Read what stands behind a key, or None where nothing does."""
    if row["list"] is not None:
        return list(_listed(row["list"], is_text))
    return None if row["quoted"] is None and row["words"] is None else _scalar(row, is_text)


def _listed(text: str, is_text: Callable[[str], bool]) -> Iterator[str | bool]:
    at = 0
    while at < len(text):
        item = _IN_LIST.match(text, at)
        if item is None:
            raise _OtherError
        yield _scalar(item, is_text)
        at = item.end()


def _scalar(match: re.Match[str], is_text: Callable[[str], bool]) -> str | bool:
    if match["quoted"] is not None:
        return match["quoted"][1:-1]
    words = match["words"].rstrip(" ")
    if not is_text(words):
        if words not in _FLAGS:
            raise _OtherError
        return _FLAGS[words]
    return words


def _below(
    row: re.Match[str] | None, rows: Iterator[re.Match[str]], is_text: Callable[[str], bool]
) -> tuple[object, re.Match[str] | None]:
    """Read a mapping or a list of words below a key, and return the row behind it."""
    if row is None or not row["indent"]:
        raise _OtherError  # a key with nothing
    indent, is_list = row["indent"], row["key"] is None
    found: dict[str, object] = {}
    while row is not None and row["indent"]:
        if row["indent"] != indent or (row["key"] is None) != is_list:
            raise _OtherError
        value = _value(row, is_text)
        if value is None:
            raise _OtherError
        found[str(len(found)) if is_list else _key(row, found, is_text)] = value
        row = next(rows, None)
    return (list(found.values()) if is_list else found), row
