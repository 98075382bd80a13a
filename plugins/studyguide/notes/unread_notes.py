"""What Markdown of other tools, such as ``.mdx``, says of itself. It is not read, but links lead to its addresses."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from studyguide.model import Meta
from studyguide.notes import metadata
from studyguide.notes.front_matter import MARK
from studyguide.notes.yaml_text import LENGTH_LIMIT
from studyguide.paths import SourcePath
from studyguide.problems import Place

_ENDINGS = (".mdx", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")


def said(files: Iterable[tuple[SourcePath, Path]]) -> Mapping[SourcePath, Meta]:
    """Read the metadata of those files that have some."""
    found = ((path, _meta(path, full)) for path, full in files if path.lower().endswith(_ENDINGS))
    return {path: meta for path, meta in found if meta is not None}


def _meta(path: SourcePath, full: Path) -> Meta | None:
    """Read the metadata at the beginning of a file; a file that cannot be read says nothing."""
    try:
        with full.open(encoding="utf-8-sig", errors="replace") as file:
            mark, *lines = file.read(LENGTH_LIMIT).split("\n")
    except OSError:
        return None
    if mark.rstrip() != MARK or MARK not in (ends := [line.rstrip() for line in lines]):
        return None
    meta = metadata.read("\n".join(lines[: ends.index(MARK)]), Place(path, 2)).meta
    return meta if meta.id or meta.addresses else None
