"""The words that the browser code says: a script beside its others, which guide.js loads before every part."""

import json

from studyguide.language.language import Language

NAME = "words.js"
FILE = f"assets/studyguide/{NAME}"
_ROOM = "scripts."
_SHARED = ("format.percent", "format.of")


def encode(language: Language) -> bytes:
    """Write the words of scripts, by their keys, and how numbers and names are written."""
    said = {key.removeprefix(_ROOM): word for key, word in language.words.items() if key.startswith(_ROOM)}
    shared = {key: language.words[key] for key in _SHARED}
    data = {"language": language.tag, "words": shared | said}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"(globalThis.studyguide ??= {{}}).words = {text};\n".encode()
