from pathlib import Path

import pytest

import casefiles
import views
from casefiles import Case, CaseFileError, read

TEXT = """First
.
# A
.
notes/
.

Second

With a remark.
.
--- options
split: file
--- file: x/a.md
# A
Ends in a space\\s
--- file: b.md
# B
.
b/
.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def check(case: Case, folder: Path, *, update: bool = False) -> None:
    casefiles.check(case, views.linked, folder, update=update)


def test_reads_titles_files_and_options(file: Path) -> None:
    first, second = read(file)
    assert (first.title, first.files(), first.expected) == ("First", {"notes.md": "# A\n"}, "notes/")
    assert second.title == "Second"
    assert second.files() == {"x/a.md": "# A\nEnds in a space \n", "b.md": "# B\n"}
    assert second.options().splits == (("*", "file"),)


def test_update_writes_the_expectation_of_one_case(file: Path, tmp_path: Path) -> None:
    check(read(file)[1], tmp_path, update=True)
    assert file.read_text(encoding="utf-8") == TEXT.replace("\nb/\n", "\nb/\nx/\nx/a/\n  Ends in a space\n")
    check(read(file)[1], tmp_path)


def test_a_difference_fails(file: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"cases.md:20: Second") as caught:
        check(read(file)[1], tmp_path)
    assert "+x/a/" in str(caught.value)


def test_an_empty_expectation_fails(file: Path, tmp_path: Path) -> None:
    file.write_text(TEXT.replace("notes/\n", ""), encoding="utf-8")
    with pytest.raises(AssertionError, match="expects nothing"):
        check(read(file)[0], tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT + "Third\n.\n# C\n.\n", "three lines"),
        (TEXT + "left over\n", "text after the last case"),
        (TEXT.replace("Second", "First"), "no other case"),
        (TEXT.replace("First\n", ""), "needs a title"),
        ("", "three lines"),
    ],
)
def test_a_broken_file_is_named_with_its_line(file: Path, text: str, message: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError, match=message) as caught:
        read(file)
    assert f"{file}:" in str(caught.value)


def test_every_case_file_belongs_to_a_test() -> None:
    subjects = {path.name for path in casefiles.CASES.iterdir() if path.is_dir() and path.name != "sites"}
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [subject for subject in sorted(subjects) if f'"{subject}"' not in tests] == []
