"""Tells from other errors of a build those that the disk makes, or the locale: the host shows each as a traceback."""

import sys

from studyguide.outputs import writing
from studyguide.problems import NO_UTF8


def message(error: Exception) -> str:
    """Say in one line what is to be done; nothing for an error of a program."""
    if isinstance(error, UnicodeEncodeError) and sys.getfilesystemencoding() != "utf-8":
        return f"the site is not complete: {NO_UTF8}"
    if isinstance(error, writing.UnwritableError | writing.UnreadableError):
        return f"the site is not complete: {error}"
    if isinstance(error, OSError) and error.errno in writing.REFUSALS:
        at = f" at {error.filename}" if error.filename else ""
        return f"the site is not complete: {writing.reason(error)}{at}; mend that, and build again"
    return ""
