import os
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from conftest import MakeNotes
from studyguide import settings
from studyguide.build import build
from studyguide.guide import git as git_module
from studyguide.guide.history import changed
from studyguide.html import edits
from studyguide.language.language import ENGLISH_WORDS
from studyguide.model import Edit
from studyguide.outputs import feed
from studyguide.paths import SourcePath
from studyguide.problems import Place
from studyguide.reuse.memory import Memory

SETTINGS = Place(SourcePath("mkdocs.yml"), 1)
TEXT = "# One\nText.\n\n# Two\nText.\n"


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
    who |= {
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
    }
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | who, check=True, capture_output=True)


def commit(folder: Path, name: str, text: str, day: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "Change", day=day)


def days(notes: Path) -> dict[str, date]:
    sections = build(notes).library.sections
    found, _ = changed(notes, sections, SETTINGS)
    return {section.title: found[section.page] for section in sections if section.page in found}


@pytest.fixture
def notes(make_notes: MakeNotes) -> Path:
    folder = make_notes({"a.md": TEXT})
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "Begin", day="2026-01-01")
    return folder


def test_each_section_has_the_day_of_its_own_lines(notes: Path) -> None:
    commit(notes, "a.md", TEXT.replace("# Two\nText", "# Two\nOther text"), "2026-02-02")
    found = days(notes)
    assert found["One"] == date(2026, 1, 1)
    assert found["Two"] == date(2026, 2, 2)


def test_lines_that_move_keep_their_day(notes: Path) -> None:
    commit(notes, "a.md", "# New\nText here.\n\n" + TEXT, "2026-02-02")
    found = days(notes)
    assert found["New"] == date(2026, 2, 2)
    assert found["Two"] == date(2026, 1, 1)


def test_uncommitted_lines_have_no_day(notes: Path) -> None:
    (notes / "a.md").write_text(TEXT + "\n# Three\nText.\n", encoding="utf-8")
    found = days(notes)
    assert "Three" not in found
    assert found["One"] == date(2026, 1, 1)


def test_notes_in_a_folder_of_the_repository_with_odd_names(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    folder = tmp_path / "my notes"
    folder.mkdir()
    commit(folder, "日本 & co.md", "# Japan\nText.\n", "2026-03-03")
    assert days(folder) == {"Japan": date(2026, 3, 3)}


def test_outside_of_a_repository_nothing_is_known(make_notes: MakeNotes, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_notes({"a.md": TEXT})
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert days(folder) == {}


def test_without_git_nothing_is_known(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert days(notes) == {}


def test_notes_that_look_like_a_repository_run_nothing(tmp_path: Path) -> None:
    """Git takes a folder with ``HEAD``, ``objects`` and ``refs`` for a repository, and runs what its settings name."""
    notes, proof = tmp_path / "notes", tmp_path / "proof"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {proof}\n")
    program.chmod(0o755)
    git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", "notes")
    git(notes, "config", "log.showSignature", "true")
    git(notes, "config", "gpg.program", str(program))
    git(notes, "config", "core.bare", "false")
    git(notes, "config", "core.worktree", ".")
    tree = subprocess.check_output(["git", "--git-dir=.", "mktree"], cwd=notes, input=b"").decode().strip()
    head = f"tree {tree}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n"
    signed = f"{head}gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----\n\nx\n"
    hash_object = ["git", "--git-dir=.", "hash-object", "-w", "-t", "commit", "--stdin"]
    made = subprocess.check_output(hash_object, cwd=notes, input=signed.encode()).decode()
    (notes / "refs/heads/main").write_text(made)
    (notes / "a.md").write_text(TEXT)
    subprocess.run(["git", "log"], cwd=notes, capture_output=True, check=False)
    assert proof.exists(), "this is how it is done"
    proof.unlink()
    assert days(notes) == {}
    assert not proof.exists()


def at(folder: Path, when: str, name: str = "a.md") -> None:
    """Commit with any time at all: git itself refuses some, whoever writes the object does not."""
    (folder / name).write_text(f"# Odd\nText of {name}.\n", encoding="utf-8")
    git(folder, "add", "-A")
    tree, parent = asked(folder, "write-tree"), asked(folder, "rev-parse", "HEAD")
    who = f"A <a@example.org> {when}"
    text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nOdd\n"
    commit = asked(folder, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", text=text)
    asked(folder, "update-ref", "HEAD", commit)


def asked(folder: Path, *command: str, text: str = "") -> str:
    result = subprocess.run(["git", *command], cwd=folder, input=text, text=True, capture_output=True, check=True)
    return result.stdout.strip()


@pytest.mark.parametrize(
    ("when", "expected"),
    {
        "4102444800 +0000": "today",  # 2100
        "253402300800 +0000": "today",  # 10000
        "99999999999999 +0000": "today",
        "18446744073709551615 +0000": None,
        "99999999999999999999999999 +0000": None,
        "1767268800 +9999": "2026-01-01",
        "1767268800 -9999": "2026-01-01",
        "1767268800 +999999": "2026-01-01",
        "0 +0000": "1970-01-01",
        "-86400 +0000": None,
        "soon +0000": None,
        "": None,
    }.items(),
)
def test_a_commit_may_say_any_time(
    notes: Path, monkeypatch: pytest.MonkeyPatch, when: str, expected: str | None
) -> None:
    """The build's day is the last that counts; what no calendar has is not raised."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    at(notes, when)
    found = days(notes)
    today = date(2026, 9, 21)
    assert max(found.values(), default=today) <= today
    if expected:
        assert found["Odd"] == (today if expected == "today" else date.fromisoformat(expected))


def test_a_commit_of_tomorrow_does_not_lead_the_feed_with_its_day(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    at(notes, "253402300800 +0000", "b.md")
    library = build(notes).library
    assert b"9999" not in feed.encode(library, "https://example.org/")
    assert b"<lastBuildDate>Mon, 21 Sep 2026 00:00:00 GMT</lastBuildDate>" in feed.encode(
        library, "https://example.org/"
    )


def test_a_copy_without_its_past_says_so_once_and_invents_no_day(notes: Path, tmp_path: Path) -> None:
    commit(notes, "b.md", "# Three\nText.\n", "2026-02-02")
    commit(notes, "a.md", TEXT.replace("# Two\nText", "# Two\nOther text"), "2026-03-03")
    said = []
    for depth in (1, 2):
        copy = tmp_path / f"depth-{depth}"
        git(tmp_path, "clone", "-q", f"--depth={depth}", f"file://{notes}", str(copy))
        assert days(copy) == ({"Two": date(2026, 3, 3)} if depth > 1 else {})
        said.append([problem.message for problem in build(copy).problems if problem.rule == "shallow-clone"])
    assert said[0] == said[1]
    assert len(said[0]) == 1
    assert "fetch-depth: 0" in said[0][0]
    git(copy, "fetch", "-q", "--unshallow")
    assert days(copy) == days(notes)
    assert not [problem for problem in build(copy).problems if problem.rule == "shallow-clone"]


# What sections said before.


def told(notes: Path) -> dict[str, list[tuple[str, str]]]:
    library = build(notes).library
    titles = {section.page: section.title for section in library.sections}
    return {
        titles[page]: [(edit.before, edit.after) for edit in found.edits]
        for page, found in library.reworded.items()
        if found.was and found.tells
    }


def test_the_last_change_of_each_section_is_told_in_sentences(notes: Path) -> None:
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nIt keeps 10 days. It is cheap."), "2026-02-02")
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nIt keeps 15 days. It is cheap."), "2026-03-03")
    commit(notes, "a.md", "# One\nOther.\n\n# Two\nIt keeps 15 days. It is cheap.\n", "2026-04-04")
    assert told(notes) == {"One": [("Text.", "Other.")], "Two": [("It keeps 10 days.", "It keeps 15 days.")]}
    library = build(notes).library
    assert {str(found.day) for found in library.reworded.values()} == {"2026-03-03", "2026-04-04"}


def test_what_came_and_went_on_one_day_or_is_not_committed_is_not_told(notes: Path) -> None:
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nA password."), "2026-02-02")
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nNo more."), "2026-02-02")
    (notes / "a.md").write_text(TEXT.replace("# Two\nText.", "# Two\nNot yet."), encoding="utf-8")
    assert told(notes) == {"Two": [("Text.", "No more.")]}


FACTS = """
### Limits

| At a glance | |
|---|---|
| limit | 500 records |
| max size | 5 GB |
| min size | 1 GB |
| stateful | yes |
| logs | no |

It keeps "all" – [see there](https://a.example/x)[^1].

- First.
- Second.

| Kind | Cost |
|---|---|
| hot | 1 |
| cold | 2 |

[^1]: https://a.example/
"""


@pytest.mark.parametrize(
    "pairs",
    [
        [("| limit |", "| records and limits |")],
        [("| limit |", "| records |"), ("| max size |", "| max object |"), ("| min size |", "| min object |")],
        [("### Limits", "### What it can hold")],
        [("- First.\n- Second.", "- Second.\n- First.")],
        [("| limit | 500 records |\n| max size | 5 GB |", "| max size | 5 GB |\n| limit | 500 records |")],
        [("| Kind | Cost |", "| Class | Price |")],
        [('"all" –', "“all”—")],
        [("https://a.example/x", "https://b.example/y")],
        [("[^1]", "[^2]")],
        [("### Limits\n\n", "")],
    ],
    ids=["name", "names", "heading", "items", "rows", "columns", "signs", "link", "footnote", "no heading"],
)
def test_the_same_facts_by_other_names_are_no_change(notes: Path, pairs: list[tuple[str, str]]) -> None:
    commit(notes, "a.md", TEXT + FACTS, "2026-02-02")
    commit(notes, "a.md", TEXT + FACTS.replace("500", "400"), "2026-03-03")
    before = told(notes)
    assert before == {"Two": [("limit: 500 records", "limit: 400 records")]}
    text = FACTS
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    commit(notes, "a.md", TEXT + text.replace("500", "400"), "2026-04-04")
    assert told(notes) == before
    assert {found.day for found in build(notes).library.reworded.values() if found.was} == {date(2026, 3, 3)}


@pytest.mark.parametrize(
    ("pairs", "edits"),
    [
        ([("max size", "min weight")], [("max size: 5 GB", "min weight: 5 GB")]),
        ([("| stateful | yes", "| stateful | no"), ("| logs | no", "| logs | yes")], 2),
        ([("| logs |", "| not logs |")], [("logs: no", "not logs: no")]),
        ([("### Limits", "### 5 limits")], [("Limits", "5 limits")]),
        ([("| hot | 1 |", "| warm | 1 |")], [("hot: 1", "warm: 1")]),
    ],
    ids=["turned", "swapped", "denied", "number", "subject"],
)
def test_a_name_that_turns_a_fact_is_a_change(
    notes: Path, pairs: list[tuple[str, str]], edits: list[tuple[str, str]] | int
) -> None:
    commit(notes, "a.md", TEXT + FACTS, "2026-02-02")
    text = FACTS
    for old, new in pairs:
        text = text.replace(old, new)
    commit(notes, "a.md", TEXT + text, "2026-03-03")
    found = told(notes)["Two"]
    assert len(found) == edits if isinstance(edits, int) else found == edits


def test_what_changed_by_name_alone_is_not_listed_as_a_change(notes: Path) -> None:
    for n, day in enumerate(("2026-02-02", "2026-02-03", "2026-02-04", "2026-02-05")):
        commit(notes, "a.md", TEXT.replace("# One\nText.", f"# One\nText {n}.") + FACTS, day)
    renamed = FACTS.replace("| limit |", "| records |")
    commit(notes, "a.md", TEXT.replace("# One\nText.", "# One\nText 9.") + renamed, "2026-03-03")
    site = build(notes)
    two = next(section.page for section in site.library.sections if section.title == "Two")
    assert site.library.changed[two] < date(2026, 3, 3)
    assert not site.library.reworded[two].tells
    page = next(page.html for page in site.pages if page.name == "changes")
    assert ">One <" in page
    assert ">Two<" not in page.partition("oldest-reviews")[0]


def test_metadata_that_changed_last_are_no_change_where_git_knows_no_more(notes: Path, tmp_path: Path) -> None:
    commit(notes, "a.md", TEXT.replace("# One\nText.", "# One\nWords."), "2026-02-02")
    meta = "# Two\n<!-- studyguide\nreviewed: 2026-03-03\n-->\n"
    text = TEXT.replace("# One\nText.", "# One\nOther.").replace("# Two\n", meta)
    commit(notes, "a.md", text, "2026-03-03")
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{notes}", str(tmp_path / "copy"))
    page = next(page.html for page in build(tmp_path / "copy").pages if page.name == "changes")
    listed = page.partition("oldest-reviews")[0]
    assert "One" in listed
    assert "Two" not in listed


ASKED = """

??? question "What keeps blocks?"
    <!-- studyguide
    search: [old words]
    -->
    - [x] A disk. It has blocks.
    - [ ] A tape. It is slow.

```mermaid
graph LR
  A --> B
```
"""


def test_of_questions_answers_and_diagrams_it_is_told_that_they_changed(notes: Path) -> None:
    def changed(*pairs: tuple[str, str]) -> str:
        text = ASKED
        for old, new in pairs:
            text = text.replace(old, new)
        return TEXT.replace("# Two\nText.", f"# Two\nText.{text}")

    commit(notes, "a.md", changed(), "2026-02-02")
    commit(notes, "a.md", changed(("What keeps", "Which keeps"), ("old words", "new words")), "2026-03-03")
    assert done(notes) == [("question_changed", 1)]
    commit(notes, "a.md", changed(("It is slow", "It winds"), ("A --> B", "A --> C")), "2026-04-04")
    assert done(notes) == [("question_changed", 1), ("answer_changed", 1), ("diagram_changed", 1)]
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nWords."), "2026-05-05")
    assert done(notes) == [("", 0), ("question_removed", 1), ("diagram_removed", 1)]
    assert told(notes)["Two"][0] == ("Text.", "Words.")
    page = next(page.html for page in build(notes).pages if page.name == "changes")
    assert "<li><p>Questions removed: 1</p></li>" in page


def done(notes: Path) -> list[tuple[str, int]]:
    library = build(notes).library
    return [(edit.kind, edit.number) for found in library.reworded.values() if found.was for edit in found.edits]


def test_an_edit_of_a_long_sentence_shows_what_is_near() -> None:
    words = " ".join(f"w{n}" for n in range(30))
    shown = str(edits.listed([Edit(f"{words} old {words}", f"{words} new {words}")], ENGLISH_WORDS))
    assert "… w18 w19" in shown
    assert "<del>old</del> w0" in shown
    assert shown.count("w11 …") == 2
    assert shown.count("w12 ") == 0


def test_what_no_page_showed_is_not_told(notes: Path) -> None:
    draft = TEXT.replace("# Two\n", "# Two\n<!-- studyguide\ndraft: true\n-->\nHeld back. ")
    commit(notes, "a.md", draft.replace("# One\nText.", "# One\n<!-- hidden\n\nwords -->\nText."), "2026-02-02")
    commit(notes, "a.md", TEXT.replace("Text.\n\n# Two", "Text, again.\n\n# Two"), "2026-03-03")
    assert told(notes) == {"One": [("Text.", "Text, again.")]}
    two = next(section for section in build(notes).library.sections if section.title == "Two")
    assert build(notes).library.reworded[two.page].edits == ()


def test_a_file_is_followed_under_its_names_and_metadata_are_no_words(notes: Path) -> None:
    text = f"---\nsplit: 1\n---\n{TEXT}" + "".join(f"\n# More {n}\nThe same text, {n}.\n" for n in range(9))
    commit(notes, "a.md", text, "2026-02-02")
    git(notes, "mv", "a.md", "b.md")
    git(notes, "commit", "-m", "Move", day="2026-03-03")
    commit(notes, "b.md", text.replace("# Two\n", "# Two\n<!-- studyguide\nreviewed: 2026-03-04\n-->\n"), "2026-04-04")
    assert told(notes) == {}
    two = next(section.page for section in build(notes).library.sections if section.title == "Two")
    assert build(notes).library.changed[two] == date(2026, 1, 1)  # not the day of its metadata
    commit(notes, "b.md", text.replace("text, 3", "words, 3"), "2026-05-05")
    assert told(notes) == {"More 3": [("The same text, 3.", "The same words, 3.")]}


def test_only_the_main_line_counts(notes: Path) -> None:
    git(notes, "checkout", "-q", "-b", "side")
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nTried."), "2026-02-02")
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nSettled."), "2026-02-05")
    git(notes, "checkout", "-q", "-")
    commit(notes, "b.md", "# Other\nText.\n", "2026-02-06")
    git(notes, "merge", "-q", "--no-ff", "-m", "Merge", "side", day="2026-02-07")
    assert told(notes) == {"Two": [("Text.", "Settled.")]}


def test_a_copy_without_its_past_takes_no_text_for_new(notes: Path, tmp_path: Path) -> None:
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nOther."), "2026-02-02")
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nThird."), "2026-03-03")
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{notes}", str(copy))
    assert build(copy).library.reworded == {}
    copy = tmp_path / "deeper"
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{notes}", str(copy))
    assert told(copy) == {"Two": [("Other.", "Third.")]}


def test_an_owner_may_keep_words_to_himself(notes: Path) -> None:
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nOther."), "2026-02-02")
    assert build(notes, settings.options({"changed_words": False})).library.reworded == {}


def test_pages_show_the_sentences_escaped_and_what_differs_is_marked(notes: Path) -> None:
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nA `<b>` of 10 days, at most."), "2026-02-02")
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nA `<b>` of 15 days, at most."), "2026-03-03")
    site = build(notes)
    pages = {str(page.name): page.encoded.decode() for page in site.pages}
    for name in ("changes", "a/two"):
        assert "A &lt;b&gt; of <del>10</del> days, at most." in pages[name]
        assert "A &lt;b&gt; of <ins>15</ins> days, at most." in pages[name]
    assert "<del>" not in pages["a/one"]
    rss = feed.encode(site.library, "https://example.org/").decode()
    assert "&lt;del&gt;10&lt;/del&gt;" in rss


def test_headings_and_rows_have_lines_of_their_own(notes: Path) -> None:
    table = "| At a glance | |\n|---|---|\n| size | 1 GB |\n| price | much |\n"
    commit(
        notes, "a.md", TEXT.replace("# Two\nText.", f"# Two\nText. More. Words.\n\n## Facts\n\n{table}"), "2026-02-02"
    )
    site = build(notes)
    assert told(notes) == {"Two": [("", "More. Words.\nFacts\nsize: 1 GB\nprice: much")]}
    changes = next(page for page in site.pages if page.name == "changes").encoded.decode()
    assert "More. Words.<br>Facts<br>size: 1 GB<br>price: much</p>" in changes
    assert '<details class="sg-fold" open>' in changes


def test_a_build_that_remembers_makes_the_same_pages(notes: Path) -> None:
    memory = Memory()
    commit(notes, "a.md", TEXT.replace("# Two\nText.", "# Two\nOther."), "2026-02-02")
    for text in (TEXT, TEXT.replace("# Two\nText.", "# Two\nThird.")):
        (notes / "a.md").write_text(text, encoding="utf-8")
        again, first = build(notes, memory=memory), build(notes)
        assert again.library.reworded == first.library.reworded
        assert [page.encoded for page in again.pages] == [page.encoded for page in first.pages]
        git(notes, "commit", "-am", "Change", "--allow-empty", day="2026-03-03")
    assert told(notes) == {"Two": [("Other.", "Third.")]}


def test_git_is_asked_of_a_note_only_if_it_or_the_commit_is_another(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "b.md").write_text(TEXT, encoding="utf-8")
    commit(notes, "c.md", TEXT, "2026-01-02")
    memory, run = Memory(), git_module.run
    wanted = list[str]()

    def running(root: Path, arguments: Iterable[str], given: bytes = b"") -> bytes:
        wanted.append(" ".join(arguments))
        return run(root, arguments, given)

    def asked_again() -> list[str]:
        monkeypatch.setattr(git_module, "run", running)
        wanted.clear()
        site = build(notes, memory=memory)
        found = list(wanted)
        monkeypatch.setattr(git_module, "run", run)
        assert site.library.changed == build(notes).library.changed
        return found

    assert len(asked_again()) > 1
    assert asked_again() == []
    for words, more in (("Words", ["cat-file --batch"]), ("Other words", [])):  # what was committed is fetched once
        (notes / "a.md").write_text(TEXT.replace("Text", words), encoding="utf-8")
        assert asked_again() == ["blame --porcelain -- a.md", *more]
    commit(notes, "a.md", TEXT.replace("Text", "Other"), "2026-03-03")
    assert len(asked_again()) > 1


def test_a_chapter_of_which_only_its_own_page_changed_is_named_once(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "a.md", "---\nsplit: 2\n---\n# Disks\nText.\n\n## Fast\nText.\n", "2026-01-01")
    commit(tmp_path, "a.md", "---\nsplit: 2\n---\n# Disks\nMore text.\n\n## Fast\nText.\n", "2026-02-01")
    html = next(page for page in build(tmp_path).pages if page.name == "changes").html
    later, first = html.split('id="day-2026-01-01"')
    assert "Disks" in later
    assert "<h3>" not in later
    assert "<h3>Disks</h3>" in first
