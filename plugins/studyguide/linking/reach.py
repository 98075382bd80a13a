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

# Measured on 393 links of 29 collections in seven languages, which were judged one by one.
KIN = 0.1
"""How much a page must speak of the same as a heading's, from 0 to 1, to mean that by a phrase."""

NEAR_KIN = 0.03
"""The same where the page is called so, and lies in the same folder."""


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
    alike, paths = Kinship(sections), {section.page: section.place.path for section in sections}
    doubtful = ((key, name) for key, name in names.items() if key in used and _is_doubtful(name, used[key]))
    return {
        key: frozenset(page for page in used[key].elsewhere if _is_kin(page, paths[page], name, alike, grounds))
        for key, name in doubtful
    }


def _is_doubtful(name: Name, seen: Usage) -> bool:
    """Say whether its own text hardly says a phrase, so that it tells little of what others mean by it."""
    if name.forced or name.rank not in {TITLE, SUB_TITLE}:
        return False
    if name.rank == SUB_TITLE:
        return seen.own <= MENTIONS_OF_SUBJECT
    known = name.explained or proper(name.text) or name.target.section.chapter
    return not known and seen.own <= min(1, seen.most)


def _is_kin(page: PageName, path: SourcePath, name: Name, alike: Kinship, grounds: Grounds) -> bool:
    section = name.target.section
    if path == section.place.path:
        return True
    near = name.rank == TITLE and grounds.are_near(path, section)
    found = alike.of(page, section.page, set(kinship.words(name.text)))
    return found is None or found >= (NEAR_KIN if near else KIN)


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
