"""What notes contain stays text in every form in which problems are printed."""

import json
from dataclasses import replace

import pytest

from studyguide.outputs import alikes, report
from studyguide.paths import SourcePath
from studyguide.problems import MESSAGE_LIMIT, Place, Problem

HOSTILE = "x\r\n::error file=y::pwned%0A::stop-commands::z\x1b[2J ##[error]w [link](https://evil.example) {0} \u2028"
PROBLEM = Problem(Place(SourcePath(f"{HOSTILE}.md"), 3), "dead-link", HOSTILE)


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_problem_is_one_line_and_no_command_of_its_own(form: str) -> None:
    printed = report.write([PROBLEM], form, "notes")
    assert printed.count("\n") == 1
    assert "\r" not in printed
    assert "\x1b" not in printed.split("::z")[-1]
    assert printed.startswith({"text": "warning: notes/x", "github": "::warning file=notes/x"}[form])
    assert form == "github" or "##[" not in printed


@pytest.mark.parametrize("form", ["text", "github", "sarif", "json"])
def test_no_form_prints_what_a_terminal_obeys(form: str) -> None:
    odd = "\x1b\x9b\u202e\u200b\ufeff\u2028\x7f"
    printed = report.write([Problem(Place(SourcePath(f"{odd}.md"), 1), "x", odd)], form, "notes")
    assert not set(odd) & set(printed)


def test_an_annotation_has_the_properties_that_we_give_it() -> None:
    command, message = report.write([PROBLEM], "github", "notes").removeprefix("::").split("::", 1)
    name, _, properties = command.partition(" ")
    assert name == "warning"
    assert [pair.partition("=")[0] for pair in properties.split(",")] == ["file", "line", "title"]
    assert properties.startswith("file=notes/x%0D%0A%3A%3Aerror file=y%3A%3Apwned%250A")
    assert "pwned%250A" in message


def test_sarif_shows_messages_as_they_are() -> None:
    result = json.loads(report.write([PROBLEM], "sarif", "notes"))["runs"][0]["results"][0]
    assert r"[link\](https://evil.example) {{0}}" in result["message"]["text"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("notes/x%0D%0A%3A%3Aerror%20file%3Dy")
    assert uri.isascii()


def test_json_keeps_every_character() -> None:
    (found,) = json.loads(report.write([PROBLEM], "json", "notes"))
    assert found["message"] == HOSTILE
    assert found["path"] == f"notes/{HOSTILE}.md".replace("//", "/")


@pytest.mark.parametrize("mark", [" ", "+", "-", "+  ", ""])
def test_lines_of_notes_that_are_shown_are_no_commands(mark: str) -> None:
    printed = report.shown(f"{mark}::stop-commands::x\n{mark}##[add-mask]y\n{mark}a :: b\r{mark}::z\n")
    assert not [line for line in printed.splitlines() if line.lstrip(" +-").startswith("::") or "##[" in line]
    assert "a :: b" in printed


def test_a_message_keeps_its_ends_where_notes_quote_without_end() -> None:
    link = "x" * 1_000_000
    problem = Problem(PROBLEM.place, "dead-link", f"`[{link}]` leads nowhere: its text is shown without a link")
    assert len(problem.message) == MESSAGE_LIMIT
    assert problem.message.startswith("`[xx")
    assert problem.message.endswith("xx]` leads nowhere: its text is shown without a link")


MANY = [Problem(Place(SourcePath("a.md"), line), "dead-link", f"nothing {line}") for line in range(1, 301)]
OTHER = Problem(Place(SourcePath("b.md"), 1), "dead-image", "no picture")


def test_many_of_one_kind_are_told_by_the_first() -> None:
    lines = report.write([*MANY, OTHER], "text", "notes", whole=False).splitlines()
    assert [line.split(":")[2] for line in lines[:5]] == ["1", "2", "3", "4", "5"]
    assert lines[5] == "warning: and 295 more like this; `studyguide check --all` shows them [dead-link]"
    assert lines[6:] == ["warning: notes/b.md:1: no picture [dead-image]"]
    assert len(report.write([*MANY, OTHER], "text", "notes").splitlines()) == 301


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_other_programs_get_all_of_them(form: str) -> None:
    written = report.write(MANY, form, "notes", whole=False)
    assert written == report.write(MANY, form, "notes")
    assert written.count('"nothing ' if form != "github" else "::nothing ") == len(MANY)


def test_a_few_of_one_kind_are_all_told() -> None:
    assert list(alikes.shortened(MANY[:10])) == MANY[:10]


def test_sarif_carries_the_levels_of_rules_and_of_what_they_found() -> None:
    found = [OTHER, replace(OTHER, severity="info"), Problem(OTHER.place, "price", "5", "error")]
    run = json.loads(report.write(found, "sarif", "notes"))["runs"][0]
    assert [result["level"] for result in run["results"]] == ["warning", "note", "error"]
    described = {rule["id"]: rule["defaultConfiguration"] for rule in run["tool"]["driver"]["rules"]}
    assert described == {
        "dead-image": {"enabled": True, "level": "warning"},
        "price": {"enabled": False, "level": "warning"},
    }


def test_hints_are_counted_by_rule() -> None:
    assert alikes.summary([*MANY, OTHER]) == "301 hints (dead-link 300, dead-image 1)"
    assert alikes.summary([OTHER]) == "1 hint (dead-image 1)"
    assert alikes.summary([]) == ""
