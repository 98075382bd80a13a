"""``studyguide init`` for all who start: what it writes, what it leaves alone, and what it says."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

import programs
from studyguide.outputs.init import start
from studyguide.outputs.init.publishing import Host
from studyguide.outputs.init.start import Asked, NotStartedError, Started, Verdict
from test_outputs_writing import full_disk

NOTE = "# Alpha\n\nText.\n"
PUBLISHING = {".gitignore", "requirements.txt", ".github/workflows/publish-guide.yml"}
VAULT = {
    "Alpha.md": NOTE,
    "Sub dir/Beta.md": "# Beta\n\nText.\n",
    ".obsidian/app.json": "{}",
    ".git/config": "x",
    ".venv/lib/x.md": "# X\n",
    "env/pyvenv.cfg": "",
    "env/lib/y.md": "# Y\n",
    "node_modules/z/README.md": "# Z\n",
}


def fill(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in found}


def init(here: Path, source: Path | None = None, *, name: str | None = None, host: Host = "github") -> Started:
    here.mkdir(exist_ok=True)
    return start.begin(
        Asked(here.resolve(), source, name, host), lambda _: Verdict(clean=True, words="no problems now")
    )


def config(here: Path, file: str = "mkdocs.yml") -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((here / file).read_text(encoding="utf-8").replace("!ENV", ""))
    return found


def test_an_empty_folder_gets_an_example_and_what_publishing_needs(tmp_path: Path) -> None:
    done = init(tmp_path, name='My: "guide"')
    assert set(files(tmp_path)) == {"mkdocs.yml", "docs/.gitkeep", "notes/first-steps.md", *PUBLISHING}
    assert [line.removeprefix("wrote ") for line in done.said] == [
        "notes/first-steps.md",
        "mkdocs.yml",
        "requirements.txt",
        ".gitignore",
        ".github/workflows/publish-guide.yml",
    ]
    assert config(tmp_path)["site_name"] == 'My: "guide"'


def test_a_second_time_it_writes_what_is_missing_and_names_the_rest(tmp_path: Path) -> None:
    init(tmp_path)
    before = files(tmp_path)
    (tmp_path / ".gitignore").unlink()
    done = init(tmp_path)
    assert files(tmp_path) == before
    assert done.said[:2] == ("kept mkdocs.yml: it has the plugin", "wrote .gitignore")
    assert "kept requirements.txt: it is here already" in done.said
    fill(tmp_path, {"more.md": NOTE})
    with pytest.raises(NotStartedError, match=r"put .*more\.md into notes/"):
        init(tmp_path, tmp_path / "more.md")


def test_papers_of_a_repository_are_no_notes(tmp_path: Path) -> None:
    fill(tmp_path, {"README.md": "# Mine\n", "LICENSE.md": "x", "CONTRIBUTING.md": "x", ".git/config": ""})
    init(tmp_path)
    assert "notes/first-steps.md" in files(tmp_path)


def test_a_notes_file_in_the_folder_moves_with_what_it_shows(tmp_path: Path) -> None:
    shown = (
        "![a](img/a%20b.png) <img src='img/c.png'> ![[d.png]] [r] [no](../o.png) [n](other.md) [w](https://x.org/y)\n"
    )
    fill(tmp_path, {"g/my.md": f"{NOTE}{shown}\n[r]: img/r.pdf\n", "o.png": "o", "g/other.md": NOTE})
    pictures = ["img/a b.png", "img/c.png", "d.png", "img/r.pdf"]
    fill(tmp_path / "g", dict.fromkeys(pictures, "x"))
    done = init(tmp_path / "g", tmp_path / "g/my.md")
    there = set(files(tmp_path / "g"))
    assert "my.md" not in there
    assert {name for name in there if name.startswith("notes/")} == {"notes/my.md", *(f"notes/{p}" for p in pictures)}
    assert set(pictures) <= there
    assert done.said[0].endswith("my.md to notes/my.md")
    assert "other.md" in there


def test_the_readme_of_a_repository_stays_where_it_is(tmp_path: Path) -> None:
    fill(tmp_path, {"README.md": NOTE, ".git/config": ""})
    init(tmp_path, tmp_path / "README.md")
    assert (tmp_path / "README.md").read_text() == (tmp_path / "notes/README.md").read_text() == NOTE


def test_notes_from_elsewhere_are_copied_and_that_is_said(tmp_path: Path) -> None:
    fill(tmp_path / "else", {"my.md": NOTE})
    done = init(tmp_path / "one", tmp_path / "else/my.md")
    assert (tmp_path / "one/notes/my.md").read_text() == (tmp_path / "else/my.md").read_text() == NOTE
    assert "edit the notes there from now on" in done.said[0]
    fill(tmp_path / "vault", VAULT)
    (tmp_path / "vault/link").symlink_to("/etc")
    init(tmp_path / "two", tmp_path / "vault")
    found = {path.relative_to(tmp_path / "two/notes").as_posix() for path in (tmp_path / "two/notes").rglob("*")}
    assert found == {"Alpha.md", "Sub dir", "Sub dir/Beta.md", "link"}
    assert (tmp_path / "two/notes/link").is_symlink()


@pytest.mark.parametrize("extra", [{}, {"notes.md": NOTE, ".obsidian/app.json": ""}])
def test_a_vault_stays_where_it_is(tmp_path: Path, extra: dict[str, str]) -> None:
    here = tmp_path / "My vault"
    fill(here, VAULT | extra)
    before = files(here)
    init(here)
    after = files(here)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"mkdocs.yml", "docs/.gitkeep", *PUBLISHING}
    assert config(here)["site_name"] == "My vault"
    assert {"studyguide": {"notes_dir": "."}} in config(here)["plugins"]  # type: ignore[operator]
    assert "/env/" in (here / ".gitignore").read_text().splitlines()


def test_the_hosts_folders_are_not_those_of_notes(tmp_path: Path) -> None:
    """The host empties the folder of the site before each build."""
    fill(tmp_path, {"a.md": NOTE, "docs/b.md": NOTE, "site/c.md": NOTE})
    init(tmp_path)
    assert (config(tmp_path)["docs_dir"], config(tmp_path)["site_dir"]) == ("own-pages", "_site")
    assert "path: _site/" in (tmp_path / ".github/workflows/publish-guide.yml").read_text()


def test_a_folder_of_notes_below_stays_there(tmp_path: Path) -> None:
    fill(tmp_path, {"my texts/a.md": NOTE})
    init(tmp_path, tmp_path / "my texts")
    assert {"studyguide": {"notes_dir": "my texts"}} in config(tmp_path)["plugins"]  # type: ignore[operator]
    assert not (tmp_path / "notes").exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("my notes.docx", "pandoc --to gfm --wrap none --extract-media . --output 'my notes.md' '"),
        ("x.odt", "pandoc "),
        ("x.RTF", "pandoc "),
        ("x.html", "pandoc "),
        ("x.ipynb", "pandoc "),
        ("x.org", "pandoc "),
        ("my notes.txt", "my notes.md'"),
        ("x.markdown", "notes end in .md: mv "),
        ("x.doc", "save it as .docx"),
        ("x.pdf", "take the document that it was made from"),
        ("x.xyz", "Markdown files that end in .md"),
        ("x", "Markdown files that end in .md"),
        ("folder", "but 2 .docx. One by one"),
        ("bare", "there are no notes"),
        ("nowhere.md", "there is no"),
    ],
)
def test_what_is_no_markdown_is_refused_with_what_to_do(tmp_path: Path, name: str, says: str) -> None:
    fill(tmp_path / "from", {name: "x"} if name not in {"folder", "bare", "nowhere.md"} else {})
    fill(tmp_path / "from", {"folder/a.docx": "x", "folder/b.docx": "x", "folder/c.txt": "x", "bare/a.png": ""})
    with pytest.raises(NotStartedError) as raised:
        init(tmp_path / "here", tmp_path / "from" / name)
    assert says in str(raised.value)
    assert list((tmp_path / "here").iterdir()) == []


def test_it_starts_neither_in_a_home_nor_from_a_folder_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path.resolve()))
    fill(tmp_path, {"Documents/a.md": NOTE})
    with pytest.raises(NotStartedError, match="your home folder"):
        init(tmp_path)
    with pytest.raises(NotStartedError, match="holds this folder"):
        init(tmp_path / "here", tmp_path)


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    fill(tmp_path, {"notes/my.md": "mine", "else/my.md": NOTE})
    with pytest.raises(NotStartedError, match=r"notes/my\.md is here already"):
        init(tmp_path, tmp_path / "else/my.md")
    assert files(tmp_path) == {"notes/my.md": "mine", "else/my.md": NOTE}
    (tmp_path / "outside").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/notes").symlink_to("../outside")
    with pytest.raises(OSError, match="a link or a file where a folder belongs"):
        init(tmp_path / "new", tmp_path / "else/my.md")
    assert list((tmp_path / "outside").iterdir()) == []


def test_where_the_disk_is_full_nothing_is_left(tmp_path: Path) -> None:
    fill(tmp_path, {"g/my.md": NOTE, "g/mkdocs.yml": "site_name: x\nplugins: [search]\n"})
    before = files(tmp_path)
    with full_disk(500), pytest.raises(OSError, match="the disk is full"):
        init(tmp_path / "g")
    assert files(tmp_path) == before
    (tmp_path / "g/mkdocs.yml").unlink()
    with full_disk(500), pytest.raises(OSError, match="the disk is full"):
        init(tmp_path / "g", tmp_path / "g/my.md")
    assert files(tmp_path) == {"g/my.md": NOTE}
    assert sorted(path.name for path in (tmp_path / "g").iterdir()) == ["my.md"]


SITE = "site_name: x # mine\ntheme: {name: material}\nplugins:\n  - search # kept\nnav: [index.md]\n"


def test_a_site_gets_the_plugin_and_keeps_its_text(tmp_path: Path) -> None:
    fill(tmp_path, {"mkdocs.yml": SITE, "docs/index.md": NOTE, "requirements.txt": "mkdocs\n", ".gitignore": "/site\n"})
    done = init(tmp_path)
    assert (tmp_path / "mkdocs.yml").read_text() == SITE.replace("# kept\n", "# kept\n  - studyguide\n")
    assert (tmp_path / "requirements.txt").read_text() == "mkdocs\n"
    assert done.said[0] == "added studyguide to the plugins of mkdocs.yml"
    kept = {line.partition(":")[0] for line in done.said if line.startswith("kept ")}
    assert kept == {"kept requirements.txt", "kept .gitignore", "kept `nav`"}
    assert "add to it: mkdocs-studyguide[mkdocs]==" in next(line for line in done.said if "requirements" in line)
    assert "add to it: /.cache/ /.venv/" in next(line for line in done.said if "gitignore" in line)
    assert "run: mkdocs build\n" in (tmp_path / ".github/workflows/publish-guide.yml").read_text()


@pytest.mark.parametrize(
    ("text", "source", "options"),
    [("site_name: x\ndocs_dir: notes\n", None, "study-notes"), ("site_name: x\n", "docs", "docs"), (SITE, ".", ".")],
)
def test_pages_become_notes_only_if_that_is_asked_for(
    tmp_path: Path, text: str, source: str | None, options: str
) -> None:
    fill(tmp_path, {"mkdocs.yml": text, "docs/index.md": NOTE, "notes/index.md": NOTE})
    init(tmp_path, tmp_path / source if source else None)
    plugins = config(tmp_path)["plugins"]
    assert plugins == ["search", {"studyguide": {"notes_dir": options}}]


def test_what_a_configuration_inherits_is_shown_not_changed(tmp_path: Path) -> None:
    fill(tmp_path, {"base.yml": "plugins:\n  - search\n", "mkdocs.yml": "INHERIT: base.yml\nsite_name: x\n"})
    before = files(tmp_path)
    with pytest.raises(NotStartedError, match=r"base\.yml is what mkdocs\.yml takes its plugins from") as raised:
        init(tmp_path)
    assert "   - search\n+  - studyguide\n" in str(raised.value)
    assert files(tmp_path) == before
    fill(tmp_path, {"base.yml": "theme: material\n"})
    init(tmp_path)
    assert (tmp_path / "mkdocs.yml").read_text().endswith("site_name: x\nplugins:\n  - search\n  - studyguide\n")


@pytest.mark.parametrize("how", ["link", "read-only", "alias"])
def test_a_configuration_that_cannot_be_written_is_shown_changed(tmp_path: Path, how: str) -> None:
    fill(tmp_path, {"real.yml": "p: &p [search]\nplugins: *p\n" if how == "alias" else SITE})
    if how == "link":
        (tmp_path / "mkdocs.yml").symlink_to("real.yml")
    else:
        (tmp_path / "real.yml").rename(tmp_path / "mkdocs.yml")
    (tmp_path / "mkdocs.yml").chmod(0o444 if how == "read-only" else 0o644)
    before = files(tmp_path)
    with pytest.raises(NotStartedError, match="and run this again") as raised:
        init(tmp_path)
    assert "  - studyguide" in str(raised.value)
    assert files(tmp_path) == before


@pytest.mark.parametrize("name", ["mkdocs.yaml", "properdocs.yml"])
def test_other_names_of_the_configuration_are_known(tmp_path: Path, name: str) -> None:
    fill(tmp_path, {name: "\ufeff" + SITE.replace("\n", "\r\n"), "docs/index.md": NOTE})
    init(tmp_path)
    assert (tmp_path / name).read_bytes().decode().count("\r\n") == SITE.count("\n") + 1
    assert (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbfsite_name")
    program = "properdocs" if name.startswith("properdocs") else "mkdocs"
    assert (tmp_path / "requirements.txt").read_text().startswith(f"mkdocs-studyguide[{program}]==")
    assert f"run: {program} build" in (tmp_path / ".github/workflows/publish-guide.yml").read_text()


def test_what_other_plugins_need_is_installed_too(tmp_path: Path) -> None:
    fill(tmp_path, {"mkdocs.yml": "theme: material\nplugins: [search, tags, unheard-of: {x: 1}]\n"})
    init(tmp_path)
    lines = (tmp_path / "requirements.txt").read_text().splitlines()[1:]
    assert lines == ["# the package of 'unheard-of' belongs here: it is not installed"]


def test_a_workflow_that_publishes_already_is_kept_alone(tmp_path: Path) -> None:
    fill(tmp_path, {".github/workflows/ci.yml": "run: mkdocs gh-deploy\n", ".git/config": ""})
    done = init(tmp_path)
    assert [path.name for path in (tmp_path / ".github/workflows").iterdir()] == ["ci.yml"]
    assert any(line.startswith("kept .github/workflows/ci.yml and wrote no other") for line in done.said)


def test_a_pipeline_is_kept_and_the_documentation_has_the_job_for_it(tmp_path: Path) -> None:
    fill(tmp_path / "one", {".gitlab-ci.yml": "test: {}\n"})
    assert any("add the job `pages`" in line for line in init(tmp_path / "one", host="gitlab").said)
    init(tmp_path / "two", host="gitlab")
    page = (Path(__file__).parent.parent / "docs/make-your-own/publishing.md").read_text(encoding="utf-8")
    assert (tmp_path / "two/.gitlab-ci.yml").read_text(encoding="utf-8").partition("\n")[2] in page


@pytest.mark.parametrize(
    ("host", "file"), [("github", ".github/workflows/publish-guide.yml"), ("gitlab", ".gitlab-ci.yml")]
)
def test_in_a_part_of_a_repository_the_workflow_stands_at_its_top(tmp_path: Path, host: Host, file: str) -> None:
    (tmp_path / ".git").mkdir()
    done = init(tmp_path / "a 'guide", host=host)
    assert f"wrote ../{file}" in done.said
    written = yaml.safe_load((tmp_path / file).read_text())
    if host == "gitlab":
        assert written["pages"]["script"][0] == "cd 'a '\"'\"'guide'"
    else:
        assert written["jobs"]["build"]["defaults"]["run"]["working-directory"] == "a 'guide"
        assert written["jobs"]["build"]["steps"][-1]["with"]["path"] == "a 'guide/site/"


def test_notes_with_problems_are_published_without_strict(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.md").write_text("# A\n\n[[Nowhere]]\n")
    done = programs.run("studyguide", "init", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    *_, serve, check, publish = done.stdout.strip().splitlines()
    assert serve.startswith("1. ")
    assert "mkdocs serve" in serve
    assert check.endswith("1 problem now")
    assert "GitHub Actions" in publish
    assert "run: mkdocs build\n" in (tmp_path / ".github/workflows/publish-guide.yml").read_text()
