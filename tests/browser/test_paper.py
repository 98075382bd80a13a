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


MORE = NOTES | {
    "before.md": "# Before\n" + "\nMuch is said before the rest comes, so that nobody sees the rest yet.\n" * 120,
    "dark/README.md": "# Dark\n\nDarkness is nothing.\n",
    "dark/night.md": '# Night\n\n??? question "What is seen in it?"\n\n    Nothingisseen.\n\nOf Term3 they speak.\n\n'
    "| Star | Seen |\n|---|---|\n| Sun | no |\n",
    "dark/deep.md": "---\nsplit: 2\n---\n\n# Deep\n\nBelow.\n\n## Caves\n\nDark and deep.\n",
    "drawn.md": "# Drawn\n\n```mermaid\nflowchart TB\n  A --> B\n```\n\n"
    "```mermaid\nsequenceDiagram\n  A->>B: one\n```\n\n"
    "```mermaid\nflowchart TB\n" + "".join(f"  A{n} --> A{n + 1}\n" for n in range(50)) + "```\n",
}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("more") / "guide"
    with readerguide.served(readerguide.build(folder, notes=MORE)) as base:
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
        told_in_turn = "".join(one.extract_text() for one in on_paper(page).pages)  # down each of two columns
        places = [told_in_turn.rindex(some) for some in ("Bulbsburnthrough.", "Itsthreadbreaks.", "Itsage.")]
        assert places == sorted(places)
        assert "The diode:" not in before
        assert re.search(r"\bB\b ?✓ ?diodesstaycold", after)


def test_answers_at_the_end_are_lines_without_a_ground_of_their_own(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        readerguide.ready(page, "print/")
        answer = page.locator(".sg-answers .sg-answer").first
        expect(answer).to_have_css("background-color", "rgba(0, 0, 0, 0)")
        expect(answer).to_have_css("border-left-width", "0px")


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
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
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


def test_of_the_whole_guide_only_what_comes_near_is_laid_out_and_all_of_it_on_paper(
    browser: Browser, more: str
) -> None:
    with readerguide.opened(browser, more, width=390) as page:
        page.add_init_script("globalThis.IntersectionObserver = class { observe() {} disconnect() {} }")
        page.add_init_script("globalThis.requestIdleCallback = () => 0")
        readerguide.ready(page, "print/")
        sections = page.locator(".sg-print-section")
        expect(sections).to_have_count(0)
        page.locator(".sg-print-contents").get_by_role("link", name="Candles").click()
        expect(page.get_by_role("heading", name="Candles")).to_be_in_viewport()
        expect(page.locator("dt", has_text="Term24")).to_have_count(0)
        page.locator("a[href='#answer.4']").click()
        expect(page.locator("#answer\\.4")).to_be_in_viewport()
        page.keyboard.press("Control+f")
        expect(page.locator("dt", has_text="Term24")).to_be_attached()


def test_all_of_the_whole_guide_is_there_to_be_searched_when_the_page_is_at_rest(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more, width=390, has_touch=True, is_mobile=True) as page:
        page.goto("print/")
        expect(page.locator("dt", has_text="Term24")).to_be_attached()
        expect(page.locator(".sg-print-part > noscript")).to_have_count(0)
        # With what the theme and we give to a page that is opened.
        expect(page.locator(".md-typeset__table > table", has_text="Sun")).to_be_attached()
        term = page.locator(".sg-print-section", has_text="Of Term3").locator(".sg-term", has_text="Term3")
        term.tap()
        expect(page.locator(".sg-explanation")).to_contain_text("what the word number 3 stands for")
        # What nobody looks at is not laid out: a second of a phone's processor.
        hidden = page.locator(".sg-print-section").last
        assert hidden.evaluate("one => getComputedStyle(one).contentVisibility") == "auto"


@pytest.mark.parametrize("lost", ["**/reading/whole.js", "**/assets/studyguide/guide.js"])
def test_the_whole_guide_is_there_also_where_its_script_is_lost(browser: Browser, more: str, lost: str) -> None:
    with readerguide.opened(browser, more) as page:
        page.route(lost, lambda route: route.abort())
        page.goto("print/")
        expect(page.locator("dt", has_text="Term24")).to_be_attached()
        expect(page.get_by_role("heading", name="Night")).to_be_visible()
        expect(page.locator(".sg-print-part > noscript")).to_have_count(0)


def test_a_chapter_that_is_printed_alone_begins_below_its_contents(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more) as page:
        readerguide.ready(page, "print/?chapter=dark-index")
        first = on_paper(page).pages[0].extract_text()
        assert "Caves" in first
        assert "Darkness is nothing." in first


def test_the_page_to_print_has_a_button_for_all_and_a_way_to_each_chapter_alone(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more) as page:
        readerguide.ready(page, "print/")
        page.evaluate("() => { globalThis.print = () => (document.body.dataset.printed = '') }")
        page.get_by_role("button", name="Print", exact=True).click()
        expect(page.locator("body[data-printed]")).to_be_attached()
        page.get_by_role("link", name="Print this whole chapter: Light").click()
        expect(page.get_by_role("heading", name="Candles")).to_be_visible()
        assert page.title() == "Light"
        expect(page.get_by_role("link", name="Print this whole chapter")).to_have_count(0)
        assert "Print" not in on_paper(page).pages[0].extract_text()


def test_many_sources_stand_in_columns(browser: Browser, tmp_path: Path) -> None:
    notes = "# Sources\n\nThey are many" + "".join(f"[^{n}]" for n in range(1, 9)) + ".\n"
    notes += "".join(f"\n[^{n}]: Source{n}\n" for n in range(1, 9))
    found: dict[str, float] = {}

    def note(some: str, _: object, matrix: list[float], *__: object) -> None:
        for name in re.findall(r"Source\d", some):
            found.setdefault(name, matrix[4])

    site = readerguide.build(tmp_path / "guide", notes={"sources.md": notes})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        for one in printed(page, "sources/").pages:
            one.extract_text(visitor_text=note)
    assert found["Source8"] - found["Source1"] > 150


def test_a_chapter_is_printed_alone_with_its_answers(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more) as page:
        page.goto("light/")
        page.get_by_role("link", name="Print this whole chapter").click()
        page.wait_for_url("**/print/?chapter=*")
        expect(page.get_by_role("heading", name="Candles")).to_be_visible()
        assert page.title() == "Light"
        before, after = halves(text(on_paper(page)))
        assert "More of lamps." in before
        assert [words for words in (*TOLD, *CANDLE) if words not in after] == []
        assert not any(words in before + after for words in ("Night", "Nothingisseen.", "What the word"))
        page.evaluate("() => { globalThis.print = () => (document.body.dataset.printed = '') }")
        page.get_by_role("button", name="Print this whole chapter").click()
        expect(page.locator("body[data-printed]")).to_be_attached()
        page.get_by_role("link", name="The whole guide on one page").click()
        page.wait_for_url("**/print/")
        page.get_by_role("link", name="Night").last.click()
        expect(page.get_by_role("heading", name="Night")).to_be_visible()


def test_a_chapter_inside_of_another_is_printed_alone_too(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more) as page:
        page.goto("dark/deep/")
        page.get_by_role("link", name="Print this whole chapter").click()
        expect(page.locator(".sg-print-section > h2")).to_have_text([re.compile("Deep"), re.compile("Caves")])
        expect(page.locator(".sg-print-contents li")).to_have_text([re.compile("Deep"), re.compile("Caves")])


def test_without_scripts_the_whole_guide_is_there(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("print/")
        expect(page.locator("dt", has_text="Term24")).to_be_attached()
        expect(page.get_by_role("heading", name="Wicks")).to_be_attached()


def test_a_diagram_on_paper_is_no_larger_than_it_is(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more) as page:
        readerguide.ready(page, "drawn/")
        page.locator(".sg-drawn--light svg").wait_for(state="attached")
        page.set_viewport_size({"width": 700, "height": 1000})
        page.emulate_media(media="print")
        widths = page.locator(".sg-chart > svg, .sg-drawn--light > svg").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().width / one.viewBox.baseVal.width)"
        )
        assert len(widths) == 3
        assert all(0.7 <= width <= 0.9 for width in widths[:2])
        tall = page.locator(".sg-chart > svg").last.evaluate("one => one.getBoundingClientRect().height")
        assert tall <= 22 * 96 / 2.54 + 1


LINE = "This is said in one line, of which there are some before the rest.\n\n"
ROWS = "| At a glance | |\n|---|---|\n" + "".join(f"| row{n} | of some |\n" for n in range(1, 13))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page for each number of lines that may stand before what has no room left on its sheet."""
    notes = {"last.md": "# Last\n\nBelow.\n"}
    for lines in range(18, 34, 2):
        notes[f"rows-{lines}.md"] = f"# Rows\n\n{LINE * lines}## Facts\n\nThey follow.\n\n{ROWS}\n"
        notes[f"boxed-{lines}.md"] = f"# Boxed\n\n{LINE * lines}> [!WARNING]\n> Thewarning.\n"
    chart = (
        "```mermaid\nflowchart TB\n"
        + "".join(f"  A{n}[Box{n}] --> A{n + 1}[Box{n + 1}]\n" for n in range(9))
        + "```\n\n"
    )
    notes["drawn.md"] = f"# Drawn\n\n{LINE * 20}## Picture\n\n{chart}Itfollows.\n\nSodoesthis.\n\n{LINE}"
    notes["boxes.md"] = "# Boxes\n\n" + LINE * 3 + chart + "| A | B |\n|---|---|\n| c | d |\n"
    folder = tmp_path_factory.mktemp("filled") / "guide"
    with readerguide.served(readerguide.build(folder, notes=notes)) as base:
        yield base


def test_a_long_table_is_parted_between_its_rows_and_stays_with_its_heading(browser: Browser, filled: str) -> None:
    parted = 0
    with readerguide.opened(browser, filled) as page:
        for lines in range(18, 34, 2):
            sheets = [one.extract_text() for one in printed(page, f"rows-{lines}/").pages]
            first = next(one for one in sheets if "They follow." in one)
            rows = [len(re.findall(r"row\d", one)) for one in sheets]
            assert "Facts" in first
            assert sum(rows) == 12
            assert re.findall(r"row\d+", first)[:2] == ["row1", "row2"]
            assert 1 not in rows
            parted += len([number for number in rows if number]) - 1
    assert parted


def test_the_edge_of_a_box_never_stands_on_a_sheet_without_its_text(browser: Browser, filled: str) -> None:
    with readerguide.opened(browser, filled) as page:
        readerguide.ready(page, "boxed-18/")
        page.emulate_media(media="print")
        box = page.locator(".admonition")
        assert box.evaluate("one => getComputedStyle(one).borderTopWidth") == "0px"
        assert box.locator(".admonition-title").evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
        edges = box.evaluate(
            "one => one.firstElementChild.getBoundingClientRect().top - one.getBoundingClientRect().top"
        )
        assert edges >= 1


def test_the_edge_of_a_question_is_drawn_once_and_inside_of_it(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        readerguide.ready(page, "light/lamps/")
        page.emulate_media(media="print")
        edges = page.locator("details.sg-question, [data-sg-asked] > details").first
        assert edges.evaluate("one => getComputedStyle(one).borderTopWidth") == "0px"
        assert edges.locator("summary").evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"


def test_text_goes_on_before_a_drawing_that_has_no_room_left(browser: Browser, filled: str) -> None:
    with readerguide.opened(browser, filled) as page:
        first, second = (one.extract_text() for one in printed(page, "drawn/").pages[:2])
    assert "Itfollows." in first
    assert "Sodoesthis." in first
    assert "Box9" not in first
    assert "Box0" in second


def test_beside_a_narrow_drawing_is_text_but_no_table(browser: Browser, filled: str) -> None:
    with readerguide.opened(browser, filled) as page:
        widths = []
        for address in ("drawn/", "boxes/"):
            readerguide.ready(page, address)
            page.emulate_media(media="print")
            widths.append(page.locator(".sg-chart").evaluate("one => one.offsetWidth / one.parentElement.offsetWidth"))
    assert widths[0] < 0.5
    assert widths[1] == 1


def test_answers_of_a_chapter_that_is_printed_alone_follow_on_its_last_sheet(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        readerguide.ready(page, "print/?chapter=light-index")
        sheets = [one.extract_text() for one in on_paper(page).pages]
        assert not any(one.strip().startswith("Answers") for one in sheets)
        assert any("Answers" in one and "Wicks" in one for one in sheets)
