"""Notes that links lead to and that nobody has written yet."""

import pytest

from conftest import MakeSite

RULE = "dead-link"


def _links(count: int) -> str:
    return "".join(f"See [[Idea {chr(97 + number) * 5}|an idea]].\n\n" for number in range(count))


def _said(make_site: MakeSite, text: str, **options: object) -> list[tuple[str, int, str]]:
    files = {"a.md": f"# First\n\n{text}", "b.md": "# Second matter\n\nAs [[Idea bbbbb#top]] says.\n"}
    found = make_site(files, **options).problems
    return [(problem.severity, problem.place.line, problem.message) for problem in found if problem.rule == RULE]


def test_many_are_one_list_with_the_most_wanted_first(make_site: MakeSite) -> None:
    ((severity, line, message),) = _said(make_site, _links(13))
    assert (severity, line) == ("info", 3)
    assert message.startswith("13 notes that links lead to are not written yet")
    assert "files: `[[Idea bbbbb]]` (2), `[[Idea aaaaa]]` (1)" in message
    assert "`[[Idea mmmmm]]`" not in message  # the thirteenth


@pytest.mark.parametrize("options", [{}, {"lint": {RULE: "warning"}}])
def test_few_are_said_one_by_one_and_more_if_asked_for(make_site: MakeSite, options: dict[str, object]) -> None:
    said = _said(make_site, _links(13 if options else 12), **options)
    assert [severity for severity, *_ in said] == ["warning"] * (14 if options else 13)


def test_a_slip_a_path_and_a_file_are_said_beside_the_list(make_site: MakeSite) -> None:
    slips = "[[Secnd matter]] and [[deep/Idea zz]] and [gone](gone.md) and [[Second thoughts]].\n\n"
    *others, (severity, _, message) = sorted(_said(make_site, slips + _links(12)), key=lambda said: said[0] == "info")
    assert [said[0] for said in others] == ["warning"] * 3
    assert "did you mean `[[Second matter]]`?" in "".join(said[2] for said in others)
    assert severity == "info"
    assert message.startswith("13 notes")
