"""What an owner of a vault finds on the site as Obsidian shows it; links are in cases/links/wikilinks.md."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import MakeNotes, MakeSite
from studyguide.build import build
from studyguide.markdown.plain_text import block_text
from studyguide.options import Options
from studyguide.outputs import feed, search_data, studyguide_json
from studyguide.site import Site

HEADS = {"png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-", "mp3": b"ID3\4", "wav": b"RIFF\x10\0\0\0WAVE",
         "ogg": b"OggS", "m4a": b"\0\0\0\x1cftypM4A ", "flac": b"fLaC", "mp4": b"\0\0\0\x20ftypisom",
         "webm": b"\x1aE\xdf\xa3", "mov": b"\0\0\0\x14moov"}  # fmt: skip
NAMED = """\
# Backups ^top

A copy that is kept elsewhere. ^intro

## Kinds ^kinds

- **RPO** (Recovery Point Objective): how much may be lost ^rpo

| At a glance | |
|---|---|
| kind | copy |

^facts

<details>
<summary>What is kept elsewhere?</summary>

A copy. ^answer

</details>
"""


def page(site: Site, name: str) -> BeautifulSoup:
    return BeautifulSoup(next(page.html for page in site.pages if page.name == name), "html.parser")


def one(soup: BeautifulSoup, selector: str) -> Tag:
    (found,) = soup.select(selector)
    return found


def test_no_output_shows_the_name_of_a_block(make_site: MakeSite) -> None:
    note = "# Use\n\nSee [[backups#^intro]] and [[backups#^rpo|this]].\n\n![[backups#^rpo]]\n\n[[#^own]] here. ^own\n"
    site = make_site({"backups.md": NAMED, "use.md": note})
    assert not site.problems
    shown = [BeautifulSoup(page.html, "html.parser") for page in site.pages]
    texts = [soup.get_text() for soup in shown]
    texts += [
        str(tag[name]) for soup in shown for tag in soup.select("*") for name in ("title", "alt") if tag.get(name)
    ]
    texts += [page.title + page.description for page in site.pages]
    texts += [link.sentence for link in site.library.links]
    texts += [question.prompt + block_text(question.body) for question in site.library.questions]
    texts += [f"{term.text} {term.expansion}" for term in site.library.terms]
    assert not [text for text in texts if "^" in text]
    data = (
        studyguide_json.encode(site),
        feed.encode(site.library, "https://example.org/"),
        *search_data.encode(site.library),
    )
    assert not [found for found in data if b"^" in found]
    assert {"^intro", "^rpo", "^facts"} <= {str(tag["id"]) for tag in page(site, "backups").select("[id]")}


@pytest.mark.parametrize("kind", ["mp3", "wav", "ogg", "m4a", "flac", "mp4", "webm", "mov"])
@pytest.mark.parametrize("written", ["![[a.{}]]", "![words](a.{})"])
def test_sounds_and_films_play(tmp_path: Path, kind: str, written: str) -> None:
    (tmp_path / f"a.{kind}").write_bytes(HEADS[kind])
    (tmp_path / "n.md").write_text(f"# N\n\n{written.format(kind)}\n", "utf-8")
    site = build(tmp_path)
    assert not site.problems
    player = one(page(site, "n"), "audio, video")
    assert (player["src"], player["preload"], player.get("controls")) == (f"../a.{kind}", "none", "")
    assert player.name == ("video" if kind in {"mp4", "webm", "mov"} else "audio")
    link = one(page(site, "n"), "p > a")
    assert (link["href"], link.get_text()) == (f"../a.{kind}", "words" if "words" in written else f"a.{kind}")


def test_a_film_plays_the_part_that_is_meant(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(HEADS["mp4"])
    (tmp_path / "n.md").write_text("# N\n\n![[a.mp4#t=30,60]] ![[a.mp4#page=2]]\n", "utf-8")
    assert [film["src"] for film in page(build(tmp_path), "n").select("video")] == ["../a.mp4#t=30,60", "../a.mp4"]


def test_sizes_parts_and_pictures_of_a_scheme(tmp_path: Path) -> None:
    for name in ("p.png", "f.pdf"):
        (tmp_path / name).write_bytes(HEADS[name[-3:]])
    lines = "![[p.png|alt|100x50]] ![[p.png|300]] ![a|120](p.png) ![|90](p.png) ![2024](p.png)"
    lines += " ![x](p.png#gh-dark-mode-only) ![[p.png#only-light]] ![[f.pdf#page=3]] [b](f.pdf#page=4)"
    (tmp_path / "n.md").write_text(f"# N\n\n{lines}\n", "utf-8")
    site = build(tmp_path)
    assert not site.problems
    found = [(p["alt"], p.get("width"), p.get("height")) for p in page(site, "n").select("img")]
    assert found[:5] == [("alt", "100", "50"), ("p.png", "300", None), ("a", "120", None), ("", "90", None),
                         ("2024", None, None)]  # fmt: skip
    assert [p["src"] for p in page(site, "n").select("img")[5:]] == [
        "../p.png#gh-dark-mode-only",
        "../p.png#only-light",
    ]
    assert [a["href"] for a in page(site, "n").select("p > a")] == ["../f.pdf#page=3", "../f.pdf#page=4"]


TAGGED = (
    "# A #top\n\n#area/sub and #123, (#two) `#code` [#link](#x) https://example.org/#part\n\n## H #heading\n\n#Two\n"
)


def tags(site: Site) -> list[str]:
    return [tag.name for tag in site.library.tags]


def test_tags_in_the_text_of_a_vault_count(make_notes: MakeNotes) -> None:
    root = make_notes({"a.md": TAGGED, "b.md": "---\ntags: [two]\n---\n# B\n"})
    assert tags(build(root)) == ["two"]
    assert tags(build(root, Options(inline_tags=True))) == ["area", "area/sub", "heading", "top", "two"]
    (root / ".obsidian").mkdir()
    site = build(root)
    assert tags(site) == ["area", "area/sub", "heading", "top", "two"]
    assert "#area/sub and #123, (#two)" in page(site, "a").get_text()
    assert tags(build(root, Options(inline_tags=False))) == ["two"]


def test_tags_in_texts_make_no_more_pages_than_a_guide_can_use(make_site: MakeSite) -> None:
    notes = {f"{n}.md": f"# N{n}\n\n" + " ".join(f"#t{n}x{m}" for m in range(40)) + " #all\n" for n in range(20)}
    site = make_site(notes, inline_tags=True)
    assert len(site.library.tags) == 500
    assert "all" in tags(site)
    assert [(p.rule, p.severity) for p in site.problems] == [("many-tags", "info")]


def test_what_a_plugin_of_obsidian_runs_is_said_once(make_site: MakeSite) -> None:
    block = "```dataview\nLIST\n```\n"
    site = make_site({"a.md": f"# A\n\n{block}\n{block}", "b.md": f"# B\n\n{block}"})
    (problem,) = site.problems
    assert (problem.rule, str(problem.place), problem.severity) == ("foreign-block", "a.md:3", "info")
    assert "(3)" in problem.message


def test_an_embedded_item_keeps_its_number(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# A\n\n![[b#^x]]\n", "b.md": "# B\n\n1. one\n2. two ^x\n   - in it\n3. three\n"})
    listed = one(page(site, "a"), ".sg-embed > ol")
    assert (listed["start"], listed.get_text(" ", strip=True)) == ("2", "two in it")


def test_links_to_programs_are_said_once_for_each(make_site: MakeSite) -> None:
    note = "# N\n\n[a](zotero://a) [b](zotero://b) [c](obsidian://show-plugin?id=c) [d](obsidian://open?file=N)\n"
    site = make_site({"a.md": note, "b.md": note}, lint={"program-link": "info"})
    assert [(p.rule, str(p.place)) for p in site.problems if p.rule == "program-link"] == [
        ("program-link", "a.md:3"),
        ("program-link", "a.md:3"),
    ]
    assert "a b c d" in page(site, "a").get_text()


def test_a_path_from_above_the_notes_means_the_one_note_that_it_ends_with(make_site: MakeSite) -> None:
    notes = {
        "net/STP.md": "# STP\n\nA tree.\n",
        "b.md": "# Beta\n\n[[Projects/Vault/net/STP|the tree]] [[Vault/STP]]\n",
    }
    site = make_site(notes)
    assert [link.page for link in site.library.links] == ["net/STP"]
    assert [problem.rule for problem in site.problems] == ["dead-link"]


def test_a_link_to_a_folder_whose_address_gave_way_to_the_sites_own_page_leads_to_the_folder(
    make_site: MakeSite,
) -> None:
    notes = {
        "README.md": "# Home\n\n[A](practice/anki/), [B](practice/)\n",
        "practice/anki/one.md": "# One\n\nText.\n",
        "practice/two.md": "# Two\n\nText.\n",
    }
    site = make_site(notes)
    assert [link.page for link in site.library.links] == ["practice-notes/anki/index", "practice-notes/index"]
    assert site.problems == ()


def test_an_address_without_its_scheme_is_said_to_be_one(make_site: MakeSite) -> None:
    [problem] = make_site({"a.md": "# A\n\n[shop](www.shop.example/b)\n"}).problems
    assert problem.message.endswith("the address of another site begins with `https://`")


def test_the_contents_of_csdn_are_no_link(make_site: MakeSite) -> None:
    site = make_site({"a.md": "# A\n\n@[TOC](\u6587\u7ae0\u76ee\u5f55)\n\nText.\n"})
    assert not site.problems
    assert "@" not in site.pages[0].html


def test_a_file_of_one_letter_is_like_no_other(make_site: MakeSite) -> None:
    [problem] = make_site({"t.md": "# T\n\n[x](b.md)\n"}).problems
    assert "did you mean" not in problem.message


def test_a_picture_whose_name_has_a_blank_as_other_tools_wrote_it_is_shown(make_site: MakeSite) -> None:
    picture = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    site = make_site({"a.md": "# A\n\n![One](img/one%20two.svg)\n", "img/one%20two.svg": picture})
    assert [problem.rule for problem in site.problems] == []
    assert list(site.assets) == ["img/one%20two.svg"]
    assert 'src="../img/one%2520two.svg"' in next(page.html for page in site.pages if page.name == "a")
