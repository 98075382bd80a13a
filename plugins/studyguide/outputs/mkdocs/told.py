"""What a host's log tells of the problems: each error and warning of few, some of many, and of hints their number."""

import logging
from collections.abc import Collection, Iterable

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from studyguide.options import Options
from studyguide.outputs import alikes, report
from studyguide.problems import Problem, number_of

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}
_LOG = get_plugin_logger("studyguide")


def log(problems: Iterable[Problem], options: Options, notes_dir: str) -> None:
    """Log problems where the host counts them for ``--strict``."""
    # What concerns the settings is said in full: there is little of it, and no note to look it up in.
    settings = {options.place.path, *(place.path for place in options.places.values())}
    hints: list[Problem] = []
    others: list[Problem] = []
    for problem in problems:
        quiet = problem.severity == "info" and problem.place.path not in settings
        (hints if quiet else others).append(problem)
    for told in alikes.shortened(others):
        _LOG.log(_LEVELS[told.severity], "%s", report.line(told, notes_dir))
    if hints:
        _LOG.info("%s: `studyguide check` lists them", alikes.summary(hints))


def refused(faults: Collection[str]) -> PluginError:
    """Log what is wrong with the options, each in its own message, and return the error that ends the build."""
    for fault in faults:
        _LOG.error("%s", fault)
    return PluginError(f"studyguide: {number_of(len(faults), 'wrong option')}, named above")
