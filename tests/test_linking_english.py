import pytest

from studyguide.linking import english


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("policies", "policy"),
        ("buckets", "bucket"),
        ("AZs", "AZ"),
        ("access", "access"),
        ("ties", "tie"),
        ("processes", "process"),
        ("hashes", "hash"),
        ("boxes", "box"),
        ("caches", "cache"),
        ("S3", "S3"),
        ("参考", "参考"),
    ],
)
def test_regular_plurals_have_a_singular(plural: str, one: str) -> None:
    assert english.singular(plural) == one
    assert {plural, one} <= english.singulars(plural)


@pytest.mark.parametrize(("name", "more"), [("policy", "policies"), ("day", "day"), ("bucket", "bucket")])
def test_a_name_has_the_form_that_its_last_letter_takes(name: str, more: str) -> None:
    assert set(english.forms(name)) == {name, more}


@pytest.mark.parametrize(
    ("word", "found"), [("RPO", True), ("S3", True), ("Note", False), ("E.g", False), ("U.S", False)]
)
def test_acronyms_have_two_capitals_or_one_and_a_digit(word: str, found: bool) -> None:  # noqa: FBT001
    assert english.acronym(word) is found
