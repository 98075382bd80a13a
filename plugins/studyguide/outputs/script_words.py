"""The words that the browser code says: scripts beside its others, for all pages, and for those that compare or ask."""

import json
from collections.abc import Mapping

from studyguide.language.language import Language

_FOLDER = "assets/studyguide"
_ROOMS: Mapping[str, tuple[str, ...]] = {
    "words.js": ("reading", "material", "search"),
    "compare/words.js": ("compare",),
    "offline/words.js": ("offline",),
    "study/words.js": ("study",),
    "practice/words.js": ("practice", "today", "quiz", "cards", "exam", "progress"),
}
"""Which words are in which file: readers of a page get those of its parts."""

_ALSO: Mapping[str, tuple[str, ...]] = {
    "words.js": ("format.meaning",),
    "offline/words.js": ("format.of",),
    "practice/words.js": ("format.percent", "format.of"),
    "study/words.js": tuple(
        f"scripts.{key}"
        for key in (
            *("today.exam", "today.quiz", "today.left", "today.up", "exam.last", "exam.review"),
            *("practice.go_on", "practice.where", "practice.score", "practice.cards"),
            *("practice.everything", "practice.got_wrong", "practice.not_tried", "practice.right", "practice.wrong"),
        )
    ),
}
"""Words of other rooms that a file has, too: figures, and on the home page what was left of practice."""

NAMES = tuple(_ROOMS)


def files(language: Language) -> dict[str, bytes]:
    """Write the words of scripts, by their paths below the site's root."""
    return {f"{_FOLDER}/{name}": _file(name, language) for name in _ROOMS}


def _file(name: str, language: Language) -> bytes:
    starts = tuple(f"scripts.{room}." for room in _ROOMS[name])
    words = {key.removeprefix("scripts."): word for key, word in language.words.items() if key.startswith(starts)}
    words |= {key.removeprefix("scripts."): language.words[key] for key in _ALSO.get(name, ())}
    if "/" in name:
        room = name.partition("/")[0]
        # In its place too, so that guide.js sees that it came.
        return _script(f"(studyguide.{room} ??= {{}}).words = Object.assign(studyguide.words.words, {_json(words)});")
    data = {"language": language.tag, "rtl": language.is_rtl, "words": words}
    return _script(f"(globalThis.studyguide ??= {{}}).words = {_json(data)};")


def _json(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _script(code: str) -> bytes:
    return f"{code}\n".encode()
