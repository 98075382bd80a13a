"""What comes with us and a guide has no use for is neither published nor exported: Mermaid, where nothing is drawn."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from pygments.lexers import CssLexer, JavascriptLexer
from pygments.token import Comment, Text, Whitespace

import programs
from conftest import MakeNotes, MakeSite
from studyguide.outputs import script_words, shipped
from studyguide.outputs.export import project
from studyguide.outputs.theme_settings import THEME

PLAIN = '# Disk\n\nKeeps blocks, `class="sg-diagram"` or not.\n\n```html\n<pre class="sg-diagram">\n```\n'
DRAWN = '# Net\n\n```mermaid title="Two"\nsequenceDiagram\n  A->>B: one\n```\n'
FOR_DIAGRAMS = {"vendor/mermaid.min.js", "vendor/mermaid.LICENSE.txt", "reading/diagrams.js", "reading/drawing.js"}
SHIPPED = {path.relative_to(THEME).as_posix() for path in (THEME / "assets").rglob("*") if path.is_file()}
ALWAYS = (SHIPPED | {f"{shipped.FOLDER}/{name}" for name in script_words.NAMES}) - {
    f"{shipped.FOLDER}/{name}" for name in FOR_DIAGRAMS
}


@pytest.mark.parametrize("path", sorted(filter(shipped.is_light, SHIPPED)))
def test_what_is_published_of_a_script_is_all_that_a_browser_reads_of_it(path: str) -> None:
    whole = (THEME / path).read_bytes()
    light = shipped.light(whole)
    assert read(light, path) == read(whole, path)
    assert not [line for line in light.splitlines() if line.startswith((b"//", b"/*", b" "))]
    assert not re.search(rb"[;,{}] // [\w ,]+$", light, re.MULTILINE)


def read(content: bytes, path: str) -> list[str]:
    """List what a script or sheet says, with spaces inside of texts as one: lists of ours stand on several lines."""
    lexer = JavascriptLexer() if path.endswith(".js") else CssLexer()
    found = [(kind, value) for kind, value in lexer.get_tokens(content.decode()) if kind not in Whitespace]
    said = [" ".join(value.split()) for kind, value in found if kind not in Comment and kind is not Text]
    return " ".join(filter(None, said)).split()


def ours(site: Path) -> set[str]:
    """List our files in a site that are only for diagrams; all the others have to be there, and what a guide asks."""
    found = {path.relative_to(site).as_posix() for path in (site / shipped.FOLDER).rglob("*") if path.is_file()}
    assert found >= ALWAYS
    return {name.removeprefix(f"{shipped.FOLDER}/") for name in found - ALWAYS} - {"practice/held.js"}


def test_every_file_that_may_be_left_out_is_there(make_site: MakeSite) -> None:
    left_out = shipped.unneeded(make_site({"a.md": PLAIN}))
    assert left_out == {f"{shipped.FOLDER}/{name}" for name in FOR_DIAGRAMS}
    assert all((THEME / path).is_file() for path in left_out)


@pytest.mark.parametrize(("notes", "expected"), [(PLAIN, set()), (DRAWN, FOR_DIAGRAMS)])
def test_an_export_brings_mermaid_only_for_diagrams(
    make_notes: MakeNotes, make_site: MakeSite, tmp_path: Path, notes: str, expected: set[str]
) -> None:
    files = {"a.md": notes}
    project.write(make_site(files), make_notes(files), tmp_path / "out")
    assert ours(tmp_path / "out/docs") == expected


def host(name: str, folder: Path, plugins: str, files: Mapping[str, str]) -> Path:
    """Build a guide as its owner does."""
    for path, text in {
        "docs/index.md": "# Home\n",
        "mkdocs.yml": f"site_name: A guide\ntheme: {{name: material}}\nplugins: [{plugins}]\n",
        **files,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    programs.run(name, "build", "-q", "--strict", cwd=folder).check_returncode()
    return folder / "site"


@pytest.mark.hosts
def test_a_site_gets_mermaid_with_its_first_diagram(tmp_path: Path) -> None:
    site = host("mkdocs", tmp_path, "search, studyguide", {"notes/a.md": PLAIN})
    assert ours(site) == set()
    assert ours(host("mkdocs", tmp_path, "search, studyguide", {"notes/b.md": DRAWN})) == FOR_DIAGRAMS


@pytest.mark.hosts
def test_a_file_of_the_owners_in_its_place_stays_and_a_guide_in_a_folder_gets_no_more(tmp_path: Path) -> None:
    own = f"{shipped.FOLDER}/vendor/mermaid.min.js"
    files = {"notes/a.md": PLAIN, f"docs/{own}": "// mine\n"}
    site = host("properdocs", tmp_path, "search, offline, studyguide", files)
    assert ours(site) == {"vendor/mermaid.min.js"}
    assert (site / own).read_text() == "// mine\n"


def test_the_book_gets_mermaid_for_any_diagram(make_notes: MakeNotes, make_site: MakeSite) -> None:
    from studyguide.outputs.book import pdf

    given = {text: pdf.files(make_site({"a.md": text}), make_notes({"a.md": text}), "en") for text in (PLAIN, DRAWN)}
    assert {text for text, files in given.items() if any("mermaid" in name for name in files)} == {DRAWN}
