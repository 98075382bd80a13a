"""A published address never dies silently: it is reported, or a redirect stands in its place."""

from html import escape

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from conftest import MakeNotes, MakeSite
from studyguide.build import build
from studyguide.guide import ledger
from studyguide.options import Options
from studyguide.paths import Anchor, PageName
from studyguide.site import Site

NOTE = "---\nsplit: 2\n---\n# Storage\n\n## Disk\n\nBlocks.\n\n### Copies of a disk\n\nText.\n\n## Tape\n\nSlow.\n"
RENAMED = NOTE.replace("## Disk", "## Elastic disk").replace("### Copies of", "### Snapshots of")


def recorded(site: Site, text: str = "") -> str:
    return ledger.updated(text, ledger.live(site.library))


def page(site: Site, name: str) -> str:
    return next(page.html for page in site.pages if page.name == name)


def messages(site: Site) -> list[str]:
    return [problem.message for problem in site.problems if problem.rule == "dead-url"]


def test_without_a_ledger_nothing_was_published(make_site: MakeSite) -> None:
    assert messages(make_site({"storage.md": RENAMED})) == []


def test_every_address_is_recorded_once_and_stays_where_it_is(make_site: MakeSite) -> None:
    site = make_site({"storage.md": NOTE})
    text = recorded(site)
    lines = text.splitlines()[1:]
    assert lines == ["glossary/", "storage/", "storage/disk/", "storage/disk/#copies-of-a-disk", "storage/tape/"]
    assert recorded(site, text) == text


def test_a_renamed_section_is_reported_until_fix_writes_the_redirect(make_site: MakeSite) -> None:
    text = recorded(make_site({"storage.md": NOTE}))
    site = make_site({"storage.md": RENAMED, ledger.NAME: text})
    assert messages(site) == [
        (
            "`storage/disk/` was published and is now, it seems, `storage/elastic-disk/`: "
            "`studyguide fix` writes the redirect"
        )
    ]
    text = recorded(site, text)
    assert "storage/disk/ -> storage/elastic-disk/\n" in text
    mended = make_site({"storage.md": RENAMED, ledger.NAME: text})
    assert messages(mended) == []
    moved = next(page for page in mended.pages if page.name == "storage/disk")
    assert (moved.kind.name, moved.moved_to, moved.search) == ("moved", "../elastic-disk/", False)
    assert '<a href="../elastic-disk/">Elastic disk</a>' in moved.html


def test_text_that_looks_like_an_id_does_not_stand_for_one(make_site: MakeSite) -> None:
    notes = '# Disk\n\nWrite `id="copies"`, or <b>id="copies"</b>.\n\n## Copying\n\nText.\n'
    site = make_site({"disk.md": notes, ledger.NAME: "disk/#copies -> disk/#copying\n"})
    page = next(page for page in site.pages if page.name == "disk")
    assert [place["id"] for place in BeautifulSoup(page.html, "html.parser").select("[data-sg-moved]")] == ["copies"]


@pytest.mark.parametrize(
    ("old", "new", "arrow", "anchor"),
    [
        (
            "### Copies of a disk",
            "### Copies of disks",
            "storage/disk/#copies-of-a-disk -> storage/disk/#copies-of-disks\n",
            "#copies-of-disks",
        ),
        (
            "## Disk",
            "## Elastic disk",
            "storage/disk/#copies-of-a-disk -> storage/elastic-disk/#copies-of-a-disk\n",
            "../elastic-disk/#copies-of-a-disk",
        ),
    ],
    ids=["on its page", "with its page"],
)
def test_an_anchor_that_moved_leads_on(make_site: MakeSite, old: str, new: str, arrow: str, anchor: str) -> None:
    text = recorded(make_site({"storage.md": NOTE}))
    note = NOTE.replace(old, new)
    text = recorded(make_site({"storage.md": note, ledger.NAME: text}), text)
    assert arrow in text
    html = page(make_site({"storage.md": note, ledger.NAME: text}), "storage/disk")
    assert f'<li id="copies-of-a-disk" data-sg-moved="{anchor}">' in html


def test_a_section_that_went_to_another_file_is_found_by_its_name(make_site: MakeSite) -> None:
    text = recorded(make_site({"storage.md": NOTE}))
    files = {
        "storage.md": NOTE[: NOTE.index("## Tape")],
        "archive.md": "---\nsplit: 2\n---\n# Archive\n\n## Tape\n\nSlow.\n",
    }
    text = recorded(make_site(files | {ledger.NAME: text}), text)
    assert "storage/tape/ -> archive/tape/\n" in text


def test_what_nobody_can_know_is_asked_of_the_author(make_site: MakeSite) -> None:
    text = recorded(make_site({"storage.md": NOTE}))
    gone = NOTE[: NOTE.index("## Tape")]
    site = make_site({"storage.md": gone, ledger.NAME: text})
    assert messages(site) == [
        (
            "`storage/tape/` was published and leads nowhere now: "
            "write `storage/tape/ -> ` and where it went, or delete the line"
        )
    ]
    assert recorded(site, text) == text, "a line that leads nowhere is not lost"
    by_hand = text.replace("storage/tape/", "storage/tape/ -> storage/")
    assert messages(make_site({"storage.md": gone, ledger.NAME: by_hand})) == []


def test_arrows_are_followed_and_circles_reported(make_site: MakeSite) -> None:
    text = "one/ -> two/\ntwo/ -> storage/tape/\na/ -> b/\nb/ -> a/\nc/ -> nowhere/\n"
    site = make_site({"storage.md": NOTE, ledger.NAME: text})
    assert {moved.page: moved.to for moved in site.library.moved} == {"one": "storage/tape", "two": "storage/tape"}
    assert [message.split(",")[0] for message in messages(site)] == [
        "`a/` leads to `b/`",
        "`b/` leads to `a/`",
        "`c/` leads to `nowhere/`",
    ]


def test_a_live_page_is_never_replaced(make_site: MakeSite) -> None:
    site = make_site({"storage.md": NOTE, ledger.NAME: "storage/disk/ -> storage/tape/\n"})
    assert site.library.moved == ()
    assert "Blocks." in page(site, "storage/disk")
    assert "storage/disk/\n" in recorded(site, "storage/disk/ -> storage/tape/\n")


def test_no_redirect_stands_where_a_file_is_published(make_site: MakeSite) -> None:
    text = "".join(f"{address} -> storage/\n" for address in ("a.png/", "A.png/b/", "sitemap.xml/", "disk.html"))
    note = NOTE.replace("Slow.", "![a](a.png)")
    site = make_site({"storage.md": note, "a.png": "", ledger.NAME: text})
    assert site.library.moved == ()
    assert len(messages(site)) == 4


def test_an_anchor_that_is_there_gets_no_arrow_to_one_of_the_same_name(make_site: MakeSite) -> None:
    site = make_site({"index.md": "# Guide\n\n## Copies\n\nText.\n", "tape.md": "# Tape\n\n## Copies\n\nText.\n"})
    text = recorded(site)
    assert {"#copies", "tape/#copies"} <= set(text.splitlines())
    assert recorded(site, text) == text


def test_a_line_that_differs_only_in_case_has_no_page(make_site: MakeSite) -> None:
    text = "".join(f"{old}/ -> storage/tape/\n" for old in ("Storage/Disk", "old", "Old"))
    site = make_site({"storage.md": NOTE, ledger.NAME: text})
    assert [moved.page for moved in site.library.moved] == ["old"]
    assert [message.split(" so that")[0] for message in messages(site)] == [
        "`Storage/Disk/` differs from the page `storage/disk` only in case,",
        "`Old/` differs from the page `old` only in case,",
    ]
    assert not [problem for problem in site.problems if problem.rule == "same-page"]


def test_lines_that_differ_only_in_case_have_one_order() -> None:
    # Twelve pairs, for an order by chance is right for one of them at times.
    pairs = [address for letter in "abcdefghijkl" for address in (f"{letter.upper()}/", f"{letter}/")]
    written = ledger.updated("\n".join(reversed(pairs)), {"z/": (PageName("z"), Anchor(""))})
    assert written.splitlines()[1:] == [*pairs, "z/"]


def test_addresses_of_files_are_kept_too(make_notes: MakeNotes) -> None:
    text = "storage/disk.html\n"
    files = {"storage.md": NOTE.replace("## Disk", "## Elastic disk"), ledger.NAME: text}
    site = build(make_notes(files), Options(directory_urls=False))
    text = recorded(site, text)
    assert "storage/disk.html -> storage/elastic-disk.html\n" in text
    assert messages(build(make_notes(files | {ledger.NAME: text}), Options(directory_urls=False))) == []


@given(st.text(st.sampled_from("ab/.#->\\ :\n<\"'é\u2028"), max_size=80), st.sampled_from(["a/", "a/#b", "", "b.html"]))
def test_no_ledger_leads_outside_or_breaks_a_page(text: str, to: str) -> None:
    addresses = {to: (PageName("a"), Anchor("b"))}
    lines = text + "\n" + "\n".join(f"{line} -> {to}" for line in text.splitlines())
    moved, problems = ledger.settle(lines, addresses, directory_urls=not to.endswith("html"))
    for found in moved:
        parts = found.page.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert not any(mark in found.page for mark in '\\:<>"')
        parsed = html5lib.parseFragment(f'<li id="{escape(found.anchor)}">', namespaceHTMLElements=False)
        assert parsed[0].get("id") == found.anchor
    assert all(problem.place.line <= lines.count("\n") + 1 + lines.count("\u2028") for problem in problems)
    assert ledger.updated(ledger.updated(lines, addresses), addresses) == ledger.updated(lines, addresses)
