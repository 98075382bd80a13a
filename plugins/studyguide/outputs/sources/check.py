"""Turn what servers said into problems, each at the line that cites the source."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from studyguide.outputs.sources import remembered
from studyguide.outputs.sources.asking import Answer
from studyguide.outputs.sources.cited import collect
from studyguide.outputs.sources.remembered import Seen
from studyguide.outputs.sources.rounds import Manners, ask_all
from studyguide.problems import Place, Problem
from studyguide.site import Site
from studyguide.switches import judged


def problems(
    site: Site, notes: Path, today: date, manners: Manners, progress: Callable[[str], None]
) -> tuple[list[Problem], int]:
    """Ask for every source, remember what was seen, and return the problems and the number of sources."""
    uses = collect(site, notes)
    before = remembered.read(notes)
    tags = {address: before[address].tag if address in before else "" for address in uses}
    answers = ask_all(tags, manners, progress)
    seen = {
        address: known for address in uses if (known := remembered.after(before.get(address), answers[address], today))
    }
    remembered.write(notes, seen)
    found = [
        problem
        for address, places in uses.items()
        for place, reviewed in places.items()
        for problem in _problems(address, place, reviewed, answers[address], seen.get(address))
    ]
    return list(judged(sorted(found), site.library.options.lint, site.silences)), len(uses)


def _problems(
    address: str, place: Place, reviewed: date | None, answer: Answer, seen: Seen | None
) -> Iterator[Problem]:
    if answer.state == "gone":
        message = f"<{address}> is gone ({answer.reason}): find where it says this now, or another source"
        yield Problem(place, "dead-source", message)
    elif answer.state == "silent":
        message = f"<{address}> gave no answer ({answer.reason}): open it in a browser if this stays so"
        yield Problem(place, "silent-source", message, "info")
    elif answer.state == "inside":
        message = (
            f"<{address}> was not asked: `{answer.reason}` is no host of the public net but of this machine or net; "
            f"cite a public page, or run `studyguide sources --allow-host {answer.reason}`"
        )
        yield Problem(place, "private-source", message)
    elif answer.moved_to:
        message = f"<{address}> has moved for good: cite <{answer.moved_to}>"
        yield Problem(place, "moved-source", message, "info")
    if seen and seen.changed and answer.state != "gone" and (reviewed is None or reviewed < seen.changed):
        day = seen.changed.isoformat()
        message = (
            f"<{address}> has changed by {day}, after the section's review: read it again and set `reviewed: {day}`"
        )
        yield Problem(place, "changed-source", message)
