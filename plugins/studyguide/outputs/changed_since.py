"""Which files are other than they were at a commit, so that whoever changes notes can ask for those alone."""

import os
from collections.abc import Sequence
from pathlib import Path

from studyguide.guide import git
from studyguide.paths import SourcePath
from studyguide.problems import Problem


class UnknownCommitError(Exception):
    """Nobody can tell what changed; the message says why, and what to do."""


def only(problems: Sequence[Problem], notes: Path, commit: str) -> tuple[tuple[Problem, ...], str]:
    """Keep the problems of files that changed since ``commit``, and say how many there are in the others.

    Raises:
        UnknownCommitError: without a repository, or where it does not know the commit.
    """
    changed = files(notes, commit)
    found = tuple(problem for problem in problems if problem.place.path in changed)
    left = len(problems) - len(found)
    others = f", {left} more in files that did not change" if left else ""
    return found, f"{others}; in those that did"


def files(notes: Path, commit: str) -> frozenset[SourcePath]:
    """List the files that changed since this branch left ``commit``, as seen from the notes; the new ones too.

    What is not committed counts as well. A file that is gone has no line that could be wrong.

    Raises:
        UnknownCommitError: without a repository, or where it does not know the commit.
    """
    named = git.named(notes)
    if not named:
        message = "--changed-since asks git, and there is no repository around the notes, or no git here"
        raise UnknownCommitError(message)
    # One option ends all others: a name that begins with a hyphen is none.
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}"]
    found = _said(notes, *asked)
    if not found:
        message = f"git knows no commit {commit!r} here: fetch it (`git fetch origin`; in a workflow `fetch-depth: 0`)"
        raise UnknownCommitError(message)
    # Where the histories do not meet, as in a copy without its past, the commit itself is compared.
    begin = _said(notes, "merge-base", found, "HEAD") or found
    top = Path(_said(notes, "rev-parse", "--show-toplevel") or notes)
    changed = git.run(top, ["diff", "--name-only", "--no-ext-diff", "--no-renames", "-z", begin, "--"])
    new = git.run(top, ["ls-files", "--others", "--exclude-standard", "-z"])
    names = [os.fsdecode(name) for name in (changed + new).split(b"\0") if name]
    return frozenset(SourcePath(Path(os.path.relpath(top / name, notes)).as_posix()) for name in names)


def _said(notes: Path, *arguments: str) -> str:
    return os.fsdecode(git.run(notes, arguments)).strip()
