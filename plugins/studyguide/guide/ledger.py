"""The addresses that a guide has published, kept in a file beside the notes, so that none of them dies silently.

A line is an address as it was served, percent-decoded: ``storage/ebs/`` or ``storage/ebs/#snapshots``. Behind an arrow
stands where an old one leads now: ``storage/disks/ -> storage/ebs/``.
"""

import re
import stat
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from studyguide import paths
from studyguide.model import Library, Moved
from studyguide.page_kinds import FILES, GLOSSARY
from studyguide.paths import Anchor, PageName, SourcePath
from studyguide.problems import Place, Problem
from studyguide.suggestions import nearest

NAME = SourcePath("published-urls.txt")
HEAD = "# Every address that this guide has published. `studyguide fix` keeps this file; commit it with the notes."
SIZE_LIMIT = 4_000_000
"""Bytes; about 100,000 addresses."""

ALIKE = 0.6
"""How like an old name a new one must be, from 0 to 1, to be called its successor (:mod:`difflib`)."""

CANDIDATES = 200
"""Names that an old one is compared with; beyond that only the same name counts, for the time it takes."""

CHAIN_LIMIT = 50
"""Arrows behind each other; nobody renames a page more often."""

# What Windows forbids in names, and `..`: lines may come from a pull request, and a page is written at each.
_NO_SEGMENT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]|^\.{0,2}$')
_ONLY_CASE = "differs from the page `{}` only in case, so that nothing can lead on from there"
Addresses = Mapping[str, tuple[PageName, Anchor]]


@dataclass(frozen=True)
class Entry:
    """One line: an address, where it leads if it moved, and the line's number from 1."""

    address: str
    to: str
    line: int

    @property
    def page(self) -> str:
        """The address of the page that an anchor stands on."""
        return self.address.partition("#")[0]


def read(root: Path) -> str:
    """Return the text of a notes folder's ledger, empty where nothing was published yet."""
    path = root / NAME
    try:
        found = path.lstat()
        # lstat: a symbolic link could name any file of the machine, a pipe would block the build.
        if not stat.S_ISREG(found.st_mode) or found.st_size > SIZE_LIMIT:
            return ""
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def parse(text: str) -> list[Entry]:
    """Read the lines that are neither empty nor comments; of two for one address the first counts."""
    entries: dict[str, Entry] = {}
    for number, line in enumerate(text.splitlines(), 1):
        address, _, to = (part.strip() for part in line.partition("->"))
        if address and not _is_comment(line):
            entries.setdefault(address, Entry(address, to, number))
    return list(entries.values())


def _is_comment(line: str) -> bool:
    return line.startswith("# ")  # an anchor of the home page has no blank behind its mark


def live(library: Library) -> dict[str, tuple[PageName, Anchor]]:
    """Map the address of every page and anchor that a link from elsewhere could lead to."""
    glossary = GLOSSARY.address
    places = [
        *((section.page, heading.anchor) for section in library.sections for heading in section.headings),
        *((glossary, Anchor(term.anchor)) for term in library.terms),
        *((page, Anchor("")) for page in (glossary, *(tag.page for tag in library.tags))),
        *((comparison.page, Anchor("")) for comparison in library.comparisons),
    ]
    found = {unquote(library.url(*place)): place for place in places}
    found.pop("", None)  # a guide always has a home page
    return found


def applied(library: Library, root: Path, assets: Iterable[SourcePath]) -> tuple[Library, tuple[Problem, ...]]:
    """Add the redirects that the ledger of a notes folder asks for; ``assets`` are published beside the pages."""
    directory_urls = library.options.directory_urls
    files = library.options.files.union(assets)
    moved, problems = settle(read(root), live(library), files, directory_urls=directory_urls)
    return replace(library, moved=moved), problems


def settle(
    text: str, addresses: Addresses, files: Iterable[str] = (), *, directory_urls: bool = True
) -> tuple[tuple[Moved, ...], tuple[Problem, ...]]:
    """Return the redirects that the ledger asks for, and its addresses that lead nowhere.

    ``files`` are paths below the site's root where a file is published, so that no page can be.
    """
    # Folded: a redirect at `Sitemap.xml/` would stand in the way of the file on macOS and Windows.
    taken = {*FILES, "index", *map(paths.fold, files)}
    ending = "/" if directory_urls else ".html"
    entries = {entry.address: entry for entry in parse(text)}
    fresh = _Fresh(entries, addresses)
    spelled = {paths.fold(page): page for page, _ in addresses.values()}
    moved: list[Moved] = []
    problems: list[Problem] = []
    for entry in entries.values():
        if entry.address in addresses or _covered(entry, entries, addresses):
            continue
        target, page = _followed(entry, entries, addresses), _page(entry.page, addresses)
        if not _usable(entry.page, ending, taken):
            problems.append(_problem(entry, "is no address of this site: delete the line"))
        elif target is not None and (other := spelled.setdefault(paths.fold(page), page)) != page:
            problems.append(_problem(entry, f"{_ONLY_CASE.format(other)}: name the file as before, or delete the line"))
        elif target is not None:
            moved.append(Moved(page, entry.address.partition("#")[2], *addresses[target]))
        elif entry.to:
            problems.append(_problem(entry, f"leads to `{entry.to}`, which is not there: name an address that is"))
        else:
            problems.append(_problem(entry, _repair(entry, fresh)))
    return tuple(moved), tuple(problems)


def _covered(entry: Entry, entries: Mapping[str, Entry], addresses: Addresses) -> bool:
    """Say whether the line of an anchor's page tells already where it went."""
    anchored = entry.address != entry.page
    return anchored and not entry.to and entry.page in entries and entry.page not in addresses


def _followed(entry: Entry, entries: Mapping[str, Entry], addresses: Addresses) -> str | None:
    """Follow arrows to an address that is there; a circle leads nowhere, and neither does a chain beyond counting."""
    to = entry.to
    for _ in range(CHAIN_LIMIT):
        if to in addresses or to not in entries:
            break
        to = entries[to].to
    return to if to in addresses else None


def _usable(address: str, ending: str, taken: Container[str]) -> bool:
    """Say whether a page of this address would lie inside the site and in nobody's way."""
    if not address:
        return True  # the home page
    segments = address.removesuffix(ending).split("/")
    inside = not any(_NO_SEGMENT.search(part) or len(part.encode()) > paths.SLUG_BYTES for part in segments)
    # A page below a published file would need a folder of its name: `plan.pdf/old/`.
    prefixes = ("/".join(segments[:length]) for length in range(1, len(segments) + 1))
    return address.endswith(ending) and inside and not any(paths.fold(prefix) in taken for prefix in prefixes)


def _page(address: str, addresses: Addresses) -> PageName:
    if address in addresses:
        return addresses[address][0]
    return PageName(address.removesuffix("/").removesuffix(".html") or "index")


def _problem(entry: Entry, message: str) -> Problem:
    return Problem(Place(NAME, entry.line), "dead-url", f"`{entry.address}` {message}")


def _repair(entry: Entry, fresh: "_Fresh") -> str:
    if found := fresh.successor(entry):
        return f"was published and is now, it seems, `{found}`: `studyguide fix` writes the redirect"
    return f"was published and leads nowhere now: write `{entry.address} -> ` and where it went, or delete the line"


class _Fresh:
    """The addresses that were not published before, any of which may have taken an old one's place."""

    def __init__(self, entries: Mapping[str, Entry], addresses: Addresses) -> None:
        self._named: dict[str, list[str]] = defaultdict(list)
        self._pages_named: dict[str, list[str]] = defaultdict(list)
        self._on_page: dict[str, list[str]] = defaultdict(list)
        self._in_folder: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            if address not in entries:
                self._add(address)

    def _add(self, address: str) -> None:
        page, mark, _ = address.partition("#")
        self._named[_name(address)].append(address)
        if mark:
            self._on_page[page].append(address)
        else:
            self._pages_named[_name(address)].append(address)
            self._in_folder[_folder(address)].append(address)

    def successor(self, entry: Entry) -> str:
        """Return the new address that took an old one's place, or nothing where that is in doubt."""
        page, mark, anchor = entry.address.partition("#")
        if mark:
            return _only(self._named.get(anchor, ())) or _alike(anchor, self._on_page.get(page, ()))
        return _only(self._pages_named.get(_name(page), ())) or _alike(
            _name(page), self._in_folder.get(_folder(page), ())
        )


def _only(found: Sequence[str]) -> str:
    return found[0] if len(found) == 1 else ""


def _alike(name: str, candidates: Sequence[str]) -> str:
    """Find the one name with more or fewer words than the old one, or the closest in spelling."""
    by_name = {_name(address): address for address in candidates[:CANDIDATES]}
    # A heading that gained words, `backup` → `backup-and-restore`, is too unlike for difflib (0.5).
    words = set(name.split("-"))
    if longer := _only([a for n, a in by_name.items() if words <= set(n.split("-")) or set(n.split("-")) <= words]):
        return longer
    return by_name.get(nearest(name, by_name, ALIKE), "")


def _name(address: str) -> str:
    page, mark, anchor = address.partition("#")
    return anchor if mark else page.removesuffix("/").removesuffix(".html").rpartition("/")[2]


def _folder(address: str) -> str:
    return address.removesuffix("/").rpartition("/")[0]


def updated(text: str, addresses: Addresses) -> str:
    """Write the ledger anew: with every address that is there, and a redirect for each that moved beyond doubt."""
    entries = {entry.address: entry for entry in parse(text)}
    fresh = _Fresh(entries, addresses)
    arrows = {address: _arrow(entry, entries, addresses, fresh) for address, entry in entries.items()}
    for address, entry in entries.items():
        kept = f"{arrows.get(entry.page, '')}#{_name(address)}"
        if address != entry.page and address not in addresses and not arrows[address] and kept in addresses:
            arrows[address] = kept  # an anchor that moved with its page
    comments = [line for line in text.splitlines() if _is_comment(line)] or [HEAD]
    # Sorted twice: two that differ in case only are alike to the natural order.
    ordered = sorted(sorted({*arrows, *addresses}), key=paths.natural)
    lines = [f"{a} -> {arrows[a]}" if arrows.get(a) else a for a in ordered]
    return "\n".join([*comments, *lines]) + "\n"


def _arrow(entry: Entry, entries: Mapping[str, Entry], addresses: Addresses, fresh: _Fresh) -> str:
    if entry.address in addresses:
        return ""
    return entry.to or ("" if _covered(entry, entries, addresses) else fresh.successor(entry))
