"""Fixtures that all tests share. The format of case files is explained in ``casefiles.py``."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

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
OWN_GUIDE = ("tests/test_outputs_search.py", "tests/test_guide.py", "tests/test_pages_edit_links.py")
COMING = pytest.StashKey[pytest.Item | None]()
OPEN = pytest.StashKey[ExitStack]()
BROWSER = pytest.StashKey[Browser]()
CheckCase = Callable[[Case, Callable[[Site], str]], None]

LONGEST = """\
browser/test_practice browser/test_reader browser/test_accessibility test_linear_time browser/test_study
""".split()
"""Files that take minutes, the longest first."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update``, which rewrites what is expected."""
    parser.addoption("--update", action="store_true", help="rewrite the expectations of case files and fixture sites")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, and those of the browser: at the end, one of them would keep a core waiting."""
    marks = ("browser", "hosts")
    files = [Path(__file__).parent / f"{name}.py" for name in LONGEST]
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in marks])
    items.sort(key=lambda item: files.index(item.path) if item.path in files else len(files))
    # What a file has of one kind and of the other stays together.
    first = {item.path: number for number, item in reversed(list(enumerate(items)))}
    items.sort(key=lambda item: first[item.path])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give one process the files that look at the guide of this repository, so that it is built once."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    class Scheduling(LoadFileScheduling):  # type: ignore[misc]  # untyped
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return OWN_GUIDE[0] if file in OWN_GUIDE else file

    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


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


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Note what comes, for the end of a file."""
    item.config.stash[COMING] = nextitem


@pytest.fixture(scope="module")  # of the session, it would be open while others start theirs, which Playwright refuses
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Start Chromium for tests of pages; those that close it to the world start their own.

    Where the next file begins with it, it goes on: a new one has to read and to compile all that a page has.
    """
    import readerguide  # beside the tests that ask for it
    import tabs

    stash = request.config.stash
    if OPEN not in stash:
        stash[OPEN] = ExitStack()
        request.config.add_cleanup(stash[OPEN].close)  # where a run ends before its time
        stash[BROWSER] = stash[OPEN].enter_context(readerguide.chromium(stash[OPEN].enter_context(sync_playwright())))
    yield stash[BROWSER]
    tabs.close()
    for context in stash[BROWSER].contexts:
        context.close()
    coming: Any = stash[COMING]
    if coming is None or "browser" not in coming.fixturenames or hasattr(coming.module, "browser"):
        stash[OPEN].close()
        del stash[OPEN]
