"""The rule: which pages of which services a section rests on.

- A page of the API reference that the section cites.
- Of the services that the section is about or cites, each page whose name holds one of the section: `CreateFlowLogs`
  is the ground of "VPC Flow Logs". Where several sections qualify, the longest name wins: `CreateVpcEndpoint` belongs
  to "VPC endpoints", not to "VPC".
- A page that no section's name is in belongs to the section that is named as the service is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from drift import folders
from drift.api import Service
from drift.releases import Release
from drift.subjects import Subject


@dataclass(frozen=True)
class Watched:
    """Pages of one service: those that a section cites or names, and the rest where it is about the service."""

    named: frozenset[str]
    rest: frozenset[str]


Ground = Mapping[str, Watched]
"""By service."""
_HUMP = re.compile(r"[A-Z]+(?![a-z])s?|[A-Z]?[a-z]+|\d+")
_PLURAL = re.compile(r"(?<=ss)es$|(?<=x)es$|(?<=[a-z]{2}[a-rtv-z])s$")
_MAKER = {"amazon", "aws"}
_BLAND = {"api", "rule", "policy", "role", "group", "resource"}


def find(subjects: Sequence[Subject], release: Release) -> Mapping[str, Ground]:
    """Apply the rule to all sections."""
    known = [service for name in release.files if (service := release.service(name))]
    cited = _cited(subjects, known)
    ground: dict[str, Ground] = {subject.id: {} for subject in subjects}
    for service in known:
        citing = {s.id: cited[s.id][service.name] for s in subjects if service.name in cited[s.id]}
        home = _home(service, subjects, citing)
        names = {s.id: _names(s, service) for s in subjects if s.id in citing or s.id in home}
        for section, watched in _divide(service, names, citing, home).items():
            ground[section] = {**ground[section], service.name: watched}
    return ground


def _divide(
    service: Service,
    names: Mapping[str, frozenset[tuple[str, ...]]],
    citing: Mapping[str, Sequence[str]],
    home: frozenset[str],
) -> Mapping[str, Watched]:
    named: defaultdict[str, set[str]] = defaultdict(set)
    rest: set[str] = set()
    for page in service.pages if names else ():
        claims = _claims(page, names)
        rest.update(() if claims else (page,))
        for section in claims:
            named[section].add(page)
    for section, pages in citing.items():
        named[section].update(page for page in pages if page in service.pages)
    sections = {section for section, pages in named.items() if pages} | (home if rest else set())
    return {s: Watched(frozenset(named[s]), frozenset(rest - named[s]) if s in home else frozenset()) for s in sections}


def announced(subject: Subject, service: Service) -> bool:
    """Tell whether a service that is new speaks of a section's subject by the name that AWS gives it."""
    text = f" {' '.join((*service.names, *service.overview))} "
    own = {" ".join(spaced(name)) for name in subject.names}
    spoken = (rf"\b(?:amazon|aws) {re.escape(name)}\b" for name in own if name)
    return any(re.search(name, text, re.IGNORECASE) for name in spoken)


def _cited(subjects: Iterable[Subject], known: Sequence[Service]) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """For each section the services that it cites, each with the names of the cited pages, empty for other guides."""
    services = cache(lambda path: folders.services(path, known))
    found: dict[str, Mapping[str, Sequence[str]]] = {}
    for subject in subjects:
        pages: defaultdict[str, list[str]] = defaultdict(list)
        for path, page in sorted(subject.cited):
            for service in services(path):
                pages[service].append(page)
        found[subject.id] = pages
    return found


def _home(service: Service, subjects: Iterable[Subject], citing: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Find the sections that are about a service.

    Those that cite it and bear its name or its first words; else those that cite it most; else those that bear its
    name.
    """
    own = {spaced(name) for name in service.names}
    ranks: defaultdict[tuple[int, ...], set[str]] = defaultdict(set)
    for subject in subjects:
        cites = len(citing.get(subject.id, ()))
        for name in filter(None, map(spaced, subject.names)):
            if name in own or (cites and any(o[: len(name)] == name for o in own)):
                ranks[2 if cites else 0, name in own, len(name)].add(subject.id)
        if cites:
            ranks[1, cites].add(subject.id)
    return frozenset(ranks[max(ranks)] if ranks else ())


def _names(subject: Subject, service: Service) -> frozenset[tuple[str, ...]]:
    """Spell the section's names as words; also without what stands before them: EBS snapshot, snapshot.

    What may stand before is an acronym of the section or a name of the service.
    """
    spelt = {words(name) for name in (*subject.names, *(term for term in subject.terms if " " in term))}
    before = {words(name) for name in (*service.names, *filter(str.isupper, subject.names))} - {()}
    shorter = {name[len(other) :] for name in spelt for other in before if name[: len(other)] == other}
    return frozenset(name for name in spelt | shorter if name and not set(name) <= _BLAND)


def _claims(page: str, names: Mapping[str, frozenset[tuple[str, ...]]]) -> frozenset[str]:
    """Find the sections whose names are in the name of a page, by the longest name."""
    own = words(page)
    best = {
        section: max((len(name) for name in spelt if _within(name, own)), default=0) for section, spelt in names.items()
    }
    longest = max(best.values(), default=0)
    return frozenset(section for section, length in best.items() if longest and length == longest)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[n : n + len(short)] == short for n in range(len(long) - len(short) + 1))


@cache
def words(name: str) -> tuple[str, ...]:
    """Split a name into words in lower case and in the singular, also within CamelCase, without the maker's name."""
    found = [word.lower() for word in _HUMP.findall(name)]
    return tuple(_PLURAL.sub("", word) for word in found if word not in _MAKER)


@cache
def spaced(name: str) -> tuple[str, ...]:
    """Split a name at its spaces alone: HealthLake is not about Health."""
    return tuple(word for word in name.lower().split() if word not in _MAKER)
