"""The list of moved sections for people, as plain text or as Markdown for an issue."""

import re
from collections import defaultdict
from collections.abc import Sequence
from html import escape

from drift.api import VALUE
from drift.changes import Change
from drift.lock import Moved

WIDTH = 400
"""Characters of a sentence that are shown."""
SHOWN = 8
"""Names in a list that are shown."""
_VERB = re.compile(
    r"^(Create|Put|Start|Add|Associate|Update|Modify|Enable|Get|Describe|List|Delete|Batch(?:Get|Delete|Update)?|Cancel|Stop|"
    r"Disable|Disassociate|Remove|Tag|Untag|Search|Send|Receive)(?=[A-Z])"
)
ISSUE = 60_000
"""Characters that an issue is given; GitHub takes 65,536."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~&])")
_NOTICE = re.compile(
    r"new customers|end[- ]of[- ](?:support|life)|no longer (?:available|supported)|discontinu", re.IGNORECASE
)
_REFERENCE = re.compile("[@#]")
"""What mentions people or issues, unless a word joiner follows."""


def text(found: Sequence[Moved], version: str) -> str:
    """Print for a terminal."""
    blocks = [f"{m.subject.id}: {m.subject.title} (since botocore {m.since})\n{_indented(m)}" for m in found]
    return "\n\n".join([*blocks, summary(found, version)]) + "\n"


def markdown(found: Sequence[Moved], version: str) -> str:
    """Print for an issue: AWS's words are shown as they are and mention nobody; each section gets an equal share."""
    share = ISSUE // max(len(found), 1)
    return "\n\n".join([summary(found, version), *(_details(moved, share) for moved in found)]) + "\n"


def _details(moved: Moved, share: int) -> str:
    found = entries(moved)
    head = f"<b>{escape(moved.subject.title)}</b> (<code>{moved.subject.id}</code>), {_count(len(found), 'change')}"
    head = f"<details><summary>{head} since botocore {moved.since}</summary>"
    end = f"{len(found)} in all: `make drift`"
    items: list[str] = []
    left = share - len(head) - len(end) - 20  # blank lines and the end tag
    for entry in found:
        item = _item(*entry)
        left -= len(item) + 1
        if left < 0:
            items.append(end)
            break
        items.append(item)
    return "\n".join([head, "", *items, "", "</details>"])


def summary(found: Sequence[Moved], version: str) -> str:
    """Say how much moved, in one line."""
    if not found:
        return f"botocore {version}: no section's ground has moved"
    count = sum(len(entries(moved)) for moved in found)
    return f"botocore {version}: the ground of {_count(len(found), 'section')} has moved, {_count(count, 'change')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


Entry = tuple[str, tuple[str, ...], tuple[str, ...]]
"""What it is about, old lines and new lines."""


def entries(moved: Moved) -> list[Entry]:
    """Join what changed in the same way: equal sentences on many pages, and the operations on one thing.

    Notices come first, then what replaced something, then what was added to a text, then what is new.
    """
    same: defaultdict[tuple[str, ...], list[Change]] = defaultdict(list)
    for change in sorted(moved.changes, key=_rank):
        same[_key(change)].append(change)
    return [_entry(changes) for changes in same.values()]


def _rank(change: Change) -> int:
    if any(_NOTICE.search(line) for line in change.new):
        return 0
    return {"changed": 1 if change.old and change.new else 2, "gone": 2, "new": 3}[change.kind]


def _key(change: Change) -> tuple[str, ...]:
    if change.kind == "changed":
        return ("changed", change.service, "\n".join(change.old), "\n".join(change.new))
    last = change.path.rpartition(".")[2]
    return (change.kind, change.service, _VERB.sub("", last).removesuffix("s") if last == change.path else f".{last}")


def _entry(changes: Sequence[Change]) -> Entry:
    first = changes[0]
    names = list(dict.fromkeys(change.path for change in changes))
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    kind = "" if first.kind == "changed" else f"{first.kind}: "
    return f"{first.service}: {kind}{', '.join(names[:SHOWN])}{more}", _values(first.old), _values(first.new)


def _values(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Put the values of an enumeration into one line."""
    values = [line.removeprefix(VALUE) for line in lines if line.startswith(VALUE)]
    others = tuple(line for line in lines if line and not line.startswith(VALUE))
    return (*others, f"values: {', '.join(values)}") if values else others


def _indented(moved: Moved) -> str:
    lines: list[str] = []
    for about, old, new in entries(moved):
        lines += [f"  {about}", *(f"    - {_cut(line)}" for line in old), *(f"    + {_cut(line)}" for line in new)]
    return "\n".join(lines)


def _item(about: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    lines = [f"- **{_escaped(about)}**"]
    lines += [f"  - was: {_escaped(_cut(line))}" for line in old] + [f"  - now: {_escaped(_cut(line))}" for line in new]
    return "\n".join(lines)


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _escaped(line: str) -> str:
    return _REFERENCE.sub(lambda sign: f"\\{sign[0]}\u2060", _MARKUP.sub(r"\\\1", line))
