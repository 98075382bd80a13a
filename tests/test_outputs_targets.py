"""What a command writes is whole or not there; a small limit on the size of files stands for a full disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studyguide.outputs import extras

NOTES = "# A\n\n## Terms\n\n- **RPO**: a term\n"


def deck(folder: Path, target: str, before: str = "true") -> subprocess.CompletedProcess[str]:
    """Run ``studyguide anki`` after another command of the shell."""
    call = f'{before}; exec "{sys.executable}" -B -m studyguide anki --notes notes "{target}"'
    return subprocess.run(["bash", "-c", call], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "a.apkg").write_bytes(b"old")
    return tmp_path


def test_a_link_stays_and_what_it_leads_to_is_renewed(folder: Path) -> None:
    (folder / "link.apkg").symlink_to("a.apkg")
    assert deck(folder, "link.apkg").returncode == 0
    assert (folder / "link.apkg").is_symlink()
    assert (folder / "a.apkg").read_bytes().startswith(b"PK")
    assert sorted(path.name for path in folder.iterdir()) == ["a.apkg", "link.apkg", "notes"]


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("nowhere/a.apkg", "there is no folder"),
        ("notes", "is a folder"),
        ("pipe", "no ordinary file"),
        ("/dev/full", "no ordinary file"),
    ],
)
def test_where_nothing_can_be_written_is_said_before_the_work(folder: Path, target: str, says: str) -> None:
    os.mkfifo(folder / "pipe")
    done = deck(folder, target)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["a.apkg", "notes", "pipe"]


def test_a_full_disk_leaves_the_old_deck(folder: Path) -> None:
    done = deck(folder, "a.apkg", "ulimit -f 1")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "a.apkg cannot be written, and is as it was: the disk is full" in done.stderr
    assert (folder / "a.apkg").read_bytes() == b"old"
    assert sorted(path.name for path in folder.iterdir()) == ["a.apkg", "notes"]


def test_a_package_that_is_there_is_not_called_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "toonew").mkdir()
    (tmp_path / "toonew/__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    for statement, says in (
        ("import nothere.part", "nothere is missing: pip install 'mkdocs-studyguide[book]'"),
        ("import toonew.gone", "toonew is installed and does not work here (No module named 'toonew.gone')"),
        ("from toonew import gone", "toonew is installed and does not work here (cannot import name 'gone'"),
    ):
        with pytest.raises(ImportError) as caught:
            exec(statement, {})  # noqa: S102  a statement of ours
        assert extras.advice(caught.value, "book").startswith(says)
