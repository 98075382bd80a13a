"""Case files: tests that a note author can read, in ``tests/cases/<subject>/*.md``.

A case is a title, then notes, then what is made of them; each part ends with a line that holds only a dot::

    A title, and if one line is not enough, remarks below it
    .
    # Amazon S3
    Keeps objects. See [[EBS]].

    # EBS
    Keeps blocks.
    .
    notes/amazon-s3/
      Keeps objects. See [EBS](notes/ebs/).
    notes/ebs/
      Keeps blocks.
    .

The notes are one file called ``notes.md``. A line ``--- file: storage/s3.md`` begins a further file with that
path, and a line ``--- options`` begins the plugin's options as they stand in ``mkdocs.yml``. The text of a ``.png`` or
``.pdf`` stands behind the bytes that begin such a file. A line that ends in ``\\s`` or ``\\t`` stands for one that ends
in a space or a tab, which editors like to remove.

What is expected is text drawn by one of the functions in ``tests/views.py``. ``pytest --update`` writes it anew; read
the difference before you commit it, for what stands there is what the guide's readers get. A case without an
expectation fails, and so do a part without its final dot and two cases of one title in a file.
"""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from studyguide import settings
from studyguide.build import build
from studyguide.options import Options
from studyguide.site import Site

CASES = Path(__file__).parent / "cases"
DEFAULT_FILE = "notes.md"
_FILE = "--- file:"
_OPTIONS = "--- options"
_END = "."
_BEGINNINGS = {".png": b"\x89PNG\r\n\x1a\n", ".pdf": b"%PDF-"}
"""A file that does not begin as its name promises is not published."""


class CaseFileError(ValueError):
    """A case file is not in the format above; the message names file and line."""


@dataclass(frozen=True)
class Case:
    """One case; ``first`` and ``last`` are the lines of its expectation (from 0, the last one excluded)."""

    path: Path
    title: str
    notes: str
    expected: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.path.stem}: {self.title}"

    def files(self) -> dict[str, str]:
        """Return the text of every file by its path."""
        return {name: "\n".join(lines) + "\n" for name, lines in self._parts().items() if name != _OPTIONS}

    def options(self) -> Options:
        """Read the options as the plugin does."""
        text = "\n".join(self._parts().get(_OPTIONS, []))
        return settings.options(yaml.safe_load(text) or {})

    def _parts(self) -> dict[str, list[str]]:
        parts: dict[str, list[str]] = {}
        current = parts.setdefault(DEFAULT_FILE, [])
        for line in self.notes.split("\n"):
            if line.startswith(_FILE):
                current = parts.setdefault(line.removeprefix(_FILE).strip(), [])
            elif line.strip() == _OPTIONS:
                current = parts.setdefault(_OPTIONS, [])
            else:
                current.append(_with_blank_end(line))
        if not any(parts[DEFAULT_FILE]) and len(parts) > 1:
            del parts[DEFAULT_FILE]
        return parts


def load(subject: str) -> list[Case]:
    """Read all case files of a subject."""
    files = sorted((CASES / subject).glob("*.md"))
    if not files:
        raise CaseFileError(f"no case files in {CASES / subject}")
    return [case for path in files for case in read(path)]


def read(path: Path) -> list[Case]:
    """Read one case file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    ends = [number for number, line in enumerate(lines) if line == _END]
    if len(ends) % 3 or not ends:
        raise CaseFileError(f"{path}:{ends[-1] + 1 if ends else 1}: every case has three lines with only a dot")
    rest = [number for number, line in enumerate(lines) if line.strip() and number > ends[-1]]
    if rest:
        raise CaseFileError(f"{path}:{rest[0] + 1}: text after the last case")
    cases: list[Case] = []
    start = 0
    for after_title, after_notes, after_expected in zip(ends[::3], ends[1::3], ends[2::3], strict=True):
        heading = [line for line in lines[start:after_title] if line.strip()]
        if not heading or heading[0] in {case.title for case in cases}:
            raise CaseFileError(f"{path}:{after_title + 1}: a case needs a title that no other case of the file has")
        notes = "\n".join(lines[after_title + 1 : after_notes])
        expected = "\n".join(lines[after_notes + 1 : after_expected])
        cases.append(Case(path, heading[0], notes, expected, after_notes + 1, after_expected))
        start = after_expected + 1
    return cases


def write(case: Case, actual: str) -> None:
    """Put a new expectation into the case's file."""
    current = next(found for found in read(case.path) if found.title == case.title)
    lines = case.path.read_text(encoding="utf-8").split("\n")
    lines[current.first : current.last] = actual.split("\n")
    case.path.write_text("\n".join(lines), encoding="utf-8")


def check(case: Case, view: Callable[[Site], str], folder: Path, *, update: bool) -> None:
    """Build the case's notes in ``folder`` and compare; or, to update, write down what came out."""
    actual = view(build(write_notes(folder, case.files()), case.options())).strip("\n")
    assert actual.strip(), "nothing came out: a case must show something"
    if update:
        write(case, actual)
    else:
        assert case.expected.strip(), "the case expects nothing yet: run pytest --update and read what it wrote"
        assert actual == case.expected, _difference(case, actual)


def _difference(case: Case, actual: str) -> str:
    lines = difflib.unified_diff(case.expected.split("\n"), actual.split("\n"), "expected", "made", lineterm="")
    return f"{case.path}:{case.first + 1}: {case.title}\n" + "\n".join(lines)


def write_notes(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a notes folder and return it."""
    notes = folder / "notes"
    notes.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = notes / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_BEGINNINGS.get(path.suffix, b"") + text.encode())
    return notes


def _with_blank_end(line: str) -> str:
    for mark, blank in ((r"\s", " "), (r"\t", "\t")):
        if line.endswith(mark):
            return line.removesuffix(mark) + blank
    return line
