"""Reduce the tags of sections to pages: one for all spellings of a tag, with what is nested in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from studyguide import paths
from studyguide.language.language import ENGLISH_WORDS, Language
from studyguide.model import Section, Tag
from studyguide.paths import PageName
from studyguide.problems import Place, Problem

SHOWN_TOGETHER = 12


def collect(
    sections: Sequence[Section], language: Language = ENGLISH_WORDS, about: Sequence[Section] = ()
) -> tuple[tuple[Tag, ...], tuple[Problem, ...]]:
    """Return the tags in natural order. A section with ``D1/1.2`` also counts for ``D1``.

    ``about`` are texts of tags; a tag that only they name has a page too, for their words must stand somewhere.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    carried: dict[str, dict[PageName, None]] = defaultdict(dict)
    for section in sections:
        for path, shown in _with_outer(section.tags):
            spellings[path][shown] += 1
            carried[path][section.page] = None
    for text in about:
        for path, shown in _with_outer((text.meta.about_tag,)):
            if path not in carried:
                spellings[path][shown] += 1
                carried[path] = {}
    # Collected once for all: a look at every tag for each takes square time.
    inner: dict[str, list[str]] = defaultdict(list)
    for path in carried:
        inner[path.rpartition("/")[0]].append(path)
    paths_of = {section.page: {path for path, _ in _with_outer(section.tags)} for section in sections}
    names = {path: _name(path, spellings) for path in carried}
    order = {
        path: number for number, path in enumerate(sorted(carried, key=lambda path: _steps(names[path], language)))
    }
    tags = tuple(
        Tag(
            names[path],
            path,
            paths.page_of_tag(path),
            tuple(members),
            _together(path, members, paths_of, order),
            tuple(sorted(inner.get(path, ()), key=order.__getitem__)),
        )
        for path, members in sorted(carried.items(), key=lambda item: order[item[0]])
    )
    return tags, tuple(_spelling_notes(sections, spellings))


def _steps(name: str, language: Language) -> list[tuple[Any, ...]]:
    """Order a tag by its steps, so that what is nested in one stands behind it."""
    return [language.key(step) for step in name.split("/")]


def _with_outer(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the spelling of every tag and of those it is nested in, each path once."""
    seen = set()
    for tag in tags:
        parts = paths.tag_parts(tag)
        for depth in range(1, len(parts) + 1):
            shown = "/".join(parts[:depth])
            path = paths.of_tag(shown)
            if path not in seen:
                seen.add(path)
                yield path, parts[depth - 1]


def _name(path: str, spellings: Mapping[str, Counter[str]]) -> str:
    """Join the preferred spellings of a tag and of those it is nested in."""
    steps = path.split("/")
    return "/".join(_preferred(spellings["/".join(steps[: n + 1])]) for n in range(len(steps)))


def _preferred(found: Counter[str]) -> str:
    # Ties go to the alphabet, not to the order of files: a renamed note changes no tag.
    return min(found, key=lambda name: (-found[name], name))


def _spelling_notes(sections: Sequence[Section], spellings: Mapping[str, Counter[str]]) -> Iterator[Problem]:
    first: dict[str, dict[str, Place]] = defaultdict(dict)
    for section in sections:
        for path, name in _with_outer(section.tags):
            first[path].setdefault(name, section.place)
    for path, found in spellings.items():
        if len(found) > 1:
            shown = _preferred(found)
            where = next(place for name, place in first[path].items() if name != shown)
            listed = ", ".join(f"`{name}`" for name in sorted(found))
            message = f"the tags {listed} are one tag, shown as `{_name(path, spellings)}`"
            yield Problem(where, "tag-spelling", message, "info")


def _together(
    path: str, members: Iterable[PageName], paths_of: Mapping[PageName, set[str]], order: Mapping[str, int]
) -> tuple[tuple[str, int], ...]:
    """Count the other tags of a tag's sections, but for those nested in it and those it is nested in."""
    counts = Counter(other for page in members for other in paths_of[page])
    kept = [(other, times) for other, times in counts.items() if not _nested(path, other) and not _nested(other, path)]
    return tuple(sorted(kept, key=lambda item: (-item[1], order[item[0]])))[:SHOWN_TOGETHER]


def _nested(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(outer + "/")
