"""Blocks that a plugin of Obsidian would run: they are shown as code, which is said once for each kind."""

from collections import Counter
from collections.abc import Iterable, Iterator

from studyguide.model import Section
from studyguide.problems import Place, Problem

_RUN = frozenset({"dataview", "dataviewjs"})


def said(sections: Iterable[Section]) -> Iterator[Problem]:
    """Say for each kind how many there are, at the first one."""
    first: dict[str, Place] = {}
    counts: Counter[str] = Counter()
    for section in sections:
        for token in section.tokens:
            kind = token.info.strip().lower() if token.type == "fence" else ""
            if kind in _RUN:
                counts[kind] += 1
                first.setdefault(kind, section.at(token))
    for kind, place in first.items():
        message = f"`{kind}` is run by a plugin of Obsidian; here all such blocks ({counts[kind]}) are shown as code"
        yield Problem(place, "foreign-block", f"{message}: write down what they list, or leave them out", "info")
