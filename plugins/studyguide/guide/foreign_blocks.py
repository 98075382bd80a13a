"""Blocks that a plugin of Obsidian would run: they are shown as code, which is said once for each kind."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from studyguide.model import Section
from studyguide.problems import Place, Problem
from studyguide.reuse.memory import kept

_RUN = frozenset({"dataview", "dataviewjs"})


def said(sections: Iterable[Section]) -> Iterator[Problem]:
    """Say for each kind how many there are, at the first one."""
    first: dict[str, Place] = {}
    counts: Counter[str] = Counter()
    for kind, place in chain.from_iterable(map(_blocks, sections)):
        counts[kind] += 1
        first.setdefault(kind, place)
    for kind, place in first.items():
        message = f"`{kind}` is run by a plugin of Obsidian; here all such blocks ({counts[kind]}) are shown as code"
        yield Problem(place, "foreign-block", f"{message}: write down what they list, or leave them out", "info")


@kept
def _blocks(section: Section) -> Sequence[tuple[str, Place]]:
    kinds = ((token.info.strip().lower() if token.type == "fence" else "", token) for token in section.tokens)
    return [(kind, section.at(token)) for kind, token in kinds if kind in _RUN]
