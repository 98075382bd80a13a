"""Look into the files beside the notes: which may be published, and a drawing as it may."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from studyguide import paths
from studyguide.notes import file_kinds, hidden_pictures, svg
from studyguide.notes.file_kinds import Refusal
from studyguide.paths import SourcePath
from studyguide.problems import Place, Problem
from studyguide.site import Asset

DRAWN_LIMIT = 50_000_000
"""Bytes of all drawings together, which are held in memory until they are written."""

SHOWN = 3
"""Of what was left out of a drawing, as many pieces are named."""


def sort(
    files: Iterable[tuple[SourcePath, Path]], hidden: Iterable[tuple[SourcePath, Path]] = ()
) -> tuple[dict[SourcePath, Asset], dict[SourcePath, Refusal]]:
    """Part files, given with where they lie, into those that may be published and those that may not.

    Those of hidden folders get a name that shows.
    """
    assets: dict[SourcePath, Asset] = {}
    refused: dict[SourcePath, Refusal] = {}
    drawn = 0
    given = [(path, path, full) for path, full in files]
    taken = {paths.fold(path) for path, *_ in given}
    given += [(path, hidden_pictures.shown(path, taken), full) for path, full in hidden]
    for source, path, full in given:
        try:
            found = file_kinds.misplaced(path) or _looked_into(path, full, DRAWN_LIMIT - drawn)
        except OSError as error:
            found = Refusal(f"it cannot be read: {error.strerror}", "put it there again")
        if isinstance(found, Refusal):
            refused[source] = found
        else:
            assets[path] = found if source == path else replace(found, hidden=source)
            drawn += len(found.content or b"")
    return assets, refused


def _looked_into(path: SourcePath, full: Path, left: int) -> Asset | Refusal:
    if path.lower().endswith(file_kinds.DRAWINGS):
        return _drawing(path, full, left)
    with full.open("rb") as file:
        return file_kinds.unfit(path, file.read(file_kinds.SAMPLE)) or Asset(path)


def _drawing(path: SourcePath, full: Path, left: int) -> Asset | Refusal:
    size = full.stat().st_size
    if size > svg.SIZE_LIMIT:
        return Refusal(f"it is longer than {svg.SIZE_LIMIT:,} bytes", "make it simpler", danger=True)
    if size > left:
        message = f"all drawings together are longer than {DRAWN_LIMIT:,} bytes"
        return Refusal(message, "make them simpler, or pictures of dots", danger=True)
    try:
        drawing = svg.rewritten(full.read_bytes())
    except svg.UnsafeError as error:
        return Refusal(str(error), "export it again, as plain SVG without scripts", danger=True)
    return Asset(path, drawing.content, drawing.left_out)


def lacking(assets: Mapping[SourcePath, Asset], published: Iterable[SourcePath]) -> list[Problem]:
    """Report what published drawings lack of the files that they were, but for styles that no one misses."""
    return [_lacking(assets[path]) for path in published if {*assets[path].left_out} - {svg.STYLES}]


def _lacking(asset: Asset) -> Problem:
    shown = ", ".join(asset.left_out[:SHOWN]) + (" …" if len(asset.left_out) > SHOWN else "")
    message = f"the drawing loads from elsewhere, or has what is not known to be safe, and is shown without: {shown}"
    return Problem(Place(asset.source, 1), "left-out", f"{message}; put pictures and fonts into it", "info")
