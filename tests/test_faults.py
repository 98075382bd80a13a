"""Bad luck around the notes: each is one line that says what to do, and what was there before is there still."""

import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import programs

BIN = Path(sys.executable).parent
NOTE = "# Étage\n\nText.\n\n![a](img/a.png)\n"
CONFIGURATION = "site_name: A guide\ntheme: {name: material}\nplugins: [search, studyguide]\n"
NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "notes/img").mkdir(parents=True)
    (tmp_path / "notes/a.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "notes/img/a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 3_000)
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    return tmp_path


def run(
    *command: str,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    prepare: Callable[[], object] | None = None,
    stdout: int = subprocess.PIPE,
) -> subprocess.CompletedProcess[str]:
    """Run a program of this environment, after ``prepare`` in its process."""
    if prepare is None and stdout == subprocess.PIPE:
        return programs.run(*command, cwd=cwd, env=environment)
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=cwd,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": ""} | dict(environment or {}),
        preexec_fn=prepare,
        timeout=120,
        check=False,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def full_disk(size: int = 1_000) -> None:
    """Let no file grow beyond ``size`` bytes, which fails in the middle of a write as a full disk does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def said(result: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that a command printed to its standard error."""
    assert result.returncode == 2, result.stderr
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_full_disk_leaves_notes_and_exports_as_they_were(guide: Path) -> None:
    rows = "".join(f"# Section {n}\n\n<details><summary>Why {n}?</summary>\n\nSo.\n\n</details>\n\n" for n in range(30))
    (guide / "notes/b.md").write_text(rows)
    assert run("studyguide", "export", "out", cwd=guide).returncode == 0
    before = tree(guide)
    for command in (["fix", "--record"], ["export", "out"]):
        assert "cannot be written, and is as it was: the disk is full" in said(
            run("studyguide", *command, cwd=guide, prepare=full_disk)
        )
        assert tree(guide) == before


def test_a_full_disk_leaves_no_half_guide(tmp_path: Path) -> None:
    (tmp_path / "mine/deep").mkdir(parents=True)
    (tmp_path / "mine/a.md").write_text("# A\n")
    (tmp_path / "mine/deep/b.md").write_text("# B\n" * 1_000)
    here = tmp_path / "guide"
    here.mkdir()
    before = sorted(tmp_path.rglob("*"))
    assert "disk is full" in said(run("studyguide", "init", "../mine", cwd=here, prepare=full_disk))
    assert sorted(tmp_path.rglob("*")) == before
    assert run("studyguide", "init", "../mine", cwd=here).returncode == 0
    assert (here / "notes/deep/b.md").read_text() == "# B\n" * 1_000


def test_nothing_is_written_through_a_link(guide: Path) -> None:
    """Neither the ledger, nor what was seen of sources, nor the first files of a guide."""
    outside = guide / "outside.txt"
    outside.write_text("theirs")
    (guide / "notes/published-urls.txt").symlink_to(outside)
    refused = said(run("studyguide", "fix", "--record", cwd=guide))
    assert "published-urls.txt is no regular file" in refused
    checked = run("studyguide", "check", cwd=guide)
    assert "notes/published-urls.txt:1: published-urls.txt is no regular file" in checked.stdout
    seen = guide / "notes/seen-sources.json"
    seen.symlink_to(outside)
    assert "seen-sources.json is no regular file" in said(run("studyguide", "sources", cwd=guide))
    seen.unlink()
    seen.write_text("[" * 100_000)
    assert "seen-sources.json is damaged" in said(run("studyguide", "sources", cwd=guide))
    new = guide / "new"
    new.mkdir()
    (new / "docs").symlink_to("../notes")
    assert "a link or a file where a folder belongs" in said(run("studyguide", "init", cwd=new))
    (new / "mkdocs.yml").symlink_to(outside)
    assert "mkdocs.yml must hold `key: value` lines" in said(run("studyguide", "init", cwd=new))
    assert outside.read_text() == "theirs"


@pytest.mark.parametrize(
    "value", ["", "-1", "soon", "1e9", "1.5", "4294967296", "9" * 5_000, " 1", "٣", "0x10", "1_0", "253402300800"]
)
def test_an_impossible_time_of_the_build(guide: Path, value: str) -> None:
    line = said(run("studyguide", "check", cwd=guide, environment={"SOURCE_DATE_EPOCH": value}))
    assert line.startswith("studyguide: SOURCE_DATE_EPOCH is ")
    assert "set it to seconds since 1970" in line


@pytest.mark.hosts
@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("value", ["", "-1", "253402300800"])
def test_a_host_says_the_same_of_the_time(guide: Path, host: str, value: str) -> None:
    result = run(host, "build", "-f", "mkdocs.yml", cwd=guide, environment={"SOURCE_DATE_EPOCH": value})
    assert result.returncode == 1
    assert "SOURCE_DATE_EPOCH is " in result.stderr
    assert "Traceback" not in result.stderr
    assert not (guide / "site").exists()


def test_a_locale_without_utf_8(guide: Path) -> None:
    """The name is right and the locale is not: renaming the file would be the wrong advice."""
    (guide / "notes/é.md").write_text("# A\n")
    (guide / os.fsdecode(b"notes/b\xff.md")).write_text("# B\n")
    result = run("studyguide", "check", cwd=guide, environment=NO_UTF8)
    assert result.returncode == 1, result.stderr
    assert "?.md:1: left out: the locale of this machine (LC_ALL, LANG) has no UTF-8" in result.stdout
    assert "set PYTHONUTF8=1" in result.stdout
    assert result.stdout.count("rename the file") == 1
    (guide / "notes/two.md").write_text("# Two\n\n# Étage\n", encoding="utf-8")
    assert "set PYTHONUTF8=1" in said(run("studyguide", "export", "out", cwd=guide, environment=NO_UTF8))
    assert not (guide / "out").exists()


@pytest.mark.hosts
def test_a_host_in_a_locale_without_utf_8(guide: Path) -> None:
    (guide / "notes/b.md").write_text("# B\n\n# Étage\n", encoding="utf-8")
    result = run("mkdocs", "build", "-f", "mkdocs.yml", cwd=guide, environment=NO_UTF8)
    assert "set PYTHONUTF8=1" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_an_output_that_knows_few_letters(guide: Path) -> None:
    (guide / "notes/b.md").write_text("# B\n\n[[漢字]] [[é]]\n", encoding="utf-8")
    result = run("studyguide", "check", cwd=guide, environment={"PYTHONIOENCODING": "ascii"})
    assert (result.returncode, result.stderr) == (0, "")
    assert "\\u6f22" in result.stdout


@pytest.mark.parametrize(
    "command", [["check"], ["check", "--format", "sarif"], ["--help"], ["fix", "--dry-run", "--record"]]
)
def test_a_reader_who_leaves_early(guide: Path, command: list[str]) -> None:
    (guide / "notes/b.md").write_text("# B\n\n" + "".join(f"[[Nothing {n}]]\n\n" for n in range(3_000)))
    reading, writing = os.pipe()
    os.close(reading)
    result = run("studyguide", *command, cwd=guide, stdout=writing)
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, "")


def test_an_output_that_takes_no_more(guide: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = run("studyguide", "check", cwd=guide, stdout=full.fileno())
    assert said(result) == "studyguide: the output cannot be written: the disk is full\n"


@pytest.mark.hosts
@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_a_full_disk_ends_a_build_in_one_line(guide: Path, host: str) -> None:
    result = run(host, "build", "-f", "mkdocs.yml", cwd=guide, prepare=lambda: full_disk(2_000))
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "the site is not complete: " in result.stderr
    assert "the disk is full" in result.stderr


@pytest.mark.hosts
@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_a_picture_that_goes_during_the_build(guide: Path, host: str) -> None:
    """The host's hook takes it away after the notes are read; the rest of the site is built."""
    (guide / "hook.py").write_text(
        "import os\ndef on_env(env, config, files):\n    os.remove('notes/img/a.png')\n    return env\n"
    )
    (guide / "mkdocs.yml").write_text(f"{CONFIGURATION}hooks: [hook.py]\n")
    result = run(host, "build", "-f", "mkdocs.yml", cwd=guide)
    log = " ".join(result.stderr.split())
    assert result.returncode == 0, result.stderr
    assert re.search(r"ERROR - .*notes/img/a\.png cannot be read: no such file or directory: .* build again", log)
    assert (guide / "site/a/index.html").exists()
    assert not (guide / "site/img/a.png").exists()


@pytest.mark.hosts
def test_more_notes_than_the_owner_allows(guide: Path) -> None:
    (guide / "notes/big.md").write_text("# B\n\n```\n" + "word word.\n\n" * 42_000)  # quickly read
    (guide / "mkdocs.yml").write_text(CONFIGURATION.replace("studyguide]", "{studyguide: {limit_megabytes: 0.4}}]"))
    message = "the notes hold 0.5 MB, and 0.4 are allowed; most is in big.md, a.md: move out what is no note"
    assert message in said(run("studyguide", "check", cwd=guide))
    assert run("studyguide", "check", "--limit-megabytes", "1", cwd=guide).returncode == 0
    assert "hold 3 files" in said(run("studyguide", "check", "--limit-megabytes", "1", "--limit-files", "2", cwd=guide))
    result = run("mkdocs", "build", "-f", "mkdocs.yml", cwd=guide)
    assert result.returncode == 1
    assert message in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_the_deck_of_a_guide_with_a_commit_to_come(guide: Path) -> None:
    """Anki takes up only what is newer: a note of the year 2100 would stay as it is until then."""
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], cwd=guide, check=True)
    subprocess.run([*git, "add", "-A"], cwd=guide, check=True)
    when = {"GIT_COMMITTER_DATE": "@4102444800 +0000", "GIT_AUTHOR_DATE": "@4102444800 +0000"}
    subprocess.run([*git, "commit", "-qm", "A"], cwd=guide, check=True, env=os.environ | when)
    result = run("studyguide", "anki", "deck.apkg", cwd=guide)
    assert result.returncode == 0, result.stderr
    with zipfile.ZipFile(guide / "deck.apkg") as deck:
        assert b"4102444800" not in deck.read("collection.anki2")
