"""The fuzzer itself: every target holds for what it starts from, and notices what it is there to notice."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fuzzing import ledgers, oracles, pictures, reached
from fuzzing.oracles import BreachError
from fuzzing.targets import TARGETS, Target
from studyguide.model import Moved
from studyguide.paths import Anchor, PageName, SourcePath
from studyguide.problems import Place, Problem

QUICK = [target for target in TARGETS.values() if target.name in {"svg", "metadata", "ledger"}]


@pytest.mark.parametrize("target", QUICK, ids=lambda target: target.name)
def test_what_a_target_starts_from_holds(target: Target) -> None:
    for path in target.own():
        target.check(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("target", QUICK, ids=lambda target: target.name)
def test_inputs_at_random_hold(target: Target) -> None:
    choice = random.Random(target.name)  # noqa: S311  nothing secret
    words = target.fragments()
    for _ in range(150):
        target.check("".join(choice.choices(words, k=choice.randint(1, 40))))


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
def test_the_words_of_a_target_are_read_as_libfuzzer_reads_them(target: Target) -> None:
    assert len(set(target.fragments())) >= 50


HARM = {
    "a script": lambda: oracles.harmless("<p><script>alert(1)</script></p>"),
    "an element that is not allowed": lambda: oracles.harmless("<p><output>a</output></p>"),
    "a lost word": lambda: oracles.no_word_lost("Some words\n\n    and code here\n", "<p>Some words</p>"),
    "a control character": lambda: oracles.writable(["a\x1bb"]),
    "a line that is not there": lambda: oracles.said([Problem(Place(SourcePath("a.md"), 3), "x", "y")], "a\nb"),
    "a picture that is a program": lambda: pictures.runs_nothing(
        '<?xml version="1.0" encoding="gbk"?><svg xmlns="http://www.w3.org/2000/svg"><text>'
        "<![CDATA[中]]><!-- ]]><script>alert(1)</script><!-- --></text></svg>".encode()
    ),
    "a picture with a style sheet": lambda: pictures.runs_nothing(b'<?xml-stylesheet href="a"?><svg/>'),
    "a redirect outside": lambda: ledgers.inside([_moved("../x")], {}, (), directory_urls=True),
    "a redirect over a file": lambda: ledgers.inside([_moved("a.png")], {}, ("A.png",), directory_urls=True),
    "two redirects at one place": lambda: ledgers.inside([_moved("b"), _moved("B")], {}, (), directory_urls=True),
}


def _moved(page: str) -> Moved:
    return Moved(PageName(page), "", PageName("z"), Anchor(""))


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_harm_is_noticed(harm: Callable[[], None]) -> None:
    with pytest.raises(BreachError):
        harm()


def test_lines_that_no_input_reaches_are_named() -> None:
    lines = reached.lines(TARGETS["ledger"], ["a/ -> b/\n"])
    assert [line.split(":")[0].strip() for line in lines] == ["guide/ledger.py", "suggestions.py"]
    all_of_them = reached.lines(TARGETS["ledger"], TARGETS["ledger"].seeds())
    assert len("".join(all_of_them)) < len("".join(lines)), "more is reached, less is missed"


def test_only_inputs_that_reach_more_are_kept() -> None:
    first, other = "a/ -> b/\n", "a/#b\n~~~~\na\n"
    assert list(reached.telling(TARGETS["ledger"], [first, first, other, first])) == [first, other]


def test_an_input_is_run_again_from_its_file(tmp_path: Path) -> None:
    found = tmp_path / "found"
    found.write_bytes(b"order: 1\n\xff")
    command = [sys.executable, "-m", "fuzzing", "--target", "metadata", "--again", str(found)]
    assert subprocess.run(command, cwd=Path(__file__).parent, check=False).returncode == 0
