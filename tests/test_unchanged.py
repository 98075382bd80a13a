"""Unchanged sites are left alone, and of edited ones some pages are made; always it is the site of a first build."""

import filecmp
import os
import py_compile
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import programs
from studyguide.reuse import fingerprint
from studyguide.reuse.fingerprint import Folder

CONFIG = "site_name: Guide\ntheme: {{name: material, custom_dir: overrides}}\nplugins: [search, studyguide: {{{}}}]\n"
NOTES = {
    "storage.md": "# Storage\n\n## Amazon S3\n\nKeeps objects.\n\n## EBS\n\nKeeps blocks, not as Amazon S3 does.\n",
    "network.md": "# Network\n\nAmazon S3 is reached by a gateway, see [[nothing]].\n",
}
AS_OTHERS = """\
import ctypes, os, sys
drop = getattr(ctypes.CDLL(None), "prctl", None)
for right in (1, 2):  # to write and to read everywhere, which root has
    drop and drop(24, right)
os.execv(sys.executable, [sys.executable, "-m", "mkdocs", "build"])
"""
KILLED = """\
import os, sys
from mkdocs.__main__ import cli
from studyguide.outputs.mkdocs import edited
edited._write_data = lambda *_: os._exit(9)  # when pages are drawn, and their policy is not written yet
sys.argv = ["mkdocs", "build"]
cli()
"""
FULL = """\
import resource, sys
from mkdocs.__main__ import cli
sys.dont_write_bytecode = True  # Python would cut what it compiles, and read that the next time
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))  # less than any page
sys.argv = ["mkdocs", "build"]
cli()
"""
ALONE = "nothing has changed"
SOME = "pages again in"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once."""
    folder = tmp_path_factory.mktemp("unchanged") / "guide"
    for name, text in NOTES.items():
        _write(folder / "notes" / name, text)
    _write(folder / "docs/index.md", "# Home\n")
    _write(folder / "overrides/partials/copyright.html", "<p>by us</p>")
    _write(folder / "mkdocs.yml", CONFIG.format(""))
    assert ALONE not in _built(folder)
    return folder


@pytest.fixture
def guide(first: Path, tmp_path: Path) -> Iterator[Path]:
    """The project where it was built, for a build remembers its place; what a test does to it is taken back."""
    shutil.copytree(first, tmp_path / "kept", symlinks=True)
    yield first
    shutil.rmtree(first)
    shutil.copytree(tmp_path / "kept", first, symlinks=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _run(folder: Path, *options: str, host: str = "mkdocs", **variables: str) -> subprocess.CompletedProcess[str]:
    home = str(folder.parent / "home")
    return programs.run(host, "build", *options, cwd=folder, env={"HOME": home, "XDG_STATE_HOME": home, **variables})


def _built(folder: Path, *options: str, host: str = "mkdocs", **variables: str) -> str:
    ended = _run(folder, *options, host=host, **variables)
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


def _assert_as_first(folder: Path, place: Path, host: str = "mkdocs") -> None:
    """Compare the site with one that nothing was kept for."""
    _built(folder, "-d", str(place), host=host, STUDYGUIDE_CACHE="off")
    assert _differing(filecmp.dircmp(folder / "site", place)) == []


def _differing(compared: filecmp.dircmp[str]) -> list[str]:
    found = [*compared.left_only, *compared.right_only, *compared.funny_files]
    found += filecmp.cmpfiles(compared.left, compared.right, compared.common_files, shallow=False)[1]
    found = [name for name in found if name != "sitemap.xml.gz"]  # which holds the moment it was packed
    return found + [name for below in compared.subdirs.values() for name in _differing(below)]


def test_an_unchanged_site_is_left_alone_and_its_warnings_are_said_again(guide: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (guide / "site").rglob("*")}
    said = _built(guide)
    assert ALONE in said
    assert "`[[nothing]]`" in said
    assert {path: path.stat().st_mtime_ns for path in (guide / "site").rglob("*")} == before
    strict = _run(guide, "--strict")
    assert strict.returncode == 1
    assert "1 warnings in strict mode" in strict.stdout + strict.stderr


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("notes/storage.md", NOTES["storage.md"].replace("objects", "things")),
        ("notes/more.md", "# More\n\nAs EBS does.\n"),
        ("notes/network.md", None),
        ("docs/index.md", "# Home\n\nNew.\n"),
        ("overrides/partials/copyright.html", "<p>by you</p>"),
        ("mkdocs.yml", CONFIG.format("title: Mine")),
        ("site/storage/index.html", "by hand"),
        ("site/storage/index.html", None),
        ("site/stale.html", "from long ago"),
    ],
)
def test_whatever_changed_the_site_is_that_of_a_first_build(
    guide: Path, tmp_path: Path, path: str, text: str | None
) -> None:
    if text is None:
        (guide / path).unlink()
    else:
        _write(guide / path, text)
    assert ALONE not in _built(guide)
    _assert_as_first(guide, tmp_path / "first")
    assert ALONE in _built(guide)


def test_a_renamed_note_and_one_of_the_same_size_and_time_are_seen(guide: Path, tmp_path: Path) -> None:
    note = guide / "notes/storage.md"
    times = note.stat()
    note.write_text(NOTES["storage.md"].replace("objects", "subject"), encoding="utf-8")
    os.utime(note, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert ALONE not in _built(guide)
    note.rename(guide / "notes/disks.md")
    assert ALONE not in _built(guide)
    _assert_as_first(guide, tmp_path / "first")


def test_of_edited_notes_only_the_pages_that_say_something_else_are_made(guide: Path, tmp_path: Path) -> None:
    storage, network = NOTES["storage.md"], NOTES["network.md"]
    about = "\n<p>[Home](nothing.md)</p>\n\n[Home](notes/none.md), [here](#nowhere)\n"
    _write(guide / "docs/index.md", f"# Home\n{about}")
    _write(guide / "mkdocs.yml", CONFIG.format("") + "validation: {links: {anchors: warn}}\n")
    first = _built(guide)
    untouched = guide / "site/404.html"
    for number, (path, text, is_whole) in enumerate([
        ("storage.md", storage.replace("objects", "things"), False),
        ("network.md", f"{network}\nIts Round Trip Time (RTT) is short.\n", False),
        ("storage.md", storage.replace("## EBS", "## Block Store"), True),
        ("more.md", "# More\n\nAs EBS does.\n", True),
        ("more.md", "# More\n\nAs the Block Store does, see [[no]].\n", False),
        ("storage.md", f"---\ntags: [\n---\n{storage}", True),
    ]):  # fmt: skip
        before = untouched.stat().st_mtime_ns
        _write(guide / "notes" / path, text)
        said = _built(guide)
        assert (SOME in said, untouched.stat().st_mtime_ns == before) == (not is_whole, not is_whole), number
        assert _warnings(said) >= _warnings(first) - {"`[[nothing]]`"}
        if number in {1, 3, 4}:
            _assert_as_first(guide, tmp_path / str(number))
            assert _warnings(said) == _warnings(_built(guide, "-d", str(tmp_path / "again"), STUDYGUIDE_CACHE="off"))
        if number == 1:
            assert ALONE in (again := _built(guide))
            assert _warnings(again) == _warnings(said)
            strict = _run(guide, "--strict")
            assert f"{len(_warnings(said))} warnings in strict mode" in strict.stdout + strict.stderr


def test_another_host_makes_some_pages_too(guide: Path, tmp_path: Path) -> None:
    assert SOME not in _built(guide, host="properdocs")  # the site of the one is none of the other
    _write(guide / "notes/storage.md", NOTES["storage.md"].replace("objects", "things"))
    untouched = (guide / "site/404.html").stat().st_mtime_ns
    assert SOME in _built(guide, host="properdocs")
    assert (guide / "site/404.html").stat().st_mtime_ns == untouched
    _assert_as_first(guide, tmp_path / "first", "properdocs")
    assert ALONE in _built(guide, host="properdocs")


def _warnings(said: str) -> set[str]:
    return {line for line in said.splitlines() if line.startswith(("WARNING", "ERROR"))}


@pytest.mark.parametrize(
    ("spoil", "is_whole"),
    [
        (lambda guide: _write(guide / "site/network/index.html", "by hand"), True),
        (lambda guide: _cut(next((guide / ".cache/studyguide").glob("memory-*"))), False),
        (lambda guide: _cut(next((guide / ".cache/studyguide").glob("pages-*"))), True),
        (lambda guide: _write(guide / "overrides/partials/copyright.html", "{{ pages | length }}"), True),
    ],
)
def test_where_more_is_other_than_it_was_the_site_is_that_of_a_first_build(
    guide: Path, tmp_path: Path, spoil: Callable[[Path], object], *, is_whole: bool
) -> None:
    _write(guide / "notes/storage.md", NOTES["storage.md"].replace("objects", "things"))
    spoil(guide)
    assert (SOME not in _built(guide)) == is_whole
    _assert_as_first(guide, tmp_path / "first")


def _cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def test_a_folder_that_is_read_only_is_named_and_the_site_is_made(guide: Path, tmp_path: Path) -> None:
    (guide / ".cache/studyguide").chmod(0o555)
    _write(guide / "notes/storage.md", NOTES["storage.md"].replace("objects", "things"))
    home = str(guide.parent / "home")
    ended = programs.started("python", "-c", AS_OTHERS, cwd=guide, env={"HOME": home, "XDG_STATE_HOME": home})
    (guide / ".cache/studyguide").chmod(0o755)
    assert ended.returncode == 0, ended.stderr
    assert "permission denied" in ended.stderr
    _assert_as_first(guide, tmp_path / "first")


@pytest.mark.parametrize("damage", [b"", b"x" * 40, None])
def test_what_is_damaged_counts_as_absent(guide: Path, tmp_path: Path, damage: bytes | None) -> None:
    (entry,) = (guide / ".cache/studyguide").glob("site-*")
    content = entry.read_bytes()
    entry.write_bytes(content[: len(content) // 2] if damage is None else damage)
    assert ALONE not in _built(guide)
    _assert_as_first(guide, tmp_path / "first")


def test_an_entry_of_somebody_else_is_not_read(guide: Path) -> None:
    assert ALONE in _built(guide)
    assert ALONE not in _built(guide, HOME=str(guide.parent / "other"), XDG_STATE_HOME=str(guide.parent / "other"))


def test_a_disk_that_refuses_is_named_and_the_site_is_made(guide: Path, tmp_path: Path) -> None:
    shutil.rmtree(guide / ".cache")
    _write(guide / ".cache/studyguide", "a file where a folder belongs")
    said = _built(guide)
    assert ".cache/studyguide" in said
    assert "the next build will take as long" in said
    _assert_as_first(guide, tmp_path / "first")


def test_an_owner_may_want_none_of_it(guide: Path) -> None:
    assert ALONE not in _built(guide, STUDYGUIDE_CACHE="off")
    _write(guide / "mkdocs.yml", CONFIG.format("cache: false"))
    shutil.rmtree(guide / ".cache")
    assert ALONE not in _built(guide) + _built(guide)
    assert not (guide / ".cache").exists()


def test_with_what_nobody_knows_each_build_makes_the_whole_site(guide: Path) -> None:
    _write(guide / "mkdocs.yml", CONFIG.format("") + "hooks: [hook.py]\n")
    _write(guide / "hook.py", "def on_page_content(html, **_):\n    return html\n")
    said = _built(guide) + _built(guide)
    assert ALONE not in said
    assert "the hook `hook.py`" in said


def test_a_build_that_was_killed_is_made_again(guide: Path, tmp_path: Path) -> None:
    _write(guide / "notes/storage.md", NOTES["storage.md"].replace("## EBS", "## Block Store"))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "HOME": str(guide.parent / "home")}
    process = subprocess.Popen([sys.executable, "-m", "mkdocs", "build"], cwd=guide, env=environment, stderr=-3)
    kept = guide / "site/storage/index.html"
    end = time.monotonic() + 30
    while kept.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)  # until the host has emptied the folder
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert ALONE not in _built(guide)
    _assert_as_first(guide, tmp_path / "first")


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_a_build_of_some_pages_that_was_killed_is_made_again(
    guide: Path, tmp_path: Path, *, is_taken_back: bool
) -> None:
    _write(guide / "notes/storage.md", NOTES["storage.md"].replace("objects", "things"))
    home = str(guide.parent / "home")
    ended = programs.started("python", "-c", KILLED, cwd=guide, env={"HOME": home, "XDG_STATE_HOME": home})
    assert ended.returncode == 9, ended.stderr
    if is_taken_back:
        _write(guide / "notes/storage.md", NOTES["storage.md"])
    assert ALONE not in _built(guide)
    _assert_as_first(guide, tmp_path / "first")


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_a_disk_that_is_full_while_some_pages_are_made_is_named_and_all_are_made_again(
    guide: Path, tmp_path: Path, *, is_taken_back: bool
) -> None:
    _write(guide / "notes/storage.md", NOTES["storage.md"].replace("objects", "things"))
    home, untouched = str(guide.parent / "home"), (guide / "site/404.html").stat().st_mtime_ns
    ended = programs.started("python", "-c", FULL, cwd=guide, env={"HOME": home, "XDG_STATE_HOME": home})
    assert ended.returncode == 1
    assert "the site is not complete: the disk is full" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert (guide / "site/404.html").stat().st_mtime_ns == untouched
    if is_taken_back:
        _write(guide / "notes/storage.md", NOTES["storage.md"])
    assert ALONE not in _built(guide)
    _assert_as_first(guide, tmp_path / "first")


def test_two_builds_at_once_make_the_same(guide: Path, tmp_path: Path) -> None:
    _write(guide / "notes/storage.md", NOTES["storage.md"].replace("objects", "things"))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "HOME": str(guide.parent / "home")}
    places = [tmp_path / "one", tmp_path / "two"]
    commands = [[sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(place)] for place in places]
    running = [subprocess.Popen(command, cwd=guide, env=environment) for command in commands]
    assert [process.wait() for process in running] == [0, 0]
    assert _differing(filecmp.dircmp(places[0], places[1])) == []
    assert ALONE not in _built(guide)


def test_programs_are_the_same_when_python_has_compiled_them(tmp_path: Path) -> None:
    _write(tmp_path / "part/program.py", "a = 1\n")
    ours = Folder(str(tmp_path), unread=frozenset({"__pycache__"}))
    before = fingerprint.shape(ours)
    py_compile.compile(str(tmp_path / "part/program.py"), doraise=True)
    _write(tmp_path / "part/__pycache__/other.pyc", "")
    assert fingerprint.shape(ours) == before
    _write(tmp_path / "part/program.py", "a = 10\n")
    assert fingerprint.shape(ours) != before
