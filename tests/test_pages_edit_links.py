"""Every page of the AWS guide leads to its file and its lines, as git has them."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from guide import counts
from studyguide import repository
from studyguide.paths import SourcePath
from studyguide.problems import Place
from studyguide.repository import Repository
from studyguide.site import Site

ROOT = Path(__file__).parent.parent
REPOSITORY = "https://github.com/mkdocs-studyguide/mkdocs-studyguide"


@pytest.fixture(scope="module")
def guide() -> Site:
    return counts.guide()


def links(html: str, pattern: str) -> Iterator[re.Match[str]]:
    for element in BeautifulSoup(html, "html.parser").find_all("a"):
        if match := re.fullmatch(pattern, str(element.get("href"))):
            yield match


def test_lines_begin_with_the_sections_heading(guide: Site) -> None:
    listed = subprocess.run(["git", "ls-files", "notes"], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = set(listed.stdout.split())
    pattern = re.escape(REPOSITORY) + r"/blob/main/(notes/.+\.md)\?plain=1#L(\d+)-L(\d+)"
    pages = [page for page in guide.pages if page.kind.name in {"section", "chapter"} and page.last]
    assert len(pages) > 120
    for page in pages:
        found = list(links(page.html, pattern))
        whole = next(match for match in found if int(match[3]) == page.last)
        path = unquote(whole[1])
        assert path in tracked
        lines = (ROOT / path).read_text(encoding="utf-8").split("\n")
        first = lines[int(whole[2]) - 1]
        assert re.match(rf"#{{1,2}} {re.escape(page.title)}$", first) or first == "---", (page.name, first)
        assert lines[page.last - 1].strip()


def test_a_value_in_a_table_leads_to_its_line(guide: Site) -> None:
    pattern = re.escape(REPOSITORY) + r"/blob/main/(notes/.+\.md)\?plain=1#L(\d+)-L(\d+)"
    page = next(page for page in guide.pages if page.kind.name == "comparison")
    found = list(links(page.html, pattern))
    assert found
    for match in found:
        line = (ROOT / unquote(match[1])).read_text(encoding="utf-8").split("\n")[int(match[2]) - 1]
        assert line.startswith("| ")


def test_a_report_is_prefilled(guide: Site) -> None:
    page = next(page for page in guide.pages if page.name == "storage/ebs")
    match = next(links(page.html, re.escape(REPOSITORY) + r"/issues/new\?.*"))
    fields = parse_qs(urlsplit(match[0]).query)
    assert fields["title"] == [f"Mistake in “{page.title}”"]
    assert page.source is not None
    assert f"#L{page.source.line}-L{page.last}" in fields["body"][0]


def test_other_hosts_and_odd_names() -> None:
    place = Place(SourcePath("a b/ü?.md"), 3)
    github = Repository("https://github.com/a/b", "main", "notes")
    gitlab = Repository("https://gitlab.com/a/b", "trunk", "", "gitlab")
    assert github.file(place) == "https://github.com/a/b/edit/main/notes/a%20b/%C3%BC%3F.md"
    assert gitlab.lines(place, 9) == "https://gitlab.com/a/b/-/blob/trunk/a%20b/%C3%BC%3F.md?plain=1#L3-9"
    assert repository.find(None, None, ROOT, ROOT) is None
    assert repository.find("javascript:alert(1)", None, ROOT, ROOT) is None
