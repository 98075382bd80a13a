"""What is held in little memory says the same: tokens that are shared, pages that are packed or come late."""

import gc
import os
import tracemalloc
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

import programs
from conftest import MakeNotes
from studyguide import site
from studyguide.build import build
from studyguide.html import ids
from studyguide.markdown import compact, parser
from studyguide.maths import drawing
from studyguide.notes.walking import DEPTH_LIMIT
from studyguide.outputs.mkdocs import host_page
from studyguide.paths import PageName
from studyguide.site import Page

NOTE = """\
---
tags: [storage]
---
# Ärger & {{ braces }} {% raw %}

Text with ümlauts, 😀 and `code`; see [b](b.md#part).

- **RPO** (Recovery Point Objective): how much.

<details><summary>Is it so?</summary>

Yes, 日本語.

</details>

```mermaid
graph TD; A-->B
```
"""

MARKUP = (
    "# Ä *b*",
    "Text, [a link](b.md), <https://example.org>, [c](d 'e') and **bold**",
    "- item `code`",
    "  - [x] inner",
    "> quoted",
    "",
    "| a | b |",
    "|---|---|",
    "| | $x$ |",
    "$$y$$",
    "```python",
    "![p](q.png)",
    "[^1]: note[^1]",
    "<b>raw</b> [[wiki|link]] #tag",
    "?? question",
    "{.class #id}",
)
FIELDS = "type tag nesting attrs level markup info meta block hidden".split()


def test_shared_tokens_cannot_be_changed() -> None:
    tokens = compact.tokens(parser.parser().parse("**a** *b*\n\n- **c**\n"))
    inline = next(token for token in tokens if token.type == "inline")
    strong = next(token for token in inline.children or () if token.type == "strong_open")
    with pytest.raises(TypeError, match="never changed"):
        strong.attrs["id"] = "x"
    with pytest.raises(TypeError, match="never changed"):
        strong.meta.update(x=1)
    assert strong.copy(attrs={"id": "x"}).attrs == {"id": "x"}
    closing = [token for token in tokens if token.type == "paragraph_close"]
    assert closing[0] is not inline


@settings(max_examples=30, deadline=None)
@given(pieces=st.lists(st.text(max_size=3) | st.binary(max_size=3), max_size=9), is_long=st.booleans())
def test_a_page_says_what_its_pieces_say_however_short_they_are(pieces: list[str | bytes], *, is_long: bool) -> None:
    pieces = [*pieces, *(["ab\ud800"] * 20_000 if is_long else []), *pieces]
    said = b"".join(one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass") for one in pieces)
    assert Page(PageName("a"), "A", iter(pieces)).encoded == said


@given(st.lists(st.sampled_from(MARKUP), max_size=12))
def test_small_tokens_say_the_same(lines: list[str]) -> None:
    """But what a block said as it was written, which is in the tokens inside of it."""
    text = "\n".join(lines)
    full, small = parser.parser().parse(text), compact.tokens(parser.parser().parse(text))
    for one, other in zip(_all(full), _all(small), strict=True):
        said = [(name, getattr(token, name)) for token in (one, other) for name in FIELDS]
        assert said[: len(FIELDS)] == said[len(FIELDS) :]
        assert one.type == "inline" or one.content == other.content
        if other.nesting >= 0 and other.type not in {"em_open", "strong_open"}:
            assert list(one.map or ()) == list(other.map or ())
        assert other.copy(content="x").content == "x"
    assert compact.tokens(small) == small == compact.tokens(parser.parser().parse(text))


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


ELEMENTS = (
    '<p id="a">Ärger</p>',
    '<b id="b" title="x">😀</b> {{ x }}',
    "text &lt; more",
    '<p id="a"><i id="__x">{% y %}</i></p>',
)


@given(st.lists(st.sampled_from(ELEMENTS), max_size=30))
def test_a_page_in_parts_is_the_page(lines: list[str]) -> None:
    """However short parts are; and what is done to each part is what would be done to the whole."""
    page = Page(PageName("a"), "A", "\n".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "_PIECE", 20)
        parts = list(page.pieces)
    assert b"".join(parts) == page.encoded
    assert all(part.startswith(b"<") for part in parts[1:] if part)
    whole = page.encoded.decode("latin-1")
    assert ids.fine(part.decode("latin-1") for part in parts) == ids.fine([whole])
    assert "".join(ids.pieces(part.decode("latin-1") for part in parts)) == "".join(ids.pieces([whole]))
    assert b"".join(map(host_page.inert_bytes, parts)) == host_page.inert_bytes(page.encoded)


def test_a_formula_is_drawn_as_it_was_packed() -> None:
    made = drawing.draw(r"\alpha \text{日本} \le \mathbb{R}", drawing.plain_macros(), display=True)
    assert made.mathml.startswith("<math")
    assert made.mathml.endswith("</math>")
    assert "日本" in made.mathml
    assert len(made.packed) < len(made.mathml.encode()) / 2


def test_notes_go_with_their_site(make_notes: MakeNotes) -> None:
    """No function or template holds them in a circle: those are left where they are while a guide is built."""
    root = make_notes({"a.md": NOTE, "b.md": "# Beta\n\n## Part\n\nText about Ärger.\n"})
    build(root)  # what is made once for all
    gc.collect()
    gc.disable()
    try:
        built = build(root)
        held = [weakref.ref(section) for section in built.library.sections]
        del built
        assert [found.title for section in held if (found := section()) is not None] == []
    finally:
        gc.enable()


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_a_packed_page_is_the_page(html: str) -> None:
    page = Page(PageName("a"), "A", html)
    assert page.html == html
    assert page.length == len(html)
    assert page.encoded == html.encode("utf-8", "surrogatepass")
    assert Page(PageName("a"), "A", page.encoded).html == html


def test_tokens_take_a_fraction_of_what_the_parser_made() -> None:
    text = "# A\n\n" + "Some *words* with `code`, a [link](https://example.org) and **more** of it.\n\n" * 500
    tracemalloc.start()
    try:
        tokens = parser.parser().parse(text)
        before = tracemalloc.get_traced_memory()[0]
        small = compact.tokens(tokens)
        compact.forget()
        del tokens
        after = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(small) > 1_500
    assert after < 0.5 * before


def test_folders_in_each_other_without_end_are_told_and_the_rest_is_built(make_notes: MakeNotes) -> None:
    root = make_notes({"a.md": "# A\n"})
    here = Path.cwd()
    try:
        os.chdir(root)
        for _ in range(500):
            Path("d").mkdir()
            os.chdir("d")
        Path("deep.md").write_text("# Deep\n")
    finally:
        os.chdir(here)
    built = build(root)
    (problem,) = (found for found in built.problems if found.rule == "too-long")
    assert f"a folder below {DEPTH_LIMIT} others" in problem.message
    assert "move it up" in problem.message
    assert any(page.name == "a" for page in built.pages)


@pytest.mark.hosts
def test_pages_that_come_late_are_those_that_come_at_once(tmp_path: Path) -> None:
    """A hook may ask for the content of a page, so with one the host gets it as ever."""
    sites = []
    for name, more in (("late", ""), ("early", "hooks: [hook.py]\n")):
        project = tmp_path / name
        (project / "notes").mkdir(parents=True)
        (project / "docs").mkdir()
        (project / "hook.py").write_text("")
        (project / "notes/a.md").write_text(NOTE)
        (project / "notes/b.md").write_text("# Beta\n\n## Part\n\nText about Ärger.\n")
        config = (
            "site_name: T\nsite_url: https://example.org/\ntheme: {name: material}\nplugins: [search, studyguide]\n"
        )
        (project / "mkdocs.yml").write_text(f"{config}{more}plugins: [search, studyguide]\n")
        done = programs.run("mkdocs", "build", "-q", cwd=project, env={"SOURCE_DATE_EPOCH": "1700000000"})
        assert done.returncode == 0, done.stderr
        files = sorted(path for path in (project / "site").rglob("*") if path.is_file() and path.suffix != ".gz")
        sites.append({path.relative_to(project / "site").as_posix(): path.read_bytes() for path in files})
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []
    assert b"&#123;{ braces" in sites[0]["a/index.html"]
