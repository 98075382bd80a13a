"""Whether a sentence asks, by the marks of all scripts."""

_MARKS = ("?", "？", "؟", "⁇", "⁈", "⁉", "‽", "՞", "፧", "\u037e")
_CLOSING = " )]\"'”’»›」』）】*_!！"
"""What may follow the mark: ``(which two?)``, ``“… first?”``, ``How?!``."""


def asks(sentence: str) -> bool:
    """Say whether a sentence ends with a question mark; Greek writes a semicolon."""
    bare = sentence.rstrip(_CLOSING)
    # Spanish marks the beginning, where a stop may end the sentence; Armenian the word that asks.
    if bare.startswith("¿") or "՞" in bare:
        return True
    return bare.endswith(_MARKS) or (bare.endswith(";") and _is_greek(bare))


def _is_greek(sentence: str) -> bool:
    letters = [character for character in sentence if character.isalpha()]
    return bool(letters) and ("\u0370" <= letters[-1] <= "\u03ff" or "\u1f00" <= letters[-1] <= "\u1fff")
