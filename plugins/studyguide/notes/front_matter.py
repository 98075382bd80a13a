"""Where the metadata of a file ends and its text begins. Words that are no metadata stay on the page.

Obsidian, GitHub and Jekyll read front matter from the first line only; Hugo passes over blank lines. So a block further
down is read where nothing else can be meant, and its author is told what the others make of it. TOML and JSON, which
Hugo and Zola read, are read on the first line too.
"""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from studyguide.markdown.source_lines import outside_code
from studyguide.model import Meta
from studyguide.notes import metadata, other_forms
from studyguide.notes.foreign_keys import is_foreign, own
from studyguide.notes.metadata import Reading
from studyguide.notes.yaml_text import LENGTH_LIMIT
from studyguide.paths import SourcePath
from studyguide.problems import Place, Problem, Severity

Found = tuple[str, int, Meta, tuple[Problem, ...]]
"""Body, lines before the body, metadata and what is wrong with it."""

MARK = "---"
TOML_MARK = "+++"
_INVISIBLE = "\ufeff\u200b\u2060"
"""A second byte order mark and zero-width characters, which nobody sees in front of a line."""

_MANY = 3
"""So many words with a colon behind them are no text."""

_EMPTY = ("", "{}")
"""What programs leave of metadata without a key."""

_PROPERTY = re.compile(r"(?:[-*] |  )?([A-Za-z][\w./-]*)::(?:[ \t]+(.*))?")
_PROPERTIES = 100
_OF_PAGES = ("title", "aliases", "tags", "summary")
_TITLE = re.compile(r"#{1,6}[ \t]")
_OTHER_MARK = re.compile(r"\+{3}|;{3}|\{|-{4,}|-*+[\u2013\u2014][\u2013\u2014-]*+")
"""TOML's and JSON's of Hugo and others, rules, and what word processors make of three hyphens."""

_OTHER_KEY = re.compile(r"""[ \t]*["']?([A-Za-z_][\w-]*)["']?[ \t]*[:=]""")
_UNFENCED = re.compile(r"([A-Za-z_]\w*):[ \t]+\S.*")


def split(path: SourcePath, text: str, tags_from: Collection[str] = ()) -> Found:
    """Split a file into body, lines before the body, metadata and what is wrong with it.

    ``tags_from`` are keys of other tools whose values are tags here.
    """
    lines = text.split("\n")
    # YAML ends a document with `...` too (YAML 1.2, 9.1.4).
    if lines[0].rstrip() == MARK and len(lines) > 1:
        end = _end(lines, 0, {MARK, "..."})
        if end is None:
            message = f"the front matter that starts here never ends: close it with a line `{MARK}`"
            return text, 0, Meta(), (_problem(path, 0, message, "error"),)
        return _at_the_top(path, lines, end, tags_from)
    if found := _in_another_form(path, text, lines, tags_from):
        return found
    if found := _properties(path, lines, tags_from):
        return found
    start, title = _first_words(lines)
    return _further_down(path, text, lines, start, below_title=title) if start < len(lines) else (text, 0, Meta(), ())


def _at_the_top(path: SourcePath, lines: Sequence[str], end: int, tags_from: Collection[str]) -> Found:
    content = "\n".join(lines[1:end])
    found = metadata.read(content, Place(path, 2), tags_from)
    # `Draft: true` alone may begin a sentence, but what is held back is never shown by mistake.
    if content.strip() in _EMPTY or (found.whole and (found.meta.draft or _is_meant(found))):
        return "\n".join(lines[end + 1 :]), end + 1, found.meta, found.problems
    return _without_rule_below(lines, end), 0, found.meta, (*_shown(path, found), *_slips(found))


def _in_another_form(path: SourcePath, text: str, lines: Sequence[str], tags_from: Collection[str]) -> Found | None:
    """Read TOML between two lines ``+++``, or JSON that is followed by a line's end; None where neither is meant."""
    if lines[0].rstrip() == TOML_MARK:
        end, first, form = _end(lines, 0, {TOML_MARK}), 1, other_forms.TOML
    elif text.startswith("{"):
        end, first, form = _end_of_json(text), 0, other_forms.JSON
    else:
        return None
    if end is None:
        return None
    last = end if first else end + 1
    found = metadata.read("\n".join(lines[first:last]), Place(path, first + 1), tags_from, form)
    if found.whole and _has_known(found.keys):
        return "\n".join(lines[end + 1 :]), end + 1, found.meta, found.problems
    if not found.whole and _has_known({match[1] for line in lines[first:last] if (match := _OTHER_KEY.match(line))}):
        return text, 0, Meta(), tuple(_shown(path, found))
    return None


def _properties(path: SourcePath, lines: Sequence[str], tags_from: Collection[str]) -> Found | None:
    """Read the properties of a page, as Logseq and Dataview have them: lines ``key:: value`` at the very beginning.

    Those that are read leave blank lines; the others are text.
    """
    written = list(takewhile(_PROPERTY.fullmatch, lines[:_PROPERTIES]))
    matches = [match for line in written if (match := _PROPERTY.fullmatch(line))]
    taken = {number for number, match in enumerate(matches) if _of_page(match, tags_from)}
    if not taken:
        return None
    content = "\n".join(f"{m[1]}:: {m[2] or ''}" if number in taken else "" for number, m in enumerate(matches))
    found = metadata.read(content, Place(path, 1), tags_from, other_forms.PROPERTIES)
    body = ["" if number in taken else line for number, line in enumerate(lines)]
    return "\n".join(body), 0, found.meta, found.problems


def _of_page(match: re.Match[str], tags_from: Collection[str]) -> bool:
    """Say whether a property is one of the page that is read here; an ``id`` of Logseq's is none of ours."""
    key = match[1].lower()
    held_back = key in {"public", "publish"} and (match[2] or "").strip().lower() == "false"
    return own(key, metadata.KEYS) in _OF_PAGES or key in tags_from or held_back


def _end_of_json(text: str) -> int | None:
    """Return the line on which an object that begins a file ends; None where text follows on it, or it is none."""
    try:
        _, end = json.JSONDecoder().raw_decode(text[: LENGTH_LIMIT + 1])
    except (ValueError, RecursionError):
        return None
    return text.count("\n", 0, end) if not text[end:].partition("\n")[0].strip() else None


def _shown(path: SourcePath, found: Reading) -> Iterable[Problem]:
    """Say of a block at the top that it is shown, once; an author who meant metadata is told how it is written."""
    faults = [problem for problem in found.problems if problem.rule == "front-matter"]
    if faults:
        return [replace(fault, message=f"{fault.message}; until then it is shown as text") for fault in faults]
    message = (
        "no key between these rules is known here or to other tools, so they are shown as text: "
        "for metadata, add a key that is (`title: …`); for text, write the rules as `***`"
    )
    return [Problem(Place(path, 1), "front-matter", message, "info")]


def _slips(found: Reading) -> Iterable[Problem]:
    return (problem for problem in found.problems if problem.rule != "front-matter" and problem.severity != "info")


def _without_rule_below(lines: Sequence[str], end: int) -> str:
    """Keep the block in the text. The hyphens below become stars: they would make a heading of its last paragraph."""
    shown = list(lines)
    in_text = {number for number, _ in outside_code(lines[: end + 1])}
    if shown[end].rstrip() == MARK and shown[end - 1].strip() and end in in_text:
        shown[end] = "***"
    return "\n".join(shown)


def _further_down(path: SourcePath, text: str, lines: list[str], start: int, *, below_title: bool) -> Found:
    """Look at a block that other words, blanks or marks keep from being front matter."""
    mark = lines[start].strip().strip(_INVISIBLE).strip()
    shown = text, 0, Meta(), ()
    if mark == MARK and _OTHER_KEY.match("".join(lines[start + 1 : start + 2])):
        return _displaced(path, lines, start, below_title=below_title) or shown
    if not below_title and (message := _unread(lines, start, mark)):
        return (*shown[:3], (_problem(path, start, message),))
    return shown


def _displaced(path: SourcePath, lines: list[str], start: int, *, below_title: bool) -> Found | None:
    """Read a block between hyphens that has a key of ours; None where it can be meant as text."""
    end = _end(lines, start, {MARK, "..."})
    last = end or next((n for n, line in enumerate(lines[start:], start) if not line.strip()), len(lines))
    content = "\n".join(lines[start + 1 : last])
    found = metadata.read(content, Place(path, start + 2)) if len(content) <= LENGTH_LIMIT else None
    if found is None or not found.keys & set(metadata.KEYS):
        return None
    if end is None:
        message = f"the front matter that starts here never ends, and is shown as text: close it with a line `{MARK}`"
        return "\n".join(lines), 0, Meta(), (_problem(path, start, message),)
    if below_title or not found.whole or lines[start].startswith((" ", "\t")):
        message = "metadata is read from the first line of a file only, and shown as text here: move it to the top"
        return "\n".join(lines), 0, Meta(), (_problem(path, start, message),)
    message = (
        "front matter belongs on the first line: it is read here, but GitHub, Obsidian and Jekyll show it as text; "
        "delete what stands before it"
    )
    # Blank lines in its place: what stands above stays where it is.
    body = "\n".join([*lines[:start], *[""] * (end - start + 1), *lines[end + 1 :]])
    return body, 0, found.meta, (_problem(path, start, message), *found.problems)


def _unread(lines: Sequence[str], start: int, mark: str) -> str:
    """Say what metadata in another form, which is shown as text, would have to be; nothing for ordinary words."""
    example = "write it as lines `key: value` between two lines `---`"
    if _OTHER_MARK.fullmatch(mark[:1] if mark.startswith("{") else mark):
        end = _end(lines, start, {mark, "}"})
        block = lines[start : min(end or start + 1, start + 1_000) + 1]
        found = {match[1] for line in (lines[start][1:], *block[1:]) if (match := _OTHER_KEY.match(line))}
        if _has_known(found):
            return f"metadata that begins with `{mark[:3]}` is not read, and shown as text: {example}"
        return ""
    last = next((n for n, line in enumerate(lines[start:], start) if not line.strip()), len(lines))
    keys = [match[1] if (match := _UNFENCED.fullmatch(line)) else "" for line in lines[start:last][:1_000]]
    if all(keys) and any(key.lower() in metadata.KEYS for key in keys):
        return f"these lines look like metadata and are shown as text: {example}"
    return ""


def _first_words(lines: Sequence[str]) -> tuple[int, bool]:
    """Return the first line that is neither blank nor a comment, nor a title; and whether a title was passed."""
    number, title = 0, False
    while number < len(lines):
        line = lines[number].strip().strip(_INVISIBLE).strip()
        if line.startswith("<!--"):
            number = next((n for n in range(number, len(lines)) if "-->" in lines[n]), len(lines))
        elif line and (title or not _TITLE.match(line)):
            break
        else:
            title = title or bool(line)
        number += 1
    return number, title


def _end(lines: Sequence[str], start: int, marks: set[str]) -> int | None:
    return next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() in marks), None)


_OF_A_PROGRAM = re.compile(r"[a-z][a-z0-9]*(?:[ _.-][a-z0-9]+){0,2}")
"""A key in small letters, of few words; a sentence begins with a capital."""


def _is_meant(found: Reading) -> bool:
    """Say whether a block at the top is metadata.

    `Semester: 3` is, as everywhere, also where nobody here knows the key; `Note: I met her` may be text, and so may
    `Note: hers`, unless there are more of its kind, or it is written where no capital begins a sentence.
    """
    if _has_known(found.keys):
        return True
    plain = len(found.keys) >= _MANY or any(key.lower() == key for key in found.keys)
    return bool(found.keys) and not found.prose and (found.values or plain)


def _has_known(keys: Iterable[str]) -> bool:
    """Say whether a key shows that metadata is meant. A capital begins a sentence, but not two: `Title:`, `Tags:`."""
    written = list(keys)
    known = (key in metadata.KEYS or is_foreign(key) for key in written)
    if any(known) or sum(own(key, metadata.KEYS) != "" or is_foreign(key.lower()) for key in written) > 1:
        return True
    # Of a program that nobody here knows: `date created`.
    return bool(written) and all(map(_OF_A_PROGRAM.fullmatch, written))


def _problem(path: SourcePath, line: int, message: str, severity: Severity = "warning") -> Problem:
    return Problem(Place(path, line + 1), "front-matter", message, severity)
