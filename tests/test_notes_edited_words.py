"""A note of which words were edited is read in part, and says what the whole says; what may be more is read whole."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide import build as flow
from studyguide.build import build
from studyguide.markdown import parser
from studyguide.model import Note, Source
from studyguide.notes import edited_words, front_matter
from studyguide.notes.sections import PageSlot, parse
from studyguide.options import Options
from studyguide.paths import PageName, SourcePath
from studyguide.reuse.memory import Memory, alike

MD, OPTIONS, SLOT = parser.parser(), Options(), PageSlot(PageName("a/index"))
PATH = SourcePath("a.md")
HEAD = """\
---
tags: [storage]
split: 2
---
# Storage of things

It keeps words here, as *S3* does.[^two]

"""
BLOCKS = (
    "A line of words and more\nwords in a line, with `code here` and [a link](b.md).",
    "- one thing here\n- another thing, with **bold words** in it\n  1. and an inner one here",
    "| At a glance | |\n|---|---|\n| some kind | blocks of words |\n| scope | one zone[^one] |",
    "> [!NOTE] A title here\n> Words in a box here, and more.",
    "### Terms\n\n- **RPO** (Recovery Point Objective): how much you lose here.",
    "```python\n# a comment here\nprint(words here)\n```",
    "<details>\n<summary>What keeps words?</summary>\n<!-- id: q-one -->\n\n- [x] A thing\n- [ ] None\n\n</details>",
    "<!-- studyguide\nid: some-name\ntags: [storage, words here]\n-->",
    "$$\nx = words here\n$$",
    "A title here\n------------",
    "some words here\n:   what they are here",
    "*[RPO]: Recovery Point Objective\n\nThe RPO is short here.",
    "::: warning here\nwords here\n:::",
    "key here:: some words\n\n<div>words here",
)
END = "\n[^one]: By somebody here.\n[^two]: A book here, see[^one].\n[^three]: Nobody reads words here.\n"
WORDS = ("here", "words", "thing", "kind", "name", "title", "storage", "RPO", "one", "two", "three", "print")
OTHERS = (
    "there",
    "",
    "two of them",
    "Terms",
    "one",
    "two",
    "three",
    "RPO",
    "x",
    "(EBS)",
    "1.",
    "here, here",
    "storage",
)
blocks = st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=4)


def source(text: str) -> Source:
    body, offset, meta, _ = front_matter.split(PATH, text)
    return Source(PATH, body, offset, meta)


def read(of: Source) -> Note:
    return parse(MD, of, "2", OPTIONS, SLOT).without_text()


def in_part(last: Note, before: Source, after: Source) -> Note | None:
    edit = edited_words.of(last, before, after)
    if edit is None or not edited_words.is_as_good(last, then := read(edit.before), edit):
        return None
    return edited_words.applied(last, then, read(edit.after), edit)


def written(sections: Sequence[Sequence[str]]) -> str:
    parts = [f"## Section {number}\n\n" + "\n\n".join(one) for number, one in enumerate(sections)]
    return HEAD + "\n\n".join(parts) + "\n" + END


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=4), st.sampled_from(WORDS), st.integers(0, 40), st.sampled_from(OTHERS))
def test_a_section_read_by_itself_says_what_it_says_in_its_note(
    sections: list[list[str]], word: str, at: int, other: str
) -> None:
    text = written(sections)
    pieces = text.split(word)
    place = at % len(pieces)
    edited = word.join(pieces[: place + 1]) + other + word.join(pieces[place + 1 :])
    before, after = source(text), source(edited)
    found = in_part(read(before), before, after)
    assert found is None or alike(found, read(after))


@pytest.mark.parametrize(
    ("old", "new", "is_read_in_part"),
    [
        ("words in a line", "words in the line", True),
        ("another thing", "another kind of thing", True),
        ("blocks of words", "blocks", True),
        ("how much you lose", "how little you lose", True),
        ("blocks of words", "blocks of [words]", False),
        ("A line of words", "# line of words", False),
        ("### Terms", "### Words", False),
        ("A title here", "Another title here", False),
        ("words in a line", "words in a\nline", False),
        ("split: 2", "split: 1", False),
        ("zone[^one]", "zone[^two]", False),
        ("$$\nx", "$\nx", False),
        ("words here)\n```", "words here)\n``", False),
        ("id: some-name", "id: some-names", False),
        (":: some words", ":: other words", False),
    ],
)
def test_only_words_in_the_middle_of_a_line_are_read_in_part(old: str, new: str, is_read_in_part: bool) -> None:  # noqa: FBT001
    text = written([BLOCKS[:6], BLOCKS[7:]])
    assert text.count(old) >= 1
    before, after = source(text), source(text.replace(old, new, 1))
    found = in_part(read(before), before, after)
    assert (found is not None) == is_read_in_part
    assert found is None or alike(found, read(after))


def test_a_build_reads_the_edited_section_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [written([BLOCKS[:2], BLOCKS[2:4]])]
    texts += [texts[0].replace("blocks of words", f"blocks of {number}") for number in range(2)]
    memory, asked = Memory(), list[int]()

    def counting(md: object, of: Source, *rest: object) -> Note:
        asked.append(len("".join(of.text.split())))
        return parse(md, of, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(flow, "parse", counting)
    for text in texts:
        (tmp_path / "a.md").write_text(text, encoding="utf-8")
        build(tmp_path, OPTIONS, memory)
    whole, *parts = asked
    # Before the first edit and after it; before the second one it is known.
    assert len(parts) == len(texts)
    assert all(part < whole for part in parts)
