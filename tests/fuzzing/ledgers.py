"""The ledger of published addresses: lines from a pull request, at each of which a page is written."""

import re
from collections.abc import Collection, Iterable, Iterator

from fuzzing import oracles
from fuzzing.oracles import hold
from studyguide import paths
from studyguide.guide import ledger, ledger_lines
from studyguide.guide.ledger import Addresses
from studyguide.model import Moved
from studyguide.page_kinds import FILES
from studyguide.paths import Anchor, PageName

_PART = re.compile(r"^~~~~$\n?", re.MULTILINE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def check(text: str) -> None:
    """Hold that redirects stay inside the site and in nobody's way, and that no address is lost by writing anew."""
    lines, pages, files, *_ = (*_PART.split(text), "", "")
    directory_urls = len(text) % 2 == 0
    addresses = dict(_addresses(pages.splitlines(), directory_urls=directory_urls))
    _redirects(lines, addresses, frozenset(files.splitlines()), directory_urls=directory_urls)
    _renewed(lines, addresses, directory_urls=directory_urls)


def _addresses(lines: list[str], *, directory_urls: bool) -> Iterator[tuple[str, tuple[PageName, Anchor]]]:
    """Make addresses as a library has them: of slugs, and anchors as headings get them."""
    for line in lines:
        path, mark, heading = line.partition("#")
        page = PageName("/".join(paths.slug(part) for part in path.split("/") if part) or "index")
        anchor = paths.anchor(heading) if mark else Anchor("")
        address = page if page != "index" or not directory_urls else ""
        ending = ("/" if address else "") if directory_urls else ".html"
        whole = f"{address}{ending}" + (f"#{anchor}" if anchor else "")
        if whole:
            yield whole, (page, anchor)


def _redirects(text: str, addresses: Addresses, files: Collection[str], *, directory_urls: bool) -> None:
    moved, problems = ledger.settle(text, addresses, files, directory_urls=directory_urls)
    for one in moved:
        hold((one.to, one.to_anchor) in addresses.values(), "a redirect to nowhere", one)
    inside(moved, addresses, files, directory_urls=directory_urls)
    oracles.said(problems, "\n".join(text.splitlines()))


def inside(moved: Iterable[Moved], addresses: Addresses, files: Collection[str], *, directory_urls: bool) -> None:
    """Hold that redirects lie inside the site, each at a place of its own."""
    spelled = {paths.fold(page): page for page, _ in addresses.values()}
    taken = {paths.fold(file) for file in (*files, *FILES)}
    places = set()
    for one in moved:
        parts = one.page.split("/")
        hold(not {"", ".", ".."} & set(parts), "a redirect outside the site", one)
        hold(not any(_FORBIDDEN.search(part) or len(part.encode()) > 255 for part in parts), "no file's name", one)
        written = f"{one.page}/index.html" if directory_urls else f"{one.page}.html"
        above = {"/".join(written.split("/")[:depth]) for depth in range(1, written.count("/") + 2)}
        hold(not {paths.fold(name) for name in above} & taken, "a redirect in the way of a file", one)
        other = spelled.setdefault(paths.fold(one.page), one.page)
        hold(other == one.page, "a redirect in the place of a page", one, other)
        hold((one.page, one.anchor) not in places, "two redirects at one place", one)
        places.add((one.page, one.anchor))


def _renewed(text: str, addresses: Addresses, *, directory_urls: bool) -> None:
    before = {entry.address: entry for entry in ledger_lines.parse(text)}
    written = ledger.updated(text, addresses, directory_urls=directory_urls)
    after = {entry.address: entry for entry in ledger_lines.parse(written)}
    hold(
        ledger.updated(written, addresses, directory_urls=directory_urls) == written,
        "written twice it differs",
        written,
    )
    hold(after.keys() == {*before, *addresses}, "addresses lost or made up", before.keys() ^ after.keys())
    hold(all(after[a].to == e.to for a, e in before.items() if e.to and a not in addresses), "an arrow of the author")
    faults = [_dead(t, addresses, directory_urls=directory_urls) for t in (text, written)]
    hold(faults[1] <= faults[0], "fix makes a problem", faults[1] - faults[0])


def _dead(text: str, addresses: Addresses, *, directory_urls: bool) -> set[str]:
    entries = {entry.line: entry.address for entry in ledger_lines.parse(text)}
    return {entries[problem.place.line] for problem in ledger.settle(text, addresses, directory_urls=directory_urls)[1]}
