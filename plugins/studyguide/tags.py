"""Reduce the tags of sections to pages: one tag for every spelling, nested tags, and which tags go together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from studyguide import paths
from studyguide.model import Problem, Section, Tag
from studyguide.paths import PageName

FOLDER = "tags"


def collect(sections: Sequence[Section]) -> tuple[tuple[Tag, ...], tuple[Problem, ...]]:
    """Return the tags in natural order. A section with ``D1/1.2`` also counts for ``D1``."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    carried: dict[str, dict[str, Section]] = defaultdict(dict)
    problems: list[Problem] = []
    for section in sections:
        for tag in section.tags:
            path, shown = key(tag), _display(tag)
            if not path:
                continue
            spellings[path][shown] += 1
            for ancestor in _upwards(path):
                carried[ancestor][section.page] = section
    for path in list(carried):
        shown = _outer_spelling(path, spellings) if path not in spellings else ""
        if shown:
            spellings[path][shown] += 1
    problems += _spelling_notes(sections, spellings)
    paths_of = {section.page: [p for tag in section.tags for p in _upwards(key(tag))] for section in sections}
    tags = tuple(
        Tag(
            _preferred(spellings[path]),
            path,
            PageName(f"{FOLDER}/{path}/index"),
            tuple(members.values()),
            _together(path, members, paths_of),
            tuple(sorted(p for p in carried if p.rpartition("/")[0] == path)),
        )
        for path, members in sorted(carried.items(), key=lambda item: paths.natural(item[0]))
    )
    return tags, tuple(problems)


def key(tag: str) -> str:
    """Fold a tag to the path of its page: ``#AWS`` and ``aws`` to ``aws``, ``D1/1.2`` to ``d1/1-2``."""
    parts = [paths.slug(part) for part in tag.strip("#/ ").split("/") if part.strip()]
    return "/".join(f"{part}-tag" if part == "index" else part for part in parts[:6])


def _display(tag: str) -> str:
    return "/".join(part.strip() for part in re.split("/", tag.strip("#/ ")) if part.strip())


def _upwards(path: str) -> Iterable[str]:
    parts = path.split("/")
    return ["/".join(parts[: n + 1]) for n in range(len(parts)) if path]


def _outer_spelling(path: str, spellings: dict[str, Counter[str]]) -> str:
    """Take the spelling of an outer tag from one nested in it."""
    depth = path.count("/") + 1
    inner = next((_preferred(found) for p, found in spellings.items() if p.startswith(path + "/") and found), path)
    return "/".join(inner.split("/")[:depth])


def _preferred(found: Counter[str]) -> str:
    return min(found, key=lambda name: (-found[name], name))


def _spelling_notes(sections: Sequence[Section], spellings: dict[str, Counter[str]]) -> list[Problem]:
    notes = []
    for path, found in spellings.items():
        if len(found) > 1:
            shown = _preferred(found)
            other = next(name for name in found if name != shown)
            where = next(s.place for s in sections if any(_display(t) == other and key(t) == path for t in s.tags))
            message = f"the tags {', '.join(f'`{name}`' for name in sorted(found))} are one tag, shown as `{shown}`"
            notes.append(Problem(where, "tag-spelling", message, "info"))
    return notes


def _together(path: str, members: dict[str, Section], paths_of: dict[PageName, list[str]]) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        other
        for page in members
        for other in set(paths_of[PageName(page)])
        if not other.startswith(path) and not path.startswith(other + "/")
    )
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:12])
