"""Builds and serves the same text with several programs in turn; prints what each took, as ratios to plain Material."""

import argparse
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import report
from bench.measure import build
from bench.notes import Section, make
from bench.peers import PEERS, Peer
from bench.projects import edit
from bench.serving import serve

WORK = Path(__file__).parent / ".work"
EDITS = 3
"""Edits while a site is served; the median of them counts."""

Took = tuple[float, float, float]


def main() -> None:
    """Measure every size and print its rows as soon as they are there."""
    options = _options()
    found: dict[int, dict[str, list[Took]]] = {}
    _compile(make(2, options.seed), options)
    print(report.HEAD)
    for size in options.sizes:
        found[size] = _runs(make(size, options.seed), options)
        for row in report.rows(size, found[size]):
            print(row, flush=True)
    if options.compare:
        print("\n".join(report.compared(options.compare, found)))
    if options.json:
        report.write(options.json, found)
    shutil.rmtree(WORK, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000, 3000], help="numbers of sections")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind; the least, median and most are shown")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another text")
    parser.add_argument("--only", nargs="+", choices=[peer.name for peer in PEERS], help="leave out the others")
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    parser.add_argument("--compare", type=Path, help="such a file of an earlier run")
    return parser.parse_args()


def _compile(sections: Sequence[Section], options: argparse.Namespace) -> None:
    """Let programs compile what they import, which is done once after they are installed, and is no part of a build."""
    for peer in PEERS:
        if not options.only or peer.name in options.only:
            folder = _new_folder()
            peer.write(sections, folder)
            build(folder, sections, peer.tool())
            edit(folder, "edited")  # what takes up the last build is imported then
            build(folder, sections, peer.tool())


def _runs(sections: Sequence[Section], options: argparse.Namespace) -> dict[str, list[Took]]:
    """Take turns, so that what else the machine does meets all alike."""
    found: defaultdict[str, list[Took]] = defaultdict(list)
    for number in range(options.runs):
        for peer in PEERS:
            if options.only and peer.name not in options.only:
                continue
            for name, took in _run(peer, sections, serving=not options.no_serve):
                print(f"{len(sections)} sections, run {number + 1}: {name} {took[0]:.2f} s", file=sys.stderr)
                found[name].append(took)
    return found


def _run(peer: Peer, sections: Sequence[Section], *, serving: bool) -> Iterator[tuple[str, Took]]:
    """Build everything once, each project new, so that the first build of each finds no cache."""
    tool, folder = peer.tool(), _new_folder()
    peer.write(sections, folder)
    yield f"{peer.name}, cold", build(folder, sections, tool)[:3]
    yield f"{peer.name}, unchanged", build(folder, sections, tool)[:3]
    edit(folder, "edited")
    yield f"{peer.name}, one edit", build(folder, sections, tool)[:3]
    if serving:
        yield f"{peer.name}, saved while served", sorted(serve(folder, tool, EDITS))[EDITS // 2]


def _new_folder() -> Path:
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    return WORK


if __name__ == "__main__":
    main()
