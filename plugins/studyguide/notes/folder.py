"""Read the notes folder into sources. Nothing outside the folder is read; what cannot be read is reported."""

import re
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from studyguide.model import Meta, Source
from studyguide.notes import (
    front_matter,
    hidden_pictures,
    left_out,
    other_files,
    other_notes,
    preamble,
    project_macros,
    size,
    unread_notes,
    walking,
)
from studyguide.notes.file_kinds import Refusal
from studyguide.notes.left_out import LeftOut
from studyguide.notes.size import SIZE_LIMIT
from studyguide.options import Exclude, Limits
from studyguide.paths import SourcePath, natural
from studyguide.problems import Place, Problem
from studyguide.site import Asset

SAMPLE = 400
"""Bytes at the start of a file that tell its encoding."""

_NAMED = 4
"""Folders that a message names."""

# Of Obsidian: JSON, which would be published as a page of brackets.
_DRAWINGS = (".excalidraw.md", ".canvas.md", ".excalidraw", ".canvas")
_DRAWING = re.compile(r"---[ \t]*\n(?:(?!---[ \t]*\n).*\n){0,50}?excalidraw-plugin:")
"""The beginning of a drawing that Obsidian keeps in a note with an ordinary name."""


_TOC = re.compile(r"^#{1,6}[ \t]+toc[ \t]*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Folder:
    """Everything found in the notes folder: the notes, and the other files a note may show or link to."""

    sources: tuple[Source, ...]
    assets: Mapping[SourcePath, Asset]
    """Files that may be published."""
    refused: Mapping[SourcePath, Refusal]
    """Files that may not."""
    problems: tuple[Problem, ...]
    rules: LeftOut | None = None
    """What is left out; None where there is no folder."""
    root: Path | None = None
    drawings: tuple[SourcePath, ...] = ()
    """Drawings and boards of Obsidian, which are left out too."""
    preamble: str = ""
    """TeX that defines words for the formulas of all notes."""
    unread: Mapping[SourcePath, Meta] = field(default_factory=dict)
    """What notes of other tools say of themselves: links lead to the addresses that they give themselves."""

    @property
    def paths(self) -> frozenset[SourcePath]:
        """All that was found, published or not."""
        return frozenset((*self.assets, *self.refused, *(source.path for source in self.sources)))

    @property
    def of_jekyll(self) -> bool:
        """Say whether Jekyll's settings lie among the notes."""
        return any(path.rpartition("/")[2] == "_config.yml" for path in (*self.assets, *self.refused))

    @property
    def names_toc(self) -> bool:
        """Say whether a note is called “toc”: then `[[toc]]` is a link to it, and no list of contents."""
        return any(_is_toc(source) for source in self.sources)

    def without_texts(self) -> "Folder":
        """Let the texts go when all are parsed."""
        return replace(self, sources=tuple(replace(source, text="") for source in self.sources))


def read(
    root: Path,
    limits: Limits = Limits(),  # noqa: B008  it never changes
    apart: Container[str] = (),
    exclude: Exclude = Exclude(),  # noqa: B008  the same
    tags_from: Collection[str] = (),
) -> Folder:
    """Read every ``*.md`` below ``root`` in natural order, but for the folders ``apart`` and what ``exclude`` names.

    ``tags_from`` are keys of other tools whose values are tags here.

    Raises:
        size.TooMuchError: where there is more than ``limits``, before any is read.
    """
    if not root.is_dir():
        return Folder((), {}, {}, (_no_folder(root),))
    rules = left_out.rules(root, apart, exclude)
    size.check(root, limits, rules)
    files = _sorted(root, rules, tags_from)
    problems, others = files.problems, files.others
    if untold := [path for path in files.skipped if rules.by_itself(path)]:
        problems.append(_skipped(untold))
    problems += other_notes.problems((path for path, _ in others), len(files.notes))
    if not files.notes:
        problems.append(_no_notes(root))
    sources = sorted(project_macros.given(files.notes, others), key=lambda source: natural(source.path))
    hidden = hidden_pictures.named(root, files.skipped, rules, [source.text for source in sources])
    assets, refused = other_files.sort(others, hidden)
    return Folder(
        tuple(sources),
        assets,
        refused,
        tuple(problems),
        rules,
        root,
        tuple(problem.place.path for problem in problems if problem.rule == "drawing"),
        preamble.text(others),
        unread_notes.said(others),
    )


@dataclass(frozen=True)
class _Files:
    """The files of a folder, by what is done with them."""

    notes: list[Source] = field(default_factory=list)
    others: list[tuple[SourcePath, Path]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _sorted(root: Path, rules: LeftOut, tags_from: Collection[str]) -> _Files:
    """Read the notes of a folder, and list what else lies in it."""
    files = _Files()
    for path, full in walking.files(root, rules, files.problems, files.skipped):
        if path.lower().endswith(_DRAWINGS):
            files.problems.append(_drawing(path))
        elif not path.lower().endswith(".md"):
            files.others.append((path, full))
        elif (source := _source(path, full, files.problems, tags_from)) is not None:
            files.notes.append(source)
    return files


def _no_folder(root: Path) -> Problem:
    message = f"the notes folder {root} does not exist: create it, or set `notes_dir`"
    return Problem(Place(SourcePath(root.name), 1), "no-notes", message, "error")


def _no_notes(root: Path) -> Problem:
    message = f"no notes (*.md) in {root.name}/: write one, for example {root.name}/first.md"
    return Problem(Place(SourcePath(root.name), 1), "no-notes", message)


def _is_toc(source: Source) -> bool:
    stem = source.path.rpartition("/")[2].rpartition(".")[0]
    names = (stem, source.meta.title or "", *source.meta.aliases)
    return any(name.casefold() == "toc" for name in names) or bool(_TOC.search(source.text))


def _source(path: SourcePath, full: Path, problems: list[Problem], tags_from: Collection[str]) -> Source | None:
    """Read one note; None for what cannot be read, or is a drawing."""
    text = _text(path, full, problems)
    if text is None:
        return None
    if _DRAWING.match(text):
        problems.append(_drawing(path))
        return None
    body, offset, meta, found = front_matter.split(path, text, tags_from)
    problems += found
    return Source(path, body, offset, meta)


def _skipped(folders: Sequence[str]) -> Problem:
    listed = ", ".join(f"`{folder}/`" for folder in folders[:_NAMED]) + (" …" if len(folders) > _NAMED else "")
    message = f"templates are no notes: {listed} left out"
    place = Place(SourcePath(folders[0].encode("utf-8", "replace").decode()), 1)
    return Problem(place, "excluded", f"{message}; `exclude: ['!{folders[0]}/']` brings a folder back", "info")


def _drawing(path: SourcePath) -> Problem:
    return Problem(Place(path, 1), "drawing", "a drawing, not a note: left out", "info")


def _text(path: SourcePath, full: Path, problems: list[Problem]) -> str | None:
    """Read one note as text with LF line ends."""
    where = Place(path, 1)
    try:
        if full.stat().st_size > SIZE_LIMIT:
            message = f"longer than {SIZE_LIMIT:,} bytes: left out; split it into several files"
            problems.append(Problem(where, "too-long", message, "error"))
            return None
        data = full.read_bytes()
    except OSError as error:
        problems.append(Problem(where, "unreadable", f"cannot be read: {error.strerror}", "error"))
        return None
    text, encoding = _decode(data)
    if encoding:
        problems.append(Problem(where, "encoding", f"not UTF-8 but, it seems, {encoding}: save it as UTF-8", "error"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        problems.append(Problem(Place(path, line), "encoding", "a NUL character: remove it"))
        text = text.replace("\0", "\ufffd")
    return text


def _without_mark(sample: bytes) -> str | None:
    """Recognise UTF-16 that does not say so: every other byte of most scripts' text is then zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # A third: of English half of all bytes are zero, less where letters are beyond Latin-1. At a twentieth, a short
    # note with a stray NUL would be UTF-16.
    # A tenth: where the other half has more zeros, it is no text but a program or a picture.
    if not sample or max(even, odd) * 3 < len(sample) or min(even, odd) * 10 > len(sample):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode(data: bytes) -> tuple[str, str]:
    """Return the text, and the name of its encoding if that is not UTF-8."""
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return data.decode("utf-32", "replace"), "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "UTF-16"
    if (half := _without_mark(data[:SAMPLE])) is not None:
        return data.decode(half, "replace"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        # Windows' superset of Latin-1: what is not UTF-8 is mostly an old file from there. It decodes anything.
        return data.decode("cp1252", "replace"), "Windows-1252 or Latin-1"
