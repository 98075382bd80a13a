"""A problem names the line that it stands on, as editors count lines, whatever else looks like the end of one."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import MakeNotes
from fuzz import core
from studyguide.build import build
from studyguide.guide import ledger_lines
from studyguide.outputs.sources import cited

# Line ends for Python, for YAML or for HTML, and for no editor.
NO_ENDS = ("\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "&#10;", "&#13;&#10;", "<br>")
FAULTS = (
    "[^nowhere]",
    "[a](nowhere.md)",
    "[[Nowhere]]",
    "![a](nowhere.png)",
    "![a](https://example.org/a.png)",
    '<q cite="data:x">a</q>',
    "<script>",
    "<details>",
    "^[{0} [^nowhere] {0} [a](nowhere.md)]",
    "^[{0} ^[{0} [^nowhere]]]",
    "![{0} ![b](data:x){0}](nowhere.png)",
    "`{0}` $${0}$$ [[a{0}]] <b title='{0}'> [a]({0}<b>{0}'c') %%{0}%%",
    "<!-- {0} -->",
    "**{0}** *{0}",
    "a\\",
    "",
    " ",
)
BEGINNINGS = (
    "# ",
    "## ",
    "> ",
    "- ",
    "    ",
    "| a | b |",
    "|---|---|",
    "[^a]: ",
    "[^a]",
    ": ",
    "---",
    "```",
    "tags: [",
    "x: ",
    "",
)
inside = st.sampled_from(("", "x", "\n", "\n\n", *NO_ENDS))
lines = st.builds(
    lambda begin, fault, within, after: f"{begin}{fault.replace('{0}', within)}{after}",
    st.sampled_from(BEGINNINGS),
    st.sampled_from(FAULTS),
    inside,
    inside,
)


def number_of_lines(text: str) -> int:
    """Count the lines of a file as editors do."""
    return len(re.split(r"\r\n|\r|\n", text))


@given(st.lists(lines, min_size=1, max_size=10), st.sampled_from(("\n", "\r\n", "\r")), st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_problem_stands_on_a_line_that_is_there(written: list[str], end: str, front_matter: bool) -> None:  # noqa: FBT001
    text = ("---\n" if front_matter else "") + "\n".join(written)
    files = {"a.md": text, "published-urls.txt": "\n".join(line.replace("|", "/") for line in written)}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content.replace("\n", end).encode())
        for problem in build(Path(folder)).problems:
            count = number_of_lines(files[problem.place.path].replace("\n", end))
            assert 1 <= problem.place.line <= count, problem


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\nb ^[c\nd [^x] e]\n\n# Further\n\nlast", 4),
        ("a\n^[b ^[c\n`d\ne` [^x]]]\n\n# Further", 4),
        ("a `b\nc` [^x]", 2),
        ("a [b](<c.md>\n'd\ne') [^x]", 3),
        ("a <b title='c\nd'>e</b> [^x]", 2),
        ("![a\nb](https://example.org/c.png) [^x]", 2),
        ("a &#10;&#10; [^x]", 1),
        ("a\\\nb  \nc [^x]", 3),
        ("| a | b |\n|---|---|\n| c | d |\n| e | [^x] |", 4),
        ("> [!note] a\n> b `c\n> d` [^x]", 3),
        ("a\u2028b\x0cc\x85d\n[^x]", 2),
    ],
)
def test_a_problem_in_a_paragraph_names_its_own_line(text: str, line: int) -> None:
    assert [problem.place.line for problem in core({"a.md": text}).problems if problem.rule == "dead-footnote"] == [
        line
    ]


@pytest.mark.parametrize("text", ["a `b\nc` <script>", "# T\n\na <i\ntitle=b>c</i> <details>"])
def test_html_that_is_shown_names_its_own_line(text: str) -> None:
    assert [problem.place.line for problem in core({"a.md": text}).problems] == [text.count("\n") + 1]


def test_an_expansion_names_its_own_line(make_notes: MakeNotes) -> None:
    root = make_notes({"a.md": "# A\n\nSome `code\nthat goes on`.\nRecovery Point Objective (RPO).\n"})
    assert [term.place.line for term in build(root).library.terms] == [5]


def test_lines_of_the_ledger_and_of_sources_are_those_of_an_editor(make_notes: MakeNotes) -> None:
    assert [entry.line for entry in ledger_lines.parse("# x\x0c\x85\u2028\na/\n")] == [2]
    root = make_notes({"a.md": "# A\n\n## B\x0c\u2028\n<!-- studyguide\nsources: [https://example.org/]\n-->\n"})
    ((places),) = cited.collect(build(root), root).values()
    assert [place.line for place in places] == [5]
