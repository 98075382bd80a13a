"""What a student does from day to day: starts, comes back, follows a plan, and looks at tags and the glossary."""

import json
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe
import pytest
import readerguide
import tabs
from playwright.sync_api import Browser, Page, expect
from readerguide import idle, ready

pytestmark = pytest.mark.browser

CONFIG = """\
site_name: A small guide
theme: material
plugins:
  - search
  - studyguide:
      exam:
        title: XY-1
        domains:
          - {tag: D1, title: Safe designs, weight: 60, tasks: {D1/1.1: access}}
"""
LONG = "Words that take a while to read, so that nobody is at the end at once.\n\n" * 60


def section(name: str, text: str = "Short.", tags: str = "D1/1.1") -> str:
    return f"\n## {name}\n<!-- studyguide\nid: {name.lower()}\ntags: [{tags}]\n-->\n\n{text}\n"


QUESTION = """
<details><summary>What is asked of One?</summary>
<!-- id: q-one -->

- [x] This
- [ ] That

</details>
"""
SIGNALS = """
### Exam signals

- "Everybody may look" → **a window**: it is made for that
"""
TERMS = """
### Terms

- **RPO** (Recovery Point Objective): how much may be lost.
- **Bucket**: where objects are.
"""
PLAN = """\
---
split: 2
---
# How to study

## One week
<!-- studyguide
id: one-week
plan: true
-->

### Day 1

- [[One]] and [[Two]]

### Day 2

- [[Three]]

## Two weeks
<!-- studyguide
id: two-weeks
plan: true
-->

### Week 1

- **Time:** 8 hours.
- **Read:** [[Three]]
- **Practise:** the questions of these sections.
"""
STORAGE = (
    "---\nsplit: 2\n---\n# Storage\n"
    + section("One", "Words.\n" + QUESTION + SIGNALS + TERMS)
    + section("Two", LONG + "### Deep down\n\n" + LONG)
    + section("Three", SIGNALS.replace("Everybody", "Nobody").replace("a window", "a lock"), tags="other")
)
NOTES = {"storage.md": STORAGE, "study.md": PLAN}


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="studyguide-")) / "guide"
    with readerguide.served(readerguide.build(folder, CONFIG, NOTES)) as base:
        yield base


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    with readerguide.opened(browser, base) as page:
        yield page


def keep(page: Page, **stores: Any) -> None:
    """Have the browser remember something of a reader."""
    page.goto(tabs.EMPTY)
    for name, value in stores.items():
        written = json.dumps({"version": 1, "value": value})
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)", [f"{readerguide.PATH}:studyguide:{name}", written]
        )


LINES = """(item) => {
    const text = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const starts = [];
    for (let node; (node = text.nextNode()); ) {
        if (!node.data.trim()) continue;
        range.selectNodeContents(node);
        starts.push(...[...range.getClientRects()].map(({ left }) => left));
    }
    return starts;
}"""
MARKED = {"one": {"state": "read", "hash": "0" * 16, "url": "storage/one/", "at": 1}}
PLACE = {"two": {"url": "storage/two/", "title": "Two", "anchor": "deep-down", "share": 0.4, "end": False, "at": 2}}


# Home.


def test_the_first_visit_begins_with_one_button(page: Page) -> None:
    ready(page, "")
    expect(page.get_by_role("heading", name="Today")).to_have_count(0)
    expect(page.locator(".md-button--primary")).to_have_text(["Start: One"])
    expect(page.get_by_role("link", name="Day 1")).to_be_visible()


def test_who_comes_back_goes_on_at_the_heading_where_he_was(page: Page) -> None:
    keep(page, places=PLACE)
    ready(page, "")
    expect(page.get_by_role("link", name="Start: One")).to_be_hidden()
    page.get_by_role("region", name="Today").get_by_role("link", name="Read: Two").click()
    page.wait_for_url("**/storage/two/#deep-down")


def test_today_says_what_is_next_weak_and_changed(page: Page) -> None:
    answers = {f"q-{n}": {"right": 0, "tries": 1, "at": 1} for n in range(12)}
    keep(page, sections=MARKED, answers=answers)
    ready(page, "")
    today = page.get_by_role("region", name="Today")
    expect(today).to_contain_text("Next in “Day 1”")
    expect(today.get_by_role("link", name="Read: Two")).to_be_visible()
    expect(today).to_contain_text("Changed since you read it: 1")
    expect(today.get_by_role("link", name="One", exact=True)).to_have_attribute("href", re.compile("/storage/one/$"))
    # These answers are to questions that the guide does not ask.
    expect(today).not_to_contain_text("Weakest")


def exam(**more: Any) -> dict[str, Any]:
    now = time.time_ns() // 1_000_000
    answers = {"q-one": [0], "x-two": []}
    return {
        "seed": "7",
        "ids": ["q-one", "x-two"],
        "answers": answers,
        "deadline": now + 41 * 60_000,
        "at": now,
        **more,
    }


def test_an_exam_under_way_and_a_quiz_that_was_left_come_first(page: Page) -> None:
    quiz = {"ids": ["q-one", "x-two"], "results": [["q-one", True]], "place": 1, "scope": "tag:D1", "at": 1}
    keep(page, places=PLACE, exam=exam(), quizzes={"5": quiz})
    ready(page, "")
    today = page.get_by_role("region", name="Today")
    expect(today).to_contain_text("1 of 2 answered, 41 min left")
    expect(today.locator(".md-button--primary")).to_have_attribute("href", re.compile(r"practice/\?mode=exam$"))
    expect(today.get_by_role("link", name="Read: Two")).to_be_visible()
    expect(today).to_contain_text("Question 2 of 2")
    expect(today.get_by_role("link", name="Go on: Quiz under way")).to_have_attribute("href", re.compile("scope=tag"))


def test_what_came_of_an_exam_is_news_for_a_week(page: Page) -> None:
    now = time.time_ns() // 1_000_000
    attempt = {"at": now, "right": 1, "total": 2, "fresh": 2}
    keep(page, exam=exam(done=now - 60_000), attempts={"7": attempt})
    ready(page, "")
    today = page.get_by_role("region", name="Today")
    expect(today).to_contain_text("1 of 2 right")
    review = today.get_by_role("link", name="Review: Last result")
    expect(review).to_have_attribute("href", re.compile(r"practice/\?mode=exam&scope=last$"))
    keep(page, exam=exam(done=now - 8 * 86_400_000), attempts={"7": attempt})
    ready(page, "")
    expect(today).to_be_visible()
    expect(review).to_have_count(0)


def test_the_days_until_the_exam_are_counted_once_its_date_is_set(page: Page) -> None:
    page.clock.install(time="2026-11-28T09:00:00")
    keep(page, sections=MARKED)
    idle(page, "")
    page.get_by_label("Date of the exam").fill("2026-12-20")
    expect(page.get_by_role("region", name="Today")).to_contain_text("Days until the exam: 22")
    said = page.locator(".sg-date-said")
    expect(said).to_have_role("status")
    expect(said).to_contain_text("Dec 20")  # where the reader looks
    expect(said).to_contain_text("Days until the exam: 22. Next in “Day 1”: ")
    expect(said).to_be_in_viewport()
    expect(said.get_by_role("link", name="Today")).to_have_attribute("href", "#sg-today")
    expect(said.get_by_role("link", name="Two")).to_have_attribute("href", re.compile("storage/two/$"))
    page.get_by_label("Date of the exam").fill("")
    expect(said).to_have_text("With it, the plan says what to read on each day.")
    page.get_by_label("Date of the exam").fill("2026-12-20")
    page.reload()
    expect(page.get_by_label("Date of the exam")).to_have_value("2026-12-20")


def test_the_plan_and_the_chapters_show_how_much_is_done(page: Page) -> None:
    keep(page, sections=MARKED)
    ready(page, "")
    expect(page.locator(".sg-plan li").first).to_contain_text("1 of 2 done")
    expect(page.locator(".sg-chapters li").first).to_contain_text("1 of 3 done")


def test_a_reader_follows_another_plan(page: Page) -> None:
    keep(page, sections=MARKED)
    ready(page, "study/two-weeks/")
    page.get_by_role("button", name="Follow this plan").press("Enter")
    expect(page.get_by_role("button", name="Follow this plan")).to_have_attribute("aria-pressed", "true")
    ready(page, "")
    expect(page.get_by_role("heading", name="Two weeks")).to_be_visible()
    expect(page.get_by_role("link", name="Week 1")).to_be_visible()
    expect(page.locator("[data-sg-others]").get_by_role("link", name="One week")).to_be_visible()
    chips = page.get_by_role("navigation", name="Ways in")
    expect(chips.get_by_role("link", name="One week")).to_have_count(0)
    expect(chips.get_by_role("link", name="Two weeks")).to_have_attribute("href", re.compile("study/two-weeks/$"))


def test_who_comes_back_finds_the_words_for_newcomers_folded(browser: Browser, tmp_path: Path) -> None:
    notes = {**NOTES, "README.md": "# A guide\n\nAll that is asked for.\n"}
    site = readerguide.build(tmp_path, CONFIG, notes)
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        ready(page, "")
        expect(page.get_by_text("All that is asked for.")).to_be_visible()
        keep(page, sections=MARKED)
        ready(page, "")
        expect(page.get_by_text("All that is asked for.")).to_be_hidden()
        page.get_by_text("About this guide").click()
        expect(page.get_by_text("All that is asked for.")).to_be_visible()


def test_the_short_ways_stand_near_the_top_of_home_and_first_in_the_drawer(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390, has_touch=True, is_mobile=True) as page:
        for known in (False, True):
            if known:
                keep(page, sections=MARKED)
            ready(page, "")
            ways = page.locator("article").get_by_role("navigation", name="Ways in")
            names = ["Practice", "Flashcards", "Exam", "One week", "Compare", "Glossary", "Signals", "Tags", "Print"]
            names.append("Take it along")
            found = ways.get_by_role("link").all_inner_texts()
            assert found == [name for name in names if name in found]
            assert {"Practice", "Flashcards", "Exam", "One week", "Glossary", "Take it along"} <= set(found)
        ready(page, "storage/one/")
        page.locator(".md-header label[for=__drawer]").tap()
        link = page.locator(".sg-ways").get_by_role("link", name="Practice")
        expect(link).to_be_in_viewport()
        box = page.locator(".md-sidebar--primary .md-nav").filter(visible=True).last.bounding_box()
        place = page.locator(".sg-ways").bounding_box()
        assert box is not None
        assert place is not None
        assert place["y"] + place["height"] <= box["y"] + 1
        link.tap()
        page.wait_for_url("**/practice/")


def test_the_first_level_of_the_drawer_lists_nothing_twice_and_the_page_behind_it_stays(
    browser: Browser, base: str
) -> None:
    with readerguide.opened(browser, base, width=390, has_touch=True, is_mobile=True) as page:
        ready(page, "glossary/")
        page.locator(".md-header label[for=__drawer]").tap()
        drawer = page.locator(".md-sidebar--primary")
        expect(drawer.get_by_role("link", name="Tags", exact=True)).to_be_visible()
        expect(page.locator(".sg-ways")).to_be_hidden()
        expect(
            drawer.locator(".md-nav__item--pruned").first
        ).to_be_visible()  # which leads to a page, and opens no list
        expect(drawer.locator(".md-nav__item--pruned .md-nav__icon").first).to_be_hidden()
        expect(page.locator("html")).to_have_css("overflow-y", "hidden")
        ready(page, "changes/")
        page.locator(".md-header label[for=__drawer]").tap()
        expect(page.locator(".sg-ways").get_by_role("link", name="Practice")).to_be_in_viewport()


def test_a_chapter_says_how_long_all_of_it_takes_and_what_is_read(page: Page) -> None:
    ready(page, "storage/")
    one = 0
    for name in ("one", "two", "three"):
        ready(page, f"storage/{name}/")
        one += int((page.locator(".sg-facts-line > span").first.text_content() or "0").split()[0])
    keep(page, sections=MARKED)
    ready(page, "storage/")
    total = int((page.locator(".sg-facts-line > span").first.text_content() or "0").split()[0])
    assert total == one + 1  # what the chapter itself says
    expect(page.locator("[data-sg-progress] > *").first).to_be_visible()
    assert page.locator(".sg-contents [data-sg-section] > .sg-state").count() == 3


def test_without_scripts_home_is_complete(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("")
        for name in ("Start: One", "Day 1", "One week", "Safe designs", "Storage", "Glossary"):
            expect(page.get_by_role("link", name=name).first).to_be_visible()


# Places and plans.


def test_the_place_in_a_section_is_kept_to_its_end(page: Page) -> None:
    page.clock.install()
    idle(page, "storage/two/")
    with page.expect_event("requestfinished", lambda request: request.url.endswith("study/place.js")):
        page.clock.run_for(9_000)
    page.wait_for_timeout(300)
    page.clock.run_for(2_000)
    kept = "() => JSON.parse(localStorage.getItem(`${location.pathname.slice(0, 12)}:studyguide:places`)).value.two"
    assert page.evaluate(kept)["end"] is False
    page.locator("[data-sg-marks]").scroll_into_view_if_needed()
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(300)
    page.clock.run_for(5_000)
    found = page.evaluate(kept)
    assert (found["end"], found["title"], found["anchor"]) == (True, "Two", "deep-down")


def test_only_the_reader_says_that_a_section_is_read_and_every_page_says_the_same(page: Page) -> None:
    seen = {"one": {"url": "storage/one/", "title": "One", "anchor": "", "share": 1, "end": True, "at": 2}}
    keep(page, places=seen)

    def says(number: int) -> None:
        ready(page, "study/one-week/")
        expect(page.locator("[data-sg-plan]")).to_contain_text(f"{number} of 3 done")
        ready(page, "tags/d1/1-1/")
        expect(page.get_by_text(f"Sections read: {number} of 2")).to_be_visible()
        ready(page, "practice/?mode=progress")
        expect(page.get_by_role("tabpanel")).to_contain_text(f"{number} read")
        ready(page, "")
        expect(page.locator(".sg-plan > li").first).to_contain_text(f"{number} of 2 done")
        ready(page, "storage/one/")
        pressed = page.get_by_role("group", name="How well do you know").get_by_role("button", pressed=True)
        expect(pressed).to_have_count(number)

    says(0)  # scrolled to its end, which says nothing
    page.locator("[data-state=read]").click()
    says(1)
    page.locator("[data-state=read]").click()
    says(0)  # undone


def test_what_the_plan_says_to_read_next_stands_below_the_marks(page: Page) -> None:
    step = page.locator(".sg-knowing").get_by_role("link", name="Next: ")
    page.clock.install()
    for plan, steps in (("two-weeks", []), ("one-week", ["Next: Three"])):  # the first has it not
        keep(page, plan={"id": plan, "at": 1})
        idle(page, "storage/two/")
        with page.expect_event("requestfinished", lambda request: request.url.endswith("study/place.js")):
            page.clock.run_for(9_000)
        expect(page.locator(".sg-after > .sg-next-step")).to_have_count(0)
        expect(step).to_have_text(steps)
    expect(page.get_by_role("link", name="Next: ").locator("visible=true")).to_have_count(1 + 1)  # and the theme's
    step.click()
    page.wait_for_url("**/storage/three/")


def test_without_scripts_the_first_plan_says_what_to_read_next(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("storage/one/")
        expect(page.locator(".sg-next-step").get_by_role("link", name="Next: Two")).to_be_visible()


def test_a_short_look_leaves_no_trace(page: Page) -> None:
    page.clock.install()
    idle(page, "storage/two/")
    page.clock.run_for(3_000)
    idle(page, "")
    expect(page.get_by_role("heading", name="Today")).to_have_count(0)


def test_the_steps_of_a_plan_tick_themselves(page: Page) -> None:
    keep(page, sections=MARKED, places=PLACE)
    ready(page, "study/one-week/")
    expect(page.get_by_text("1 of 2 done")).to_be_visible()
    item = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="One", exact=True)).last
    expect(item.get_by_role("button", name="read: One", pressed=True)).to_be_visible()
    expect(item.get_by_role("button", name="read: Two", pressed=False)).to_have_attribute("title", "begun")
    step = page.locator("[aria-current=step]")
    expect(step).to_have_text("Two")  # begun, not read
    assert page.evaluate("one => getComputedStyle(one).fontWeight", step.element_handle()) == "700"
    expect(page.get_by_role("link", name="Next: Two", exact=True)).to_have_attribute("href", "../../storage/two/")


@pytest.mark.parametrize("path", ["study/one-week/", "tags/d1/"])
def test_what_signs_beside_sections_mean_is_written_where_they_are(page: Page, path: str) -> None:
    keep(page, places=PLACE)
    ready(page, path)
    legend = page.locator(".sg-legend")
    expect(legend).to_have_text("begun")
    expect(legend.locator("[data-state=begun]")).to_be_visible()
    keep(page, sections=MARKED)
    ready(page, path)
    expect(legend.locator(":scope > span")).to_have_text(["begun", "done"])


def test_a_circle_of_a_plan_is_ticked_and_taken_back_there(page: Page) -> None:
    ready(page, "study/one-week/")
    circle = page.get_by_role("button", name="read: One")
    circle.click()
    expect(circle).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-sg-plan]")).to_contain_text("1 of 3 done")
    ready(page, "storage/one/")  # the same as by its own button, and nothing has changed since
    expect(page.locator(".sg-mark[data-state=read]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".sg-changed")).to_have_count(0)
    ready(page, "study/one-week/")
    circle.press("Enter")
    expect(circle).to_have_attribute("aria-pressed", "false")
    expect(circle).to_be_focused()
    expect(page.locator("[data-sg-plan]")).to_contain_text("0 of 3 done")


def test_words_stay_beside_a_circle_and_do_not_move_when_it_comes(browser: Browser, base: str) -> None:
    edges = []
    for scripts in (False, True):
        with readerguide.opened(browser, base, width=195, java_script_enabled=scripts) as page:
            page.goto("study/one-week/")
            if scripts:
                page.locator("[data-sg-plan][data-sg-ready]").wait_for()
            item = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Three")).last
            link = item.get_by_role("link", name="Three").bounding_box()
            assert link is not None
            edges.append((link["x"], item.bounding_box()["height"]))  # type: ignore[index]
    assert edges[0] == edges[1]
    with readerguide.opened(browser, base, width=195) as page:
        page.goto("study/two-weeks/")
        page.locator("[data-sg-plan][data-sg-ready]").wait_for()
        item = page.get_by_role("listitem").filter(has_text="Practise:")
        circle, words = item.locator(".sg-state").bounding_box(), item.evaluate(LINES)
        assert circle is not None
        assert len(words) > 1
        assert min(words) >= circle["x"] + circle["width"]


def test_both_fields_for_the_date_say_the_same(page: Page) -> None:
    page.clock.install(time="2026-11-28T09:00:00")
    keep(page, plan={"exam": "2026-11-20", "start": "2026-11-01", "at": 1})
    idle(page, "")
    fields = page.get_by_label("Date of the exam")
    expect(fields).to_have_count(2)  # the day is over: it is asked for anew
    fields.first.fill("2026-12-20")
    expect(fields).to_have_count(1)
    expect(fields).to_have_value("2026-12-20")


def test_the_goal_of_a_day_stays_and_is_done_before_more_is_offered(page: Page) -> None:
    page.clock.install(time="2026-11-28T09:00:00")
    keep(page, plan={"exam": "2026-12-02", "start": "2026-11-28", "at": 1})
    idle(page, "")
    today = page.get_by_role("region", name="Today")
    expect(today).to_contain_text("Read today: 0 of 2 · about")
    for name, done in (("three", "1 of 2 · about"), ("one", "2 of 2 · Done for today")):
        idle(page, f"storage/{name}/")
        page.get_by_role("button", name="read").click()
        idle(page, "")
        expect(today).to_contain_text(f"Read today: {done}")
    more = today.get_by_role("link", name="Read: Two")
    expect(more).to_be_visible()
    assert "md-button--primary" not in (more.get_attribute("class") or "")
    idle(page, "study/one-week/")
    expect(page.locator("[data-sg-plan]")).to_contain_text("2 of 2 · Done for today")
    page.get_by_label("Date of the exam").fill("2026-12-20")
    kept = f"JSON.parse(localStorage.getItem('{readerguide.PATH}:studyguide:goal')).value"
    assert page.evaluate(f"{kept}.exam") == "2026-12-20"  # another date is another goal


def test_a_plan_that_the_days_do_not_hold_is_not_on_time_and_a_shorter_one_is_offered(
    browser: Browser, tmp_path: Path
) -> None:
    text = "Words that take a while to read, one line after the other.\n\n" * 900
    many = "".join(section(f"Long{n}", text) for n in range(4))
    plans = PLAN.replace("[[One]] and [[Two]]", "[[Long0]], [[Long1]] and [[Long2]]").replace("[[Three]]", "[[Long3]]")
    notes = {"storage.md": f"---\nsplit: 2\n---\n# Storage\n{many}", "study.md": plans}
    site = readerguide.build(tmp_path / "guide", CONFIG, notes)
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        for address in ("study/one-week/", ""):
            page.clock.install(time="2026-11-28T09:00:00")
            keep(page, plan={"exam": "2026-11-30", "start": "2026-11-28", "at": 1})
            idle(page, address)
            place = page.locator("[data-sg-plan], [data-sg-today]")
            expect(place).to_contain_text(re.compile(r"All that is left of this plan would take \d+ min a day\."))
            expect(place).to_contain_text(re.compile(r"With 120 min a day, \d of its 4 open sections"))
            expect(place).not_to_contain_text("On time")
            page.get_by_role("button", name="Follow instead: Two weeks").click()
            expect(place).not_to_contain_text("Follow instead: Two weeks")


def test_what_shaky_means_for_a_plan_is_said_where_it_is_pressed(page: Page) -> None:
    ready(page, "storage/one/")
    page.get_by_role("button", name="shaky").click()
    expect(page.locator(".sg-status")).to_have_text(
        "Marked as shaky: it does not count as read yet; a plan has you read it again."
    )


def test_what_else_a_step_asks_for_is_ticked_too(page: Page) -> None:
    ready(page, "study/two-weeks/")
    circles = page.locator("article").get_by_role("button", pressed=False).filter(has_not_text=re.compile("."))
    assert circles.evaluate_all("all => all.map((one) => one.ariaLabel)") == [
        "read: Three",
        "done: Practise: the questions of these sections.",
    ]
    circles.last.click()
    page.reload()
    expect(page.get_by_role("button", name="done: Practise")).to_have_attribute("aria-pressed", "true")


def test_with_a_date_a_plan_has_days_and_a_portion_for_each(page: Page) -> None:
    page.clock.install(time="2026-11-28T09:00:00")
    idle(page, "study/one-week/")
    page.get_by_label("Date of the exam").fill("2026-12-02")
    expect(page.locator("[data-sg-step]")).to_contain_text([re.compile("Nov 28.*29"), re.compile("Nov 30.*Dec 1")])
    expect(page.locator("[data-sg-plan]")).to_contain_text("Read today: 0 of 2 · about")
    expect(page.locator("[data-sg-plan]")).to_contain_text("On time")
    expect(page.get_by_label("Date of the exam")).to_be_focused()
    page.get_by_text("What to read today").click()
    expect(page.locator("[data-sg-plan] details").get_by_role("link")).to_have_text(["One", "Two"])
    expect(page.locator(".sg-date-said")).to_contain_text("Days until the exam: 4. Next in “Day 1”: One")
    expect(page.locator(".sg-on-paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".sg-on-paper")).to_have_text(re.compile("Date of the exam: .*Dec 2"))
    expect(page.locator("[data-sg-step]").first).to_be_visible()
    page.emulate_media(media="screen")
    page.clock.set_fixed_time("2026-11-30T09:00:00")
    page.reload()
    behind = "Sections behind the plan: 2. With each day’s share you have caught up by Dec 1."
    expect(page.locator("[data-sg-plan]")).to_contain_text(behind)
    idle(page, "")
    today = page.get_by_role("region", name="Today")
    expect(today).to_contain_text("Read today: 0 of 2")
    expect(page.locator(".sg-plan li").first).to_contain_text(re.compile("Nov 28.*29"))
    expect(page.locator("[aria-labelledby=sg-plan]").get_by_label("Date of the exam")).to_have_value("2026-12-02")


def test_the_choice_of_all_cards_is_kept_by_who_follows_a_plan(page: Page) -> None:
    keep(page, plan={"id": "one-week", "at": 1})
    idle(page, "practice/?mode=cards")
    about = page.locator(".sg-setup select").first
    expect(about).to_have_value("step")
    about.select_option("all")
    for again in (page.reload, lambda: idle(page, "practice/?mode=cards")):
        again()
        expect(about).to_have_value("all")
    about.select_option("tag:D1")
    page.reload()
    expect(about).to_have_value("tag:D1")
    idle(page, "practice/?mode=cards")
    expect(about).to_have_value("all")  # where to begin; what else was chosen is in the address


def test_what_is_shaky_is_not_ticked_and_practice_begins_with_what_the_plan_says(page: Page) -> None:
    keep(page, sections={"one": {**MARKED["one"], "state": "shaky"}})
    ready(page, "study/one-week/")
    expect(page.locator("[data-sg-plan]")).to_contain_text("0 of 3 done · shaky: 1")
    expect(page.get_by_role("link", name="Next: Two", exact=True)).to_be_visible()
    page.goto("practice/")
    now = page.locator(".sg-now")
    expect(now.get_by_role("heading").first).to_have_text("Day 1")
    expect(now.get_by_role("link", name="To read now: Two")).to_be_visible()
    expect(now).to_contain_text("Questions of this step: 0 of 1 answered")
    first = now.get_by_role("button", name="Practise (1)")
    expect(first).to_have_class(re.compile("md-button--primary"))
    first.click()
    expect(page.locator(".sg-prompt")).to_have_text("What is asked of One?")
    page.goto("practice/?mode=quiz")
    page.get_by_role("tab", name="Quiz").click()
    expect(page.get_by_label("Questions about")).to_contain_text("The plan – Day 1 (1)")


def test_a_quiz_of_who_follows_a_plan_begins_with_its_step_unless_everything_is_chosen(page: Page) -> None:
    ready(page, "practice/?mode=quiz")
    about = page.get_by_label("Questions about")
    expect(about).to_have_value("all")
    keep(page, plan={"id": "one-week", "at": 1})
    ready(page, "practice/?mode=quiz")
    expect(about).to_have_value("step")
    about.select_option("all")
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".sg-where")).to_be_visible()
    page.get_by_role("button", name="Leave for now").click()
    page.get_by_role("tab", name="Quiz").click()
    expect(about).to_have_value("all")


# Tags.


def test_a_tag_says_how_far_the_reader_is(page: Page) -> None:
    keep(page, sections=MARKED, answers={"q-one": {"right": 1, "tries": 1, "at": 1}})
    ready(page, "tags/d1/1-1/")
    expect(page.get_by_text("Sections read: 1 of 2")).to_be_visible()
    expect(page.get_by_text("Questions right: 1 of 1")).to_be_visible()
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=re.compile("^One")))
    expect(row.get_by_role("img", name="done")).to_be_visible()


def test_practising_a_tag_asks_its_questions(page: Page) -> None:
    ready(page, "tags/d1/1-1/")
    page.get_by_role("link", name="Practise these questions (1)").click()
    expect(page.get_by_text("What is asked of One?").first).to_be_visible()


def test_a_chip_says_in_words_what_it_means(page: Page) -> None:
    ready(page, "storage/one/")
    expect(page.get_by_role("link", name="access D1/1.1")).to_be_visible()


# Glossary.


def test_the_glossary_is_filtered_by_long_forms_and_remembers_it(page: Page) -> None:
    ready(page, "glossary/")
    page.get_by_label("Filter the terms").fill("recovery")
    expect(page.get_by_role("status").filter(has_text="Terms: 1")).to_be_visible()
    expect(page.locator("#rpo")).to_be_visible()
    expect(page.locator("#bucket")).to_be_hidden()
    page.wait_for_url("**/glossary/?find=recovery")
    page.reload()
    expect(page.locator("#bucket")).to_be_hidden()
    page.get_by_label("Filter the terms").fill("nonsense")
    expect(page.get_by_text("No term has that.")).to_be_visible()


def test_a_tag_of_the_address_is_chosen(page: Page) -> None:
    ready(page, "glossary/?tag=D1/1.1")
    expect(page.get_by_label("Tag", exact=True)).to_contain_text("D1/1.1")
    assert (
        page.get_by_label("Tag", exact=True).evaluate("list => list.selectedOptions[0].text").strip() == "access D1/1.1"
    )


def test_a_link_to_a_term_shows_it_whatever_was_filtered(page: Page) -> None:
    ready(page, "glossary/?find=recovery#bucket")
    expect(page.locator("#bucket")).to_be_visible()


def test_terms_are_practised_with_their_meaning_covered(page: Page) -> None:
    ready(page, "glossary/")
    page.get_by_role("button", name="Hide the answers").press("Enter")
    expect(page.get_by_text("how much may be lost")).to_be_hidden()
    expect(page.get_by_text("Recovery Point Objective")).to_be_hidden()
    page.get_by_role("button", name="Show: RPO").press("Enter")
    expect(page.get_by_text("how much may be lost")).to_be_visible()
    expect(page.get_by_role("button", name="Show: Bucket")).to_be_visible()
    page.get_by_role("button", name="Hide the answers").press("Enter")
    expect(page.get_by_text("where objects are")).to_be_visible()


def test_letters_stay_in_reach(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390) as page:
        ready(page, "glossary/")
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(300)
        expect(page.get_by_role("navigation", name="Letters")).to_be_in_viewport()
        bar = page.locator(".sg-find").bounding_box()
        assert bar is not None
        assert bar["height"] < 0.15 * 844


def test_a_choice_of_terms_begins_at_its_top(browser: Browser, tmp_path: Path) -> None:
    terms = "".join(
        f"- **Term {letter}{n}**: {'words ' * 30}\n" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for n in (1, 2)
    )
    storage = STORAGE.replace("- **Bucket**", f"{terms}- **Bucket**")
    site = readerguide.build(tmp_path, CONFIG, {**NOTES, "storage.md": storage})
    with readerguide.served(site) as base, readerguide.opened(browser, base, width=390) as page:
        ready(page, "glossary/")
        letters = page.locator(".sg-letters a")
        assert letters.evaluate_all("all => Math.max(...all.map((one) => one.getBoundingClientRect().right))") <= 390
        page.locator("#term-z2").scroll_into_view_if_needed()
        page.get_by_label("Tag", exact=True).select_option("access D1/1.1")
        page.wait_for_timeout(300)
        expect(page.locator("#bucket")).to_be_in_viewport()


def test_without_scripts_the_glossary_leads_to_the_terms_of_a_tag(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("glossary/")
        page.locator(".sg-by-tag summary").click()
        page.get_by_role("link", name="access D1/1.1").click()
        page.wait_for_url("**/tags/d1/1-1/#sg-tag-terms")
        expect(page.get_by_role("heading", name="Glossary")).to_be_visible()


# For everybody.


def test_signals_are_filtered_by_words_and_practised_with_their_meaning_covered(page: Page) -> None:
    ready(page, "signals/")
    page.get_by_role("searchbox", name="Filter the signals").fill("nobody")
    expect(page.get_by_text("Signals: 1")).to_be_visible()
    expect(page.get_by_role("heading", name="One", exact=True)).to_be_hidden()
    expect(page.get_by_role("heading", name="Three", exact=True)).to_be_visible()
    page.get_by_role("button", name="Hide the answers").click()
    expect(page.get_by_text("a lock")).to_be_hidden()
    page.get_by_role("button", name=re.compile("^Show")).click()
    expect(page.get_by_text("a lock")).to_be_visible()
    page.get_by_role("searchbox", name="Filter the signals").fill("unheard")
    expect(page.get_by_text("No signal has that.")).to_be_visible()


@pytest.mark.parametrize("path", ["signals/", "practice/questions/"])
def test_on_a_phone_a_long_list_is_folded_behind_its_chapters(browser: Browser, base: str, path: str) -> None:
    entry = "[data-sg-entry], [data-sg-question]"
    with readerguide.opened(browser, base, width=390) as page:
        ready(page, path)
        part = page.get_by_role("button", name=re.compile("^Storage"))
        expect(part).to_have_attribute("aria-expanded", "false")
        assert page.locator(entry).evaluate_all("all => all.every((one) => !one.checkVisibility())")
        expect(page.locator(".sg-named")).to_be_hidden()
        part.click()
        expect(page.locator(entry).first).to_be_visible()
        part.click()
        expect(part).to_have_attribute("aria-expanded", "false")
        page.get_by_role("searchbox").last.fill("e")
        expect(page.locator(entry).first).to_be_visible()
        page.get_by_role("searchbox").last.fill("")
        expect(part).to_have_attribute("aria-expanded", "false")
        page.evaluate("location.hash = '#storage'")
        expect(part).to_have_attribute("aria-expanded", "true")
        part.click()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(entry).first).to_be_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(part).to_have_attribute("aria-expanded", "false")
    with readerguide.opened(browser, base, width=390, java_script_enabled=False) as page:
        page.goto(path)
        expect(page.locator(entry).first).to_be_visible()
        expect(page.get_by_role("link", name="Storage").last).to_be_visible()
    with readerguide.opened(browser, base, width=390) as page:
        page.route(re.compile(r"/(reading/questions|study/glossary)\.js"), lambda route: route.abort())
        page.goto(path)
        expect(page.locator(entry).first).to_be_visible()  # it opens by itself after some seconds


def test_names_of_chapters_are_seen_whole_above_signals(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=1280) as page:
        ready(page, "signals/")
        row = page.locator(".sg-named")
        row.evaluate("row => { for (let n = 0; n < 30; n++) row.append(row.lastElementChild.cloneNode(true)); }")
        assert row.evaluate("row => row.scrollHeight <= row.clientHeight && row.scrollWidth > row.clientWidth")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_what_scripts_add_has_nothing_that_axe_objects_to(browser: Browser, base: str, width: int, scheme: str) -> None:
    with readerguide.opened(browser, base, width=width, scheme=scheme, reduced_motion="reduce") as page:
        keep(page, sections=MARKED, places=PLACE, plan={"id": "one-week", "exam": "2099-01-01", "at": 1})
        for address in ("", "study/one-week/", "tags/d1/1-1/", "glossary/"):
            ready(page, address)
            for button in page.get_by_role("button", name="Hide the answers").all():
                button.click()
            assert axe.violations(page, target_size=True) == [], address
