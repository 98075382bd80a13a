import pytest

import views
from conftest import MakeNotes, MakeSite
from studyguide import paths, settings
from studyguide.build import build
from studyguide.model import NavNode
from studyguide.options import Options
from studyguide.page_kinds import RESERVED
from studyguide.site import Site

ASKED = {"lint": {"same-url": "info"}}


def tree(site: Site) -> list[str]:
    return list(_lines(site.library.nav, ""))


def _lines(nodes: tuple[NavNode, ...], indent: str) -> list[str]:
    found = []
    for node in nodes:
        found += [f"{indent}{node.title}", *_lines(node.children, indent + "  ")]
    return found


def pages(site: Site) -> list[str]:
    return [paths.url(section.page) for section in site.library.sections]


def test_folders_and_files_are_chapters(make_site: MakeSite) -> None:
    site = make_site(
        {
            "aws/compute-services/ec2.md": "# EC2\nText.\n",
            "aws/storage.md": "# S3\nText.\n\n# EBS\nText.\n",
            "azure.md": "# Azure\nText.\n",
        }
    )
    assert tree(site) == ["Aws", "  Compute services", "    EC2", "  Storage", "    S3", "    EBS", "Azure"]


def test_two_comes_before_ten(make_site: MakeSite) -> None:
    site = make_site({f"{n} part.md": f"# Part {n}\n" for n in (1, 10, 2)})
    assert tree(site) == ["Part 1", "Part 2", "Part 10"]


def test_an_author_may_set_the_order(make_site: MakeSite) -> None:
    files = {
        "a.md": "---\norder: 2\n---\n# A\n",
        "b.md": "---\norder: 1\n---\n# B\n",
        "c.md": "# C\n",
        "d.md": "# One\n\n# Two\n<!-- studyguide\norder: 1\n-->\n",
    }
    assert tree(make_site(files)) == ["B", "A", "C", "D", "  Two", "  One"]


def test_sections_of_a_file_keep_their_order(make_site: MakeSite) -> None:
    assert tree(make_site({"a.md": "# Zebra\n\n# Ant\n"})) == ["A", "  Zebra", "  Ant"]


def test_an_h1_with_page_children_is_a_chapter(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# S3\n## Classes\nText.\n\n# EBS\nText.\n"}, split=2)
    assert tree(site) == ["A", "  S3", "    Classes", "  EBS"]
    assert [s.title for s in site.library.sections if s.chapter] == ["A", "S3"]


@pytest.mark.parametrize("name", ["README", "index", "Readme", "INDEX"])
def test_a_readme_is_the_page_of_its_folder(make_site: MakeSite, name: str) -> None:
    site = make_site({f"aws/{name}.md": "# Amazon\nText.\n", "aws/s3.md": "# S3\nText.\n"})
    assert tree(site) == ["Amazon", "  S3"]
    assert pages(site) == ["aws/", "aws/s3/"]


def test_readme_beside_index_both_stay(make_site: MakeSite) -> None:
    site = make_site({"aws/README.md": "# One\n", "aws/index.md": "# Two\n"}, **ASKED)
    assert sorted(section.title for section in site.library.sections) == ["One", "Two"]
    assert len(set(pages(site))) == 2
    assert [problem.rule for problem in site.problems] == ["same-url"]


def test_names_that_differ_in_case_get_two_pages(make_site: MakeSite) -> None:
    site = make_site({"EC2.md": "# One\n", "ec2.md": "# Two\n"}, lint={"same-url": "info", "windows-name": "info"})
    assert pages(site) == ["EC2/", "ec2-2/"]
    assert [(str(p.place), p.rule) for p in site.problems] == [
        ("ec2.md:1", "same-url"),
        ("ec2.md:1", "windows-name"),
    ]


def test_a_file_named_like_a_folder_is_its_page(make_site: MakeSite) -> None:
    site = make_site({"aws.md": "# Amazon\n", "aws/s3.md": "# S3\n"})
    assert tree(site) == ["Amazon", "  S3"]
    assert site.problems == ()


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_pages_of_the_guide_keep_their_addresses(make_site: MakeSite, name: str) -> None:
    site = make_site({f"{name}.md": "# Mine\nText.\n", "other.md": "# Other\n"}, **ASKED)
    addresses = [page.name.casefold() for page in site.pages]
    assert len(set(addresses)) == len(addresses)
    assert f"{name}-notes/" in pages(site)
    assert [problem.rule for problem in site.problems] == ["same-url"]


def test_a_readme_at_the_top_is_the_home_page(make_site: MakeSite) -> None:
    site = make_site({"README.md": "# Welcome\nText.\n", "a.md": "# A\n"})
    assert tree(site) == ["A"]
    assert [section.title for section in site.library.sections] == ["Welcome", "A"]
    assert "Text." in next(page.html for page in site.pages if page.name == "index")


def test_a_readme_gives_way_to_the_owners_home_page(make_notes: MakeNotes) -> None:
    site = build(make_notes({"README.md": "# Welcome\n"}), Options(own_home=True))
    assert pages(site) == ["readme/"]


def test_drafts_are_nowhere(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": "---\ndraft: true\ntags: [secret]\n---\n# Hidden chapter\n\n# Hidden\nRPO: Recovery Point\n",
            "b.md": "# S3\nText.\n\n# Half\n<!-- studyguide\ndraft: true\n-->\nHidden.\n",
        }
    )
    assert tree(site) == ["B", "  S3"]
    assert not site.library.tags
    assert not site.library.terms
    assert "Hidden" not in "".join(page.html for page in site.pages) + views.overview(site)


def test_no_notes(make_site: MakeSite) -> None:
    site = make_site({})
    assert tree(site) == []
    assert [problem.rule for problem in site.problems] == ["no-notes"]


def test_a_section_leaves_its_url_to_the_file_or_folder_of_that_name(make_notes: MakeNotes) -> None:
    site = build(
        make_notes(
            {
                "a.md": "# One\n\n# B\n\nwords one\n\n# C\n",
                "a/b.md": "# B\n\nwords two\n",
                "a/c/d.md": "# D\n",
                "index.md": "# Tags\n\nwords three\n\n# A\n\nwords four\n",
            }
        ),
        settings.options(ASKED),
    )
    pages = [page.name for page in site.pages]
    assert len(pages) == len(set(pages))
    shown = {str(page.name): page.html for page in site.pages}
    for name, words in {"a/b": "two", "a/b-2": "one", "tags-2": "three", "a-2": "four"}.items():
        assert f"words {words}" in shown[name]
    where = [str(problem.place) for problem in site.problems if problem.rule == "same-url"]
    assert where == ["a.md:3", "a.md:7", "index.md:1", "index.md:5"]


def test_sections_of_the_home_page_are_in_the_navigation(make_notes: MakeNotes) -> None:
    site = build(make_notes({"index.md": "# One\n\n# Two\n", "a.md": "# A\n"}))
    assert [node.page for node in site.nav] == ["one", "two", "a"]


def test_a_page_never_needs_a_folder_where_a_file_is(make_notes: MakeNotes) -> None:
    notes = {f"{name}.md": "# T\n" for name in ("sitemap.xml", "studyguide.json", "data.csv", "index.html", "v1.2")}
    notes |= {"data.csv": "a", "LICENSE": "", "LICENSE.md": "# L\n"}
    site = build(make_notes(notes | {"x/page.html.md": "# P\n", "404.html/a.md": "# Q\n"}))
    pages = {str(page.source.path): page.name for page in site.pages if page.source}
    assert pages["v1.2.md"] == "v1.2"
    assert pages["LICENSE.md"] == "LICENSE"
    assert pages["sitemap.xml.md"] == "sitemap.xml-notes"
    assert pages["x/page.html.md"] == "x/page.html-notes"
    assert pages["404.html/a.md"] == "404.html-notes/a"
    assert pages["data.csv.md"] == "data.csv-notes"


def test_names_that_only_fit_the_notes(make_notes: MakeNotes) -> None:
    site = build(make_notes({"x" * 250 + ".md": "# X\n", "漢" * 80 + "/a.md": "# Y\n"}), settings.options(ASKED))
    for page in site.pages:
        assert all(len(part.encode()) < 220 for part in page.name.split("/"))
    assert [problem.rule for problem in site.problems] == ["same-url", "same-url"]


def test_folders_that_differ_in_case_have_one_chapter(make_notes: MakeNotes) -> None:
    site = build(make_notes({"EC2.md": "# EC2\n", "Ec2/a.md": "# A\n", "ec2/b.md": "# B\n"}))
    pages = [page.name.casefold() for page in site.pages if page.source]
    assert len(pages) == len(set(pages))
    (chapter,) = site.nav
    assert [node.page for node in chapter.children] == ["Ec2/a", "ec2/b"]


@pytest.mark.parametrize("name", ["Logic/Logic", "Logic/logic", "Logic/_index", "Logic"])
def test_a_folder_note_is_the_page_of_its_folder(make_site: MakeSite, name: str) -> None:
    site = make_site({f"{name}.md": "Words of [[Sets]].\n", "Logic/Sets.md": "See [[Logic]].\n"})
    assert pages(site) == ["Logic/", "Logic/Sets/"]
    assert [node.page for node in site.library.nav] == ["Logic/index"]
    assert site.problems == ()


def test_a_folder_note_leads_on_from_the_address_that_it_had(make_site: MakeSite) -> None:
    note = "---\nsplit: 2\n---\n# Logic\n\nText.\n\n## Sets\n\n### Empty\n\nText.\n"
    site = make_site({"Maths/Logic/Logic.md": note})
    assert pages(site) == ["Maths/", "Maths/Logic/", "Maths/Logic/sets/"]
    moved = {(page.name, page.moved_to) for page in site.pages if page.moved_to}
    assert moved == {("Maths/Logic/Logic", "../"), ("Maths/Logic/Logic/sets", "../../sets/")}
    anchors = {each.anchor: each.to_anchor for each in site.library.moved if each.page.endswith("sets")}
    assert anchors == {"": "", "empty": "empty"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["Logic/index.md", "Logic/README.md"], ["Logic/"]),
        (["Logic/README.md", "Logic/Logic.md"], ["Logic/"]),
        (["Logic/_index.md", "Logic.md"], ["Logic/"]),
        (["index.md", "README.md"], [""]),
        (["_index.md", "README.md"], [""]),
    ],
)
def test_an_empty_file_beside_the_page_of_its_folder_is_none(
    make_site: MakeSite, files: list[str], expected: list[str]
) -> None:
    empty, full = files
    site = make_site({empty: "---\ntags: [x]\n---\n\n", full: "Words.\n", "a.md": f"# Apart\n\n[one]({empty})\n"})
    assert [page for page in pages(site) if page != "a/"] == expected
    assert not site.problems
    assert [link.page for link in site.library.links] == ["index" if not expected[0] else "Logic/index"]


def test_two_files_with_text_both_keep_their_pages(make_site: MakeSite) -> None:
    site = make_site({"Logic/README.md": "# One\n\nText.\n", "Logic/Logic.md": "# Two\n\nText.\n"})
    assert pages(site) == ["Logic/", "Logic/Logic/"]
    assert not site.problems


def test_a_folder_note_beside_a_folder_of_its_name_is_the_page_of_that_one(make_site: MakeSite) -> None:
    site = make_site({"Logic/Logic.md": "# Two\n\nText.\n", "Logic/Logic/Sets.md": "# Three\n\nText.\n"})
    assert pages(site) == ["Logic/", "Logic/Logic/", "Logic/Logic/Sets/"]
