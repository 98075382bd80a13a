"""The addresses that a guide has published, kept in a file beside the notes, so that none of them dies silently.

A line is an address as it was served, percent-decoded: ``storage/ebs/`` or ``storage/ebs/#snapshots``. Behind an arrow
stands where an old one leads now: ``storage/disks/ -> storage/ebs/``; behind a bar the title that it was made from,
where another could take it: ``storage/setup/ | Setup``.
"""

import re
import stat
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from studyguide import paths
from studyguide.guide import ledger_lines, meanings, strays, whereabouts
from studyguide.guide.ledger_lines import ARROW, BAR, HEAD, Entry, is_comment, parse
from studyguide.guide.meanings import Meanings
from studyguide.model import Library, Moved, but_said
from studyguide.page_kinds import GLOSSARY, KINDS, kept_for_files
from studyguide.paths import Anchor, PageName, SourcePath
from studyguide.problems import Place, Problem
from studyguide.reuse.stages import stage
from studyguide.suggestions import nearest

NAME = ledger_lines.NAME
SIZE_LIMIT = 4_000_000
"""Bytes; about 100,000 addresses."""

ALIKE = 0.6
"""How like an old name a new one must be, from 0 to 1, to be called its successor (:mod:`difflib`)."""

CANDIDATES = 200
"""Names that an old one is compared with; beyond that only the same name counts, for the time it takes."""

DEPTH_LIMIT = 40
"""Segments of an address; notes lie in 30 folders at most, and a page below another has one more."""

CHAIN_LIMIT = 50
"""Arrows behind each other; nobody renames a page more often."""

# What Windows forbids in names, and `..`: lines may come from a pull request, and a page is written at each.
# A dot begins the names of what configures a server, and a page can have none in front.
_NO_SEGMENT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]|^\.|[. ]$|^$')
_NUMBER = re.compile(r"-\d+(?=/?$|\.html$)")
_ONLY_CASE = "differs from the page `{}` only in case, so that nothing can lead on from there"
_KIND_PAGES = {paths.folder_of(kind.page) for kind in KINDS if kind.page}
Addresses = Mapping[str, tuple[PageName, Anchor]]
UNKNOWN = Meanings()
"""Of addresses whose titles nobody asks for."""


class UnreadableError(OSError):
    """There is a ledger that cannot be read: without it every address would die silently."""


def read(root: Path) -> str:
    """Return the text of a notes folder's ledger, empty where nothing was published yet.

    Raises:
        UnreadableError: where there is one that is no regular file, too long or closed.
    """
    path = root / NAME
    try:
        found = path.lstat()
        # lstat: a symbolic link could name any file of the machine, a pipe would block the build.
        fault = "is no regular file" if not stat.S_ISREG(found.st_mode) else ""
        fault = f"is longer than {SIZE_LIMIT:,} bytes" if found.st_size > SIZE_LIMIT else fault
        if not fault:
            return path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        fault = f"cannot be read ({error.strerror})"
    raise UnreadableError(f"{NAME} {fault}: put the list of addresses there again, or no address is kept")


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
    files = library.options.files.union(assets)
    try:
        text = read(root)
    except UnreadableError as error:
        return library, (Problem(Place(NAME, 1), "unreadable", str(error), "error"),)
    if not text:
        return library, ()
    around = but_said(library, "library before the ledger")
    moved, problems = stage(
        lambda: _asked(library, text, files), "ledger", library.said, around, text, frozenset(files)
    )
    # What an author wrote counts more than what follows by itself.
    together = {(each.page, each.anchor): each for each in (*library.moved, *moved)}
    return replace(library, moved=tuple(together.values())), problems


def _asked(library: Library, text: str, files: Iterable[str]) -> tuple[tuple[Moved, ...], tuple[Problem, ...]]:
    """Find the redirects that a ledger asks for, and what is wrong with it."""
    known = meanings.collect(library)
    moved, problems = settle(text, live(library), files, directory_urls=library.options.directory_urls, known=known)
    led_astray = strays.problems({entry.address: entry for entry in parse(text)}, known)
    return moved, (*problems, *led_astray)


def settle(
    text: str,
    addresses: Addresses,
    files: Iterable[str] = (),
    *,
    directory_urls: bool = True,
    known: Meanings = UNKNOWN,
) -> tuple[tuple[Moved, ...], tuple[Problem, ...]]:
    """Return the redirects that the ledger asks for, and its addresses that lead nowhere.

    ``files`` are paths below the site's root where a file is published, so that no page can be. An address that a
    change of the notes lost is reported where they changed, as far as that is ``known``, others in the ledger.
    """
    taken, ending = _taken(files), _ending(directory_urls=directory_urls)
    entries = _entries(text, addresses, known)
    fresh = _Fresh(entries, addresses, known)
    spelled = {paths.fold(page): page for page, _ in addresses.values()}
    moved: list[Moved] = []
    problems: list[Problem] = []
    for entry in entries.values():
        if entry.address in addresses or _covered(entry, entries, addresses):
            continue
        target, page = _followed(entry, entries, addresses), _page(entry.page, addresses)
        if fault := _no_place(entry.page, ending, taken):
            problems.append(_problem(entry, fault))
        elif target is not None and (other := spelled.setdefault(paths.fold(page), page)) != page:
            problems.append(_problem(entry, f"{_ONLY_CASE.format(other)}: name the file as before, or delete the line"))
        elif target is not None:
            moved.append(Moved(page, entry.address.partition("#")[2], *addresses[target]))
        else:
            problems.append(_lost(entry, fresh.successor(entry), known.places))
    return tuple(moved), tuple(problems)


def _entries(text: str, addresses: Addresses, known: Meanings) -> Mapping[str, Entry]:
    """Read the ledger. What the guide leads on by itself has its arrow already, unless the author wrote another."""
    entries = {entry.address: entry for entry in parse(text)}
    gone = {address: to for address, to in known.moved.items() if address in entries and address not in addresses}
    led = {address: replace(entries[address], to=to) for address, to in gone.items() if not entries[address].to}
    return {**entries, **led}


def _taken(files: Iterable[str]) -> Container[str]:
    # Folded: a redirect at `Sitemap.xml/` would stand in the way of the file on macOS and Windows.
    return {"index", *map(paths.fold, files)}


def _ending(*, directory_urls: bool) -> str:
    return "/" if directory_urls else ".html"


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


def _no_place(address: str, ending: str, taken: Container[str]) -> str:
    """Say why no page can be written at an address; nothing where one can."""
    if not _usable(address, ending, taken):
        return "is no address of this site: delete the line"
    if any(paths.portable(part) != part for part in address.removesuffix(ending).split("/") if part):
        return "cannot be kept: Windows has no folder of this name; delete the line"
    return ""


def _usable(address: str, ending: str, taken: Container[str]) -> bool:
    """Say whether a page of this address would lie inside the site and in nobody's way."""
    if not address:
        return True  # the home page
    segments = address.removesuffix(ending).split("/")
    if len(segments) > DEPTH_LIMIT:
        return False
    inside = not any(_NO_SEGMENT.search(part) or len(part.encode()) > paths.SLUG_BYTES for part in segments)
    # A page below a published file would need a folder of its name: `plan.pdf/old/`.
    prefixes = ["/".join(segments[:length]) for length in range(1, len(segments) + 1)]
    free = not any(paths.fold(prefix) in taken for prefix in prefixes) and not kept_for_files(paths.fold(segments[0]))
    # `Practice/` beside our `practice/`: one folder on macOS and Windows.
    alike = any(paths.fold(prefix) in _KIND_PAGES and prefix not in _KIND_PAGES for prefix in prefixes)
    return address.endswith(ending) and inside and free and not alike


def _page(address: str, addresses: Addresses) -> PageName:
    if address in addresses:
        return addresses[address][0]
    return PageName(address.removesuffix("/").removesuffix(".html") or "index")


def _problem(entry: Entry, message: str, place: Place | None = None) -> Problem:
    return Problem(place or Place(NAME, entry.line), "dead-url", f"`{entry.address}` {message}")


def _lost(entry: Entry, successor: str, places: Mapping[str, Place]) -> Problem:
    """Report an address that leads nowhere, at the heading that took its place, or that it stood below."""
    place = places.get(successor) or whereabouts.stood(entry.address, places) or Place(NAME, entry.line)
    fault = f"leads to `{entry.to}`, which is not there" if entry.to else "was published and leads nowhere now"
    if successor:
        told = f"was published and is now, it seems, `{successor}`: `studyguide fix` writes the redirect"
    else:
        told = f"{fault}: write `{entry.address} -> ` and where it went into {NAME}, or delete its line there"
    return _problem(entry, told, place)


class _Fresh:
    """The addresses that were not published before, any of which may have taken an old one's place."""

    def __init__(self, entries: Mapping[str, Entry], addresses: Addresses, known: Meanings) -> None:
        self._before = {old: new for old, new in known.before.items() if new in addresses}
        self._meaning: dict[str, list[str]] = defaultdict(list)
        for address, meaning in known.live.items():
            self._meaning[meaning.name].append(address)
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
        if found := (_only(self._meaning.get(entry.name, ())) if entry.name else self._before.get(entry.address)):
            return found
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


def updated(
    text: str,
    addresses: Addresses,
    files: Iterable[str] = (),
    *,
    directory_urls: bool = True,
    known: Meanings = UNKNOWN,
) -> str:
    """Write the ledger anew: with every address that is there, and a redirect for each that moved beyond doubt."""
    entries = _entries(text, addresses, known)
    taken, ending = _taken(files), _ending(directory_urls=directory_urls)
    kept = {address for address, entry in entries.items() if not _no_place(entry.page, ending, taken)}
    arrows = _arrows(entries, addresses, _Fresh(entries, addresses, known), kept)
    comments = [line for line in text.split("\n") if is_comment(line)] or [HEAD]
    names = {address: entry.name for address, entry in entries.items() if address not in addresses}
    names |= {address: meaning.name for address, meaning in known.live.items() if address in addresses}
    names |= {stray.entry.address: stray.entry.name for stray in strays.found(entries, known)}
    # Sorted twice: two that differ in case only are alike to the natural order.
    ordered = sorted(sorted({*arrows, *addresses}), key=paths.natural)
    lines = [_line(a, arrows.get(a), names.get(a)) for a in ordered]
    return "\n".join([*comments, *lines]) + "\n"


def without_new(before: str, after: str) -> str:
    """Leave out of a ledger the addresses that it had not before: a heading may be misspelt until it is published.

    One that differs from a published address by its number alone stays, for only the ledger can tell the two apart.
    """
    old = {entry.address for entry in parse(before)}
    new = {entry.line for entry in parse(after) if not {entry.address, _NUMBER.sub("", entry.address)} & old}
    return "\n".join(line for number, line in enumerate(after.split("\n"), 1) if number not in new)


def _arrows(
    entries: Mapping[str, Entry], addresses: Addresses, fresh: _Fresh, kept: Container[str]
) -> Mapping[str, str]:
    """Say where each address leads; one that no page can be written at stays as its author left it."""
    arrows = {
        address: _arrow(entry, entries, addresses, fresh) if address in kept or address in addresses else entry.to
        for address, entry in entries.items()
    }
    for address, entry in entries.items():
        beside = f"{arrows.get(entry.page, '')}#{_name(address)}"
        free = address in kept and address != entry.page and address not in addresses and not arrows[address]
        if free and beside in addresses:
            arrows[address] = beside  # an anchor that moved with its page
    return arrows


def _line(address: str, to: str | None, name: str | None) -> str:
    if to:
        return f"{address} {ARROW} {to}"
    return f"{address}{BAR}{name}" if name else address


def _arrow(entry: Entry, entries: Mapping[str, Entry], addresses: Addresses, fresh: _Fresh) -> str:
    if entry.address in addresses:
        return ""
    if entry.to in addresses or entry.to in entries:
        return entry.to
    # A target that was never published may have been a slip, and be called otherwise by now.
    return ("" if _covered(entry, entries, addresses) else fresh.successor(entry)) or entry.to
