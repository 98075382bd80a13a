"""The book is printed as its owner prints it, by the command, and read back as a reader's program shows it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pypdf
import pytest

import casefiles
import programs
from studyguide.build import build
from studyguide.options import Options
from studyguide.outputs.book import browser
from studyguide.outputs.book import pdf as printing
from studyguide.outputs.book.browser import BookError

pytestmark = pytest.mark.browser

DISKS = """\
# Disks

Words on disks. See [[Tape]] for what lasts.

## Fast disks
<!-- studyguide
id: fast
aliases: [Flash]
tags: [medium]
-->

A fast disk has a Recovery Point Objective (RPO). Unlike [[Tape]], it is dear.[^dear]

| At a glance | |
|---|---|
| price | high |
| speed | 5 GB/s |

### Größe

=== "Inches"

    It measures three of them.

=== "Millimetres"

    It measures ninety.

```mermaid
graph LR
  Head --> Platter
```

```mermaid
sequenceDiagram
  Reader->>Writer: ink
```

![A picture](red.png) and [a plan](plan.pdf)

<details>
<summary>Which is <i>fast</i>?</summary>
<!-- id: q-fast -->

- [ ] Paper: nobody reads so quickly
- [x] A disk: as [[Tape]] says it is

A closing remark.

</details>

<details>
<summary>Why do disks fail?</summary>

They wear out in the end.

</details>

<details>
<summary>An aside</summary>

Folded words that paper shows.

</details>

[^dear]: The [price list](https://example.org/prices) says so.

More is known.[^1][^2][^3][^4][^5][^6]

[^1]: Firstsource
[^2]: Secondsource
[^3]: Thirdsource
[^4]: Fourthsource
[^5]: Fifthsource
[^6]: Sixthsource

""" + "".join(
    f"## Sort {n}\n<!-- studyguide\ntags: [medium]\n-->\n\n| At a glance | |\n|---|---|\n| speed | {n} MB/s |\n\n"
    + "Filling words of many a line. " * 260
    + "\n\n"
    for n in range(1, 7)
)
TAPE = (
    '# Tape\n\nLasts for years, whatever [[Fast disks]] do. The RPO is days.\n\n## </style> "Quoted" \\ title\n\nEnd.\n'
)
NOTES = {"disks.md": f"---\nsplit: 2\n---\n\n{DISKS}", "tape.md": TAPE}
CONFIG = "site_name: Media & more\ntheme: {name: material, language: en}\nplugins: [studyguide]\n"
PROJECT = Path(__file__).parents[2]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def command(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``studyguide book`` in a folder."""
    return programs.run(
        "studyguide", "book", *arguments, cwd=folder, env={"SOURCE_DATE_EPOCH": "1790000000", **environment}
    )


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    notes = casefiles.write_notes(folder, NOTES)
    (notes / "red.png").write_bytes(PIXEL)
    (notes / "plan.pdf").write_bytes(b"%PDF-1.4")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def book(guide: Path) -> pypdf.PdfReader:
    done = command(guide, "guide.pdf")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"wrote guide\.pdf: \d+ pages", done.stdout)
    return pypdf.PdfReader(guide / "guide.pdf")


@pytest.fixture(scope="module")
def pages(book: pypdf.PdfReader) -> list[str]:
    """The text of each page, its words apart by single spaces; the first has the number 1."""
    return ["", *(" ".join(page.extract_text().split()) for page in book.pages)]


def test_the_contents_give_the_pages_on_which_sections_stand(pages: list[str]) -> None:
    contents = next(text for text in pages if "Contents" in text)
    for title in ("Fast disks", "Sort 1", "Sort 6", "Tape", "Comparisons", "Answers", "Glossary", "Index"):
        number = re.search(rf"{title} (\d+)", contents)
        assert number, title
        assert title in pages[int(number[1])], title


def test_a_link_names_the_page_that_it_leads_to(pages: list[str]) -> None:
    text = next(text for text in pages if "A fast disk has" in text)
    number = re.search(r"Unlike Tape →(\d+)", text)
    assert number
    assert "Lasts for years" in pages[int(number[1])]
    assert "Fast disks →" in pages[int(number[1])]


def test_every_link_inside_leads_somewhere(book: pypdf.PdfReader) -> None:
    known = book.named_destinations
    links = [str(link["/Dest"]) for page in book.pages for link in _links(page) if "/Dest" in link]
    assert len(links) > 40
    assert [link for link in links if link not in known and link.removeprefix("/") not in known] == []


def _links(page: pypdf.PageObject) -> Iterator[Mapping[str, Any]]:
    for annotation in page.get("/Annots", ()):
        yield annotation.get_object()


def test_answers_stand_at_the_back_with_letters_and_reasons(pages: list[str]) -> None:
    asked = next(text for text in pages if "1. Which is fast?" in text)
    answers = next(text for text in pages if "Question 1" in text)
    assert "A. Paper B. A disk" in asked
    for words in ("nobody reads so quickly", "A closing remark", "They wear out"):
        assert words not in asked, words
        assert words in answers, words
    assert re.search(r"Question 1 ?→\d+ ?B A nobody .* B ✓ as Tape", answers)


def test_no_word_of_the_notes_is_lost(pages: list[str]) -> None:
    text = " ".join(pages)
    folded = ("Inches", "It measures three", "Millimetres", "It measures ninety", "Folded words that paper shows")
    odd = ("Größe", '</style> "Quoted" \\ title', "(example.org)", "Head", "Platter")
    for words in ("Words on disks", "(Recovery Point Objective)", "Flash", *folded, *odd):
        assert words in text, words
    assert text.count("Filling") == 6 * 260


def test_a_diagram_that_mermaid_draws_is_a_drawing(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "sequenceDiagram" not in text
    for words in ("Reader", "Writer", "ink"):
        assert words in text, words


def test_many_sources_stand_in_columns(book: pypdf.PdfReader) -> None:
    pages = [page for page in book.pages if "Secondsource" in page.extract_text()]
    lines = pages[0].extract_text(extraction_mode="layout").splitlines()
    assert any(line.count("source") == 2 for line in lines)


def test_wide_comparisons_are_cut_and_lie_across(book: pypdf.PdfReader, pages: list[str]) -> None:
    number = next(n for n, text in enumerate(pages) if "medium" in text and "speed" in text and "MB/s" in text)
    page = book.pages[number - 1]
    assert page.mediabox.width > page.mediabox.height
    assert pages[number].count("speed") == 2  # seven members: twice the row's name


def test_the_index_names_every_page_once(pages: list[str]) -> None:
    index = pages[-1]
    places = re.search(r"RPO ((?:\d+(?:, )?)+)", index)
    assert places
    numbers = [int(number) for number in places[1].split(", ")]
    assert len(numbers) == len(set(numbers)) == 3
    for number in numbers:
        assert "RPO" in pages[number], number
    assert re.search(r"Flash \d+", index)


def test_a_program_for_reading_knows_title_language_and_outline(book: pypdf.PdfReader) -> None:
    root: dict[str, Any] = dict(book.root_object)
    assert book.metadata is not None
    assert book.metadata.title == "Media & more"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    outline = book.outline
    titles = [str(entry["/Title"]) for entry in outline if not isinstance(entry, list)]
    assert titles[:3] == ["Contents", "Disks", "Tape"]
    inside = outline[titles.index("Disks") + 1]
    assert isinstance(inside, list)
    assert [str(entry["/Title"]) for entry in inside if not isinstance(entry, list)][:2] == ["Fast disks", "Sort 1"]


def test_pages_bear_their_numbers_and_the_chapter(pages: list[str]) -> None:
    assert all(re.search(rf"\b{number}\b", text) for number, text in enumerate(pages[2:], 2))
    assert sum("Disks" in text[:40] or text.endswith("Disks") for text in pages if "Filling words" in text) > 1


def test_the_same_notes_give_the_same_bytes(guide: Path, book: pypdf.PdfReader) -> None:
    """Printed by another process elsewhere. `.ci/run hosts` compares two prints of the whole AWS guide."""
    with TemporaryDirectory() as folder:  # Chromium's socket there has room for a path of a hundred bytes
        other = {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "TMPDIR": folder}
        assert command(guide, "again.pdf", **other).returncode == 0
    assert (guide / "again.pdf").read_bytes() == (guide / "guide.pdf").read_bytes()
    assert book.pages


def test_cells_of_tables_still_name_their_headings(book: pypdf.PdfReader) -> None:
    root: dict[str, Any] = dict(book.root_object)
    names = root["/StructTreeRoot"]["/IDTree"]["/Kids"][0]["/Names"]
    known = {str(name): element.get_object() for name, element in zip(names[::2], names[1::2], strict=True)}
    assert list(known) == sorted(known)
    assert {str(element["/S"]) for element in known.values()} == {"/TH"}


def test_without_a_browser_it_says_what_to_do_and_leaves_the_last_book(guide: Path, book: pypdf.PdfReader) -> None:
    before = (guide / "guide.pdf").read_bytes()
    done = command(guide, "guide.pdf", CHROMIUM=str(guide / "no-such-program"))
    assert done.returncode == 2
    assert "install" in done.stderr
    assert "Traceback" not in done.stderr
    assert (guide / "guide.pdf").read_bytes() == before
    assert book.pages


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_browser_that_ends_while_it_prints_leaves_the_last_book(guide: Path, book: pypdf.PdfReader) -> None:
    """Let it write no large file, as on a full disk: then the system ends it."""
    short = guide / "short"
    known = os.environ.get("CHROMIUM") or shutil.which("chromium")
    short.write_text(f'#!/bin/sh\nulimit -f 100\nexec "{known}" "$@"\n', encoding="utf-8")
    short.chmod(0o755)
    before = files_in(guide)
    done = command(guide, "guide.pdf", CHROMIUM=str(short))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "make room on the disk" in done.stderr
    assert files_in(guide) == before
    assert book.pages


def test_a_picture_that_went_away_is_named(tmp_path: Path) -> None:
    notes = casefiles.write_notes(tmp_path, {"a.md": "# A\n\n![A picture](red.png)\n"})
    (notes / "red.png").write_bytes(PIXEL)
    site = build(notes, Options())
    (notes / "red.png").unlink()
    with pytest.raises(BookError, match=r"red\.png \(No such file.*put them back"):
        printing.write(site, notes, tmp_path / "a.pdf", "en", lambda _: None)
    assert not list(tmp_path.glob("*.p*"))


BESIDE = """\
# A

![x](../secret.png) ![y](../../../../../..{folder}/secret.png)

```mermaid
graph LR
  A["<image src='../../../../../..{folder}/secret.png'> <image src='file://{folder}/secret.png'>"] --> B
```
"""


def test_no_picture_beside_the_notes_is_printed(guide: Path, book: pypdf.PdfReader, tmp_path: Path) -> None:
    folder = tmp_path / "guide"
    folder.mkdir()
    (folder / "secret.png").write_bytes(PIXEL)
    text = BESIDE.replace("{folder}", str(folder))
    casefiles.write_notes(folder, {"a.md": text})
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    done = command(folder, "a.pdf", "--strict")
    assert done.returncode == 1
    assert "the book leaves out `secret.png`" in done.stderr
    assert f"the book leaves out `{folder.as_posix()[1:]}/secret.png`" in done.stderr
    assert 1 not in widths(folder / "a.pdf")
    assert 1 in widths(guide / "guide.pdf")
    assert book.pages


def widths(path: Path) -> set[int]:
    """Collect those of the pictures in a book; the sign for a picture that is not there is wider than our pixel."""
    with pikepdf.open(path) as pdf:
        streams = [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]
        return {int(found["/Width"]) for found in streams if found.get("/Subtype") == "/Image"}


def test_a_link_to_a_file_beside_the_pages_is_words(book: pypdf.PdfReader) -> None:
    addresses = [
        str(link["/A"]["/URI"]) for page in book.pages for link in _links(page) if "/URI" in link.get("/A", {})
    ]
    assert "https://example.org/prices" in addresses  # whole, though only its host is printed
    assert [address for address in addresses if not address.startswith("https://example.org/")] == []


@pytest.mark.parametrize(("version", "old"), [("130.0.6723.58", True), ("131.0.0.0", False), ("156.0.8078.108", False)])
def test_a_browser_that_leaves_out_words_is_refused(version: str, *, old: bool) -> None:
    assert browser.too_old(version) == old


def test_the_plugin_publishes_the_book_and_links_to_it(tmp_path: Path) -> None:
    casefiles.write_notes(tmp_path, {"tape.md": "# Tape\n\nLasts for years.\n"})
    config = CONFIG.replace("[studyguide]", "[{studyguide: {book: true}}]")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    done = programs.run("mkdocs", "build", "--strict", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert pypdf.PdfReader(tmp_path / "site/book.pdf").pages
    assert 'href="../book.pdf" download' in (tmp_path / "site/print/index.html").read_text(encoding="utf-8")
