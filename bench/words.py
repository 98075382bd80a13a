"""Pseudo-English from a fixed word list: the same seed gives the same text for ever."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

WORDS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()


def sentence(random: Random, extra: Sequence[str] = (), length: int = 12) -> str:
    """Build a sentence of about `length` words that contains each of the extra phrases."""
    words = random.choices(WORDS, k=length + random.randrange(-3, 4))
    for phrase in extra:
        words.insert(random.randrange(1, len(words)), phrase)
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def paragraph(random: Random, sentences: int, extra: Sequence[str] = ()) -> str:
    """Build a paragraph whose extra phrases stand in sentences of their own."""
    texts = [sentence(random) for _ in range(sentences - len(extra))]
    texts += [sentence(random, (phrase,)) for phrase in extra]
    random.shuffle(texts)
    return " ".join(texts)
