import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

import views
from casefiles import CASES
from conftest import MakeSite
from studyguide import pages, paths, settings
from studyguide.build import build
from studyguide.options import Options
from studyguide.outputs import studyguide_json
from studyguide.paths import PageName
from studyguide.reuse.memory import Memory
from studyguide.site import Page

SITES = sorted(path for path in (CASES / "sites").iterdir() if path.is_dir())
EXPECTED = {"expected.txt", "expected.json"}
WITHOUT_HOSTS = """
import sys
for name in ("mkdocs", "properdocs", "zensical", "material"):
    sys.modules[name] = None
from dataclasses import replace
from pathlib import Path
from studyguide.outputs import studyguide_json
from studyguide.paths import PageName
from studyguide.build import build
sys.stdout.buffer.write(studyguide_json.encode(build(Path(sys.argv[1]))))
"""


ODD = [
    *("CON.md", "aux.md", "nul.tar.md", "com1/index.md", "com1.d/q.md", "lpt¹.md", "dot..md", "blank .md", "a:b.md"),
    *("What?.md", "con/x.md", "Aux/README.md", "x/PRN .y.md"),
]
TWINS = ["Foo/a.md", "foo/b.md", "cafe\u0301/x.md", "café/y.md", "Plan.pdf", "plan.pdf"]
TOPICS = """---
split: 2
tags: [aux, con/nul.x, "lpt1 "]
---
# A
## CON
![a](pic/aux.png) [b](Plan.pdf)
## lpt²
<!-- studyguide
id: aux
confused_with: [prn]
-->
## PRN
<!-- studyguide id: prn -->
Text.
"""


def test_windows_can_hold_every_page_and_what_it_cannot_hold_is_said(make_site: MakeSite) -> None:
    ledger = "nul/ -> topics/\nold/con.x/ -> topics/\nold./ -> topics/\n"
    files = dict.fromkeys([*ODD, *TWINS, "pic/aux.png"], "# T\n\nText.\n")
    site = make_site({**files, "topics.md": TOPICS, "published-urls.txt": ledger}, lint={"windows-name": "info"})
    for page in site.pages:
        assert [paths.portable(part) for part in page.name.split("/")] == page.name.split("/")
    assert len({paths.fold(page.name) for page in site.pages}) == len(site.pages)
    told = {problem.place.path for problem in site.problems if problem.rule == "windows-name"}
    assert told == {*ODD, "foo/b.md", "café/y.md", "plan.pdf", "pic/aux.png"}
    assert [problem.place.line for problem in site.problems if problem.rule == "dead-url"] == [1, 2, 3]


def _options(folder: Path) -> Options:
    raw = folder / "options.yml"
    return settings.options(yaml.safe_load(raw.read_text(encoding="utf-8")) if raw.exists() else {})


@pytest.mark.parametrize("folder", SITES, ids=lambda path: path.name)
def test_site(folder: Path, update: bool) -> None:  # noqa: FBT001  a fixture
    """A folder of notes in; the pages, the files and the data out."""
    site = build(folder / "notes", _options(folder))
    indented = json.dumps(json.loads(studyguide_json.encode(site)), ensure_ascii=False, indent=1)
    actual = {"expected.txt": views.overview(site) + "\n", "expected.json": indented + "\n"}
    if update:
        for name, text in actual.items():
            (folder / name).write_text(text, encoding="utf-8")
    assert {path.name for path in folder.glob("expected*")} == EXPECTED
    for name, text in actual.items():
        assert (folder / name).read_text(encoding="utf-8") == text


def test_builds_where_no_site_engine_can_be_imported() -> None:
    program = [sys.executable, "-c", WITHOUT_HOSTS, str(SITES[0] / "notes")]
    found = subprocess.run(program, check=True, capture_output=True).stdout
    assert found == studyguide_json.encode(build(SITES[0] / "notes"))


@pytest.mark.parametrize(("seed", "zone"), [("1", "Asia/Tokyo"), ("2", "America/Lima")])
def test_the_same_bytes_whatever_the_hash_seed_and_the_time_zone(seed: str, zone: str) -> None:
    program = [sys.executable, "-c", WITHOUT_HOSTS, str(SITES[0] / "notes")]
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
    found = subprocess.run(program, check=True, capture_output=True, env=environment).stdout
    assert found == studyguide_json.encode(build(SITES[0] / "notes"))


def test_nothing_is_written(make_site: MakeSite, tmp_path: Path) -> None:
    make_site({"a.md": "# A\nText.\n"})
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.md", "notes"]


def test_split_by_glob(make_site: MakeSite) -> None:
    text = "# One\n## Part\nText.\n\n# Two\nText.\n"
    site = make_site({"a.md": text, "deep/b.md": text, "c.md": text}, split={"*": "file", "deep/*": 2, "c.md": 1})
    pages = [section.page for section in site.library.sections]
    assert pages == [
        "a",
        "c/index",
        "c/one",
        "c/two",
        "deep/index",
        "deep/b/index",
        "deep/b/one",
        "deep/b/part",
        "deep/b/two",
    ]


def test_problems_are_in_the_order_of_files_and_lines(make_site: MakeSite) -> None:
    site = make_site({"b.md": "# B\n[[x]]\n\n[[y]]\n", "a.md": "# A\n[z](z.md)\n"})
    assert [str(problem.place) for problem in site.problems] == ["a.md:2", "b.md:2", "b.md:4"]


def test_a_folder_that_is_missing_is_a_problem(tmp_path: Path) -> None:
    problems = build(tmp_path / "nowhere").problems
    assert [(problem.rule, problem.severity) for problem in problems] == [("no-notes", "error")]


def test_a_readme_at_the_top_opens_the_guide_and_leads_into_it(make_site: MakeSite) -> None:
    files = {"README.md": "# Welcome\n\nMy own words.\n", "a.md": "# Disk\n\nText.\n", "b/c.md": "# Tape\n\nText.\n"}
    site = make_site(files)
    (home,) = (page for page in site.pages if page.name == "index")
    assert (home.title, home.kind.name) == ("Welcome", "home")
    assert "My own words." in home.html
    for url in ("./a/", "./b/", "./tags/", "./print/"):
        assert f'href="{url.removeprefix("./")}"' in home.html
    assert "<strong>2</strong> sections" in home.html
    assert "data-sg-marks" not in home.html, "there is nothing to learn by heart here"


def test_links_tell_what_they_lead_to(make_site: MakeSite) -> None:
    other = "# Tape\n\nSlow & cheap.\n\n## Speed\n\n| a | b |\n|---|---|\n| c | d |\n\n## Price\n\nLow.\n"
    links_to = "[t](b.md), [p](b.md#price), [s](b.md#speed), [me](#more), [out](https://example.org)"
    note = f"# Disk\n\nSee {links_to}.\n\n## More\n\nX.\n"
    site = make_site({"a.md": note, "b.md": other})
    (html,) = (page.html for page in site.pages if page.name == "a")
    links = {a.get_text(): a for a in BeautifulSoup(html, "html.parser").find_all("a")}
    assert links["t"]["title"] == "Slow & cheap."
    assert links["p"]["title"] == "Low."
    assert [name for name in ("s", "me", "out") if links[name].has_attr("title")] == []


def test_of_two_pages_with_one_name_the_first_stays_and_a_problem_names_both(make_site: MakeSite) -> None:
    library = make_site({"a.md": "# Access\nText.\n", "b.md": "# Other\nText.\n"}).library
    first, other = (section for section in library.sections if section.page in {"a", "b"})
    taken = replace(library, sections=(first, replace(other, page=PageName("Glossary"))))
    made, problems = pages.build(taken, 1_000)
    assert [page.kind.name for page in made if paths.fold(page.name) == "glossary"] == ["section"]
    assert [(problem.rule, problem.severity) for problem in problems] == [("same-page", "error")]
    assert "the glossary page “Glossary”" in problems[0].message
    assert "the section page “Other” of b.md:1" in problems[0].message


@pytest.mark.parametrize("folder", SITES, ids=lambda path: path.name)
def test_pages_that_are_only_named_are_called_as_those_that_are_drawn(folder: Path) -> None:
    options = _options(folder)
    drawn, named = build(folder / "notes", options), build(folder / "notes", options, drawn=False)
    assert list(map(_called, named.pages)) == list(map(_called, drawn.pages))
    assert not any(page.html for page in named.pages)
    assert named.problems == drawn.problems


def _called(page: Page) -> tuple[object, ...]:
    return page.name, page.title, page.kind, page.source, page.moved_to


def test_a_memory_of_named_pages_draws_all_of_them() -> None:
    folder, memory = SITES[0], Memory()
    drawn = build(folder / "notes", _options(folder))
    for is_drawn in (True, False, True, False):
        site = build(folder / "notes", _options(folder), memory, drawn=is_drawn)
        assert [page.html for page in site.pages] == [page.html if is_drawn else "" for page in drawn.pages]


def test_headings_that_most_sections_of_a_chapter_have_are_not_listed_below_each(make_site: MakeSite) -> None:
    sections = "".join(f"## {name}\nText.\n\n### Traps\n\nX.\n\n### About {name}\n\nX.\n\n" for name in ("A", "B", "C"))
    html = {page.name: page.html for page in make_site({"a.md": f"---\nsplit: 2\n---\n# Disks\n\n{sections}"}).pages}
    soup = BeautifulSoup(html[PageName("a/index")], "html.parser")
    assert [part.get_text() for part in soup.select(".sg-parts > li")] == ["About A", "About B", "About C"]
    # GitHub's addresses of all of them still lead there.
    moved = {place["id"]: place["data-sg-moved"] for place in soup.select("[data-sg-moved]")}
    assert [moved[name] for name in ("traps", "traps-1", "traps-2")] == ["a/#traps", "b/#traps", "c/#traps"]


def test_signals_of_all_sections_stand_on_one_page(make_site: MakeSite) -> None:
    signal = '- "Spins" → **disk**: it has an axle[^1]\n  - no signal\n- No arrow\n'
    notes = f"# Disk\n\nText.\n\n## Exam signals\n\n{signal}\n## Traps\n\n- None.\n\n[^1]: F.\n"
    site = make_site({"disk.md": notes, "tape.md": "# Tape\n\n- No heading.\n"})
    page = next(page for page in site.pages if page.kind.name == "signals")
    soup = BeautifulSoup(page.html, "html.parser")
    said = [[part.get_text(" ", strip=True) for part in soup.select(one)] for one in ("dfn", "dd")]
    assert said == [['"Spins"', "No arrow"], ["disk : it has an axle", ""]]
    assert [link["href"] for link in soup.select("h3 a")] == ["../disk/#exam-signals"]


def test_without_signals_there_is_no_page_of_them(make_site: MakeSite) -> None:
    assert "signals" not in {page.kind.name for page in make_site({"tape.md": "# Tape\n\n- Text.\n"}).pages}
