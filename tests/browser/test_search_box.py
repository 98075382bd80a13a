"""Search in the box of Material, as a reader uses it: typed, by link, below a path, from a folder."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

CONFIG = """\
site_name: A small guide
repo_url: https://github.com/example/guide
theme:
  name: material
  features: [navigation.instant, search.highlight, search.suggest, search.share]
plugins:
  - search
  - studyguide
"""
OFFLINE = CONFIG.replace("navigation.instant, ", "") + "  - offline\n"
RESULT = ".sg-hit"
COUNT = ".sg-search-count[role=status]"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with readerguide.served(readerguide.build(tmp_path_factory.mktemp("search"), CONFIG)) as address:
        yield address


def _keeping(found: str) -> Callable[[Route], None]:
    """Stand in for what a browser keeps of the search."""
    body = f"(globalThis.studyguide.search ??= {{}}).kept = {{ read: async () => ({found}), write() {{}} }};"
    return lambda route: route.fulfill(content_type="text/javascript", body=body)


def _until(page: Page, held: list[Route]) -> None:
    """Wait for a request that is held back."""
    for _ in range(500):
        if held:
            return
        page.wait_for_timeout(20)


def _ask(page: Page, query: str) -> None:
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill("")
    page.keyboard.type(query)


def test_an_alias_finds_its_page_and_says_how_many_there_are(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "ED")
        expect(page.locator(f"{RESULT} a").first).to_have_attribute("href", _holds("/storage/disk/"))
        expect(page.locator(COUNT)).to_contain_text("matching document")


def test_nothing_of_the_index_is_loaded_before_the_search_opens(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload(wait_until="networkidle")
        assert [url for url in asked if "search/names.js" in url or "search/texts.js" in url] == []
        with page.expect_request("**/search/names.js*"):
            page.locator(".md-search__input").click()


@pytest.mark.parametrize("sparing", [False, True])
def test_the_texts_come_while_the_reader_thinks_unless_data_is_saved(
    browser: Browser, base: str, *, sparing: bool
) -> None:
    with readerguide.opened(browser, base) as page:
        page.add_init_script(
            f"Object.defineProperty(navigator, 'connection', {{ value: {{ saveData: {str(sparing).lower()} }} }})"
        )
        page.goto(base)
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.locator(".md-search__input").click()
        expect(page.locator(".sg-search-help").get_by_role("link", name=re.compile(" vs "))).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert any("search/texts.js" in url for url in asked) is not sparing
        page.keyboard.type("copy")
        expect(page.locator(RESULT).first).to_contain_text("Tape")
        assert sum("search/texts.js" in url for url in asked) == 1


def test_the_next_page_has_the_search_at_once_and_asks_for_no_data_again(browser: Browser, base: str) -> None:
    kept = """() => new Promise((resolve, reject) => {
        const opening = indexedDB.open("studyguide.search", 1);
        opening.onupgradeneeded = () => opening.transaction.abort();
        opening.onerror = () => resolve(0);
        opening.onsuccess = () => {
            const count = opening.result.transaction("prepared").objectStore("prepared").count();
            count.onsuccess = () => { opening.result.close(); resolve(count.result); };
            count.onerror = reject;
        };
    })"""
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "copy snapshot")
        expect(page.locator(COUNT)).to_contain_text("matching document")
        first = page.locator(RESULT).all_inner_texts()
        while page.evaluate(kept) != 1:
            page.wait_for_timeout(50)
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.goto(f"{base}storage/disk/")
        _ask(page, "copy snapshot")
        expect(page.locator(COUNT)).to_contain_text("matching document")
        assert page.locator(RESULT).all_inner_texts() == first
        assert [url for url in asked if "search/names.js" in url or "search/texts.js" in url] == []
        page.locator(".md-search__input").fill("")
        page.keyboard.press("Shift")
        expect(page.locator(".sg-search-help").get_by_role("link", name=re.compile(" vs "))).to_be_visible()


def test_where_a_browser_keeps_nothing_the_search_is_prepared_again(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.route("**/search/kept.js", _keeping("{ names: { tags: [] } }"))
        page.goto(base)
        _ask(page, "copy snapshot")  # what is kept cannot be opened
        expect(page.locator(RESULT).first).to_contain_text("Elastic disk")


def test_a_typing_mistake_is_offered_a_word_and_still_finds(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "snapshto")
        expect(page.locator(RESULT).first).to_contain_text("Snapshots")
        offer = page.locator(".sg-search-help").get_by_role("link", name="snapshot")
        assert page.locator(".md-search__input").input_value() == "snapshto"
        offer.click()
        expect(page.locator(".md-search__input")).to_have_value("snapshot")
        expect(page.locator(RESULT).first).to_be_visible()


def test_down_leads_past_the_tags_to_the_results(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "snapshto #storage")
        expect(page.locator(".sg-search-help").get_by_role("link", name="Remove the filter “#storage”")).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(page.locator(".sg-search-meant a")).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"{RESULT} a").first).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.locator(".sg-search-help a").last).to_have_text("#storage ×")
        expect(page.locator(".sg-search-help a").last).to_be_focused()


@pytest.mark.parametrize("key", ["ArrowDown", "Enter"])
def test_keys_wait_for_the_results_and_lead_nowhere_else(browser: Browser, base: str, key: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        held: list[Route] = []
        page.route("**/search/texts.js*", lambda route: held.append(route))  # noqa: PLW0108  Playwright wants one of its own
        page.locator(".md-search__input").click()
        expect(page.locator(".sg-search-help").get_by_role("link", name="glossary")).to_be_visible()
        page.keyboard.type("zeppelin snapshot")
        page.keyboard.press(key)
        expect(page.locator(".md-search__input")).to_be_focused()
        expect(page).to_have_url(base)
        _until(page, held)
        held[0].continue_()
        if key == "Enter":
            expect(page).to_have_url(_holds("#snapshots"))
        else:
            expect(page.locator(f"{RESULT} a").first).to_be_focused()


def test_enter_opens_no_hint_where_nothing_was_found(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "zzqqxxzz")
        expect(page.locator(COUNT)).to_contain_text("No matching documents")
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
        expect(page).to_have_url(base)
        expect(page.locator(".md-search__input")).to_be_focused()


def test_pasted_words_are_searched(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        page.locator(".md-search__input").click()
        page.keyboard.insert_text("elastic disk")  # as a menu or a voice does: no key is pressed
        expect(page.locator(RESULT).first).to_be_visible()


def test_more_pages_than_are_listed_are_counted(browser: Browser, tmp_path: Path) -> None:
    notes = "".join(f"# Shelf {n}\n\nIt holds a lantern.\n\n" for n in range(33))
    site = readerguide.build(tmp_path, CONFIG, {"shelves.md": notes})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "lantern")
        expect(page.locator(COUNT)).to_have_text("The best 30 of 33 pages")
        expect(page.locator(".sg-search-best")).to_contain_text("the best 30 of 33 pages")


def test_finding_nothing_leads_on(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "zzqqxxzz")
        expect(page.locator(COUNT)).to_contain_text("No matching documents")
        expect(page.locator(".sg-search-help").get_by_role("link", name="glossary")).to_be_visible()


def test_before_anything_is_typed_the_box_says_what_can_be_asked(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        page.locator(".md-search__input").click()
        help_ = page.locator(".sg-search-help")
        expect(help_.get_by_role("link", name="glossary")).to_be_visible()
        example = help_.get_by_role("link", name=re.compile(" vs "))
        asked = example.inner_text()
        example.click()
        expect(page.locator(".md-search__input")).to_have_value(asked)
        expect(page.locator(f"{RESULT} a").first).to_have_attribute("href", _holds("/compare/"))
        page.locator(".md-search__input").fill("")
        page.keyboard.press("Shift")
        expect(example).to_be_visible()
        expect(page.locator(RESULT)).to_have_count(0)


def test_the_page_that_was_left_is_offered_again(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        left = {"x": {"url": "storage/disk/", "title": "Elastic disk", "anchor": "snapshots", "share": 0.4, "at": 1}}
        page.evaluate(
            "left => localStorage.setItem(new URL('.', location).pathname + ':studyguide:places', "
            "JSON.stringify({ version: 1, value: left }))",
            left,
        )
        page.locator(".md-search__input").click()
        again = page.locator(".sg-search-help").get_by_role("link", name="Elastic disk", exact=True)
        expect(again).to_have_attribute("href", _holds("/storage/disk/#snapshots"))


def test_what_is_not_in_the_guide_is_said_above_the_nearest_and_can_be_proposed(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        help_ = page.locator(".sg-search-help")
        _ask(page, "zeppelin snapshot")
        expect(help_).to_contain_text("Not in this guide: zeppelin. Nearest to it:")
        expect(page.locator(RESULT).first).to_contain_text("Snapshots")
        link = help_.get_by_role("link", name="Propose it")
        expect(link).to_have_attribute("href", _holds("/issues/new?title=Missing%3A+%E2%80%9Czeppelin+snapshot"))
        _ask(page, "snapshot")
        expect(page.locator(RESULT).first).to_be_visible()
        expect(help_).not_to_contain_text("Not in this guide")


def test_a_link_with_a_query_shows_its_results(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(f"{base}?q=snapshot")
        expect(page.locator(RESULT).first).to_contain_text("Snapshots")


def test_enter_opens_the_best_result_with_its_words_marked_and_search_goes_on(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "elastic disk")
        expect(page.locator(RESULT).first).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("article mark[data-md-highlight]").first).to_be_visible()
        page.goto("storage/disk/?h=a")  # the theme marks it in every word that has one
        readerguide.settle(page)
        marks = page.locator("article mark[data-md-highlight]")
        expect(marks.first).to_be_visible()
        assert (
            marks.evaluate_all("""all => all.filter(({ previousSibling: before, nextSibling: after }) =>
            /[a-z]$/i.test(before?.data ?? "") || /^[a-z]/i.test(after?.data ?? "")).length""")
            == 0
        )
        _ask(page, "network folder")
        expect(page.locator(f"{RESULT} a").first).to_have_attribute("href", _holds("/storage/folder/"))


def test_a_fact_answers_above_the_results_and_leads_to_its_place(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "elastic disk max size")
        answer = page.locator(".sg-answer[role=status]")
        expect(answer).to_contain_text("Elastic disk · max size")
        expect(answer).to_contain_text("64 TiB")
        expect(answer).to_contain_text(re.compile(r"line \d+ of storage\.md"))
        expect(answer.get_by_role("link", name="Elastic disk")).to_have_attribute("href", _holds("/storage/disk/"))
        _ask(page, "elastic disk colour")
        expect(page.locator(RESULT).first).to_be_visible()
        expect(answer).to_be_hidden()


def test_the_first_link_and_enter_lead_to_the_heading_that_matches(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "copy snapshot")
        first = page.locator(f"{RESULT} a").first
        expect(first).to_have_attribute("href", _holds("/storage/disk/?h="))
        expect(first).to_have_attribute("href", _holds("#snapshots"))
        expect(first).to_contain_text("Elastic disk")
        page.keyboard.press("Enter")
        expect(page).to_have_url(_holds("#snapshots"))


def test_what_is_listed_stays_where_it_is_when_more_comes(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        held: list[Route] = []
        page.route("**/search/texts.js*", lambda route: held.append(route))  # noqa: PLW0108  Playwright wants one of its own
        names: list[Route] = []
        page.route("**/search/names.js*", lambda route: names.append(route))  # noqa: PLW0108
        _ask(page, "ED")
        expect(page.locator(COUNT)).to_have_text("The search is loading…")
        _until(page, names)
        names[0].continue_()
        expect(page.locator(RESULT)).to_have_count(1)
        expect(page.locator(COUNT)).to_have_text("The search is loading…")  # what the names have is not all
        link = page.locator(f"{RESULT} a").first.element_handle()
        assert link is not None
        _until(page, held)
        held[0].continue_()
        expect(page.locator(RESULT).nth(1)).to_be_visible()
        expect(page.locator(COUNT)).to_contain_text("matching documents")
        assert link.evaluate("link => link === document.querySelector('.sg-hit a')")


def test_while_the_texts_are_late_nothing_stands_under_other_words(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        held: list[Route] = []
        page.route("**/search/texts.js*", lambda route: held.append(route))  # noqa: PLW0108  Playwright wants one of its own
        _ask(page, "tape")
        expect(page.locator(RESULT)).to_have_count(1)  # of which the names are sure
        expect(page.locator(COUNT)).to_contain_text("The search is loading…")
        _ask(page, "xyzzy")
        expect(page.locator(RESULT)).to_have_count(0)
        expect(page.locator(COUNT)).to_contain_text("The search is loading…")
        for route in held:
            route.continue_()
        expect(page.locator(COUNT)).to_have_text("No matching documents")


def test_two_tags_alone_find_what_has_both(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto(base)
        _ask(page, "#storage")
        expect(page.locator(RESULT).first).to_be_visible()
        _ask(page, "#storage #nothing-has-this")
        expect(page.locator(COUNT)).to_contain_text("No matching documents")


def test_the_answer_fits_a_phone(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(base)
        page.locator("label[for=__search]").first.click()
        _ask(page, "elastic disk max size")
        expect(page.locator(".sg-answer")).to_be_in_viewport()
        expect(page.locator(RESULT).first).to_be_in_viewport()
        assert page.locator(".md-search__scrollwrap").evaluate("one => one.scrollWidth <= one.clientWidth")


def test_it_works_from_a_folder_without_a_request(browser: Browser, tmp_path: Path) -> None:
    site = readerguide.build(tmp_path, OFFLINE)
    context = browser.new_context()
    page = context.new_page()
    elsewhere: list[str] = []
    page.on("request", lambda request: None if request.url.startswith("file:") else elsewhere.append(request.url))
    page.goto((site / "index.html").as_uri())
    _ask(page, "snapshto")
    expect(page.locator(RESULT).first).to_contain_text("Snapshots")
    expect(page.locator(".sg-search-help")).to_contain_text("Did you mean")
    assert [url for url in elsewhere if not url.startswith(("about:", "data:", "blob:"))] == []
    context.close()


def test_opening_the_search_wakes_no_other_tab(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page, page.context.new_page() as other:
        other.goto(base)
        readerguide.settle(other)
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.goto(base)
        _ask(page, "snapshto")
        expect(page.locator(".sg-search-help")).to_contain_text("Did you mean")
        page.wait_for_timeout(500)  # time for another tab to do the same
        assert len([url for url in asked if "search/names.js" in url]) == 1
        assert other.locator(".sg-search-help *").count() == 0


def _holds(part: str) -> re.Pattern[str]:
    return re.compile(re.escape(part))


def test_what_is_asked_and_pressed_is_never_marked(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.goto("compare/disk-vs-folder/?h=elastic+disk+network+folder+servers")
        expect(page.locator("article mark[data-md-highlight]").first).to_be_visible()
        readerguide.settle(page)
        expect(page.locator(".sg-choice").first).to_contain_text("network folder", ignore_case=True)
        expect(page.locator("article :is(.sg-choice, .sg-decides, summary, button) mark")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("instant", [True, False])
def test_back_leads_to_the_query_and_the_place_in_the_list(
    browser: Browser, tmp_path: Path, width: int, *, instant: bool
) -> None:
    notes = "".join(f"# Shelf {n}\n\nIt holds a lantern. {'Words. ' * 20}\n\n" for n in range(25))
    config = CONFIG if instant else CONFIG.replace("navigation.instant, ", "")
    site = readerguide.build(tmp_path, config, {"shelves.md": notes})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(base)
        steps = page.evaluate("history.length")
        if width < 960:
            page.locator("label[for=__search]:visible").first.click()
        _ask(page, "lantern")
        expect(page.locator(RESULT)).to_have_count(25)
        link = page.locator(f"{RESULT} .sg-hit-link").nth(15)
        link.scroll_into_view_if_needed()
        href = str(link.get_attribute("href"))
        link.click()
        expect(page).to_have_url(re.compile(re.escape(href.partition("?")[0])))
        expect(page.locator("article h1")).to_have_text(re.compile("Shelf"))
        assert page.evaluate("history.length") == steps + (2 if width < 960 else 1)  # the search of a phone is a place
        page.go_back()
        expect(page.locator(".md-search__input")).to_have_value("lantern")
        expect(page.locator(RESULT)).to_have_count(25)
        again = page.locator(f"{RESULT} .sg-hit-link").nth(15)
        expect(again).to_have_attribute("href", href)
        expect(again).to_be_focused()
        expect(again).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(page).to_have_url(base)


_OPEN = "document.querySelector('[data-md-toggle=search]').checked"


@pytest.fixture(scope="module", params=[True, False], ids=["instant", "plain"])
def either(request: pytest.FixtureRequest, base: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the guide with instant navigation, and without it."""
    if request.param:
        yield base
        return
    config = CONFIG.replace("navigation.instant, ", "")
    with readerguide.served(readerguide.build(tmp_path_factory.mktemp("plain"), config)) as address:
        yield address


def _open_on_a_phone(page: Page) -> None:
    page.locator("label[for=__search]:visible").first.click()
    expect(page.locator(".sg-search-ours")).to_be_visible()


def test_back_closes_the_search_of_a_phone_and_stays_on_the_page(browser: Browser, either: str) -> None:
    with readerguide.opened(browser, either, width=390) as page:
        page.goto(f"{either}storage/disk/")
        page.goto(f"{either}storage/folder/")
        for asked in ("snapshot", ""):
            _open_on_a_phone(page)
            _ask(page, asked)
            page.go_back()
            page.wait_for_function(f"() => !{_OPEN}")
            expect(page).to_have_url(f"{either}storage/folder/")
        page.go_back()
        expect(page).to_have_url(f"{either}storage/disk/")


@pytest.mark.parametrize("way", ["Escape", "label"])
def test_a_search_that_is_closed_leaves_nothing_in_the_history(browser: Browser, either: str, way: str) -> None:
    with readerguide.opened(browser, either, width=390) as page:
        page.goto(f"{either}storage/disk/")
        page.goto(f"{either}storage/folder/")
        steps = page.evaluate("history.length")
        for _ in range(2):
            _open_on_a_phone(page)
            assert page.evaluate("history.length") == steps + 1
            if way == "Escape":
                page.locator(".md-search__input").press(way)
            else:
                page.locator(".md-search__form label[for=__search]").click()
            page.wait_for_function(f"() => !{_OPEN}")
            page.wait_for_timeout(200)  # the browser takes its step later
        page.go_back()
        expect(page).to_have_url(f"{either}storage/disk/")


def test_back_from_a_result_leads_through_the_search_to_the_page(browser: Browser, either: str) -> None:
    with readerguide.opened(browser, either, width=390) as page:
        page.goto(f"{either}storage/disk/")
        page.goto(f"{either}storage/folder/")
        _open_on_a_phone(page)
        _ask(page, "tape")
        page.locator(f"{RESULT} a").first.click()
        expect(page).to_have_url(_holds("/storage/tape/"))
        page.go_back()
        expect(page.locator(f"{RESULT} a").first).to_be_focused()
        page.locator(".md-search__form label[for=__search]").click()
        expect(page).to_have_url(f"{either}storage/folder/")
        page.wait_for_timeout(200)
        page.go_back()
        expect(page).to_have_url(f"{either}storage/disk/")


def test_what_leads_to_the_page_that_is_shown_closes_the_search(browser: Browser, either: str) -> None:
    with readerguide.opened(browser, either, width=390) as page:
        page.goto(f"{either}storage/tape/")
        _open_on_a_phone(page)
        _ask(page, "tape")
        page.locator(f"{RESULT} a").first.click()
        page.wait_for_timeout(600)  # the theme goes there and back
        expect(page).to_have_url(_holds("/storage/tape/"))
        assert not page.evaluate(_OPEN)


def test_no_search_beside_the_page_is_in_the_history(browser: Browser, either: str) -> None:
    with readerguide.opened(browser, either) as page:
        page.goto(f"{either}storage/folder/")
        steps = page.evaluate("history.length")
        _ask(page, "tape")
        expect(page.locator(RESULT).first).to_be_visible()
        assert page.evaluate("history.length") == steps


def test_what_was_found_is_shown_at_once_when_the_reader_comes_back(browser: Browser, tmp_path: Path) -> None:
    notes = "".join(f"# Shelf {n}\n\nIt holds a lantern.\n\n" for n in range(25))
    site = readerguide.build(tmp_path, CONFIG.replace("navigation.instant, ", ""), {"shelves.md": notes})
    with readerguide.served(site) as base, readerguide.opened(browser, base, width=390) as page:
        page.goto(base)
        _open_on_a_phone(page)
        _ask(page, "lantern")
        expect(page.locator(RESULT)).to_have_count(25)
        page.locator(f"{RESULT} .sg-hit-link").nth(15).click()
        expect(page.locator("article h1")).to_have_text(re.compile("Shelf"))
        held: list[Route] = []
        page.route("**/search/names.js*", lambda route: held.append(route))  # noqa: PLW0108  Playwright wants one of its own
        page.route("**/search/kept.js", _keeping("null"))
        page.go_back()
        again = page.locator(f"{RESULT} .sg-hit-link").nth(15)
        expect(again).to_be_focused()
        expect(page.locator(RESULT)).to_have_count(25)
        expect(page.locator(COUNT)).to_contain_text("25 matching documents")
        link = again.element_handle()
        _until(page, held)
        with page.expect_response("**/search/texts.js*"):
            held[0].continue_()
        page.wait_for_timeout(500)  # what is found now is the same
        expect(page.locator(RESULT)).to_have_count(25)
        assert link.evaluate("link => link === document.querySelectorAll('.sg-hit .sg-hit-link')[15]")
        expect(again).to_be_focused()


MEANT = {
    "about.md": "---\nabout_tag: D1\n---\n\n# Data that is kept safe in many places at once\n\nText.\n",
    "lamps.md": "---\nsplit: 1\n---\n"
    + "".join(
        f"# Lamp {n}\n<!-- studyguide\ntags: [{', '.join(['D1'] * (n < 3) + [f't{n % 5}'])}]\n-->\n\nA lantern.\n\n"
        for n in range(12)
    ),
}


def test_filters_are_said_in_words_and_fit_a_phone(browser: Browser, tmp_path: Path) -> None:
    site = readerguide.build(tmp_path, CONFIG, MEANT)
    with readerguide.served(site) as base, readerguide.opened(browser, base, width=390) as page:
        page.goto(base)
        _open_on_a_phone(page)
        _ask(page, "lantern")
        filters = page.locator(".sg-search-tags")
        expect(filters.locator("a:visible")).to_have_count(3)
        assert (
            page.locator(f"{RESULT} mark").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
        )
        assert page.locator(".sg-search-help").evaluate(
            "one => [one, ...one.children].every(e => e.scrollWidth <= e.clientWidth)"
        )
        filters.get_by_role("button", name="All filters").click()
        expect(filters.locator("a:visible")).to_have_count(6)
        name = filters.locator(".sg-search-name", has_text="Data that is kept safe in many places at once")
        assert name.evaluate("one => one.scrollWidth <= one.clientWidth || getComputedStyle(one).display === 'inline'")
        name.click()
        expect(page.locator(".md-search__input")).to_have_value(
            "lantern #data-that-is-kept-safe-in-many-places-at-once"
        )
        expect(page.locator(RESULT)).to_have_count(3)
        assert page.locator(".md-search__input").evaluate("one => [one.scrollLeft, one.selectionStart]") == [0, 7]
        out = filters.get_by_role("link", name="Remove the filter “Data that is kept safe in many places at once”")
        expect(out).to_have_text("Data that is kept safe in many places at once ×")
        out.click()
        expect(page.locator(".md-search__input")).to_have_value("lantern")


def test_a_question_has_the_room_of_a_phone(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390) as page:
        page.goto(base)
        _open_on_a_phone(page)
        room = """one => one.clientWidth - parseFloat(getComputedStyle(one).paddingInlineStart)
            - parseFloat(getComputedStyle(one).paddingInlineEnd)"""
        assert page.locator(".md-search__input").evaluate(room) > 290
        expect(page.locator("[data-md-component=search-share]")).to_be_hidden()
