"""Which commit a folder is at, for dates of changes come from git; as :mod:`studyguide.guide.history` asks it."""

from pathlib import Path

from studyguide.guide import git


def of(folder: Path) -> list[str]:
    """Name the commit, whether git knows its past, and what the repository's own settings say."""
    return list(git.state(folder))
