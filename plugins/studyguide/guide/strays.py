"""Addresses that are there still and mean something else: what they were published for has another one now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studyguide.guide.ledger_lines import Entry
from studyguide.guide.meanings import Meaning, Meanings
from studyguide.problems import Place, Problem


@dataclass(frozen=True)
class Stray:
    """An address, where what it was published for is now (empty where nobody can know), and what it means now."""

    entry: Entry
    home: str
    now: Meaning


def found(entries: Mapping[str, Entry], meanings: Meanings) -> Iterator[Stray]:
    """Yield the addresses of the ledger that lead to something else than what they were published for."""
    homes: dict[str, list[str]] = defaultdict(list)
    for address, meaning in meanings.live.items():
        # What the ledger knows by this title has not come from anywhere.
        if address not in entries or entries[address].name != meaning.name:
            homes[meaning.name].append(address)
    for address, entry in entries.items():
        now = meanings.live.get(address)
        if now is None or entry.to:
            continue
        if entry.name and entry.name != now.name:
            if at := homes.get(entry.name):
                yield Stray(entry, at[0] if len(at) == 1 else "", now)
        elif not entry.name and address in meanings.before:
            yield Stray(entry, meanings.before[address], now)


def problems(entries: Mapping[str, Entry], meanings: Meanings) -> Iterator[Problem]:
    """Say which addresses lead to something else, and which may."""
    strays = list(found(entries, meanings))
    for stray in strays:
        yield _problem(stray, meanings)
    certain = {stray.entry.address for stray in strays}
    # Only new addresses can have pushed an old one on; a guide without any is not looked through.
    fresh = {address: meaning for address, meaning in meanings.live.items() if address not in entries}
    for address, meaning in fresh.items():
        base = _first(address, meaning)
        entry, now = entries.get(base), meanings.live.get(base)
        if base != address and entry and now and base not in certain and (entry.name or now.name) == meaning.name:
            message = f"`{base}` was published for “{now.name}”, of which there is a new one, `{address}`"
            hint = "if the new one stands above, give the other the `id` that its address ends in"
            yield Problem(meaning.place, "moved-url", f"{message}: {hint}; `studyguide fix` records both", "info")


def _first(address: str, meaning: Meaning) -> str:
    """Return the address without the number that tells it from others of its name."""
    page, mark, _ = address.partition("#")
    if mark:
        return f"{page}#{meaning.base}"
    ending = ".html" if page.endswith(".html") else "/"
    folder, slash, _ = page.removesuffix(ending).rpartition("/")
    return f"{folder}{slash}{meaning.base}{ending}"


def _problem(stray: Stray, meanings: Meanings) -> Problem:
    entry = stray.entry
    name = entry.name or (meanings.live[stray.home].name if stray.home in meanings.live else "something else")
    message = f"`{entry.address}` was published for “{name}” and leads to “{stray.now.name}” now"
    if stray.home:
        hint = f"give “{name}”, now `{stray.home}`, the id `{last_part(entry.address)}`, as `studyguide fix` does"
    else:
        hint = f"give the section that it was published for the id `{last_part(entry.address)}`"
    place = meanings.live[stray.home].place if stray.home in meanings.live else stray.now.place
    return Problem(place, "moved-url", f"{message}: {hint}")


def last_part(address: str) -> str:
    """Return the id that would make this address."""
    page, _, anchor = address.partition("#")
    return anchor or page.removesuffix("/").removesuffix(".html").rpartition("/")[2]


def ids(entries: Mapping[str, Entry], meanings: Meanings) -> dict[Place, str]:
    """Map the lines of headings to the ids that bring their published addresses back."""
    return {
        meanings.live[stray.home].place: last_part(stray.entry.address)
        for stray in found(entries, meanings)
        if stray.home in meanings.live
    }
