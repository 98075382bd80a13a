"""A guide beside an owner's pages in several languages: it is published once, and they lose nothing."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup, Tag

import neighbours
from studyguide import paths
from studyguide.build import build

pytestmark = pytest.mark.hosts
FIRST, LAST = ("en", "fr"), ("fr", "en")
OWN = {
    "docs/index.md": "# Home\n\n[a note](../notes/storage.md#snapshots)\n",
    "docs/index.fr.md": "# Accueil\n\n[une note](../notes/storage.md#snapshots)\n",
    "docs/glossary.en.md": "# My words\n",
    "docs/glossary.fr.md": "# Mes mots\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the project, once for all tests."""
    folder = neighbours.project(tmp_path_factory.mktemp("translated"), OWN)
    for name in ("own.md", "tags.md", "included.md", "blog/posts/first.md", "blog/index.md"):
        (folder / "docs" / name).unlink()
    return folder


def i18n(order: tuple[str, ...]) -> str:
    """Write what the plugin is told; English is the default language."""
    known = (f"        - {{locale: {name}, name: {name}, default: {str(name == 'en').lower()}}}\n" for name in order)
    return "  - i18n:\n      languages:\n" + "".join(known)


def written(folder: Path, site: str, lines: str, more: str = "") -> Path:
    """Build a site."""
    result = neighbours.build(folder, f"{neighbours.CONFIG}plugins:\n  - search\n{lines}{more}", site)
    assert result.returncode == 0, result.stderr
    warned = [line for line in result.stderr.splitlines() if line.startswith("WARNING")]
    assert [line for line in warned if "have the same address, glossary/" not in line] == []
    return folder / site


def article(page: Path) -> Tag:
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").article
    assert found is not None
    return found


def entries(page: Path) -> list[str]:
    nav = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("nav.md-nav--primary a[href]")
    return [str(link["href"]) for link in nav]


@pytest.mark.parametrize(
    "lines",
    [
        f"{i18n(FIRST)}  - studyguide\n",
        f"  - studyguide\n{i18n(FIRST)}",
        f"  - studyguide\n{i18n(LAST)}",
        f"{i18n(LAST)}  - studyguide\nnav: [index.md, {{Words: [glossary.md]}}, {{More: ['...']}}]\n",
    ],
)
def test_the_guide_is_published_once_with_the_default_language(lines: str, project: Path) -> None:
    site = written(project, "translated", lines)
    pages = {page.name for page in build(project / "notes").pages} - {"glossary", "index"}
    assert sorted(name for name in pages if not (site / paths.url(name) / "index.html").is_file()) == []
    assert [file.name for file in (site / "fr").iterdir() if file.name not in {"index.html", "glossary"}] == []
    for name in pages:
        html = (site / paths.url(name) / "index.html").read_text(encoding="utf-8")
        assert html.count("data-sg-policy>") == 1, name
        assert html.count("guide.css") == 1, name
    assert "compute/" in entries(site / "index.html")
    assert not any("compute/" in entry for entry in entries(site / "fr/index.html"))
    assert "My words" in article(site / "glossary/index.html").get_text()
    assert "Mes mots" in article(site / "fr/glossary/index.html").get_text()


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """Build it once more."""
    return written(project, "site", f"{i18n(FIRST)}  - studyguide\n")


def test_the_owners_pages_of_each_language_link_to_notes(site: Path) -> None:
    for page, start in (("index.html", ""), ("fr/index.html", "../")):
        links = [str(link["href"]) for link in article(site / page).find_all("a", href=True)]
        assert f"{start}storage/block/#snapshots" in links


def test_search_and_the_map_of_the_site_hold_all(site: Path) -> None:
    texts = (site / "search/names.js").read_text() + (site / "search/texts.js").read_text()
    assert all(word in texts for word in ("Accueil", "Mes mots", "My words", "Object store"))
    every = ET.parse(site / "sitemap.xml").iter()  # noqa: S314  we wrote it
    listed = {found.text for found in every if found.tag.endswith("loc")}
    assert {f"https://example.org/guide/{path}" for path in ("", "fr/", "storage/block/", "practice/")} <= listed


def test_the_guide_speaks_the_default_language(project: Path) -> None:
    lines = i18n(FIRST).replace("locale: en", "locale: de") + "  - studyguide\n"
    site = written(project, "german", lines)
    assert "Üben" in article(site / "practice/index.html").get_text()
