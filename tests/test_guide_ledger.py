"""A published address never dies silently: it is reported, or a redirect stands in its place."""

import re
from html import escape

import html5lib
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from conftest import MakeNotes, MakeSite
from studyguide.build import build
from studyguide.guide import ledger, ledger_lines, meanings
from studyguide.options import Options
from studyguide.outputs import fix
from studyguide.paths import Anchor, PageName
from studyguide.site import Site

NOTE = "---\nsplit: 2\n---\n# Storage\n\n## Disk\n\nBlocks.\n\n### Copies of a disk\n\nText.\n\n## Tape\n\nSlow.\n"
TAPE = "storage/tape/ | Tape"
RENAMED = NOTE.replace("## Disk", "## Elastic disk").replace("### Copies of", "### Snapshots of")


def recorded(site: Site, text: str = "") -> str:
    addresses, known = ledger.live(site.library), meanings.collect(site.library)
    return ledger.updated(text, addresses, directory_urls=site.library.options.directory_urls, known=known)


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
    assert lines == [
        "glossary/",
        "storage/",
        "storage/disk/ | Disk",
        "storage/disk/#copies-of-a-disk",
        "storage/tape/ | Tape",
    ]
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
            "write `storage/tape/ -> ` and where it went into published-urls.txt, or delete its line there"
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
    assert "storage/disk/ | Disk\n" in recorded(site, "storage/disk/ -> storage/tape/\n")


def test_no_redirect_stands_where_a_file_is_published(make_site: MakeSite) -> None:
    text = "".join(f"{address} -> storage/\n" for address in ("a.png/", "A.png/b/", "sitemap.xml/", "disk.html"))
    note = NOTE.replace("Slow.", "![a](a.png)")
    site = make_site({"storage.md": note, "a.png": "", ledger.NAME: text})
    assert site.library.moved == ()
    assert len(messages(site)) == 4


# Written by a build with all that an owner may want, by common plugins, browsers or what serves a site.
LATER = (
    *("feed.xml", "book.pdf", "practice.apkg", "studyguide.json", "404", "404.html", "search", "search/names.js"),
    *("assets/studyguide", "sitemap.xml", "sitemap.xml.gz", "sitemap.txt", "stylesheets", "javascripts"),
    *("feed_rss_created.xml", "feed_json_updated.json", "objects.inv", "versions.json", "print_page", "index"),
    *("robots.txt", "humans.txt", "llms.txt", "CNAME", "_headers", "_redirects", "_worker.js", "vercel.json"),
    *("staticwebapp.config.json", "netlify.toml", "web.config", "_config.yml", ".htaccess", ".well-known", ".nojekyll"),
    *(".well-known/acme-challenge", "deep/.git", "favicon.ico", "manifest.webmanifest", "site.webmanifest", "sw.js"),
    *("service-worker.js", "browserconfig.xml", "google0123456789abcdef.html", "index.php", "sitemap.xsl", "a./b"),
)


def test_no_redirect_stands_where_a_later_build_has_a_file(make_site: MakeSite) -> None:
    lines = [f"{form(name)}/{below}" for name in LATER for form in (str, str.upper) for below in ("", "old/")]
    site = make_site({"storage.md": NOTE, ledger.NAME: "".join(f"{line} -> storage/\n" for line in lines)})
    assert site.library.moved == ()
    assert messages(site) == [f"`{line}` is no address of this site: delete the line" for line in dict.fromkeys(lines)]


def test_no_page_stands_there_either(make_site: MakeSite) -> None:
    """Whatever is on now: with a book, a feed or a domain tomorrow, every page stays where it is."""
    names = [name for name in LATER if "/" not in name and not name.startswith(".") and name != "index"]
    notes = {f"{name}.md": "# A\n\nText.\n" for name in names} | {f"{name}/b.md": "# B\n\nText.\n" for name in names}
    site = make_site(notes)
    pages = {page.source.path: page.name for page in site.pages if page.source and page.last}
    firsts = {str(path): page.split("/")[0] for path, page in pages.items()}
    assert firsts == {path: f"{path.split('/')[0].removesuffix('.md')}-notes" for path in notes}


def test_no_linked_file_stands_there_either(make_site: MakeSite) -> None:
    names = ["studyguide.json", "practice.apkg", "book.pdf", "BOOK.pdf", "versions.json", "search/search_index.json"]
    links = "".join(f"[a]({name})\n" for name in (*names, "deep/book.pdf", "assets/plan.pdf"))
    files = dict.fromkeys((*names, "deep/book.pdf", "assets/plan.pdf"), "%PDF-1.7")
    site = make_site({"first.md": f"# First\n\n{links}", **files})
    assert site.assets.keys() == {"deep/book.pdf", "assets/plan.pdf"}
    told = [problem.message for problem in site.problems if problem.place.path == "first.md"]
    others = sum(int(count) for count in re.findall(r"; (\d+) other links? to such files", "\n".join(told)))
    assert len(told) + others == len(names)


@pytest.mark.parametrize(
    "name", ["node.js", "v1.2", "asp.net", "web.configuration", "search-engines", "deep/robots.txt"]
)
def test_other_names_may_lead_on(make_site: MakeSite, name: str) -> None:
    site = make_site({"storage.md": NOTE, ledger.NAME: f"{name}/ -> storage/\n"})
    assert [moved.page for moved in site.library.moved] == [name]
    assert messages(site) == []


@pytest.mark.parametrize("name", ["Practice", "SIGNALS", "Tags", "Print", "Coverage/old"])
def test_no_redirect_is_a_page_of_ours_in_other_letters(make_site: MakeSite, name: str) -> None:
    site = make_site({"storage.md": NOTE, ledger.NAME: f"{name}/ -> storage/\n"})
    assert site.library.moved == ()
    assert not [problem for problem in site.problems if problem.rule == "same-page"]


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


def test_an_address_at_which_no_page_can_be_gets_no_arrow() -> None:
    """As all that were published before `use_directory_urls: false`; the report asks to delete them."""
    addresses = {"disk.html": (PageName("disk"), Anchor("")), "disk.html#copies": (PageName("disk"), Anchor("copies"))}
    text = "# Every address\ndisk.html\ndisk.html#copies\ndisk/\ndisk/#copies\nold/ -> disk.html\n"
    assert ledger.updated(text, addresses, directory_urls=False) == text


def test_a_comment_may_stand_behind_blanks() -> None:
    text = " # moved by hand\na/ -> b/\n"
    assert [entry.address for entry in ledger_lines.parse(text)] == ["a/"]
    assert ledger.updated(text, {}) == text


def test_a_bar_without_a_title_is_none_of_the_address() -> None:
    assert [entry.address for entry in ledger_lines.parse("c/ |\n")] == ["c/"]
    written = ledger.updated("a/ |->| b/\nc/ ->|\n", {})
    assert "a/ -> b/\nc/\n" in written
    assert ledger.updated(written, {}) == written


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


def mended(make_notes: MakeNotes, text: str, published: str) -> tuple[Site, str]:
    """Run ``fix`` until it finds nothing; return the guide and its ledger then."""
    root = make_notes({"lang.md": text, ledger.NAME: published})
    for _ in range(4):
        for change in list(fix.changes(build(root), root, record=False)):
            fix.write(change, root)
    return build(root), ledger.read(root)


def topics(*titles: str, level: str = "##") -> str:
    return "---\nsplit: 2\n---\n# Lang\n\n" + "".join(f"{level} {title}\n\nOf {title}.\n\n" for title in titles)


FIRST_RULE = "glossary/\nlang/\nlang/c/\nlang/c-2/\nlang/c-2/#more\nlang/c-3/\n"


def test_addresses_of_the_first_rule_lead_to_what_they_were_published_for(make_notes: MakeNotes) -> None:
    text = topics("C", "C++\n\n### More", "C#")
    told = messages(build(make_notes({"lang.md": text, ledger.NAME: FIRST_RULE})))
    assert [message.split(",")[1] for message in told] == [" it seems"] * 2
    site, lines = mended(make_notes, text, FIRST_RULE)
    for arrow in (
        "c-2/ -> lang/c-plus-plus/",
        "c-2/#more -> lang/c-plus-plus/#more",
        "c-3/ -> lang/c-sharp/",
        "c/ | C",
    ):
        assert f"lang/{arrow}\n" in lines
    assert site.problems == ()


def test_an_address_that_the_new_rule_gives_to_another_section_goes_back(make_notes: MakeNotes) -> None:
    text = topics("C++\n\n### More", "C", "C#")
    root = make_notes({"lang.md": text, ledger.NAME: FIRST_RULE.replace("c-2/#more", "c/#more")})
    assert "`lang/c/` was published for “C++” and leads to “C” now" in str(build(root).problems)
    site, lines = mended(make_notes, text, FIRST_RULE.replace("c-2/#more", "c/#more"))
    assert "Of C++" in page(site, "lang/c")
    assert "Of C." in page(site, "lang/c-2")
    assert "lang/c-3/ -> lang/c-sharp/\n" in lines
    assert site.problems == ()


CLOUDS = "# AWS\n\n## Setup\n\nAmazonian\n\n# Azure\n\n## Setup\n\nAzurite\n"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (topics("A & B"), topics("A B", "A & B"), {"lang/a-b": "Of A &amp; B"}),
        (
            f"---\nsplit: 2\n---\n{CLOUDS}",
            f"---\nsplit: 2\n---\n# GCP\n\n## Setup\n\nGoogly\n\n{CLOUDS}",
            {"lang/setup": "Amazonian", "lang/setup-2": "Azurite", "lang/setup-3": "Googly"},
        ),
    ],
    ids=["titles", "chapters"],
)
def test_an_address_that_means_another_section_is_noticed(
    make_notes: MakeNotes, before: str, after: str, kept: dict[str, str]
) -> None:
    root = make_notes({"lang.md": before})
    text = recorded(build(root))
    (root / "lang.md").write_text(after)
    (root / ledger.NAME).write_text(text)
    assert "moved-url" in [problem.rule for problem in build(root).problems]
    for _ in range(4):
        for change in list(fix.changes(build(root), root, record=False)):
            fix.write(change, root)
    site = build(root)
    assert {name: found in page(site, name) for name, found in kept.items()} == dict.fromkeys(kept, True)
    assert not {"moved-url", "dead-url", "same-url"} & {problem.rule for problem in site.problems}


def test_an_anchor_that_means_another_heading_is_noticed(make_notes: MakeNotes) -> None:
    text = "# Lang\n\n## Linux\n\n### Setup\n\nx\n\n## Mac\n\n### Setup\n\ny\n"
    published = "lang/\nlang/#linux\nlang/#mac\nlang/#setup | Mac / Setup\n"
    root = make_notes({"lang.md": text, ledger.NAME: published})
    assert "`lang/#setup` was published for “Mac / Setup”" in str(build(root).problems)
    site, lines = mended(make_notes, text, published)
    assert [h.anchor for h in site.library.sections[0].headings] == ["", "linux", "setup-1", "mac", "setup"]
    assert "lang/#setup-1" in lines


def test_what_an_old_ledger_cannot_tell_is_asked(make_notes: MakeNotes) -> None:
    root = make_notes({"lang.md": topics("Setup", "Setup"), ledger.NAME: "lang/\nlang/setup/\n"})
    found = [problem for problem in build(root).problems if problem.rule == "moved-url"]
    assert [(problem.place.line, problem.severity) for problem in found] == [(10, "info")]


def test_a_title_that_is_edited_is_not_astray(make_notes: MakeNotes) -> None:
    root = make_notes({"lang.md": topics("Cost & more", "Pricing"), ledger.NAME: "lang/cost-more/ | Cost, more\n"})
    assert "moved-url" not in [problem.rule for problem in build(root).problems]


def test_ids_keep_their_addresses_whatever_stands_above(make_site: MakeSite) -> None:
    text = (
        topics("Setup", "Other\n<!-- studyguide id: setup -->")
        + "### Part\n\n### Piece\n<!-- studyguide id: part -->\n"
    )
    site = make_site({"lang.md": text})
    assert "Of Other" in page(site, "lang/setup")
    assert [h.anchor for h in site.library.sections[-1].headings] == ["", "part-1", "part"]


def test_links_to_githubs_fragments_of_signs_lead_to_their_headings(make_site: MakeSite) -> None:
    note = "# Lang\n\n## C\n\n## C++\n\n## C#\n\n[a](#c) [b](#c-1) [c](lang.md#c-2) [[#C#]] [[Lang#C++]]\n"
    html = BeautifulSoup(page(make_site({"lang.md": note}), "lang"), "html.parser")
    found = [str(link["href"]).partition("#")[2] for link in html.select("p a[href]")]
    assert found == ["c", "c-plus-plus", "c-sharp", "c-sharp", "c-plus-plus"]


@given(
    st.text(st.sampled_from("ab/.#->|\t\u00a0\\ :\n<\"'é\u2028"), max_size=80),
    st.sampled_from(["a/", "a/#b", "", "b.html"]),
)
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


def dead(site: Site) -> list[str]:
    return [str(problem.place) for problem in site.problems if problem.rule == "dead-url"]


def test_a_lost_address_is_reported_at_the_heading_that_took_its_place(make_site: MakeSite) -> None:
    text = recorded(make_site({"storage.md": NOTE}))
    assert dead(make_site({"storage.md": RENAMED, ledger.NAME: text})) == [
        f"storage.md:{RENAMED.split(chr(10)).index('## Elastic disk') + 1}"
    ]


def test_a_lost_address_without_successor_is_reported_where_it_stood(make_site: MakeSite) -> None:
    two = "---\nsplit: 2\n---\n# A\n\n## B\n\nText.\n\n### Zebra\n\nText.\n\n## Other\n\nText.\n"
    text = recorded(make_site({"a.md": two}))
    anchor_gone = two.replace("### Zebra\n\n", "")
    assert dead(make_site({"a.md": anchor_gone, ledger.NAME: text})) == ["a.md:6"], "the section it stood in"
    page_gone = two[: two.index("## Other")]
    assert dead(make_site({"a.md": page_gone, ledger.NAME: text})) == ["a.md:4"], "the chapter it stood in"


def test_a_line_that_only_the_ledger_has_is_reported_there(make_site: MakeSite) -> None:
    assert dead(make_site({"a.md": "# A\n\nText.\n", ledger.NAME: "gone/\n"})) == [f"{ledger.NAME}:1"]


def test_a_heading_is_recorded_when_it_is_published_and_not_while_it_is_written(make_notes: MakeNotes) -> None:
    def fixed(note: str, *, record: bool) -> str:
        (root / "a.md").write_text(note)
        for change in fix.changes(build(root), root, record=record):
            fix.write(change, root)
        return ledger.read(root)

    root = make_notes({"a.md": "# A\n\n## Backup\n\nText.\n"})
    published = fixed((root / "a.md").read_text(), record=True)
    assert "a/#backup\n" in published
    slip = "# A\n\n## Backup\n\nText.\n\n## Restroe\n\nText.\n"
    assert fixed(slip, record=False) == published, "a slip on a branch leaves no trace"
    assert dead(build(root)) == []
    assert "a/#restore\n" in fixed(slip.replace("Restroe", "Restore"), record=True)


def test_a_redirect_to_a_slip_that_was_never_published_follows_the_correction(make_notes: MakeNotes) -> None:
    root = make_notes({"a.md": "# A\n\n## Backup\n\nText.\n", ledger.NAME: "a/\na/#backup\n"})
    for title, leads in (("Backup and restroe", "backup-and-restroe"), ("Backup and restore", "backup-and-restore")):
        (root / "a.md").write_text(f"# A\n\n## {title}\n\nText.\n")
        for change in fix.changes(build(root), root, record=False):
            fix.write(change, root)
        assert f"a/#backup -> a/#{leads}\n" in ledger.read(root)
        assert dead(build(root)) == []


def test_a_folder_note_takes_its_published_addresses_along(make_site: MakeSite) -> None:
    text = "logic/\nlogic/logic/\nlogic/logic/#sets\nlogic/_index/\n"
    notes = {"logic/logic.md": "# Logic\n\n## Sets\n\nText.\n"}
    site = make_site({**notes, ledger.NAME: text})
    assert [message.partition(" was ")[0] for message in messages(site)] == ["`logic/_index/`"]
    written = recorded(site, text)
    assert "logic/logic/ -> logic/\nlogic/logic/#sets -> logic/#sets\n" in written
    assert next(page.moved_to for page in site.pages if page.name == "logic/logic") == "../"
    own = make_site({**notes, "other.md": "# Other\n", ledger.NAME: "logic/logic/ -> other/\n"})
    assert next(page.moved_to for page in own.pages if page.name == "logic/logic") == "../../other/"
