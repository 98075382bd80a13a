"""The time that a build was told, so that two builds of the same notes are the same to the byte.

See https://reproducible-builds.org/specs/source-date-epoch/
"""

import os
import re
from datetime import UTC, date, datetime, timedelta

NAME = "SOURCE_DATE_EPOCH"
LAST = 2**32 - 1
"""Seconds; in 2106. The hosts write the time into a gzip file, which has 32 bits for it (RFC 1952, MTIME)."""


class NoMomentError(ValueError):
    """``SOURCE_DATE_EPOCH`` names no moment; the message says what to do."""


def told() -> datetime | None:
    """Return the moment in ``SOURCE_DATE_EPOCH``; None where it is not set.

    Raises:
        NoMomentError: where it is set to what is no moment.
    """
    epoch = os.environ.get(NAME)
    if epoch is None:
        return None
    # Looked at first: int() takes the digits of other scripts, and fails at thousands of them.
    if not re.fullmatch("[0-9]{1,10}", epoch) or int(epoch) > LAST:
        message = f"{NAME} is {epoch[:40]!r}: set it to seconds since 1970 (`git log -1 --format=%ct`), or unset it"
        raise NoMomentError(message)
    return datetime.fromtimestamp(int(epoch), UTC)


def today() -> date:
    """Return the day of the build, the same wherever it runs: in universal time."""
    return (told() or datetime.now(UTC)).date()


def is_to_come(day: date) -> bool:
    """Say whether nobody can have done anything on this day yet, in any time zone."""
    known = max(datetime.now(UTC), told() or datetime.min.replace(tzinfo=UTC))
    return day > (known + timedelta(hours=14)).date()
