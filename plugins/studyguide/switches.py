"""What is said of what was found: an owner sets how grave a rule is, and a comment in a note silences one place."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from studyguide.paths import SourcePath
from studyguide.problems import Problem
from studyguide.rules import LEVELS, RULES, Level

Levels = Mapping[str, Level]


@dataclass(frozen=True)
class Silence:
    """Lines of a file, both counted, about which a rule says nothing."""

    path: SourcePath
    rule: str
    first: int
    last: int


def is_on(rule: str, levels: Levels) -> bool:
    """Say whether somebody wants to know; a rule that waits to be asked for need not be looked at otherwise."""
    return levels.get(rule, RULES[rule].levels[0]) != "off"


def judged(problems: Iterable[Problem], levels: Levels, silences: Iterable[Silence] = ()) -> Iterator[Problem]:
    """Leave out what is silenced, and make the rest as grave as the owner wants it."""
    silent = _lines(silences)
    for problem in problems:
        level = levels.get(problem.rule) or _by_itself(problem)
        if level != "off" and not _covers(silent.get((problem.place.path, problem.rule), ()), problem.place.line):
            yield problem if level == problem.severity else replace(problem, severity=level)


def _by_itself(problem: Problem) -> Level:
    """Return how grave a problem is where the owner says nothing: the table of rules has the last word."""
    known = RULES[problem.rule].levels if problem.rule in RULES else (problem.severity,)
    if problem.severity in known:
        return problem.severity
    is_less = LEVELS.index(problem.severity) < LEVELS.index(known[0])
    return "off" if is_less and "off" in known else known[0]


_Spans = list[tuple[int, int]]


def _lines(silences: Iterable[Silence]) -> Mapping[tuple[SourcePath, str], _Spans]:
    """Join the lines of each file and rule into spans that touch no other, in their order: thousands may overlap."""
    found: dict[tuple[SourcePath, str], _Spans] = defaultdict(list)
    for silence in sorted(silences, key=lambda silence: silence.first):
        spans = found[silence.path, silence.rule]
        if spans and silence.first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], silence.last))
        else:
            spans.append((silence.first, silence.last))
    return found


def _covers(spans: "_Spans | tuple[()]", line: int) -> bool:
    at = bisect_right(spans, line, key=lambda span: span[0])
    return at > 0 and line <= spans[at - 1][1]
