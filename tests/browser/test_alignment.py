"""What stands beside or below something else stands in line with it, and nothing leaves a gap."""

from collections.abc import Iterator

import pytest
import readerguide
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

HEIGHTS = """() => {
    const button = document.querySelector("tbody .sg-sort");
    const taller = () => Array.from({ length: 60 }, (_, n) => {
        button.style.maxWidth = `${40 + 2 * n}px`;
        return button.offsetHeight;
    });
    const style = document.createElement("style");
    const [before] = [taller(), document.head.append(style)];
    style.sheet.insertRule(".sg-sort::after { content: none !important }");
    return [before, taller()];
}"""
EDGES = """() => {
    const meaning = [...document.querySelectorAll(".sg-glossary dd")].find((one) => one.querySelector(".sg-uses a"));
    const link = meaning.querySelector(".sg-uses a");
    return Array.from({ length: 120 }, (_, n) => {
        meaning.style.width = `${100 + 2 * n}px`;
        return Math.round(link.getBoundingClientRect().left - meaning.getBoundingClientRect().left);
    });
}"""
GAPS = """() => {
    const meaning = [...document.querySelectorAll(".sg-glossary dd")].find((one) => one.querySelector(".sg-uses a"));
    const links = meaning.querySelector(".sg-uses :is(a, summary)");
    return Array.from({ length: 120 }, (_, n) => {
        meaning.style.width = `${100 + 2 * n}px`;
        const [end, link] = [[...meaning.querySelector("p").getClientRects()].at(-1), links.getBoundingClientRect()];
        return link.top < end.bottom ? link.left - end.right : null; // or in the next line
    }).filter((gap) => gap !== null);
}"""
MIDDLES = """() => [...document.querySelectorAll(".sg-tag-index li")].map((item) => {
    item.style.width = "5rem";
    const [tag, count] = [".md-tag", ".sg-count"].map((part) => item.querySelector(part).getBoundingClientRect());
    return Math.abs((tag.top + tag.bottom - count.top - count.bottom) / 2);
})"""

ONE = """\
# One

- Read [the log](https://example.org) activity[^1].

Text[^1], text[^1] and text[^1].

[^1]: A source of some length, so that what leads back from here needs a line of its own.
"""
STOP = """() => {
    const mark = document.querySelector("li .footnote-ref");
    const range = document.createRange();
    range.selectNodeContents(mark.closest("sup").nextSibling);
    const number = document.createRange();
    number.selectNodeContents(mark);
    return range.getBoundingClientRect().left - number.getBoundingClientRect().right;
}"""


BRANCHES = """() => {
    const items = [...document.querySelectorAll(".sg-around .sg-side > ul > li")];
    const drawn = (item) => parseFloat(getComputedStyle(item, "::before").borderTopWidth) > 0;
    return [items.length, items.filter(drawn).length];
}"""
WHOLE = """(name) =>
    [name, ...name.querySelectorAll(".md-ellipsis")].every((one) => one.scrollWidth <= one.clientWidth)"""
KNOB = """(one) => {
    const { borderInlineStartWidth: off, borderInlineEndWidth: on } = getComputedStyle(one, "::before");
    return parseFloat(on) > parseFloat(off);
}"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    notes = readerguide.NOTES | {
        "rooms/index.md": "# Rooms\n\nSee [[disk]], [[Tape]] and [[Network folder]].\n",
        "rooms/one.md": ONE,
    }
    site = readerguide.build(tmp_path_factory.mktemp("guide") / "site", readerguide.CONFIG + readerguide.EXAM, notes)
    with readerguide.served(site) as base:
        yield base


@pytest.fixture
def phone(browser: Browser, base: str) -> Iterator[Page]:
    with readerguide.opened(browser, base, width=390) as page:
        yield page


@pytest.fixture
def wide(browser: Browser, base: str) -> Iterator[Page]:
    with readerguide.opened(browser, base, width=1280) as page:
        yield page


def test_the_contents_name_nothing_that_is_not_shown(wide: Page) -> None:
    readerguide.ready(wide, "practice/")
    contents = wide.locator(".md-sidebar--secondary .md-nav--secondary")
    expect(contents).to_be_visible()
    wide.get_by_role("tab", name="Quiz").click()
    expect(contents).to_be_hidden()
    wide.get_by_role("tab", name="Today").click()
    expect(contents).to_be_visible()


def test_a_sign_that_is_not_seen_makes_no_line_of_its_own(wide: Page) -> None:
    readerguide.ready(wide, "compare/types/")
    expect(wide.locator("tbody .sg-sort").first).to_be_visible()
    with_sign, without = wide.evaluate(HEIGHTS)
    assert with_sign == without


def test_where_a_term_is_used_begins_a_line_at_its_edge(phone: Page) -> None:
    readerguide.ready(phone, "glossary/")
    edges = phone.evaluate(EDGES)
    assert 0 in edges
    assert min(edges) == 0
    assert not [edge for edge in edges if 0 < edge < 10]


def test_where_a_term_is_used_stands_apart_from_what_is_said_of_it(phone: Page) -> None:
    readerguide.ready(phone, "glossary/")
    gaps = phone.evaluate(GAPS)
    assert gaps
    assert min(gaps) > 5


def test_a_number_stands_at_the_middle_of_a_long_name(phone: Page) -> None:
    readerguide.ready(phone, "tags/")
    assert max(phone.evaluate(MIDDLES)) < 4


def test_what_is_folded_has_one_line_above_it(wide: Page) -> None:
    readerguide.ready(wide, "rooms/")
    after = wide.locator(".sg-after:has(> .sg-folds:first-child)")
    expect(after).to_have_css("border-top-width", "0px")
    expect(after.locator(".sg-fold").first).not_to_have_css("border-top-width", "0px")


def test_where_nothing_follows_no_line_announces_it(wide: Page) -> None:
    readerguide.ready(wide, "storage/")
    after = wide.locator(".sg-after")
    after.evaluate("one => one.querySelectorAll('*').forEach((inside) => inside.remove())")  # as without a repository
    expect(after).to_be_hidden()


def test_what_is_open_in_an_exam_stands_in_columns_below_its_name(phone: Page) -> None:
    readerguide.ready(phone, "practice/?mode=exam")
    phone.get_by_role("button", name="Start the exam").click()
    phone.locator(".sg-ending").get_by_role("button", name="Hand in").click()
    name, first = (
        phone.locator(".sg-ways-to > span").bounding_box(),
        phone.locator(".sg-ways-to button").first.bounding_box(),
    )
    assert name is not None
    assert first is not None
    assert round(name["x"]) == round(first["x"])
    assert name["y"] + name["height"] <= first["y"]


def test_fields_of_the_pace_of_cards_stand_in_one_line(wide: Page) -> None:
    readerguide.ready(wide, "practice/?mode=cards")
    tops = "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"
    date, daily = wide.locator(".sg-setup > label > :is([type=date], [type=number])").evaluate_all(tops)
    assert date == daily
    assert wide.locator(".sg-kinds").evaluate_all(tops)[0] < date - 30


def test_a_stop_follows_the_number_of_a_footnote_at_once(phone: Page) -> None:
    readerguide.ready(phone, "rooms/one/")
    assert 0 <= phone.evaluate(STOP) < 4


def test_a_phone_shows_the_ways_back_from_a_footnote_that_take_a_line(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390, has_touch=True, is_mobile=True) as page:
        readerguide.ready(page, "rooms/one/")
        page.locator(".footnote summary").click()
        backs = page.locator(".footnote-backref")
        assert backs.count() == 4
        expect(backs.last).to_have_css("opacity", "1")


@pytest.mark.parametrize("width", [390, 195])
def test_a_phone_names_what_comes_before_and_after_a_page(browser: Browser, base: str, width: int) -> None:
    with readerguide.opened(browser, base, width=width) as page:
        readerguide.ready(page, "storage/disk/")
        names = page.locator(".md-footer__title")
        expect(names).to_have_count(2)
        for name in names.all():
            expect(name).to_be_visible()
            assert name.evaluate(WHOLE)


def test_a_switch_shows_where_it_stands(phone: Page) -> None:
    readerguide.ready(phone, "storage/disk/")
    switch = phone.get_by_role("button", name="Explain terms")
    assert switch.evaluate(KNOB) is True
    switch.click()
    assert switch.evaluate(KNOB) is False


def test_a_phone_draws_the_map_of_a_section_as_a_tree(phone: Page) -> None:
    readerguide.ready(phone, "storage/disk/")
    phone.locator(".sg-map > summary").click()
    expect(phone.locator(".sg-mentioning")).to_be_visible()
    items, drawn = phone.evaluate(BRANCHES)
    assert 0 < items == drawn


@pytest.mark.parametrize("path", ["storage/disk/", "practice/questions/"])
def test_questions_are_not_all_bold(phone: Page, path: str) -> None:
    readerguide.ready(phone, path)
    question = phone.locator("summary", has_text="What does an elastic disk hold?")
    expect(question).to_have_css("font-weight", "400")


def test_no_sign_stays_behind_a_heading_that_a_finger_was_led_to(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390, has_touch=True, is_mobile=True) as page:
        readerguide.ready(page, "storage/disk/#snapshots")
        expect(page.locator("#snapshots .headerlink")).to_be_hidden()
