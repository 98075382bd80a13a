"""Tables of ratios to the first program, and a file of them that a later run can be compared with."""

import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

HEAD = "| sections | build | CPU s | CPU ratio | wall s | wall ratio | peak MB |\n|--:|---|--:|--:|--:|--:|--:|"

Runs = Mapping[str, Sequence[Sequence[float]]]
"""For each build, what every run took: seconds of CPU, seconds of the clock, bytes."""


def rows(size: int, runs: Runs) -> Iterator[str]:
    """Make a row for each build; ratios are to the first build of the same run: the least, the median, the most."""
    base = next(iter(runs.values()))
    for name, figures in runs.items():
        cpu, wall, memory = (median(column) for column in zip(*figures, strict=True))
        ratios = [_ratios(figures, base, column) for column in (0, 1)]
        yield (
            f"| {size} | {name} | {cpu:.2f} | {_three(ratios[0])} | {wall:.2f} | {_three(ratios[1])} "
            f"| {memory / 1e6:.0f} |"
        )


def _ratios(figures: Sequence[Sequence[float]], base: Sequence[Sequence[float]], column: int) -> list[float]:
    return [own[column] / other[column] for own, other in zip(figures, base, strict=True)]


def _three(ratios: Sequence[float]) -> str:
    return " · ".join(f"{value:.3g}" for value in (min(ratios), median(ratios), max(ratios)))


def write(path: Path, found: Mapping[int, Runs]) -> None:
    """Write what was measured, and on what."""
    machine = {"python": platform.python_version(), "system": platform.platform(), "mkdocs": version("mkdocs")}
    data = {"date": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine, "sizes": found}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def compared(path: Path, found: Mapping[int, Runs]) -> Iterator[str]:
    """Say how the median ratios of CPU differ from those of an earlier run."""
    before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    yield f"CPU ratios, before ({before['date']}) and now:"
    for size, runs in found.items():
        earlier: Runs = before["sizes"].get(str(size), {})
        for name in [name for name in runs if name in earlier]:
            then, now = (_middle(of, name) for of in (earlier, runs))
            yield f"{size} {name}: {then:.3g} → {now:.3g} ({now / then - 1:+.0%})"


def _middle(runs: Runs, name: str) -> float:
    return median(_ratios(runs[name], next(iter(runs.values())), 0))
