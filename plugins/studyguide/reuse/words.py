"""Words counted, each held once: the texts of a guide say the same few thousand again and again."""

from collections import Counter
from collections.abc import Iterable
from sys import intern


def counted(words: Iterable[str]) -> Counter[str]:
    """Count words."""
    return Counter(map(intern, words))
