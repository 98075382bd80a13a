"""Print problems for people, for GitHub and for other tools. What notes contain never breaks out of a format."""

import json
import posixpath
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from studyguide import __version__
from studyguide.outputs.alikes import More, shortened
from studyguide.problems import Problem
from studyguide.rules import RULES

FORMATS = ("text", "github", "sarif", "json")
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF = {"error": "error", "warning": "warning", "info": "note"}
_LINK = re.compile(r"(?<!\\)(\\*+)\]\(")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def write(problems: Sequence[Problem], form: str, folder: str, *, whole: bool = True) -> str:
    """Print problems in one of ``FORMATS``; ``folder`` stands before every path.

    Without ``whole``, text for people tells many of one kind by the first few; other programs get all of them.
    """
    if form == "text" and not whole:
        return _text(shortened(problems), folder)
    return {"text": _text, "github": _github, "sarif": _sarif, "json": _json}[form](problems, folder)


def _path(problem: Problem, folder: str) -> str:
    return posixpath.normpath(posixpath.join(folder, problem.place.path))


def line(problem: Problem | More, folder: str) -> str:
    """Print one problem as hosts log it: place, message and rule."""
    if isinstance(problem, More):
        return f"and {problem.number:,} more like this; `studyguide check --all` shows them [{problem.rule}]"
    return _one_line(f"{_path(problem, folder)}:{problem.place.line}: {problem.message} [{problem.rule}]")


def _text(problems: Iterable[Problem | More], folder: str) -> str:
    return "".join(f"{p.severity}: {line(p, folder)}\n" for p in problems)


def _one_line(text: str) -> str:
    """Keep out of a line what could rewrite a terminal, and GitHub's older commands, ``##[name]`` anywhere in it."""
    return "".join(c if c.isprintable() else " " for c in text).replace("##[", "## [")


def shown(text: str) -> str:
    """Write lines of a note so that a terminal shows them and a workflow obeys none: ``::name::`` begins a command."""
    return "".join(re.sub(r"^([ +-]?\s*):(?=:)", r"\1: ", _one_line(line)) + "\n" for line in text.splitlines())


def _github(problems: Sequence[Problem], folder: str) -> str:
    """Print workflow commands; see GitHub Docs, “Workflow commands for GitHub Actions”."""
    return "".join(
        f"::{_GITHUB[p.severity]} file={_property(_file(p, folder))},line={p.place.line},title={_property(p.rule)}::"
        f"{_data(_one_line(p.message))}\n"
        for p in problems
    )


def _file(problem: Problem, folder: str) -> str:
    """Name a file in a command: GitHub takes line ends there, and a terminal gets nothing that it obeys."""
    return "".join(c if c.isprintable() or c in "\r\n" else " " for c in _path(problem, folder))


def _data(text: str) -> str:
    # The sign itself first, or it would escape the escapes.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(problems: Sequence[Problem], folder: str) -> str:
    """Print SARIF 2.1.0 (OASIS), as GitHub's code scanning reads it."""
    rules = [_rule(name) for name in sorted({problem.rule for problem in problems})]
    driver = {"name": "studyguide", "version": __version__, "rules": rules}
    results = [_result(problem, folder) for problem in problems]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    """Describe a rule: code scanning shows that beside what it found."""
    if name not in RULES:
        return {"id": name}
    rule = RULES[name]
    return {
        "id": name,
        "shortDescription": {"text": _plain(rule.says)},
        "help": {"text": _plain(f"To mend it: {rule.mend}.")},
        "defaultConfiguration": {"enabled": rule.levels[0] != "off", "level": _SARIF[rule.severity]},
    }


def _result(problem: Problem, folder: str) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(_path(problem, folder))},
        "region": {"startLine": problem.place.line},
    }
    return {
        "ruleId": problem.rule,
        "level": _SARIF[problem.severity],
        "message": {"text": _plain(problem.message)},
        "locations": [{"physicalLocation": place}],
    }


def _plain(text: str) -> str:
    """Escape what viewers would read as a link, ``[text](address)``, or a placeholder, ``{0}`` (SARIF 2.1.0, 3.11)."""
    # Backslashes before it are doubled, for an author's own would make ours a literal one.
    unlinked = _LINK.sub(lambda match: match[1] * 2 + r"\](", _one_line(text))
    return _PLACEHOLDER.sub(r"{{\1}}", unlinked)


def _json(problems: Sequence[Problem], folder: str) -> str:
    found = [
        {
            "path": _path(p, folder),
            "line": p.place.line,
            "rule": p.rule,
            "severity": p.severity,
            "message": p.message,
        }
        for p in problems
    ]
    return json.dumps(found, indent=2) + "\n"  # in ASCII, for a terminal may show it
