"""Acronyms are read a hundred thousand times in a large collection, while the garbage collector rests."""

import gc

import pytest

from studyguide.guide import expansions, initials


def test_reading_an_acronym_leaves_no_garbage() -> None:
    words = "the very high performance Amazon Elastic Compute Cloud".split()
    initials.cost("EC2", words[4:])
    gc.collect()
    gc.disable()
    try:
        for start in range(len(words)):
            initials.cost("EC2", words[start:])
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "text",
    [
        "- Cada processo tem um identificador (PID).",
        "- IsValid: indica si el valor es válido.",
        "- BinData: parsing binary data",
        "- SIGTERM - default signal for terminating a process",
        "- RQU: definición de los requisitos de usuario.",
    ],
)
def test_what_says_something_of_a_thing_is_no_long_form(text: str) -> None:
    assert list(expansions.expansions(text)) == []


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("- IPsec: IP secure", "IP secure"),
        ("Las redes MANET (mobile ad hoc networks) son.", "mobile ad hoc networks"),
        ("also called commutative replicated data types (CmRDT)", "commutative replicated data types"),
        ("- WORM: de la write once read many", "write once read many"),
    ],
)
def test_small_words_may_stand_before_a_long_form_or_give_its_letters(text: str, long: str) -> None:
    assert [found for _, found in expansions.expansions(text)] == [long]
