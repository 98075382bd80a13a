"""Which names become links, where they do, and which stay plain, as the use of all notes shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studyguide.linking import ordinary, reach, usage
from studyguide.linking.folders import Grounds
from studyguide.linking.reach import Reach, Reaches
from studyguide.linking.section_names import Name
from studyguide.linking.usage import Usage
from studyguide.model import Section
from studyguide.reuse.memory import told
from studyguide.reuse.stages import stage


@dataclass(frozen=True)
class Judgement:
    """What is known of all names that could become links."""

    linked: Mapping[str, Name]
    held: Mapping[str, Name]
    """Names that stay plain, so that no shorter one within them is taken for a mention."""
    mentions: Mapping[str, int]
    """For each name that is held back, the sections that mention it."""
    reaches: Reaches
    bare: frozenset[str]
    """Names of folders that have no text of their own: their pages list what is in them."""
    refrains: frozenset[str]
    """Lines that many pages have word for word, as titles of books: their words speak of nothing there."""


@dataclass(frozen=True)
class _Judged:
    """The same without where names lead, so that it holds whatever the texts there say; but for kin."""

    used: Mapping[str, Usage]
    mentions: Mapping[str, int]
    names: Mapping[str, Reach]
    bare: frozenset[str]
    refrains: frozenset[str]


def judge(sections: Sequence[Section], names: Mapping[str, Name], language: str) -> Judgement:
    """Judge names by how the notes use them."""
    told_names = told((language, *((key, *_told(name)) for key, name in names.items())), "names to be judged")
    found = stage(lambda: _judged(sections, names, language), "judged", sections, told_names)
    linked = {key: name for key, name in names.items() if key not in found.mentions}
    grounds = Grounds({section.place.path for section in sections})
    kin = reach.kin(linked, found.used, sections, grounds)
    held = {key: names[key] for key in found.mentions}
    return Judgement(linked, held, found.mentions, Reaches(found.names, kin, grounds), found.bare, found.refrains)


def _judged(sections: Sequence[Section], names: Mapping[str, Name], language: str) -> _Judged:
    notes, counted = ordinary.look_at(sections), usage.count(sections, names, language)
    mentions = ordinary.held_back(names, counted.names, notes)
    linked = {key: name for key, name in names.items() if key not in mentions}
    bare = frozenset(key for key, name in linked.items() if ordinary.is_bare(name.target.section))
    far = reach.judged(linked, counted.names, notes)
    return _Judged(counted.names, mentions, far, bare, counted.refrains)


def _told(name: Name) -> tuple[object, ...]:
    target = (name.target.section.page, name.target.heading.anchor)
    return (name.text, *target, name.rank, name.auto, name.exact, name.forced, name.part, name.explained)
