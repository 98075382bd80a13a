"""What is told of two lists of sentences is all that differs, and nothing else."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from studyguide.guide.differences import runs

TEXTS = st.lists(st.sampled_from("abcdefgh"), max_size=14)


def test_what_stays_and_what_moves_is_left_out() -> None:
    assert list(runs("a b c d".split(), "a x c d y".split())) == [(["b"], ["x"]), ([], ["y"])]
    assert list(runs("a b c d".split(), "b c d a".split())) == []
    assert list(runs(["a", "a"], ["a", "a", "a"])) == [([], ["a"])]


@given(TEXTS, TEXTS)
def test_all_that_differs_is_told_once(old: list[str], new: list[str]) -> None:
    told = list(runs(old, new))
    gone = Counter(text for before, _ in told for text in before)
    come = Counter(text for _, after in told for text in after)
    assert gone == Counter(old) - Counter(new)
    assert come == Counter(new) - Counter(old)
    assert list(runs(old, old)) == []
