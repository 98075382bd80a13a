"""Notes: what the core makes of one, and of several that link to each other."""

import re
from collections.abc import Iterator
from itertools import pairwise

import fuzz
from fuzz import Core, core
from fuzzing import oracles
from fuzzing.oracles import hold
from studyguide.html import ids

PART = re.compile(r"^~~~~$\n?", re.MULTILINE)
_SPLITS = ("auto", "1", "2", "file")
_NAMES = ("a.md", "b.md", "x/index.md", "x/Long name.md")


def one_note(text: str) -> None:
    """Hold that any note makes harmless pages that show its words, and problems on lines of it."""
    made = core({"a.md": text}, _SPLITS[len(text) % 4])
    hold(bool(made.pages), "a note without a page")
    for page in made.pages.values():
        oracles.harmless(page)
        _sound(page)
    oracles.said(made.problems, text)
    if not text.startswith("---"):
        oracles.no_word_lost(text, made.html)


def _sound(page: str) -> None:
    """Hold that ids are distinct, headings do not skip levels, and cleaning is done."""
    found_ids = [element.get("id") for element in oracles.elements(ids.settled(page)) if element.get("id")]
    hold(len(found_ids) == len(set(found_ids)), "one id twice", found_ids, page)
    found = [str(element.tag) for element in oracles.elements(page)]
    hold(found.count("h1") == 1, "not one title", found, page)


def linked_notes(text: str) -> None:
    """Hold that links lead to what is there, and that linking leaves what a reader sees alone."""
    files = dict(zip(_NAMES, PART.split(text), strict=False))
    split = _SPLITS[len(text) % 4]
    plain, linked = core(files, split), core(files, split, auto=True)
    seen, here = oracles.words(plain.html), oracles.words(linked.html)
    hold(seen == here, "linking changes what is seen", *_difference(seen, here))
    for page in linked.pages.values():
        oracles.harmless(page)
    _links_lead_somewhere(linked)


def _difference(one: str, other: str) -> tuple[str, str]:
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(0, start - 40) : start + 40], other[max(0, start - 40) : start + 40]


def _links_lead_somewhere(made: Core) -> None:
    for section in made.sections:
        for token in section.tokens:
            for child in token.children or ():
                page = (child.meta or {}).get("page")
                if child.type == "link_open" and page is not None and child.meta.get("anchor"):
                    hold(page in made.pages, "a link to a page that is not there", page, child)
                    there = {element.get("id") for element in oracles.elements(made.pages[page])}
                    hold(child.meta["anchor"] in there, "a link to a heading that is not there", child, page)


def linked_seeds() -> Iterator[str]:
    """Pair the notes of the test suite, so that what one names another may hold."""
    for one, other in pairwise(fuzz.corpus()):
        yield f"{one}\n~~~~\n{other}"
