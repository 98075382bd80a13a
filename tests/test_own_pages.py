"""An owner's pages beside a guide: they stay, link to notes and are linked from them, and stand in his navigation."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

import neighbours

pytestmark = pytest.mark.hosts
OWN = {
    "docs/README.md": "# My home\n",
    "docs/glossary/README.md": "# My words\n",
    "docs/Compute/index.md": "# My machines\n",
    "docs/practice/index.html": "<html><head></head><body>My exercises</body></html>\n",
    "docs/img/disk.png": "mine",
    "docs/storage/object.md": "# Left out\n",
    "docs/deep/links.md": (
        "# Links\n\n[heading](../../notes/storage.md#object-store) [inner](../../notes/storage.md#snapshots)\n"
        "[whole](../../notes/storage.md) [folder](../../notes/odd/) [hidden](../../notes/compute.md)\n"
        "[own](../own.md#part-one) ![shown](../../notes/img/disk.png) ![unnamed](../../notes/odd/unnamed.png)\n\n"
        "[no note](../../notes/storag.md) [no heading](../../notes/storage.md#object-stor) "
        "![no picture](../../notes/no.png)\n\n"
        "`[code](../../notes/storag.md)`\n"
    ),
    "docs/own.md": "# Mine\n\n## Part one\n\nText.\n\n## Größe & Form\n\nText.\n",
    "notes/odd/strange.md": (
        "# Strange\n\n[page](../../docs/own.md) [heading](../../docs/own.md#part-one) ![shown](../../docs/disk.png)\n"
        '<a href="../../docs/deep/links.md">raw</a> [home](../../docs/README.md) '
        "[as on GitHub](../../docs/own.md#größe--form)\n\n"
        "[no page](../../docs/owm.md) [no heading](../../docs/own.md#part-two)\n"
    ),
}
HEADING = (
    "`../../notes/storage.md#object-stor`: storage.md has no heading of that name: "
    "did you mean `../../notes/storage.md#object-store`?"
)
DEAD = (
    "`../../notes/storag.md` leads to nothing in the notes: did you mean `../../notes/storage.md`?",
    HEADING,
    "`../../notes/no.png` leads to nothing in the notes",
)
GONE = "`[../../docs/owm.md]` leads to no section, file or alias:"
CONFIG = neighbours.CONFIG + neighbours.plugins(["search", "studyguide"]) + "exclude_docs: /storage/object.md\n"
NAVIGATION = """\
nav:
  - README.md
  - One: ../notes/storage.md#object-store
  - By address: compute/
  - Odd ones: ../notes/odd/*
  - Mine:
      - own.md
      - ...
  - ../notes/storag.md
  - ../notes/nowhere/*
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the project, once for all tests."""
    folder = neighbours.project(tmp_path_factory.mktemp("own"), OWN)
    (folder / "notes/odd/unnamed.png").write_bytes((folder / "docs/disk.png").read_bytes())
    for name in ("tags.md", "included.md", "blog/posts/first.md", "blog/index.md"):
        (folder / "docs" / name).unlink()
    return folder


@pytest.fixture(scope="module")
def built(project: Path) -> tuple[Path, list[str]]:
    """Build it with a navigation of the guide's own; returns the site, and what was warned of."""
    return project / "site", warnings(neighbours.build(project, CONFIG, "site").stderr)


@pytest.fixture(scope="module")
def navigated(project: Path) -> tuple[Path, list[str]]:
    """Build it with a navigation of the owner's."""
    return project / "site-nav", warnings(neighbours.build(project, CONFIG + NAVIGATION, "site-nav").stderr)


def warnings(log: str) -> list[str]:
    return [line.partition("studyguide: ")[2] for line in log.splitlines() if line.startswith(("WARNING", "ERROR"))]


def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup((page / "index.html").read_text(encoding="utf-8"), "html.parser")


def heading(page: Path) -> str:
    found = soup(page).h1
    return found.get_text().replace("¶", "").strip() if found else ""


def links(page: Path) -> Mapping[str, str]:
    """Map the texts of links and pictures to where they lead."""
    found = soup(page).select("article a[href], article img[src]")
    return {str(e.get("alt") or e.get_text()): str(e.get("href") or e.get("src")) for e in found}


def test_the_owners_pages_stay_whatever_their_files_are_called(built: tuple[Path, list[str]]) -> None:
    site, said = built
    assert heading(site) == "My home"
    assert heading(site / "glossary") == "My words"
    assert heading(site / "Compute") == "My machines"
    assert not (site / "compute").exists()
    assert "My exercises" in (site / "practice/index.html").read_text()
    same = [line for line in said if "have the same address" in line]
    assert [line.partition(" have")[0] for line in same] == [
        "docs/Compute/index.md and “Compute” of notes/compute.md",
        "docs/glossary/README.md and the guide's page “Glossary”",
        "docs/practice/index.html and the guide's page “Practice”",
    ]
    assert all("Rename one of them, or list /" in line for line in same)


def test_a_picture_of_the_owners_stays_and_he_is_told(built: tuple[Path, list[str]]) -> None:
    site, said = built
    assert (site / "img/disk.png").read_bytes() == b"mine"
    assert "notes/img/disk.png is hidden by your img/disk.png, which has the same address: rename one of them" in said


def test_a_page_that_the_owner_leaves_out_hides_none(built: tuple[Path, list[str]]) -> None:
    site, _ = built
    assert heading(site / "storage/object") == "Object store"


def test_the_owners_pages_link_to_notes_as_on_github(built: tuple[Path, list[str]]) -> None:
    site, said = built
    found = links(site / "deep/links")
    assert found["heading"] == "../../storage/object/"
    assert found["inner"] == "../../storage/block/#snapshots"
    assert found["whole"] == found["no heading"] == "../../storage/"
    assert found["folder"] == "../../odd/"
    assert found["hidden"] == "../../Compute/"
    assert found["own"] == "../../own/#part-one"
    assert found["shown"] == "../../img/disk.png"
    assert (site / "deep/links" / found["unnamed"]).is_file()
    text = soup(site / "deep/links").get_text()
    assert "no note" in text
    assert "no picture" in text
    assert not {"no note", "no picture"} & found.keys()
    assert "[code](../../notes/storag.md)" in text
    assert [line for line in said if line.startswith("docs/deep/links.md: ")] == [
        f"docs/deep/links.md: {message}" for message in DEAD
    ]


def test_notes_link_to_the_owners_pages_as_on_github(built: tuple[Path, list[str]]) -> None:
    site, said = built
    found = links(site / "odd/strange")
    assert found["page"] == "../../own/"
    assert found["heading"] == "../../own/#part-one"
    assert found["raw"] == "../../deep/links/"
    assert found["home"] == "../../"
    anchor = found["as on GitHub"].partition("../../own/#")[2]
    assert soup(site / "own").find(id=anchor) is not None
    assert (site / "odd/strange" / found["shown"]).is_file()
    assert "no page" not in found
    assert [line for line in said if "strange.md" in line] == [
        f"notes/odd/strange.md:6: {GONE} did you mean `../../docs/own.md`? [dead-link]",
        "notes/odd/strange.md:6: `#part-two` is no heading of own.md: did you mean `#part-one`? [dead-anchor]",
    ]


def test_links_work_wherever_the_notes_lie(tmp_path: Path) -> None:
    folder = tmp_path / "here/project"
    neighbours.project(folder, {name: text for name, text in OWN.items() if name == "docs/own.md"})
    (folder / "notes").rename(tmp_path / "elsewhere")
    (folder / "docs/links.md").write_text("# L\n\n[there](../../../elsewhere/storage.md#object-store)\n")
    note = tmp_path / "elsewhere/odd/strange.md"
    note.write_text("# Strange\n\n[back](../../here/project/docs/own.md#part-one)\n")
    config = neighbours.CONFIG + "plugins: [search, studyguide: {notes_dir: ../../elsewhere}]\nexclude_docs: /tags.md\n"
    done = neighbours.build(folder, config, "site", "--strict")
    assert done.returncode == 0, done.stderr
    assert links(folder / "site/links")["there"] == "../storage/object/"
    assert links(folder / "site/odd/strange")["back"] == "../../own/#part-one"


def entries(page: BeautifulSoup) -> Iterator[str]:
    """List the navigation's entries that a page shows, by their depth."""
    for link in page.select(".md-nav--primary .md-nav__link"):
        if link.name != "label" or not link.find_previous_sibling("a"):
            depth = sum(parent.name == "ul" for parent in link.parents) - 1
            yield f"{'- ' * depth}{link.get_text(strip=True)}"


def test_a_navigation_names_notes_chapters_and_the_rest(navigated: tuple[Path, list[str]]) -> None:
    site, said = navigated
    tops = dict.fromkeys(line for line in entries(soup(site / "odd/strange")) if not line.startswith("- "))
    assert list(tops) == ["My home", "One", "By address", "Odd ones", "Mine"]
    faults = [line for line in said if line.startswith("site-nav.yml: nav: ")]
    assert faults == [
        "site-nav.yml: nav: `../notes/storag.md` leads to nothing in the notes: did you mean `../notes/storage.md`?",
        "site-nav.yml: nav: `../notes/nowhere/*` matches no note",
    ]
    shown = soup(site / "storage/block")
    assert "- - Block store" in set(entries(shown))
    current = shown.select(".md-nav__item--active")
    assert [_title(item) for item in current][:2] == ["Mine", "Storage"]


def _title(item: Tag) -> str:
    link = item.select_one(".md-nav__link")
    return link.get_text(strip=True) if link else ""


def test_nothing_is_listed_twice(navigated: tuple[Path, list[str]]) -> None:
    site, _ = navigated
    index = (site / "sitemap.xml").read_text()
    assert len(re.findall(r"<loc>", index)) == len(set(re.findall(r"<loc>([^<]*)", index)))


PLUGINS: dict[str, dict[str, str]] = {
    "search": {},  # none of them: the guide draws it
    "awesome-nav": {"docs/.nav.yml": "nav:\n  - own.md\n  - Stores: storage\n  - '*'\n"},
    "awesome-pages": {"docs/.pages": "nav:\n  - own.md\n  - storage\n  - ...\n"},
    "literate-nav": {"docs/SUMMARY.md": "* [Mine](own.md)\n* [Stores](storage/)\n* [Odd](odd/)\n* *\n"},
}


@pytest.mark.parametrize("name", PLUGINS)
def test_plugins_that_draw_the_navigation_keep_the_current_chapter(name: str, tmp_path: Path) -> None:
    """section-index joins a chapter and its page to one entry, with each of them."""
    folder = neighbours.project(tmp_path, PLUGINS[name])
    for own in ("tags.md", "included.md", "blog/posts/first.md", "blog/index.md"):
        (folder / "docs" / own).unlink()
    config = neighbours.CONFIG + neighbours.plugins(dict.fromkeys(["search", "studyguide", name, "section-index"]))
    done = neighbours.build(folder, config, "site", "--strict")
    assert done.returncode == 0, done.stderr
    for address, title in (("storage/block", "Block store"), ("odd/strange", "Odd {{ 6 * 7 }}")):
        page = soup(folder / "site" / address)
        current = [_title(item) for item in page.select(".md-nav--primary .md-nav__item--active")]
        assert current[-1] == title
        assert current[-2] in {"Stores", "Storage", "Odd"}
        heads = [str(link.get("href")) for link in page.select(".md-nav--primary .md-nav__item--active a")]
        assert "../" in heads


CODE = """\
# Code

Run `#!sh x` first. Sets {1, 2} {.x}

```yaml
a: 1
```

- [ ] to do

!!! note
    Text.
"""


@pytest.mark.parametrize(
    "more", ["theme: mkdocs\n", "theme: readthedocs\n", "theme: material\nmarkdown_extensions: [codehilite]\n"]
)
def test_the_owners_markdown_is_read_as_it_was(more: str, tmp_path: Path) -> None:
    folder = neighbours.project(tmp_path, {"docs/code.md": CODE})
    config = neighbours.CONFIG.replace("theme: material\n", more)
    written = []
    for site, names in (("without", ["search"]), ("with", ["search", "studyguide"])):
        result = neighbours.build(folder, config + neighbours.plugins(names), site)
        assert result.returncode == 0, result.stderr
        page = soup(folder / site / "code")
        written.append(page.article or page.select_one("[role=main]"))
    assert str(written[0]) == str(written[1])
    assert "to do" in str(written[1])


PREVIEW = '<meta content="Ours" property="og:title"><meta name="twitter:card" content="summary_large_image">'
OVERRIDES = {
    "knowing": '{% extends "studyguide.html" %}{% block extrahead %}{{ super() }}PREVIEW{% endblock %}',
    "unknowing": '{% extends "base.html" %}{% block extrahead %}PREVIEW{% endblock %}',
}


@pytest.mark.parametrize("template", OVERRIDES)
def test_what_the_owner_says_of_links_to_his_pages_is_said_once(template: str, tmp_path: Path) -> None:
    override = OVERRIDES[template].replace("PREVIEW", PREVIEW)
    hook = (  # as Material's plugin for cards does
        "def on_post_page(html, page, config):\n"
        "    return html.replace('</title>', '</title><meta property=\"og:url\" content=\"https://a.b\" />')\n"
    )
    folder = neighbours.project(tmp_path, {"overrides/main.html": override, "hook.py": hook})
    config = neighbours.CONFIG.replace("theme: material", "theme: {name: material, custom_dir: overrides}")
    config += "site_description: Of the site\nhooks: [hook.py]\n"
    config += neighbours.plugins(["search", "minify", "studyguide"])
    result = neighbours.build(folder, config, "site")
    assert result.returncode == 0, result.stderr
    for page in ("own", "storage/block"):
        metas = soup(folder / "site" / page).find_all("meta")
        said = [
            (str(meta.get("property") or meta.get("name")), str(meta["content"]))
            for meta in metas
            if meta.get("content")
        ]
        names = [name for name, _ in said if name.startswith(("og:", "twitter:"))]
        assert len(names) == len(set(names)), page
        assert {("og:title", "Ours"), ("og:url", "https://a.b")} <= set(said)
        assert ("twitter:card", "summary_large_image") in said
        assert {"og:site_name", "og:url", "og:description"} <= set(names)


@pytest.mark.parametrize(
    ("nav", "told"), [("[own.md]", True), ("[own.md, ...]", False), ("[own.md, glossary.md]", False)]
)
def test_whoever_has_a_navigation_is_told_how_the_guide_comes_in(nav: str, *, told: bool, tmp_path: Path) -> None:
    folder = neighbours.project(tmp_path)
    nav = nav.replace("...", "'...'")
    config = neighbours.CONFIG + neighbours.plugins(["search", "tags", "blog", "studyguide"]) + f"nav: {nav}\n"
    result = neighbours.build(folder, config, "site", "--strict")
    assert result.returncode == 0, result.stderr
    assert ("site.yml: nav: no page of the guide is in it" in result.stderr) is told
