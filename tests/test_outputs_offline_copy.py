"""The list of what a reader keeps, and who gets it."""

import json
from pathlib import Path

import pytest

from studyguide.language.language import Language
from studyguide.outputs.offline_copy import LIST, MANIFEST, WORKER, Listed, files

FILES = {
    "index.html": b"<h1>Home</h1>",
    "storage/index.html": b"<h1>Storage</h1>",
    "assets/a.css": b"",
    "search/texts.js": b"1",
    "studyguide.json": b"{}",
    LIST: b"old",
    WORKER: b"",
    "feed.xml": b"",
    "tags/d1/feed.json": b"",
    "sitemap.xml": b"",
    "book.pdf": b"%PDF",
    "practice.apkg": b"",
    "film.mp4": b"",
    "assets/bundle.js.map": b"",
    "assets/javascripts/lunr/wordcut.js": b"",
    ".well-known/secret.json": b"",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_what_pages_ask_for_is_listed_and_nothing_else(site: Path) -> None:
    (site / "assets/huge.js").write_bytes(b" " * 8_000_001)
    found = json.loads(Listed().write(site))
    assert [path for path, *_ in found["files"]] == [
        "assets/a.css",
        "index.html",
        "search/texts.js",
        "storage/index.html",
    ]
    assert found["bytes"] == sum(size for _, size, _ in found["files"]) == 30


def test_the_version_changes_with_any_file_and_with_nothing_else(site: Path) -> None:
    listed = Listed()
    first = listed.write(site)
    assert listed.write(site) == Listed().write(site) == first
    (site / "studyguide.json").write_bytes(b"[]")
    assert listed.write(site) == first
    (site / "index.html").write_bytes(b"<h1>Hame</h1>")
    again = listed.write(site)
    assert again == Listed().write(site)
    assert json.loads(again)["version"] != json.loads(first)["version"]


@pytest.mark.parametrize("directory_urls", [True, False])
def test_the_manifest_names_places_beside_itself(directory_urls: bool) -> None:  # noqa: FBT001  a parameter
    found = dict(files("A <guide>", Language("ar"), directory_urls=directory_urls))
    manifest = json.loads(found[MANIFEST])
    assert manifest["name"] == "A <guide>"
    assert manifest["dir"] == "rtl"
    assert manifest["scope"] == "./"
    assert manifest["start_url"] == ("./" if directory_urls else "./index.html")
    theme = Path(__file__).parents[1] / "plugins/studyguide/theme"
    assert all((theme / icon["src"]).is_file() for icon in manifest["icons"])
    assert b"//" not in found[WORKER]
