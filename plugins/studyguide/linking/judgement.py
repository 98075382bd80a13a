"""Which names become links, where they do, and which stay plain, as the use of all notes shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studyguide.linking import ordinary, reach, usage
from studyguide.linking.folders import Grounds
from studyguide.linking.reach import Reaches
from studyguide.linking.section_names import Name
from studyguide.model import Section


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


def judge(sections: Sequence[Section], names: Mapping[str, Name], language: str) -> Judgement:
    """Judge names by how the notes use them."""
    notes, counted = ordinary.look_at(sections), usage.count(sections, names, language)
    mentions = ordinary.held_back(names, counted.names, notes)
    linked = {key: name for key, name in names.items() if key not in mentions}
    grounds = Grounds({section.place.path for section in sections})
    kin = reach.kin(linked, counted.names, sections, grounds)
    reaches = Reaches(reach.judged(linked, counted.names, notes), kin, grounds)
    bare = frozenset(key for key, name in linked.items() if ordinary.is_bare(name.target.section))
    return Judgement(linked, {key: names[key] for key in mentions}, mentions, reaches, bare, counted.refrains)
