"""When each section changed last, as git knows it. Without git, or outside a repository, nothing is known."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from studyguide import build_day
from studyguide.guide import git, rewordings, versions
from studyguide.guide.rewordings import Read
from studyguide.model import Rewording, Section
from studyguide.paths import PageName, SourcePath
from studyguide.problems import Place, Problem
from studyguide.reuse import fingerprint
from studyguide.reuse.memory import recalled, remembers

RECENT_FILES = 60
"""Files whose lines are looked at one by one; the changes page lists the newest sections only."""

# `git blame --porcelain`: hash, line then, line now. A boundary commit has a `^` before its hash.
_COMMIT = re.compile(rb"^(\^?[0-9a-f]{40}) \d+ (\d+)")
_CUT = (
    "git has only the latest commits here, so the dates of older changes are unknown: "
    "fetch all (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of GitLab, `git fetch --unshallow` by hand)"
)


def changed(
    root: Path, sections: Sequence[Section], settings: Place
) -> tuple[dict[PageName, date], tuple[Problem, ...]]:
    """Return the day of the last commit to the lines of each section that changed lately.

    Where the repository is a copy without its past, lines from before have no day; ``settings`` is where that is said.
    """
    state = git.state(root)
    wanted = _recent(root, sections, state)
    result = {}
    unknown = False
    for path in wanted:
        days, from_before = _line_days(root, path, state)
        unknown |= from_before
        for section in sections:
            if section.place.path == path:
                # The newest line counts: who mended a word changed the section.
                own = [day for day in days[section.place.line - 1 : section.last] if day]
                if own:
                    result[section.page] = max(own)
    return result, (Problem(settings, "shallow-clone", _CUT, "info"),) if unknown else ()


def reworded(root: Path, sections: Sequence[Section], read: Read) -> Mapping[PageName, Rewording]:
    """Return what the last change did to the words of sections that changed lately.

    ``sections`` are as they were read, and ``read`` reads other versions of their files in the same way.
    """
    state = git.state(root)
    paths = tuple(_recent(root, sections, state))
    if not paths:
        return {}
    known = recalled(
        partial(versions.of, root, paths, is_cut=git.is_cut(state)),
        "versions",
        str(root),
        state,
        build_day.today(),
        paths,
    )
    return rewordings.found(root, sections, known, read)


def told_apart(
    changed: Mapping[PageName, date], reworded: Mapping[PageName, Rewording]
) -> tuple[dict[PageName, date], dict[PageName, Rewording]]:
    """Date a section by its words, where it is known when they changed: readers learn nothing from new metadata.

    What was left alone by all changes that were looked at is older than those: a line of it that is not is metadata, or
    says the same by another name.
    """
    known = {
        page: found
        for page, found in reworded.items()
        if found.tells or (page in changed and found.day <= changed[page])
    }
    return dict(changed) | {page: found.day for page, found in known.items() if page in changed}, known


def _recent(root: Path, sections: Sequence[Section], state: tuple[str, ...]) -> Sequence[SourcePath]:
    """List the files with sections that changed lately."""
    files = {section.place.path for section in sections}
    found = recalled(lambda: tuple(dict.fromkeys(_recent_files(root))), "recent files", str(root), state)
    return [path for path in found if path in files][:RECENT_FILES]


def _recent_files(root: Path) -> list[SourcePath]:
    # -z: names with quotes or line ends would be quoted even with core.quotePath=false.
    output = git.run(root, ["log", "-n", "500", "--relative", "--name-only", "--format=", "-z", "--", "."])
    return [SourcePath(name.decode("utf-8", "replace")) for name in output.split(b"\0") if name.strip()]


def _line_days(root: Path, path: SourcePath, state: tuple[str, ...]) -> tuple[list[date | None], bool]:
    """Return the day of every line of a file, None for lines that are not committed.

    Also says whether some are older than a copy that is cut: git takes those for its first commit's.
    """
    said = fingerprint.look(str(root / path), None, 0).digest if remembers() else ""
    asked = partial(_asked_of_lines, root, path, is_cut=git.is_cut(state))
    return recalled(asked, "line days", str(root), path, said, state, build_day.today())


def _asked_of_lines(root: Path, path: SourcePath, *, is_cut: bool) -> tuple[list[date | None], bool]:
    days: list[date | None] = []
    known: dict[bytes, date | None] = {}
    commit = b""
    from_before = False
    for line in git.run(root, ["blame", "--porcelain", "--", path]).split(b"\n"):
        if match := _COMMIT.match(line):
            commit = match[1].lstrip(b"^")
        elif line.startswith(b"committer-time "):
            # All zeros is git's name for lines that are not committed; their time is now, which no build could repeat.
            known[commit] = None if commit.strip(b"0") == b"" else git.day(line.split()[1])
        elif line == b"boundary" and is_cut:
            known[commit] = None
            from_before = True
        elif line.startswith(b"\t"):
            # The headers of a commit come with its first line only; later lines have its hash alone.
            days.append(known.get(commit))
    return days, from_before
