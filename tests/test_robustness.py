"""Odd notes, built by the programs that people run: every note is a page or a problem, and no other note suffers."""

import json
import os
import re
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import programs
from studyguide.build import build

pytestmark = pytest.mark.hosts

CONFIGURATION = "site_name: A guide\nsite_url: https://example.org/\ntheme:\n  name: material\n"
CONFIGURATION += "plugins: [search, studyguide]\n"
GENERATED = (
    "tags",
    "glossary",
    "compare",
    "practice",
    "print",
    "changes",
    "coverage",
    "signals",
    "404",
    "search",
    "assets",
)
SITE_FILES = ("sitemap.xml", "feed.xml", "sitemap.xml.gz", "studyguide.json", "practice.apkg", "404.html", "index.html")
TITLES = (
    *("🚀🔥", "x" * 300, "漢" * 300, "../../etc/passwd", "CON", "nul.txt", "..", "/", "\\\\server\\share", "C:\\x"),
    *("<script>alert(1)</script>", "%2e%2e%2f", "index", "404", "tags", "**", "", "&#0;", "\u202eabc", "{{ x }}", "--"),
)
NAMES = (
    *(
        "a b",
        "a?b#c",
        "a%b",
        "a%20b",
        "a:b",
        "a\nb",
        "::error file=x::y",
        'a"b',
        "<script>alert(1)<",
        "a\\b",
        "x" * 252,
    ),
    *("漢" * 84, "-rf", "~", "a&b", "{{x}}", "$(id)", "\x1b[31mred", "#tag", "[x](y)", "a|b", "%00", " ", "CON"),
)
FRONT_MATTER = {
    "invalid": "title: [a, b",
    "list": "- a\n- b",
    "text": "just words",
    "tabs": "\ttitle: a",
    "colon": "title: AWS: notes",
    "types": "title: [1]\ntags: {a: b}\norder: many\ndraft: perhaps\nsplit: 7\nreviewed: soon\naliases: [false, 0]",
    "numbers": "title: 0\nid: 0\naliases: 0\ntags: 0\nsummary: false\norder: .nan",
    "date": "reviewed: 2026-13-45",
    "integer": "order: " + "9" * 5_000,
    "python": "title: !!python/object/apply:os.system ['exit']",
    "aliases": "a: &a [x]\nb: *a",
    "surrogates": 'title: "\\ud800"\naliases: ["\\udfff"]\ntags: ["\\ud83d"]\nid: "\\ud83d"',
    "controls": 'title: "a\\0b\\x1b[0m"\ntags: ["\\x07"]',
    "keys": "? [a]\n: b\n1: 2\nnull: x",
    "deep": "x: " + "[" * 3_000,
}
ENCODINGS = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "latin-1": "Latin-1"}
BROKEN_YAML = ("invalid", "list", "text", "tabs", "colon", "date", "integer", "python", "aliases", "keys", "deep")
DRAFT = """\
---
draft: true
tags: [secrettag]
aliases: [Secretalias]
---
# Secrettitle

Secret Long Name (SLN) and secrettext.

![a](img/secretimage.png)

## Terms

- **SECRETTERM** (Secret term): secretdefinition

| At a glance | |
|---|---|
| secretfact | 1 |

<details>
<summary>secretquestion?</summary>

secretanswer

</details>
"""
PART = "# Shown\n\nmark-part\n\n# Secretsection\n<!-- studyguide\ndraft: true\n-->\n\nsecrettext\n\n## Secretheading\n"
SECRETS = re.compile(r"secret|\bSLN\b", re.IGNORECASE)


@dataclass(frozen=True)
class Built:
    """A site with what its build printed, and the words that mark notes which must be on it."""

    site: Path
    log: str
    marks: frozenset[str]


class _Notes:
    """Writes notes, each with a word of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.marks: set[str] = set()

    def mark(self) -> str:
        self.marks.add(f"mark{len(self.marks):04}x")
        return f"mark{len(self.marks) - 1:04}x"

    def write(self, name: str, content: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def note(self, name: str, before: str = "# A title\n\n", encoding: str = "utf-8") -> None:
        self.write(name, f"{before}{self.mark()}\n".encode(encoding))


def write_odd_notes(notes: _Notes) -> None:
    for name, content in FRONT_MATTER.items():
        notes.note(f"front/{name}.md", f"---\n{content}\n---\n# T {name}\n\n")
    notes.note("front/unclosed.md", "---\ntitle: x\n\n# T\n\n")
    notes.note("front/late.md", "Text.\n\n---\ntitle: x\n---\n\n")
    notes.note("front/double.md", "---\ntitle: x\n---\n---\ntitle: y\n---\n")
    notes.note("front/word.md", "Word: text\nOther: text\n\n")
    for encoding in ENCODINGS:
        notes.note(f"encoded/{encoding}.md", "# É\n\n", encoding)
    notes.note("encoded/mark.md", "\ufeff---\ntitle: Marked\n---\n")
    notes.note("encoded/nul.md", "# A\0B\n\n")
    notes.write("encoded/cr.md", f"# Old\r\r{notes.mark()}\r\r## More\r\r{notes.mark()}\r".encode())
    notes.write("encoded/binary.md", bytes(range(256)) * 8)
    for name, content in {"empty": "", "blank": "\n \n", "headings": "# A\n## B\n# C\n", "hash": "#\n"}.items():
        notes.write(f"empty/{name}.md", content)
    notes.write("titles.md", "".join(f"# {title}\n\n{notes.mark()}\n\n" for title in TITLES))
    notes.write("twice.md", "".join(f"# {title}\n\n{notes.mark()}\n\n" for title in ("Same", "Same", "same", "Same-2")))
    for name in NAMES:
        notes.note(f"names/{name}.md")
    for name in (*GENERATED, *SITE_FILES):
        notes.note(f"{name}.md")
        notes.note(f"deep/{name}.md")
        notes.note(f"{name}/inside.md")
    notes.write("index.md", "".join(f"# {title}\n\n{notes.mark()}\n\n" for title in ("Home", *GENERATED, "titles")))
    notes.write("chapter.md", "".join(f"# {name}\n\n{notes.mark()}\n\n" for name in (*GENERATED, "index", "inside")))
    for name in ("EC2", "ec2", "Ec2/inside", "README", "sub", "sub/README", "sub/index", "café", "cafe\u0301"):
        notes.note(f"{name}.md")
    notes.note("chapter/inside.md")


def write_files_that_are_none(notes: _Notes) -> None:
    root = notes.root
    for name, target in {
        "loop-a.md": "loop-b.md",
        "loop-b.md": "loop-a.md",
        "loop": ".",
        "passwd.md": "/etc/passwd",
        "etc": "/etc",
        "site.md": "../mkdocs.yml",
        "zero.md": "/dev/zero",
    }.items():
        (root / name).symlink_to(target)
    os.mkfifo(root / "pipe.md")
    os.mkfifo(root / "pipe.png")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(root)  # the path of a socket is short
        listener.bind("socket.md")
        os.chdir(here)
    for name in (".hidden/a.md", ".hidden.md", "node_modules/a/README.md"):
        notes.write(name, "secrettext")
    notes.write("draft.md", DRAFT)
    notes.write("img/secretimage.png", b"\x89PNG\r\n\x1a\n")
    notes.write("part.md", PART)
    notes.write(
        "dead.md", "# D\n\n[a](no.md)\n\n![b](no.png)\n\n<img src='raw.png'>\n\n<a href='raw.md'>c</a>\n\n[[No]]\n"
    )
    notes.write("cycle.md", f"# Cycle\n\n![[cycle2]]\n\n{notes.mark()}\n")
    notes.write("cycle2.md", f"# Cycle 2\n\n![[cycle]]\n\n{notes.mark()}\n")


@pytest.fixture(scope="module", params=["mkdocs", "properdocs"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "docs").mkdir()
    (folder / "docs/robots.txt").write_text("User-agent: *\n")
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    notes = _Notes(folder / "notes")
    write_odd_notes(notes)
    notes.note("robots.txt.md")
    write_files_that_are_none(notes)
    result = _build(request.param, folder)
    assert result.returncode == 0, result.stderr[-3000:]
    return Built(folder / "site", result.stderr, frozenset(notes.marks))


def _build(host: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return programs.run(host, "build", "-f", "mkdocs.yml", *options, cwd=folder)


def _articles(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("index.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        yield path.relative_to(site).as_posix(), (page.find("article") or page).get_text()


def test_no_note_is_lost(built: Built) -> None:
    assert "Traceback" not in built.log
    sections = json.loads((built.site / "studyguide.json").read_text(encoding="utf-8"))["sections"]
    urls = [section["url"].casefold() for section in sections]
    assert len(urls) == len(set(urls)), "two pages with one URL"
    articles = dict(_articles(built.site))
    pages = {f"{section['url']}index.html".lstrip("/") for section in sections}
    own = "".join(text for name, text in articles.items() if not name.startswith("print/"))
    assert {mark for mark in built.marks if mark not in own} == set()
    assert {mark for mark in built.marks if mark not in articles["print/index.html"]} == set()
    assert len(pages) > len(NAMES)


def test_every_fault_is_told_with_its_place(built: Built) -> None:
    log = built.log.replace("\n", " ")
    for name in BROKEN_YAML:
        assert re.search(rf"notes/front/{name}\.md:\d+: .*?\[front-matter\]", log), name
    for encoding, shown in ENCODINGS.items():
        assert re.search(rf"notes/encoded/{encoding}\.md:1: [^\[]*{shown}", log), encoding
    for name in ("pipe.md", "pipe.png", "socket.md", "loop-a.md", "loop-b.md"):
        assert f"ERROR   -  studyguide: notes/{name}:1: " in built.log
    for name in ("passwd.md", "etc", "site.md", "zero.md", "loop"):
        assert re.search(rf"notes/{re.escape(name)}:1: a symbolic link", log)
    for line, target in {3: "no.md", 5: "no.png", 7: "raw.png", 9: "raw.md", 11: "No"}.items():
        assert re.search(rf"notes/dead\.md:{line}: [^\[]*\[?\[?{re.escape(target)}", log), target
    assert len(re.findall(r"notes/cycle2?\.md:3: [^\[]*\[embed-cycle\]", log)) == 1, "once for both"


def test_a_draft_is_nowhere(built: Built) -> None:
    found = [path for path in built.site.rglob("*") if path.is_file() and SECRETS.search(_text(path))]
    assert found == []
    assert list(built.site.rglob("*secret*")) == []


def _text(path: Path) -> str:
    """Read a file of the site; the deck is checked by its own tests, and here as the bytes it was packed from."""
    if path.parts[-2:-1] == ("vendor",) or path.suffix in {".css", ".map", ".png", ".svg"}:
        return ""
    if path.suffix == ".apkg":
        with zipfile.ZipFile(path) as deck:
            return "".join(deck.read(name).decode("utf-8", "replace") for name in deck.namelist())
    if path.suffix == ".js" and "search" not in path.parts:
        return ""
    # Everyday words of the language go with the texts; "secret" is one of them.
    return path.read_bytes().decode("utf-8", "replace").replace("credential, secret;", "")


def test_nothing_is_outside_the_site_and_nothing_from_outside_in_it(built: Built) -> None:
    outside = {path.name for path in built.site.parent.iterdir()}
    assert outside == {".cache", "docs", "mkdocs.yml", "notes", "site"}
    assert not any(path.is_symlink() for path in built.site.rglob("*"))
    assert not any("root:x:0:0" in text for _, text in _articles(built.site))
    assert (built.site / "robots.txt").read_text() == "User-agent: *\n"


@pytest.mark.parametrize("fault", ["---\ntitle: [a\n---\n", "[x](no.md)\n", "é".encode("latin-1")])
def test_strict_fails_on_each_kind_of_fault(tmp_path: Path, fault: str | bytes) -> None:
    notes = _Notes(tmp_path / "notes")
    notes.note("good.md")
    notes.write("bad.md", fault)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    result = _build("mkdocs", tmp_path, "--strict")
    assert result.returncode == 1
    assert re.search(r"notes/bad\.md:\d+: ", result.stderr)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "content",
    {
        "sections": "".join(f"# Section {n}\n\nText {n}.\n\n" for n in range(2_000)),
        "headings": "# A\n\n" + "".join(f"{'#' * (2 + n % 5)} Heading {n}\n\n" for n in range(10_000)),
        "line": "# A\n\n" + "word " * 200_000,
        "word": "# A\n\n" + "w" * 1_000_000,
        "brackets": "# A\n\n" + "[" * 20_000,
        "definitions": "# A\n\n" + "".join(f"{'    ' * k}a\n\n{'    ' * k}:   b\n\n" for k in range(300)),
    }.values(),
    ids=["sections", "headings", "line", "word", "brackets", "definitions"],
)
def test_notes_that_no_person_wrote_take_no_minute(tmp_path: Path, content: str) -> None:
    notes = _Notes(tmp_path)
    notes.note("good.md")
    notes.write("big.md", content)
    started = time.process_time()
    site = build(tmp_path)
    assert time.process_time() - started < 60
    shown = "".join(page.html for page in site.pages)
    assert all(mark in shown for mark in notes.marks)
    problems = {problem.rule for problem in site.problems if problem.place.path == "big.md"}
    end = re.sub(r"\W", "", content)[-8:]
    assert re.sub(r"<[^>]*>|\W", "", shown).count(end) or "too-long" in problems
