"""Links lead where GitHub leads them, and what leads here alone is told, with the form that works in both places."""

import re
from pathlib import Path
from typing import Any

import pytest

from studyguide import cli, repository, settings
from studyguide.build import build
from studyguide.outputs import fix
from studyguide.site import Site

FILES = {
    "b.md": "# Beta\n\ntext\n\n## Part\n\nmore\n",
    "c d.md": "# C D\n",
    "folder/README.md": "# Folder page\n",
    "two/README.md": "# Two\n",
    "two/one.md": "# One\n",
    "deep/er/d.md": "# Lowest of all\n",
    "img/P.png": "\x89PNG\r\n\x1a\n0000",
}
OWN = "https://github.com/me/own"


def guide(
    project: Path, text: str, *, notes: str = "notes", at: str = "a.md", url: str | None = OWN, **given: Any
) -> tuple[Path, Site]:
    """Build a repository with one note that holds ``text``."""
    (project / ".git").mkdir(exist_ok=True)
    root = project / notes
    for name, content in {**FILES, at: f"# Alpha\n\n{text}\n"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode("latin-1"))
    config = "../" * len(Path(notes).parts) + "mkdocs.yml" if notes != "." else "mkdocs.yml"
    kept_in = repository.find(url, None, project, root.resolve())
    return root, build(root, settings.options(given, repository=kept_in, config=config))


def links(site: Site, page: str = "a") -> list[str]:
    html = next(found.html for found in site.pages if found.name == page)
    return re.findall(r'<a (?:id="sg-ref-\d+" )?href="([^"]*)"[^>]*>x</a>', html)


def told(site: Site) -> list[tuple[str, str]]:
    return [(problem.rule, problem.message) for problem in site.problems]


FOLLOWED = {
    "folder/": "../folder/",
    "folder": "../folder/",
    "./folder": "../folder/",
    "folder/README.md": "../folder/",
    "two/": "../two/",
    "two": "../two/",
    "../notes/b.md": "../b/",
    "../notes/b.md#part": "../b/#part",
    "../notes/folder": "../folder/",
    "/notes/b.md": "../b/",
    "/notes/b.md#part": "../b/#part",
    "/notes/deep/er/d.md": "../deep/er/d/",
    "/notes/folder": "../folder/",
    "b.md#user-content-part": "../b/#part",
    "#user-content-alpha": "./",
    "b.md#L1": "../b/",
    "b.md#L7": "../b/#part",
    "b.md#L5-L9": "../b/#part",
    "b.md#L6C3-L7C9": "../b/#part",
    "b.md#L999": "../b/#part",
    "b.md?plain=1#L7": "../b/#part",
    "c%20d.md": "../c%20d/",
    "<c d.md>": "../c%20d/",
    "c%20d%2Emd": "../c%20d/",
    f"{OWN}/blob/main/notes/b.md": "../b/",
    f"{OWN}/blob/main/notes/b.md#part": "../b/#part",
    f"{OWN}/blob/main/notes/b.md#L7": "../b/#part",
    f"{OWN}/blob/main/notes/c%20d.md": "../c%20d/",
    f"{OWN}/tree/main/notes/folder": "../folder/",
    "https://GitHub.com/Me/Own/blob/main/notes/b.md": "../b/",
}


@pytest.mark.parametrize("href", FOLLOWED)
def test_an_address_of_github_leads_to_the_page(tmp_path: Path, href: str) -> None:
    _, site = guide(tmp_path, f"[x]({href})")
    assert links(site) == [FOLLOWED[href]]
    assert told(site) == []


STAYING = (
    f"{OWN}/blob/main/notes/b.md?plain=1#L7",
    f"{OWN}/blob/0a1b2c3/notes/b.md",
    f"{OWN}/edit/main/notes/b.md",
    f"{OWN}/blob/main/notes/gone.md",
    f"{OWN}/blob/main/notes/B.md",
    f"{OWN}/blob/main/other.md",
    f"{OWN}/issues/1",
    f"{OWN}",
    "https://github.com/me/own-other/blob/main/notes/b.md",
    "https://github.com/me/other/blob/main/notes/b.md",
    "https://github.com.evil.example/me/own/blob/main/notes/b.md",
)


@pytest.mark.parametrize("href", STAYING)
def test_other_addresses_of_the_repository_stay(tmp_path: Path, href: str) -> None:
    _, site = guide(tmp_path, f"[x]({href})")
    assert links(site) == [href]
    assert told(site) == []


def test_a_link_that_speaks_of_github_stays_there(tmp_path: Path) -> None:
    _, site = guide(tmp_path, f"[Beta on GitHub]({OWN}/blob/main/notes/b.md)")
    assert f'href="{OWN}/blob/main/notes/b.md"' in next(page.html for page in site.pages if page.name == "a")


AMENDED = {
    "b": "b.md",
    "./b": "b.md",
    "b/": "b.md",
    "/b/": "b.md",
    "/b.md": "b.md",
    "b.html": "b.md",
    "b#part": "b.md#part",
    "B.md": "b.md",
    "C%20D.md": "c%20d.md",
    "FOLDER/": "folder/README.md",
    "folder/readme": "folder/README.md",
    "../Notes/b.md": "",
    "/deep/er/d": "deep/er/d.md",
}


@pytest.mark.parametrize("href", AMENDED)
def test_what_github_does_not_find_is_told_with_the_form_that_it_finds(tmp_path: Path, href: str) -> None:
    root, site = guide(tmp_path, f"Text [x]({href}) `[x]({href})` and <https://example.org>.")
    if not AMENDED[href]:
        assert [rule for rule, _ in told(site)] == ["dead-link"]
        return
    ((rule, message),) = told(site)
    assert rule == "github-link"
    assert message.endswith(f"write `{AMENDED[href]}`")
    assert all(problem.severity == "info" for problem in site.problems)
    (change,) = fix.changes(site, root, record=False)
    fix.write(change, root)
    after = (root / "a.md").read_text()
    assert after == f"# Alpha\n\nText [x]({AMENDED[href]}) `[x]({href})` and <https://example.org>.\n"
    _, again = guide(tmp_path, after.removeprefix("# Alpha\n\n").rstrip("\n"))
    assert links(again) == links(site)
    assert told(again) == []


def test_pictures_too(tmp_path: Path) -> None:
    text = "![p](img/p.PNG)\n\n![p](/notes/img/P.png) ![p](../notes/img/P.png)\n\n<img src='img/P.PNG' alt='p'>"
    root, site = guide(tmp_path, text)
    html = next(page.html for page in site.pages if page.name == "a")
    assert html.count('src="../img/P.png"') == 4
    assert [message.rpartition("write ")[2] for _, message in told(site)] == ["`img/P.png`"] * 2
    for change in fix.changes(site, root, record=False):
        fix.write(change, root)
    assert told(build(root)) == []


def test_pictures_of_the_own_repository_are_files_of_the_guide(tmp_path: Path) -> None:
    raw = "https://raw.githubusercontent.com/me/own/main/notes/img/P.png"
    text = f'![p]({OWN}/blob/main/notes/img/P.png?raw=true)\n\n![p]({raw}) <img src="{OWN}/raw/main/notes/img/P.png">'
    _, site = guide(tmp_path, text)
    html = next(page.html for page in site.pages if page.name == "a")
    assert html.count('src="../img/P.png"') == 3
    assert "img/P.png" in site.assets
    assert told(site) == []


def test_notes_that_are_the_whole_repository(tmp_path: Path) -> None:
    _, site = guide(tmp_path, f"[x](/b.md) [x](/folder) [x]({OWN}/blob/main/b.md#part)", notes=".")
    assert links(site) == ["../b/", "../folder/", "../b/#part"]
    assert told(site) == []


def test_notes_deep_in_a_repository(tmp_path: Path) -> None:
    text = "[x](../../docs/notes/b.md) [x](/docs/notes/b.md) [x](../notes/b.md) [x](../../../out/docs/notes/b.md)"
    _, site = guide(tmp_path, text, notes="docs/notes")
    assert links(site) == ["../b/"] * 3
    assert [rule for rule, _ in told(site)] == ["dead-link"]


def test_files_of_the_repository_beside_the_notes_are_shown_there(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a b.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "notes/.hidden").mkdir(parents=True)
    lost = "[x](../gone.py) [x](../../src/a%20b.py) [x](../.git) [x](../notes/.hidden)"
    _, site = guide(tmp_path, f"[x](../src/a%20b.py#L1) [x](/src/a%20b.py) [x](../src) {lost}")
    shown = f"{OWN}/blob/main/src"
    assert links(site) == [f"{shown}/a%20b.py#L1", f"{shown}/a%20b.py", shown]
    assert [rule for rule, _ in told(site)] == ["dead-link"] * 4
    _, site = guide(tmp_path, "[x](../src/a%20b.py)", url=None)
    assert [rule for rule, _ in told(site)] == ["dead-link"]


def test_the_top_of_a_page_is_known_to_every_browser(tmp_path: Path) -> None:
    _, site = guide(tmp_path, "[x](#top) [x](b.md#Top) [x](b.md#topmost)")
    assert links(site)[1:] == ["../b/", "../b/"]
    assert [rule for rule, _ in told(site)] == ["dead-anchor"]


def test_without_a_known_repository_nobody_says_where_its_root_is(tmp_path: Path) -> None:
    _, site = guide(tmp_path, "[x](/b.md) [x](/notes/b.md) [x](../notes/b.md)", url=None)
    assert links(site) == ["../b/"] * 3
    assert told(site) == []


def test_notes_written_for_a_site_are_told_once_and_left(tmp_path: Path) -> None:
    many = "\n\n".join(f"[x](/b/#part) [x](deep/er/d) {number} [x](./b?n={number})" for number in range(8))
    root, site = guide(tmp_path, many)
    assert told(site) == []
    root, site = guide(tmp_path, many, lint={"site-link": "info"})
    ((rule, message),) = told(site)
    assert rule == "site-link"
    assert "24 links in 1 file are written as for a site" in message
    assert list(fix.changes(site, root, record=False)) == []


def test_a_label_of_another_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes/deep").mkdir(parents=True)
    (tmp_path / "notes/labels.md").write_text(
        "# L\n\n[x][Far], [y][near], [z][top]\n\n[far]: https://example.org\n[near]: b.md\n[top]: #l\n"
    )
    text = (
        "One [x][far] `[x][far]`\nand [x][Near], [x][none], [x][mine], [x][TOP].\n\n"
        "```\n[x][far]\n```\n\n[mine]: ../b.md"
    )
    _, site = guide(tmp_path, text, at="deep/a.md")
    found = [(str(p.place), p.message) for p in site.problems if p.rule == "foreign-label"]
    assert [place for place, _ in found] == ["deep/a.md:3", "deep/a.md:4", "deep/a.md:4"]
    assert "`[far]` is defined in labels.md only" in found[0][1]
    assert "add `[far]: https://example.org` here" in found[0][1]
    assert "[Near]: ../b.md" in found[1][1]
    assert "[TOP]: ../labels.md#l" in found[2][1]


def test_the_command_writes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, _ = guide(tmp_path, '[x](B.md "T") [x][r]\n\n[r]: <c d> "T"')
    monkeypatch.chdir(tmp_path)
    assert cli.main(["fix", "--notes", "notes"]) == 0
    assert "links that GitHub finds too" in capsys.readouterr().out
    assert (root / "a.md").read_text() == '# Alpha\n\n[x](b.md "T") [x][r]\n\n[r]: <c%20d.md> "T"\n'


@pytest.mark.parametrize(
    ("settings_of", "content", "silent"),
    [
        ("mkdocs.yml", "plugins: [search]\n", True),
        ("mkdocs.yml", "plugins: [search, studyguide]\n", False),
        ("notes/_config.yml", "", True),
        ("notes/deep/_config.yml", "", True),
        ("notes/two/_config.yml", "", False),
        ("notes/.gitbook/assets/x.txt", "", True),
    ],
)
def test_nothing_is_said_of_github_where_another_tool_shows_the_notes(
    tmp_path: Path, settings_of: str, content: str, *, silent: bool
) -> None:
    (tmp_path / settings_of).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / settings_of).write_text(content)
    root, site = guide(tmp_path, "[x](../../b)", at="deep/er/a.md")
    assert links(site, "deep/er/a") == ["../../../b/"]
    assert [rule for rule, _ in told(site)] == ([] if silent else ["github-link"])
    assert (list(fix.changes(site, root, record=False)) == []) == silent
