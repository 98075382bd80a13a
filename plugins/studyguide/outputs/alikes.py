"""Many problems of one kind, told by the first few of them: nobody reads 300 lines that say the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from studyguide.problems import Problem, Severity, number_of

ENOUGH = 10
"""Problems of one kind that are all told."""
SHOWN = 5
"""Of more than that, so many are."""


class More(NamedTuple):
    """What stands in place of further problems of one kind."""

    number: int
    rule: str
    severity: Severity


def shortened(problems: Sequence[Problem]) -> Iterator[Problem | More]:
    """Yield problems in their order; of a kind with many, the first ones, and behind them how many more there are."""
    counts = Counter((problem.rule, problem.severity) for problem in problems)
    told: Counter[tuple[str, Severity]] = Counter()
    for problem in problems:
        kind = (problem.rule, problem.severity)
        told[kind] += 1
        if counts[kind] <= ENOUGH or told[kind] <= SHOWN:
            yield problem
        elif told[kind] == SHOWN + 1:
            yield More(counts[kind] - SHOWN, *kind)


def summary(problems: Sequence[Problem]) -> str:
    """Count problems by rule, the most frequent first; nothing where there is none."""
    counts = Counter(problem.rule for problem in problems)
    listed = ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item)))
    return f"{number_of(len(problems), 'hint')} ({listed})" if problems else ""
