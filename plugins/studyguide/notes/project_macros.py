"""Macros for formulas that MyST and Jupyter Book take from metadata: of a page (``math``), or of a project's file."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from studyguide.model import Source
from studyguide.notes.yaml_text import LENGTH_LIMIT, load
from studyguide.paths import SourcePath

Written = tuple[tuple[str, str], ...]
"""Words and what they stand for, as TeX."""

_WAYS = {
    "myst.yml": (("project", "math"),),
    "_config.yml": (
        ("sphinx", "config", "mathjax3_config", "tex", "macros"),
        ("sphinx", "config", "mathjax_config", "TeX", "Macros"),
    ),
}
"""Files of projects, and the keys under which they name macros."""


def read(value: object) -> Written:
    r"""Read ``{'\one': '\mathbb{1}'}``, where a macro may be a list or a mapping that begins with it; else nothing."""
    return tuple(_pairs(value)) if isinstance(value, dict) else ()


def _pairs(value: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    for name, body in value.items():
        first = body.get("macro") if isinstance(body, dict) else body[0] if isinstance(body, list) and body else body
        if isinstance(name, str) and isinstance(first, str):
            yield name, first


def given(sources: Iterable[Source], files: Iterable[tuple[SourcePath, Path]]) -> Iterator[Source]:
    """Give notes the macros of the projects around them; their own count more, and those of the nearest project."""
    found = ((posixpath.dirname(path), macros) for path, macros in _projects(files))
    projects = sorted(found, key=lambda one: len(one[0]))
    for source in sources:
        around = [macros for folder, macros in projects if not folder or source.path.startswith(f"{folder}/")]
        named = {name: body for macros in (*around, source.meta.macros) for name, body in macros}
        yield replace(source, meta=replace(source.meta, macros=tuple(named.items()))) if around else source


def _projects(files: Iterable[tuple[SourcePath, Path]]) -> Iterator[tuple[SourcePath, Written]]:
    for path, full in files:
        ways = _WAYS.get(posixpath.basename(path), ())
        data = _content(full) if ways else None
        if found := tuple(pair for way in ways for pair in read(_at(data, way))):
            yield path, found


def _content(full: Path) -> object:
    """Read a project's file; one that cannot be read says nothing."""
    try:
        with full.open(encoding="utf-8", errors="replace") as file:
            return load(file.read(LENGTH_LIMIT))
    except (OSError, ValueError, yaml.YAMLError):
        return None


def _at(data: object, keys: Iterable[str]) -> object:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data
