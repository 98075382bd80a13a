"""``studyguide fix --fetch-images`` saves pictures of other sites beside the notes; the server is on this machine."""

import re
import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from conftest import MakeNotes
from local_web import listening
from studyguide import cli
from studyguide.build import build
from studyguide.outputs import destinations, fix
from studyguide.outputs.pictures import beside, fetching
from studyguide.outputs.pictures.fetching import Manners
from studyguide.problems import Problem

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
GIF = b"GIF89a" + b"\1" * 60
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/>%s</svg>'
HERE = frozenset({"127.0.0.1"})
QUICK = Manners(pause=0, timeout=2, allowed=HERE)


@dataclass
class Web:
    """A server: for each path a status, a type, and what is there or where it leads."""

    port: int = 0
    answers: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    cut: set[str] = field(default_factory=set)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def shows(self, path: str, content: bytes, kind: str = "image/png", status: int = 200) -> str:
        self.answers[path] = (status, kind, content)
        return self.url(path)


class Handler(BaseHTTPRequestHandler):
    web: Web

    def do_GET(self) -> None:
        self.web.asked[self.path] += 1
        status, kind, content = self.web.answers.get(self.path.partition("?")[0], (404, "text/html", b"no"))
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", content.decode())
            content = b""
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:20] if self.path in self.web.cut else content)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("no_proxy", "*")
    state = Web()
    with listening(Handler, state):
        yield state


def fetched(root: Path, manners: Manners = QUICK) -> list[Problem]:
    """Bring the pictures of all notes, as the command does."""
    site = build(root)
    fetcher = beside.Fetcher(site, root, manners, lambda _: None)
    for note in beside.wanted(site, root):
        if change := fetcher.change(note):
            fix.write(change, root)
    return fetcher.problems


def files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


SYNTAX = {
    "inline": "![a]({0})",
    "with a title": '![a]({0} "A title")',
    "pointed": "![a](<{0}>)",
    "in a link": "[![a]({0})](https://example.org/)",
    "in a link to itself": "[![a]({0})]({0})",
    "reference": "![a][p]\n\n[p]: {0}",
    "collapsed, with a title": '![p][]\n\n[p]: <{0}> "A title"',
    "in a list": "- one\n  ![a]({0})\n- two",
    "in a quote": "> ![a]({0})\n>\n> text",
    "in a table": "| a | b |\n|---|---|\n| ![a]({0}) | text |",
    "in details": "<details><summary>More</summary>\n\n![a]({0})\n\n</details>",
    "in a heading": "## Part ![a]({0})",
    "in a footnote": "Text.[^1]\n\n[^1]: See ![a]({0})",
    "raw": '<img src="{0}" alt="a">',
    "raw, single quotes": "<img alt='a' src='{0}'/>",
    "raw, no quotes": "<img src={0} alt=a>",
    "raw in a paragraph": 'Text <img alt="a"\nsrc="{0}"> more.',
    "a picture of two": '<picture><source srcset="{0}"><img src="{0}" alt="a"></picture>',
    "text around": "![a]({0})text `![a]({0})` and <{0}>",
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("shape", SYNTAX)
def test_every_way_to_show_a_picture_is_rewritten(make_notes: MakeNotes, web: Web, shape: str, end: str) -> None:
    address = web.shows("/deep/My%20Shape.PNG", PNG)
    body = SYNTAX[shape].format(address)
    root = make_notes({})
    text = f"---\ntitle: T\n---\n\n# Alpha\n\n{body}\n\n```\n![a]({address})\n```\n".replace("\n", end)
    (root / "sub").mkdir()
    (root / "sub/a.md").write_bytes(text.encode())
    assert fetched(root) == []
    (name,) = (file for file in files(root) if file.startswith("sub/images/"))
    assert re.fullmatch(r"sub/images/my-shape-[0-9a-f]{8}\.png", name)
    assert (root / name).read_bytes() == PNG
    after = (root / "sub/a.md").read_bytes().decode()
    # Only the picture: what is code, a link or text stays, and so does all else.
    way = name.removeprefix("sub/")
    spans = [place for place in destinations.found(after) if place.address == way]
    assert spans
    assert destinations.replaced(after, dict.fromkeys(spans, address)) == text
    assert f"```{end}![a]({address}){end}```" in after
    site = build(root)
    assert [problem.rule for problem in site.problems if problem.rule in {"external-image", "dead-image"}] == []
    assert f"{name}" in site.assets
    assert web.asked.total() == 1
    assert fetched(root) == []
    assert web.asked.total() == 1, "a second run finds nothing"


def test_one_picture_is_fetched_once_and_kept_once(make_notes: MakeNotes, web: Web) -> None:
    one, other = web.shows("/one.png", PNG), web.shows("/other.png?x=1".partition("?")[0], PNG)
    root = make_notes({"a.md": f"# A\n\n![a]({one}) ![b]({other}?x=1&y=2)\n", "deep/er/b.md": f"# B\n\n![c]({one})\n"})
    assert fetched(root) == []
    (name,) = (file for file in files(root) if file.endswith(".png"))
    assert name == f"images/one-{name[-12:]}"
    assert (root / "deep/er/b.md").read_text() == f"# B\n\n![c](../../{name})\n"
    assert web.asked["/one.png"] == 1
    # A note that comes later shows the file that is there.
    (root / "late.md").write_text(f"# C\n\n![c]({one})\n")
    assert fetched(root) == []
    assert (root / "late.md").read_text() == f"# C\n\n![c]({name})\n"


REFUSED = {
    "gone": ((404, "text/html", b"no"), "404 Not Found"),
    "a page": ((200, "text/html", b"<html>x</html>"), "a web page was there and no picture"),
    "a page called a picture": ((200, "image/png", b"<html><p>x</html>"), "no drawing"),
    "no picture": ((200, "image/png", b"MZ program"), "no picture of a kind"),
    "a script in a drawing": ((200, "image/svg+xml", SVG % b"<script>x()</script>"), "no drawing"),
    "empty": ((200, "image/png", b""), "no picture of a kind"),
    "too long": ((200, "image/png", PNG + b"\0" * fetching.SIZE), "longer than"),
    "to a file": ((302, "image/png", b"file:///etc/passwd"), "was not saved"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_picture_is_a_problem_and_the_note_stays(make_notes: MakeNotes, web: Web, case: str) -> None:
    answer, reason = REFUSED[case]
    web.answers["/p.png"] = answer
    text = f"# A\n\n![a]({web.url('/p.png')})\n"
    root = make_notes({"a.md": text})
    (problem,) = fetched(root)
    assert (str(problem.place), problem.rule, problem.severity) == ("a.md:3", "not-fetched", "warning")
    assert reason in problem.message or "could not be fetched" in problem.message
    assert files(root) == ["a.md"]
    assert (root / "a.md").read_text() == text


def test_a_drawing_is_saved_without_what_could_run_or_load(make_notes: MakeNotes, web: Web) -> None:
    drawing = SVG % b'<image href="https://example.org/x.png" width="1" height="1"/>'
    root = make_notes({"a.md": f"# A\n\n![a]({web.shows('/d', drawing, 'text/plain')})\n"})
    assert fetched(root) == []
    (name,) = (file for file in files(root) if file.endswith(".svg"))
    assert b"example.org" not in (root / name).read_bytes()
    assert name in build(root).assets


def test_the_ending_is_that_of_the_bytes(make_notes: MakeNotes, web: Web) -> None:
    address = web.shows("/evil.html", GIF, "application/octet-stream")
    root = make_notes({"a.md": f"# A\n\n![a]({address})\n"})
    assert fetched(root) == []
    assert any(re.fullmatch(r"images/evil-[0-9a-f]{8}\.gif", file) for file in files(root))


@pytest.mark.parametrize(
    "path", ["/..%2f..%2fevil.png", "/%2e%2e/%00.png", "/favicon.png", "/con.png", "/ä ö.png", "/"]
)
def test_names_stay_in_the_folder(make_notes: MakeNotes, web: Web, path: str) -> None:
    for asked in (path, path.replace(" ", "%20"), "/%C3%A4%20%C3%B6.png"):
        web.shows(asked, PNG)
    root = make_notes({"assets/a.md": f"# A\n\n![a](<{web.url(path)}>)\n"})
    fetched(root)
    assert all(re.fullmatch(r"assets/(a\.md|images/[a-z0-9-]+\.png)", file) for file in files(root))


def test_redirects_are_followed_but_not_into_this_network(make_notes: MakeNotes, web: Web) -> None:
    web.shows("/p.png", PNG)
    web.answers["/moved"] = (302, "text/html", web.url("/p.png").encode())
    web.answers["/inside"] = (302, "text/html", f"http://localhost:{web.port}/p.png".encode())
    root = make_notes({"a.md": f"# A\n\n![a]({web.url('/moved')})\n\n![b]({web.url('/inside')})\n"})
    (problem,) = fetched(root)
    assert "`localhost` is no host of the public net" in problem.message
    assert "--allow-host localhost" in problem.message
    assert str(problem.place) == "a.md:5"
    assert web.asked["/p.png"] == 1


def test_nobody_inside_is_asked_unless_allowed(make_notes: MakeNotes, web: Web) -> None:
    root = make_notes({"a.md": f"# A\n\n![a]({web.shows('/p.png', PNG)})\n"})
    (problem,) = fetched(root, Manners(pause=0, timeout=2))
    assert "--allow-host 127.0.0.1" in problem.message
    assert web.asked.total() == 0


def test_a_server_that_is_not_there_is_asked_once(make_notes: MakeNotes, web: Web) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        port = taken.getsockname()[1]
        many = "\n\n".join(f"![a](http://127.0.0.1:{port}/{n}.png)" for n in range(50))
        root = make_notes({"a.md": f"# A\n\n{many}\n\n![b]({web.shows('/p.png', PNG)})\n"})
        found = fetched(root)
    assert len(found) == 50
    assert all("run it again later" in problem.message for problem in found)
    assert any(file.startswith("images/p-") for file in files(root)), "the others are brought all the same"


def test_an_answer_that_ends_early_is_no_picture(make_notes: MakeNotes, web: Web) -> None:
    web.cut = {"/p.png"}
    root = make_notes({"a.md": f"# A\n\n![a]({web.shows('/p.png', PNG)})\n"})
    assert len(fetched(root)) == 1
    assert files(root) == ["a.md"]


def test_a_definition_that_a_link_uses_too_is_left_and_told(make_notes: MakeNotes, web: Web) -> None:
    text = f"# A\n\n![a][p] and [see it][p]\n\n[p]: {web.shows('/p.png', PNG)}\n"
    root = make_notes({"a.md": text})
    (problem,) = fetched(root)
    assert re.search(r"is saved, but .*: write `images/p-[0-9a-f]{8}\.png`", problem.message)
    assert (root / "a.md").read_text() == text


def test_a_run_that_is_stopped_leaves_whole_notes(make_notes: MakeNotes, web: Web) -> None:
    for name in "abc":
        web.shows(f"/{name}.png", PNG + name.encode())
    root = make_notes({f"{name}.md": f"# N\n\n![x]({web.url(f'/{name}.png')})\n" for name in "abc"})
    site = build(root)

    def stop(address: str) -> None:
        if address.endswith("b.png"):
            raise KeyboardInterrupt

    fetcher = beside.Fetcher(site, root, QUICK, stop)

    def bring() -> None:
        for note in beside.wanted(site, root):
            if change := fetcher.change(note):
                fix.write(change, root)

    with pytest.raises(KeyboardInterrupt):
        bring()
    assert "images/a-" in (root / "a.md").read_text()
    assert "http:" in (root / "b.md").read_text()
    assert fetched(root) == []
    assert all("http:" not in (root / f"{name}.md").read_text() for name in "abc")
    assert web.asked["/a.png"] == 1


def test_the_command(
    make_notes: MakeNotes, web: Web, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = web.shows("/p.png", PNG)
    root = make_notes({"a.md": f"# A\n\n![a]({address})\n"})
    monkeypatch.chdir(root.parent)
    command = ["fix", "--notes", root.name, "--fetch-images"]
    assert cli.main([*command, "--dry-run"]) == 0
    assert f"would fetch {address} for {root.name}/a.md:3" in capsys.readouterr().out
    assert web.asked.total() == 0
    assert cli.main(command) == 1
    assert "[not-fetched]" in capsys.readouterr().out
    assert cli.main([*command, "--allow-host", "127.0.0.1"]) == 0
    assert f"wrote {root.name}/a.md: pictures that lie beside it now" in capsys.readouterr().out
    assert cli.main(command) == 0
    assert "no note shows a picture of another site" in capsys.readouterr().out
