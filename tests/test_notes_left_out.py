"""What is no note stays out of everything, is told where nobody asked for it, and is known to links."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import MakeNotes, MakeSite
from studyguide import settings
from studyguide.build import build
from studyguide.given import SettingError
from studyguide.options import Exclude, Options
from studyguide.outputs import anki, studyguide_json
from studyguide.outputs.export import project
from studyguide.site import Site

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


def guide(root: Path, *exclude: str, docs: tuple[str, ...] = (), below: str = "") -> Site:
    return build(root, Options(exclude=Exclude(exclude, docs, below)))


def titles(site: Site) -> list[str]:
    return sorted(section.title for section in site.library.sections if section.last)


def told(site: Site, rule: str) -> list[str]:
    return [problem.message for problem in site.problems if problem.rule == rule]


@pytest.fixture
def notes(make_notes: MakeNotes) -> Path:
    files = {f"{name}.md": f"# {name.title()}\n\nSee [pic](../p/a.png).\n" for name in ("a", "drafts/b", "drafts/keep")}
    root = make_notes(files)
    (root / "drafts/secret.png").write_bytes(PNG)
    return root


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (("drafts/",), ["A"]),
        (("/drafts/*", "!keep.md"), ["A", "Drafts/Keep"]),
        (("b.md", "# a.md"), ["A", "Drafts/Keep"]),
        (("**/b.*",), ["A", "Drafts/Keep"]),
        (("/b.md",), ["A", "Drafts/B", "Drafts/Keep"]),
    ],
)
def test_patterns_are_those_of_git(notes: Path, patterns: tuple[str, ...], left: list[str]) -> None:
    assert titles(guide(notes, *patterns)) == left


def test_patterns_of_the_host_count_from_its_own_folder(notes: Path) -> None:
    assert titles(guide(notes, docs=("/notes/drafts/",), below="notes/")) == ["A"]
    assert titles(guide(notes, docs=("/drafts/",))) == ["A"]
    assert titles(guide(notes, docs=("/drafts/",), below="notes/")) == ["A", "Drafts/B", "Drafts/Keep"]


def test_nothing_of_it_is_in_any_output(make_notes: MakeNotes, tmp_path: Path) -> None:
    hushed = "# Hush\n\n<details><summary>Is it hush?</summary>\n\nHush.\n\n</details>\n\n## Terms\n\n- **HSH**: hush\n"
    root = make_notes(
        {"a.md": "# A\n\nText.\n\n![](private/x.png)\n\n" + hushed.replace("ush", "ello"), "private/s.md": hushed}
    )
    (root / "private/x.png").write_bytes(PNG)
    site = guide(root, "private/")
    project.write(site, root, tmp_path / "export")
    deck = tmp_path / "deck.apkg"
    deck.write_bytes(anki.encode(site))
    written = [path.read_bytes() for path in (tmp_path / "export").rglob("*") if path.is_file()]
    written += [studyguide_json.encode(site), *(page.html.encode() for page in site.pages)]
    written += [zipfile.ZipFile(deck).read(name) for name in zipfile.ZipFile(deck).namelist()]
    assert len(written) > 20
    assert not [text for text in written if b"Hush" in text or b"hush" in text]
    assert site.assets == {}
    assert told(site, "dead-image") == ["the image `private/x.png` is not there: its path is relative to this file"]


OBSIDIAN: Mapping[str, Mapping[str, str]] = {
    ".obsidian/templates.json": {"folder": "My [t]"},
    ".obsidian/plugins/templater-obsidian/data.json": {"templates_folder": "/My [t]/"},
}


@pytest.mark.parametrize("name", OBSIDIAN)
def test_templates_and_what_is_installed_are_left_out_and_said_once(make_notes: MakeNotes, name: str) -> None:
    folders = ("My [t]", "_templates", "node_modules", "x/node_modules", ".trash")
    root = make_notes({"a.md": "# A\n", **{f"{folder}/t.md": "# T\n" for folder in folders}})
    (root / name).parent.mkdir(parents=True)
    (root / name).write_text(json.dumps(OBSIDIAN[name]))
    site = guide(root)
    assert titles(site) == ["A"]
    assert told(site, "excluded") == []
    (message,) = [problem.message for problem in build(root, Options(lint={"excluded": "info"})).problems]
    assert "`My [t]/`, `_templates/` left out" in message
    assert titles(guide(root, "!_templates/")) == ["A", "T"]


@pytest.mark.parametrize("text", ['{"folder": "/"}', '{"folder": ".."}', '{"folder": 3}', "[1]", "{", "[" * 10_000])
def test_odd_settings_of_obsidian_leave_nothing_out(make_notes: MakeNotes, text: str) -> None:
    root = make_notes({"a.md": "# A\n", ".obsidian/templates.json": text})
    assert titles(guide(root)) == ["A"]


@pytest.mark.parametrize("link", ["![x]({0})", "![[{0}]]", "<img src='{0}'>", "[x]({0})"])
def test_a_picture_of_a_hidden_folder_is_published_where_it_shows(make_notes: MakeNotes, link: str) -> None:
    path = ".gitbook/assets/x.png"
    root = make_notes({"sub/a.md": f"# A\n\n{link.format(path if '[[' in link else f'../{path}')}\n"})
    (root / ".gitbook/assets").mkdir(parents=True)
    for name in (path, ".gitbook/assets/other.png", ".gitbook/assets/y.txt"):
        (root / name).write_bytes(PNG)
    (root / ".gitbook/assets/link.png").symlink_to("y.txt")
    site = guide(root)
    assert {path: asset.source for path, asset in site.assets.items()} == {"gitbook/assets/x.png": path}
    (page,) = (page for page in site.pages if page.name == "sub/a")
    assert '="../../gitbook/assets/x.png"' in page.html
    assert guide(root, ".gitbook/").assets == {}


def test_documents_of_a_hidden_folder_are_published_and_what_programs_read_is_not(make_notes: MakeNotes) -> None:
    shown = {"x (1).pdf": b"%PDF-1", "x.mp4": b"\0\0\0 ftypisom"}
    hidden = {"x.json": b"{}", "x.zip": b"PK\3\4", "other.pdf": b"%PDF-1"}
    links = "\n\n".join(f'{{% file src="../.gitbook/assets/{name}" %}}' for name in (*shown, "x.json", "x.zip"))
    root = make_notes({"sub/a.md": f"# A\n\n{links}\n"})
    (root / ".gitbook/assets").mkdir(parents=True)
    for name, data in (shown | hidden).items():
        (root / ".gitbook/assets" / name).write_bytes(data)
    site = guide(root)
    assert {asset.source for asset in site.assets.values()} == {f".gitbook/assets/{name}" for name in shown}
    (page,) = (page for page in site.pages if page.name == "sub/a")
    assert 'href="../../gitbook/assets/x%20%281%29.pdf"' in page.html.replace("x%20(1)", "x%20%281%29")
    assert len(told(site, "dead-link")) == len(["x.json", "x.zip"])


def test_a_picture_that_shows_keeps_its_name_beside_a_hidden_one(make_notes: MakeNotes) -> None:
    root = make_notes({"a.md": "# A\n\n![](pics/x.png) ![](.pics/x.png)\n"})
    for folder in ("pics", ".pics"):
        (root / folder).mkdir()
        (root / folder / "x.png").write_bytes(PNG)
    assert {path: asset.source for path, asset in guide(root).assets.items()} == {
        "pics/x.png": "pics/x.png",
        "pics-2/x.png": ".pics/x.png",
    }


def test_links_to_hidden_and_excluded_notes_are_told_from_missing_ones(make_notes: MakeNotes) -> None:
    text = "# A\n\n[x](.drafts/b.md) [x](out/c.md) [x](gone.md) [[b]] [[c]] [[.drafts/b]] [[gone]]\n"
    site = guide(make_notes({"a.md": text, ".drafts/b.md": "# B\n", "out/c.md": "# C\n"}), "out/")
    hidden = ".drafts/b.md is hidden, for `.drafts` begins with a dot: link to where it is kept"
    out = "out/c.md is left out: change `exclude`"
    found = [message.partition(", or")[0].partition(" leads")[0] for message in told(site, "dead-link")]
    # In a hidden folder a mere name means nothing: it may be a tool's own.
    assert sorted(found) == sorted([hidden, out, "`[gone.md]`", "`[[gone]]`", "`[[b]]`"])


def test_a_pattern_that_is_none_is_said() -> None:
    with pytest.raises(SettingError, match=r"must be a pattern as in a \.gitignore"):
        settings.excluded(["!"], "", Path("/n"), Path("/d"))
    assert settings.excluded("a/\nb/\n", None, Path("/d/n"), Path("/d")) == Exclude(("a/", "b/"), (), "n/")


def test_what_logseq_keeps_beside_its_pages_is_no_note(make_site: MakeSite) -> None:
    site = make_site(
        {
            "pages/a.md": "- [[Missing]]\n",
            "logseq/config.edn": '{:meta/version 1\n ;; :hidden ["pages"]\n :hidden ["/archived" "README.md"]}\n',
            "logseq/bak/pages/a/2023.md": "- old\n",
            "logseq/.recycle/b.md": "- gone\n",
            "archived/c.md": "- c\n",
            "README.md": "# About\n",
        },
        lint={"dead-link": "info"},
    )
    assert [section.place.path for section in site.library.sections if section.last] == ["pages/a.md"]
    # A link makes a page in Logseq, if an empty one.
    assert [problem.rule for problem in site.problems] == ["dead-link"]


def test_a_folder_called_logseq_is_one_as_any_other(make_site: MakeSite) -> None:
    site = make_site({"logseq/a.md": "# A\n\n[[Missing]]\n"})
    assert [problem.severity for problem in site.problems if problem.rule == "dead-link"] == ["warning"]
