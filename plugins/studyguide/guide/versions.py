"""What files of the notes said on days before, as git keeps it: along the main line, for that is what was published."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from studyguide.guide import git
from studyguide.paths import SourcePath
from studyguide.reuse.memory import passing

_COMMITS = 500
_TIME = re.compile(rb"\x01(-?\d+)")
_CHANGE = re.compile(rb":\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*")
"""A file in ``git log --raw -z``: what it was, what it became, and how; names follow in fields of their own."""


@dataclass(frozen=True)
class Version:
    """What a file became on a day, and what it was before; empty where it was not there."""

    day: date
    before: str
    after: str


def of(root: Path, paths: Iterable[SourcePath], *, is_cut: bool) -> Mapping[SourcePath, Sequence[Version]]:
    """List the versions of files, the newest first: one for each day, by their names as git has them.

    Where the repository is a copy without its past (``is_cut``), what seems to begin there is left out.
    """
    command = ["log", "-n", str(_COMMITS), "--first-parent", "-m", "--raw", "--no-abbrev", "-M", "-z", "--relative"]
    changes = list(_changes(git.run(root, [*command, "--format=%x01%ct", "--", "."])))
    return {path: tuple(_days(_chain(changes, path.encode(), is_cut=is_cut))) for path in paths}


def texts(root: Path, names: Sequence[str]) -> Mapping[str, bytes]:
    """Fetch what git keeps under names."""
    output = git.run(root, ["cat-file", "--batch"], "".join(f"{name}\n" for name in names).encode())
    found: dict[str, bytes] = {}
    at = 0
    while at < len(output):
        head, _, rest = output[at:].partition(b"\n")
        name, kind, *size = head.split(b" ")
        if kind != b"blob" or not size:  # `missing`: a copy that has not everything, and no network
            passing()  # the next time there may be one
            at += len(head) + 1
            continue
        length = int(size[0])
        found[name.decode()] = rest[:length]
        at += len(head) + 1 + length + 1
    return found


def is_name_of(name: str, data: bytes) -> bool:
    """Say whether git keeps a file under a name; one that it keeps with other line ends is not known for the same."""
    kind = hashlib.sha256 if len(name) > len(hashlib.sha1(usedforsecurity=False).hexdigest()) else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == name


@dataclass(frozen=True)
class _Change:
    seconds: bytes
    path: bytes
    was: bytes
    """Its name before."""
    before: str
    after: str


def _changes(output: bytes) -> Iterator[_Change]:
    """Read the changes of all commits, the newest first."""
    fields = iter(output.split(b"\0"))
    seconds = b""
    for field in fields:
        if time := _TIME.search(field):
            seconds = time[1]
        if found := _CHANGE.search(field):
            was = next(fields, b"")
            path = next(fields, b"") if found[3] in {b"R", b"C"} else was
            yield _Change(seconds, path, was, _named(found[1]), _named(found[2]))


def _named(name: bytes) -> str:
    """Return the name of a file's text; all zeros are git's name for none."""
    return name.decode() if name.strip(b"0") else ""


def _chain(changes: Iterable[_Change], path: bytes, *, is_cut: bool) -> Iterator[tuple[date, _Change]]:
    """Follow a file back, under the names that it had."""
    for change in changes:
        if change.path != path:
            continue
        day = git.day(change.seconds)
        if day is None or (is_cut and not change.before):
            return
        yield day, change
        path = change.was
        if not change.before:
            return


def _days(chain: Iterable[tuple[date, _Change]]) -> Iterator[Version]:
    for day, found in groupby(chain, key=lambda entry: entry[0]):
        all_of_day = [change for _, change in found]
        version = Version(day, all_of_day[-1].before, all_of_day[0].after)
        if version.before != version.after:  # not where it only moved
            yield version
