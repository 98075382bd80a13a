"""Which sections speak of the same things: the words that two share, of which those that few others use weigh most.

The cosine of two vectors of term frequencies times inverse document frequencies, as in G. Salton and C. Buckley,
"Term-weighting approaches in automatic text retrieval", 1988. It needs no word list in any language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from math import log, sqrt

from studyguide.markdown.plain_text import block_text
from studyguide.model import Section
from studyguide.paths import PageName
from studyguide.reuse.memory import kept
from studyguide.reuse.words import counted

TELLING = 8
"""Different words from which a text tells what it is about."""

_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
_HANGUL = re.compile(r"[\uac00-\ud7af]{2}")
"""Two syllables, behind which particles follow."""

_Vector = Mapping[str, float]


class Kinship:
    """How much sections speak of the same; a few pairs are asked for, of many."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = {section.page: section for section in sections}
        self._vectors: dict[PageName, tuple[_Vector, float]] = {}

    def of(self, one: PageName, other: PageName, but: AbstractSet[str]) -> float | None:
        """Return how much two pages speak of the same, from 0 to 1, apart from some words; None where one is short."""
        (left, long), (right, longer) = self._vector(one), self._vector(other)
        if any(len(words.keys() - but) < TELLING for words in (left, right)):
            return None
        if len(left) > len(right):
            left, right = right, left
        shared = sum(weight * right[word] for word, weight in left.items() if word in right and word not in but)
        return shared / (long * longer) if shared else 0.0  # a word of all sections weighs nothing

    def _vector(self, page: PageName) -> tuple[_Vector, float]:
        """Return the weights of a section's words, and their length as a vector."""
        if page not in self._vectors:
            rare = self._rare
            counts = _said(self._sections[page])
            weights = {word: (1 + log(count)) * rare[word] for word, count in counts.items()}
            self._vectors[page] = weights, sqrt(sum(weight * weight for weight in weights.values()))
        return self._vectors[page]

    @cached_property
    def _rare(self) -> Mapping[str, float]:
        """How much each word tells: the less, the more sections it stands in."""
        shared, size = Counter(chain.from_iterable(map(_said, self._sections.values()))), len(self._sections)
        weights = {count: log(size / count) for count in set(shared.values())}
        return {word: weights[count] for word, count in shared.items()}


def words(text: str) -> Iterator[str]:
    """Yield what tells the subject of a text: words, pairs of characters where no spaces part them."""
    text = text.casefold()
    yield from _WORD.findall(text)
    if text.isascii():
        return
    yield from _HANGUL.findall(text)
    for match in _UNSPACED.finditer(text):
        run = match[0]
        yield from (run[at : at + 2] for at in range(len(run) - 1))


@kept
def _said(section: Section) -> Counter[str]:
    headings = " ".join(heading.title for heading in section.headings)
    return counted(words(f"{headings}\n{block_text(section.tokens)}"))
