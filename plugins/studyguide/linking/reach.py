"""How far a name reaches: a word that is a thing in one folder is another thing, or none, in the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from studyguide.linking import folders
from studyguide.linking.folders import Grounds
from studyguide.linking.ordinary import ENOUGH, OWN_MENTIONS, Notes, is_frequent, is_word
from studyguide.linking.section_names import ALIAS, SUB_ALIAS, SUB_TITLE, Name, proper
from studyguide.linking.usage import Usage
from studyguide.model import Section
from studyguide.paths import SourcePath

INITIALS = 2
"""Letters of an acronym that means something else in the next subject, whatever one section says of it."""

SHORT = 4
"""Letters up to which an acronym means something else in every trade."""


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
    grounds: Grounds

    def allow(self, name: str, origin: SourcePath, target: Section) -> bool:
        """Say whether a name of one file leads there from the other one; never to another version of the notes."""
        if self.grounds.are_versions(origin, target.place.path):
            return False
        far = self.names.get(name, Reach.ANYWHERE)
        if far is Reach.ANYWHERE or self.grounds.are_near(origin, target):
            return True
        return far is Reach.SUBJECT and self.grounds.share_subject(origin, target.place.path)


def judged(names: Mapping[str, Name], used: Mapping[str, Usage], notes: Notes) -> dict[str, Reach]:
    """Find how far names reach that do not reach everywhere; a few notes have one subject."""
    if notes.size < ENOUGH:
        return {}
    found = {key: of(name, used[key], notes) for key, name in names.items() if key in used}
    return {key: far for key, far in found.items() if far is not Reach.ANYWHERE}


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
