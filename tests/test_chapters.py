import pytest

import views
from conftest import MakeNotes, MakeSite
from studyguide import paths
from studyguide.build import build
from studyguide.chapters import RESERVED
from studyguide.model import NavNode, Options, Site


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
    site = make_site({"aws/README.md": "# One\n", "aws/index.md": "# Two\n"})
    assert sorted(section.title for section in site.library.sections) == ["One", "Two"]
    assert len(set(pages(site))) == 2
    assert [problem.rule for problem in site.problems] == ["same-url"]


def test_names_that_differ_in_case_get_two_pages(make_site: MakeSite) -> None:
    site = make_site({"EC2.md": "# One\n", "ec2.md": "# Two\n"})
    assert pages(site) == ["EC2/", "ec2-2/"]
    assert [(str(p.place), p.rule) for p in site.problems] == [("ec2.md:1", "same-url")]


def test_a_file_named_like_a_folder_is_its_page(make_site: MakeSite) -> None:
    site = make_site({"aws.md": "# Amazon\n", "aws/s3.md": "# S3\n"})
    assert tree(site) == ["Amazon", "  S3"]
    assert site.problems == ()


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_pages_of_the_guide_keep_their_addresses(make_site: MakeSite, name: str) -> None:
    site = make_site({f"{name}.md": "# Mine\nText.\n", "other.md": "# Other\n"})
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
    assert "idden" not in "".join(page.html for page in site.pages) + views.overview(site)


def test_no_notes(make_site: MakeSite) -> None:
    site = make_site({})
    assert tree(site) == []
    assert [problem.rule for problem in site.problems] == ["no-notes"]
