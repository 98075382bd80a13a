"""“Did you mean”: the known name that is most like a mistaken one."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

SUGGESTIONS = 1_000
"""Names among which the one meant is looked for; each comparison takes a while."""


def nearest(wanted: str, known: Iterable[str], alike: float = 0.7) -> str:
    """Return the name most like the wanted one, of the first :data:`SUGGESTIONS`, or nothing.

    ``alike`` is from 0 to 1 (:mod:`difflib`).
    """
    return next(iter(get_close_matches(wanted, list(islice(known, SUGGESTIONS)), 1, alike)), "")
