import re
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casefiles
import views
from casefiles import Case
from conftest import CheckCase, MakeSite
from studyguide.guide import table_size
from studyguide.outputs import navigation, search_data
from studyguide.outputs.mkdocs import let_go

if TYPE_CHECKING:
    from studyguide.model import Member


@pytest.mark.parametrize("case", casefiles.load("compare"), ids=str)
def test_case(case: Case, check_case: CheckCase) -> None:
    check_case(case, views.comparisons)


def compared(page: str) -> list[str]:
    """Return what a page lists to compare it with, as a reader sees it."""
    _, _, rest = page.partition('<h2 id="sg-compare-with">')
    return [re.sub(r"<[^>]*>", "", item) for item in re.findall(r"<li>(.*?)</li>", rest.partition("</section>")[0])]


def member(number: int, *lines: str) -> str:
    meta = "\n".join(("tags: [disks]", *lines))
    return f"---\n{meta}\n---\n# Disk {number}\n\n| At a glance | |\n|---|---|\n| Speed | {number} |\n"


@pytest.mark.parametrize(("count", "tail"), [(13, ["disks"]), (14, ["1 more in disks"]), (40, ["27 more in disks"])])
def test_a_page_lists_twelve_others_of_a_table_and_leads_to_the_rest(
    count: int, tail: list[str], make_site: MakeSite
) -> None:
    site = make_site({f"d{n:02}.md": member(n) for n in range(count)})
    pages = {str(page.name): page.html for page in site.pages}
    assert compared(pages["d05"]) == [f"Disk {n}" for n in range(13) if n != 5] + tail
    assert pages["compare/disks"].count('scope="col"') == count


def test_a_page_lists_all_that_its_author_says_it_is_confused_with(make_site: MakeSite) -> None:
    others = [f"d{n:02}" for n in range(1, 16)]
    first = member(0, f"confused_with: [{', '.join(others)}]")
    site = make_site({"d00.md": first, **{f"{name}.md": member(n) for n, name in enumerate(others, 1)}})
    page = next(page for page in site.pages if page.name == "d00").html
    assert compared(page) == [*(f"Disk {n}" for n in range(1, 16)), "disks"]


def test_a_verdict_stands_above_the_table_and_is_searched(make_site: MakeSite) -> None:
    meta = "<!-- studyguide\nconfused_with: [EFS]\nverdicts: {efs: 'Choose <b>EBS</b> for latency.'}\n-->\n"
    facts = "| At a glance | |\n|---|---|\n| Unit | block |\n"
    site = make_site({"notes.md": f"# EBS\n{meta}{facts}\n# EFS\n{facts}\n# S3\n"})
    html = next(page.html for page in site.pages if page.name == "compare/ebs-vs-efs")
    shown = '<p class="sg-whole">Choose &lt;b&gt;EBS&lt;/b&gt; for latency.</p>'
    assert 0 < html.index(shown) < html.index("<table")
    _, texts = search_data.encode(site.library)
    assert b"Choose <b>EBS</b> for latency. Unit" in texts


def test_what_tells_when_to_choose_which_stands_first_unless_an_owner_gave_an_order(make_site: MakeSite) -> None:
    notes = {
        f"{name}.md": f"---\ntags: [t]\nconfused_with: [{other}]\n---\n# {name}\n\n"
        "| At a glance | |\n|---|---|\n| Speed | 1 |\n| not for | tapes |\n| Choose when | it is |\n"
        for name, other in (("One", "Two"), ("Two", "One"))
    }
    rows = [attribute.name for attribute in make_site(notes).library.comparisons[0].attributes]
    assert rows == ["Choose when", "not for", "Speed"]
    ordered = [{"title": "T", "tag": "t", "attributes": ["Speed", "Choose when"]}]
    table, pair = make_site(notes, compare=ordered).library.comparisons
    assert [attribute.name for attribute in table.attributes] == ["Speed", "Choose when"]
    assert [attribute.name for attribute in pair.attributes] == ["Speed", "Choose when", "not for"]


def test_a_section_leads_to_its_table_as_one_of_its_members(make_site: MakeSite) -> None:
    site = make_site({"a.md": member(1), "b.md": member(2)})
    page = next(page for page in site.pages if page.name == "a").html
    assert 'href="../compare/disks/?with=a">disks</a>' in page


def test_the_list_of_comparisons_leads_to_its_pairs_from_the_top(make_site: MakeSite) -> None:
    pages = {"a.md": member(1, "confused_with: [Disk 2]"), "b.md": member(2)}
    index = next(page.html for page in make_site(pages).pages if page.name == "compare/index")
    assert (
        0 < index.index('<a href="#pairs">Often confused</a>') < index.index('id="tables"') < index.index('id="pairs"')
    )


def test_those_of_whom_the_notes_say_most_together_are_told_apart_first(make_site: MakeSite) -> None:
    notes = {
        "a.md": member(1, "confused_with: [Disk 2, Disk 3]"),
        "b.md": member(2),
        "c.md": member(3) + "\nDisk 3 is unlike Disk 1.\n",
    }
    table = next(page.html for page in make_site(notes).pages if page.name == "compare/disks")
    assert re.findall(r'data-sg-verdict="([^"]*)"', table) == ["a c", "a b"]


def test_a_pair_without_a_verdict_says_nothing(make_site: MakeSite) -> None:
    site = make_site({"notes.md": "# EBS\n<!-- studyguide\nconfused_with: [EFS]\n-->\n# EFS\n"})
    assert not any("sg-verdict" in page.html for page in site.pages)


def test_sections_that_are_confused_with_all_others_get_a_page_for_some(make_site: MakeSite) -> None:
    names = [f"n{number}" for number in range(60)]
    note = "---\nid: {}\nconfused_with: [" + ", ".join(names) + "]\n---\n# Note {}\n"
    site = make_site({f"{name}.md": note.format(name, name) for name in names})
    assert len(site.library.comparisons) <= 30 * len(names)
    assert {problem.rule for problem in site.problems} == {"too-long"}
    assert "only the first 30" in site.problems[0].message


# Tables that nobody planned.


def countries(count: int, facts: Callable[[int], Iterable[str]]) -> dict[str, str]:
    """Write sections of one tag, with the facts that a number gives."""
    meta = "<!-- studyguide\ntags: [countries]\n-->\n| At a glance | |\n|---|---|\n"
    return {
        f"c{n:03}.md": f"# Country {n}\n{meta}" + "".join(f"| {fact} | {n} |\n" for fact in facts(n))
        for n in range(count)
    }


def test_a_table_that_nobody_planned_shows_what_many_share_and_names_the_rest(make_site: MakeSite) -> None:
    """As a public collection has them: 101 sections of one tag, 196 facts, most of them of one section alone."""
    facts = lambda n: ["capital", *(["area"] if n % 2 else []), f"own {n}", f"more {n % 93}"]  # noqa: E731
    site = make_site(countries(101, facts))
    table = next(comparison for comparison in site.library.comparisons if comparison.id == "countries")
    shown = {attribute.name for attribute in table.attributes}
    assert {"capital", "area"} <= shown
    assert not any(name.startswith("own") for name in shown)
    assert len(table.members) * len(table.attributes) <= 800
    html = next(page.html for page in site.pages if page.name == "compare/countries")
    assert f"Sections left out, for they share few facts with the others: {101 - len(table.members)}" in html
    assert f"Facts left out, for few sections have them: {196 - len(table.attributes)}" in html
    for left in table.left_members:
        assert f'<li><a href="../../{left.section.page}/">{left.heading.title}</a></li>' in html
    assert len(html) < 200_000


def test_a_small_table_keeps_all_its_facts(make_site: MakeSite) -> None:
    site = make_site(countries(3, lambda n: ["capital", f"own {n}"]))
    table = next(comparison for comparison in site.library.comparisons if comparison.id == "countries")
    assert [attribute.name for attribute in table.attributes] == ["capital", "own 0", "own 1", "own 2"]
    assert (table.left_members, table.left_facts) == ((), ())


def test_what_the_owner_names_stays_in_the_table(make_site: MakeSite) -> None:
    site = make_site(countries(60, lambda _: ["capital"]), compare=[{"title": "All", "tag": "countries"}])
    assert len(next(one for one in site.library.comparisons if one.id == "all").members) == 60


FACTS = st.lists(st.sampled_from([f"f{n}" for n in range(60)]), min_size=1, max_size=30, unique=True)


@given(st.lists(FACTS, min_size=2, max_size=90))
def test_a_table_is_never_larger_than_its_limits_and_loses_no_name(facts: list[list[str]]) -> None:
    members = [
        cast("Member", SimpleNamespace(facts=dict.fromkeys(own), target=SimpleNamespace(id=str(n))))
        for n, own in enumerate(facts)
    ]
    size = table_size.worth_comparing(members, 20_000)
    known = {fact for own in facts for fact in own}
    assert 2 <= len(size.members) <= table_size.MEMBERS_LIMIT
    assert 1 <= len(size.facts) <= table_size.FACTS_LIMIT
    assert len(size.members) + len(size.left_members) == len(members)
    assert sorted([*size.facts, *size.left_facts]) == sorted(known)
    if len(members) <= table_size.MEMBERS_LIMIT and len(known) <= table_size.FACTS_LIMIT:
        assert (size.left_members, size.left_facts) == ((), ())


# The page of a pair.

PAIR = """\
# Disk (ZD)
<!-- studyguide
id: disk
aliases: [ZD]
confused_with: [folder]
verdicts: {folder: "Choose ZD for one server; choose a shared folder for many. Both keep files."}
-->
A disk for one server. Unlike it, a Shared Folder serves many.

| At a glance | |
|---|---|
| shared by | one server |
| unit | file |
| speed | 5 ms (unchecked)[^1] |

<details><summary>Ten servers read the same files. Where are they?</summary>

- [x] On a Shared Folder: it has no owner.
- [ ] On a ZD: it serves one.

</details>

[^1]: Measured.

# Shared Folder
<!-- studyguide
id: folder
-->
For many.

| At a glance | |
|---|---|
| shared by | many servers |
| unit | file |
"""


def pair_page(make_site: MakeSite, notes: str = PAIR, **more: str) -> str:
    site = make_site({"notes.md": notes, **more})
    return next(page.html for page in site.pages if page.name == "compare/disk-vs-folder")


def test_a_pair_begins_with_what_speaks_for_each_and_ends_with_a_question(make_site: MakeSite) -> None:
    html = pair_page(make_site)
    verdict = ["<p>Choose ZD for one server.</p>", "<p>Choose a shared folder for many.</p>", ">Both keep files.</p>"]
    order = [*verdict, 'id="differ"', "one server</td>", "Alike in unit", 'id="together"', 'id="decide"', "On a ZD"]
    places = [html.index(text) for text in order]
    assert places == sorted(places)
    assert "Facts that only one has: 1" in html


def test_footnotes_of_a_pair_are_numbered_in_the_order_in_which_they_are_read(make_site: MakeSite) -> None:
    table = "| At a glance | |\n|---|---|\n| unit | block[^alike] |\n| price | {}[^{}] |\n"
    notes = "\n[^alike]: Of the unit.\n[^{}]: Of the price.\n"
    one, other = ("\n\n" + table.format(n, name) + notes.format(name) for n, name in ((1, "a"), (2, "b")))
    site = make_site({"one.md": f"---\nconfused_with: [two]\n---\n# One{one}", "two.md": f"# Two{other}"})
    html = next(page.html for page in site.pages if page.name == "compare/one-vs-two")
    # What differs stands first: the price.
    assert re.findall(r'class="footnote-ref" href="[^"]*">(\d+)', html) == ["1", "2", "3", "4"]


def test_a_question_shows_its_answer_only_when_one_is_chosen(make_site: MakeSite) -> None:
    question = pair_page(make_site).partition('id="decide"')[2]
    options = re.findall(
        r"<details class=\"sg-choice\" name=\"decide\">\n<summary><span>(.*?)</span></summary>\n<p>(.*?)</p>", question
    )
    assert options == [
        ("On a Shared Folder", '<strong class="sg-right">Right.</strong> it has no owner.'),
        ("On a ZD", '<strong class="sg-wrong">Wrong.</strong> it serves one.'),
    ]
    assert '<p class="sg-printed">Answer: On a Shared Folder</p>' in question


def test_what_nobody_checked_has_a_sign_and_the_page_says_what_it_means(make_site: MakeSite) -> None:
    html = pair_page(make_site)
    assert "(unchecked)" not in html
    assert re.search(r"5 ms<sup .*?</sup><span class=\"sg-unchecked\"", html)
    assert html.count("not yet checked against a source</p>") == 1
    assert "not yet checked" not in pair_page(make_site, PAIR.replace(" (unchecked)", ""))


def test_a_plan_that_names_everything_is_not_quoted(make_site: MakeSite) -> None:
    others = {f"o{n}.md": f"# Other {n}\nText.\n" for n in range(30)}
    links = " ".join(f"[[Other {n}]]." for n in range(30))
    plan = {"plan.md": f"# Plan\nFirst read ZD and Shared Folder. Then {links}\n"}
    hub = {"hub.md": "# Hub\nFirst use ZD, not a Shared Folder. Then [[Other 1]].\n"}
    html = pair_page(make_site, **others, **plan, **hub)
    assert "First use ZD, not a Shared Folder." in html
    assert "First read ZD" not in html


def test_pairs_are_listed_by_chapter_behind_the_tables(make_site: MakeSite) -> None:
    tagged = re.sub("id: (disk|folder)", r"id: \1\ntags: [t]", PAIR)
    another = PAIR.replace("# Disk", "# Big disk").replace("id: disk", "id: big").replace("folder", "crate")
    site = make_site({"a.md": tagged, "b.md": another})
    html = next(page.html for page in site.pages if page.name == "compare/index")
    assert html.index('id="tables"') < html.index('id="pairs"')
    assert html.count("<details") == 2
    assert 'data-sg-names="Disk (ZD) · Disk · ZD · Shared Folder"' in html


def test_the_navigation_leads_to_the_comparisons_when_a_host_has_let_go_of_them(make_site: MakeSite) -> None:
    site = let_go.without_tokens(make_site({"notes.md": PAIR}))
    assert {"Compare": "compare/index.md"} in navigation.draw(site, {"compare/index.md"})
