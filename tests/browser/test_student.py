"""What a student found amiss in a day with the guide: long paper, footnotes that jump, buttons that wander."""

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
import readerguide
from playwright.sync_api import Browser, Page, expect
from readerguide import idle, ready

pytestmark = pytest.mark.browser
base, page, phone = readerguide.base, readerguide.page, readerguide.phone

ASKED = "\n".join(
    f"<details><summary>What is number {n} of the things that are asked?</summary>\n\n"
    f"- [x] This one {n}\n- [ ] That one {n}\n\n</details>\n"
    for n in range(12)
)
LONG = "What it means takes many words to say, for it is a long story. " * 20
ASKING = f"""\
---
split: 2
tags: [asked]
---
# Things

## Many
{ASKED}

### Terms

- **Short** (In Two Words): little.
- **Lengthy**: {LONG}
"""


def sheets(page: Page) -> list[str]:
    """Print the page as a browser does, on what paper its style asks for."""
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    return [" ".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages]


# Paper.


def test_a_plan_of_a_hundred_and_fifty_sections_is_printed_on_two_sheets(browser: Browser, tmp_path: Path) -> None:
    names = [f"Section number {n}." for n in range(100, 250)]
    weeks = [names[n : n + 25] for n in range(0, 150, 25)]
    steps = "".join(
        f"\n### Week {n}: what comes\n\n- **Time:** 8 hours.\n- **Read:** {', '.join(f'[[{name}]]' for name in week)}\n"
        "- **Build:** something that lasts for a good while.\n- **Practise:** questions of these sections, and cards.\n"
        for n, week in enumerate(weeks)
    )
    facts = "\n| At a glance | |\n|---|---|\n" + "".join(f"| fact {n} | a value of some length |\n" for n in range(4))
    words = "\n| Week | Words |\n|---|---|\n" + "".join(f"| {n} | 27,000 |\n" for n in range(6))
    after = "\n### How to study\n\n" + "".join(
        f"{n}. Read it, and say aloud what you have read.\n" for n in range(1, 6)
    )
    plan = f"---\nsplit: 2\n---\n# Study\n\n## Plan\n<!-- studyguide\nplan: true\n-->\n{facts}{words}{steps}{after}"
    parts = "---\nsplit: 2\n---\n# Parts\n" + "".join(f"\n## {name}\n\nText.\n" for name in names)
    site = readerguide.build(tmp_path / "guide", notes={"plan.md": plan, "parts.md": parts})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        page.goto("plan/plan/")
        page.locator("[data-sg-step]").first.wait_for()
        first, second = sheets(page)
        assert "Week 2" in first  # no half of it is left empty
        assert "How to study" in second
        page.emulate_media(media="print")
        heading, step = (
            page.locator(one).first.bounding_box() for one in ("h2:has(+ [data-sg-step])", "[data-sg-step]")
        )
        assert heading is not None
        assert step is not None
        assert heading["y"] <= step["y"] <= heading["y"] + heading["height"]  # what is done ends its line
        names_at = page.locator(".sg-steps > li").evaluate_all("all => all.map((one) => one.getBoundingClientRect().y)")
        assert names_at[0] == names_at[3] < names_at[4]


def test_sheets_of_the_whole_guide_say_their_chapter_and_number(page: Page) -> None:
    ready(page, "print/")
    written = sheets(page)
    chapter = " ".join((page.locator(".sg-print-chapter > h2", has_text="Storage").text_content() or "").split())
    of_it = [n for n, text in enumerate(written, 1) if "An elastic disk gives one server" in text and n > 1]
    assert of_it
    for n in of_it:
        assert chapter in written[n - 1][: len(chapter) + 20]
        assert str(n) in written[n - 1].split()
    assert not written[0].startswith(chapter)  # the contents are no part of it


@pytest.mark.parametrize("address", ["compare/disk-vs-folder/", "compare/types/"])
def test_two_or_three_that_are_compared_are_printed_with_their_sources_on_one_sheet(page: Page, address: str) -> None:
    ready(page, address)
    (sheet,) = sheets(page)
    assert "at a point in time" in sheet
    if "vs" in address:
        assert "Answer:" in sheet


# Footnotes and previews.


def test_a_click_on_a_footnote_opens_it_in_place_and_a_second_one_follows(page: Page) -> None:
    ready(page, "storage/disk/")
    number = page.locator("a.footnote-ref").first
    box = page.locator(".sg-explanation")
    number.click()
    expect(box).to_contain_text("at a point in time")
    assert page.evaluate("location.hash") == ""
    page.mouse.move(1, 500)
    page.wait_for_timeout(600)  # longer than what a pointer only rested on stays
    expect(box).to_be_visible()
    page.locator("h1").click()
    expect(box).to_be_hidden()
    number.click()
    number.click()
    expect(page.locator(".footnote li").first).to_be_in_viewport()
    assert page.evaluate("location.hash") == number.evaluate("one => one.hash")


def test_a_link_in_an_open_footnote_leads_to_the_notes(page: Page) -> None:
    ready(page, "storage/disk/")
    page.locator("a.footnote-ref").first.click()
    page.locator(".sg-explanation").get_by_role("link", name="Footnotes", include_hidden=True).click()
    expect(page.locator(".footnote li").first).to_be_in_viewport()


def test_keys_and_readers_without_scripts_follow_a_footnote_at_once(browser: Browser, base: str, page: Page) -> None:
    ready(page, "storage/disk/")
    number = page.locator("a.footnote-ref").first
    number.focus()
    expect(page.locator(".sg-explanation")).to_contain_text("at a point in time")
    page.keyboard.press("Enter")
    expect(page.locator(".footnote li").first).to_be_in_viewport()
    with readerguide.opened(browser, base, java_script_enabled=False) as plain:
        plain.goto("storage/disk/")
        plain.locator("a.footnote-ref").first.click()
        expect(plain.locator(".footnote li").first).to_be_in_viewport()


def test_a_finger_that_stays_on_a_link_sees_what_is_behind_it(phone: Page) -> None:
    ready(phone, "storage/disk/")
    # What Android sends for it; without a screen Chromium does not, and iOS shows the page by itself.
    asked = """one => one.dispatchEvent(
        new PointerEvent("contextmenu", { bubbles: true, cancelable: true, pointerType: "touch" }))"""
    assert (
        phone.locator("article p a.sg-link").first.evaluate(asked) is False
    )  # the browser's own menu does not cover it
    box = phone.locator(".sg-explanation")
    expect(box).to_contain_text("shared by many servers")
    box.locator("a").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Network folder")


@pytest.mark.parametrize("address", ["storage/disk/", "storage/", "compare/"])
def test_back_returns_to_where_a_link_was_followed(phone: Page, address: str) -> None:
    idle(phone, address)  # a diagram above the link is drawn, too
    link = phone.locator("article a[href]:not([href^='#'], [href*='//'], .headerlink):visible").last
    link.evaluate("one => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
    phone.wait_for_timeout(500)
    before = link.evaluate("one => one.getBoundingClientRect().y")
    was = phone.url
    link.tap()
    phone.wait_for_url(lambda url: url.partition("#")[0] != was)
    phone.wait_for_load_state("networkidle")
    phone.go_back()
    phone.wait_for_load_state("networkidle")
    expect(link).to_be_in_viewport()
    after = link.evaluate("one => one.getBoundingClientRect().y")
    assert abs(after - before) < 30


# Practice.


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("asking") / "guide"
    with readerguide.served(readerguide.build(folder, notes={"things.md": ASKING})) as base:
        yield base


@pytest.mark.parametrize("width", [390, 1280])
def test_a_card_is_turned_and_graded_at_one_place_that_covers_no_word(
    browser: Browser, asking: str, width: int
) -> None:
    with readerguide.opened(browser, asking, width=width) as page:
        ready(page, "practice/?mode=cards")
        page.locator("summary", has_text="Decks and pace").click()
        page.get_by_label("Questions (12)").check()
        page.get_by_role("button", name="Start").click()
        turned: set[str] = set()
        ends: list[int] = []
        for _ in range(8):
            turn = page.get_by_role("button", name="Show the answer")
            at = turn.bounding_box()
            assert at is not None
            turn.click()
            grades = page.locator(".sg-grades").bounding_box()
            assert grades is not None
            ends += [round(one["y"] + one["height"]) for one in (at, grades)]
            turned.add(page.locator(".sg-card").inner_text())
            last = page.locator(".sg-beside").last
            last.evaluate("one => one.scrollIntoView({ block: 'end', behavior: 'instant' })")
            below = last.bounding_box()
            dock = page.locator(".sg-turns").bounding_box()
            assert below is not None
            assert dock is not None
            assert below["y"] + below["height"] <= dock["y"] + 1
            page.evaluate("scrollTo(0, 0)")
            page.locator(".sg-grade").nth(3).click()
        assert len(turned) == 8
        assert max(ends) - min(ends) <= 12
        assert min(ends) > (844 if width == 390 else 900) - 24  # at the edge; on a phone the thumb is there


def test_the_button_of_a_tag_begins_with_as_many_questions_as_it_says(browser: Browser, asking: str) -> None:
    with readerguide.opened(browser, asking) as page:
        ready(page, "tags/asked/")
        page.get_by_role("link", name="Practise these questions (12)").click()
        expect(page.locator(".sg-where")).to_contain_text("Question 1 of 12")
        page.reload()
        expect(page.locator(".sg-where")).to_contain_text("Question 1 of 12")
        page.get_by_role("button", name="Leave for now").click()
        ready(page, "practice/")
        page.locator("[data-sg-choices] summary").first.click()
        page.locator("[data-sg-scope]").first.click()
        expect(page.locator(".sg-setup select").last).to_have_value("all")


def test_home_says_what_a_quiz_is_about_that_was_left(browser: Browser, asking: str) -> None:
    with readerguide.opened(browser, asking) as page:
        ready(page, "practice/?mode=quiz&begin")
        page.locator(".sg-options label").first.click()
        page.get_by_role("button", name="Leave for now").click()
        expect(page.get_by_role("tab", name="Today")).to_have_attribute("aria-selected", "true")
        expect(page.locator("[data-sg-workplace]")).to_contain_text("Many · Question 1 of 10")
        page.goto("./")
        expect(page.locator(".sg-panel-now")).to_contain_text("Many · Question 1 of 10")
