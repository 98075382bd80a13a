"""Whether a sentence asks, by the marks of all scripts."""

_MARKS = ("?", "？", "؟", "⁇", "՞", "፧", "\u037e")
_CLOSING = " )\"'”’»›」』）】"
"""Brackets and quotes that may follow the mark: ``(which two?)``, ``“… first?”``."""


def asks(sentence: str) -> bool:
    """Say whether a sentence ends with a question mark; Greek writes a semicolon."""
    bare = sentence.rstrip(_CLOSING)
    return bare.endswith(_MARKS) or (bare.endswith(";") and _is_greek(bare))


def _is_greek(sentence: str) -> bool:
    letters = [character for character in sentence if character.isalpha()]
    return bool(letters) and ("\u0370" <= letters[-1] <= "\u03ff" or "\u1f00" <= letters[-1] <= "\u1fff")
