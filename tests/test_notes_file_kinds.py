"""Which files of the notes are published: by their ending, their place and what they begin with."""

from pathlib import Path

import pytest

from studyguide.build import build
from studyguide.notes import other_files, svg
from studyguide.notes.folder import read
from studyguide.options import Options
from studyguide.outputs.export import project
from studyguide.problems import Problem
from studyguide.repository import Repository
from studyguide.site import Site

PNG = b"\x89PNG\r\n\x1a\n"
LINK = b"# A\n\nSee [it](<{}>), ![that](<{}>) and [[{}]].\n"
REPOSITORY = Repository("https://example.org/r", "main", "notes")


def published(root: Path, name: str, content: bytes) -> bool:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    folder = read(root)
    assert (name in folder.assets) != (name in folder.refused)
    return name in folder.assets


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.png", PNG),
        ("plan.PNG", b"\xff\xd8\xff\xe0"),  # by another picture's name, as many are
        ("a/b.jpg", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("a.avif", b"\0\0\0\x1cftypavif"),
        ("a.gif", b"GIF89a\1\0"),
        ("a.bmp", b"BM\x36\0\0\0\0\0\0\0"),
        ("a.mp4", b"\0\0\0\x20ftypisom"),
        ("a.mp3", b"ID3\4"),
        ("b.mp3", b"\xff\xfb\x90"),
        ("a.webm", b"\x1aE\xdf\xa3"),
        ("a.wav", b"RIFF\x10\0\0\0WAVE"),
        ("a.m4a", b"\0\0\0\x1cftypM4A "),
        ("a.flac", b"fLaC\0"),
        ("a.mov", b"\0\0\0\x08wide"),
        ("a.ogv", b"OggS"),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.docx", b"PK\3\4"),
        ("a.zip", b"PK\5\6"),
        ("a.csv", b"a,b\n"),
        ("a.csv", b""),
        ("x/a.json", b'{"a": "<b>"}'),
        ("x/a.txt", b"a < b"),
        ("x/v1.2.yml", b"a: b\n"),
        ("x/a.b.py", "é = 1\n".encode("utf-16")),
        ("lists/robots.txt", b"beep"),
        ("x/api/a.py", b"a"),
        ("assets/plan.png", PNG),
        ("assets/images/plan.png", PNG),
        ("_attachments/plan.png", PNG),
        ("search/plan.png", PNG),
        ("x/favicon.png", PNG),
        ("x/book.pdf", b"%PDF-"),
        ("Node.js/logo.png", PNG),
        ("assets/v1.2/plan.png", PNG),
        ("x/curve.svg.png", PNG),
        ("x/curve.svg.webp", b"RIFF....WEBP"),
    ],
)
def test_ordinary_files_are_published(tmp_path: Path, name: str, content: bytes) -> None:
    assert published(tmp_path, name, content)


@pytest.mark.parametrize(
    "name",
    [
        *("a.html", "x/a.js", "x/a.css", "x/a.xml", "x/a.svgz", "x/a.wasm", "x/a.htc", "x/a", "x/a.drawio", "x/a.PHP"),
        *("robots.txt", "keybase.txt", "LLMS.txt", "0123456789abcdef.txt", "a.json", "vercel.json", "_routes.json"),
        *("firebase.json", "manifest.json", "_config.yml", "netlify.toml", "app.py", "build.sh", "main.tf", "a.ipynb"),
        *("x/staticwebapp.config.json", "x/y/StaticWebApp.config.json", "x/llms.txt", "x/routes.json"),
        *("api/a.py", "API/a.py", "functions/a/b.json", "netlify/a.json", "cgi-bin/a.sh", "_data/a.yml", "x/_y/a.yml"),
        *("assets/a.json", "search/search_index.json", "stylesheets/a.txt"),
        *("x/a.html.tf", "x/a.php.png", "x/a.svg.csv", "x/a.xhtml.en.txt", "x/a.SHTML.json"),
        *("book.pdf", "BOOK.pdf", "practice.apkg", "favicon.png", "favicon-32x32.png", "assets/images/favicon.png"),
        *("apple-touch-icon.png", "Apple-Touch-Icon-Precomposed.png", "studyguide.json"),
    ],
)
def test_files_that_run_or_speak_are_not(tmp_path: Path, name: str) -> None:
    assert not published(tmp_path, name, b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.png", b"alert(1)"),
        ("x/a.svg.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.png", b""),
        ("a.gif", b"gif89a=1"),
        ("a.bmp", b"BM=1;alert(1)"),
        ("a.svg", PNG),
        ("a.jpg", b"RIFF....WAVE"),
        ("a.pdf", b" %PDF-1.7"),
        ("a.mp4", b"<htmftypisom"),
        ("a.mp3", b"\xff\x20"),
        ("a.mov", b"\0\0\0\x14html"),
        ("a.flac", b"<html>"),
        ("a.docx", b"<html>"),
        ("a.csv", b"<a,b"),
        ("a.csv", b" \n\t\f<script>"),
        ("a.csv", b"\xef\xbb\xbf \xef\xbb\xbf<"),
        ("a.csv", " <a".encode("utf-16-le")),
        ("a.csv", "\n<a".encode("utf-16-be")),
        ("a.csv", "<a".encode("utf-16")),
        ("a.csv", "<a".encode("utf-32")),
        ("a.csv", b" " * 5_000 + b"<"),
        ("x/a.txt", b"<?xml version='1.0'?>"),
        ("x/a.ipynb", b"<html>"),
        ("x/0123456789abcdef.txt", b"0123456789abcdef\n"),
        ("a.png", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"),
    ],
)
def test_files_must_begin_as_their_endings_promise(tmp_path: Path, name: str, content: bytes) -> None:
    assert not published(tmp_path, name, content)


def linked(root: Path, name: str, content: bytes, repository: Repository | None) -> tuple[Site, str, list[Problem]]:
    published(root, name, content)
    (root / "a.md").write_bytes(LINK.replace(b"{}", name.encode()))
    site = build(root, Options(repository=repository))
    page = next(page.html for page in site.pages if page.title == "A")
    return site, page.partition("See ")[2].partition("</p>")[0], [p for p in site.problems if p.place.path == "a.md"]


def test_a_refused_file_is_linked_where_it_is_kept(tmp_path: Path) -> None:
    site, html, problems = linked(tmp_path, "a b.js", b"", REPOSITORY)
    address = 'href="https://example.org/r/blob/main/notes/a%20b.js"'
    assert html.count(address) == 3
    assert "<img" not in html
    assert not site.assets
    message = "`a b.js` is not published, because files that end in .js are not: the link leads to it in the repository"
    assert problems == [], "readers find it"
    site = build(tmp_path, Options(repository=REPOSITORY, lint={"unpublished": "info"}))
    assert {problem.message for problem in site.problems if problem.rule == "unpublished"} == {message}


def test_without_a_repository_its_text_stays(tmp_path: Path) -> None:
    _, html, problems = linked(tmp_path, "x.svg", b"<svg onload='a'/>", None)
    assert html == "it, that and x.svg."
    assert {(problem.rule, problem.severity) for problem in problems} == {("unsafe-file", "error")}
    assert "because it holds a handler, `onload`: export it again" in problems[0].message


def test_a_refused_picture_inside_a_link_is_its_text(tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text("<svg/>")
    (tmp_path / "a.md").write_text("# A\n\n[![that](x.svg)](https://example.org)\n")
    site = build(tmp_path, Options(repository=REPOSITORY))
    assert any('<a href="https://example.org">that</a>' in page.html for page in site.pages)


def test_raw_html_loses_refused_files(tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text("<svg/>")
    (tmp_path / "a.md").write_text('# A\n\n<img src="x.svg" alt="that"> <a href="x.svg">it</a>\n')
    site = build(tmp_path, Options(repository=REPOSITORY))
    html = next(page.html for page in site.pages if page.title == "A")
    assert "src=" not in html.partition("that")[0].rpartition("<img")[2]
    assert 'href="https://example.org/r/blob/main/notes/x.svg"' in html


def test_a_section_keeps_a_name_that_a_refused_file_has(tmp_path: Path) -> None:
    (tmp_path / "node.js").touch()
    (tmp_path / "a.md").write_text("# Node.js\n\nRuns.\n\n# Use\n\nSee [[Node.js]].\n")
    assert not build(tmp_path).problems


DRAWING = (
    b"<!-- a --><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='x.png'/><path d='M0 0'/></svg>"
)


def test_what_is_exported_is_what_we_wrote(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    site, html, _ = linked(notes, "img/x.svg", DRAWING, None)
    assert 'src="../img/x.svg"' in html
    project.write(site, notes, tmp_path / "out")
    assert (tmp_path / "out/docs/img/x.svg").read_bytes() == svg.rewritten(DRAWING).content != DRAWING
    found = [problem for problem in site.problems if problem.rule == "left-out"]
    assert [(problem.place.path, problem.severity) for problem in found] == [("img/x.svg", "info")]
    assert "`x.png`" in found[0].message


def test_drawings_have_a_limit_in_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_files, "DRAWN_LIMIT", 2 * len(svg.rewritten(DRAWING).content) + 1)
    for name in "abcd":
        (tmp_path / f"{name}.svg").write_bytes(DRAWING)
    folder = read(tmp_path)
    assert len(folder.refused) == 2
    assert {refusal.reason.partition(" longer")[0] for refusal in folder.refused.values()} == {
        "all drawings together are"
    }


@pytest.mark.parametrize(
    "folder",
    [
        *("studyguide.json", "Feed.xml", "sitemap.xml", "sitemap.xml.gz", "404.html", "index.html", "book.pdf"),
        *("practice.apkg", "search/search_index.json", "search/names.js", "assets/javascripts/bundle.0a1b.min.js"),
        *(
            "practice/index.html",
            "glossary.html",
            "glossary.md",
            "robots.txt",
            "CNAME",
            "_headers",
            "assets/studyguide/guide.css",
        ),
    ],
)
def test_no_folder_takes_the_name_of_a_file_of_the_site(tmp_path: Path, folder: str) -> None:
    """The host would end in a traceback, perhaps only once the owner wants a feed or a book."""
    assert not published(tmp_path, f"{folder}/plan.png", PNG)
    assert not published(tmp_path, f"{folder}/x/plan.png", PNG)
