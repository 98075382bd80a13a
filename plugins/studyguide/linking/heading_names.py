"""How links call headings: by title or anchor, as Obsidian writes them without signs, with those they stand below."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from studyguide import paths
from studyguide.model import Heading, Section, Target

# What Obsidian leaves out of both sides before it compares them: markup, and the signs of its own links.
_SIGNS = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
"""Of letters of Latin, Greek and Cyrillic; in other scripts such marks are letters."""

_SAME = 200
"""Headings of one name of which the right one is looked for."""

_NO_LETTER = re.compile(r"^[\W\d_]+")
_STEPS = 12
"""Headings in one link; there are six levels, and a page may stand below others."""


@dataclass(frozen=True)
class HeadingNames:
    """Headings by what they can be called exactly, and by what is left without signs; folded."""

    exact: Mapping[str, Target] = field(default_factory=dict)
    loose: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)

    @cached_property
    def letters(self) -> Mapping[str, Target]:
        """Headings by letters and digits alone: other tools make other fragments of the same words."""
        found = {_letters(name): target for name, target in reversed(list(self.exact.items()))}
        found.pop("", None)
        return found

    def spelled(self, fragment: str) -> Target | None:
        """Find the heading that a fragment of another tool means: ``#coracao`` or ``#via-.git-config``."""
        return self.letters.get(_letters(fragment))

    @cached_property
    def unnumbered(self) -> Mapping[str, Target]:
        """Headings without what stands before their first letter, as pandoc leaves it out."""
        every = reversed([target for targets in self.loose.values() for target in targets])
        return {_letters(_NO_LETTER.sub("", target.heading.title)): target for target in every}

    @cached_property
    def numbered(self) -> Mapping[str, Target]:
        """Headings that begin with a digit by what is ASCII in them, as GitBook names those in other scripts."""
        every = reversed([target for targets in self.loose.values() for target in targets])
        return {
            _letters("".join(filter(str.isascii, target.heading.title))): target
            for target in every
            if target.heading.title[:1].isdecimal()
        }

    def counted(self, fragment: str) -> Target | None:
        """Find the heading with a number that pandoc or GitBook mean: ``#energia`` or ``#id-7.3-energia``."""
        if fragment.startswith("id-") and fragment[3:4].isdecimal():
            key = _letters(fragment.removeprefix("id-"))
            return self.letters.get(key) or self.numbered.get(key)
        return self.unnumbered.get(_letters(fragment)) if fragment[:1].isalpha() else None

    def find(self, fragment: str) -> Target | None:
        """Find the heading that is meant: of ``Chapter#Part``, the part below that chapter."""
        if found := self.exact.get(paths.fold(fragment.strip())):
            return found
        steps = [bare(step) for step in fragment.split("#") if step.strip()][-_STEPS:]
        # The sign may be of the heading: in `C#` and `C# and F#` no steps are meant.
        for way in ([bare(fragment)], steps):
            candidates = self.loose.get(way[-1], ()) if way and way[-1] else ()
            if candidates:
                below = (target for target in candidates[:_SAME] if _stands_below(target, way[:-1]))
                return next(below, candidates[0])
        last = paths.fold(fragment.rpartition("#")[2].strip())
        return self.exact.get(last) if last else None


def collect(sections: Iterable[Section]) -> HeadingNames:
    """Collect the names of the headings of some sections; of one name the first comes first."""
    exact: dict[str, Target] = {}
    loose: dict[str, list[Target]] = {}
    for section in sections:
        for heading in section.headings:
            target = Target(section, heading)
            for name in (heading.title, heading.anchor, heading.meta.id):
                exact.setdefault(paths.fold(name), target)
            for name in _bare_names(heading):
                loose.setdefault(name, []).append(target)
    exact.pop("", None)
    return HeadingNames(exact, {name: tuple(found) for name, found in loose.items()})


def _letters(fragment: str) -> str:
    return "".join(filter(str.isalnum, _ACCENTS.sub("", unicodedata.normalize("NFD", fragment)))).casefold()


def bare(text: str) -> str:
    """Fold a text to what Obsidian compares: no case, no signs, one blank between words."""
    return paths.fold(_SIGNS.sub(" ", text).strip())


def _bare_names(heading: Heading) -> Iterator[str]:
    # As a reader sees it, and as it was written, from which Obsidian takes the signs of markup only.
    yield from dict.fromkeys(filter(None, map(bare, (heading.title, heading.written))))


def _stands_below(target: Target, steps: list[str]) -> bool:
    """Say whether the headings of a way stand above one, in this order; others may stand between."""
    above = iter(_above(target.section).get(target.heading.anchor, ())) if steps else iter(())
    return all(any(step in names for names in above) for step in steps)


@lru_cache(maxsize=256)
def _above(section: Section) -> Mapping[str, tuple[frozenset[str], ...]]:
    """Map the anchor of each heading to the names of those that it stands below, the page's title first."""
    found: dict[str, tuple[frozenset[str], ...]] = {}
    stack: list[Heading] = []
    for heading in section.headings:
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        found[heading.anchor] = tuple(frozenset(_bare_names(each)) for each in stack)
        stack.append(heading)
    return found
