"""Notes that links lead to and that nobody has written yet."""

from typing import Any

import pytest

from conftest import MakeSite

RULE = "dead-link"


def _idea(number: int) -> str:
    return f"See [[Idea {chr(97 + number) * 5}|an idea]]."


def _said(make_site: MakeSite, count: int, text: str = "", **options: Any) -> list[tuple[str, str, str]]:
    files = {f"{number:02}.md": f"# Note {number}\n\n{_idea(number)}\n" for number in range(count)}
    files["z.md"] = f"# Second matter\n\nAs [[Idea bbbbb#top]] says. {text}\n"
    files["y.md"] = "# Another question\n"
    found = make_site(files, **options).problems
    return [(problem.severity, problem.place.path, problem.message) for problem in found if problem.rule == RULE]


def test_many_are_one_list_with_the_most_wanted_first(make_site: MakeSite) -> None:
    ((severity, path, message),) = _said(make_site, 13)
    assert (severity, path) == ("info", "00.md")
    assert message.startswith("13 notes that links lead to are not written yet")
    assert "files: `[[Idea bbbbb]]` (2), `[[Idea aaaaa]]` (1)" in message
    assert "`[[Idea mmmmm]]`" not in message  # the thirteenth


@pytest.mark.parametrize("options", [{}, {"lint": {RULE: "warning"}}])
def test_few_are_said_one_by_one_and_more_if_asked_for(make_site: MakeSite, options: dict[str, Any]) -> None:
    said = _said(make_site, 13 if options else 12, **options)
    assert [severity for severity, *_ in said] == ["warning"] * (14 if options else 13)


def test_many_of_one_file_are_slips(make_site: MakeSite) -> None:
    said = _said(make_site, 0, " ".join(map(_idea, range(20))))
    assert [severity for severity, *_ in said] == ["warning"] * 21


def test_a_slip_a_path_and_a_file_are_said_beside_the_list(make_site: MakeSite) -> None:
    slips = "[[Anothr question]] and [[deep/Idea zz]] and [gone](gone.md) and [[Second thoughts]]."
    *others, (severity, _, message) = sorted(_said(make_site, 13, slips), key=lambda said: said[0] == "info")
    assert [said[0] for said in others] == ["warning"] * 3
    assert "did you mean `[[Another question]]`?" in "".join(said[2] for said in others)
    assert severity == "info"
    assert message.startswith("14 notes")
