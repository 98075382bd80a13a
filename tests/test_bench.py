"""The programs are compared on the same text, and what each took is read from the kernel."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench import report, serving, tree
from bench.measure import COMPILED, MKDOCS, build
from bench.notes import make
from bench.projects import USUAL, Setup, edit, write_notes, write_pages

RUNS = {"Material, cold": [(2.0, 4.0, 5e6), (4.0, 4.0, 5e6)], "studyguide, cold": [(1.0, 2.0, 7e6), (3.0, 1.0, 9e6)]}


def test_ratios_are_to_the_first_program_of_the_same_run() -> None:
    assert list(report.rows(60, RUNS)) == [
        "| 60 | Material, cold | 3.00 | 1 · 1 · 1 | 4.00 | 1 · 1 · 1 | 5 |",
        "| 60 | studyguide, cold | 2.00 | 0.5 · 0.625 · 0.75 | 1.50 | 0.25 · 0.375 · 0.5 | 8 |",
    ]


def test_a_run_can_be_compared_with_an_earlier_one(tmp_path: Path) -> None:
    report.write(tmp_path / "then.json", {60: RUNS})
    assert json.loads((tmp_path / "then.json").read_text())["machine"]["python"] == sys.version.split()[0]
    now = {60: {**RUNS, "studyguide, cold": [(2.0, 2.0, 7e6), (6.0, 1.0, 9e6)]}}
    assert list(report.compared(tmp_path / "then.json", now))[1:] == [
        "60 Material, cold: 1 → 1 (+0%)",
        "60 studyguide, cold: 0.625 → 1.25 (+100%)",
    ]


def test_what_a_program_takes_counts_all_that_it_starts() -> None:
    work = "import time; held = bytearray(60_000_000)\nwhile time.process_time() < 0.5: pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}]); sys.stdin.read()"
    process = subprocess.Popen([sys.executable, "-c", child], stdin=subprocess.PIPE)
    with tree.watched(process.pid) as peak:
        # Only Linux says this of its processes; elsewhere nothing is counted, and nothing is made up.
        told = tree.PROC.exists()
        most, end = 0.0, time.monotonic() + (20 if told else 1)
        while most < 0.3 and time.monotonic() < end:
            most = max(most, tree.cpu(process.pid))
            time.sleep(0.02)
        process.communicate(b"")
    assert (most >= 0.3) == told
    assert (peak.bytes > 60_000_000) == told


@pytest.mark.parametrize(
    "write", [write_notes, lambda sections, folder: write_pages(sections, folder, Setup([], USUAL, tags=True))]
)
def test_an_edit_is_seen_once_it_is_served(tmp_path: Path, write: object) -> None:
    sections = make(6, 1)
    write(sections, tmp_path)  # type: ignore[operator]  # either of the two
    assert build(tmp_path, sections).cpu > 0
    edit(tmp_path, "edited")
    assert build(tmp_path, sections).html > 0
    assert "edited" in (tmp_path / "site" / serving.PAGE / "index.html").read_text()
    assert list(COMPILED.rglob("mkdocs/commands/build.*.pyc")), "each build compiles the programs again"
    assert [took.cpu > 0 for took in serving.serve(tmp_path, MKDOCS, 1)] == [True]
