"""The notes folder is read: nothing outside it, and nothing silently left out."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import MakeNotes
from studyguide import settings
from studyguide.build import build
from studyguide.notes import size
from studyguide.notes.folder import Folder, read
from studyguide.notes.size import SIZE_LIMIT, TooMuchError
from studyguide.options import Limits, Options


def found(folder: Folder) -> list[tuple[str, str]]:
    return [(problem.place.path, problem.rule) for problem in folder.problems]


def write(root: Path, name: str, content: str | bytes) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "text", "rules"),
    [
        (b"# A\n", "# A\n", []),
        (b"\xef\xbb\xbf# A\n", "# A\n", []),
        (b"# A\r\nb\r\n", "# A\nb\n", []),
        (b"# A\rb\r", "# A\nb\n", []),
        ("# É\n".encode("utf-16"), "# É\n", ["encoding"]),
        ("# É\n".encode("utf-16-le"), "# É\n", ["encoding"]),
        ("# É\n".encode("utf-16-be"), "# É\n", ["encoding"]),
        ("# É\n".encode("latin-1"), "# É\n", ["encoding"]),
        ("# É\n".encode("utf-32"), "# É\n", ["encoding"]),
        (b"# A\0B\n", "# A\ufffdB\n", ["encoding"]),
        (b"", "", []),
        (b"\xff", "ÿ", ["encoding"]),
        (b"\xff\xfea", "\ufffd", ["encoding"]),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, text: str, rules: list[str]) -> None:
    write(tmp_path, "a.md", content)
    folder = read(tmp_path)
    assert [source.text for source in folder.sources] == [text]
    assert [rule for _, rule in found(folder)] == rules


def test_the_line_of_a_nul_character(tmp_path: Path) -> None:
    write(tmp_path, "a.md", b"a\nb\n\0c")
    assert [problem.place.line for problem in read(tmp_path).problems] == [3]


def test_hidden_files_and_packages_of_others_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden.md", ".git/a.md", "node_modules/a.md", "x/.obsidian/a.md", "x/__pycache__/a.md"):
        write(tmp_path, name, "# No")
    write(tmp_path, "a.md", "# Yes")
    folder = read(tmp_path)
    assert [source.path for source in folder.sources] == ["a.md"]
    assert not folder.assets


def test_folders_of_the_host_and_what_is_installed_are_no_notes(tmp_path: Path) -> None:
    for name in ("a.md", "docs/own.md", "site/x.md", "deep/docs/b.md", "env/lib/y.md", "node_modules/z.md"):
        write(tmp_path, name, "# A\n")
    write(tmp_path, "env/pyvenv.cfg", "")
    apart = settings.apart(tmp_path, ["docs", tmp_path / "site", "..", ".", None, "/elsewhere"], tmp_path)
    assert apart == {"docs", "site"}
    assert {source.path for source in read(tmp_path, apart=apart).sources} == {"a.md", "deep/docs/b.md"}
    assert set(build(tmp_path, Options(apart=apart)).library.anchors) == {"a.md", "deep/docs/b.md"}
    with pytest.raises(TooMuchError, match="4 files, and 2 are allowed"):
        read(tmp_path, Limits(files=2), frozenset())
    assert len(read(tmp_path, Limits(files=2), apart).sources) == 2


def test_notes_in_other_formats_are_named_once_for_each_kind(tmp_path: Path) -> None:
    for name in ("a.md", "b.mdx", "deep/c.MDX", "d.qmd", "e.rst", "f.pdf", "g.txt", "mdx", "h.py"):
        write(tmp_path, name, "# A")
    told = [str(problem) for problem in read(tmp_path).problems]
    assert found(read(tmp_path)) == [(name, "unread-file") for name in ("b.mdx", "d.qmd", "e.rst")]
    assert "`.mdx` in 2 files is not read: notes end in .md; rename them to .md" in told[0]
    assert "`.qmd` in 1 file is not read" in told[1]
    assert "`pandoc e.rst -t gfm -o e.md`" in told[2]
    for number in range(8):
        write(tmp_path, f"more/{number}.md", "# A")
    assert found(read(tmp_path)) == []


def test_drawings_of_obsidian_are_left_out_with_a_note(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "# A")
    write(tmp_path, "b.excalidraw.md", "# B")
    write(tmp_path, "c.canvas", "{}")
    write(tmp_path, "d.excalidraw", "{}")
    write(tmp_path, "e.md", "---\ntags: [x]\nexcalidraw-plugin: parsed\n---\n# Excalidraw Data")
    write(tmp_path, "f.md", "---\ntags: [x]\n---\n\nexcalidraw-plugin: is a key of front matter\n")
    folder = read(tmp_path)
    assert found(folder) == [(name, "drawing") for name in ("b.excalidraw.md", "c.canvas", "d.excalidraw", "e.md")]
    assert [source.path for source in folder.sources] == ["a.md", "f.md"]
    assert not folder.assets


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.md", "# Secret")
    root = tmp_path / "notes"
    write(root, "a.md", "# A")
    write(root, ".env", "SECRET")
    (root / "file.md").symlink_to(outside)
    (root / "folder").symlink_to(outside.parent, target_is_directory=True)
    (root / "hidden.txt").symlink_to(root / ".env")
    (root / "inside.md").symlink_to(root / "a.md")
    (root / "loop.md").symlink_to(root / "loop.md")
    (root / "broken.md").symlink_to(root / "nowhere.md")
    folder = read(root)
    assert [source.path for source in folder.sources] == ["a.md", "inside.md"]
    assert sorted(found(folder)) == [
        ("broken.md", "unreadable"),
        ("file.md", "outside"),
        ("folder", "outside"),
        ("hidden.txt", "outside"),
        ("loop.md", "unreadable"),
    ]
    assert str(tmp_path) not in "".join(problem.message for problem in folder.problems)


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "# A")
    os.mkfifo(tmp_path / "pipe.md")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket.md"))
    folder = read(tmp_path)
    listener.close()
    assert [source.path for source in folder.sources] == ["a.md"]
    assert found(folder) == [("pipe.md", "unreadable"), ("socket.md", "unreadable")]


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "# A")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.md")).write_text("# B")
    folder = read(tmp_path)
    assert [source.path for source in folder.sources] == ["a.md"]
    assert [(problem.rule, problem.place.path.isascii()) for problem in folder.problems] == [("unreadable", True)]


def test_a_file_that_is_too_long(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "# A")
    write(tmp_path, "b.md", "x" * (SIZE_LIMIT + 1))
    folder = read(tmp_path)
    assert [source.path for source in folder.sources] == ["a.md"]
    assert found(folder) == [("b.md", "too-long")]


def test_a_folder_without_notes(tmp_path: Path) -> None:
    assert [rule for _, rule in found(read(tmp_path))] == ["no-notes"]
    assert [rule for _, rule in found(read(tmp_path / "nowhere"))] == ["no-notes"]
    assert [rule for _, rule in found(read(write(tmp_path, "file", "")))] == ["no-notes"]


def test_natural_order(tmp_path: Path) -> None:
    for name in ("10.md", "9.md", "a/2.md", "B.md", "a.md"):
        write(tmp_path, name, "# A")
    assert [source.path for source in read(tmp_path).sources] == ["9.md", "10.md", "a.md", "a/2.md", "B.md"]


def test_names_that_differ_in_case_or_unicode_form_only(tmp_path: Path) -> None:
    for name in ("EC2.md", "ec2.md", "README.md", "index.md", "caf\u00e9.md", "cafe\u0301.md"):
        write(tmp_path, name, f"# {name}")
    site = build(tmp_path, settings.options({"lint": {"same-url": "info"}}))
    pages = [page.name for page in site.pages if page.source]
    assert len({page.casefold() for page in pages}) == 6
    assert len([problem for problem in site.problems if problem.rule == "same-url"]) == 3


def test_the_other_notes_build_when_one_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, "good.md", "# Good")
    write(tmp_path, "bad.md", b"---\n[\n---\n\xff\xfe\0")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    site = build(tmp_path)
    assert "Good" in {page.title for page in site.pages}
    assert "error" in {problem.severity for problem in site.problems}


def test_more_notes_than_allowed_are_not_read(tmp_path: Path) -> None:
    for name, length in {
        "a.md": 600_000,
        "deep/b.md": 500_000,
        "c.svg": 100_000,
        "d.md": 1,
        ".e/f.md": 900_000,
    }.items():
        write(tmp_path, name, "x" * length)
    write(tmp_path, "g.md", "x" * (SIZE_LIMIT + 1))  # is left out anyway
    read(tmp_path, Limits(megabytes=1.3, files=5))
    with pytest.raises(TooMuchError) as raised:
        read(tmp_path, Limits(megabytes=1.1))
    assert str(raised.value) == (
        "the notes hold 1.2 MB, and 1.1 are allowed; most is in a.md, deep/b.md, c.svg: "
        "move out what is no note, or set `limit_megabytes` (--limit-megabytes)"
    )
    with pytest.raises(
        TooMuchError, match=r"hold 5 files, and 4 are allowed; most is in the notes folder itself, deep/"
    ):
        read(tmp_path, Limits(files=4))


def test_links_to_one_long_note_count_each(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "x" * 500_000)
    for n in range(3):
        (tmp_path / f"b{n}.md").symlink_to("a.md")
    with pytest.raises(TooMuchError, match=r"hold 2\.0 MB"):
        read(tmp_path, Limits(megabytes=1.9))


def test_folders_without_end(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(40):
        folder /= "d"
        folder.mkdir()
        (folder / "n.md").write_text("# N\n")
    found = read(tmp_path)
    assert len(found.sources) == 30
    assert [problem.rule for problem in found.problems] == ["too-long"]
    assert found.problems[0].place.path.count("/") == 30


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """Give a folder that everybody may read, and be somebody who may not read everything."""
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        if root:
            os.chown(name, 65534, 65534)
            os.seteuid(65534)
        yield Path(name)
        if root:
            os.seteuid(0)


def test_what_the_builder_may_not_read(open_to_all: Path) -> None:
    for name in ("a.md", "closed.md", "closed.png", "closed.svg", "folder/b.md"):
        write(open_to_all, name, "# T").chmod(0o644 if name == "a.md" else 0)
    (open_to_all / "folder").chmod(0)
    folder = read(open_to_all)
    (open_to_all / "folder").chmod(0o755)
    assert [source.path for source in folder.sources] == ["a.md"]
    assert not folder.assets
    closed = ["folder", "closed.md", "closed.png", "closed.svg"]
    assert sorted(found(folder)) == sorted((name, "unreadable") for name in closed)


LONG = "word " * 2_000
REPEATED = {
    "a footnote": ("A[^a].", f"[^a]: {LONG}"),
    "an abbreviation": ("A TXA.", f"*[TXA]: {LONG}"),
    "a term": ("A TXA.", f"## Terms\n\n- **TXA**: {LONG}"),
    "an address": ("A [a].", f"[a]: https://example.org/{'x' * 10_000}"),
}


@pytest.mark.parametrize(("use", "definition"), REPEATED.values(), ids=REPEATED)
def test_little_does_not_make_much_on_the_pages(
    make_notes: MakeNotes, monkeypatch: pytest.MonkeyPatch, use: str, definition: str
) -> None:
    monkeypatch.setattr(size, "_PAGES_AT_LEAST", 100_000)
    monkeypatch.setattr(size, "_PAGES_PER_NOTES", 50)
    sections = "".join(f"# T{number}\n\n{use}\n\n" for number in range(400))
    build(make_notes({"a.md": sections}))
    with pytest.raises(TooMuchError, match="more than 50 times as long as the notes; the longest so far are"):
        build(make_notes({"a.md": f"{sections}{definition}\n"}))
