"""Acronyms are read a hundred thousand times in a large collection, while the garbage collector rests."""

import gc

from studyguide.guide import initials


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
