"""Fixtures that all tests share. The format of case files is explained in ``casefiles.py``."""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import casefiles
from casefiles import Case
from studyguide import settings
from studyguide.build import build
from studyguide.site import Site

# For `drift`; last, so that no file of the checkout stands for a module of Python's.
sys.path.append(str(Path(__file__).parent.parent))

MakeNotes = Callable[[Mapping[str, str]], Path]
MakeSite = Callable[..., Site]
CheckCase = Callable[[Case, Callable[[Site], str]], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update``, which rewrites what is expected."""
    parser.addoption("--update", action="store_true", help="rewrite the expectations of case files and fixture sites")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured, also those that ran in other processes."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties if report.when == "call" else ():
            terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Say whether expectations are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def make_notes(tmp_path: Path) -> MakeNotes:
    """Write files, given as path → text, into a notes folder and return the folder."""
    return lambda files: casefiles.write_notes(tmp_path, files)


@pytest.fixture
def make_site(make_notes: MakeNotes) -> MakeSite:
    """Build files, given as path → text, with options as they stand in ``mkdocs.yml``."""
    return lambda files, **options: build(make_notes(files), settings.options(options))


@pytest.fixture
def check_case(tmp_path: Path, update: bool) -> CheckCase:  # noqa: FBT001  a fixture
    """Build a case's notes and compare a view of the site with what the case expects."""
    return lambda case, view: casefiles.check(case, view, tmp_path, update=update)


@pytest.fixture(scope="module")  # of the session, it would be open while others start theirs, which Playwright refuses
def browser() -> Iterator[Browser]:
    """Start Chromium for tests of pages; those that close it to the world start their own."""
    import readerguide  # beside the tests that ask for it

    with sync_playwright() as playwright, readerguide.chromium(playwright) as started:
        yield started
