"""What a reader does with a page: reads terms, compares, follows old links, prints; below a path and from a folder."""

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import readerguide
from playwright.sync_api import Browser, Page, Route, expect
from readerguide import idle, ready

pytestmark = pytest.mark.browser
base, page, phone = readerguide.base, readerguide.page, readerguide.phone

EVERY_PAGE = (
    "",
    "storage/",
    "storage/disk/",
    "glossary/",
    "compare/types/",
    "practice/",
    "print/",
    "tags/",
    "hostile/",
)


LONG = "# Long\n\n" + "A line.\n\n" * 90 + "```mermaid\nsequenceDiagram\n  A->>B: one\n```\n"
PART = "---\nsplit: 2\n---\n# Part\n"
TAGGED = "\n## {0}\n<!-- studyguide\ntags: [security matters, {1}, c]\n-->\n\nText.\n"
LONG_TAGS = {"one": "networks and the edges of them", "two": "n" * 60}


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a guide with a long page, at whose end is its only diagram, and with long names of tags."""
    notes = {"long.md": LONG, "part.md": PART + "".join(map(TAGGED.format, LONG_TAGS, LONG_TAGS.values()))}
    with readerguide.served(readerguide.build(tmp_path_factory.mktemp("long") / "guide", notes=notes)) as base:
        yield base


VERDICT = "Choose an elastic disk for one server; choose a network folder for many."
LEDGER = """\
storage/disk-of-old/ -> storage/disk/
storage/disk-of-old/#copies -> storage/disk/#snapshots
storage/disk/#copies -> storage/folder/
"""
TREE = "graph TD\n  A{Is it a Pear?} -->|yes| B([Pear or Plum])\n  A -->|no| C([Grapes])"
FRUIT = f"""\
---
split: 2
---
# Fruit

## Choose

```mermaid
{TREE}
```

A [[Pear]] or a [[Plum]].

## Choose again

```mermaid
{TREE}
  style A stroke-width:2px
```

A [[Pear]] or a [[Plum]].

## Pear

One.

## Plum

One.
"""
TWO = "# Two\n\n```mermaid\nsequenceDiagram\n  A->>B: one\n```\n\n```mermaid\nsequenceDiagram\n  C->>D: two\n```\n"


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a guide with a verdict, with addresses that moved, and with more diagrams."""
    storage = readerguide.STORAGE.replace("reviewed: 2001", f'verdicts: {{folder: "{VERDICT}"}}\nreviewed: 2001', 1)
    notes = {"storage.md": storage, "published-urls.txt": LEDGER, "fruit.md": FRUIT, "two.md": TWO}
    with readerguide.served(readerguide.build(tmp_path_factory.mktemp("more") / "guide", notes=notes)) as base:
        yield base


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a guide whose chart has names of all kinds of boxes, where the theme follows links by itself."""
    folder = tmp_path_factory.mktemp("tree") / "guide"
    with readerguide.served(folder / "site") as base:
        theme = f"site_url: {base}\ntheme: {{name: material, features: [navigation.instant]}}"
        more = '  A --> D["→ Plum"]\n  A --> E["Green<br>Pear"]\n```'
        text = FRUIT.replace("```\n\nA [[Pear]]", f"{more}\n\nA [[Green Pear]], a [[Pear]]", 1)
        notes = {"fruit.md": f"{text}\n## Green Pear\n\nOne.\n"}
        readerguide.build(folder, readerguide.CONFIG.replace("theme: material", theme), notes)
        yield base


# No third party.


def test_every_page_asks_no_other_origin_and_finds_what_it_needs_below_a_path(page: Page, base: str) -> None:
    asked: list[str] = []
    missing: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    for address in EVERY_PAGE:
        idle(page, address)
    assert len(asked) > len(EVERY_PAGE)
    assert [url for url in asked if not url.startswith((base, "data:", "blob:"))] == []
    assert missing == []


@pytest.mark.parametrize("host", ["gitlab.com", "codeberg.org"])
def test_no_host_of_the_repository_is_asked_for_its_stars(browser: Browser, tmp_path: Path, host: str) -> None:
    site = readerguide.build(tmp_path, readerguide.CONFIG.replace("github.com", host))
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for address in ("", "storage/disk/", "404.html"):
            idle(page, address)
        expect(page.locator(f".md-source[href*='{host}']").first).to_be_attached()
        origin = base.removesuffix(readerguide.PATH)
        assert [url for url in asked if not url.startswith((origin, "data:", "blob:"))] == []


def test_diagrams_are_drawn_with_our_own_copy_only_where_there_are_some(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    idle(page, "storage/disk/")
    assert not any("mermaid" in url for url in asked)
    idle(page, "storage/")
    page.locator(".sg-drawn svg").first.wait_for()
    assert any("mermaid" in url for url in asked)
    expect(page.locator(".sg-drawn--light svg")).to_contain_text("Network folder")
    expect(page.locator(".sg-drawn--dark")).to_be_hidden()


def held_drawing(page: Page) -> list[Route]:
    """Open the page with a diagram far down; what is asked for to draw it waits in the list, and so does the clock."""
    held: list[Route] = []
    page.route("**/mermaid.min.js", lambda route: held.append(route))  # noqa: PLW0108  Playwright wants one of its own
    page.clock.install()
    idle(page, "long/")
    return held


def test_a_diagram_far_down_is_a_quiet_box_and_is_drawn_before_anybody_prints(browser: Browser, long: str) -> None:
    with readerguide.opened(browser, long) as page:
        held = held_drawing(page)
        assert held == []
        with page.expect_request("**/mermaid.min.js"):  # though nobody scrolls
            page.clock.fast_forward("00:20")
        expect(page.locator("pre.sg-diagram code")).to_have_css("opacity", "0")
        held[0].continue_()
        expect(page.locator(".sg-drawn--light svg")).to_be_attached()
        page.locator(".sg-diagram-source summary").click()
        expect(page.locator("pre.sg-diagram code")).to_have_css("opacity", "1")


def test_who_is_at_a_diagram_by_keys_is_at_it_when_it_is_drawn(browser: Browser, long: str) -> None:
    with readerguide.opened(browser, long) as page:
        held = held_drawing(page)
        with page.expect_request("**/mermaid.min.js"):
            page.clock.fast_forward("00:20")
        # Keys reach one that is wider than its place.
        page.locator("pre.sg-diagram").evaluate("pre => { pre.tabIndex = 0; pre.focus() }")
        held[0].continue_()
        expect(page.get_by_role("group", name="Diagram")).to_be_focused()


def test_the_whole_guide_draws_its_diagrams_when_it_is_about_to_be_printed(browser: Browser, long: str) -> None:
    with readerguide.opened(browser, long) as page:
        page.clock.install()
        idle(page, "print/")
        expect(page.locator("pre.sg-diagram")).to_be_attached()
        expect(page.locator(".sg-drawn")).to_have_count(0)
        page.keyboard.press("Control+p")
        expect(page.locator(".sg-drawn--light svg")).to_be_attached()


@pytest.mark.parametrize(("address", "place"), [("choose", ".sg-chart"), ("choose-again", ".sg-drawn--light")])
def test_the_ends_of_a_tree_lead_to_the_pages_that_they_name(
    browser: Browser, more: str, address: str, place: str
) -> None:
    with readerguide.opened(browser, more) as page:
        ready(page, f"fruit/{address}/")
        links = page.locator(f"{place} a")
        expect(links).to_have_text(["Pear", "Plum"])
        links.last.press("Enter")
        page.wait_for_url("**/fruit/plum/")


@pytest.mark.parametrize(
    ("box", "number", "name"), [("Pear or Plum", 1, "Plum"), ("→ Plum", 0, "Plum"), ("Green Pear", 0, "Green Pear")]
)
def test_a_click_on_a_name_in_a_flowchart_leads_there_as_any_link_does(
    browser: Browser, tree: str, box: str, number: int, name: str
) -> None:
    with readerguide.opened(browser, tree) as page:
        ready(page, "fruit/choose/")
        page.evaluate("globalThis.kept = true")
        link = page.locator(".sg-node", has_text=re.compile(rf"^\s*{box}\s*$")).locator("a").nth(number)
        place = link.bounding_box()
        assert place
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        page.wait_for_url(f"**/fruit/{name.lower().replace(' ', '-')}/")
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        page.get_by_role("link", name="Fruit", exact=True).first.click()
        page.wait_for_url("**/fruit/")
        assert page.evaluate("globalThis.kept")  # the theme put one page in the place of another, and still does


def test_a_flowchart_is_there_without_scripts_and_asks_for_none_of_mermaid(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more, java_script_enabled=False) as page:
        page.goto("fruit/choose/")
        expect(page.get_by_role("group", name="Diagram")).to_contain_text("Is it a Pear?")
        page.get_by_text("Diagram as text").click()
        expect(page.locator(".sg-chart-text pre")).to_contain_text("A{Is it a Pear?} -->|yes|")
    with readerguide.opened(browser, more) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        idle(page, "fruit/choose/")
        page.keyboard.press("Control+p")
        assert not any("mermaid" in url or "diagrams" in url for url in asked)


def test_a_diagram_is_readable_without_scripts(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("storage/")
        expect(page.locator("pre.sg-diagram")).to_contain_text("A[Files] --> B{Shared?}")


def test_parts_work_from_a_folder(browser: Browser, tmp_path: Path) -> None:
    config = readerguide.CONFIG.replace("  - search\n", "  - offline\n  - search\n")
    root = readerguide.build(tmp_path / "guide", config).as_uri()
    with readerguide.opened(browser, root) as page:
        page.goto(f"{root}/storage/index.html")
        page.locator(".sg-drawn svg").first.wait_for()
        page.goto(f"{root}/compare/types.html")
        page.get_by_label("Only differences").check()
        page.reload()
        expect(page.get_by_label("Only differences")).to_be_checked()
        page.goto(f"{root}/storage/disk.html")
        page.locator(".sg-term").first.hover()
        expect(page.locator(".sg-explanation")).to_be_visible()
        page.goto(f"{root}/storage/index.html#snapshots")
        page.wait_for_url("**/storage/disk.html#snapshots")


# Terms in place.


def test_a_term_explains_itself_to_a_pointer_and_to_the_keyboard(page: Page) -> None:
    ready(page, "storage/disk/")
    box, term = page.locator(".sg-explanation"), page.locator(".sg-term", has_text="RPO").first
    term.hover()
    expect(box).to_contain_text("Recovery Point Objective: how much data you may lose")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    term.focus()
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    expect(box).not_to_contain_text("Recovery Point Objective")


def test_the_pointer_may_go_onto_an_explanation(page: Page) -> None:
    ready(page, "storage/disk/")
    page.locator(".sg-term").first.hover()
    box = page.locator(".sg-explanation")
    expect(box).to_be_visible()
    box.hover()
    page.wait_for_timeout(500)  # longer than an explanation stays without a pointer
    expect(box).to_be_visible()
    page.mouse.move(0, 0)
    expect(box).to_be_hidden()


def test_a_screen_reader_is_told_the_definition(page: Page) -> None:
    ready(page, "storage/disk/")
    term = page.locator(".sg-term", has_text="RPO").first
    expect(term).to_have_accessible_description(re.compile("how much data you may lose"))
    expect(term).not_to_have_attribute("title", re.compile("."))


def test_the_first_tap_explains_and_the_second_follows(phone: Page) -> None:
    ready(phone, "storage/disk/")
    term = phone.locator(".sg-term", has_text="RPO").first
    term.tap()
    box = phone.locator(".sg-explanation")
    expect(box).to_be_visible()
    place = box.bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 390
    phone.locator("h1").tap()
    expect(box).to_be_hidden()
    term.tap()
    expect(box).to_be_visible()
    term.tap()
    phone.wait_for_url("**/glossary/#*")


def test_explanations_stay_off_when_a_reader_turns_them_off(page: Page) -> None:
    ready(page, "storage/disk/")
    page.get_by_role("button", name="Explain terms").click()
    ready(page, "storage/disk/")
    expect(page.get_by_role("button", name="Explain terms")).to_have_attribute("aria-pressed", "false")
    page.locator(".sg-term").first.focus()
    page.wait_for_timeout(400)
    expect(page.locator(".sg-explanation")).to_be_hidden()


def test_terms_are_explained_where_storage_is_forbidden(page: Page) -> None:
    forbidden = "Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new Error(); } })"
    page.add_init_script(forbidden)
    page.goto("storage/disk/")
    page.locator(".sg-term").first.hover()
    expect(page.locator(".sg-explanation")).to_be_visible()


def test_a_term_is_a_link_with_a_title_without_scripts(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("storage/disk/")
        term = page.locator(".sg-term", has_text="RPO").first
        expect(term).to_have_attribute("title", re.compile("how much data you may lose"))
        expect(term).to_have_attribute("href", re.compile(r"glossary/#"))


def test_parts_are_mounted_after_instant_navigation(page: Page) -> None:
    """Material replaces the content and sends a new value through ``document$``."""
    ready(page, "storage/tape/")
    other = page.request.get("storage/disk/").text()
    page.evaluate(
        """html => {
            const next = new DOMParser().parseFromString(html, "text/html");
            document.querySelector("article").replaceWith(next.querySelector("article"));
            document$.next(document);
        }""",
        other,
    )
    page.locator(".sg-term").first.hover()
    expect(page.locator(".sg-explanation")).to_be_visible()
    expect(page.locator(".sg-explanation")).to_have_count(1)


def test_a_link_to_a_page_says_what_is_there(page: Page, phone: Page) -> None:
    ready(page, "storage/disk/")
    link = page.get_by_role("link", name="network folder", exact=True).first
    link.hover()
    box = page.locator(".sg-explanation")
    expect(box).to_contain_text("A network folder is shared by many servers")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(page.locator(".md-tooltip2, .md-tooltip")).to_have_count(0)  # the theme's own
    link.focus()
    expect(box).to_be_visible()
    link.press("Enter")
    page.wait_for_url("**/storage/folder/")
    ready(phone, "storage/disk/")
    phone.get_by_role("link", name="network folder", exact=True).first.tap()
    phone.wait_for_url("**/storage/folder/")


def test_a_preview_shows_the_lines_and_facts_of_the_heading_without_a_network(page: Page) -> None:
    ready(page, "storage/tape/")
    page.context.set_offline(True)
    page.locator("a[href$='disk/#snapshots']").hover()
    box = page.locator(".sg-explanation")
    expect(box).to_contain_text("A snapshot is a copy.")
    expect(box).not_to_contain_text("any disk")  # which is the answer to a question below
    page.locator("article p a", has_text="Network folder").hover()
    expect(box).to_contain_text("A network folder is shared by many servers")
    expect(box.get_by_role("listitem", include_hidden=True)).to_have_text(
        ["kind: file", "max size: unlimited", "shared by: many servers", "price: $0.30"]
    )


def test_a_preview_is_kept_open_by_pointer_or_key_and_followed(page: Page) -> None:
    ready(page, "storage/tape/")
    folder, copies = page.locator("article p a", has_text="Network folder"), page.locator(".sg-link", has_text="copies")
    folder.hover()
    page.locator(".sg-explanation").get_by_text("Keep in the corner").click()
    expect(page.locator(".sg-explanation")).to_be_hidden()
    copies.focus()
    expect(page.locator(".sg-explanation")).to_contain_text("Space keeps this open")
    copies.press(" ")
    assert page.evaluate("scrollY") == 0
    pile = page.get_by_role("region", name="Kept open")
    expect(pile.get_by_role("link")).to_have_text(["copies", "Network folder"])
    expect(copies).to_be_focused()
    pile.get_by_role("button", name="Close “copies”").press("Enter")
    expect(copies).to_be_focused()
    pile.get_by_role("link", name="Network folder").click()
    page.wait_for_url("**/storage/folder/")


def test_a_finger_that_stays_on_a_link_asks_what_is_there(phone: Page) -> None:
    ready(phone, "storage/tape/")
    expect(phone.locator(".sg-explanation")).to_be_attached()  # the part is there
    link = phone.locator("article p a", has_text="Network folder")
    link.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})
    link.evaluate(
        """link => link.dispatchEvent(
            new PointerEvent("contextmenu", { pointerType: "touch", bubbles: true, cancelable: true }))"""
    )
    box = phone.locator(".sg-explanation")
    box.get_by_text("Keep in the corner").tap()
    expect(phone.locator(".sg-pins .sg-pin")).to_have_count(1)
    place = phone.locator(".sg-pins").bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 390
    phone.get_by_role("button", name="Close “Network folder”").tap()
    expect(phone.get_by_role("region", name="Kept open")).to_be_hidden()


def test_terms_and_tables_work_after_instant_navigation(browser: Browser, tmp_path: Path) -> None:
    # Served before it is built: the theme follows links by itself only below the address in the sitemap.
    with readerguide.served(tmp_path / "guide/site") as base, readerguide.opened(browser, base) as page:
        theme = f"site_url: {base}\ntheme:\n  name: material\n  features: [navigation.instant]\n"
        readerguide.build(tmp_path / "guide", readerguide.CONFIG.replace("theme: material\n", theme))
        ready(page, "storage/objects/")
        page.evaluate("window.same = true")
        page.get_by_role("region", name="Compare with").get_by_role("link", name="Elastic disk").click()
        expect(page.locator(".sg-scroll .sg-compare thead th")).to_have_text(["Elastic disk", "Object store"])
        page.get_by_role("link", name="Elastic disk").click()
        term = page.locator(".sg-term", has_text="RPO").first
        for _ in range(20):  # on a busy machine the script comes after the page: then the reader comes back to the term
            term.blur()
            term.focus()
            if page.locator(".sg-explanation").is_visible():
                break
            page.wait_for_timeout(500)
        expect(page.locator(".sg-explanation")).to_contain_text("how much data you may lose")
        assert page.evaluate("window.same")
        with readerguide.opened(browser, base, width=390, has_touch=True) as phone:
            ready(phone, "storage/disk/")
            phone.locator(".sg-term", has_text="RPO").first.tap()
            phone.wait_for_timeout(500)  # time for the theme to go to the page of the term, which it must not
            expect(phone.locator(".sg-explanation")).to_contain_text("how much data you may lose")
            assert phone.url.endswith("storage/disk/")


def test_an_address_that_is_not_there_leads_on(browser: Browser, tmp_path: Path) -> None:
    with readerguide.served(tmp_path / "guide/site") as base, readerguide.opened(browser, base) as page:
        config = readerguide.CONFIG.replace("theme: material\n", f"site_url: {base}\ntheme: material\n")
        readerguide.build(tmp_path / "guide", config)
        page.goto("compare/folder-vs-disk/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
        page.get_by_role("link", name="Search for “folder vs disk”").click()
        page.locator(".sg-hit-link").first.click()
        page.wait_for_url("**/compare/disk-vs-folder/**")
        page.goto("nothing/here/")
        page.get_by_role("link", name="glossary").last.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")


def test_the_drawer_shows_a_mark_at_the_page_and_not_at_its_headings(phone: Page) -> None:
    ready(phone, "storage/disk/")
    phone.get_by_role("button", name="shaky").click()
    expect(phone.locator("label.md-nav__link[for=__toc] .sg-tick")).to_have_attribute("aria-label", "(shaky)")
    expect(phone.locator(".md-nav--primary .md-nav--secondary .md-nav__link").first).to_be_attached()
    expect(phone.locator(".md-nav--secondary .sg-tick")).to_have_count(0)


def test_the_switch_of_explanations_is_of_one_guide(page: Page) -> None:
    ready(page, "storage/disk/")
    page.get_by_role("button", name="Explain terms").click()
    keys = page.evaluate("Object.keys(localStorage).filter((key) => key.includes('studyguide'))")
    assert keys == ["/some/where/:studyguide:terms"]


def test_a_diagram_that_cannot_be_loaded_stops_no_other(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more) as page:
        tries = iter([True])
        page.route("**/mermaid.min.js", lambda route: route.abort() if next(tries, False) else route.continue_())
        page.goto("two/")
        # Which of the two is asked for first is the browser's choice.
        expect(page.locator(".sg-drawn--light svg")).to_have_count(1)
        expect(page.locator("article > pre.sg-diagram")).to_have_count(1)
        expect(page.locator("article > pre.sg-diagram code")).to_have_css("opacity", "1")


# Comparisons.


def heads(page: Page) -> list[str]:
    return page.locator(".sg-scroll .sg-compare thead th").all_inner_texts()


def facts(page: Page) -> list[str]:
    return page.locator(".sg-scroll .sg-compare tbody th .sg-attribute").all_inner_texts()


def options(page: Page) -> None:
    """Open what is folded above the table."""
    page.get_by_text("Options", exact=True).click()


def extras(page: Page) -> None:
    """Open what is folded among the options."""
    options(page)
    page.get_by_text("More", exact=True).click()


def test_a_comparison_is_complete_without_scripts(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("compare/types/")
        assert heads(page) == ["Elastic disk", "Network folder", "Object store", "Tape"]
        assert facts(page) == ["kind", "max size", "shared by", "price"]
        expect(page.get_by_role("region", name="Storage types")).to_have_attribute("tabindex", "0")


def members(page: Page) -> None:
    """Unfold the boxes by which members are chosen."""
    page.locator("[data-sg-pick] > summary").click()


def test_members_are_chosen_and_the_choice_survives_a_reload(page: Page) -> None:
    ready(page, "compare/types/")
    expect(page.locator("[data-sg-pick] > summary")).to_have_text("Columns: all 4")
    members(page)
    expect(page.get_by_role("group", name="Choose 2–5")).to_be_visible()
    page.get_by_role("checkbox", name="Elastic disk").check()
    page.get_by_role("checkbox", name="Tape").check()
    assert heads(page) == ["Elastic disk", "Tape"]
    page.get_by_label("Only differences").check()
    assert facts(page) == ["max size"]
    ready(page, page.url)
    assert heads(page) == ["Elastic disk", "Tape"]
    assert facts(page) == ["max size"]
    options(page)
    page.get_by_role("button", name="Reset").click()
    assert len(heads(page)) == 4
    assert "?" not in page.url


def test_only_the_first_table_of_facts_shows_its_head(page: Page) -> None:
    ready(page, "storage/disk/")
    page.locator(".sg-facts").first.evaluate("facts => facts.parentNode.append(facts.cloneNode(true))")
    first, second = page.locator(".sg-facts thead").all()
    assert first.evaluate("head => head.offsetHeight") > 10
    assert second.evaluate("head => head.offsetHeight") <= 1
    expect(second).to_have_text("At a glance")


def test_what_is_shown_is_ticked(page: Page) -> None:
    ready(page, "compare/types/")
    members(page)
    whole, disk = page.get_by_role("checkbox", name="All: 4"), page.get_by_role("checkbox", name="Elastic disk")
    expect(whole).to_be_checked()
    disk.check()
    page.get_by_role("checkbox", name="Tape").check()
    expect(whole).not_to_be_checked()
    whole.check()
    expect(disk).not_to_be_checked()
    assert heads(page) == ["Elastic disk", "Network folder", "Object store", "Tape"]
    whole.click()
    expect(whole).to_be_checked()


def test_heads_stay_below_the_header_where_a_table_scrolls_sideways(phone: Page) -> None:
    ready(phone, "compare/types/?all=1")
    heads, table = phone.locator(".sg-heads"), phone.locator(".sg-scroll")
    top = "element => element.getBoundingClientRect().top"
    assert heads.evaluate(top) == table.evaluate(top)
    # The table of this small guide is shorter than the screen.
    phone.evaluate("document.querySelector('article').style.paddingBottom = '100vh'")
    last = phone.locator(".sg-scroll tbody tr").last
    last.evaluate("row => scrollTo(0, scrollY + row.getBoundingClientRect().top - 150)")
    table.evaluate("element => { element.scrollLeft = 90 }")
    expect(heads).to_have_js_property("scrollLeft", 90)
    below = phone.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom")
    assert table.evaluate(top) < 0
    assert abs(heads.evaluate(top) - below) <= 2  # the header covers a line of it
    lefts = "all => all.map(one => Math.round(one.getBoundingClientRect().left))"
    assert heads.locator("th").evaluate_all(lefts) == table.locator("thead th").evaluate_all(lefts)


@pytest.mark.parametrize("address", ["storage/disk/", "compare/types/", "glossary/"])
def test_who_skips_the_navigation_is_at_the_title(page: Page, address: str) -> None:
    ready(page, address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_be_in_viewport()


def test_columns_are_sorted_by_size_with_gaps_last(page: Page) -> None:
    ready(page, "compare/types/")
    page.get_by_role("button", name="max size").click()
    assert heads(page) == ["Tape", "Object store", "Elastic disk", "Network folder"]
    page.get_by_role("button", name="price").click()
    assert heads(page) == ["Object store", "Elastic disk", "Network folder", "Tape"]
    page.get_by_role("button", name="price").click()
    assert heads(page) == ["Network folder", "Elastic disk", "Object store", "Tape"]
    expect(page.locator("th[data-sg-id=price]")).to_have_attribute("aria-sort", "descending")


def test_a_swapped_table_has_its_heads_in_the_right_places(page: Page) -> None:
    ready(page, "compare/types/")
    extras(page)
    page.get_by_label("Swap rows and columns").check()
    expect(page.locator(".sg-scroll thead th[data-sg-id=price]")).to_have_attribute("scope", "col")
    expect(page.locator("tbody th[data-sg-id=tape]")).to_have_attribute("scope", "row")
    row = page.locator("tbody tr", has=page.locator("th[data-sg-id=tape]"))
    assert row.locator("td").all_inner_texts() == ["block", "800 GiB", "one server", "–\nNot in the notes"]
    expect(row.get_by_role("link", name="add this fact")).to_be_hidden()
    page.get_by_label("Show sources").check()
    expect(row.get_by_role("link", name="add this fact")).to_be_visible()


def test_a_baseline_shows_what_differs_from_it(page: Page) -> None:
    ready(page, "compare/types/?baseline=disk")
    kinds = page.locator("tbody tr", has=page.locator("th[data-sg-id=kind]")).locator("td")
    signs = "cells => cells.map(({ classList }) => ['sg-unequal', 'sg-equal'].find((name) => classList.contains(name)))"
    assert kinds.evaluate_all(signs) == [None, "sg-unequal", "sg-unequal", "sg-equal"]


def test_a_baseline_is_one_of_what_is_shown(page: Page) -> None:
    ready(page, "compare/types/?with=disk&with=tape&baseline=disk")
    choice = page.get_by_label("Mark what differs from")
    assert choice.locator("option").all_inner_texts() == ["none", "Elastic disk", "Tape"]
    members(page)
    page.get_by_role("checkbox", name="Network folder").check()
    page.get_by_role("checkbox", name="Elastic disk").uncheck()
    assert choice.locator("option").all_inner_texts() == ["none", "Network folder", "Tape"]
    expect(choice).to_have_value("")
    assert "baseline" not in page.url


def test_a_filter_and_a_choice_of_facts_leave_out_rows(page: Page) -> None:
    ready(page, "compare/types/")
    extras(page)
    page.get_by_label("Filter the facts").fill("server")
    assert facts(page) == ["shared by"]
    page.get_by_label("Filter the facts").fill("")
    page.get_by_text("Facts: 4 of 4").click()
    page.get_by_role("checkbox", name="kind").uncheck()
    assert facts(page) == ["max size", "shared by", "price"]


@pytest.mark.parametrize(("name", "first"), [("CSV", ",Elastic disk,Tape"), ("Markdown", "|  | Elastic disk | Tape |")])
def test_the_shown_table_is_copied(browser: Browser, base: str, name: str, first: str) -> None:
    with readerguide.opened(browser, base, permissions=["clipboard-read", "clipboard-write"]) as page:
        ready(page, "compare/types/?with=disk&with=tape")
        extras(page)
        page.get_by_role("button", name=f"Copy {name}").click()
        expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").splitlines()[0] == first


def test_sources_are_shown_when_asked_for_and_only_of_what_is_shown(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("compare/types/")
        expect(page.locator(".sg-cited")).to_be_hidden()
        page.get_by_label("Show sources").check()
        expect(page.locator(".sg-cited li")).to_have_count(1)
        expect(page.locator(".sg-cited")).to_be_visible()
    with readerguide.opened(browser, base) as page:
        ready(page, "compare/types/?with=folder&with=tape")
        page.get_by_label("Show sources").check()
        expect(page.locator(".sg-cited li")).to_be_hidden()
        members(page)
        page.get_by_role("checkbox", name="Elastic disk").check()
        expect(page.locator(".sg-cited li")).to_be_visible()


def test_a_pair_shows_first_what_differs_and_folds_what_is_alike(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("compare/disk-vs-folder/")
        assert facts(page)[:4] == ["kind", "max size", "shared by", "price"]
        expect(page.get_by_role("heading", name="What differs")).to_be_visible()
        page.goto("compare/disk-vs-tape/")
        names = page.locator(".sg-attribute").evaluate_all("heads => heads.map((head) => head.textContent)")
        assert names == ["max size", "price", "kind", "shared by"]
        expect(page.get_by_role("rowheader", name="shared by")).to_be_hidden()
        page.get_by_text("Alike in kind, shared by").click()
        expect(page.get_by_role("rowheader", name="shared by")).to_be_visible()


def test_a_question_decides_between_two_without_a_script(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, java_script_enabled=False) as page:
        page.goto("compare/disk-vs-folder/")
        expect(page.get_by_text("many servers mount it")).to_be_hidden()
        page.get_by_text("The network folder", exact=True).click()
        expect(page.get_by_text("Right. many servers mount it")).to_be_visible()
        page.get_by_text("An elastic disk", exact=True).click()
        expect(page.get_by_text("Wrong. it serves one")).to_be_visible()
        expect(page.get_by_text("many servers mount it")).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.get_by_text("many servers mount it")).to_be_hidden()
        expect(page.get_by_text("Answer: The network folder")).to_be_visible()


@pytest.mark.parametrize("address", ["compare/types/", "compare/types/?with=disk&with=tape", "compare/disk-vs-folder/"])
def test_no_row_and_no_column_is_hidden_by_an_edge(browser: Browser, base: str, address: str) -> None:
    outside = "cells => cells.filter((c) => c.getBoundingClientRect().right > innerWidth).length"
    with readerguide.opened(browser, base) as page:
        for width in (320, 390, 800, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            ready(page, address)
            cells = page.locator(".sg-scroll .sg-compare").first.locator("th, td").filter(visible=True)
            said = (
                page.evaluate("getComputedStyle(document.querySelector('.sg-fitting'), '::before').content") != "none"
            )
            assert (cells.evaluate_all(outside) > 0) is said
            assert page.locator(".sg-scroll").first.evaluate("e => e.scrollHeight - e.clientHeight") <= 0


def test_without_scripts_a_narrow_screen_says_that_there_are_more_columns(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, width=390, java_script_enabled=False) as page:
        page.goto("compare/types/")
        said = "getComputedStyle(document.querySelector('.sg-fitting'), '::before').content"
        assert "More columns at the side" in page.evaluate(said)
        assert page.locator(".sg-scroll").evaluate("e => e.scrollWidth > e.clientWidth")
        page.goto("compare/disk-vs-folder/")
        assert page.evaluate(said) == "none"


def test_heads_stay_below_the_header_of_the_page(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base) as page:
        page.set_viewport_size({"width": 1280, "height": 490})
        ready(page, "compare/disk-vs-folder/")
        page.locator("th[data-sg-id=kind]").evaluate("head => scrollBy(0, head.getBoundingClientRect().bottom - 100)")
        page.wait_for_timeout(300)
        head = page.locator(".sg-scroll thead th[data-sg-id=disk]").bounding_box()
        header = page.locator(".md-header").bounding_box()
        assert head is not None
        assert header is not None
        assert abs(head["y"] - header["height"]) < 3


def test_a_phone_picks_first_and_begins_with_two_that_are_confused(phone: Page) -> None:
    ready(phone, "compare/types/")
    assert heads(phone) == ["Elastic disk", "Network folder"]
    assert "?" not in phone.url
    expect(phone.get_by_role("group", name="Choose 2–3")).to_be_visible()
    expect(phone.get_by_label("Only differences")).to_be_hidden()
    expect(phone.get_by_label("Show sources")).to_be_hidden()
    phone.get_by_role("checkbox", name="Object store").check()
    phone.get_by_role("checkbox", name="Tape").check()  # who was picked first makes room
    assert heads(phone) == ["Network folder", "Object store", "Tape"]
    assert phone.locator(".sg-scroll").evaluate("one => one.scrollWidth <= one.clientWidth")
    phone.get_by_role("checkbox", name="Network folder").uncheck()
    phone.get_by_role("checkbox", name="Tape").uncheck()
    assert heads(phone) == ["Object store"]
    expect(phone.get_by_role("status")).to_have_text("Choose one more, up to 3.")
    phone.get_by_role("checkbox", name="Network folder").check()
    ready(phone, phone.url)
    assert heads(phone) == ["Network folder", "Object store"]
    expect(phone.get_by_role("group", name="Choose 2–3")).to_be_hidden()  # chosen already


def test_a_phone_that_comes_from_a_section_begins_with_it(phone: Page) -> None:
    ready(phone, "storage/tape/")
    phone.get_by_role("region", name="Compare with").get_by_role("link", name="Storage types").click()
    expect(phone.locator(".sg-scroll .sg-compare thead th")).to_have_text(["Elastic disk", "Tape"])
    expect(phone.get_by_role("group", name="Choose 2–3")).to_be_visible()


def test_columns_are_ordered_on_a_phone_by_a_list_and_by_no_finger_that_slips(phone: Page) -> None:
    ready(phone, "compare/types/?all=1")
    expect(phone.locator("tbody").get_by_role("button")).to_have_count(0)
    options(phone)
    phone.get_by_label("Order columns by").select_option("max size ↑")
    assert heads(phone) == ["Tape", "Object store", "Elastic disk", "Network folder"]
    expect(phone.get_by_role("button", name="Copy CSV")).to_be_hidden()


def test_a_phone_sees_all_in_the_order_of_the_notes_beside_what_is_compared(phone: Page) -> None:
    ready(phone, "compare/types/")
    phone.get_by_role("checkbox", name="All: 4").check()
    ready(phone, phone.url)
    assert heads(phone) == ["Elastic disk", "Network folder", "Object store", "Tape"]
    expect(phone.locator("[data-sg-verdict]").filter(visible=True)).to_have_count(0)
    scroller = phone.locator(".sg-scroll")
    assert "More columns" in phone.evaluate(
        "getComputedStyle(document.querySelector('.sg-fitting'), '::before').content"
    )
    scroller.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
    last = phone.locator(".sg-scroll thead th").last.bounding_box()
    first = phone.locator("tbody th").first.bounding_box()
    assert last is not None
    assert first is not None
    assert last["x"] + last["width"] <= 390
    assert 0 <= first["x"] < 20


def test_two_that_are_picked_are_told_apart_in_the_order_and_the_colours_of_their_columns(
    browser: Browser, more: str
) -> None:
    line = "all => all.map((one) => getComputedStyle(one).borderInlineStartColor)"
    head = "all => all.map((one) => getComputedStyle(one).borderBottomColor)"
    with readerguide.opened(browser, more, width=390) as page:
        ready(page, "compare/types/?with=disk&with=folder")
        told = page.locator(".sg-verdict").filter(visible=True).locator("p[data-sg-for]")
        columns = page.locator(".sg-scroll thead th")
        for sort in ("price", "-price"):
            ready(page, f"compare/types/?with=disk&with=folder&sort={sort}")
            order = columns.evaluate_all("all => all.map((one) => one.dataset.sgId)")
            assert told.evaluate_all("all => all.map((one) => one.dataset.sgFor)") == order
            assert told.evaluate_all(line) == columns.evaluate_all(head)
            assert len(set(told.evaluate_all(line))) == 2
        members(page)
        page.get_by_role("checkbox", name="Tape").check()
        # Of more than two, each answer says for itself which two it is about.
        expect(page.locator("[data-sg-verdict] > summary").filter(visible=True)).to_have_text(
            ["Elastic disk vs Network folder"]
        )
        expect(told).to_have_count(0)


def test_the_list_of_comparisons_is_filtered(page: Page) -> None:
    ready(page, "compare/")
    page.get_by_label("Filter the comparisons").fill("ED tape")
    expect(page.get_by_role("status").filter(has_text="Comparisons found: 2")).to_be_visible()
    shown = page.locator(".sg-compare-list li > a").filter(visible=True)
    assert shown.all_inner_texts() == ["Storage types", "Elastic disk vs Tape"]
    page.get_by_label("Filter the comparisons").fill("")
    expect(page.get_by_role("link", name="Elastic disk vs Network folder")).to_be_visible()


def test_a_pair_quotes_the_notes_on_both(page: Page) -> None:
    ready(page, "compare/disk-vs-folder/")
    quote = page.locator(".sg-quotes li").first
    expect(quote).to_contain_text("A network folder is shared by many servers, unlike an elastic disk.")
    expect(quote).to_contain_text("Network folder")
    quote.get_by_role("link").click()
    page.wait_for_url("**/storage/folder/#sg-ref-*")


def test_a_section_is_compared_with_others_from_its_page(page: Page) -> None:
    ready(page, "storage/disk/")
    beside = page.get_by_role("region", name="Compare with")
    assert beside.get_by_role("link").all_inner_texts() == ["Network folder", "Tape", "Object store", "Storage types"]
    expect(beside.get_by_role("link", name="Network folder")).to_have_attribute("href", "../../compare/disk-vs-folder/")
    beside.get_by_role("link", name="Object store").click()
    expect(page.locator(".sg-scroll .sg-compare thead th")).to_have_text(["Elastic disk", "Object store"])


def test_a_comparison_is_worked_by_keys_alone(page: Page) -> None:
    ready(page, "compare/types/")
    page.locator("[data-sg-pick] > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="All: 4")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert heads(page) == ["Elastic disk", "Network folder"]
    expect(page.get_by_role("checkbox", name="Network folder")).to_be_focused()
    page.locator("th[data-sg-id=price]").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[data-sg-id=price]")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("th[data-sg-id=price]").get_by_role("button")).to_be_focused()


def test_a_comparison_does_not_jump_when_its_bar_comes(page: Page) -> None:
    page.add_init_script(
        """window.jumps = 0;
        const add = (list) => list.getEntries().forEach(({ value }) => { window.jumps += value; });
        new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });"""
    )
    ready(page, "compare/types/")
    expect(page.get_by_role("group", name="Change the table")).to_be_visible()
    assert page.evaluate("window.jumps") < 0.01


def test_a_phone_sees_the_table_below_its_controls(phone: Page) -> None:
    ready(phone, "compare/types/")
    place = phone.locator(".sg-scroll .sg-compare").bounding_box()
    assert place is not None
    assert place["y"] < 550
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


# Sections and chapters.


def test_an_old_anchor_of_a_file_leads_to_its_page(page: Page) -> None:
    page.goto("storage/#snapshots")
    page.wait_for_url("**/storage/disk/#snapshots")


def test_a_page_that_moved_sends_readers_on(browser: Browser, more: str) -> None:
    with readerguide.opened(browser, more) as page:
        page.goto("storage/disk-of-old/#copies")
        page.wait_for_url("**/storage/disk/#snapshots")
        page.goto("storage/disk-of-old/")
        page.wait_for_url("**/storage/disk/")
        page.goto("storage/disk/#copies")
        page.wait_for_url("**/storage/folder/")
    with readerguide.opened(browser, more, java_script_enabled=False) as page:
        page.goto("storage/disk-of-old/")
        assert page.get_by_role("link", name="Elastic disk").first.get_attribute("href") == "../disk/"
        page.wait_for_url("**/storage/disk/")
        # What moved from a page is shown only to who comes for it.
        expect(page.get_by_text("Moved from this page:")).to_be_hidden()
        page.goto("storage/disk/#copies")
        expect(page.get_by_text("Moved from this page:")).to_be_in_viewport()


def test_an_old_review_is_marked(page: Page) -> None:
    ready(page, "storage/disk/")
    expect(page.locator(".sg-stale")).to_contain_text("years ago")
    ready(page, "storage/tape/")
    expect(page.locator(".sg-stale")).to_have_count(0)


def test_every_section_describes_itself_to_other_sites(page: Page) -> None:
    page.goto("storage/disk/")
    summary = "An elastic disk gives one server fast blocks. Its RPO depends on snapshots"
    expect(page.locator("meta[name=description]")).to_have_attribute("content", re.compile(re.escape(summary)))
    expect(page.locator("meta[property='og:description']")).to_have_attribute("content", re.compile(re.escape(summary)))
    expect(page.locator("meta[property='og:title']")).to_have_attribute("content", "Elastic disk")


def test_a_title_of_anybody_makes_no_element(page: Page) -> None:
    page.goto("hostile/")
    assert page.locator("img[src=x]").count() == 0
    title = page.locator("meta[property='og:title']").get_attribute("content")
    assert title is not None
    assert title.startswith('Quotes "and"')


def test_what_changed_since_a_mark_is_told_in_sentences(browser: Browser, tmp_path: Path) -> None:
    guide = tmp_path / "guide"
    notes = {"one.md": "# One\n\nIt keeps 10 days.\n\nIt is cheap.\n"}
    with readerguide.served(guide / "site") as base, readerguide.opened(browser, base) as page:
        readerguide.build(guide, readerguide.CONFIG, notes)
        _commit(guide, "2026-01-01")
        ready(page, "one/")
        page.get_by_role("button", name="sure").click()
        shutil.rmtree(guide / "site")
        (guide / "notes/one.md").write_text(notes["one.md"].replace("10", "15"), encoding="utf-8")
        _commit(guide, "2026-02-02")
        readerguide.built(guide)
        ready(page, "one/")
        told = page.locator(".sg-changed")
        expect(told.get_by_role("listitem").first).to_have_text("Before: It keeps 10 days.Now: It keeps 15 days.")
        expect(told.locator("del")).to_have_text("10")
        page.get_by_role("button", name="I have read the changes").click()
        ready(page, "one/")
        expect(told).to_have_count(0)
        page.locator("summary", has_text="What changed on 2026-02-02").click()
        expect(page.locator(".sg-reworded ins")).to_have_text("15")


def _commit(folder: Path, day: str) -> None:
    who = {f"GIT_{role}_{part}": "a" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    environment = os.environ | who | {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_CONFIG_GLOBAL": os.devnull}
    for command in (["init", "-q"], ["add", "notes"], ["commit", "-qm", "Change"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)


# Paper.


def test_paper_has_no_controls_and_opens_everything(page: Page) -> None:
    ready(page, "storage/disk/")
    page.emulate_media(media="print")
    for control in (".md-header", ".md-sidebar", ".sg-edit", ".sg-switch", ".headerlink"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.get_by_text("Blocks: like any disk")).to_be_visible()
    expansion = "element => getComputedStyle(element, '::after').content"
    assert "Recovery Point Objective" in page.locator(".sg-written").first.evaluate(expansion)
    assert "https://example.org/snapshots" in page.locator(".footnote a[href^=http]").first.evaluate(expansion)
    assert page.locator(".footnote ol").evaluate("list => list.getBoundingClientRect().left") > 15  # or 10. is 0.


def test_the_expansion_for_paper_is_no_text_on_the_screen(page: Page) -> None:
    ready(page, "storage/disk/")
    expect(page.locator(".sg-written").first).to_be_hidden()
    expect(page.locator(".sg-written").first).to_have_text("")


def test_paper_is_light_in_the_dark_scheme(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, scheme="dark") as page:
        ready(page, "storage/")
        page.locator(".sg-drawn--dark svg").wait_for()
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        expect(page.locator(".sg-drawn--light")).to_be_visible()
        expect(page.locator(".sg-drawn--dark")).to_be_hidden()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def scheme(page: Page) -> object:
    return page.evaluate("document.body.dataset.mdColorScheme")


def test_a_reader_who_chose_a_scheme_can_go_back_to_that_of_the_system(browser: Browser, base: str) -> None:
    with readerguide.opened(browser, base, scheme="dark") as page:
        ready(page, "storage/")
        assert scheme(page) == "slate"
        found = []
        for name in ("Switch to the light scheme", "Switch to the dark scheme", "Follow the scheme of the system"):
            page.get_by_title(name).click()
            found.append(scheme(page))
        assert found == ["default", "slate", "slate"]
        page.emulate_media(color_scheme="light")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        page.reload()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_a_source_is_printed_in_a_word_with_its_address_behind(page: Page) -> None:
    ready(page, "storage/disk/")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    link = page.locator(".footnote a[href='https://example.org/snapshots']")
    assert link.evaluate("link => getComputedStyle(link, '::after').content") == '" (example.org)"'


def test_how_well_a_section_is_known_is_asked_at_the_end_of_its_text(page: Page) -> None:
    ready(page, "storage/disk/")
    notes = page.locator(".footnote").bounding_box()
    marks = page.get_by_role("group", name="How well do you know this section?").bounding_box()
    assert marks is not None
    assert notes is not None
    assert marks["y"] + marks["height"] < notes["y"]


def test_what_goes_on_behind_an_edge_has_a_shadow_there(phone: Page) -> None:
    ready(phone, "storage/disk/")
    wide = phone.locator(".md-typeset__scrollwrap").first
    assert wide.evaluate("one => getComputedStyle(one).backgroundImage").count("linear-gradient") == 4
    assert wide.evaluate("one => getComputedStyle(one).backgroundAttachment") == "local, local, scroll, scroll"
    table = phone.locator(".md-typeset__scrollwrap table:not([class])").first
    if table.count():
        assert table.evaluate("one => getComputedStyle(one).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_a_comparison_fits_the_paper(page: Page) -> None:
    ready(page, "compare/types/")
    page.set_viewport_size({"width": 690, "height": 1000})  # A4 without its margins
    page.emulate_media(media="print")
    table = page.locator(".sg-scroll .sg-compare").bounding_box()
    assert table is not None
    assert table["x"] >= 0
    assert table["x"] + table["width"] <= 690


# Footnotes, tags and headings.


def test_a_footnote_is_shown_where_its_number_stands(phone: Page, page: Page) -> None:
    ready(phone, "storage/disk/")
    phone.locator("a.footnote-ref").first.tap()
    box = phone.locator(".sg-explanation")
    expect(box.get_by_text("Footnotes")).to_be_visible()
    assert phone.evaluate("location.hash") == ""
    phone.locator("h1").tap()
    expect(box).to_be_hidden()
    phone.locator("a.footnote-ref").first.tap()
    box.get_by_role("link", name="Footnotes", include_hidden=True).tap()
    expect(phone.locator(".footnote li").first).to_be_in_viewport()
    phone.locator(".footnote-backref").first.tap()
    expect(phone.locator("a.footnote-ref").first).to_be_in_viewport()
    ready(page, "storage/disk/")
    shown = page.locator(".sg-explanation")
    page.locator("a.footnote-ref").first.hover()
    note = page.locator(".footnote li").first.text_content() or ""
    expect(shown).to_contain_text(note.replace("↩", "").strip())
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    page.locator("a.footnote-ref").first.press("Enter")
    expect(page.locator(".footnote li").first).to_be_visible()


def test_the_list_of_footnotes_is_folded_until_somebody_is_led_there_or_prints(page: Page) -> None:
    ready(page, "storage/disk/")
    note = page.locator(".footnote li").first
    expect(note).to_be_hidden()
    page.emulate_media(media="print")
    expect(note).to_be_visible()
    page.emulate_media(media="screen")
    ready(page, "storage/disk/#fn:1")
    expect(note).to_be_visible()


def test_numbers_of_footnotes_are_hit_by_a_finger(phone: Page) -> None:
    ready(phone, "storage/disk/")
    area = """ref => {
      const { left, top, width, height } = ref.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = ([a, b]) => ref.contains(document.elementFromPoint(x + a, y + b));
      return [[-11, 0], [11, 0], [0, -11], [0, 11]].every(hit);
    }"""
    first = phone.locator("a.footnote-ref").first
    first.scroll_into_view_if_needed()
    assert first.evaluate(area)


def test_the_sign_beside_a_heading_makes_no_line_of_its_own(phone: Page) -> None:
    ready(phone, "storage/disk/")
    grown = """all => all.filter((one) => {
      const before = one.getBoundingClientRect().height;
      one.querySelector(".headerlink").remove();
      return one.getBoundingClientRect().height !== before;
    }).length"""
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.locator("article :is(h2, h3):has(> .headerlink)").evaluate_all(grown) == 0


# Weight.

EVERYWHERE = {
    "words",
    "language",
    "guide",
    "search/search-worker",
    "material/repairs",
    "text",
    "records",
    "reading/passages",
    "reading/marks",
}
COMPARING = {"compare/words", "compare/units", "compare/values", "compare/view", "compare/table", "compare/controls"}


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("storage/tape/", EVERYWHERE | {"reading/terms"}),
        ("storage/disk/", EVERYWHERE | {"reading/terms", "reading/page", "reading/paper", "reading/asked"}),
        ("glossary/", EVERYWHERE | {"study/words", "search/words", "study/terms", "study/parts", "study/glossary"}),
        ("compare/types/", EVERYWHERE | COMPARING | {"reading/terms"}),
    ],
)
def test_a_page_loads_only_the_scripts_that_it_uses(page: Page, address: str, parts: set[str]) -> None:
    asked: set[str] = set()
    page.on("request", lambda request: asked.update(re.findall(r"assets/studyguide/([\w/-]+)\.js", request.url)))
    idle(page, address)
    assert asked - {"study/place"} == parts  # which comes after a while


def test_our_scripts_on_a_section_page_are_small(page: Page) -> None:
    """18 KB gzipped is the budget of the reader's pages, in any language, answers on paper and the place kept too."""
    scripts: dict[str, int] = {}

    def weigh(route: Route) -> None:
        response = route.fetch()
        scripts[route.request.url] = len(gzip.compress(response.body()))
        route.fulfill(response=response)

    page.route("**/assets/studyguide/**/*.js", weigh)
    idle(page, "storage/disk/")
    assert any(url.endswith("guide.js") for url in scripts)
    assert any(url.endswith("reading/marks.js") for url in scripts)
    assert sum(scripts.values()) <= 18_000, json.dumps(scripts, indent=1)


def test_code_and_footnotes_keep_their_sides_among_words_from_the_right(browser: Browser, tmp_path: Path) -> None:
    text = "# القرص\n\nكتل من GB.[^1] ثم `first second`.\n\n```\ncode\n```\n\n[^1]: مصدر\n"
    config = readerguide.CONFIG.replace("theme: material", "theme: {name: material, language: ar}")
    site = readerguide.build(tmp_path / "guide", config, {"a.md": text})
    with readerguide.served(site) as base, readerguide.opened(browser, base) as page:
        page.goto("a/")
        assert left(page, "GB", ".") < left(page, "GB")
        assert left(page, "first") < left(page, "first", " second")
        assert left(page, "code") - page.locator("article pre").bounding_box()["x"] < 40  # type: ignore[index]


def left(page: Page, words: str, behind: str = "") -> float:
    """Return the place of the article's words in pixels, or of what stands behind them."""
    found = page.evaluate(
        """([words, behind]) => {
            const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const at = texts.currentNode.data.indexOf(words + behind);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(texts.currentNode, behind ? at + words.length : at);
                range.setEnd(texts.currentNode, at + words.length + behind.length);
                return range.getBoundingClientRect().left;
            }
        }""",
        [words, behind],
    )
    return float(found)


@pytest.mark.parametrize("section", LONG_TAGS)
def test_tags_are_one_line_on_a_phone_and_none_is_broken_for_the_next(
    browser: Browser, long: str, section: str
) -> None:
    with readerguide.opened(browser, long, width=390, is_mobile=True) as page:
        page.goto(f"part/{section}/")
        first = page.locator(".sg-about .md-tag").first
        expect(page.locator(".sg-about .sg-switch")).to_be_visible()
        one_line = page.evaluate("document.querySelector('.sg-about .sg-switch').offsetHeight * 1.5")
        box = first.bounding_box()
        assert box is not None
        assert box["height"] <= one_line
        page.locator(".sg-about .sg-tags .sg-switch").click()
        expect(page.locator(".sg-about .md-tag").last).to_be_visible()
