"""What a reader prints from the browser: no answer stands beside its question, all follow at the end."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
import readerguide
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NOTES = {
    "light.md": """\
---
split: 2
---

# Light

## Lamps
<!-- studyguide
id: lamps
confused_with: [candles]
-->

Lamps need power.

| At a glance | |
|---|---|
| power | mains |

<details>
<summary>Which lamp lasts longest?</summary>
<!-- id: q-lamp -->

- [ ] The bulb
  - Bulbsburnthrough.
- [x] The diode: diodesstaycold
- [ ] The tube

Aremarkattheend.

</details>

??? question "Why does a lamp fail?"

    Itsthreadbreaks.

What makes a lamp dim?

<details><summary>Hint</summary>

Thinkofhours.

</details>

<details><summary>Solution</summary>

Itsage.

</details>

More of lamps.

<details><summary>An aside</summary>

Unfoldedonpaper.

</details>

## Candles
<!-- studyguide
id: candles
-->

Candles need air, unlike [lamps](#lamps).

| At a glance | |
|---|---|
| power | wax |

<details>
<summary>What does a candle need besides wax?</summary>
<!-- id: q-candle -->

- [x] Air: airisburnt
- [ ] Power: candleshavenoplug

</details>

## Wicks
<!-- studyguide
id: wicks
-->

| Kind | Made of |
|---|---|
| serverless | STUFF |
| management | STUFF |

## Terms

""".replace("STUFF", ", ".join(["cotton", "paper", "wood"] * 8))
    + "".join(f"- **Term{n}**: what the word number {n} stands for in a sentence.\n" for n in range(1, 25)),
}
LAMPS = ("Which lamp lasts longest?", "Why does a lamp fail?", "Hint", "Solution")
TOLD = ("Bulbsburnthrough.", "diodesstaycold", "Aremarkattheend.", "Itsthreadbreaks.", "Thinkofhours.", "Itsage.")
CANDLE = ("airisburnt", "candleshavenoplug")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("paper") / "guide"
    with readerguide.served(readerguide.build(folder, notes=NOTES)) as base:
        yield base


def printed(page: Page, address: str) -> pypdf.PdfReader:
    readerguide.ready(page, address)
    return on_paper(page)


def on_paper(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))


def text(pdf: pypdf.PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text(extraction_mode="layout") for page in pdf.pages))


def halves(written: str) -> tuple[str, str]:
    """Cut what is printed before the answers, and between them and what may follow."""
    before, heading, after = written.rpartition(" Answers ")
    assert heading
    return before, after


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("light/lamps/", TOLD),
        ("practice/", (*TOLD, *CANDLE)),
        ("practice/questions/", (*TOLD, *CANDLE)),
        ("print/", (*TOLD, *CANDLE)),
    ],
    ids=["section", "practice", "list", "whole guide"],
)
def test_answers_stand_at_the_end_of_what_is_printed(
    browser: Browser, base: str, address: str, told: tuple[str, ...]
) -> None:
    with readerguide.opened(browser, base) as page:
        before, after = halves(text(printed(page, address)))
        assert "Which lamp lasts longest?" in before
        assert "The bulb" in before
        assert "✓" not in before
        assert [words for words in told if words in before or words not in after] == []
        assert [after.count(words) for words in told] == [1] * len(told)
        assert after.index("Bulbsburnthrough.") < after.index("Itsthreadbreaks.") < after.index("Itsage.")
        assert "The diode:" not in before
        assert re.search(r"\bB\b ?✓ ?diodesstaycold", after)


def test_what_is_no_question_is_unfolded_where_it_stands(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        before, after = halves(text(printed(page, "light/lamps/")))
        assert "Unfoldedonpaper." in before
        assert "Unfoldedonpaper." not in after


def test_the_page_is_as_it_was_after_it_was_printed(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        printed(page, "light/lamps/")
        first = page.locator("article").inner_html()
        page.pdf(format="A4")
        page.pdf(format="A4")
        assert page.locator("article").inner_html() == first
        assert page.get_by_role("heading", name="Answers").count() == 0
        page.locator("summary", has_text="Which lamp lasts longest?").click()
        page.get_by_label("The diode").check()
        page.get_by_role("button", name="Check").click()
        expect(page.locator(".sg-verdict", has_text="diodesstaycold")).to_be_visible()
        before, after = halves(text(on_paper(page)))
        assert "diodesstaycold" not in before  # what was answered on the screen is asked on paper
        assert after.count("diodesstaycold") == 1


def test_only_what_is_shown_of_practice_has_its_answers_printed(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        written = text(printed(page, "practice/?mode=progress"))
        assert not any(words in written for words in (*TOLD, *CANDLE, "Answers"))


def test_of_a_choice_of_questions_only_these_are_printed(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        before, after = halves(text(printed(page, "practice/?mode=quiz&scope=section:candles")))
        assert "What does a candle need besides wax?" in before
        assert not [words for words in CANDLE if words in before]
        assert all(words in after for words in CANDLE)
        assert not [words for words in TOLD if words in after]


def test_of_a_page_that_is_a_menu_nothing_but_the_questions_is_printed(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        written = text(printed(page, "practice/"))
        for menu in ("Today", "Choose decks", "By chapter", "All questions as a list", "127.0.0.1"):
            assert menu not in written
        expect(page.get_by_role("tab", name="Today")).to_be_visible()
        assert page.locator("details[data-sg-question]").count() == 0
        page.goto("practice/?mode=quiz&scope=section:candles&begin")  # which takes up the same questions
        expect(page.locator(".sg-prompt")).to_have_text("What does a candle need besides wax?")


def test_the_contents_of_the_whole_guide_are_numbered_by_chapter(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto("print/")
        listed = page.locator(".sg-print-contents .sg-number").all_inner_texts()
        assert listed[:4] == ["1", "1.1", "1.2", "1.3"]
        headed = page.locator(".sg-print-section > h2 .sg-number").all_text_contents()
        assert headed == listed


def test_words_of_a_narrow_column_stay_whole_on_paper(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=700) as page:
        page.goto("light/wicks/")
        page.emulate_media(media="print")
        cells = page.locator("tbody td:first-child, tbody th:first-child").all()
        lines = """one => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return range.getClientRects().length;
        }"""
        assert [one.evaluate(lines) for one in cells] == [1, 1]


@pytest.mark.parametrize("address", ["light/lamps/", "practice/questions/", "print/"])
def test_without_scripts_no_answer_stands_beside_its_question_either(browser: Browser, base: str, address: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto(address)
        written = text(on_paper(page))
        before = halves(written)[0] if address == "print/" else written
        assert "The bulb" in before
        assert "✓" not in before
        assert [words for words in TOLD if words in before] == []


@pytest.mark.parametrize("address", ["glossary/", "print/"])
def test_the_glossary_stands_in_columns(browser: Browser, base: str, address: str) -> None:
    found: dict[str, float] = {}

    def note(some: str, _: object, matrix: list[float], *__: object) -> None:
        for name in re.findall(r"Term\d+", some):
            found.setdefault(name, matrix[4])

    with readerguide.opened(browser, base) as page:
        for one in printed(page, address).pages[-2:]:
            one.extract_text(visitor_text=note)
    assert max(found.values()) - min(found.values()) > 150  # points: a column is a good 250 wide


def test_a_step_of_a_plan_is_printed_below_its_heading_in_rows(browser: Browser, tmp_path: Path) -> None:
    names = [f"Part {n}." for n in range(100, 220)]
    weeks = [names[n : n + 30] for n in range(0, 120, 30)]
    steps = "".join(
        f"\n### Week {n}\n\n- **Time:** 8 hours.\n- **Read:** {', '.join(f'[[{name}]]' for name in week)}\n"
        for n, week in enumerate(weeks)
    )
    plan = f"---\nsplit: 2\n---\n# Study\n\n## Plan\n<!-- studyguide\nplan: true\n-->\n{steps}"
    parts = "---\nsplit: 2\n---\n# Parts\n" + "".join(f"\n## {name}\n\nText.\n" for name in names)
    site = readerguide.build(tmp_path / "guide", notes={"plan.md": plan, "parts.md": parts})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        page.goto("plan/plan/")
        page.locator("[data-sg-step]").first.wait_for()
        pages = [sheet.extract_text() for sheet in on_paper(page).pages]
    assert len(pages) <= 2
    for n, week in enumerate(weeks):
        assert [sheet for sheet in pages if f"Week {n}" in sheet and week[0] in sheet]
