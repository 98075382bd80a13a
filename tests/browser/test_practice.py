"""Quiz, flashcards, exam and progress, used as a reader uses them: with keys, over reloads, from a folder."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import axe
import pytest
import readerguide
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

CONFIG = """\
site_name: A small guide
theme: material
plugins:
  - search
  - studyguide:
      exam:
        title: Mock exam
        minutes: 30
        questions: 3
        domains:
          - {tag: D1, title: Fast, weight: 70}
          - {tag: D2, title: Cheap, weight: 30}
"""

NOTES = """\
---
split: 2
---

# Storage

## Disk
<!-- studyguide
id: disk
tags: [D1]
-->

A disk spins. A solid disk has no moving parts, so it answers within microseconds.

| At a glance | |
|---|---|
| max size | 64 TiB |

<details>
<summary>Which answers within microseconds?</summary>
<!-- id: q-one -->

- [ ] Tape
    - It winds first.
- [x] A solid [disk](#disk)
    - It has no **moving** parts.
- [ ] Paper： it is read by hand

</details>

<details>
<summary>Which two spin?</summary>
<!-- id: q-two -->

- [x] Hard disks: on an axle
- [x] Floppy disks
- [ ] Cards
- [ ] Tubes

</details>

<details>
<summary>Why do disks spin?</summary>
<!-- id: q-open -->

To bring each *sector* to the head.

</details>

## Tape
<!-- studyguide
id: tape
tags: [D2]
-->

Tape is cheap and slow.

<details>
<summary>What is cheapest?</summary>
<!-- id: q-tape -->

- [x] Tape: no power while it lies still
- [ ] Memory: fast and dear

</details>

## Terms

- **RPO** (Recovery Point Objective): how much data you may lose.
"""
CHANGED = NOTES.replace("Tape is cheap and slow.", "Tape is cheap and slow.\n\nIt lasts for thirty years.")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return readerguide.build(tmp_path_factory.mktemp("practice") / "guide", CONFIG, {"storage.md": NOTES})


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with readerguide.served(site) as base:
        yield base


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    with readerguide.opened(browser, base, accept_downloads=True) as page:
        yield page


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the guide with instant navigation, and with the place where its notes are edited."""
    folder = tmp_path_factory.mktemp("instant") / "guide"
    theme = "theme:\n  name: material\n  features: [navigation.instant, navigation.tabs]\n"
    # Served before it is built: the theme follows links by itself only below the address in the sitemap.
    with readerguide.served(folder / "site") as base:
        owner = f"site_url: {base}\nrepo_url: https://github.com/example/guide\n"
        config = CONFIG.replace("theme: material\n", owner + theme)
        readerguide.build(folder, config, {"storage.md": NOTES})
        yield base


LONG_TAG = "a-tag-whose-name-is-far-longer-than-any-phone-is-wide"
LONG_WORD = "Rindfleischetikettierung" * 4
TERMS = "# Rates\n\nA rate has IOPS.\n\n# Speed\n\n## Terms\n\n- **IOPS**: reads a second.\n"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a guide with long words, and with a section that has terms and nothing else."""
    notes = NOTES.replace("[D2]", f"[D2, {LONG_TAG}]").replace("What is cheapest?", f"What is {LONG_WORD}?")
    folder = tmp_path_factory.mktemp("other") / "guide"
    with readerguide.served(readerguide.build(folder, CONFIG, {"storage.md": notes, "terms.md": TERMS})) as base:
        yield base


def practise(page: Page, mode: str, address: str = "practice/") -> None:
    """Open a mode by its tab."""
    page.goto(address)
    page.get_by_role("tab", name=mode, exact=True).click()


def start(page: Page, name: str = "Start") -> None:
    """Press the button that begins, and wait until something is asked: what is asked may still be on its way, and a key
    that is pressed before then is nobody's."""
    page.get_by_role("button", name=name).click()
    expect(page.locator(".sg-stage .sg-prompt").first).to_be_visible()


def answer_the_question_of_a_section(page: Page) -> None:
    """Answer all that a link from a section asks, which is one question."""
    page.goto("practice/?mode=quiz&scope=section:tape&begin")
    expect(page.locator(".sg-stage .sg-prompt")).to_be_visible()
    for key in ("1", "Enter", "Enter"):
        page.keyboard.press(key)


def is_in_sight(page: Page, selector: str) -> bool:
    """Tell whether an element's first line lies in the window and nothing lies over it."""
    found = page.locator(selector).first.evaluate("""one => {
        const { left, top } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(left + 5, top + 5));
    }""")
    return found is True


def decks(page: Page) -> None:
    """Open the flashcards, with what decks and pace are set by."""
    practise(page, "Flashcards")
    page.locator("summary", has_text="Decks and pace").click()


def all_decks(page: Page) -> None:
    """Have cards of every kind."""
    decks(page)
    page.get_by_label("Questions (4)").check()


def deck_of_questions(page: Page) -> None:
    all_decks(page)
    for kind in ("Terms", "Facts"):
        page.get_by_label(kind).uncheck()


STILL = "Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))"


def violations(page: Page) -> list[str]:
    page.mouse.move(0, 0)
    page.evaluate(STILL)  # axe measures colours as they are, and a link that the mouse left fades
    return axe.violations(page, "article")


def test_the_list_is_complete_without_scripts(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("practice/")
        expect(page.get_by_text("need JavaScript")).to_be_visible()
        expect(page.get_by_role("link", name="Cheap")).to_have_attribute("href", "../tags/d2/")
        page.get_by_role("link", name="All questions as a list (4)").click()
        expect(page.locator("details.sg-question")).to_have_count(4)
        page.get_by_text("What is cheapest?").click()
        expect(page.get_by_text("no power while it lies still")).to_be_visible()


def test_the_browser_reads_the_options_that_the_build_reads(page: Page, base: str) -> None:
    page.goto("practice/?mode=quiz&begin")
    page.locator(".sg-prompt").wait_for()
    ours = page.evaluate(
        """() => Object.fromEntries(studyguide.practice.held.questions.map(([id, html, right]) => {
            const details = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
            const options = studyguide.practice.question.optionsOf(details);
            if (String(options.map(({ right }) => Number(right))) !== String(right)) throw new Error(id);
            return [id, options.map(({ text, reason, right }) => ({
                text: text.textContent.trim(), correct: right, reason: reason ? reason.textContent.trim() : "",
            }))];
        }))"""
    )
    questions = json.loads(page.request.get(base + "studyguide.json").text())["questions"]
    assert ours == {question["id"]: question["answers"] for question in questions}


def test_a_quiz_by_keys_shows_every_reason_and_the_sentence(page: Page) -> None:
    practise(page, "Quiz", "practice/?mode=quiz&scope=tag:D1")
    page.get_by_label("Questions about").select_option("tag:D1")
    start(page)
    while "microseconds" not in page.locator(".sg-prompt").inner_text():
        page.keyboard.press("ArrowRight")
    expect(page.locator(".sg-prompt")).to_be_focused()
    labels = page.locator(".sg-option label").all_inner_texts()
    wrong = next(n for n, text in enumerate(labels) if "Tape" in text)
    page.keyboard.press(str(wrong + 1))
    page.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sg-verdict")).to_have_count(3)
    expect(page.locator(".sg-is-wrong", has_text="Tape")).to_contain_text("Wrong, your answer")
    expect(page.locator(".sg-option.sg-is-right")).to_contain_text("It has no moving parts.")
    expect(page.locator(".sg-is-wrong", has_text="Paper").locator(".sg-verdict")).to_contain_text("it is read by hand")
    expect(page.locator(".sg-practice > [role=status]")).to_contain_text("Wrong. Right:")
    expect(page.locator(".sg-source blockquote")).to_have_text(
        "A solid disk has no moving parts, so it answers within microseconds."
    )
    page.locator(".sg-source a").click()
    page.wait_for_url("**/storage/disk/**")
    page.goto("practice/?mode=quiz&scope=wrong")
    expect(page.get_by_label("Questions about").locator("option:checked")).to_have_text("What I got wrong (1)")


def test_options_keep_their_order_over_reloads(page: Page) -> None:
    practise(page, "Quiz")
    page.get_by_label("Questions about").select_option("tag:D1")
    start(page)
    before = page.locator(".sg-stage").inner_text()
    page.reload()
    expect(page.locator(".sg-prompt")).to_be_focused()
    assert page.locator(".sg-stage").inner_text() == before


def test_a_quiz_ends_with_what_was_answered_and_what_is_right(page: Page) -> None:
    page.goto("practice/?mode=quiz&scope=section:tape&begin")
    page.get_by_label("Memory").check()
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Finish").click()
    row = page.locator(".sg-summary li")
    expect(row).to_contain_text("Your answer: Memory")
    expect(row).to_contain_text("Right: Tape")
    expect(row.get_by_role("link", name="Tape")).to_be_visible()
    expect(page.get_by_text("no power while it lies still")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    expect(row).to_be_visible()  # it is over: no key leads back into it
    row.locator("summary").click()
    expect(row.locator(".sg-verdict").filter(has_text="no power while it lies still")).to_be_visible()


def test_a_question_below_its_section_is_chosen_before_it_is_judged(page: Page) -> None:
    page.goto("storage/disk/")
    question = page.locator("[data-sg-asked=q-one]")
    question.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(question.get_by_role("button", name="Check")).to_be_visible()
    expect(question.get_by_text("It winds first.").locator("visible=true")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(question.get_by_text("Choose an answer first.").locator("visible=true").last).to_be_visible()
    question.get_by_label("Tape").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(question.locator(".sg-result")).to_contain_text("Wrong. Right:")
    expect(question.locator(".sg-result")).to_be_focused()
    expect(question.locator(".sg-verdict").filter(has_text="It winds first.")).to_be_visible()
    question.get_by_role("button", name="Try again").click()
    expect(question.locator(".sg-verdict")).to_have_count(0)
    opened = page.locator("[data-sg-asked=q-open]")
    opened.locator("summary").click()
    expect(opened.get_by_text("To bring each sector to the head.")).to_be_visible()
    opened.get_by_role("button", name="I knew it", exact=True).click()
    page.get_by_role("link", name="Practise this section (3)").click()
    expect(page.locator(".sg-where")).to_have_text("Question 1 of 3")  # at once; what was wrong comes after what is new
    page.goto("practice/?mode=quiz&scope=wrong")
    expect(page.get_by_label("Questions about").locator("option:checked")).to_have_text("What I got wrong (1)")


def test_a_question_below_its_section_opens_to_its_answer_without_scripts(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("storage/disk/")
        page.locator("[data-sg-asked=q-one] summary").click()
        expect(page.get_by_text("It winds first.")).to_be_visible()


def test_a_question_below_its_section_opens_to_its_answer_when_its_script_is_lost(page: Page) -> None:
    page.route("**/practice/here.js", lambda route: route.abort())
    page.goto("storage/disk/")
    page.locator("[data-sg-asked=q-one] summary").click()
    expect(page.get_by_text("It winds first.")).to_be_visible()


@pytest.mark.parametrize("address", ["?mode=quiz&scope=section:tape&begin", "?mode=cards", "?mode=exam"])
def test_on_a_phone_what_is_asked_and_its_first_options_are_on_the_first_screen(
    browser: Browser, base: str, address: str
) -> None:
    with readerguide.opened(browser, base, width=390, has_touch=True) as page:
        page.goto(f"practice/{address}")
        if "begin" not in address:
            start(page)
        box = page.locator(".sg-option, .sg-card .sg-prompt").first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 500  # a question of a line: room for one of fifteen
        expect(page.get_by_role("heading", level=1)).to_have_count(1)  # for who hears the page
        page.get_by_role("button", name=re.compile("^Leave")).click()
        expect(page.get_by_role("tab", name="Today")).to_be_visible()


def test_a_quiz_goes_on_after_reading_up(page: Page) -> None:
    practise(page, "Quiz")
    start(page)
    page.keyboard.press("ArrowRight")
    prompt = page.locator(".sg-prompt").inner_text()
    page.reload()
    expect(page.locator(".sg-prompt")).to_have_text(prompt)
    expect(page.locator(".sg-prompt")).to_be_focused()
    page.get_by_role("tab", name="Quiz").click()
    page.get_by_role("button", name="Go on with question 2 of 4").click()
    expect(page.locator(".sg-prompt")).to_have_text(prompt)
    expect(page.locator(".sg-prompt")).to_be_focused()


RUNS = [("Quiz", "Start", "Go on with question"), ("Flashcards", "Start", "Start"), ("Exam", "Start the exam", "Go on")]


@pytest.mark.parametrize(("mode", "begins", "way"), RUNS)
def test_back_leads_from_what_runs_to_its_tab_and_from_the_tab_to_where_the_reader_came_from(
    page: Page, mode: str, begins: str, way: str
) -> None:
    page.goto("storage/")
    practise(page, mode)
    start(page, begins)
    prompt = page.locator(".sg-stage .sg-prompt").inner_text()
    page.go_back()
    expect(page.get_by_role("tab", name=mode)).to_have_attribute("aria-selected", "true")
    expect(page.locator(".sg-stage")).to_have_count(0)
    expect(page.get_by_role("tabpanel").get_by_role("button", name=way).first).to_be_visible()
    page.go_forward()
    expect(page.locator(".sg-stage .sg-prompt")).to_have_text(prompt)
    page.reload()
    expect(page.locator(".sg-stage .sg-prompt")).to_have_text(prompt)
    page.go_back()
    expect(page.locator(".sg-stage")).to_have_count(0)
    start(page, way)
    expect(page.locator(".sg-stage .sg-prompt")).to_have_text(prompt)
    page.go_back()
    page.go_back()
    page.wait_for_url("**/storage/")


def test_back_leads_to_the_tab_that_something_else_was_begun_in(page: Page) -> None:
    page.goto("storage/")
    page.goto("practice/")
    start(page, "Practise (4): Not tried yet")
    page.go_back()
    expect(page.get_by_role("tab", name="Today")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("heading", name="Quiz under way")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".sg-where")).to_have_text("Question 1 of 4")
    page.get_by_role("button", name="Leave for now").click()
    expect(page.get_by_role("tab", name="Today")).to_have_attribute("aria-selected", "true")
    page.go_back()  # what was left has no place any more
    page.wait_for_url("**/storage/")


def test_back_leads_from_what_a_link_began_to_its_tab_then_to_the_link(page: Page) -> None:
    page.goto("storage/disk/")
    page.get_by_role("link", name="Practise this section (3)").click()
    expect(page.locator(".sg-where")).to_have_text("Question 1 of 3")
    page.go_back()
    expect(page.get_by_role("button", name="Go on with question 1 of 3")).to_be_visible()
    page.go_back()
    page.wait_for_url("**/storage/disk/")


def test_a_place_of_what_is_over_leads_to_its_tab(page: Page) -> None:
    answer_the_question_of_a_section(page)
    page.get_by_role("button", name="Another quiz").click()
    expect(page.get_by_label("Questions about")).to_have_value("chapter:Storage")
    start(page)
    page.go_back()
    page.get_by_role("button", name="End it here").click()
    page.go_forward()
    expect(page.get_by_label("Questions about")).to_be_visible()
    expect(page.get_by_role("button", name="Go on with question")).to_have_count(0)


def test_back_leads_from_the_result_of_an_exam_to_the_tab(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    hand_in(page)
    start(page, "Practise what I missed (3)")
    page.go_back()
    expect(page.get_by_role("heading", name="Review")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Start the exam")).to_be_visible()


def test_the_theme_that_swaps_pages_leaves_the_places_of_practice_alone(browser: Browser, instant: str) -> None:
    with readerguide.opened(browser, instant) as page:
        page.goto("storage/disk/")
        page.get_by_role("link", name="Practise this section (3)").click()
        expect(page.locator(".sg-where")).to_have_text("Question 1 of 3")
        page.go_back()
        page.get_by_role("button", name="Go on with question 1 of 3").click()
        expect(page.locator(".sg-where")).to_have_text("Question 1 of 3")
        page.go_back()
        page.go_back()
        expect(page.get_by_role("heading", name="Disk", level=1)).to_be_visible()
        page.go_forward()
        page.go_forward()
        expect(page.locator(".sg-where")).to_have_text("Question 1 of 3")


def test_who_asks_again_what_was_wrong_finds_it_under_that_name(page: Page) -> None:
    page.goto("practice/?mode=quiz&scope=section:tape&begin")
    page.get_by_label("Memory").check()
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Ask the wrong ones again").click()
    page.get_by_role("button", name="Leave for now").click()
    expect(page.locator(".sg-now")).to_contain_text("Tape: What I got wrong · Question 1 of 1")


def test_the_address_of_quizzes_offers_one_beside_what_was_left(page: Page) -> None:
    practise(page, "Quiz")
    start(page)
    page.goto("practice/?mode=quiz")
    expect(page.get_by_role("button", name="Go on with question 1 of 4")).to_be_visible()
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_the_chosen_mode_is_seen_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    practise(page, "Quiz")
    colour = "tab => getComputedStyle(tab).backgroundColor"
    chosen, other = page.get_by_role("tab", name="Quiz"), page.get_by_role("tab", name="Exam")
    assert chosen.evaluate(colour) != other.evaluate(colour)


def test_a_question_on_paper_has_no_controls(page: Page) -> None:
    practise(page, "Quiz")
    start(page)
    page.emulate_media(media="print")
    expect(page.locator(".sg-prompt")).to_be_visible()
    expect(page.get_by_role("button", name="Check")).to_be_hidden()


def test_options_have_the_letters_of_paper_and_are_chosen_by_them_or_by_digits(page: Page) -> None:
    practise(page, "Quiz")
    start(page)
    while "Why" in page.locator(".sg-prompt").inner_text():
        page.keyboard.press("ArrowRight")
    letters = page.locator(".sg-option kbd").all_inner_texts()
    assert letters == ["A", "B", "C", "D", "E"][: len(letters)]
    page.keyboard.press("b")
    expect(page.locator(".sg-option input").nth(1)).to_be_checked()
    page.keyboard.press("1")
    expect(page.locator(".sg-option input").first).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".sg-result")).to_have_text(re.compile(r"^(Right\.|Wrong\. Right: [A-E]((, | and )[A-E])*\.)$"))


def test_arrows_at_the_ends_of_an_exam_leave_the_answer(page: Page) -> None:
    """One question of the three has several answers, whose boxes no arrow moves: at one end at least stands another."""
    practise(page, "Exam")
    start(page, "Start the exam")
    kinds = set()
    for key, steps in (("ArrowLeft", 0), ("ArrowRight", 2)):
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
        expect(page.locator(".sg-where").last).to_have_text(f"Question {steps + 1} of 3")
        first = page.locator(".sg-option input").first
        kinds.add(first.get_attribute("type"))
        first.check()
        first.focus()
        page.keyboard.press(key)
        expect(first).to_be_checked()
        expect(page.locator(".sg-option input:checked")).to_have_count(1)
    assert "radio" in kinds


def test_an_open_question_is_judged_by_the_reader(page: Page) -> None:
    practise(page, "Quiz")
    start(page)
    while "Why" not in page.locator(".sg-prompt").inner_text():
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator(".sg-answer")).to_have_text("To bring each sector to the head.")
    page.keyboard.press("2")
    page.get_by_role("tab", name="Quiz").click()
    expect(page.get_by_label("Questions about")).to_contain_text("What I got wrong (1)")


def test_cards_are_graded_by_keys_and_come_back(page: Page) -> None:
    practise(page, "Flashcards")
    expect(page.locator(".sg-due")).to_contain_text("0 due · 3 new today")
    all_decks(page)
    expect(page.locator(".sg-due")).to_contain_text("0 due · 7 new today")
    start(page)
    expect(page.locator(".sg-where")).to_have_text("7 to go")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Easy")).to_contain_text("8 d")
    page.keyboard.press("4")
    expect(page.locator(".sg-where")).to_have_text("6 to go")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    expect(page.locator(".sg-where")).to_have_text("5 to go · 1 comes again soon")
    page.reload()  # in the middle: it goes on
    expect(page.locator(".sg-where")).to_have_text("5 to go · 1 comes again soon")
    page.get_by_role("tab", name="Flashcards").click()
    expect(page.locator(".sg-due")).to_contain_text("0 due · 5 new today · 1 being learnt")
    page.clock.install()
    page.clock.fast_forward("09:00:00")
    page.reload()
    expect(page.locator(".sg-due")).to_contain_text("1 due")


def test_a_card_says_in_words_what_it_asks_and_small_of_what(page: Page) -> None:
    practise(page, "Flashcards")
    start(page)
    fronts = set()
    for _ in range(3):
        lines = page.locator(".sg-card .sg-prompt").inner_text().split("\n")
        fronts.add(tuple(line.strip() for line in lines))
        page.keyboard.press("Space")
        page.keyboard.press("4")
    assert fronts == {
        ("What does it mean?", "Terms", "RPO"),
        ("What is it called?", "how much data you may lose."),
        ("What applies here?", "Disk", "max size"),
    }


def test_a_card_of_a_question_shows_its_options_and_marks_the_choice(page: Page) -> None:
    deck_of_questions(page)
    start(page)
    for _ in range(4):
        prompt = page.locator(".sg-prompt").inner_text()
        if prompt == "Which answers within microseconds?":
            break
        page.keyboard.press("Space")
        page.keyboard.press("4")
    options = page.locator(".sg-option")
    expect(options).to_have_count(3)
    expect(page.locator(".sg-verdict")).to_have_count(0)
    wrong = next(n for n in range(3) if "Tape" in options.nth(n).inner_text())
    page.keyboard.press(str(wrong + 1))
    page.keyboard.press("Space")
    first = page.locator(".sg-prompt + *")
    expect(first).to_contain_text("Wrong. Right: ")
    expect(first).to_contain_text("A solid disk")
    assert is_in_sight(page, ".sg-prompt + *")
    expect(options.nth(wrong)).to_contain_text("✗ Wrong, your answer It winds first.")
    expect(page.locator(".sg-is-right")).to_contain_text("It has no moving parts.")
    expect(page.locator(".sg-practice > [role=status]")).to_contain_text("Wrong. Right: ")
    expect(page.get_by_role("button", name="Again")).to_be_focused()
    expect(page.locator(".sg-source")).to_contain_text("within microseconds")


def test_cards_being_learnt_can_be_gone_on_with_before_their_time(page: Page) -> None:
    all_decks(page)
    start(page)
    for grade in "3444444":
        page.keyboard.press("Space")
        page.keyboard.press(grade)
    expect(page.get_by_role("heading", name="Done for now: 7 cards.")).to_be_focused()
    page.get_by_role("button", name="Go on now").click()
    expect(page.locator(".sg-where")).to_have_text("1 comes again soon")
    page.keyboard.press("Space")
    page.keyboard.press("3")
    expect(page.get_by_role("heading", name="Done for now: 7 cards.")).to_be_focused()
    expect(page.get_by_role("button", name="Go on now")).to_have_count(0)


def test_cards_can_be_saved_for_anki(page: Page) -> None:
    all_decks(page)
    page.locator("summary", has_text="Anki").click()
    expect(page.get_by_role("link", name="Download all cards as a deck for Anki")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the cards chosen here").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert "#guid column:1" in lines
    assert any(line.startswith('"fact:disk:max size"\t"Disk · max size: …"\t"64 TiB"\t"Disk"\t') for line in lines)
    asked = next(line for line in lines if line.startswith('"q-tape"')).split("\t")
    tape = "1. Tape" in asked[1]
    assert asked[1] == f'"What is cheapest?<br>{"1. Tape<br>2. Memory" if tape else "1. Memory<br>2. Tape"}"'
    assert f"✓ {1 if tape else 2}. Tape: no power while it lies still" in asked[2]
    assert f"✗ {2 if tape else 1}. Memory: fast and dear" in asked[2]


def test_a_long_name_of_a_tag_does_not_widen_a_phone(browser: Browser, other: str) -> None:
    with readerguide.opened(browser, other, width=390, is_mobile=True) as page:
        for mode in ("Quiz", "Flashcards"):
            practise(page, mode)
            place = page.locator(".sg-setup select").first.bounding_box()
            assert place is not None
            assert place["x"] + place["width"] <= 390


def test_a_long_word_in_a_question_does_not_widen_a_phone(browser: Browser, other: str) -> None:
    with readerguide.opened(browser, other, width=390, is_mobile=True) as page:
        practise(page, "Quiz")
        page.get_by_label("Questions about").select_option("tag:D2")
        start(page)
        place = page.locator(".sg-prompt").bounding_box()
        assert place is not None
        assert place["width"] <= 390


def test_an_exam_survives_a_reload_and_is_scored_by_domain(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    expect(page.locator(".sg-sheet button")).to_have_count(3)
    while "cheapest" not in page.locator(".sg-prompt").inner_text():
        page.get_by_role("button", name="Next").click()
    page.get_by_label("Tape").check()
    page.get_by_role("button", name="Flag").click()
    expect(page.get_by_role("button", name="answered, flagged")).to_have_attribute("aria-current", "step")
    page.reload()
    expect(page.get_by_label("Tape")).to_be_checked()
    page.locator(".sg-ending").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_have_text("2 without an answer. Hand in now?")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".sg-ending").get_by_role("button", name="Hand in")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".sg-ending").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="1 of 3 right, 33 %")).to_be_focused()
    rows = page.get_by_role("region", name="Score by domain").locator("tbody tr")
    assert rows.all_inner_texts() == ["Fast\t0 of 2\t0 %", "Cheap\t1 of 1\t100 %"]


def hand_in(page: Page) -> None:
    page.locator(".sg-ending").get_by_role("button", name="Hand in").click()
    page.locator(".sg-ending").get_by_role("button", name="Hand in").click()


def test_after_a_reload_keys_go_on_with_the_exam_at_once(page: Page) -> None:
    page.goto("practice/?mode=exam")
    start(page, "Start the exam")
    page.keyboard.press("ArrowRight")
    page.reload()
    expect(page.locator(".sg-prompt")).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator(".sg-options input").first).to_be_checked()
    page.locator(".sg-where").first.click()  # beside the question: nothing has the focus
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sg-sheet [aria-current]")).to_have_text("3")


def test_an_exam_is_reviewed_one_question_at_a_time_and_what_was_missed_is_asked_again(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    while "cheapest" not in page.locator(".sg-prompt").inner_text():
        page.get_by_role("button", name="Next").click()
    page.get_by_label("Tape").check()
    page.get_by_role("button", name="Not sure").click()
    expect(page.get_by_role("button", name="answered, Not sure")).to_have_attribute("aria-current", "step")
    hand_in(page)
    expect(page.get_by_text("New to you: 3 of 3, right of these: 1.")).to_be_visible()
    expect(page.get_by_text("Wrong: 0 · Not answered: 2")).to_be_visible()
    expect(page.get_by_role("radio", name="Wrong: 0")).to_be_disabled()
    expect(page.get_by_role("radio", name="Not answered: 2")).to_be_checked()
    expect(page.get_by_role("radio", name="Flagged: 0")).to_be_disabled()
    expect(page.locator(".sg-prompt")).to_have_count(1)
    expect(page.get_by_text("Not answered.")).to_be_visible()
    page.locator(".sg-dock").get_by_role("button", name="Next").click()
    expect(page.locator(".sg-prompt")).to_be_focused()
    expect(page.get_by_text("2 of 2 · question")).to_be_visible()
    numbers = page.locator(".sg-stage .sg-sheet button")
    expect(numbers.nth(1)).to_have_attribute("aria-current", "step")
    numbers.first.click()
    expect(page.get_by_text("1 of 2 · question")).to_be_visible()
    expect(page.locator(".sg-prompt")).to_be_focused()
    page.get_by_role("radio", name="Not sure: 1").check()
    expect(page.locator(".sg-prompt")).to_have_text("What is cheapest?")
    expect(page.locator(".sg-first a")).to_have_text("Disk")
    expect(page.locator(".sg-first li")).to_contain_text("2 lost")
    page.get_by_role("button", name="Practise what I missed (2)").click()
    expect(page.get_by_role("tab", name="Quiz")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".sg-where")).to_have_text("Question 1 of 2")
    expect(page.locator(".sg-prompt")).to_be_focused()


def test_attempts_are_kept_with_what_changed_between_them(page: Page) -> None:
    practise(page, "Exam")
    for right in (False, True):
        start(page, "Start the exam")
        while right and "cheapest" not in page.locator(".sg-prompt").inner_text():
            page.get_by_role("button", name="Next").click()
        if right:
            page.get_by_label("Tape").check()
        hand_in(page)
        page.get_by_role("button", name="Another exam").click()
    rows = page.get_by_role("region", name="Your attempts").locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[1:] for row in rows] == [
        ["33 %", "+33", "1 of 3", "0 of 3", "Remove"],
        ["0 %", "–", "0 of 3", "3 of 3", "Remove"],
    ]


def test_an_attempt_that_was_a_mistake_is_taken_out_of_the_list(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    hand_in(page)
    page.get_by_role("button", name="Another exam").click()
    expect(page.get_by_text("You have not seen 0 of them.")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    asked = re.compile(r"attempt of \w+ \d+, \d+, \d+:\d\d.+ \(0 of 3 right\)\? .* is new to you again")
    expect(page.get_by_role("alert")).to_have_text(asked)
    page.get_by_role("button", name="Back").click()
    page.keyboard.press("Enter")  # on the button that was pressed
    page.locator("[role=alert] ~ button").get_by_text("Remove").click()
    expect(page.get_by_role("region", name="Your attempts")).to_have_count(0)
    expect(page.get_by_role("button", name="Last result")).to_have_count(0)
    expect(page.get_by_text("All of them are new to you.")).to_be_visible()


def test_before_an_exam_its_rules_are_told(page: Page) -> None:
    practise(page, "Exam")
    panel = page.get_by_role("tabpanel")
    for told in ("3 questions in 30 min", "All of them are new to you.", "the real exam has no pause either"):
        expect(panel).to_contain_text(told)
    expect(panel).not_to_contain_text("Exams left")  # there are none
    expect(panel.get_by_text("All of them are new to you.", exact=True)).to_be_visible()  # a line of its own
    start(page, "Start the exam")
    page.get_by_role("button", name="Leave; the clock runs on").click()
    expect(panel).to_contain_text("0 of 3 answered, 30 min left; the clock runs on")


def test_an_exam_that_is_hardly_begun_can_be_discarded_and_leaves_nothing(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    page.get_by_role("button", name="Discard the exam").click()
    expect(page.get_by_role("alert")).to_contain_text("its questions stay new to you")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Discard the exam")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".sg-ending").get_by_role("button", name="Discard the exam").click()
    expect(page.get_by_role("button", name="Start the exam")).to_be_focused()
    expect(page.get_by_text("All of them are new to you.")).to_be_visible()
    expect(page.get_by_role("region", name="Your attempts")).to_have_count(0)
    page.reload()
    start(page, "Start the exam")
    page.locator(".sg-option input").first.check()  # of three, one is more than a tenth
    expect(page.get_by_role("button", name="Discard the exam")).to_have_count(0)


def test_the_result_of_an_exam_outlives_another_that_is_discarded(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    hand_in(page)
    page.get_by_role("button", name="Another exam").click()
    expect(page.get_by_role("button", name="Last result")).to_be_visible()
    start(page, "Start the exam")
    page.get_by_role("button", name="Discard the exam").click()
    page.locator(".sg-ending").get_by_role("button", name="Discard the exam").click()
    page.get_by_role("button", name="Last result").click()
    expect(page.get_by_role("heading", name="Review")).to_be_visible()


def test_an_exam_whose_time_ran_out_while_its_reader_was_away_is_not_kept_unasked(page: Page) -> None:
    page.clock.install()
    practise(page, "Exam")
    start(page, "Start the exam")
    page.get_by_role("button", name="Leave; the clock runs on").click()
    page.clock.fast_forward("31:00")
    page.get_by_role("tab", name="Exam").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("Time is up: 0 of 3 answered")
    page.get_by_role("button", name="Discard the exam").click()
    expect(page.get_by_text("All of them are new to you.")).to_be_visible()
    expect(page.get_by_role("region", name="Your attempts")).to_have_count(0)


@pytest.mark.parametrize(("mode", "start"), [("quiz", "Start"), ("cards", "Start"), ("exam", "Start the exam")])
def test_while_something_is_asked_no_link_below_it_leads_elsewhere(page: Page, mode: str, start: str) -> None:
    page.goto(f"practice/?mode={mode}")
    below = page.locator(".md-footer__link, .sg-further a")
    expect(below.first).to_be_visible()
    page.get_by_role("button", name=start, exact=True).click()
    expect(page.locator(".sg-head")).to_be_visible()
    for link in below.all():
        expect(link).to_be_hidden()
    page.get_by_role("button", name=re.compile("^Leave")).click()
    expect(below.first).to_be_visible()


def test_progress_says_what_was_done_on_which_days(page: Page) -> None:
    page.goto("practice/?mode=quiz&scope=section:tape&begin")
    page.get_by_label("Tape").check()
    page.get_by_role("button", name="Check").click()
    practise(page, "Flashcards")
    start(page)
    for key in " 3":
        page.keyboard.press(key)
    page.get_by_role("tab", name="Progress").click()
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("Days with practice in the last four weeks: 1 of 28.")
    expect(panel).to_contain_text("Questions answered: 1 · cards turned: 1")
    expect(panel).to_contain_text("Flashcards: 0 learnt, 1 being learnt, 2 not seen yet")
    row = page.get_by_role("row", name="Cheap")
    expect(row.get_by_role("cell")).to_have_text(["–", "1 of 1", "1 of 1", "0 of 1"])  # one answer tells nothing
    expect(panel).to_contain_text("It is shown once there are 10, as a range")
    expect(page.get_by_role("row", name="Fast")).to_have_count(0)  # of which there is nothing to say
    page.locator("summary", has_text="Nothing answered or read yet: 1").click()
    expect(page.get_by_role("row", name="Fast").get_by_role("cell")).to_have_text(["0 of 3", "0 of 1"])
    page.set_viewport_size({"width": 390, "height": 844})
    expect(row.get_by_text("–")).to_be_hidden()
    expect(row.get_by_text("1 of 1").first).to_be_visible()
    assert page.locator(".sg-days i").evaluate_all("all => all.filter(one => one.offsetHeight > 10).length") == 1


def test_a_long_exam_says_where_it_stands_to_the_pass_line(browser: Browser, tmp_path: Path) -> None:
    asked = "<details>\n<summary>Is {0} right?</summary>\n<!-- id: q-{0} -->\n\n- [x] Yes\n- [ ] No\n\n</details>\n"
    notes = "# Many\n<!-- studyguide\ntags: [D1]\n-->\n\nText.\n\n" + "\n".join(asked.format(n) for n in range(20))
    config = CONFIG.replace("questions: 3", "questions: 20\n        pass: 720\n        scale: [100, 1000]")
    site = readerguide.build(tmp_path / "guide", config, {"many.md": notes})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        practise(page, "Exam")
        start(page, "Start the exam")
        ending = page.locator(".sg-ending")
        ending.get_by_role("button", name="Hand in").click()
        # Twenty buttons are folded, for they stand on the answer sheet too.
        expect(ending.get_by_role("button")).to_have_text(["Hand in", "Go on"])
        ending.locator("summary", has_text="Not answered: 20").press("Enter")
        ending.get_by_role("button", name="question 15").click()
        expect(page.locator(".sg-stage .sg-where")).to_have_text("Question 15 of 20")
        ending.get_by_role("button", name="Go on").click()
        hand_in(page)
        expect(page.get_by_role("heading", name="Below the pass line")).to_be_focused()
        expect(page.locator(".sg-estimate")).to_have_text("Estimate: 100")
        expect(page.get_by_text("0 of 20 right, 0 %", exact=True)).to_be_visible()
        expect(page.get_by_text("A question without an answer counts as wrong in the estimate")).to_be_visible()
        expect(page.get_by_text("The pass line is 720.")).to_be_visible()
        expect(page.get_by_text(re.compile(r"Time used: \d+ sec of 30 min"))).to_be_visible()
        assert violations(page) == []
        practise(page, "Exam")
        start(page, "Start the exam")
        for _ in range(20):
            page.get_by_label("Yes" if _ else "No").check()
            page.keyboard.press("n")
        hand_in(page)
        page.get_by_role("tab", name="Progress").click()
        row = page.get_by_role("row", name="Fast")
        # A whole exam, and nearly all right: what was not read takes nothing of it away.
        expect(row.get_by_role("cell")).to_have_text(["85–98 %", "19 of 20", "20 of 20", "0 of 1"])
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            box = row.locator(".sg-scale").bounding_box()
            assert box
            assert box["width"] > 60
        assert violations(page) == []


POOL = """\
---
exam_only: true
---

<details>
<summary>Which hidden thing is [[tape|slow]]?</summary>
<!--
id: x-one
tags: [D2]
sections: [tape]
-->

- [x] A tape: it winds
- [ ] A lamp

</details>
"""


def test_an_exam_for_an_evening_has_half_of_the_questions_and_of_the_time(browser: Browser, tmp_path: Path) -> None:
    one = "<details>\n<summary>Is {0} right?</summary>\n\n- [x] Yes\n- [ ] No\n\n</details>\n\n"
    parts = [f"## Part {tag}\n<!-- studyguide\ntags: [{tag}]\n-->\n\nText.\n\n" for tag in ("D1", "D2")]
    many = "\n".join(part + "".join(one.format(f"{part[8:10]}-{n}") for n in range(20)) for part in parts)
    config = CONFIG.replace("questions: 3", "questions: 20")
    site = readerguide.build(tmp_path / "guide", config, {"a.md": f"---\nsplit: 2\n---\n\n# A\n\n{many}"})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        practise(page, "Exam")
        panel = page.get_by_role("tabpanel")
        expect(panel).to_contain_text("20 questions in 30 min")
        page.get_by_label("How long").select_option(label="Questions: 10 · minutes: 15")
        expect(panel).to_contain_text("10 questions in 15 min")
        start(page, "Start the exam")
        expect(page.locator(".sg-sheet button")).to_have_count(10)
        expect(page.get_by_role("timer")).to_have_text(re.compile(r"^1[45]:\d\d$"))
        for n in range(10):
            page.get_by_label("Yes").check()
            if n < 9:
                page.keyboard.press("ArrowRight")
        hand_in(page)
        expect(page.get_by_text(re.compile("Time used: .* of 15 min"))).to_be_visible()
        rows = page.get_by_role("region", name="Score by domain").locator("tbody tr")
        expect(rows).to_have_text([re.compile("Fast.*7 of 7"), re.compile("Cheap.*3 of 3")])  # the same shares


def test_only_an_exam_asks_what_is_kept_for_it(browser: Browser, tmp_path: Path) -> None:
    site = readerguide.build(tmp_path / "guide", CONFIG, {"storage.md": NOTES, "pool.md": POOL})
    told = [path for path in site.rglob("*.*") if path.is_file() and b"hidden thing" in path.read_bytes()]
    telling = [path.relative_to(site).as_posix() for path in told]
    assert telling == ["assets/studyguide/practice/held.js"]
    assert not (site / "pool").exists()
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        practise(page, "Exam")
        expect(page.get_by_text("hidden thing")).to_have_count(0)
        expect(page.get_by_text("All of them are new to you.")).to_be_visible()
        expect(page.get_by_text("Exams left whose questions are all new to you: 0.")).to_be_visible()
        start(page, "Start the exam")
        while "hidden thing" not in page.locator(".sg-prompt").inner_text():
            page.get_by_role("button", name="Next").click()
        page.get_by_label("A lamp").check()
        page.locator(".sg-ending").get_by_role("button", name="Hand in").click()
        page.locator(".sg-ending").get_by_role("button", name="Hand in").click()
        while "hidden thing" not in page.locator(".sg-prompt").inner_text():
            page.locator(".sg-dock").get_by_role("button", name="Next").click()
        expect(page.locator(".sg-source").get_by_role("link", name="Tape")).to_be_visible()
        expect(page.locator(".sg-stage")).to_contain_text("it winds")
        page.reload()  # what came of it is where the reader was
        expect(page.get_by_role("heading", name="Review")).to_be_visible()
        page.get_by_role("button", name="Another exam").click()
        expect(page.get_by_text("You have not seen 1 of them.")).to_be_visible()
        # What only the exam asks counts from then on, and can be practised.
        page.get_by_role("tab", name="Today").click()
        expect(page.locator(".sg-todo li", has_text="What I got wrong")).to_contain_text("1")
        expect(page.locator("p.sg-scope", has_text="Cheap")).to_contain_text(
            "2 questions, 1 of them from exams · 0 of 1 right"
        )
        page.get_by_role("tab", name="Progress").click()
        expect(page.get_by_role("row", name="Cheap")).to_contain_text("1 of 2 (1 of the 2 came in exams)")
        page.set_viewport_size(
            {"width": 620, "height": 844}
        )  # a table as wide as a laptop leaves it, with longer names
        region = page.get_by_role("region", name="Readiness by exam domain")
        assert region.evaluate("one => one.scrollWidth <= one.clientWidth")
        page.goto("practice/?mode=quiz&scope=wrong")
        start(page)
        expect(page.locator(".sg-prompt")).to_contain_text("hidden thing")
        page.goto("practice/?mode=quiz&scope=section:tape&begin")  # as many as the button of a section says
        expect(page.locator(".sg-where")).to_have_text("Question 1 of 1")


def test_an_exam_is_taken_by_keys_from_its_start(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 425})  # a laptop at 200 %
    practise(page, "Exam")
    expect(page.get_by_role("tabpanel")).to_contain_text("Fast: 70\u00a0%")
    page.get_by_role("button", name="Start the exam").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sg-prompt")).to_be_focused()
    assert is_in_sight(page, ".sg-stage .sg-where")
    assert is_in_sight(page, ".sg-prompt")
    page.keyboard.press("2")
    expect(page.locator(".sg-options input").nth(1)).to_be_checked()
    page.get_by_role("button", name="Flag").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sg-prompt")).to_be_focused()
    expect(page.locator(".sg-sheet [aria-current]")).to_have_text("2")


def test_letters_that_the_theme_listens_to_stay_with_what_is_asked(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    for key in "sf.n,":
        page.keyboard.press(key)
    flagged = page.get_by_role("button", name="Question 1, open, flagged")
    sizes = [one.bounding_box() for one in (flagged, page.get_by_role("button", name="Question 2, open"))]
    assert len({(round(box["width"]), box["height"], box["y"]) for box in sizes if box}) == 1
    expect(page.locator(".sg-sheet [aria-current]")).to_have_text("2")
    page.locator(".sg-time").click()  # beside the question: nothing has the focus
    page.keyboard.press("p")
    expect(page.locator(".sg-sheet [aria-current]")).to_have_text("1 ⚑")
    expect(page.locator("#__search")).not_to_be_checked()
    practise(page, "Flashcards")
    start(page)
    for key in "nps":
        page.keyboard.press(key)
    expect(page.locator(".sg-where")).to_have_text("3 to go")
    expect(page.locator("#__search")).not_to_be_checked()
    page.get_by_role("tab", name="Today").click()
    page.keyboard.press("s")  # nothing is asked
    expect(page.locator("#__search")).to_be_checked()


def test_a_question_that_wants_two_is_open_until_two_are_chosen(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    while "two spin" not in page.locator(".sg-prompt").inner_text():
        page.keyboard.press("n")
    chosen = page.locator(".sg-chosen")
    expect(chosen).to_have_text("0 of 2 chosen")
    page.keyboard.press("1")
    expect(chosen).to_have_text("1 of 2 chosen")
    expect(page.get_by_role("button", name="open, 1 of 2 chosen")).to_have_attribute("aria-current", "step")
    page.locator(".sg-ending").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("2 without an answer. Question ")
    expect(page.get_by_role("alert")).to_contain_text("open: 1 of 2 chosen. Hand in now?")
    ways = page.locator(".sg-ways-to")
    expect(ways.first).to_contain_text("Not answered: 2")
    expect(ways.last).to_contain_text("open: 1 of 2 chosen.")
    expect(ways.last.get_by_role("button")).to_have_count(1)
    page.locator(".sg-option input").nth(1).check()
    expect(page.locator(".sg-sheet [aria-current]")).to_have_accessible_name(re.compile("answered$"))
    page.locator(".sg-option label").nth(2).click()
    expect(chosen).to_have_text("Only 2 can be chosen. Take one away first. 2 of 2 chosen")
    expect(page.locator(".sg-option input:checked")).to_have_count(2)
    page.keyboard.press("2")
    expect(chosen).to_have_text("1 of 2 chosen")


@pytest.mark.parametrize("width", [390, 1280])
def test_that_more_are_to_be_chosen_is_said_once_and_beside_the_button(browser: Browser, base: str, width: int) -> None:
    with readerguide.opened(browser, base, width=width) as page:
        page.set_viewport_size({"width": width, "height": 520})
        page.goto("practice/?mode=quiz&scope=section:disk&begin")
        while "two spin" not in page.locator(".sg-prompt").inner_text():
            page.keyboard.press("ArrowRight")
        page.evaluate("document.querySelector('.sg-options').style.paddingBottom = '40rem'")  # a long question
        told = page.get_by_text("chosen")
        expect(told).to_have_text("0 of 2 chosen")
        page.locator(".sg-option label").first.click()
        page.get_by_role("button", name="Check").click()
        expect(told).to_have_text("Choose 2. 1 of 2 chosen")
        expect(told).to_be_in_viewport(ratio=1)
        assert is_in_sight(page, ".sg-chosen")
        page.locator(".sg-option label").nth(1).click()
        expect(told).to_have_text("2 of 2 chosen")
        page.get_by_role("button", name="Check").click()
        expect(page.locator(".sg-verdict")).to_have_count(4)
        expect(told).to_have_count(0)
        page.goto("practice/?mode=quiz&scope=section:tape&begin")
        page.get_by_role("button", name="Check").click()
        first = page.locator(".sg-dock").get_by_text("Choose an answer first.")
        expect(first).to_be_in_viewport(ratio=1)
        page.keyboard.press("1")
        expect(first).to_have_count(0)


def test_several_questions_that_want_more_are_one_line_before_an_exam_is_handed_in(
    browser: Browser, tmp_path: Path
) -> None:
    one = NOTES.split("<details>")[2]
    both = "".join(f"<details>{one.replace('spin', name).replace('q-two', name)}" for name in ("turn", "roll"))
    notes = f"# Many\n<!-- studyguide\ntags: [D1]\n-->\n\nText.\n\n{both}"
    site = readerguide.build(tmp_path / "guide", CONFIG, {"many.md": notes})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        practise(page, "Exam")
        start(page, "Start the exam")
        for _ in range(2):
            page.keyboard.press("1")
            page.keyboard.press("n")
        page.locator(".sg-ending").get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("alert")).to_have_text("Too few options chosen: 2. Hand in now?")
        expect(page.locator(".sg-ways-to")).to_have_count(1)
        expect(page.locator(".sg-ways-to button")).to_have_text(["1", "2"])


def test_before_an_exam_is_handed_in_what_is_open_and_flagged_is_one_press_away(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    page.locator(".sg-dock").get_by_role("button", name="Next").click()
    page.get_by_role("button", name="⚑ Flag").click()
    ending = page.locator(".sg-ending")
    ending.get_by_role("button", name="Hand in").click()
    expect(ending.get_by_role("alert")).to_have_text("3 without an answer. Hand in now?")
    ending.locator("p", has_text="Not answered: 3").get_by_role("button", name="question 3").click()
    expect(page.locator(".sg-stage .sg-where")).to_have_text("Question 3 of 3")
    expect(page.locator(".sg-prompt")).to_be_focused()
    ending.locator("p", has_text="Flagged: 1").get_by_role("button", name="question 2").click()
    expect(page.locator(".sg-stage .sg-where")).to_have_text("Question 2 of 3")
    ending.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="0 of 3 right, 0 %")).to_be_visible()


def test_what_is_left_of_the_time_is_said_three_times(page: Page) -> None:
    page.clock.install()
    practise(page, "Exam")
    start(page, "Start the exam")
    said = page.locator(".sg-practice > [role=status]")
    for wait, minutes in (("20:00", "10 minutes"), ("05:00", "5 minutes"), ("04:00", "1 minute")):
        page.clock.run_for(wait)
        expect(said).to_have_text(f"{minutes} left.")


def test_what_is_left_is_said_by_a_browser_that_leaves_seconds_out_too(page: Page) -> None:
    page.clock.install()
    practise(page, "Exam")
    start(page, "Start the exam")
    page.clock.fast_forward("25:30")
    expect(page.locator(".sg-practice > [role=status]")).to_have_text("5 minutes left.")


@pytest.mark.parametrize(("width", "height"), [(1280, 500), (390, 560)])
def test_what_is_said_of_an_answer_and_the_way_on_are_both_seen(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("practice/?mode=quiz&scope=section:disk&begin")
    while "microseconds" not in page.locator(".sg-prompt").inner_text():
        page.keyboard.press("ArrowRight")
    page.get_by_label("Tape").check()
    page.get_by_role("button", name="Check").click()
    on = page.get_by_role("button", name=re.compile("^(Next|Finish)$"))
    expect(on).to_be_focused()
    for one in (on, page.locator(".sg-result")):
        expect(one).to_be_in_viewport(ratio=1)
    assert is_in_sight(page, ".sg-result")
    assert is_in_sight(page, ".sg-dock .md-button")


@pytest.mark.parametrize(
    ("mode", "start", "shown"),
    [
        ("Quiz", "Start", ".sg-where"),
        ("Flashcards", "Start", ".sg-card"),
        ("Exam", "Start the exam", ".sg-clock"),
    ],
)
def test_what_is_chosen_from_is_shown_before_the_questions_are_there(
    page: Page, mode: str, start: str, shown: str
) -> None:
    page.route("**/practice/held.js*", lambda route: route.abort())
    practise(page, mode)
    expect(page.get_by_role("tabpanel")).to_contain_text(
        {"Quiz": "Everything (4)", "Flashcards": "3 new today", "Exam": "3 questions in 30 min"}[mode]
    )
    page.get_by_role("button", name=start, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This could not be loaded.")
    page.unroute("**/practice/held.js*")
    page.get_by_role("tab", name=mode, exact=True).click()
    page.get_by_role("button", name=start, exact=True).click()
    expect(page.locator(shown)).to_be_visible()


def test_questions_are_printed_when_it_is_known_how_many_sheets_they_take(page: Page) -> None:
    practise(page, "Quiz")
    page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    page.locator(".sg-setup select").first.select_option("tag:D2")
    page.get_by_role("button", name="Print the questions").click()
    asked = page.get_by_role("alert")
    expect(asked).to_have_text("Questions: 1. Sheets of paper: about 1. The answers stand at the end.")
    assert page.evaluate("window.printed") is None
    page.get_by_role("button", name="Print the questions").click()
    expect(asked).to_have_count(0)
    assert page.evaluate("window.printed") == 1
    expect(page.get_by_role("button", name="Print the questions")).to_be_focused()


def test_the_last_question_of_an_exam_leads_to_its_end(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    for _ in range(2):
        page.locator(".sg-dock").get_by_role("button", name="Next").click()
    page.locator(".sg-dock").get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("Hand in now?")


def test_an_exam_ends_when_its_time_is_up(page: Page) -> None:
    page.clock.install()
    practise(page, "Exam")
    start(page, "Start the exam")
    expect(page.get_by_role("timer")).to_have_text("30:00")
    page.clock.run_for("29:00")
    expect(page.locator(".sg-practice > [role=status]")).to_have_text("1 minute left.")
    page.clock.run_for("01:01")
    expect(page.get_by_role("heading", name="0 of 3 right, 0 %")).to_be_visible()


def test_an_exam_in_two_tabs_is_one_exam(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    with page.context.new_page() as other:
        other.goto(page.url)
        other.get_by_role("button", name="Question 2, open").click()
        for key in "12":  # one question wants two
            other.keyboard.press(key)
        expect(page.get_by_role("button", name="Question 2, answered")).to_be_visible()
        for key in "12":
            page.keyboard.press(key)
        expect(other.get_by_role("button", name="Question 1, answered")).to_be_visible()
        other.locator(".sg-ending").get_by_role("button", name="Hand in").click()
        other.locator(".sg-ending").get_by_role("button", name="Hand in").click()
        expect(page.get_by_role("button", name="Last result")).to_be_visible()


def test_a_mark_shows_in_another_tab_too(page: Page) -> None:
    page.goto("storage/tape/")
    with page.context.new_page() as other:
        other.goto("storage/tape/")
        other.get_by_role("button", name="shaky").click()
        expect(page.get_by_role("button", name="shaky")).to_have_attribute("aria-pressed", "true")


def test_a_mark_shows_in_the_navigation_and_in_readiness(page: Page) -> None:
    page.goto("storage/tape/")
    page.get_by_role("button", name="sure").click()
    expect(page.get_by_text("Marked as sure.")).to_be_visible()
    expect(page.locator(".md-nav__link .sg-tick").first).to_have_attribute("aria-label", "(sure)")
    page.reload()
    expect(page.get_by_role("button", name="sure")).to_have_attribute("aria-pressed", "true")
    practise(page, "Progress")
    row = page.get_by_role("region", name="Readiness by exam domain").get_by_role("row", name="Cheap")
    expect(row.get_by_role("cell").last).to_have_text("1 of 1")


def test_a_section_with_terms_can_be_marked(browser: Browser, other: str) -> None:
    with readerguide.opened(browser, other) as page:
        page.goto("terms/rates/")
        page.get_by_role("button", name="sure").click()
        expect(page.get_by_text("Marked as sure.")).to_be_visible()
        page.locator(".sg-term").hover()
        expect(page.locator(".sg-explanation")).to_contain_text("reads a second")


def test_what_changed_since_a_mark_is_shown_once(browser: Browser, site: Path, tmp_path: Path) -> None:
    after = readerguide.build(tmp_path / "after", CONFIG, {"storage.md": CHANGED})
    now = tmp_path / "site"
    now.symlink_to(site)
    with readerguide.served(now) as base, readerguide.opened(browser, base) as page:
        page.goto("storage/tape/")
        page.get_by_role("button", name="read").click()
        now.unlink()
        now.symlink_to(after)
        practise(page, "Progress")
        page.locator(".sg-changed-list a", has_text="Tape").click()
        page.reload()  # the browser may keep a page that it saw a moment ago
        expect(page.locator(".sg-changed a")).to_have_text("It lasts for thirty years.")
        expect(page.locator(".sg-new")).to_have_text("It lasts for thirty years.")
        page.get_by_role("button", name="I have read the changes").click()
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        expect(page.locator(".sg-changed, .sg-new")).to_have_count(0)
        page.reload()
        expect(page.get_by_role("button", name="read")).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".sg-changed")).to_have_count(0)


def test_progress_moves_to_another_browser_as_a_file(page: Page, browser: Browser, base: str, tmp_path: Path) -> None:
    page.goto("storage/tape/")
    page.get_by_role("button", name="shaky").click()
    practise(page, "Progress")
    page.locator("summary", has_text="Your progress on another device").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save progress").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    with readerguide.opened(browser, base) as other:
        other.goto("offline/")  # where people look for it
        other.get_by_label("Read progress from a file").set_input_files(file)
        expect(other.get_by_text("Progress was read from the file")).to_have_text(
            "Progress was read from the file; of two marks, the later one counts. "
            "In the file: sections marked 1, questions answered 0, cards 0, exams 0."
        )
        practise(other, "Progress")
        expect(other.get_by_text("1 shaky")).to_be_visible()
        other.locator("summary", has_text="Your progress on another device").click()
        other.get_by_label("Read progress from a file").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": b"[1]"}
        )
        expect(other.get_by_text("holds no progress of a study guide")).to_be_visible()
        mended = tmp_path / "mended.json"
        mended.write_text("{")
        other.get_by_label("Read progress from a file").set_input_files(mended)
        expect(other.get_by_text("This file is not JSON.")).to_be_visible()
        mended.write_bytes(file.read_bytes())
        other.get_by_label("Read progress from a file").set_input_files(mended)
        expect(other.get_by_text("Progress was read from the file")).to_be_visible()
        expect(other.get_by_label("Read progress from a file")).to_be_focused()


def test_saving_progress_says_that_it_did_and_where(page: Page) -> None:
    page.goto("offline/")
    expect(page.get_by_role("button", name="Send the file")).to_have_count(0)  # this browser hands over no files
    with page.expect_download() as download:
        page.get_by_role("button", name="Save progress").click()
    said = page.locator(".sg-files [role=status]")
    expect(said).to_contain_text(download.value.suggested_filename)
    field = page.get_by_label("Read progress from a file")
    page.keyboard.press("Tab")
    expect(field).to_be_focused()  # the button is drawn around it
    outline = page.locator(".sg-file").evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline == "solid"


SHARES = """
    navigator.canShare = ({ files }) => files.every(({ name }) => name.endsWith('.txt'));
    navigator.share = async ({ files: [file] }) => {
        globalThis.handed = { name: file.name, text: await file.text() };
        if (location.hash) throw new DOMException('', location.hash.slice(1));
    };
"""


def test_progress_is_handed_to_another_program_where_the_browser_does_that(page: Page) -> None:
    page.add_init_script(SHARES)
    page.goto("offline/")
    send = page.get_by_role("button", name="Send the file")
    said = page.locator(".sg-files [role=status]")
    send.click()
    expect(said).to_have_text("The file was handed over.")
    handed = page.evaluate("handed")
    file = {"name": handed["name"], "mimeType": "text/plain", "buffer": handed["text"].encode()}
    page.get_by_label("Read progress from a file").set_input_files(file)  # type: ignore[arg-type]
    expect(said).to_contain_text("Progress was read")
    page.goto("offline/#AbortError")
    page.reload()
    send.click()
    expect(said).to_be_empty()  # the reader changed his mind
    page.goto("offline/#NotAllowedError")
    page.reload()
    with page.expect_download():
        send.click()
    expect(said).to_contain_text("Saved as")


def test_a_link_to_a_question_opens_it(page: Page) -> None:
    page.goto("practice/?mode=quiz#q-tape")  # where it stood once
    page.wait_for_url("**/practice/questions/#q-tape")
    expect(page.get_by_text("no power while it lies still")).to_be_visible()
    page.evaluate("location.hash = '#q-one'")
    expect(page.get_by_text("It winds first.")).to_be_visible()


def test_the_list_of_questions_is_found_by_words_and_by_how_they_were_answered(page: Page) -> None:
    page.goto("practice/?mode=quiz&scope=section:tape&begin")
    page.get_by_label("Memory").check()
    page.get_by_role("button", name="Check").click()
    readerguide.ready(page, "practice/questions/")
    questions = page.locator("[data-sg-question]")
    assert questions.locator("summary").evaluate_all("all => all.map((one) => one.dataset.sgNumber)") == [*"1234"]
    number = questions.first.locator("summary").evaluate("one => getComputedStyle(one, '::before').content")
    assert number == '"1" ".\\a0"' or "1" in number
    expect(page.get_by_role("img", name="Wrong")).to_have_count(1)
    page.get_by_label("How answered").select_option(label="What I got wrong (1)")
    shown = page.locator("[data-sg-question]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("What is cheapest?")
    page.get_by_label("How answered").select_option(label="Not tried yet (3)")
    expect(shown).to_have_count(3)
    page.get_by_label("Filter the questions").fill("spin")
    expect(page.get_by_text("Questions: 2")).to_be_visible()
    expect(shown).to_have_count(2)
    page.get_by_label("Filter the questions").fill("xyzzy")
    expect(page.get_by_text("No question has that.")).to_be_visible()
    page.evaluate("location.hash = '#q-tape'")
    expect(page.locator("#q-tape")).to_have_attribute("open", "")
    expect(page.locator("#q-tape")).to_be_in_viewport()
    page.locator("#q-tape").scroll_into_view_if_needed()


def test_who_begins_anew_hears_what_goes_and_can_save_it_first(page: Page) -> None:
    page.goto("storage/tape/")
    page.get_by_role("button", name="read").click()
    practise(page, "Quiz")
    start(page)
    page.get_by_role("tab", name="Progress").click()
    page.locator("summary", has_text="Start over").click()
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_role("alert")).to_contain_text("Sections marked 1, questions answered 0")
    with page.expect_download():
        page.get_by_role("button", name="Save progress as a file").last.click()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("button", name="Start over")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.includes(':studyguide:')).length") > 1
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Back")).to_be_focused()
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".sg-practice > [role=status]")).to_have_text("Nothing is kept of you any more.")
    expect(page.get_by_role("heading", name="Progress")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.includes(':studyguide:'))") == []
    page.get_by_role("tab", name="Quiz").click()
    expect(page.get_by_role("button", name="Go on with question")).to_have_count(0)


def test_who_has_done_much_is_reminded_that_it_is_in_this_browser_alone(page: Page) -> None:
    answers = {f"q{n}": {"right": 1, "tries": 1, "at": 1} for n in range(100)}
    kept = json.dumps({"version": 1, "value": answers})
    page.goto("practice/")
    expect(page.get_by_role("heading", name="Flashcards")).to_be_visible()
    expect(page.get_by_text("in this browser alone")).to_have_count(0)
    page.evaluate("text => localStorage.setItem('/some/where/:studyguide:answers', text)", kept)
    page.reload()
    row = page.locator(".sg-todo li", has_text="in this browser alone")
    with page.expect_download():
        row.get_by_role("button", name="Save progress as a file").click()
    expect(row).to_contain_text("Saved as study-progress.json")
    page.reload()
    expect(page.get_by_role("heading", name="Flashcards")).to_be_visible()
    expect(row).to_have_count(0)


def test_tabs_move_with_arrows(page: Page) -> None:
    page.goto("practice/")
    page.get_by_role("tab", name="Today").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Quiz")).to_be_focused()
    expect(page.get_by_role("tab", name="Quiz")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(page.get_by_role("heading", name="Progress", exact=True)).to_be_visible()


def test_practice_opens_on_what_there_is_to_do(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("practice/")
    expect(page.get_by_role("heading", name="Flashcards")).to_be_visible()
    expect(page.get_by_text("0 due · 3 new today")).to_be_visible()
    expect(page.get_by_text("Answer ten questions to see it.")).to_be_visible()
    assert not [url for url in asked if "practice/held" in url]  # cards are counted before they are there
    page.get_by_role("button", name="Practise (4): Not tried yet").click()
    expect(page.locator(".sg-where")).to_have_text("Question 1 of 4")
    while "cheapest" not in page.locator(".sg-prompt").inner_text():
        page.keyboard.press("ArrowRight")
    page.get_by_label("Memory").check()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Leave for now").click()
    expect(page.locator(".sg-practice > [role=status]")).to_contain_text("The quiz is kept")
    expect(page.get_by_role("heading", name="Quiz under way")).to_be_visible()
    expect(page.get_by_text("Not tried yet · Question ")).to_be_visible()  # as it was begun
    expect(page.get_by_text("0 due · 3 new today")).to_be_visible()
    expect(page.locator(".sg-now .md-button--primary")).to_have_text("Go on")
    expect(page.locator(".sg-todo li", has_text="What I got wrong")).to_contain_text("1")
    expect(page.locator(".sg-todo li", has_text="Not tried yet")).to_contain_text("3 of 4")
    expect(page.locator("p.sg-scope", has_text="Cheap")).to_contain_text("1 question · 0 of 1 right")
    expect(page.get_by_text("A question can belong to several domains")).to_have_count(0)  # none does
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".sg-verdict").first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^(Next|Finish)$"))).to_be_focused()  # wherever it was asked


def test_a_quiz_that_was_left_stays_when_another_begins_and_can_be_ended(page: Page) -> None:
    page.goto("practice/?mode=quiz")
    start(page)
    while "microseconds" not in page.locator(".sg-prompt").inner_text():
        page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowRight"):
        if page.locator(".sg-where").inner_text().startswith("Question 2"):
            break
        page.keyboard.press(key)
    page.goto("practice/?mode=quiz&scope=tag:D2")
    start(page)
    expect(page.locator(".sg-where")).to_have_text("Question 1 of 1")
    page.get_by_role("tab", name="Quiz").click()
    expect(page.get_by_role("button", name="Go on with question")).to_have_count(2)
    page.get_by_role("button", name="Go on with question 2 of 4").click()
    expect(page.locator(".sg-where")).to_contain_text("Question 2 of 4")
    page.get_by_role("button", name="End it here").click()
    expect(page.get_by_role("heading", name="of 1 right")).to_be_focused()
    page.reload()
    expect(page.get_by_role("button", name="Go on with question")).to_have_text(["Go on with question 1 of 1"])


def test_every_quiz_that_was_left_stays_on_today_and_on_the_home_page(page: Page) -> None:
    page.goto("practice/?mode=quiz&scope=section:disk&begin")
    page.get_by_role("button", name="Leave for now").click()  # at once: to come back is what is asked for
    page.get_by_role("button", name="Practise (4): Not tried yet").click()
    page.keyboard.press("ArrowRight")
    page.goto("practice/?mode=quiz&scope=tag:D2&begin")
    page.goto("practice/")
    going = page.locator(".sg-now h2", has_text="Quiz under way")
    expect(going).to_have_count(3)
    expect(page.locator(".sg-now")).to_contain_text("Disk · Question 1 of 3")
    page.goto("")
    today = page.get_by_role("region", name="Today")
    expect(today.get_by_role("link", name="Go on: Quiz under way")).to_have_count(3)
    today.get_by_role("link", name=re.compile("^Go on: Quiz under way, .* · Question 2 of 4$")).click()
    expect(page.locator(".sg-where")).to_have_text("Question 2 of 4")
    assert "quiz=" not in page.url
    page.get_by_role("tab", name="Quiz").click()
    page.get_by_role("button", name="End it here").first.click()
    expect(page.get_by_role("button", name="Go on with question")).to_have_count(2)


def test_as_many_are_asked_as_a_button_says(page: Page) -> None:
    page.goto("storage/disk/")
    page.get_by_role("link", name="Practise this section (3)").click()
    expect(page.locator(".sg-where")).to_have_text("Question 1 of 3")
    page.locator(".sg-stage input, .sg-stage button").first.wait_for()
    page.goto("practice/")
    buttons = page.get_by_role("button", name=re.compile(r"^Practise \(\d+\)"))
    expect(buttons.first).to_be_visible()
    for n in range(buttons.count()):
        page.goto("practice/")
        number = re.search(r"\d+", buttons.nth(n).inner_text())
        assert number
        buttons.nth(n).click()
        expect(page.locator(".sg-where")).to_contain_text(re.compile(rf"Question 1 of {number[0]}\b"))


def test_practice_of_a_section_ends_with_the_way_back_to_it(page: Page) -> None:
    answer_the_question_of_a_section(page)
    page.get_by_role("link", name="Back to Tape").click()
    page.wait_for_url("**/storage/tape/")
    page.goto("practice/?mode=cards&scope=section:disk")
    start(page)
    page.keyboard.press("Space")
    page.keyboard.press("4")
    expect(page.get_by_role("link", name="Back to Disk")).to_be_visible()


def test_what_was_read_can_be_practised_by_itself(page: Page) -> None:
    practise(page, "Quiz")
    expect(page.get_by_label("Questions about")).not_to_contain_text("What I have read")
    page.goto("storage/tape/")
    page.get_by_role("button", name="read").click()
    for mode, about, number in (("Quiz", "Questions about", 1), ("Flashcards", "Cards about", 0)):
        practise(page, mode)
        if number:
            expect(page.get_by_label(about)).to_contain_text(f"What I have read ({number})")
            page.get_by_label(about).select_option("read")
            start(page)
            expect(page.locator(".sg-prompt")).to_have_text("What is cheapest?")
        else:
            expect(page.get_by_label(about)).not_to_contain_text("What I have read")


def test_a_domain_leads_to_a_quiz_about_it_and_its_address_can_be_opened_elsewhere(page: Page) -> None:
    page.goto("practice/")
    link = page.get_by_role("link", name="Cheap")
    expect(link).to_have_attribute("href", re.compile(r"\?mode=quiz&scope=tag%3AD2$"))
    address = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    about = page.get_by_label("Questions about")
    expect(about).to_have_value("tag:D2")
    expect(about).to_be_focused()
    assert address is not None
    page.goto(address)
    expect(about).to_have_value("tag:D2")


def test_a_scope_is_chosen_in_two_steps(page: Page) -> None:
    practise(page, "Quiz")
    within = page.get_by_label("Part")
    expect(within).to_be_hidden()
    page.get_by_label("Questions about").select_option("chapter:Storage")
    within.select_option("section:tape")
    start(page)
    expect(page.locator(".sg-where")).to_have_text("Question 1 of 1")
    page.goto("practice/?mode=quiz&scope=section:disk")
    expect(page.get_by_label("Questions about")).to_have_value("chapter:Storage")
    expect(within).to_have_value("section:disk")


def test_a_card_can_be_put_away_and_brought_back(page: Page) -> None:
    page.goto("practice/")
    start(page)
    prompt = page.locator(".sg-prompt").inner_text()
    expect(page.locator(".sg-where")).to_have_text("3 to go")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Put this card away").click()
    expect(page.locator(".sg-where")).to_have_text("2 to go")
    expect(page.locator(".sg-prompt")).not_to_have_text(prompt)
    page.locator("p", has_text="The card is put away.").get_by_role("button", name="Undo").click()
    expect(page.locator(".sg-where")).to_have_text("3 to go")
    expect(page.locator(".sg-prompt")).to_have_text(prompt)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.keyboard.press("Space")
    page.get_by_role("button", name="Put this card away").click()
    page.get_by_role("tab", name="Flashcards").click()
    expect(page.locator(".sg-due")).to_contain_text("2 new today")
    page.get_by_role("tab", name="Today").click()
    expect(page.get_by_text("0 due · 2 new today")).to_be_visible()
    page.get_by_role("tab", name="Flashcards").click()
    page.locator("summary", has_text="Put away: 1").click()
    expect(page.locator(".sg-fold-away li")).to_contain_text("max size")
    page.get_by_role("button", name="Bring back: Disk · max size: …").click()
    expect(page.locator(".sg-due")).to_contain_text("3 new today")
    expect(page.get_by_role("button", name="Start")).to_be_focused()
    start(page)
    for _ in range(2):
        page.keyboard.press("Space")
        page.get_by_role("button", name="Put this card away").click()
    page.get_by_role("button", name="Leave for now").click()
    page.get_by_role("button", name="Choose decks and pace").click()
    page.locator("summary", has_text="Put away: 2").click()
    page.get_by_role("button", name=re.compile("^Bring back: ")).first.click()
    expect(page.locator("summary", has_text="Put away: 1")).to_be_focused()
    expect(page.locator(".sg-fold-away li")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".sg-due")).to_contain_text("3 new today")


def test_the_grade_of_a_card_is_taken_back_by_button_and_by_key(page: Page) -> None:
    practise(page, "Flashcards")
    start(page)
    prompts = []
    for grade in "41":
        prompts.append(page.locator(".sg-prompt").inner_text())
        page.keyboard.press("Space")
        page.keyboard.press(grade)
    expect(page.locator("p", has_text="Last card: Again.")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator(".sg-prompt")).to_have_text(prompts[1], use_inner_text=True)
    expect(page.locator(".sg-prompt")).to_be_focused()
    expect(page.locator(".sg-where")).to_have_text("2 to go")
    page.locator("p", has_text="Last card: Easy.").get_by_role("button", name="Undo").click()
    expect(page.locator(".sg-prompt")).to_have_text(prompts[0], use_inner_text=True)
    expect(page.locator(".sg-where")).to_have_text("3 to go")
    page.keyboard.press("Backspace")  # there is nothing left to take back
    expect(page.locator(".sg-where")).to_have_text("3 to go")
    for _ in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("4")
    expect(page.get_by_role("heading", name="Done for now: 3 cards.")).to_be_focused()
    page.keyboard.press("Backspace")
    expect(page.locator(".sg-where")).to_have_text("1 to go")
    page.get_by_role("button", name="Leave for now").click()
    expect(page.get_by_text("0 due · 1 new today · Done today: 2 of 3")).to_be_visible()
    page.get_by_role("tab", name="Progress").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("Questions answered: 0 · cards turned: 2")


def test_the_cards_that_are_counted_are_those_of_the_chosen_decks(page: Page) -> None:
    decks(page)
    about = page.get_by_label("Cards about")
    expect(about.locator("option").first).to_have_text("Everything (3)")
    page.get_by_label("Questions (4)").check()
    expect(page.get_by_label("Questions (4)")).to_be_focused()
    expect(about.locator("option").first).to_have_text("Everything (7)")


def test_new_cards_a_day_follow_the_date_of_the_exam_or_what_the_reader_sets(page: Page) -> None:
    page.clock.install(time=datetime(2026, 11, 29, 12, 0, 0, tzinfo=UTC))
    decks(page)
    page.get_by_label("Date of your exam").fill("2026-12-03")
    page.get_by_label("Date of your exam").blur()
    pace = page.get_by_text("New cards a day, at most: 1.")
    expect(pace).to_contain_text("At this pace all are seen before the exam; days to spare: 1.")
    expect(page.locator(".sg-due")).to_contain_text("1 new today")
    page.get_by_label("New cards a day").fill("2")
    page.get_by_label("New cards a day").blur()
    expect(page.locator(".sg-due")).to_contain_text("2 new today")
    page.get_by_role("tab", name="Today").click()
    expect(page.get_by_text("0 due · 2 new today")).to_be_visible()
    expect(page.get_by_text("days to spare")).to_have_count(0)  # which is behind what sets it
    page.get_by_role("button", name="Choose decks and pace").click()
    expect(page.get_by_text("days to spare: 2.")).to_be_visible()


def test_a_card_leads_to_the_lines_of_the_note_that_it_is_made_of(browser: Browser, instant: str) -> None:
    with readerguide.opened(browser, instant) as page:
        deck_of_questions(page)
        page.goto("practice/?mode=cards&scope=tag:D2")
        start(page)
        page.keyboard.press("Space")
        link = page.get_by_role("link", name="Correct it")
        line = NOTES.splitlines().index("<summary>What is cheapest?</summary>")
        address = rf"https://github.com/example/guide/blob/\w+/notes/storage.md\?plain=1#L{line}-L\d+"
        expect(link).to_have_attribute("href", re.compile(address))


def test_practice_and_marks_survive_instant_navigation(browser: Browser, instant: str) -> None:
    with readerguide.opened(browser, instant) as page:
        readerguide.ready(page, "storage/tape/")
        page.evaluate("window.same = true")
        for _ in range(2):
            page.locator(".md-tabs").get_by_role("link", name="Practice").click()
            page.get_by_role("tab", name="Quiz").click()
            start(page)
            expect(page.get_by_role("tablist")).to_have_count(1)
            page.locator(".md-tabs").get_by_role("link", name="Guide").click()
            page.get_by_role("article").get_by_role("link", name="Disk").click()
            expect(page.get_by_role("button", name="shaky")).to_have_count(1)
        assert page.evaluate("window.same")


def test_everything_works_from_a_folder(browser: Browser, tmp_path: Path) -> None:
    config = CONFIG.replace("  - search\n", "  - offline\n  - search\n")
    site = readerguide.build(tmp_path / "guide", config, {"storage.md": NOTES})
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site.as_uri() + "/practice.html")
        page.get_by_role("tab", name="Flashcards").click()
        start(page)
        page.keyboard.press("Space")
        page.keyboard.press("3")
        expect(page.locator(".sg-where")).to_have_text("2 to go · 1 comes again soon")
        page.goto(site.as_uri() + "/storage/tape.html")
        page.get_by_role("button", name="sure").click()
        page.goto(site.as_uri() + "/storage/disk.html")
        expect(page.get_by_role("button", name="sure")).to_have_attribute("aria-pressed", "false")


FORBIDDEN = "Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException(); } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL])
def test_a_browser_that_keeps_nothing_still_asks_and_says_so(browser: Browser, base: str, storage: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.add_init_script(storage)
        practise(page, "Flashcards")
        expect(page.get_by_text("This browser keeps nothing")).to_be_visible()
        start(page)
        page.keyboard.press("Space")
        page.keyboard.press("4")
        expect(page.locator(".sg-where")).to_have_text("2 to go")
        page.locator(".md-search__input").click()
        page.keyboard.type("disk")
        expect(page.locator(".sg-hit").first).to_be_visible()


def _of_questions(page: Page) -> dict[str, list[str]]:
    found = {}
    page.goto("practice/questions/")
    found["list"] = violations(page)
    page.goto("practice/")
    page.get_by_text("new today").wait_for()
    found["today"] = violations(page)
    practise(page, "Quiz")
    found["quiz"] = violations(page)
    start(page)
    page.keyboard.press("1")
    found["question"] = violations(page)
    page.goto("practice/?mode=quiz&scope=section:tape&begin")
    page.keyboard.press("1")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Finish").click()
    page.locator(".sg-summary summary").click()
    found["summary"] = violations(page)
    page.goto("storage/tape/")
    page.locator("[data-sg-asked] summary").click()
    page.get_by_label("Memory").check()
    found["below"] = violations(page)
    page.get_by_role("button", name="Check").click()
    found["answered below"] = violations(page)
    return found


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_mode_is_accessible(browser: Browser, base: str, width: int, scheme: str) -> None:
    with readerguide.opened(browser, base, width=width, scheme=scheme) as page:
        found = _of_questions(page)
        practise(page, "Flashcards")
        found["cards"] = violations(page)
        start(page)
        page.keyboard.press("Space")
        found["card"] = violations(page)
        practise(page, "Exam")
        start(page, "Start the exam")
        found["exam"] = violations(page)
        page.get_by_role("button", name="Hand in").click()
        page.locator(".sg-ending").get_by_role("button", name="Hand in").click()
        found["score"] = violations(page)
        practise(page, "Progress")
        found["progress"] = violations(page)
        page.goto("storage/tape/")
        page.get_by_role("button", name="sure").click()
        found["section"] = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not [problem for problems in found.values() for problem in problems], found
    assert not wide


# What comes from elsewhere, what is lost, and what is refused.

KEYS = "`${new URL('../', location.href).pathname}:studyguide:${name}`"
KEEP = f"([name, value]) => localStorage.setItem({KEYS}, JSON.stringify(value))"
SCHEDULE = {"s": 1.5, "d": 5, "days": 1, "step": 0, "reps": 1, "lapses": 0, "at": 1, "first": 1, "due": 2}


@pytest.mark.parametrize("wrong", [{"state": 9}, {"state": 2, "s": 0}, {"state": 2, "d": 0}])
def test_a_schedule_from_elsewhere_does_not_block_the_cards(
    page: Page, wrong: dict[str, float], tmp_path: Path
) -> None:
    cards = dict.fromkeys(("term:rpo", "fact:disk:max size", "q-one", "q-two", "q-open", "q-tape"), SCHEDULE | wrong)
    page.goto("practice/")
    page.evaluate(KEEP, ["cards", cards])  # as a version before wrote it
    file = tmp_path / "progress.json"
    file.write_text(json.dumps({"format": "studyguide-progress", "version": 1, "cards": cards}))
    practise(page, "Progress")
    page.get_by_label("Read progress from a file").set_input_files(file)
    expect(page.get_by_text("Progress was read from the file")).to_be_visible()
    page.get_by_role("tab", name="Flashcards").click()
    expect(page.locator(".sg-due")).to_contain_text("0 due · 3 new today")
    start(page)
    page.keyboard.press("Space")
    page.keyboard.press("4")
    expect(page.locator(".sg-where")).to_have_text("2 to go")


def test_a_mark_from_elsewhere_leaves_its_section_usable(page: Page) -> None:
    page.goto("practice/")
    page.evaluate(KEEP, ["sections", {"tape": {"state": "read", "hash": "other", "passages": 5, "at": 1e300}}])
    page.goto("storage/tape/")
    expect(page.get_by_role("button", name="✓ read")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="I have read the changes").click()
    page.reload()
    expect(page.locator(".sg-changed")).to_have_count(0)
    page.get_by_role("button", name="sure").click()
    expect(page.get_by_text("Marked as sure.")).to_be_visible()


def test_a_lost_script_costs_its_own_tab_and_is_tried_again(page: Page) -> None:
    page.route("**/practice/exam.js", lambda route: route.abort())
    practise(page, "Exam")
    expect(page.get_by_role("alert")).to_have_text("This could not be loaded. Choose the tab again to try once more.")
    page.get_by_role("tab", name="Quiz").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    page.unroute("**/practice/exam.js")
    page.get_by_role("tab", name="Exam").click()
    expect(page.get_by_role("button", name="Start the exam")).to_be_visible()


def test_a_page_whose_scripts_are_lost_says_so_and_keeps_its_list(browser: Browser, base: str) -> None:
    with browser.new_context(base_url=base) as context:  # the scripts that miss the lost one fail, which is no matter
        page = context.new_page()
        page.route("**/studyguide/records.js", lambda route: route.abort())
        page.goto("practice/")
        expect(page.get_by_role("note")).to_contain_text("could not be loaded")
        expect(page.get_by_role("link", name="All questions as a list")).to_be_visible()
        page.unroute("**/studyguide/records.js")
        page.evaluate("document$.next(document)")  # as instant navigation does
        expect(page.get_by_role("tab", name="Quiz")).to_be_visible()
        expect(page.get_by_role("note")).to_have_count(0)


def test_what_storage_refuses_later_is_said_once(page: Page) -> None:
    practise(page, "Flashcards")
    start(page)
    expect(page.get_by_text("This browser keeps nothing")).to_have_count(0)
    page.evaluate(f"void ({FULL})")
    for left in (2, 1):
        page.keyboard.press("Space")
        page.keyboard.press("4")
        expect(page.locator(".sg-where")).to_have_text(f"{left} to go")
        expect(page.get_by_text("This browser keeps nothing")).to_have_count(1)


def test_scripts_that_come_late_write_nothing_to_another_page(browser: Browser, instant: str) -> None:
    with readerguide.opened(browser, instant) as page:
        page.goto("storage/tape/")
        page.get_by_role("button", name="sure").click()
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/reading/marks.js", hold)
        page.goto("storage/tape/", wait_until="domcontentloaded")  # the page is not loaded while a script is on its way
        page.wait_for_timeout(300)
        page.evaluate("window.same = true")
        page.locator(".md-tabs").get_by_role("link", name="Practice").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Practice")
        for route in held:
            route.continue_()
        expect(page.get_by_role("tab", name="Quiz")).to_be_visible()  # its scripts run after the one that was held
        stored = page.evaluate("Object.entries(localStorage).find(([key]) => key.endsWith(':sections'))[1]")
        assert json.loads(stored)["value"]["tape"]["url"] == "storage/tape/"
        assert page.evaluate("window.same")


def test_a_listener_ends_with_its_part(page: Page) -> None:
    practise(page, "Exam")
    start(page, "Start the exam")
    page.evaluate("window.life = studyguide.life(document.querySelector('.sg-stage'))")
    assert page.evaluate("window.life.aborted") is False
    page.get_by_role("tab", name="Quiz").click()
    page.wait_for_function("() => window.life.aborted")
