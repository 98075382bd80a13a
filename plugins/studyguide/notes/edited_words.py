"""The part of a note that is enough to read a section anew of which a few words were edited.

To read a long note takes its time, and most edits change words in the middle of one line. Such an edit leaves the
blocks of the note as they are. So its section is read again with little around it: headings, and definitions that it
refers to. Whether that is enough is tried on the text before the edit, of which all is known: whoever asks compares.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import ne

from studyguide.model import Note, Section, Source
from studyguide.reuse.memory import alike

_BEFORE_WORDS = re.compile(r"[ \t>*+\-\d.)|]*[^\W\d_]")
"""What a line may begin with: marks of lists, quotes and tables, and then a letter, all of which stay as they are."""

_WORDS = re.compile(r"[\w ,.;()’]*")
_NO_WORDS = re.compile(r"[<>{}$\\%&@#]|::|\.\.\.")
"""What may be more than words, or stand in the middle of it: then the whole note is read."""

_LABEL = re.compile(r"\[\^[^\]]*\]")
_DEFINED = re.compile(r" {0,3}\*?\[(\^?[^\[\]]+)\]:")


@dataclass(frozen=True)
class Edit:
    """An edit of words in the section ``number`` of a note, and what to read of the text before and after it."""

    number: int
    before: Source
    after: Source


def of(last: Note, before: Source, after: Source) -> Edit | None:
    """Say what was edited of a note that was read from the source ``before``; None where that is more than words."""
    old, new = before.text.split("\n"), after.text.split("\n")
    if len(old) != len(new) or not alike(replace(before, text=""), replace(after, text="")):
        return None
    edited = [number for number, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    if len(edited) != 1 or not _is_of_words(old[edited[0]], new[edited[0]]):
        return None
    starts = [section.place.line - 1 - before.offset for section in last.sections]
    if any(first >= second for first, second in pairwise(starts)) or edited[0] < starts[0]:
        return None
    number = max(place for place, start in enumerate(starts) if start <= edited[0])
    end = starts[number + 1] if number + 1 < len(starts) else len(old)
    part = slice(starts[number], end)
    around = "\n".join((*old[part], *new[part]))
    return Edit(
        number, *(replace(source, text=_part(source.text.split("\n"), part, around)) for source in (before, after))
    )


def is_as_good(last: Note, read: Note, edit: Edit) -> bool:
    """Say whether the text before the edit, read in part, gives the section that the whole gave."""
    found = _section(read, last.sections[edit.number])
    return found is not None and alike(found, last.sections[edit.number])


def applied(last: Note, before: Note, after: Note, edit: Edit) -> Note | None:
    """Return the note with the edited section; None where the edit did more than to change what that says."""
    own = last.sections[edit.number]
    found = _section(after, own)
    if found is None or not alike(replace(before, sections=()), replace(after, sections=())):
        return None
    if not alike(_but_said(own), _but_said(found)):
        return None
    return replace(last, sections=(*last.sections[: edit.number], found, *last.sections[edit.number + 1 :]))


def _is_of_words(old: str, new: str) -> bool:
    """Say whether two lines differ in words alone, behind a beginning that tells what block they are of."""
    start = _alike_for(old, new)
    end = _alike_for(old[start:][::-1], new[start:][::-1])
    words = old[start : len(old) - end], new[start : len(new) - end]
    begun = _BEFORE_WORDS.match(old[:start])
    is_of_words = bool(begun) and all(map(_WORDS.fullmatch, words)) and not any(map(_NO_WORDS.search, (old, new)))
    return is_of_words and _LABEL.findall(old) == _LABEL.findall(new)


def _alike_for(one: str, other: str) -> int:
    """Count the signs at the beginning that two texts share."""
    return next((at for at, differ in enumerate(map(ne, one, other)) if differ), min(len(one), len(other)))


def _part(lines: Sequence[str], part: slice, around: str) -> str:
    """Blank all lines but those of a part, headings, and definitions of what stands in ``around``.

    Definitions in the part itself are referred to outside of it, as they were: else they would be text.
    """
    kept = range(part.start, part.stop)
    found = [
        line if number in kept or line.startswith("#") or _is_wanted(line, around) else ""
        for number, line in enumerate(lines)
    ]
    defined = (match[1] for line in lines[part] if (match := _DEFINED.match(line)) and match[1].startswith("^"))
    text = "\n".join(lines)
    labels = [label for label in defined if text.count(f"[{label}]") > text.count(f"[{label}]:")]
    blank = (at for at in range(1, len(found) - 1) if at not in kept and not any(found[at - 1 : at + 2]))
    if labels and (place := next(blank, None)) is not None:
        found[place] = " ".join(f"[{label}]" for label in labels)
    return "\n".join(found)


def _is_wanted(line: str, around: str) -> bool:
    return "]:" in line and (match := _DEFINED.match(line)) is not None and f"[{match[1]}]" in around


def _section(note: Note, like: Section) -> Section | None:
    return next((section for section in note.sections if section.page == like.page), None)


def _but_said(section: Section) -> tuple[object, ...]:
    headings = tuple(replace(heading, facts=()) for heading in section.headings)
    return replace(section, tokens=(), footnotes={}, headings=()), headings
