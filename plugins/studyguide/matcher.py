"""Find thousands of names in running text in one pass: a regular expression shaped like a trie of the names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NAME_LIMIT = 100
"""Characters; a longer title is never mentioned word for word, and would only deepen the expression."""

_BEFORE = r"(?<![\w./@#$\\-])"
_AFTER = r"(?:'s|’s|s|es)?(?![\w@/\\]|[-.]\w)"
_SCRIPTS_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Found:
    """A mention: where it stands in the text, and the name as it was given to the matcher."""

    start: int
    end: int
    name: str


class Matcher:
    """Matches names as whole words. Names in ``exact`` match by case, names in ``loose`` in any case."""

    def __init__(self, exact: Iterable[str], loose: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        spaced_exact, spaced_loose, unspaced = set(), set(), set()
        for name in exact:
            if usable(name):
                (unspaced if _SCRIPTS_WITHOUT_SPACES.search(name) else spaced_exact).add(name)
                self._names[name] = name
        for name in loose:
            if usable(name):
                (unspaced if _SCRIPTS_WITHOUT_SPACES.search(name) else spaced_loose).add(name.lower())
                for form in _forms(name.lower()):
                    self._names.setdefault(form, name)
        self._patterns = (
            _compile(spaced_exact, _BEFORE, _AFTER),
            _compile({form for name in spaced_loose for form in _forms(name)}, _BEFORE, _AFTER, re.IGNORECASE),
            _compile(unspaced, "", ""),
        )

    def find(self, text: str) -> Iterator[Found]:
        """Yield mentions from left to right; of two that overlap, the one that starts first, then the longer."""
        found = sorted(
            (match.start(), -match.end(), match[1]) for pattern in self._patterns for match in pattern.finditer(text)
        )
        reached = 0
        for start, end, matched in found:
            if start >= reached:
                key = " ".join(matched.split())
                name = self._names.get(key) or self._names.get(key.lower())
                if name is not None:
                    yield Found(start, -end, name)
                    reached = -end


def usable(name: str) -> bool:
    """Say whether a name can be looked for at all."""
    return 1 < len(name) <= NAME_LIMIT and any(character.isalnum() for character in name)


def _forms(name: str) -> tuple[str, ...]:
    """Add the plural that changes its last letter: ``policy`` also matches ``policies``."""
    return (name, name[:-1] + "ies") if name.endswith("y") and len(name) > 3 else (name,)  # noqa: PLR2004


def _compile(names: set[str], before: str, after: str, flags: int = 0) -> re.Pattern[str]:
    if not names:
        return _NOTHING
    trie: dict[str, dict] = {}  # type: ignore[type-arg]  nested without end
    for name in names:
        node = trie
        for character in name:
            node = node.setdefault(character, {})
        node[""] = {}
    return re.compile(f"{before}({_expression(trie)}){after}", flags)


def _expression(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    """Write one node of the trie; it tries longer names first."""
    branches = [
        (r"[ \n\xa0]+" if character == " " else re.escape(character)) + _expression(child)
        for character, child in sorted(node.items())
        if character
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return joined + ("?" if "" in node else "")
