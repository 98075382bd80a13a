"""``studyguide fix`` mends what needs no decision, and changes nothing else."""

import difflib
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MakeNotes
from studyguide.build import build
from studyguide.model import Question
from studyguide.options import Options
from studyguide.outputs import differences, fix

QUESTIONS = """\
# Disk

<details>
<summary>Is it good?</summary>

Yes.

</details>

<details><summary>Which one?</summary>
<!-- tags: [D1] -->

- [x] This: it is right
- [ ] That: it is wrong

</details>

> <details><summary>Quoted?</summary>
>
> Yes.
>
> </details>

??? question "What is it?"
    An answer.

<details><summary>Glued?</summary>No way to add a line.</details>
"""
SAME = "---\nsplit: 2\n---\n# Disk\n\n## Same\n\nOne.\n\n## Same\n\nTwo.\n\nSame\n----\n\nThree.\n"


def fixed(root: Path) -> list[fix.Change]:
    """Mend a notes folder and return what was changed."""
    found = list(fix.changes(build(root), root, record=False))
    for change in found:
        fix.write(change, root)
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_questions_get_ids_that_stay(make_notes: MakeNotes, end: str) -> None:
    root = make_notes({})
    note = root / "disk.md"
    note.write_bytes(b"\xef\xbb\xbf" + QUESTIONS.replace("\n", end).encode())
    before = build(root)
    (change,) = fixed(root)
    after = build(root)
    assert [q.id for q in after.library.questions] == [q.id for q in before.library.questions]
    assert [q.tags for q in after.library.questions] == [q.tags for q in before.library.questions]
    assert [q.explicit_id for q in after.library.questions] == [True, True, True, True, False]
    assert note.read_bytes().startswith(b"\xef\xbb\xbf# Disk")
    added = [line[1:].rstrip("\r") for line in change.diff().split("\n")[2:] if line.startswith("+")]
    first, second, third, fourth = (q.id for q in after.library.questions[:4])
    assert added == [
        f"<!-- id: {first} -->",
        "<!--",
        f"id: {second}",
        "tags: [D1] -->",
        f"> <!-- id: {third} -->",
        f"    <!-- id: {fourth} -->",
    ]
    assert note.read_bytes().count(b"\n") == note.read_bytes().count(end.encode())
    # The history of a card survives an edited question.
    note.write_bytes(note.read_bytes().replace(b"Is it good?", b"Is it any good?"))
    assert build(root).library.questions[0].id == first


def test_sections_that_share_a_name_get_ids(make_notes: MakeNotes) -> None:
    root = make_notes({"disk.md": SAME})
    asked = Options(lint={"same-url": "info"})
    before = build(root, asked)
    fixed(root)
    after = build(root, asked)
    assert [section.page for section in after.library.sections] == [section.page for section in before.library.sections]
    assert [problem.rule for problem in before.problems].count("same-url") == 2
    assert "same-url" not in [problem.rule for problem in after.problems]
    assert "## Same\n<!-- studyguide id: same-2 -->\n\nTwo." in (root / "disk.md").read_text()
    assert "Same\n----\n<!-- studyguide id: same-3 -->\n\nThree." in (root / "disk.md").read_text()


def test_a_second_run_finds_nothing(make_notes: MakeNotes) -> None:
    root = make_notes({"disk.md": QUESTIONS[: QUESTIONS.index("<details><summary>Glued")], "same.md": SAME})
    assert len(fixed(root)) == 2
    assert fixed(root) == []


def test_one_edit_that_would_do_harm_does_not_stop_the_others(make_notes: MakeNotes) -> None:
    hidden = "<details>\n<summary>In\nlines?</summary>\n<!-- tags: [a, b\nc: -->\n\nYes.\n\n</details>\n"
    root = make_notes({"disk.md": f"# Disk\n\n{hidden}\n<details>\n<summary>Plain?</summary>\n\nYes.\n\n</details>\n"})
    before = build(root)
    fixed(root)
    after = build(root)
    assert [q.prompt for q in after.library.questions] == [q.prompt for q in before.library.questions]
    assert after.library.questions[-1].explicit_id


def test_notes_in_another_encoding_are_left_alone(make_notes: MakeNotes) -> None:
    root = make_notes({})
    (root / "a.md").write_bytes(QUESTIONS.encode("utf-16"))
    assert fixed(root) == []


LONG: dict[str, Callable[[int], str]] = {
    "questions": lambda k: f"<details>\n<summary>Why {k}?</summary>\n\n- [x] a\n- [ ] b\n\n</details>\n\n",
    "questions that are alike": lambda _: "<details>\n<summary>Why?</summary>\n\n- [x] a\n- [ ] b\n\n</details>\n\n",
    "questions in one line": lambda k: f"<details><summary>Why {k}?</summary>So.</details>\n\n",
    "questions that end with their line": lambda k: f"<details><summary>Why {k}?</summary></details> </summary>\n\n",
    "sections of one name": lambda _: "## Same\n\n\n\na\n\n",
}


@pytest.mark.parametrize("shape", LONG)
def test_a_file_with_many_changes_takes_linear_time(make_notes: MakeNotes, shape: str) -> None:
    """What `fix` does itself, by the time that the build of the same notes takes."""
    shares = []
    for count in (80, 400):
        root = make_notes({"a.md": "---\nsplit: 2\n---\n# A\n\n" + "".join(LONG[shape](k) for k in range(count))})
        begun = time.process_time()
        site = build(root)
        built = time.process_time()
        assert [change.diff() for change in fix.changes(site, root, record=True)]
        shares.append((time.process_time() - built) / (built - begun))
    assert shares[1] < 2 * shares[0] + 1


def test_one_change_that_spoils_a_page_keeps_back_no_other(
    make_notes: MakeNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# A\n\n" + "".join(LONG["questions"](k) for k in range(40))
    root = make_notes({"a.md": text})
    named = fix._named_question  # noqa: SLF001

    def spoiling(question: Question) -> fix.Edit:
        if question.prompt == "Why 17?":
            return lambda lines: (question.place.line - 1, "no question\n" + lines[question.place.line - 1])
        return named(question)

    monkeypatch.setattr(fix, "_named_question", spoiling)
    fixed(root)
    assert sum(question.explicit_id for question in build(root).library.questions) == 39


texts = st.lists(st.sampled_from(("a", "b", "c", "d\u2028e", "\x0c", "")), max_size=30).map("\n".join)


@given(texts, texts)
def test_a_diff_tells_one_text_from_the_other(before: str, after: str) -> None:
    pieces = differences.pieces(before, after)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after
    old = [line.rstrip("\n") for line in differences.lines_of(before)]
    new = [line.rstrip("\n") for line in differences.lines_of(after)]
    _check(differences.unified(pieces, "x", "y"), old, new)


def _check(diff: str, old: list[str], new: list[str]) -> None:
    """Go along both texts by the ranges of each hunk."""
    at = [0, 0]
    lines = diff.split("\n")[2:-1]
    for line in lines:
        if found := re.fullmatch(r"@@ -(\d+)(,0)?(?:,\d+)? \+(\d+)(,0)?(?:,\d+)? @@", line):
            starts = [int(found[1]) - (not found[2]), int(found[3]) - (not found[4])]
            assert old[at[0] : starts[0]] == new[at[1] : starts[1]]
            at = starts
            continue
        if line[0] != "+":
            assert old[at[0]] == line[1:]
            at[0] += 1
        if line[0] != "-":
            assert new[at[1]] == line[1:]
            at[1] += 1
    assert [line.rstrip("\n") for line in old[at[0] :]] == new[at[1] :]


def test_a_diff_reads_as_that_of_other_tools() -> None:
    before = "".join(f"{n}\n" for n in range(40))
    after = before.replace("7\n", "x\ny\n").replace("12\n", "").replace("30\n", "30\nz\n") + "end"
    told = differences.unified(differences.pieces(before, after), "a/x", "b/x")
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), [*after.splitlines(keepends=True)[:-1], "end\n"], "a/x", "b/x"
    )
    assert told == "".join(lines)
    assert differences.unified(differences.pieces(before, before), "a/x", "b/x") == ""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_addresses_with_blanks_become_addresses(make_notes: MakeNotes, end: str) -> None:
    text = "# A\n\n- See [the plan](my plan.md) and\n  [more](../my plan (2).md#b c).\n\n`[x](a b.md)` [y](a b.md)\n"
    root = make_notes({"a.md": text.replace("\n", end), "my plan.md": "# Plan\n\nText.\n"})
    fixed(root)
    after = (root / "a.md").read_bytes().decode()
    assert "[the plan](<my plan.md>)" in after
    assert "[more](<../my plan (2).md#b c>)" in after
    assert after.endswith(f"`[x](a b.md)` [y](a b.md){end}"), "what may be code is left to its author"
    assert not [change for change in fixed(root) if change.path == "a.md"]
