"""Fuzz every target in turn: ``make fuzz ARGS="--minutes 120"``.

What was grown is kept in ``.cache/fuzz`` and is where the next run begins; an input that breaks something is kept
there too, and ``--again FILE --target NAME`` runs it once, without atheris.
"""

import argparse
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fuzzing import reached
from fuzzing.targets import TARGETS, Target, text

CACHE = Path(__file__).parents[2] / ".cache" / "fuzz"
FOLDERS = ("seeds", "grown", "found")
TURN = 5.0
"""Minutes that a turn of a target lasts at least; reading what was grown takes half of one."""

MOST = 3
"""Breaches of one target in one turn; then it is the others' turn."""


@dataclass
class Account:
    """What was done for one target."""

    runs: int = 0
    seconds: float = 0.0
    found: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz for as long as asked; say what was run, reached and found."""
    parser = argparse.ArgumentParser(description=__doc__, prog="make fuzz")
    parser.add_argument("--minutes", type=float, default=10, help="of all targets together")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="one target; may be given again")
    parser.add_argument("--again", type=Path, help="run the input in this file once")
    given = parser.parse_args(arguments)
    names = given.target or list(TARGETS)
    if given.again:
        for name in names:
            TARGETS[name].check(text(given.again.read_bytes()))
        return 0
    for name in names:
        _plant(TARGETS[name])
    accounts = {name: Account() for name in names}
    turns = max(1, int(given.minutes / len(names) / TURN))
    for _ in range(turns):
        for name in names:
            _turn(name, given.minutes * 60 / len(names) / turns, accounts[name])
    for name, account in accounts.items():
        _print(f"{name}: {account.runs:,} inputs in {account.seconds / 60:.0f} CPU minutes")
        _print(*reached.lines(TARGETS[name], _kept(name, "seeds", "grown")), sep="\n")
        _print(*account.found, sep="\n")
    return min(1, sum(len(account.found) for account in accounts.values()))


def _print(*parts: str, sep: str = " ") -> None:
    print(*parts, sep=sep, flush=True)  # noqa: T201  a command prints


def _turn(name: str, seconds: float, account: Account) -> None:
    """Let one target run for some time, again after each breach."""
    end = time.monotonic() + seconds
    for _ in range(MOST):
        if (left := end - time.monotonic()) < 1:
            return
        before = _cpu()
        done = subprocess.run(_command(name, left), capture_output=True, check=False)
        output = (done.stderr + done.stdout).decode("utf-8", "replace")
        account.runs += sum(int(found) for found in re.findall(r"stat::number_of_executed_units: *(\d+)", output))
        account.seconds += _cpu() - before
        _print(f"{time.strftime('%H:%M:%S')} {name}: {account.runs:,} inputs, exit {done.returncode}")
        if done.returncode == 0:
            return
        found = _finding(name, output)
        _print(found)
        account.found.append(found.partition("\n")[0])


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _finding(name: str, output: str) -> str:
    """Say what was found and in which file it is."""
    file = re.search(r"Test unit written to (\S+)", output)
    _, raised, exception = output.partition("=== Uncaught Python exception: ===\n")
    reason = exception.partition("\n==")[0][-4_000:] if raised else output[-4_000:]
    return f"found in {name}: {file[1] if file else 'no file'}\n{reason}"


def _command(name: str, seconds: float) -> list[str]:
    seeds, grown, found = (CACHE / name / folder for folder in FOLDERS)
    # Wall time: a machine that is busy otherwise must not look like a hang.
    limits = ["-timeout=120", "-rss_limit_mb=4000", "-max_len=4000", "-print_final_stats=1"]
    where = [f"-artifact_prefix={found}/", f"-dict={TARGETS[name].words}", str(grown), str(seeds)]
    return [sys.executable, "-m", "fuzzing.guided", name, f"-max_total_time={int(seconds)}", *limits, *where]


def _plant(target: Target) -> None:
    """Write down what the target starts from, a file for each; the notes of the test suite are looked through once."""
    for folder in FOLDERS:
        (CACHE / target.name / folder).mkdir(parents=True, exist_ok=True)
    seeds = CACHE / target.name / "seeds"
    for path in target.own():
        (seeds / path.name).write_bytes(path.read_bytes())
    if not (seeds / "0").exists():
        for number, seed in enumerate(reached.telling(target, target.found())):
            (seeds / f"{number}").write_bytes(seed.encode("utf-8", "replace"))


def _kept(name: str, *folders: str) -> Iterator[str]:
    for folder in folders:
        for path in sorted((CACHE / name / folder).iterdir()):
            yield text(path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
