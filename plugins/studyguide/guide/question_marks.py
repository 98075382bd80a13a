"""Whether a sentence asks, by the marks of all scripts."""

import re

_MARKS = ("?", "？", "؟", "⁇", "⁈", "⁉", "‽", "՞", "፧", "\u037e")
_CLOSING = " )]\"'”’»›」』）】*_!！"
"""What may follow the mark: ``(which two?)``, ``“… first?”``, ``How?!``."""

_REMARK = re.compile(r"[(（\[][^()（）\[\]]{1,60}[)）\]]$")
"""How it is to be answered, behind the mark: ``Which are right? (Choose two.)``."""


def asks(sentence: str) -> bool:
    """Say whether a sentence ends with a question mark; Greek writes a semicolon."""
    return _ends(sentence) or _ends(_REMARK.sub("", sentence.rstrip()))


def _ends(sentence: str) -> bool:
    bare = sentence.rstrip(_CLOSING)
    # Spanish marks the beginning, where a stop may end the sentence; Armenian the word that asks.
    if bare.startswith("¿") or "՞" in bare:
        return True
    return bare.endswith(_MARKS) or (bare.endswith(";") and _is_greek(bare))


def _is_greek(sentence: str) -> bool:
    letters = [character for character in sentence if character.isalpha()]
    return bool(letters) and ("\u0370" <= letters[-1] <= "\u03ff" or "\u1f00" <= letters[-1] <= "\u1fff")
