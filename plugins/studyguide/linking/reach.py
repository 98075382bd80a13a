"""How far a name reaches: a word that is a thing in one folder is another thing, or none, in the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from studyguide.linking import folders, kinship
from studyguide.linking.folders import Grounds
from studyguide.linking.kinship import Kinship
from studyguide.linking.ordinary import ENOUGH, MENTIONS_OF_SUBJECT, OWN_MENTIONS, Notes, is_frequent, is_word
from studyguide.linking.section_names import ALIAS, SUB_ALIAS, SUB_TITLE, TITLE, Name, proper
from studyguide.linking.usage import Usage
from studyguide.model import Section
from studyguide.paths import PageName, SourcePath

INITIALS = 2
"""Letters of an acronym that means something else in the next subject, whatever one section says of it."""

SHORT = 4
"""Letters up to which an acronym means something else in every trade."""

# Measured on 601 links of 50 collections in ten languages, which were judged one by one.
KIN = 0.1
"""How much a page must speak of the same as another, from 0 to 1, to mean that by a phrase of a heading in it."""

KIN_IN_SMALL = 0.08
"""The same for the title of a page in its folder that texts write in lower case, as they write any words."""

KIN_IN_OTHER = 0.06
"""The same for such a title that its own page says most, in another subject."""

KIN_OF_NAME = 0.05
"""The same for a name that its own page says no more than others do."""


class Reach(IntEnum):
    """Where a name becomes a link: everywhere, or where its surroundings show what is meant."""

    FOLDER = 0
    """In the folder of its target and below."""
    SUBJECT = 1
    """Below the same one of the uppermost folders."""
    ANYWHERE = 2


@dataclass(frozen=True)
class Reaches:
    """How far names reach that do not reach everywhere, in these folders."""

    names: Mapping[str, Reach]
    kin: Mapping[str, frozenset[PageName]]
    """For names that mean something else in other texts, the pages that speak of the same."""
    grounds: Grounds

    def allow(self, name: str, origin: Section, target: Section) -> bool:
        """Say whether a name leads from one section to another; never to another version of the notes."""
        path = origin.place.path
        if self.grounds.are_versions(path, target.place.path) or origin.page not in self.kin.get(name, {origin.page}):
            return False
        far = self.names.get(name, Reach.ANYWHERE)
        if far is Reach.ANYWHERE or self.grounds.are_near(path, target):
            return True
        return far is Reach.SUBJECT and self.grounds.share_subject(path, target.place.path)


def judged(names: Mapping[str, Name], used: Mapping[str, Usage], notes: Notes) -> dict[str, Reach]:
    """Find how far names reach that do not reach everywhere; a few notes have one subject."""
    if notes.size < ENOUGH:
        return {}
    found = {key: of(name, used[key], notes) for key, name in names.items() if key in used}
    return {key: far for key, far in found.items() if far is not Reach.ANYWHERE}


def kin(
    names: Mapping[str, Name], used: Mapping[str, Usage], sections: Sequence[Section], grounds: Grounds
) -> dict[str, frozenset[PageName]]:
    """Find the pages that may link names which mean something else in other texts; a few notes have one subject."""
    if len(sections) < ENOUGH:
        return {}
    given, paths = (Kinship(sections), grounds), {section.page: section.place.path for section in sections}
    doubtful = ((key, name) for key, name in names.items() if key in used and _is_doubtful(name, used[key]))
    return {
        key: frozenset(page for page in used[key].elsewhere if _is_kin(page, paths[page], name, used[key], given))
        for key, name in doubtful
    }


def _is_doubtful(name: Name, seen: Usage) -> bool:
    """Say whether its own text tells little of what others mean by a name, for it hardly says that itself."""
    if name.forced or name.rank not in {TITLE, SUB_TITLE}:
        return False
    if name.rank == SUB_TITLE or _is_phrase(name, seen):
        return seen.own <= max(MENTIONS_OF_SUBJECT, seen.most if name.rank == TITLE else 0)
    return seen.own <= seen.most


def _is_phrase(name: Name, seen: Usage) -> bool:
    """Say whether a name is made of ordinary words, as its use shows, which another subject may put together too."""
    return " " in name.text and not name.explained and _is_in_small(seen)


def _is_in_small(seen: Usage) -> bool:
    return seen.small * 2 >= len(seen.elsewhere)


def _is_kin(page: PageName, path: SourcePath, name: Name, seen: Usage, given: tuple[Kinship, Grounds]) -> bool:
    """Say whether a page may mean a doubtful name; a short one does not tell what it is about."""
    alike, grounds = given
    section = name.target.section
    if path == section.place.path or (_is_said_there(name, seen) and grounds.share_subject(path, section.place.path)):
        return True
    found = alike.of(page, section.page, set(kinship.words(name.text)))
    return found is None or found >= _least(name, seen, near=grounds.are_near(path, section))


def _is_said_there(name: Name, seen: Usage) -> bool:
    """Say whether the page of a title says it more than others do."""
    return name.rank == TITLE and seen.own > seen.most


def _least(name: Name, seen: Usage, *, near: bool) -> float:
    """Return how much a page must speak of the same to mean a doubtful name."""
    if name.rank == SUB_TITLE:
        return KIN
    if _is_said_there(name, seen):
        return KIN_IN_OTHER  # `address space` is one thing in a network and another in a memory
    if name.explained or proper(name.text) or seen.own > 1:
        return KIN_OF_NAME
    if not near:
        return KIN
    return KIN_IN_SMALL if _is_in_small(seen) else KIN_OF_NAME


def of(name: Name, seen: Usage, notes: Notes) -> Reach:
    """Judge how far a name reaches, by its use: its own text says it most, or its file is called so."""
    if name.forced:
        return Reach.ANYWHERE
    if name.explained:
        return Reach.SUBJECT if len(name.text) <= INITIALS else Reach.ANYWHERE
    if name.rank == SUB_TITLE:
        return _of_heading(name, seen)
    return _of_alias(name, seen) if name.rank in {ALIAS, SUB_ALIAS} else _of_title(name, seen, notes)


def _of_heading(name: Name, seen: Usage) -> Reach:
    if not _says_it_most(seen):
        return Reach.FOLDER
    return Reach.ANYWHERE if proper(name.text) else Reach.SUBJECT


def _of_alias(name: Name, seen: Usage) -> Reach:
    if seen.own >= seen.most or (proper(name.text) and len(name.text) > SHORT):
        return Reach.ANYWHERE
    return Reach.FOLDER if is_word(name.text) else Reach.SUBJECT


def _of_title(name: Name, seen: Usage, notes: Notes) -> Reach:
    if not folders.is_called(name.target.section.place.path, name.text, name.target.section.title):
        # A part of a file about something else: `Linux kernel` in a list of faults.
        return Reach.ANYWHERE if proper(name.text) and _says_it_most(seen) else Reach.FOLDER
    if is_frequent(seen, notes) and seen.own * 2 < seen.most:
        return Reach.FOLDER
    if proper(name.text) and len(name.text) > SHORT:
        return Reach.ANYWHERE
    # `List of plugins` is called so for one program, and its own text does not say it.
    return Reach.ANYWHERE if seen.own and seen.own >= seen.most else Reach.SUBJECT


def _says_it_most(seen: Usage) -> bool:
    return seen.own >= OWN_MENTIONS and seen.own > seen.most
