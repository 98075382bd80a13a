"""Whether sources are still there and say the same, against a server on this machine."""

import contextlib
import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from time import monotonic, process_time, sleep

import pytest

import programs
from local_web import listening
from studyguide.build import build
from studyguide.outputs.sources import asking, check, reach, remembered, visible
from studyguide.outputs.sources.rounds import Manners, OfflineError
from studyguide.problems import Problem

PAGE = (
    "<html><head><title>{0}</title><script>{0}</script></head><body><nav>{0}</nav><main><p>{1}</p></main></body></html>"
)
TODAY = date(2026, 5, 1)
TIME = 10
"""Seconds, for a machine that is busy; without an end it would be hours."""

HERE = frozenset({"127.0.0.1"})
QUICK = Manners(pause=0, timeout=1, allowed=HERE)

COMMAND = ["studyguide", "sources", *"--notes notes --pause 0 --allow-host 127.0.0.1".split()]


@dataclass
class Web:
    """A server: for each path a status and a body or a place to go, how often it was asked, and how many at once."""

    port: int = 0
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    tags: dict[str, str] = field(default_factory=dict)
    no_head: bool = False
    slow: float = 0
    at_once: int = 0
    most_at_once: int = 0
    busy_for: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def answer(self, method: str, path: str) -> tuple[int, str]:
        self.asked[f"{method} {path}"] += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        sleep(self.slow)
        self.at_once -= 1  # before the answer goes out: the next question may come with its last byte
        if self.busy_for:
            self.busy_for -= 1
            return 503, ""
        return (405, "") if method == "HEAD" and self.no_head else self.answers.get(path, (404, ""))


class Handler(BaseHTTPRequestHandler):
    web: Web

    def do_GET(self) -> None:
        status, text = self.web.answer(self.command, self.path)
        self.send_response(status)
        if status in {301, 302, 308}:
            self.send_header("Location", text)
            text = ""
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text.encode())))
        if self.path in self.web.tags:
            self.send_header("ETag", self.web.tags[self.path])
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(text.encode())

    do_HEAD = do_GET  # noqa: N815  the library calls it so

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("no_proxy", "*")
    state = Web()
    with listening(Handler, state):
        yield state


def guide(folder: Path, *addresses: str, reviewed: str = "2026-04-01") -> Path:
    """Write a note whose footnotes stand on lines 8 and following."""
    notes = folder / "notes"
    notes.mkdir(exist_ok=True)
    marks = "".join(f"[^{n}]" for n in range(len(addresses)))
    definitions = "".join(f"[^{n}]: [A page]({address})\n" for n, address in enumerate(addresses))
    (notes / "a.md").write_text(f"---\nreviewed: {reviewed}\n---\n# A\n\nText.{marks}\n\n{definitions}")
    return notes


def run(notes: Path, today: date = TODAY, manners: Manners = QUICK) -> list[Problem]:
    site = build(notes)
    assert site.problems == ()
    return check.problems(site, notes, today, manners, lambda _: None)[0]


def test_pages_that_are_gone_are_named_with_their_line(web: Web, tmp_path: Path) -> None:
    web.answers = {"/there": (200, PAGE.format("x", "Text.")), "/gone": (410, "")}
    notes = guide(tmp_path, web.url("/there#part"), web.url("/missing"), web.url("/gone"))
    found = run(notes)
    assert [(str(p.place), p.rule, p.severity) for p in found] == [
        ("a.md:9", "dead-source", "warning"),
        ("a.md:10", "dead-source", "warning"),
    ]
    assert "404 Not Found" in found[0].message
    assert "410 Gone" in found[1].message


def test_a_server_that_does_not_exist_is_gone(web: Web, tmp_path: Path) -> None:
    web.answers = {"/there": (200, "x")}
    notes = guide(tmp_path, web.url("/there"), "http://[::1", "http://no-such-host.invalid/a")
    found = run(notes)
    assert [(p.place.line, p.rule) for p in found if "invalid/" not in p.message] == [(9, "dead-source")]
    # A machine without name service cannot tell a wrong name from its own trouble, and then says only the latter.
    assert [(p.place.line, p.rule) for p in found if "invalid/" in p.message] in (
        [(10, "dead-source")],
        [(10, "silent-source")],
    )


def test_sources_in_metadata_and_facts_have_their_own_lines(web: Web, tmp_path: Path) -> None:
    text = (
        f"---\nsources:\n  - {web.url('/top')}\n---\n# A\n\nText.\n\n"
        f"## B\n<!-- studyguide\nsources: [{web.url('/inner')}]\n-->\n\n"
        f"| At a glance | |\n|---|---|\n| size | [5]({web.url('/fact')}) |\n"
    )
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(text)
    site = build(notes, None)
    found, count = check.problems(site, notes, TODAY, QUICK, lambda _: None)
    assert count == 3
    assert [(p.place.line, p.message.split(">")[0].rpartition("/")[2]) for p in found] == [
        (3, "top"),
        (11, "inner"),
        (16, "fact"),
    ]


def test_a_page_that_moved_for_good_is_a_hint(web: Web, tmp_path: Path) -> None:
    page = (200, PAGE.format("x", "Text."))
    web.answers = {"/old": (301, "/new"), "/new": page, "/login": (302, "/new"), "/lost": (308, "/nowhere")}
    notes = guide(tmp_path, web.url("/old"), web.url("/login"), web.url("/lost"))
    found = run(notes)
    assert [(p.place.line, p.rule, p.severity) for p in found] == [
        (8, "moved-source", "info"),
        (10, "dead-source", "warning"),
    ]
    assert f"cite <{web.url('/new')}>" in found[0].message


def test_a_changed_text_is_a_problem_until_the_section_is_reviewed(web: Web, tmp_path: Path) -> None:
    web.answers = {"/a": (200, PAGE.format("x", "At most 15 minutes."))}
    notes = guide(tmp_path, web.url("/a"))
    assert run(notes) == []
    web.answers = {"/a": (200, PAGE.format("another title, script and navigation", "At most  15 minutes."))}
    assert run(notes) == []
    web.answers = {"/a": (200, PAGE.format("x", "At most 30 minutes."))}
    found = run(notes)
    assert [(p.place.line, p.rule) for p in found] == [(8, "changed-source")]
    assert "set `reviewed: 2026-05-01`" in found[0].message
    assert run(notes, date(2026, 6, 1)) == found
    guide(tmp_path, web.url("/a"), reviewed="2026-05-01")
    assert run(notes, date(2026, 6, 2)) == []


def test_what_was_seen_stays_while_a_page_is_away(web: Web, tmp_path: Path) -> None:
    web.answers = {"/a": (200, "one"), "/b": (200, "x")}
    notes = guide(tmp_path, web.url("/a"), web.url("/b"))
    run(notes)
    before = (notes / remembered.NAME).read_text()
    web.answers = {"/b": (200, "x")}
    assert [p.rule for p in run(notes)] == ["dead-source"]
    assert (notes / remembered.NAME).read_text() == before
    web.answers["/a"] = (200, "two")
    assert [p.rule for p in run(notes)] == ["changed-source"]
    guide(tmp_path, web.url("/b"))
    run(notes)
    assert list(json.loads((notes / remembered.NAME).read_text())) == [web.url("/b")]


def test_a_known_version_is_not_loaded_again(web: Web, tmp_path: Path) -> None:
    web.answers, web.tags = {"/a": (200, "one")}, {"/a": '"1"'}
    notes = guide(tmp_path, web.url("/a"))
    run(notes)
    run(notes)
    assert web.asked == {"HEAD /a": 2, "GET /a": 1}
    web.tags, web.answers = {"/a": '"2"'}, {"/a": (200, "two")}
    assert [p.rule for p in run(notes)] == ["changed-source"]


def test_a_server_that_refuses_head_is_asked_with_get(web: Web, tmp_path: Path) -> None:
    web.answers, web.no_head = {"/a": (200, "one")}, True
    assert [p.message for p in run(guide(tmp_path, web.url("/a"), web.url("/b")))] == [
        f"<{web.url('/b')}> is gone (404 Not Found): find where it says this now, or another source"
    ]


def test_a_busy_server_is_asked_again(web: Web, tmp_path: Path) -> None:
    web.answers, web.busy_for = {"/a": (200, "one")}, 2
    assert run(guide(tmp_path, web.url("/a"))) == []
    web.busy_for = 1000
    web.asked.clear()
    found = run(guide(tmp_path, *(web.url(f"/{n}") for n in range(9))))
    assert [(p.rule, p.severity) for p in found] == [("silent-source", "info")] * 9
    assert "503" in found[0].message
    assert sum(web.asked.values()) == 9, "three pages fail three times each, then the host is left alone"


def test_a_slow_server_does_not_hold_up_the_rest(web: Web, tmp_path: Path) -> None:
    web.answers, web.slow = {"/a": (200, "one")}, 1.0
    start = monotonic()
    found = run(guide(tmp_path, web.url("/a")), manners=Manners(pause=0, timeout=0.2, allowed=HERE))
    assert [(p.rule, "too long" in p.message) for p in found] == [("silent-source", True)]
    assert monotonic() - start < 5


def test_a_host_is_asked_for_one_page_at_a_time(web: Web, tmp_path: Path) -> None:
    web.answers, web.slow = {f"/{n}": (200, "x") for n in range(6)}, 0.02
    assert run(guide(tmp_path, *(web.url(f"/{n}") for n in range(6)))) == []
    assert web.most_at_once == 1
    assert sum(web.asked.values()) == 12


def test_a_page_never_leads_to_a_file_of_this_machine(web: Web, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    web.answers = {"/a": (302, secret.as_uri()), "/b": (302, "ftp://127.0.0.1/x")}
    assert [p.rule for p in run(guide(tmp_path, web.url("/a"), web.url("/b")))] == ["silent-source"] * 2


def test_addresses_in_other_scripts_are_asked_for(web: Web, tmp_path: Path) -> None:
    web.answers = {"/%C3%A9t%C3%A9": (200, "x")}
    assert run(guide(tmp_path, web.url("/été"))) == []


def test_a_machine_without_a_network_says_so_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    notes = guide(tmp_path, *(f"http://127.0.0.1:{port}/{n}" for port in (1, 2) for n in range(50)))
    with pytest.raises(OfflineError, match="none of 2 hosts can be reached"):
        run(notes)
    assert not (notes / remembered.NAME).exists()
    result = programs.run(*COMMAND, cwd=tmp_path, timeout=60)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("studyguide: none of 2 hosts can be reached (")


def test_the_command_prints_as_check_does(web: Web, tmp_path: Path) -> None:
    web.answers = {"/a": (200, "x")}
    guide(tmp_path, web.url("/a"), web.url("/b"))
    result = programs.run(*COMMAND, cwd=tmp_path, timeout=60)
    assert result.returncode == 0
    assert result.stdout.splitlines()[0].startswith(f"warning: notes/a.md:9: <{web.url('/b')}> is gone")
    assert result.stdout.splitlines()[1] == "2 sources: 0 errors, 1 warning, 0 infos"
    command = [*COMMAND, "--strict", "--format", "github"]
    result = programs.run(*command, cwd=tmp_path, timeout=60)
    assert result.returncode == 1
    assert result.stdout.startswith("::warning file=notes/a.md,line=9,title=dead-source::")


def test_a_damaged_memory_is_named(web: Web, tmp_path: Path) -> None:
    notes = guide(tmp_path, web.url("/a"))
    (notes / remembered.NAME).write_text("[1]")
    with pytest.raises(remembered.DamagedError, match="restore it, or delete it"):
        run(notes)


@pytest.mark.parametrize(
    "unit", ["<a ", "<!--", "<![CDATA[", "</", "<?", "<title></titl", "<script>", "<a b='c\" ", "<main><nav>"]
)
def test_no_page_takes_the_square_of_its_length(unit: str) -> None:
    """Python's own reader needs hours for 8 MB of some of these, and raises on another."""
    started = process_time()
    visible.text(unit * 100_000)
    assert process_time() - started < TIME


@pytest.mark.parametrize("begin", ["HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"])
def test_a_server_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch, begin: str) -> None:
    monkeypatch.setattr(asking, "DURATION", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=dribble, args=(server, begin), daemon=True).start()
        started = monotonic()
        answer = asking.ask(f"http://127.0.0.1:{server.getsockname()[1]}/", "", timeout=5, allowed=HERE)
    assert answer.state == "silent"
    assert monotonic() - started < TIME


def dribble(server: socket.socket, begin: str) -> None:
    """Answer with a byte now and then, for ever."""
    with contextlib.suppress(OSError):
        while True:
            connection, _ = server.accept()
            connection.sendall(begin.encode() if connection.recv(4) != b"HEAD" else b"HTTP/1.1 405 No\r\n\r\n")
            with contextlib.suppress(OSError):
                while True:
                    connection.sendall(b"a")
                    sleep(0.05)


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>a<p>b", "a b"),
        ("<nav>n</nav><main>m<script>s</script></main><footer>f</footer>", "m"),
        ("<div>a</div><style>x</style></style><div>b", "a b"),
        ("<nav><svg>x</nav>a", "a"),
        ("a&amp;b &lt; c", "a&b < c"),
        ("</main><article>a</article> b", "a"),
        ("a<script>if (a<b) '</p>'</script>b <!-- <p>x --> c <title>t", "a b c"),
        ("<p title='a>b'>a</p ><![a b> c < d", "a c < d"),
    ],
)
def test_visible_text(html: str, seen: str) -> None:
    assert " ".join(visible.text(html).split()) == seen


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",  # noqa: S104
        "2130706433",
        "0x7f.1",
        "127.1",
        "LOCALHOST",
    ],
)
def test_a_server_of_this_machine_is_not_asked(web: Web, tmp_path: Path, host: str) -> None:
    notes = guide(tmp_path, f"http://{host}:{web.port}/a")
    (problem,) = run(notes, manners=Manners(pause=0, timeout=1))
    assert (problem.rule, problem.severity, problem.place.line) == ("private-source", "warning", 8)
    assert f"--allow-host {reach.name(host)}" in problem.message
    assert not web.asked


def test_a_redirect_to_this_machine_is_not_followed(web: Web, tmp_path: Path) -> None:
    web.answers = {"/a": (302, f"http://localhost:{web.port}/b"), "/b": (200, "secret")}
    web.answers |= {"/c": (302, f"http://127%2e0.0.2:{web.port}/b")}
    found = run(guide(tmp_path, web.url("/a"), web.url("/c")))
    assert [(p.rule, p.place.line) for p in found] == [("private-source", 8), ("private-source", 9)]
    assert web.asked == {"HEAD /a": 1, "HEAD /c": 1}


def test_a_host_is_allowed_by_its_name(web: Web, tmp_path: Path) -> None:
    web.answers = {"/a": (200, "x")}
    guide(tmp_path, f"http://LocalHost:{web.port}/a")
    command = ["studyguide", "sources", "--notes", "notes", "--pause", "0", "--strict"]
    refused = programs.run(*command, cwd=tmp_path, timeout=60)
    assert refused.returncode == 1
    assert "is no host of the public net" in refused.stdout
    allowed = [*command, "--allow-host", "localhost."]
    assert programs.run(*allowed, cwd=tmp_path, timeout=60).returncode == 0


def test_the_connection_goes_to_the_address_that_was_looked_at(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server of an attacker gives a public address first, and this machine's when asked again."""
    answers = iter(["203.0.113.9", "127.0.0.1", "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *args: int, **named: int) -> object:
        asked.append(host)
        return real(next(answers) if host == "rebind.example" else host, port, *args, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(reach, "is_public", lambda address: address == "203.0.113.9")
    answer = asking.ask(f"http://rebind.example:{web.port}/a", "", timeout=0.2)
    assert answer.state == "silent"
    assert asked == ["rebind.example", "203.0.113.9"]
    assert not web.asked


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_is_asked_for_public_pages_alone(web: Web, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{web.port}")
    web.answers = {"http://only-the-proxy-knows.invalid/a": (200, "x")}
    answer = asking.ask(f"{scheme}://only-the-proxy-knows.invalid/a", "", timeout=1)
    assert answer.state == ("there" if scheme == "http" else "silent"), "the server of the test opens no tunnels"
    web.asked.clear()
    for host in ("127.0.0.1", "169.254.169.254", "localhost"):
        assert asking.ask(f"{scheme}://{host}/latest", "", timeout=1) == asking.Answer("inside", host)
    assert not web.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        *(
            (address, True)
            for address in ("93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822")
        ),
        *((address, False) for address in ("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1")),
        *((address, False) for address in ("0.0.0.0", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255")),  # noqa: S104
        *(
            (address, False)
            for address in ("::", "::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "ff0e::1")
        ),
        *(
            (address, False)
            for address in ("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1")
        ),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:  # noqa: FBT001
    assert reach.is_public(address) == public
