"""Which files a name means, as Obsidian finds them: by their path from the top, or by the end of it."""

import posixpath
from collections.abc import Mapping, Sequence

from studyguide import paths
from studyguide.model import Note
from studyguide.paths import SourcePath

_ENDING = ".md"
_LIMIT = 50
"""Notes of one name that are looked at, besides the one in the own folder: every link to the name does that."""


def found(
    files: Mapping[str, Note], stems: Mapping[str, Sequence[Note]], source: SourcePath, name: str
) -> tuple[Note, ...]:
    """List the notes that a name means, the best first; more than one where it does not tell which.

    ``files`` has the notes by their folded paths, ``stems`` by the last part without ending and what a tool calls it.
    A path that begins at a folder (``/``, ``./``, ``../``) means one note or none.
    """
    path = name[: -len(_ENDING)] if name.lower().endswith(_ENDING) else name
    beside = path.startswith(("./", "../"))
    whole = paths.resolve(source if beside else SourcePath(""), path.lstrip("/"))
    if exact := files.get(paths.fold(whole + _ENDING)):
        return (exact,)
    if beside or path.startswith("/") or not path:
        return ()
    end = paths.fold(f"/{path}{_ENDING}")
    beside_it = files.get(paths.fold(paths.resolve(source, path + _ENDING)))
    called = stems.get(paths.fold(posixpath.basename(path)), ())[:_LIMIT]
    # What a tool calls a note may have slashes: it is no end of a path.
    same = [note for note in (*((beside_it,) if beside_it else ()), *called) if _ends(note, end)]
    found = {note.source.path: note for note in same or stems.get(paths.fold(path), ())[:_LIMIT] or _below(called, end)}
    return tuple(sorted(found.values(), key=lambda note: _distance(note, source)))


def _below(called: Sequence[Note], end: str) -> Sequence[Note]:
    """Find the one note whose folder and name end a path that begins above the notes, as in the vault around them."""
    parts = end.split("/")
    ends = ("/" + "/".join(parts[dropped:]) for dropped in range(2, len(parts) - 1))
    found = next(filter(None, ([note for note in called if _ends(note, one)] for one in ends)), [])
    return found if len(found) == 1 else ()


def near(note: Note, source: SourcePath) -> bool:
    """Say whether a note lies in the folder of the one that names it, and so is meant before others."""
    return posixpath.dirname(note.source.path) == posixpath.dirname(source)


def _ends(note: Note, end: str) -> bool:
    return paths.fold(f"/{note.source.path}").endswith(end)


def _distance(note: Note, source: SourcePath) -> tuple[bool, bool, int]:
    """Order notes as Obsidian does: those below the own folder first, then those with short paths."""
    folder = posixpath.dirname(source)
    below = not folder or note.source.path.startswith(f"{folder}/")
    # A draft is no page; `stems` has those last, which a stable order keeps.
    return not near(note, source), not below, note.source.path.count("/")
