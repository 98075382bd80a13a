"""The lock file: for each section the release that was accepted, and the pages that it rests on with their hashes.

A page that the section cites or names stands there by its name; ``*`` is all the rest of a service that it is about.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drift.api import Service
from drift.changes import Change, between
from drift.ground import Ground, Watched, announced
from drift.releases import Release
from drift.subjects import Subject
from studyguide.outputs import writing

REST = "*"


@dataclass(frozen=True)
class Moved:
    """A section whose ground is not what was accepted."""

    subject: Subject
    since: str
    changes: tuple[Change, ...]


def read(path: Path) -> Mapping[str, Any]:
    """Read the lock; without one, nothing was accepted yet."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write(path: Path, lock: Mapping[str, Any]) -> None:
    """Write the lock so that a section's change is a change of few lines."""
    text = json.dumps(lock, indent=1, sort_keys=True) + "\n"
    writing.write(path.parent, path.name, text.encode())


def entry(ground: Ground, release: Release) -> dict[str, Any]:
    """Say what a section rests on in a release."""
    rests = {name: _hashes(service, watched) for name, watched in ground.items() if (service := release.service(name))}
    return {"botocore": release.version, "rests_on": rests}


def _hashes(service: Service, watched: Watched) -> dict[str, str]:
    hashes = {page: _hash({page: service.pages[page]}) for page in watched.named}
    if watched.rest:
        hashes[REST] = _hash({page: service.pages[page] for page in watched.rest})
    return hashes


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def moved(
    lock: Mapping[str, Any],
    subjects: Sequence[Subject],
    ground: Mapping[str, Ground],
    new: Release,
    fetch: Callable[[str], Release],
) -> Iterator[Moved]:
    """Compare each section with the release accepted for it; one that is not in the lock has nothing to move."""
    for subject in subjects:
        accepted = lock.get(subject.id)
        if accepted and accepted["botocore"] != new.version:
            old = fetch(accepted["botocore"])
            found = [*_services(subject, old, new)]
            for name in sorted(ground[subject.id].keys() | accepted["rests_on"].keys()):
                watched = ground[subject.id].get(name, Watched(frozenset(), frozenset()))
                found += _pages(accepted["rests_on"].get(name, {}), watched, old.service(name), new.service(name))
            if found:
                yield Moved(subject, old.version, tuple(dict.fromkeys(found)))


def _services(subject: Subject, old: Release, new: Release) -> Iterator[Change]:
    for name in sorted(new.files.keys() - old.files.keys()):
        service = new.service(name)
        if service and announced(subject, service):
            yield Change("new", name, service.title, new=_said(service))


def _said(service: Service) -> tuple[str, ...]:
    """Return the first sentence that says something: some descriptions begin with a bare name."""
    return tuple(sentence for sentence in service.overview if " " in sentence)[:1]


def _pages(hashes: Mapping[str, str], watched: Watched, old: Service | None, new: Service | None) -> Iterator[Change]:
    """List the changes of one service. What the notes rest on only since they were accepted is compared too."""
    if old and not new:
        yield Change("gone", old.name, old.title)
    if not (old and new):
        return
    now = _hashes(new, watched)
    for page in sorted(watched.named | hashes.keys() - {REST}):
        if page not in now or now[page] != hashes.get(page):
            yield from between(old, new, page, closely=True)
    if now.get(REST) != hashes.get(REST):
        gone = old.operations - new.operations if watched.rest else frozenset()
        for page in sorted(watched.rest | gone):
            yield from between(old, new, page, closely=False)
