"""What owners and authors turn off: nothing else is lost, however many comments there are."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studyguide import settings
from studyguide.markdown import parser
from studyguide.model import Source
from studyguide.notes import silences
from studyguide.paths import SourcePath
from studyguide.problems import Place, Problem, Severity
from studyguide.rules import LEVELS, RULES, Level
from studyguide.switches import Silence, is_on, judged

PATH = SourcePath("a.md")
NAMES = st.sampled_from(["dead-link", "dead-image", "dead-footnote"])


@pytest.fixture(scope="module")
def md() -> MarkdownIt:
    return parser.parser()


@given(
    st.lists(st.tuples(NAMES, st.integers(1, 30))),
    st.lists(st.tuples(NAMES, st.integers(1, 30), st.integers(0, 9))),
    st.dictionaries(NAMES, st.sampled_from(LEVELS)),
)
def test_exactly_what_is_silenced_is_left_out(
    found: list[tuple[str, int]], silent: list[tuple[str, int, int]], levels: dict[str, Level]
) -> None:
    problems = [Problem(Place(PATH, line), rule, "x") for rule, line in found]
    covered = {(rule, line) for rule, first, more in silent for line in range(first, first + more + 1)}
    spans = [Silence(PATH, rule, first, first + more) for rule, first, more in silent]
    kept = list(judged(problems, levels, spans))
    said = [p for p in problems if levels.get(p.rule) != "off" and (p.rule, p.place.line) not in covered]
    assert [(p.rule, p.place) for p in kept] == [(p.rule, p.place) for p in said]
    assert all(p.severity == levels.get(p.rule, "warning") for p in kept)


def test_a_silence_is_about_its_file_alone() -> None:
    elsewhere = Problem(Place(SourcePath("b.md"), 1), "dead-link", "x")
    assert list(judged([elsewhere], {}, [Silence(PATH, "dead-link", 1, 9)])) == [elsewhere]


def test_a_rule_that_waits_is_on_when_it_is_asked_for() -> None:
    assert not is_on("price", {})
    assert is_on("price", {"price": "info"})
    assert is_on("dead-link", {})
    assert not is_on("dead-link", {"dead-link": "off"})


@pytest.mark.parametrize(
    "many",
    [
        "<!-- studyguide: ignore dead-link -->\n",
        "## A\n<!-- studyguide: ignore dead-link -->\n",
        "text <!-- studyguide: ignore dead-link -->\n\n",
        "<!-- x --> <!-- studyguide: ignore <!-- ",
        "<!-- studyguide: ignore ",
    ],
)
def test_many_comments_take_linear_time(md: MarkdownIt, many: str) -> None:
    def seconds(count: int) -> float:
        source = Source(PATH, many * count)
        tokens = md.parse(source.text)
        start = process_time()
        silences.read(source, tokens)
        return process_time() - start

    seconds(100)
    assert seconds(4000) < max(2.5 * 4 * seconds(1000), 0.5)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"dead-lnk": "off"}, "unknown option `lint.dead-lnk`: did you mean `dead-link`?"),
        ({"dead-link": "of"}, "`lint.dead-link` must be off, info, warning or error, not 'of'"),
        ({"dead-link": True}, "`lint.dead-link` must be off, info, warning or error, not true"),
        ({"zzzzzzzz": "off"}, "unknown option `lint.zzzzzzzz`: there are no-notes, "),
        (["dead-link"], "`lint` must be `rule: off` lines"),
    ],
)
def test_what_cannot_be_meant_is_told(written: object, said: str) -> None:
    (fault,) = settings.faults({"lint": written})
    assert str(fault).startswith(said)


def test_off_is_what_hosts_read_as_false() -> None:
    assert settings.options({"lint": {"dead-link": False, "price": "warning", "related": None}}).lint == {
        "dead-link": "off",
        "price": "warning",
    }


def test_every_rule_says_what_to_do() -> None:
    assert [name for name, rule in RULES.items() if not (rule.says and rule.mend)] == []
    assert {level for rule in RULES.values() for level in rule.levels} == set(LEVELS)


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_the_table_of_rules_has_the_last_word_on_how_grave_a_problem_is(rule: str, severity: Severity) -> None:
    problem = Problem(Place(SourcePath("a.md"), 1), rule, "said", severity)
    levels = RULES[rule].levels
    told = [found.severity for found in judged([problem], {})]
    waits = levels[0] == "off" or ("off" in levels and LEVELS.index(severity) < LEVELS.index(levels[0]))
    assert told == ([] if waits else [severity if severity in levels else levels[0]])
    assert [found.severity for found in judged([problem], {rule: "error"})] == ["error"]
