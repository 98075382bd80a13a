"""What a command writes is whole or not there; a small limit on the size of files stands for a full disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studyguide.outputs import extras, whole_file

NOTES = "# A\n\n" + "\n".join(f"- **T{n}**: term {n} of many\n" for n in range(2)) + "## Terms\n\n- **RPO**: a term\n"


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    link = tmp_path / "link.bin"
    link.symlink_to("a.bin")
    whole_file.write(whole_file.place(link), b"new")
    assert target.read_bytes() == b"new"
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.bin", "link.bin"]


@pytest.mark.parametrize(
    ("target", "says"),
    [("nowhere/a.bin", "there is no folder"), (".", "is a folder"), ("pipe", "no ordinary file")],
)
def test_where_nothing_can_be_written_is_said_before_the_work(tmp_path: Path, target: str, says: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(whole_file.UnwritableError, match=says):
        whole_file.place(tmp_path / target)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_device_is_left_alone() -> None:
    with pytest.raises(whole_file.UnwritableError, match="no ordinary file"):
        whole_file.place(Path("/dev/full"))


def test_a_full_disk_leaves_the_old_deck(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.md").write_text(NOTES, encoding="utf-8")
    target = tmp_path / "a.apkg"
    target.write_bytes(b"old")
    call = f'ulimit -f 1; exec "{sys.executable}" -B -m studyguide anki --notes notes a.apkg'
    done = subprocess.run(["bash", "-c", call], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "a.apkg cannot be written (File too large): make room" in done.stderr
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.apkg", "notes"]


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
