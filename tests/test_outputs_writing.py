"""Every write of ours is a whole regular file below its folder, or none."""

import os
import re
import resource
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

import studyguide
from studyguide.outputs.writing import UnwritableError, beginning, digest, move, remove, write


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond ``size`` bytes, which fails in the middle of a write as a full disk does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path.name)
    os.chdir(here)


OBSTACLES: dict[str, Callable[[Path, Path], object]] = {
    "link": lambda path, outside: path.symlink_to(outside),
    "dead link": lambda path, outside: path.symlink_to(outside.with_name("new.txt")),
    "relative link": lambda path, outside: path.symlink_to(Path("..") / outside.name),
    "link to a sibling": lambda path, _: path.symlink_to("sibling.txt"),
    "link to itself": lambda path, _: path.symlink_to(path.name),
    "pipe": lambda path, _: os.mkfifo(path),
    "socket": lambda path, _: _socket(path),
    "device": lambda path, _: path.symlink_to("/dev/null"),
    "folder": lambda path, _: path.mkdir(),
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_what_is_no_regular_file_is_never_written_to(tmp_path: Path, obstacle: str) -> None:
    outside, root = tmp_path / "outside.txt", tmp_path / "root"
    outside.write_text("theirs")
    root.mkdir()
    (root / "sibling.txt").write_text("theirs")
    OBSTACLES[obstacle](root / "file.txt", outside)
    before = os.lstat(root / "file.txt")
    with pytest.raises(UnwritableError, match=r"file\.txt is .*: move it away"):
        write(root, "file.txt", b"ours")
    assert (outside.read_text(), (root / "sibling.txt").read_text()) == ("theirs", "theirs")
    assert os.lstat(root / "file.txt").st_ino == before.st_ino
    assert {path.name for path in tmp_path.iterdir()} == {"outside.txt", "root"}
    assert {path.name for path in root.iterdir()} == {"sibling.txt", "file.txt"}


@pytest.mark.parametrize("target", ["../outside", ".", "../site/other"])
@pytest.mark.parametrize("name", ["a/file.txt", "a/b/file.txt"])
def test_no_folder_on_the_way_is_a_link(tmp_path: Path, target: str, name: str) -> None:
    for folder in ("outside", "site", "site/other"):
        (tmp_path / folder).mkdir()
    (tmp_path / "site/a").symlink_to(target)
    with pytest.raises(UnwritableError, match="a link or a file where a folder belongs"):
        write(tmp_path / "site", name, b"ours")
    assert list(tmp_path.rglob("file.txt")) == []


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "a//x", "", ".", "a/", "x\0y"])
def test_no_name_leads_out(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(UnwritableError):
        write(root, name, b"ours")
    assert list(tmp_path.rglob("*")) == [root]


def test_the_folder_itself_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", "deep/er/file.txt", b"ours")
    assert (tmp_path / "real/deep/er/file.txt").read_bytes() == b"ours"


def test_a_file_keeps_its_mode_and_other_names_of_it_their_text(tmp_path: Path) -> None:
    path, other = tmp_path / "file.sh", tmp_path / "other.sh"
    path.write_text("old")
    path.chmod(0o750)
    os.link(path, other)
    write(tmp_path, "file.sh", b"new")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o750)
    assert other.read_text() == "old"


def test_a_file_that_nobody_may_write_stays(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(UnwritableError, match="is read-only"):
        write(tmp_path, "file.txt", b"new")
    assert path.read_text() == "old"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "file.txt", b"old")
    with full_disk(10_000), pytest.raises(UnwritableError) as raised:
        write(tmp_path, "file.txt", b"x" * 20_000)
    assert str(raised.value) == f"{tmp_path}/file.txt cannot be written, and is as it was: the disk is full"
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file.txt", "old")]


def test_a_folder_is_filled_apart_and_goes_whatever_happens(tmp_path: Path) -> None:
    write(tmp_path, "out/a.txt", b"old")
    with full_disk(10_000), pytest.raises(UnwritableError, match="is full"), beginning(tmp_path / "out") as new:
        write(new, "a.txt", b"x" * 20_000)
    with beginning(tmp_path / "out") as new:
        write(new, "b.txt", b"new")
        with full_disk(0):
            move(new / "b.txt", tmp_path, "out/deep/b.txt")
    found = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"out/a.txt": "old", "out/deep/b.txt": "new"}
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("obstacle", [name for name in OBSTACLES if name != "dead link"])
def test_what_is_no_regular_file_is_neither_read_moved_onto_nor_removed(tmp_path: Path, obstacle: str) -> None:
    outside, root, ours = tmp_path / "outside.txt", tmp_path / "root", tmp_path / "ours.txt"
    root.mkdir()
    for path in (outside, root / "sibling.txt", ours):
        path.write_text("theirs")
    OBSTACLES[obstacle](root / "file.txt", outside)
    before = os.lstat(root / "file.txt")
    for act in (digest, remove, partial(move, ours)):
        with pytest.raises(UnwritableError, match=r"file\.txt is "):
            act(root, "file.txt")
    assert os.lstat(root / "file.txt").st_ino == before.st_ino
    assert outside.read_text() == ours.read_text() == "theirs"


@pytest.mark.parametrize("name", ["../outside.txt", "link/../outside.txt", "link/outside.txt", "/outside.txt", ""])
def test_nothing_is_read_or_removed_elsewhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.txt").write_text("theirs")
    (tmp_path / "root").mkdir()
    (tmp_path / "root/link").symlink_to("..")
    for act in (digest, remove):
        with pytest.raises(UnwritableError):
            act(tmp_path / "root", name)
    assert (tmp_path / "outside.txt").read_text() == "theirs"


def test_with_a_file_go_the_folders_that_are_empty_then(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c/file.txt", b"x")
    write(tmp_path, "a/other.txt", b"x")
    assert digest(tmp_path, "a/b/none.txt") is digest(tmp_path, "no/folder.txt") is None
    remove(tmp_path, "a/b/c/file.txt")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["a", "a/other.txt"]


def test_all_that_we_write_goes_this_way() -> None:
    """But for the scratch folder of a book, what ``anki`` is given, and the store, which opens its folder itself."""
    package = Path(studyguide.__file__).parent
    writes = re.compile(r"\.(write_text|write_bytes|touch|symlink_to|mkdir)\(|\bshutil\.copy|\bopen\([^)]*[\"'][wax]")
    found = {
        path.relative_to(package).as_posix() for path in package.rglob("*.py") if writes.search(path.read_text("utf-8"))
    }
    assert found - {"outputs/book/pdf.py", "outputs/anki.py", "reuse/store.py"} == {"outputs/writing.py", "cli.py"}
