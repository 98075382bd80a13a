"""The values of metadata: what each key takes, and what is said of anything else."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from studyguide import build_day
from studyguide.options import split_mode
from studyguide.problems import shown

LARGEST = 1e9
"""The biggest number that orders anything."""

TAG_LIMIT = 100
"""Tags of one file or heading; each is a page, which lists those it occurs with."""

FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}

_WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,500})(?:\|[^\[\]\n]{0,500})?\]\]")


class OfOthersError(ValueError):
    """Another tool has a key of this name for something else, and the value shows that its key is meant."""


def _text(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    message = f"must be text, not {shown(value)}"
    raise TypeError(message)


def _texts(value: object) -> tuple[str, ...]:
    """Accept a list, or one value; a comma separates values in plain text, as Obsidian writes it."""
    items = value if isinstance(value, list) else list(_parted(value)) if isinstance(value, str) else [value]
    read = (_text(str(item).lower() if isinstance(item, bool) else item) for item in items if item is not None)
    return tuple(dict.fromkeys(text for text in read if text))


def _parted(text: str) -> Iterator[str]:
    """Part a text at commas, but for those in links: ``[[Knuth, Donald]], b``."""
    at = 0
    for link in _WIKILINK.finditer(text):
        yield from text[at : link.start()].split(",")
        yield link[0]
        at = link.end()
    yield from text[at:].split(",")


def _names(value: object) -> tuple[str, ...]:
    """Accept names of notes, as links too: ``[[A]]``, ``[[B|text]]``. YAML makes lists in lists of bare ones."""
    items = value if isinstance(value, list) else [value]
    texts = _texts(value if isinstance(value, str) else [_unwrapped(item) for item in items])
    return tuple(dict.fromkeys(name for text in texts if (name := _WIKILINK.sub(r"\1", text).strip())))


def _verdicts(value: object) -> tuple[tuple[str, str], ...]:
    """Accept a text for each id; an id whose text is still to be written is left out."""
    if not isinstance(value, dict):
        message = f"must be lines like `efs: Choose EFS when …`, one for each id, not {shown(value)}"
        raise TypeError(message)
    read = []
    for key, text in value.items():
        name = _text(str(key).lower() if isinstance(key, bool) else key)
        if isinstance(text, dict | list):
            message = f"write one or two sentences in quotes for `{name}`, not {shown(text)}"
            raise TypeError(message)
        read.append((name, _text(text) if text is not None else ""))
    return tuple((name, text) for name, text in read if name and text)


def _unwrapped(item: object) -> object:
    """Take a link without quotes, to YAML a list in a list, for the text that it is."""
    while isinstance(item, list) and len(item) == 1:
        item = item[0]
    return item


def _tags(value: object) -> tuple[str, ...]:
    """Accept tags with or without ``#``; spaces separate them where there is no comma."""
    if isinstance(value, str) and "," not in value:
        value = value.split() if value.lstrip().startswith("#") else [value]
    found = tuple(dict.fromkeys(name for tag in _names(value) if (name := tag.lstrip("#").strip("/ "))))
    if len(found) > TAG_LIMIT:
        message = f"more than {TAG_LIMIT} tags: none is read; keep those that a reader would look for"
        raise ValueError(message)
    return found


def _tag(value: object) -> str:
    """Accept one tag, with or without ``#``."""
    found = _tags(value)
    if len(found) != 1:
        message = f"must be one tag, not {shown(value)}: a file is the text of one tag's page"
        raise ValueError(message)
    return found[0]


def _flag(value: object) -> bool:
    """Accept quoted words too: whoever writes ``draft: "true"`` does not want to publish."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in FLAGS:
        return FLAGS[value.strip().lower()]
    message = f"must be true or false, not {shown(value)}"
    raise TypeError(message)


def _own_flag(value: object) -> bool:
    """Leave an address or a note to the tool that has a key of this name for those."""
    if isinstance(value, list) or (isinstance(value, str) and value.strip().lower() not in FLAGS):
        raise OfOthersError
    return _flag(value)


def _search(value: object) -> bool | tuple[str, ...]:
    """Accept words that only search knows, and Material's form too: ``search: {exclude: true}``."""
    if isinstance(value, dict):
        return not _flag(value.get("exclude", False))
    if isinstance(value, list) or (isinstance(value, str) and value.strip().lower() not in FLAGS):
        return _texts(value) or True
    return _flag(value)


def _number(value: object) -> float:
    message = f"must be a number, not {shown(value)}"
    try:
        number = float(_text(value))
    except (TypeError, ValueError):
        raise ValueError(message) from None
    if not abs(number) <= LARGEST:  # so that NaN, which is not smaller, is refused too
        raise ValueError(message)
    return number


def _day(value: object) -> date:
    """Read a day that was: a review to come would never grow old."""
    if isinstance(value, bool):
        raise OfOthersError
    try:
        day = datetime.fromisoformat(_text(value)).date()
    except (TypeError, ValueError):
        message = f"must be a date like 2026-11-20, not {shown(value)}"
        raise ValueError(message) from None
    if build_day.is_to_come(day):
        message = f"{day.isoformat()} is still to come: write the day on which the sources were read"
        raise ValueError(message)
    return day


READERS: Mapping[str, Callable[[object], object]] = {
    "title": _text,
    "short_title": _text,
    "id": _text,
    "aliases": _names,
    "tags": _tags,
    "summary": _text,
    "order": _number,
    "draft": _flag,
    "split": split_mode,
    "reviewed": _day,
    "sources": _texts,
    "confused_with": _names,
    "verdicts": _verdicts,
    "related": _names,
    "link": _own_flag,
    "compare": _flag,
    "search": _search,
    "exam_only": _flag,
    "about_tag": _tag,
    "plan": _own_flag,
}
