"""Rules of the parser that the pages alone do not show."""

import pytest
from markdown_it.token import Token

from fuzz import core
from studyguide.markdown import limits, parser, source_lines
from studyguide.model import Source
from studyguide.paths import SourcePath


def inline(text: str) -> list[Token]:
    return parser.parser().parseInline(text)[0].children or []


@pytest.mark.parametrize(
    ("text", "target", "fragment", "shown"),
    [
        ("[[A]]", "A", "", ""),
        ("[[ A ]]", "A", "", ""),
        ("[[A|b]]", "A", "", "b"),
        ("[[A\\|b]]", "A", "", "b"),
        ("[[A#B]]", "A", "B", ""),
        ("[[A#B|c]]", "A", "B", "c"),
        ("[[#B]]", "", "B", ""),
        ("[[a/b.md]]", "a/b.md", "", ""),
        ("[[A#B#C]]", "A", "B#C", ""),
    ],
)
def test_wikilinks(text: str, target: str, fragment: str, shown: str) -> None:
    (token,) = inline(text)
    part = "#" in text
    assert token.meta == {"target": target, "fragment": fragment, "text": shown, "embed": False, "part": part}


@pytest.mark.parametrize("text", ["[[]]", "[[ ]]", "[[a", "[[a]", "[[a\nb]]", "\\[[a]]", "[[" + "a" * 600 + "]]"])
def test_what_is_no_wikilink(text: str) -> None:
    assert "wikilink" not in {token.type for token in inline(text)}


@pytest.mark.parametrize("text", ["#a", "(#a)", "x #a", "#a/b", "#1a", "#a-b_c", "#タグ"])
def test_hashtags(text: str) -> None:
    assert "hashtag" in {token.type for token in inline(text)}


@pytest.mark.parametrize("text", ["#1", "a#b", "##", "#", "\\#a", "`#a`", "[#a](b)", "https://a.b/#c"])
def test_what_is_no_hashtag(text: str) -> None:
    assert "hashtag" not in {token.type for token in inline(text)}


def test_the_parser_keeps_nothing_from_one_note_to_the_next() -> None:
    md = parser.parser()
    first = md.render("[a]: b\n\n*[R]: x\n\n[^1]: n\n\n%%\n\na[^1]")
    assert first != md.render("[a] R [^1]")
    assert "href" not in md.render("[a]")


def test_fences_are_followed_as_the_parser_follows_them() -> None:
    lines = [
        "a",
        "```",
        "b",
        "``",
        "```",
        "c",
        "~~~ x",
        "```",
        "~~~~",
        "d",
        "``` a`b",
        "e",
        "- ```",
        "  f",
        "  ```",
        "g",
    ]
    kept = [line for _, line in source_lines.outside_code(lines)]
    assert kept == ["a", "c", "d", "``` a`b", "e", "g"]


def test_a_nested_line_is_escaped_only_outside_code() -> None:
    deep = ">" * 60 + " a"
    text, problems = limits.capped(Source(SourcePath("a.md"), f"{deep}\n```\n{deep}\n```", offset=3))
    assert [problem.place.line for problem in problems] == [4]
    assert text.split("\n")[2] == deep


@pytest.mark.parametrize(
    "notes",
    ["a " * 60_000, "[" * 101 + "a", "x " + "![" * 150, "(mailto:" * 201, "| a |\n|---|\n| " + "[" * 200 + " |"],
)
def test_beyond_a_cap_the_text_is_shown_and_a_problem_says_why(notes: str) -> None:
    made = core({"a.md": f"# A\n\n{notes}\n\n**after**\n"})
    assert [(problem.rule, problem.severity) for problem in made.problems] == [("too-long", "error")]
    assert made.problems[0].place.line >= 3
    assert "<strong>after</strong>" in made.html
    assert notes.rsplit(maxsplit=1)[-1].strip("| ")[:50] in made.html


def test_a_line_of_a_million_characters_in_a_code_block_stays_as_it_is() -> None:
    made = core({"a.md": "# A\n\n```\n" + "[*" * 500_000 + "\n```\n"})
    assert made.problems == ()
    assert "[*" * 500_000 in made.html


def test_a_million_characters_of_raw_html_are_text() -> None:
    made = core({"a.md": "# A\n\n<div>\n" + "<b>x" * 250_000})
    assert "&lt;b&gt;x" in made.html
    assert "<b>" not in made.html


@pytest.mark.parametrize("marker", ["-", "1.", "- >", "- 1."])
def test_no_list_is_too_deep_to_be_read(marker: str) -> None:
    step = " " * (len(marker) + 1)
    depth = limits.INDENT_LIMIT // len(step)
    made = core({"a.md": "# A\n\n" + "".join(f"{step * n}{marker} level{n}x\n" for n in range(depth + 20))})
    assert [n for n in range(depth + 20) if f"level{n}x" not in made.html] == []
    assert {problem.rule for problem in made.problems} == {"too-long"}
    assert len(made.problems) < 20 + 1
