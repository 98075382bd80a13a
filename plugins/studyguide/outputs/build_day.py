"""The time that a build was told, so that two builds of the same notes are the same to the byte.

See https://reproducible-builds.org/specs/source-date-epoch/
"""

import os
from datetime import UTC, date, datetime


def told() -> datetime | None:
    """Return the moment in ``SOURCE_DATE_EPOCH``; None where it is not set, or no moment."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else None
    except (OverflowError, ValueError, OSError):  # beyond what the platform counts
        return None


def today() -> date:
    """Return the day of the build, the same wherever it runs: in universal time."""
    return (told() or datetime.now(UTC)).date()
