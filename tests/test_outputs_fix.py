"""``studyguide fix`` mends what needs no decision, and changes nothing else."""

from pathlib import Path

import pytest

from conftest import MakeNotes
from studyguide.build import build
from studyguide.outputs import fix

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
    before = build(root)
    fixed(root)
    after = build(root)
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
