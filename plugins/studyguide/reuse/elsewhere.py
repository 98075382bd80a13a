"""What a build asks of the disk beside the files of its folders: whether there is something at a path."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_ASKED: ContextVar[dict[str, bool] | None] = ContextVar("asked", default=None)


def exists(path: Path) -> bool:
    """Say whether there is something at a path, and let it be known that somebody asked.

    Raises:
        OSError, ValueError: for a name that no disk takes.
    """
    answer = path.exists()
    if (asked := _ASKED.get()) is not None:
        asked[str(path)] = answer
    return answer


@contextmanager
def noted() -> Iterator[Mapping[str, bool]]:
    """Yield what is asked for inside, with the answers."""
    asked: dict[str, bool] = {}
    before = _ASKED.set(asked)
    try:
        yield asked
    finally:
        _ASKED.reset(before)


def still(answers: Mapping[str, bool]) -> bool:
    """Say whether the same questions would have the same answers."""
    return all(os.path.exists(path) == answer for path, answer in answers.items())  # noqa: PTH110  thin, and quicker
