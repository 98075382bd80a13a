"""The guide in its hosts: MkDocs, ProperDocs and Zensical run as the programs that people run."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

import programs

ROOT = Path(__file__).parent.parent
GUIDES = Path(__file__).parent / "guides"
MINIMAL = "site_name: A guide\ntheme:\n  name: material\nplugins: [search, studyguide]\n"
HOSTS = ["mkdocs", "properdocs"]
ARTICLE = SoupStrainer("article")
"""What a theme draws around it is most of a page."""

pytestmark = pytest.mark.hosts
Project = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Copy the notes of a guide beside a configuration."""

    def make(guide: str, config: str = MINIMAL) -> Path:
        folder = tmp_path / guide
        shutil.copytree(GUIDES / guide, folder)
        (folder / "docs").mkdir()
        (folder / "mkdocs.yml").write_text(config)
        return folder

    return make


def run(
    *command: str, cwd: Path, check: bool = True, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program of this environment; its output is the message if it fails."""
    result = programs.run(*command, cwd=cwd, env=env)
    if check:
        assert result.returncode == 0, f"{command}:\n{result.stdout}\n{result.stderr}"
    return result


def build(host: str, folder: Path, *options: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return run(host, "build", "-f", "mkdocs.yml", "-d", f"site-{host}", *options, cwd=folder, check=check)


def pages(site: Path) -> dict[str, str]:
    """Map the URL of every page to the text of its article, without white space."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        if path.name != "404.html":
            html = path.read_text(encoding="utf-8")
            article = BeautifulSoup(html, "html.parser", parse_only=ARTICLE).find("article") or _parsed(html)
            for extra in article.select(".headerlink, .md-source-file, .md-content__button"):
                extra.decompose()
            found[path.relative_to(site).as_posix()] = "".join(article.get_text().split())
    return found


def soup(path: Path) -> BeautifulSoup:
    return _parsed(path.read_text(encoding="utf-8"))


def _parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("host", HOSTS)
def test_two_lines_of_configuration_make_a_whole_guide(project: Project, host: str) -> None:
    folder = project("messy")
    log = build(host, folder).stderr
    assert "Deprecat" not in log
    site = folder / f"site-{host}"
    names = set(pages(site))
    assert {
        "index.html",
        "tags/index.html",
        "glossary/index.html",
        "compare/index.html",
        "practice/index.html",
    } <= names
    assert {
        "print/index.html",
        "changes/index.html",
        "cloud-notes/index.html",
        "cloud-notes/vm/index.html",
    } <= names
    assert "misspelt-title 3" in log
    assert "“ElasticCache”: a section in cloud-notes.md" in log
    article = soup(site / "cloud-notes/iam/index.html").article
    assert article is not None
    assert [li.get_text().strip() for li in article.select("article > ul > li")] == [
        "Users",
        "Groups",
        "Roles",
    ]
    assert "allow <IP> and deny <IP>" in article.get_text()


def test_both_hosts_make_the_same_pages(project: Project) -> None:
    folder = project("clean")
    for host in HOSTS:
        build(host, folder, "--strict")
    one, other = (pages(folder / f"site-{host}") for host in HOSTS)
    assert one == other
    assert len(one) > 12


@pytest.mark.parametrize("host", HOSTS)
def test_the_same_bytes_on_every_machine(tmp_path: Path, host: str) -> None:
    """Paths, time zones, hash seeds and locales differ; the time of the build is told, as packagers do."""
    machines = {
        "one": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        "another/deeper": {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    }
    sites = []
    for name, environment in machines.items():
        folder = tmp_path / name / "guide"
        for guide in ("clean", "messy"):
            shutil.copytree(GUIDES / guide / "notes", folder / "notes" / guide)
        (folder / "docs").mkdir()
        (folder / "mkdocs.yml").write_text(f"{MINIMAL}site_url: https://example.org/guide/\n")
        told = {"SOURCE_DATE_EPOCH": "1790000000"}
        run(host, "build", "-f", "mkdocs.yml", "-d", "site", cwd=folder, env=environment | told)
        site = folder / "site"
        sites.append({p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()})
    one, other = sites
    assert set(one) == set(other)
    assert {"studyguide.json", "practice.apkg", "sitemap.xml.gz", "search/texts.js", "print/index.html"} <= set(one)
    assert [name for name in one if one[name] != other[name]] == []


def test_strict_fails_on_a_warning_and_says_where(project: Project) -> None:
    folder = project("clean")
    (folder / "notes" / "compute.md").open("a").write("\nSee [[Objekt store]].\n")
    for host in HOSTS:
        result = build(host, folder, "--strict", check=False)
        assert result.returncode == 1
        assert re.search(
            r"notes/compute\.md:23: .*Objekt store.*did you mean.*Object store",
            result.stderr.replace("\n", " "),
        )
        assert build(host, folder).returncode == 0


def test_rules_are_as_grave_as_the_owner_says(project: Project) -> None:
    config = MINIMAL.replace(
        "studyguide", "studyguide: {lint: {dead-link: off, dead-image: error, unused-link: warning}}"
    )
    folder = project("clean", config)
    notes = folder / "notes" / "compute.md"
    notes.open("a").write("\nSee [[Objekt store]].\n")
    for host in HOSTS:
        assert build(host, folder, "--strict").returncode == 0
    notes.open("a").write(
        "\n![a](a.png)\n\n![b](b.png) <!-- studyguide: ignore dead-image -->\n\n[x]: https://example.org\n"
    )
    for host in HOSTS:
        result = build(host, folder, check=False)
        assert len(re.findall(r"ERROR.*a\.png", result.stderr)) == 1
        assert len(re.findall(r"WARNING.*unused-link", result.stderr)) == 1
        assert "b.png" not in result.stderr


def test_hints_are_counted_and_many_of_one_kind_grouped(project: Project) -> None:
    folder = project("clean")
    more = "".join(f"[[Nowhere {number}]]\n\n[^x{number}]: Note.\n\n" for number in range(20))
    (folder / "notes" / "compute.md").open("a").write(f"\n{more}")
    result = build("mkdocs", folder)
    assert len(re.findall(r"WARNING.*\[dead-link\]", result.stderr)) == 6
    assert "and 15 more like this; `studyguide check --all` shows them [dead-link]" in result.stderr
    assert re.search(r"INFO.*1 hint \(unused-footnote 1\): `studyguide check` lists them", result.stderr)
    assert "[unused-footnote]" not in result.stderr


def test_core_needs_no_host() -> None:
    code = """
        import sys
        for name in ("mkdocs", "properdocs", "material"):
            sys.modules[name] = None
        from pathlib import Path
        from studyguide.build import build
        site = build(Path("notes"))
        print(len(site.pages), [str(problem) for problem in site.problems])
    """
    result = run("python", "-c", textwrap.dedent(code), cwd=GUIDES / "clean")
    assert re.fullmatch(r"\d\d \[\]\n", result.stdout)


def test_zensical_builds_the_export_into_the_same_pages(project: Project) -> None:
    folder = project("clean")
    build("mkdocs", folder, "--strict")
    run("studyguide", "export", "exported", cwd=folder)
    run("zensical", "build", cwd=folder / "exported")
    ours, theirs = pages(folder / "site-mkdocs"), pages(folder / "exported" / "site")
    # The copy on a device is MkDocs's alone.
    assert set(theirs) == set(ours) - {"offline/index.html"}
    for word in ("Adiskoverthenetwork", "Copiesofa", "64TiB", "Whichstoreismountedasadisk?"):
        assert word in theirs["storage/block/index.html"] + theirs["storage/object/index.html"]
    # A second export replaces the first, but for what changed there; a folder with other files is left alone.
    (folder / "exported/mkdocs.yml").open("a").write("site_url: https://example.org/\n")
    said = run("studyguide", "export", "exported", cwd=folder).stdout.splitlines()
    assert [line.partition(":")[0] for line in said] == ["kept exported/mkdocs.yml", f"{len(theirs)} pages in exported"]
    refused = run("studyguide", "export", "notes", cwd=folder, check=False)
    assert refused.returncode == 2
    assert "holds files that no export wrote" in refused.stderr
    assert (folder / "notes" / "storage.md").exists()


def test_the_data_file_tells_the_same_as_the_pages(project: Project) -> None:
    folder = project("clean")
    build("mkdocs", folder)
    site = folder / "site-mkdocs"
    data = json.loads((site / "studyguide.json").read_text())
    for section in data["sections"]:
        title = soup(site / section["url"] / "index.html").h1
        assert title is not None
        assert title.get_text().replace("¶", "").strip() == section["title"]
    for link in data["links"]:
        page, _, mark = link["from"].partition("#")
        assert soup(site / page / "index.html").find(id=mark) is not None, link


def test_links_and_images_lead_to_what_exists(project: Project) -> None:
    for guide in ("clean", "messy"):
        folder = project(guide, MINIMAL + "use_directory_urls: false\n" if guide == "messy" else MINIMAL)
        build("mkdocs", folder)
        site = folder / "site-mkdocs"
        dead = list(_dead(site))
        assert dead == []


def _dead(site: Path) -> Iterator[str]:
    for path in site.rglob("*.html"):
        if path.name == "404.html":
            continue
        for element in soup(path).select("article [href], article [src]"):
            address = element.get("href") or element.get("src")
            if not isinstance(address, str) or address.startswith(("http", "mailto:")):
                continue
            before, _, fragment = address.partition("#")
            # A query is for the scripts of a page.
            name, fragment = urllib.parse.unquote(before.partition("?")[0]), urllib.parse.unquote(fragment)
            target = (path.parent / name).resolve() if name else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                yield f"{path}: {address}"
            elif fragment and soup(target).find(id=fragment) is None:
                yield f"{path}: {address} (no such place)"


def test_fragments_of_the_whole_file_live_on_at_the_chapter(project: Project) -> None:
    folder = project("clean")
    build("mkdocs", folder)
    chapter = soup(folder / "site-mkdocs/storage/index.html")
    moved = {str(element["id"]): element["data-sg-moved"] for element in chapter.select("[data-sg-moved]")}
    assert moved["object-store"] == moved["object"] == "object/"
    assert moved["snapshots"] == "block/#snapshots"


def test_what_the_owner_set_stays(project: Project) -> None:
    config = MINIMAL.replace(
        "name: material", "name: material\n  features: [toc.integrate]\n  palette: {primary: teal}"
    )
    config += (
        "markdown_extensions:\n  - toc: {permalink: '#'}\nnav:\n  - Start: start.md\n  - Stores: storage/index.md\n"
    )
    folder = project("clean", config)
    (folder / "docs" / "start.md").write_text(
        "# Start\n\nMy own page. See [the store](storage/object.md).\n\n## Part\n"
    )
    build("mkdocs", folder)
    start = soup(folder / "site-mkdocs/start/index.html")
    assert start.select_one(".headerlink").get_text() == "#"  # type: ignore[union-attr]
    assert start.body is not None
    assert start.body["data-md-color-primary"] == "teal"
    assert start.find("a", string="the store")["href"] == "../storage/object/"  # type: ignore[index]
    assert [a.get_text().strip() for a in start.select("nav.md-nav--primary > ul > li > a")][:2] == [
        "Start",
        "Stores",
    ]


def test_the_owners_home_page_is_kept(project: Project) -> None:
    folder = project("clean")
    (folder / "docs" / "index.md").write_text("# Welcome to mine\n")
    build("mkdocs", folder, "--strict")
    title = soup(folder / "site-mkdocs/index.html").h1
    assert title is not None
    assert "Welcome to mine" in title.get_text()


def test_notes_may_lie_inside_docs_or_anywhere(project: Project, tmp_path: Path) -> None:
    folder = project("clean", MINIMAL.replace("studyguide]", "studyguide: {notes_dir: docs/notes}]"))
    shutil.move(folder / "notes", folder / "docs" / "notes")
    build("mkdocs", folder, "--strict")
    names = pages(folder / "site-mkdocs")
    assert "storage/block/index.html" in names
    assert not any(name.startswith("notes/") for name in names)
    elsewhere = tmp_path / "elsewhere"
    shutil.move(folder / "docs" / "notes", elsewhere)
    (folder / "mkdocs.yml").write_text(MINIMAL.replace("studyguide]", f"studyguide: {{notes_dir: {elsewhere}}}]"))
    build("mkdocs", folder, "--strict")
    assert set(pages(folder / "site-mkdocs")) == set(names)


WRONG = """\
site_name: A guide
INHERIT: base.yml
plugins:
  search: {}
  studyguide:
    titel: Mine
    split: 3
    facts_heading: [a, b]
    compare:
      - title: Disks
        tag: disk
      - title: Queues
        tag: [a, b]
        membres: [c]
"""
BASE = """\
theme:
  name: material
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
plugins:
  studyguide:
    book: !ENV [NO_SUCH_VARIABLE, soon]
    words: lost.json
"""
FAULTS = [
    "base.yml:8: `book` must be true or false, not 'soon'. For example `book: true`",
    "base.yml:9: `words`: lost.json cannot be read: No such file or directory",
    "mkdocs.yml:6: unknown option `titel`: did you mean `title`? For example `title: My study guide`",
    "mkdocs.yml:7: `split` must be auto, 1, 2 or file, not 3. For example `split: {'*': auto, 'services/*.md': 2}`",
    "mkdocs.yml:8: `facts_heading` must be text, not the list ['a', 'b']. For example `facts_heading: At a glance`",
    "mkdocs.yml:13: `compare[1].tag` must be text, not the list ['a', 'b']. For example `tag: queue`",
    "mkdocs.yml:14: unknown option `compare[1].membres`: did you mean `members`? For example `members: [s3, ebs, efs]`",
]


@pytest.fixture
def wrong(project: Project) -> Path:
    folder = project("clean", WRONG)
    (folder / "base.yml").write_text(BASE)
    return folder


def errors(result: subprocess.CompletedProcess[str]) -> list[str]:
    """List the errors of a host's log."""
    assert "Traceback" not in result.stdout + result.stderr
    return [line.removeprefix("ERROR   -  ") for line in result.stderr.splitlines() if line.startswith("ERROR")]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("flag", ["--clean", "--strict", "--quiet"])
def test_all_wrong_options_are_explained_at_once(wrong: Path, host: str, flag: str) -> None:
    result = build(host, wrong, flag, check=False)
    assert result.returncode == 1
    assert errors(result) == [*(f"studyguide: {fault}" for fault in FAULTS), "studyguide: 7 wrong options, named above"]
    assert "WARNING" not in result.stderr
    assert not (wrong / f"site-{host}" / "index.html").exists()


@pytest.mark.parametrize("host", HOSTS)
def test_a_server_does_not_start_with_wrong_options(wrong: Path, host: str) -> None:
    result = run(host, "serve", "-f", "mkdocs.yml", "-a", "127.0.0.1:0", cwd=wrong, check=False)
    assert result.returncode == 1
    assert errors(result)[:-1] == [f"studyguide: {fault}" for fault in FAULTS]


@pytest.mark.parametrize(
    "command", [("check",), ("fix",), ("export", "out"), ("anki", "a.apkg"), ("book", "b.pdf"), ("sources",)]
)
def test_commands_explain_wrong_options_as_the_hosts_do(wrong: Path, command: tuple[str, ...]) -> None:
    result = run("studyguide", *command, cwd=wrong, check=False)
    assert result.returncode == 2
    assert result.stderr.splitlines() == [f"studyguide: {fault}" for fault in FAULTS]


@pytest.mark.parametrize("plugins", ["{studyguide: [a]}", "[{studyguide: [a]}]", "[search, {studyguide: 3}]"])
def test_options_that_are_none_are_explained(project: Project, plugins: str) -> None:
    """The hosts have their own words for this, before any plugin is asked."""
    folder = project("clean", f"site_name: A guide\ntheme: material\nplugins: {plugins}\n")
    result = run("studyguide", "check", cwd=folder, check=False)
    assert result.returncode == 2
    assert result.stderr.startswith("studyguide: mkdocs.yml:3: `studyguide` must be `option: value` lines, not ")
    for host in HOSTS:
        assert "Invalid config options for the 'studyguide' plugin" in build(host, folder, check=False).stderr


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("book", ['["book"]', ".book"])
def test_a_wrong_option_that_a_hook_sets_is_explained(project: Project, host: str, book: str) -> None:
    folder = project("clean", MINIMAL.replace("studyguide]", "studyguide: {book: false}]") + "hooks: [hook.py]\n")
    code = f'def on_config(config):\n    config.plugins["studyguide"].config{book} = ["yes"]\n    return config\n'
    (folder / "hook.py").write_text(code)
    result = build(host, folder, check=False)
    assert result.returncode == 1
    assert errors(result)[0] == (
        "studyguide: set by a hook or another plugin: `book` must be true or false, not the list ['yes']."
        " For example `book: true`"
    )


@pytest.mark.parametrize("host", HOSTS)
def test_a_plugin_that_is_turned_off_has_no_faults(project: Project, host: str) -> None:
    options = "{enabled: false, titel: Mine}"
    folder = project("clean", MINIMAL.replace("studyguide]", f"studyguide: {options}]"))
    assert errors(build(host, folder)) == []
    (folder / "mkdocs.yml").write_text(MINIMAL.replace("studyguide]", "studyguide: {enabled: true}]"))
    assert errors(build(host, folder, "--strict")) == []
    assert run("studyguide", "check", cwd=folder).stderr == ""


@pytest.fixture
def served(project: Project) -> Iterator[tuple[Path, str]]:
    """Run ``mkdocs serve`` on a free port."""
    folder = project("clean")
    port = 8700 + os.getpid() % 900
    log = (folder / "serve.log").open("w")
    program = str(Path(sys.executable).parent / "mkdocs")
    process = subprocess.Popen(
        [program, "serve", "-a", f"127.0.0.1:{port}"],
        cwd=folder,
        stdout=log,
        stderr=log,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    try:
        yield folder, f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, text: str | None, seconds: float = 40) -> str:
    """Fetch until the page has the text; ``None`` waits until the page is gone."""
    end = time.monotonic() + seconds
    last = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  an address of our own
                last = str(answer.read(), "utf-8")
            if text is not None and text in last:
                return last
        except OSError as error:
            last = str(error)
            if text is None and "404" in last:
                return last
        time.sleep(0.2)
    pytest.fail(f"{address} never showed {text!r}; last: {last[:300]}")


def test_serve_follows_every_change(served: tuple[Path, str]) -> None:
    folder, address = served
    wait_for(address + "storage/block/", "A disk over the network")
    note = folder / "notes" / "storage.md"
    text = note.read_text()
    note.write_text(text.replace("A disk over the network", "An edited disk"))
    wait_for(address + "storage/block/", "An edited disk")
    note.write_text("---\ntitle: [broken\n---\n# Alone\n\nStill built.\n")
    wait_for(address + "storage/", "Still built.")
    note.write_text(text)
    wait_for(address + "storage/block/", "A disk over the network")
    (folder / "notes" / "compute.md").rename(folder / "notes" / "machines.md")
    wait_for(address + "machines/", "rented by the second")
    wait_for(address + "compute/", None)
    (folder / "notes" / "machines.md").unlink()
    wait_for(address + "machines/", None)


def test_serve_survives_a_wrong_option(served: tuple[Path, str]) -> None:
    folder, address = served
    config = folder / "mkdocs.yml"
    right = config.read_text()
    wait_for(address, "A guide")
    config.write_text(right.replace("studyguide]", "studyguide: {titel: Mine}]"))
    log = folder / "serve.log"
    end = time.monotonic() + 40
    while "did you mean `title`?" not in log.read_text() and time.monotonic() < end:
        time.sleep(0.2)
    config.write_text(right.replace("studyguide]", "studyguide: {title: Another name}]"))
    wait_for(address, "Another name")
    assert "mkdocs.yml:4: unknown option `titel`: did you mean `title`?" in log.read_text()
    assert "Traceback" not in log.read_text()


FLAT = "nav: [{Flat: [one/index.md, one/alpha.md, one/beta.md, two.md, glossary.md]}]\n"


@pytest.mark.parametrize("more", ["", "use_directory_urls: false\n", FLAT])
def test_the_navigation_is_what_the_theme_draws(project: Project, more: str) -> None:
    """A site with a copy of the theme's own template has its navigation drawn whole, on every page."""
    config = MINIMAL + more
    folder = project("navigation", config)
    build("mkdocs", folder)
    theirs = Path(str(importlib.util.find_spec("material").origin)).parent  # type: ignore[union-attr]
    partials = folder / "overrides/partials"
    partials.mkdir(parents=True)
    shutil.copy(theirs / "templates/partials/nav-item.html", partials)
    (folder / "mkdocs.yml").write_text(config.replace("name: material", "name: material\n  custom_dir: overrides"))
    run("mkdocs", "build", "-d", "whole", cwd=folder)
    for page in sorted((folder / "whole").rglob("*.html")):
        pieces = soup(folder / "site-mkdocs" / page.relative_to(folder / "whole")).select("nav, .md-tabs")
        whole = soup(page).select("nav, .md-tabs")
        assert [_drawn(nav) for nav in pieces] == [_drawn(nav) for nav in whole], page
    entry = soup(next((folder / "whole/one").rglob("*.html")))
    assert len(entry.select(".md-nav--primary .md-nav__item")) > 4


COUNTING = """
from pathlib import Path

from markdown.extensions import Extension


class Counting(Extension):
    def extendMarkdown(self, md):
        with Path("read.txt").open("a") as file:
            print("read", file=file)


def makeExtension(**given):
    return Counting(**given)
"""


@pytest.mark.parametrize("host", HOSTS)
def test_the_host_reads_no_markdown_of_the_guide_where_nobody_looks_at_it(project: Project, host: str) -> None:
    folder = project("clean", f"{MINIMAL}markdown_extensions: [counting]\n")
    (folder / "counting.py").write_text(COUNTING)
    (folder / "docs/own.md").write_text("# My own\n")
    run(host, "build", cwd=folder, env={"PYTHONPATH": str(folder)})
    # Once to look at the configuration, and once for the owner's page.
    assert (folder / "read.txt").read_text().splitlines() == ["read"] * 2
    (folder / "hook.py").write_text("def on_page_content(html, **_):\n    return html\n")
    with (folder / "mkdocs.yml").open("a") as config:
        config.write("hooks: [hook.py]\n")
    run(host, "build", cwd=folder, env={"PYTHONPATH": str(folder)})
    assert len((folder / "read.txt").read_text().splitlines()) > 5


@pytest.mark.parametrize("theme", ["{name: material}", "{name: material, features: [toc.follow]}", "readthedocs"])
def test_a_page_does_not_grow_with_its_siblings(project: Project, theme: str) -> None:
    folder = project("clean", f"site_name: Many\ntheme: {theme}\nplugins: [search, studyguide]\n")
    shutil.rmtree(folder / "notes")
    sizes = []
    for count in (40, 200):
        for number in range(count):
            note = folder / f"notes/shelf/item-{number:03}.md"
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(f"# Item {number:03}\n\nThis is what item {number:03} is.\n")
        build("mkdocs", folder)
        sizes.append(len((folder / "site-mkdocs/shelf/item-020/index.html").read_bytes()))
    assert sizes[1] <= 1.2 * sizes[0]
    page = soup(folder / "site-mkdocs/shelf/item-100/index.html")
    assert {"../item-099/", "../item-101/", "../"} <= {
        link.get("href") for link in page.select("nav a, .rst-versions a")
    }
    texts = {link.get_text(strip=True) for link in page.find_all("a")}
    assert "All 200 in Shelf" in texts
    chapter = soup(folder / "site-mkdocs/shelf/index.html")
    listed = [str(link.get("href")) for link in chapter.select(".sg-contents li > a")]
    assert listed == [f"item-{number:03}/" for number in range(200)]
    assert len(chapter.select(".sg-contents h2")) == 200 / 50


def _drawn(nav: Tag) -> str:
    """Print an element without blanks between elements, and without the numbers of entries that open and close."""
    return re.sub(r"(?<=>)\s+|\s+(?=<)|__nav_[\d_]+", "", str(nav))


@pytest.mark.parametrize("host", HOSTS)
def test_titles_of_strangers_make_no_elements(project: Project, host: str) -> None:
    folder = project("clean")
    title = 'A &lt;/title&gt;&lt;img src=x onerror=alert(1)&gt; & <b>B</b> "q"'
    paragraph = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; Text."
    (folder / "notes" / "odd.md").write_text(
        f"---\ntags: ['<i>t</i>']\n---\n# {title}\n\n{paragraph}\n\n## [[x]] {title}\n"
    )
    build(host, folder)
    for path in (folder / f"site-{host}").rglob("*.html"):
        page = soup(path)
        assert not page.select("img[onerror]"), path
        assert not any("alert" in script.get_text() for script in page.find_all("script")), path
        assert page.title is not None
    odd = soup(folder / f"site-{host}" / "odd" / "index.html")
    assert odd.title is not None
    assert odd.title.get_text().startswith('A </title><img src=x onerror=alert(1)> & B "q" - A guide')
    assert odd.find("meta", attrs={"name": "description"})["content"].startswith('"><script>alert(1)')  # type: ignore[index, union-attr]


@pytest.mark.parametrize("host", HOSTS)
def test_a_published_guide_has_a_feed_and_names_it_everywhere(host: str, project: Project) -> None:
    folder = project("clean", MINIMAL + "site_url: https://example.org/guide/\n")
    build(host, folder)
    assert "<rss" in (folder / f"site-{host}" / "feed.xml").read_text("utf-8")
    for page, address in (("index.html", "feed.xml"), ("glossary/index.html", "../feed.xml")):
        html = BeautifulSoup((folder / f"site-{host}" / page).read_text("utf-8"), "html.parser")
        link = html.select_one('link[rel=alternate][type="application/rss+xml"]')
        assert link is not None
        assert link["href"] == address


def test_without_an_address_there_is_no_feed(project: Project) -> None:
    folder = project("clean")
    build("mkdocs", folder)
    assert not (folder / "site-mkdocs" / "feed.xml").exists()
    assert "application/rss+xml" not in (folder / "site-mkdocs" / "index.html").read_text("utf-8")
