"""The name that was meant: as difflib finds it, without comparing every letter of every name."""

import random
from difflib import get_close_matches

import pytest

from studyguide.suggestions import LONGEST, nearest

WORDS = "amazon simple storage service elastic block store compute cloud front lambda route kinesis athena".split()


def names(choice: random.Random) -> list[str]:
    return list(dict.fromkeys(" ".join(choice.choices(WORDS, k=choice.randint(1, 4))) for _ in range(300)))


def slipped(choice: random.Random, name: str) -> str:
    """Return a name with up to eight letters left out or put in."""
    letters = list(name)
    for _ in range(choice.randint(0, 8)):
        at = choice.randrange(len(letters) + 1)
        letters[at : at + choice.randint(0, 1)] = choice.choice(("", "e", "-", "7"))
    return "".join(letters)


@pytest.mark.parametrize("alike", [0.6, 0.7])
def test_the_nearest_name_is_the_one_that_difflib_finds(alike: float) -> None:
    choice = random.Random(1)  # noqa: S311  nothing secret
    known = names(choice)
    for _ in range(40):
        wanted = slipped(choice, choice.choice(known))
        assert nearest(wanted, known, alike) == next(iter(get_close_matches(wanted, known, 1, alike)), "")


@pytest.mark.parametrize(
    ("wanted", "known", "found"),
    [
        ("lamda", ["Lambda", "lambda"], "lambda"),
        ("abcdefg", ["gfedcba"], ""),  # the same letters in another order
        ("", ["", "a"], ""),
        ("ärzte", ["ärzten", "arzt"], "ärzten"),
        ("a" * LONGEST, ["a" * LONGEST], "a" * LONGEST),
        ("a" * (LONGEST + 1), ["a" * (LONGEST + 1)], ""),
    ],
)
def test_what_is_near(wanted: str, known: list[str], found: str) -> None:
    assert nearest(wanted, known) == found
