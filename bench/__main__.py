"""Alternates builds of Material alone and of the plugin on the same text; prints a table of both."""

import argparse
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.measure import Figures, build
from bench.notes import Section, make
from bench.projects import edit_note, write_notes, write_pages

WORK = Path(__file__).parent / ".work"
FEATURES = ["navigation.indexes"]
UNITS = (1, 1, 1e6, 1e3)
"""Of the columns, in those of the figures."""
HEAD = "| sections | build | CPU s | wall s | peak MB | HTML KB a page |\n|--:|---|--:|--:|--:|--:|"


def main() -> None:
    """Measure every size and print its rows as soon as they are there."""
    options = _options()
    print(HEAD)
    for size in options.sizes:
        sections = make(size, options.seed)
        runs: defaultdict[str, list[Figures]] = defaultdict(list)
        for number in range(options.runs):
            for name, figures in _run(sections, options.only):
                print(f"{size} sections, run {number + 1}: {name} {figures.cpu:.1f} s", file=sys.stderr)
                runs[name].append(figures)
        for row in _rows(size, runs):
            print(row, flush=True)
    shutil.rmtree(WORK, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000], help="numbers of sections")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind; medians are shown")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another text")
    parser.add_argument("--only", choices=["material", "studyguide"], help="leave out the other")
    return parser.parse_args()


def _run(sections: Sequence[Section], only: str | None) -> Iterator[tuple[str, Figures]]:
    """Build everything once, each project new, so that the first build of each finds no cache."""
    if only != "studyguide":
        yield "Material", _material(sections, FEATURES)
        yield "Material, pruned", _material(sections, [*FEATURES, "navigation.prune"])
    if only != "material":
        folder = _new_folder()
        write_notes(sections, folder)
        yield "studyguide, cold", build(folder, sections)
        yield "studyguide, unchanged", build(folder, sections)
        edit_note(folder)
        yield "studyguide, one edit", build(folder, sections)


def _material(sections: Sequence[Section], features: Sequence[str]) -> Figures:
    folder = _new_folder()
    write_pages(sections, folder, features)
    return build(folder, sections)


def _new_folder() -> Path:
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    return WORK


def _rows(size: int, runs: Mapping[str, Sequence[Figures]]) -> Iterator[str]:
    """Make a row per build, compared with the first build of each run."""
    base = next(iter(runs.values()))
    for name, figures in runs.items():
        columns = zip(UNITS, zip(*figures, strict=True), zip(*base, strict=True), strict=True)
        yield f"| {size} | {name} | {' | '.join(_cell(*column) for column in columns)} |"


def _cell(unit: float, own: Sequence[float], base: Sequence[float]) -> str:
    """Show the median figure, and in brackets the median of the ratios to the base."""
    ratio = median(figure / other for figure, other in zip(own, base, strict=True))
    return f"{median(own) / unit:.1f} ({ratio:.3g})"


if __name__ == "__main__":
    main()
