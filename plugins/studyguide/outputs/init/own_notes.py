"""Find out which notes a guide is made of: notes that are here already stay where they are; others come here."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from urllib.parse import unquote

from studyguide.notes import hidden_pictures, left_out, walking
from studyguide.outputs.init import formats
from studyguide.outputs.init.undo import Content

EXAMPLE = "first-steps.md"
_FILES = Path(__file__).parent / "files"
_PAPERS = re.compile(r"(readme|licen[cs]e|copying|contributing|changelog|security|code_of_conduct)\b", re.IGNORECASE)
"""Files that tell of a repository; alone they are no notes."""
_SHOWN = re.compile(
    r"!\[\[([^\]|#\n]+)|\]\(\s*<?([^)>\n]+)|\b(?:src|href)\s*=\s*[\"']([^\"'\n]+)|^\[[^\]]+\]:\s*<?(\S+)",
    re.MULTILINE,
)
"""What a note may show or link to: of Obsidian, of Markdown, of HTML, of a reference."""


class NoNotesError(ValueError):
    """What was named are no notes that can be read, or it stands where they are to go; the message says what to do."""


@dataclass(frozen=True)
class OwnNotes:
    """The notes of a new guide: their folder relative to the guide's, what is written there, what moves there."""

    folder: str
    files: Mapping[str, Content]
    """By name below the guide's folder."""
    moved: tuple[Path, ...] = ()
    """Files that lie elsewhere below the guide's folder, are copied, and then go."""
    said: tuple[str, ...] = ()


def find(here: Path, source: Path | None, *, default: str = "notes", apart: Iterable[str] = ()) -> OwnNotes:
    """Say which notes the guide in the folder ``here`` gets. ``apart`` are folders of the host in it.

    Raises:
        NoNotesError: where ``source`` is of no use.
    """
    if source is None:
        return _found(here, default, frozenset(apart))
    if not source.exists():
        raise NoNotesError(f"there is no {source}: name a notes file or folder")
    if source.is_dir():
        return _folder(here, source, default)
    if source.suffix.lower() != ".md":
        raise NoNotesError(formats.advice(source))
    return _file(here, source, default)


def _found(here: Path, default: str, apart: frozenset[str]) -> OwnNotes:
    """Use what is here: the notes folder, notes anywhere else, or an example."""
    if any(walking.names(here / default)):
        return OwnNotes(default, {})
    if here == Path.home():
        raise NoNotesError("this is your home folder: make a folder for the guide, or go to that of your notes")
    if (here / ".obsidian").is_dir() or any(not _is_paper(name) for name in walking.names(here, apart)):
        return OwnNotes(".", {})
    return example(default)


def example(folder: str) -> OwnNotes:
    """Begin with a note that shows what a note may hold."""
    return OwnNotes(folder, {f"{folder}/{EXAMPLE}": (_FILES / EXAMPLE).read_bytes()})


def _is_paper(name: str) -> bool:
    return "/" not in name and _PAPERS.match(name) is not None


def _folder(here: Path, source: Path, default: str) -> OwnNotes:
    place = source.resolve()
    if here != place and here.is_relative_to(place):
        raise NoNotesError(f"{source} holds this folder: run `studyguide init` there, without a name")
    if not any(walking.names(place)):
        names = [path.name for path in sorted(place.iterdir()) if path.is_file()]
        raise NoNotesError(formats.of_folder(source, names))
    if place.is_relative_to(here):
        return OwnNotes(place.relative_to(here).as_posix(), {})
    found = {f"{default}/{path.relative_to(place).as_posix()}": path for path in _copied(place)}
    _refuse_doubles(here, found)
    return OwnNotes(default, found, said=(_is_copied(source, default),))


def _file(here: Path, source: Path, default: str) -> OwnNotes:
    place = source.parent.resolve() / source.name
    if place.is_relative_to(here / default):
        return OwnNotes(default, {})
    found = {f"{default}/{source.name}": place.resolve()} | {
        f"{default}/{path.relative_to(place.parent).as_posix()}": path for path in _shown(place)
    }
    _refuse_doubles(here, found)
    if place.is_relative_to(here) and not _is_paper(source.name):  # a repository shows its README where it is
        said = [f"moved {source} to {default}/{source.name}"]
        said += [f"copied {name.partition('/')[2]} to {name}: the note shows it" for name in list(found)[1:]]
        return OwnNotes(default, found, (place,), tuple(said))
    return OwnNotes(default, found, said=(_is_copied(source, f"{default}/{source.name}"),))


def _is_copied(source: Path, target: str) -> str:
    return f"copied {source} to {target}: edit the notes there from now on, the guide does not see the others"


def _refuse_doubles(here: Path, found: Iterable[str]) -> None:
    for name in found:
        if lexists(here / name):
            raise NoNotesError(f"{name} is here already: it was left as it is")


def _copied(source: Path) -> Iterator[Path]:
    """List what a folder of notes holds, and links, which stay links: followed, they could copy the whole disk."""
    rules = left_out.rules(source)
    notes: list[Path] = []
    skipped: list[str] = []
    for folder, subfolders, names in os.walk(source):
        subfolders[:], left = walking.parted(source, folder, subfolders, rules)
        skipped += left
        found = [Path(folder, name) for name in sorted(names) if not rules.file(walking.below(source, folder, name))]
        notes += [path for path in found if path.suffix.lower() == ".md" and path.is_file()]
        yield from found
        yield from (path for name in subfolders if (path := Path(folder, name)).is_symlink())
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in notes)
    yield from (full for _, full in hidden_pictures.named(source, skipped, rules, list(texts)))


def _shown(note: Path) -> Iterator[Path]:
    """Yield the files beside a note that it shows or links to; other notes are not fetched with it."""
    text = note.read_text(encoding="utf-8", errors="replace")
    names = {next(filter(None, found.groups())).strip() for found in _SHOWN.finditer(text)}
    for name in sorted(names):
        path = note.parent / unquote(name.split(' "')[0].partition("#")[0])
        try:
            inside = path.resolve().is_relative_to(note.parent) and ".." not in path.parts
            if inside and path.is_file() and path.suffix.lower() != ".md":
                yield path
        except (OSError, ValueError):  # no name that a disk can hold
            continue
