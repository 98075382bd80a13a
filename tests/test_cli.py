"""The command ``studyguide``, run as a program."""

import json
import subprocess
from pathlib import Path

import pytest

import programs

GUIDES = Path(__file__).parent / "guides"


def studyguide(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return programs.run("studyguide", *arguments, cwd=cwd)


def test_check_prints_problems_with_file_line_rule_and_repair() -> None:
    result = studyguide("check", "--notes", "messy/notes", cwd=GUIDES)
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("info: messy/notes/cloud-notes.md:56: “CloundFast” in the title is likely misspelt")
    assert lines[0].endswith("[misspelt-title]")
    assert lines[-1] == "11 sections: 0 errors, 2 warnings, 3 infos"
    assert studyguide("check", "--strict", "--notes", "messy/notes", cwd=GUIDES).returncode == 1
    assert studyguide("check", "--strict", "--notes", "clean/notes", cwd=GUIDES).returncode == 0


def test_the_package_runs_as_the_command_does() -> None:
    result = programs.started("python", "-m", "studyguide", "--help", cwd=GUIDES)
    assert result.stdout.startswith("usage: studyguide ")
    assert result.stdout == programs.started("studyguide", "--help", cwd=GUIDES).stdout


def test_check_fails_on_errors(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntags: [open\n---\n# A\n\nText.\n")
    result = studyguide("check", "--notes", ".", cwd=tmp_path)
    assert result.returncode == 1
    assert "error: a.md:2: the metadata is not valid YAML" in result.stdout


def test_what_a_command_said_is_said_again_until_something_changes(tmp_path: Path) -> None:
    project = tmp_path / "guide"
    (project / "notes").mkdir(parents=True)
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text("site_name: Guide\nplugins: [studyguide]\n")
    note, beside = project / "notes/a.md", tmp_path / "there.txt"
    note.write_text("# A\n\nText, [[nothing]] and [a file](../../there.txt).\n")
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def said(*arguments: str, **variables: str) -> tuple[int, str]:
        ended = programs.run("studyguide", *arguments, cwd=project, env=home | variables)
        return ended.returncode, ended.stdout

    first = said("check")
    assert "`[[nothing]]`" in first[1]
    again = programs.started("python", "-X", "importtime", "-m", "studyguide", "check", cwd=project, env=home)
    assert (again.returncode, again.stdout) == first
    assert "studyguide.build\n" not in again.stderr
    assert said("check", "--strict") == (1, first[1])
    (entry, *_) = (project / ".cache/studyguide").glob("said-*")
    for path, text in (
        (note, "# A\n\nText, [[none]] and [a file](../../there.txt).\n"),
        (beside, "here"),
        (project / "docs/none.md", "# None\n"),
        (project / "mkdocs.yml", "plugins: [studyguide: {lint: {dead-link: info}}]\n"),
        (entry, "damaged"),
    ):
        path.write_text(text)
        assert said("check") == said("check") == said("check", STUDYGUIDE_CACHE="off")
    assert said("fix", "--dry-run") == said("fix", "--dry-run") == said("fix", "--dry-run", STUDYGUIDE_CACHE="off")


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_check_tells_of_files_that_changed_since_a_commit(tmp_path: Path) -> None:
    project = tmp_path / "guide"
    (project / "notes" / "ä").mkdir(parents=True)
    (project / "mkdocs.yml").write_text("site_name: Guide\nplugins: [studyguide]\n")
    names = ("old.md", "ä/then.md", "edited.md", "staged.md", "new.md", "gone.md")
    for name in ("old.md", "edited.md", "staged.md", "gone.md"):
        (project / "notes" / name).write_text(f"# {name[:-3]}\n\n[[nothing of {name}]]\n")
    _git(tmp_path, "init", "-q", "--initial-branch=main")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "Begin")
    _git(tmp_path, "checkout", "-qb", "mine")
    (project / "notes/ä/then.md").write_text("# Then\n\n[[nothing of then]]\n")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "Then")
    _git(tmp_path, "checkout", "-q", "main")
    (project / "notes/old.md").write_text("# Old\n\n[[nothing of theirs]]\n")
    _git(tmp_path, "commit", "-qam", "Theirs")
    _git(tmp_path, "checkout", "-q", "mine")
    (project / "notes/edited.md").write_text("# Edited\n\n[[nothing of edits]]\n")
    (project / "notes/staged.md").write_text("# Staged\n\n[[nothing of staged]]\n")
    (project / "notes/new.md").write_text("# New\n\n[[nothing of new]]\n")
    (project / "notes/gone.md").unlink()
    _git(tmp_path, "add", "guide/notes/staged.md")

    def told(*arguments: str) -> list[str]:
        result = studyguide("check", "--strict", *arguments, cwd=project)
        assert result.returncode == 1, result.stderr
        *lines, total = result.stdout.splitlines()
        assert (
            total == "6 sections, 1 more in files that did not change; in those that did: 0 errors, 4 warnings, 0 infos"
        )
        return sorted(name for line in lines for name in names if f"notes/{name}:" in line)

    assert told("--changed-since", "main") == told("--changed-since=main") == sorted({*names} - {"old.md", "gone.md"})
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "All")
    result = studyguide("check", "--strict", "--changed-since", "HEAD", cwd=project)
    assert (result.returncode, result.stdout.count("\n")) == (0, 1)


@pytest.mark.parametrize("commit", ["nowhere", "--help", ""])
def test_a_commit_that_nobody_knows_is_said(tmp_path: Path, commit: str) -> None:
    (tmp_path / "a.md").write_text("# A\n\nText.\n")
    result = studyguide("check", "--notes", ".", f"--changed-since={commit}", cwd=tmp_path)
    assert result.returncode == 2
    assert "there is no repository around the notes" in result.stderr
    _git(tmp_path, "init", "-q")
    result = studyguide("check", "--notes", ".", f"--changed-since={commit}", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "git knows no commit" in result.stderr


@pytest.mark.parametrize("title", ["100 % \r\n::error::no", "a,b:c%0A"])
def test_annotations_cannot_be_broken_out_of(tmp_path: Path, title: str) -> None:
    text = f"# A\n\n[[{title}]]\n".replace("\r\n", " ")
    (tmp_path / "a.md").write_text(text)
    result = studyguide("check", "--format", "github", "--notes", ".", cwd=tmp_path)
    assert result.stdout.count("\n") == 1
    assert result.stdout.startswith("::warning file=a.md,line=3,title=dead-link::")
    assert "%0A" not in result.stdout or "%250A" in result.stdout


def test_sarif_and_json_hold_every_problem() -> None:
    sarif = json.loads(studyguide("check", "--format", "sarif", "--notes", "messy/notes", cwd=GUIDES).stdout)
    found = json.loads(studyguide("check", "--format", "json", "--notes", "messy/notes", cwd=GUIDES).stdout)
    results = sarif["runs"][0]["results"]
    assert sarif["version"] == "2.1.0"
    assert [r["ruleId"] for r in results] == [problem["rule"] for problem in found]
    assert {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]} == {p["rule"] for p in found}
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "messy/notes/cloud-notes.md"
    assert place["region"]["startLine"] == 56


def test_without_a_configuration_it_says_what_to_do(tmp_path: Path) -> None:
    result = studyguide("check", cwd=tmp_path)
    assert result.returncode == 2
    assert "run this where mkdocs.yml is, or name the notes with --notes" in result.stderr
    result = studyguide("check", "--notes", "nowhere", cwd=tmp_path)
    assert result.returncode == 2
    assert "there is no folder" in result.stderr


def test_the_configuration_is_read_without_running_it(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("site_name: Base\nplugins:\n  studyguide:\n    notes_dir: texts\n")
    text = "INHERIT: base.yml\nsite_url: !ENV [NOWHERE, '']\nemoji: !!python/name:os.system\n"
    (tmp_path / "mkdocs.yml").write_text(text)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text("# A\n\nText.\n")
    result = studyguide("check", "--strict", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "1 section: 0 errors, 0 warnings, 0 infos\n")


@pytest.mark.parametrize("folder", ["docs", "site"])
@pytest.mark.parametrize("named", [".", "../notes"])
def test_notes_without_a_site_may_lie_in_any_folder(tmp_path: Path, folder: str, named: str) -> None:
    (tmp_path / "notes" / folder).mkdir(parents=True)
    (tmp_path / "notes" / "a.md").write_text("# A\n\nText.\n")
    (tmp_path / "notes" / folder / "README.md").write_text("# B\n\nText.\n")
    result = studyguide("check", "--notes", named, cwd=tmp_path / "notes")
    assert (result.returncode, result.stdout) == (0, "2 sections: 0 errors, 0 warnings, 0 infos\n")


def test_what_is_inherited_is_joined_key_by_key_as_the_host_does(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("site_name: Base\nplugins:\n  studyguide:\n    notes_dir: texts\n")
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\nplugins:\n  studyguide:\n    facts_heading: Facts\n")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text("# A\n\nText.\n")
    assert studyguide("check", "--strict", cwd=tmp_path).stdout.startswith("1 section: 0 errors")


@pytest.mark.parametrize(
    ("value", "folder"),
    [
        ("", "notes"),
        ("!ENV NOTES_HERE", "texts"),
        ("!ENV [NOWHERE, NOTES_HERE, notes]", "texts"),
        ("!ENV [A_, b]", "b"),
    ],
)
def test_the_notes_folder_may_be_empty_or_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, folder: str
) -> None:
    monkeypatch.setenv("NOTES_HERE", "texts")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: S\nplugins:\n  - studyguide:\n      notes_dir: {value}\n")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "a.md").write_text("# A\n\nText.\n")
    result = studyguide("check", "--strict", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "1 section: 0 errors, 0 warnings, 0 infos\n"), result.stderr


def test_problems_in_the_options_name_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "plugins:\n  - studyguide:\n      compare:\n        - {title: X, members: [A, A]}\n        - title: Y\n"
        "          tag: none\n          members:\n            - A\n            - Nothing\n"
        "      allow_unsafe_html: true\n"
    )
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# A\n\n| At a glance | |\n|---|---|\n| x | y |\n")
    result = studyguide("check", cwd=tmp_path)
    assert "warning: mkdocs.yml:4: `compare`: “X” needs two members" in result.stdout
    assert "warning: mkdocs.yml:6: `compare`: no section has the tag `none`" in result.stdout
    assert "warning: mkdocs.yml:9: `compare`: no section `Nothing`" in result.stdout
    assert "info: mkdocs.yml:10: `allow_unsafe_html` is on" in result.stdout


def test_fix_shows_what_it_would_do_and_then_does_it(tmp_path: Path) -> None:
    note = tmp_path / "notes" / "a.md"
    note.parent.mkdir()
    note.write_text("# A\n\n<details>\n<summary>Why?</summary>\n\nSo.\n\n</details>\n")
    before = note.read_text()
    shown = studyguide("fix", "--dry-run", "--record", "--notes", "notes", cwd=tmp_path).stdout
    assert "+++ b/a.md" in shown
    assert "+<!-- id: q-" in shown
    assert "+a/\n" in shown
    assert note.read_text() == before
    assert list(note.parent.iterdir()) == [note]
    done = studyguide("fix", "--record", "--notes", "notes", cwd=tmp_path).stdout
    assert done.startswith("wrote notes/a.md: ids that stay")
    assert "wrote notes/published-urls.txt: the addresses" in done
    assert studyguide("fix", "--notes", "notes", cwd=tmp_path).stdout.startswith("nothing to mend")
    note.write_text(note.read_text().replace("# A\n", "# A\n\n## Part\n"))
    (note.parent / "b.md").write_text("# B\n")
    (note.parent / "b.md").rename(note.parent / "c.md")
    checked = studyguide("check", "--strict", "--notes", "notes", cwd=tmp_path)
    assert checked.returncode == 0
    note.rename(note.parent / "b.md")
    checked = studyguide("check", "--strict", "--notes", "notes", cwd=tmp_path)
    assert checked.returncode == 1
    assert "notes/published-urls.txt:2: `a/` was published and leads nowhere now" in checked.stdout
