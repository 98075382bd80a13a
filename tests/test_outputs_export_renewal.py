"""A later export replaces and removes what an earlier one wrote, and nothing else."""

import errno
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from studyguide.build import build
from studyguide.outputs.export import project
from studyguide.outputs.export.renewal import LIST, NotAnExportError
from studyguide.outputs.writing import UnwritableError

Files = Mapping[str, str]


def export(folder: Path, notes: Files) -> dict[str, str]:
    """Export notes and return what was kept, with the reason."""
    root = folder / "notes"
    for old in root.rglob("*.*"):
        old.unlink()
    for name, text in notes.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return {kept.name: kept.why for kept in project.write(build(root), root, folder / "out")}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


ONE = {"a.md": "# A\n\nText.\n", "b.md": "# B\n\nText.\n"}
OTHER = {"a.md": "# A\n\nAnother text.\n", "c/d.md": "# D\n\nText.\n"}


def test_without_changes_of_the_owner_an_export_is_as_if_it_were_the_first(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    assert export(tmp_path / "old", ONE) == {}
    assert export(tmp_path / "old", OTHER) == {}
    assert export(tmp_path / "new", OTHER) == {}
    assert files(tmp_path / "old/out") == files(tmp_path / "new/out")
    assert not (tmp_path / "old/out/docs/b.md").exists()


def test_what_the_owner_put_there_stays(tmp_path: Path) -> None:
    export(tmp_path, ONE)
    own = {".git/config": "x", "docs/own.md": "mine", "overrides/partials/x.html": "mine", "site/b/index.html": "x"}
    for name, text in own.items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_text(text)
    assert export(tmp_path, OTHER) == {}
    assert {name: (tmp_path / "out" / name).read_text() for name in own} == own


def test_what_he_changed_is_kept_and_named(tmp_path: Path) -> None:
    export(tmp_path, ONE)
    for name in ("docs/a.md", "docs/b.md", "mkdocs.yml"):
        (tmp_path / "out" / name).open("a").write("# mine\n")
    (tmp_path / "out/docs/c").mkdir()
    (tmp_path / "out/docs/c/d.md").write_text("mine")
    kept = export(tmp_path, OTHER)
    assert {name: why.partition(";")[0] for name, why in kept.items()} == {
        "docs/a.md": "you changed it since it was exported",
        "docs/b.md": "you changed it",
        "docs/c/d.md": "it is yours",
        "mkdocs.yml": "you changed it since it was exported",
    }
    assert all((tmp_path / "out" / name).read_text().endswith(("# mine\n", "mine")) for name in kept)
    assert set(export(tmp_path, OTHER)) == {"docs/a.md", "docs/c/d.md", "mkdocs.yml"}  # b.md is his
    (tmp_path / "out/docs/a.md").unlink()
    assert set(export(tmp_path, OTHER)) == {"docs/c/d.md", "mkdocs.yml"}
    assert "Another text" in (tmp_path / "out/docs/a.md").read_text()


def test_an_owners_configuration_has_the_navigation_and_the_nonce_of_each_export(tmp_path: Path) -> None:
    nonces = set()
    for notes in (ONE, OTHER):
        export(tmp_path, notes)
        (tmp_path / "out/mkdocs.yml").open("a").write("site_url: https://example.org/\n")
        needed = yaml.safe_load((tmp_path / "out" / project.CONFIGURATION).read_text())
        nonces.add(needed["extra"]["studyguide"]["nonce"])
        assert yaml.safe_load((tmp_path / "out/mkdocs.yml").read_text())["INHERIT"] == project.CONFIGURATION
    assert len(nonces) == 2
    assert "c/d.md" in str(needed["nav"])


LEFT: list[int] = []
"""How many files may still be moved before the disk says no; empty for as many as there are."""


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "os.rename" and LEFT and str(arguments[0]).endswith(".md"):
        LEFT[0] -= 1
        if LEFT[0] < 0:
            raise OSError(errno.EIO, "the disk says no")


sys.addaudithook(_refuse)  # it stays, and does nothing else


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_export_that_was_broken_off_is_finished_by_the_next(tmp_path: Path, count: int) -> None:
    export(tmp_path, ONE)
    LEFT.append(count)
    with pytest.raises(UnwritableError, match="the disk says no"):
        export(tmp_path, OTHER)
    LEFT.clear()
    last = {"a.md": "# A\n\nA third text.\n", "e.md": "# E\n"}
    assert export(tmp_path, last) == {}
    whole = tmp_path / "whole"
    whole.mkdir()
    export(whole, last)
    assert files(tmp_path / "out") == files(whole / "out")


@pytest.mark.parametrize("listed", ["", "{}", "[1]", '{"files": 3, "before": {}}', "[" * 100_000, "\udcff"])
def test_a_folder_without_a_list_is_refused_with_a_way_out(tmp_path: Path, listed: str) -> None:
    """Exports of earlier versions have an empty one."""
    export(tmp_path, ONE)
    (tmp_path / "out" / LIST).write_bytes(listed.encode("utf-8", "surrogateescape"))
    before = files(tmp_path / "out")
    with pytest.raises(NotAnExportError, match="export into a new folder"):
        export(tmp_path, OTHER)
    assert files(tmp_path / "out") == before


def test_folders_of_others_are_refused_but_a_fresh_repository_is_not(tmp_path: Path) -> None:
    (tmp_path / "out/.git").mkdir(parents=True)
    (tmp_path / "out/.git/config").write_text("x")
    assert export(tmp_path, ONE) == {}
    (tmp_path / "out" / LIST).rename(tmp_path / "list")
    (tmp_path / "out" / LIST).symlink_to(tmp_path / "list")
    with pytest.raises(NotAnExportError, match="holds files that no export wrote"):
        export(tmp_path, ONE)
    with pytest.raises(NotAnExportError, match="is no folder"):
        project.write(build(tmp_path / "notes"), tmp_path / "notes", tmp_path / "list")


def test_a_list_is_believed_only_inside_the_export(tmp_path: Path) -> None:
    """Whoever may change the export, by pull request perhaps, must not remove files of its owner."""
    export(tmp_path, ONE)
    victim = tmp_path / "victim.txt"
    victim.write_text("theirs")
    (tmp_path / "out/link").symlink_to("..")
    (tmp_path / "out/alias.txt").symlink_to(victim)
    (tmp_path / "out/folder").mkdir()
    names = [
        "../victim.txt",
        "link/victim.txt",
        "alias.txt",
        str(victim),
        "docs/../../victim.txt",
        "folder",
        ".",
        "",
        "a\0b",
    ]
    found = json.loads((tmp_path / "out" / LIST).read_text())
    found["files"] |= dict.fromkeys(names, hashlib.sha256(b"theirs").hexdigest()) | {"docs/a.md": 3, "\ud800": "x"}
    (tmp_path / "out" / LIST).write_text(json.dumps(found))
    kept = export(tmp_path, OTHER)
    assert set(kept) >= set(names)
    assert victim.read_text() == "theirs"
    assert (tmp_path / "out/alias.txt").is_symlink()
    assert (tmp_path / "out/folder").is_dir()


@pytest.mark.parametrize("name", ["docs", "docs/a.md", "overrides/partials"])
def test_where_a_link_is_in_the_way_nothing_is_changed(tmp_path: Path, name: str) -> None:
    export(tmp_path, ONE)
    (tmp_path / "out" / name).rename(tmp_path / "moved")
    (tmp_path / "out" / name).symlink_to(tmp_path / "moved")
    before = files(tmp_path)
    with pytest.raises(UnwritableError, match="move it away"):
        export(tmp_path, OTHER)
    changed = {path for path, data in files(tmp_path).items() if before.get(path) != data}
    assert {path for path in changed if not path.startswith("notes/")} == set()


def test_a_name_of_a_note_makes_no_line_of_the_list(tmp_path: Path) -> None:
    evil = "x.png\n" + "0" * 64 + "  mkdocs.yml"
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / evil).write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "notes/a.md").write_text(f"# A\n\n![x](<{evil.replace(chr(10), '%0A')}>)\n")
    project.write(build(tmp_path / "notes"), tmp_path / "notes", tmp_path / "out")
    listed = json.loads((tmp_path / "out" / LIST).read_text())["files"]
    assert all((tmp_path / "out" / name).is_file() for name in listed)
