"""No page says a word that is in no table: a guide in a language without letters, of notes without Latin ones."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from casefiles import write_notes
from studyguide import settings
from studyguide.build import build
from studyguide.guide import history
from studyguide.language import tables
from studyguide.language.language import Language
from studyguide.outputs import feed
from studyguide.outputs.book import html as book
from studyguide.page_kinds import KINDS
from studyguide.pages.frame import Frame
from studyguide.repository import Repository
from studyguide.site import Site

LETTERLESS = Language(
    "en",
    {key: "⟦" + "·".join(re.findall(r"\{\{\w+\}\}", word)) + "⟧" for key, word in tables.table("en").items()}
    | {"format.day": "yyyy"},
)

FULL = {
    "α/β.md": """# Αλφα
<!-- studyguide
id: alpha
tags: [ετικετα]
confused_with: [beta]
reviewed: 2026-01-01
sources: ["Πηγη"]
-->
Δες [[Βητα]] και ΓΔΕ.[^1] Ξανα ΓΔΕ.

[^1]: Υποσημειωση.

> [!NOTE]
> Κειμενο.

> [!TIP]-
> Κειμενο.

- [ ] ενα
- [x] δυο

## Οροι

- **ΓΔΕ** (Γαμμα Δελτα Εψιλον): κατι αλλο

| Ματια | |
|---|---|
| μεγεθος | 5 |
| χρωμα | μπλε |

## Σηματα

- λεξη

# Βητα
<!-- studyguide
id: beta
tags: [ετικετα, αλλη]
-->
Δες [[Αλφα]]. Και παλι [[Αλφα]].

| Ματια | |
|---|---|
| μεγεθος | 6 |

<details><summary>Τι;</summary>

- [x] ναι: επειδη
- [ ] οχι

</details>

<details><summary>Γιατι?</summary>
Επειδη.
</details>
""",
    **{f"α/ζ{n}.md": f"# Ζητα {n}\n\nΔες [[Αλφα]].\n" for n in range(70)},
}  # fmt: skip
OPTIONS = {
    "title": "Οδηγος", "facts_heading": "Ματια", "terms_heading": "Οροι", "signals_heading": "Σηματα",
    "exam": {"title": "Εξεταση", "minutes": 5, "questions": 2, "domains": [{"tag": "ετικετα", "title": "Ετικετα"}]},
}  # fmt: skip
EMPTY = {"α.md": "Κειμενο.\n"}


def made(folder: Path, files: dict[str, str]) -> Site:
    options = settings.options(OPTIONS if files is FULL else OPTIONS | {"exam": {}}, language=LETTERLESS)
    repository = Repository("https://9.9", "1", "")
    return build(
        write_notes(folder, files), replace(options, repository=repository, deck=True, book=True, offline_copy=True)
    )


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "changed", lambda _, found, __: ({s.page: date(2026, 1, 1) for s in found[:3]}, ()))
        full = made(tmp_path_factory.mktemp("full"), FULL)
    return full, made(tmp_path_factory.mktemp("empty"), EMPTY)


READ = ("title", "aria-label", "alt", "placeholder", "data-sg-if-lost")


def said(html: str) -> list[str]:
    """List what readers see or hear of a page, but for code, which is the same in every language."""
    page = BeautifulSoup(html, "html5lib")
    for element in page.select("code, template, script, style"):
        element.decompose()
    heard = [str(element[name]) for element in page.select("*") for name in READ if element.has_attr(name)]
    return [*page.stripped_strings, *heard]


def english(texts: list[str]) -> list[str]:
    return [text for text in texts if re.search(r"[A-Za-z]{2}", re.sub(r"https?:\S+|\S+\.md", "", text))]


def test_pages_of_every_kind_say_only_words_of_the_tables(sites: tuple[Site, Site]) -> None:
    pages = [page for site in sites for page in site.pages]
    assert {page.kind.name for page in pages} >= {kind.name for kind in KINDS} - {"moved"}
    for page in pages:
        assert english([*said(page.html), page.title, page.description, *(entry.title for entry in page.toc)]) == [], (
            page.name
        )


def test_no_page_puts_a_name_and_its_meaning_together_by_signs_of_its_own(sites: tuple[Site, Site]) -> None:
    """French writes a space before the colon, Chinese another colon: a word of the tables says how."""
    written = "".join((*FULL.values(), *EMPTY.values()))
    for site in sites:
        for page in site.pages:
            joined = [text for text in said(page.html) if ": " in text and text not in written]
            assert joined == [], page.name


SHOWN = {
    ".js": re.compile(r"\$\{[^`]*\}: |`: \$\{|(?:\+ |join\()\": \""),
    ".html": re.compile(r"\}\}(?:</\w+>)*: |~ \": \""),
}
ROOM = Path(settings.__file__).parent


FILES = [p.relative_to(ROOM).as_posix() for p in ROOM.rglob("*.*") if p.suffix in SHOWN and "vendor" not in p.parts]


@pytest.mark.parametrize("path", FILES)
def test_no_script_and_no_template_does_either(path: str) -> None:
    file = ROOM / path
    lines = file.read_text("utf-8").splitlines()
    assert [line for line in lines if SHOWN[file.suffix].search(line) and "new Error(" not in line] == []


def test_the_book_says_only_words_of_the_tables(sites: tuple[Site, Site]) -> None:
    html = book.html(Frame(sites[0].library), [], language="en", day=date(2026, 1, 1))
    assert english(said(html)) == []
    assert re.findall(r'content: "[^"]*[A-Za-z]{2}[^"]*"', re.sub(r"\\[0-9a-f]+ ?", "", html)) == []


def test_cards_and_the_feed_say_only_words_of_the_tables(sites: tuple[Site, Site]) -> None:
    held = next(page.held for page in sites[0].pages if page.held).decode()
    cards = json.loads(held.partition("`")[2].rpartition("`")[0])["cards"]
    assert english([side for card in cards for side in card[1:4]]) == []
    rss = BeautifulSoup(feed.encode(sites[0].library, "https://9.9/"), "xml")
    assert english([tag.get_text() for tag in rss.select("title, description")]) == []
