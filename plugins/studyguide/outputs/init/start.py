"""Start a guide: in an empty folder, from somebody's notes, among them, or in a site that is there already."""

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from typing import Any

from studyguide import configuration, settings
from studyguide.notes import walking
from studyguide.outputs import writing
from studyguide.outputs.init import own_notes, plugin_line, publishing
from studyguide.outputs.init.own_notes import OwnNotes
from studyguide.outputs.init.publishing import Built, Host
from studyguide.outputs.init.undo import Begun, undone_on_error

CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")
_TEMPLATE = Path(__file__).parent / "files" / "mkdocs.yml"


_NAV = "name the pages of the guide there, such as `- Glossary: glossary.md`"


@dataclass(frozen=True)
class Verdict:
    """What a guide that was begun is like: without a problem, and how many there are in words."""

    clean: bool
    words: str


Judge = Callable[[Path], Verdict]
"""Builds the guide of a configuration."""


class NotStartedError(ValueError):
    """Nothing was written; the message says why and what to do."""


@dataclass(frozen=True)
class Asked:
    """What the owner asked for."""

    here: Path
    source: Path | None
    name: str | None
    host: Host


@dataclass(frozen=True)
class Started:
    """What was done, line by line, and what the guide is now."""

    said: tuple[str, ...]
    program: str
    notes: str
    verdict: str


def begin(asked: Asked, judge: Judge) -> Started:
    """Write what a guide in the folder ``asked.here`` lacks, and nothing that is there: all of it, or nothing.

    Raises:
        NotStartedError: where that is not possible.
        OSError: where the disk refuses.
    """
    present = next((name for name in CONFIGURATIONS if lexists(asked.here / name)), None)
    try:
        return _beside(asked, judge, present) if present else _new(asked, judge)
    except (own_notes.NoNotesError, configuration.ConfigurationError) as error:
        raise NotStartedError(str(error)) from None


def _new(asked: Asked, judge: Judge) -> Started:
    here = asked.here
    notes = own_notes.find(here, asked.source)
    docs, site = _free(here, notes)
    text = _configuration(asked, notes, docs, site)
    with undone_on_error() as begun:
        # git keeps no empty folder, and MkDocs stops without docs/.
        begun.put(here, {**notes.files, f"{docs}/.gitkeep": b"", "mkdocs.yml": text})
        verdict = judge(here / "mkdocs.yml")
        own_pages = any(walking.names(here / docs))
        built = Built("mkdocs", site, strict=verdict.clean and not own_pages)
        kept = _publish(begun, asked, built, {})
    said = (*_moved(notes), *_wrote(begun, notes, here), *kept)
    return Started(said, built.program, notes.folder, verdict.words)


def _free(here: Path, notes: OwnNotes) -> tuple[str, str]:
    """Name the folders of the owner's own pages and of the site, which the host empties: none that holds something."""
    docs = "docs" if notes.folder != "." or not any(walking.names(here / "docs")) else "own-pages"
    used = ("site", "_site", "site-built")
    site = next(name for name in (*used, "site-of-the-guide") if not lexists(here / name))
    return docs, site


def _configuration(asked: Asked, notes: OwnNotes, docs: str, site: str) -> bytes:
    name = asked.name or (asked.here.name if notes.folder == "." else "My study guide")
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    folders = [f"{key}: {value}\n" for key, value in (("docs_dir", docs), ("site_dir", site)) if value != key[:-4]]
    options = "" if notes.folder == "notes" else f":\n      notes_dir: {plugin_line.scalar(notes.folder)}"
    text = _TEMPLATE.read_text(encoding="utf-8")
    return text.format(name=quoted, docs=docs, folders="".join(folders), options=options).encode()


def _beside(asked: Asked, judge: Judge, present: str) -> Started:
    """Add a guide to a site of the owner's."""
    here, path = asked.here, asked.here / present
    config, _ = configuration.read(path)
    program = "properdocs" if present.startswith("properdocs") else "mkdocs"
    docs, site = str(config.get("docs_dir") or "docs"), str(config.get("site_dir") or "site")
    has_it = configuration.has_plugin(config)
    if has_it and asked.source is not None:
        folder = settings.notes_dir(configuration.plugin_options(config))
        raise NotStartedError(f"{present} has a guide already: put {asked.source} into {folder}/")
    notes = _notes_beside(asked, docs, config, has_it=has_it)
    text = None if has_it else _changed(here, present, notes)
    with undone_on_error() as begun:
        begun.put(here, {**notes.files, **({} if lexists(here / docs) else {f"{docs}/.gitkeep": b""})})
        kept = _publish(begun, asked, Built(program, site, strict=bool(config.get("strict"))), config)
        if text is not None:
            writing.write(here, present, text)  # last: what was there is as it was if anything failed
    change = f"kept {present}: it has the plugin" if has_it else f"added studyguide to the plugins of {present}"
    said = (*_moved(notes), change, *_wrote(begun, notes, here), *kept, *_remarks(config, notes))
    return Started(said, program, notes.folder, judge(path).words)


def _notes_beside(asked: Asked, docs: str, config: Mapping[str, Any], *, has_it: bool) -> OwnNotes:
    if has_it:
        return OwnNotes(settings.notes_dir(configuration.plugin_options(dict(config))), {})
    # The pages in docs/ stay pages unless that folder is named.
    default = "notes" if Path(os.path.normpath(docs)) != Path("notes") else "study-notes"
    if asked.source is None:
        is_used = any(walking.names(asked.here / default))
        return OwnNotes(default, {}) if is_used else own_notes.example(default)
    return own_notes.find(asked.here, asked.source, default=default)


def _changed(here: Path, present: str, notes: OwnNotes) -> bytes:
    """Return the owner's configuration with the plugin."""
    options = {} if notes.folder == "notes" else {"notes_dir": notes.folder}
    place = configuration.with_key(here / present, "plugins") or here / present
    before = place.read_bytes()
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    text = before.decode("utf-8-sig")
    try:
        after = plugin_line.added(text, options)
    except plugin_line.UnsafeError as error:
        by_hand = "Add the plugin there yourself, and run this again:\nplugins:\n  - search\n  - studyguide\n"
        raise NotStartedError(f"{place.name} is not changed: {error}. {by_hand}") from None
    if place != here / present or place.is_symlink() or not place.stat().st_mode & 0o222:
        why = f"is what {present} takes its plugins from" if place != here / present else "is a link, or read-only"
        old, new = (part.splitlines(keepends=True) for part in (text, after))
        diff = "".join(difflib.unified_diff(old, new, str(place), str(place)))
        raise NotStartedError(f"{place.name} {why}: make this change there yourself, and run this again:\n{diff}")
    return mark + after.encode()


def _remarks(config: Mapping[str, Any], notes: OwnNotes) -> list[str]:
    theme = config.get("theme")
    name = theme.get("name") if isinstance(theme, dict) else theme
    said = []
    if name != "material":
        said.append(
            f"kept the theme ({name or 'mkdocs'}): some parts of a guide need Material (theme: {{name: material}})"
        )
    if config.get("nav"):
        is_pages = notes.folder == str(config.get("docs_dir") or "docs")
        advice = "its files may be cut into pages now, remove it to get the guide's own" if is_pages else _NAV
        said.append(f"kept `nav`: {advice}")
    return said


def _publish(begun: Begun, asked: Asked, built: Built, config: Mapping[str, Any]) -> list[str]:
    kept: list[str] = []
    for wanted in (publishing.beside(asked.here, built, config), publishing.workflow(asked.here, asked.host, built)):
        begun.put(wanted.root, wanted.files)
        kept += wanted.kept
    return kept


def _moved(notes: OwnNotes) -> tuple[str, ...]:
    """Remove notes that moved, now that all else is written."""
    for path in notes.moved:
        path.unlink()
    return notes.said


def _wrote(begun: Begun, notes: OwnNotes, here: Path) -> list[str]:
    """Name what was written, but for notes that came from elsewhere, of which there may be thousands."""
    told = set(notes.files) if notes.said else set()
    names = (os.path.relpath(root / name, here) for root, name in begun.files)
    return [f"wrote {name}" for name in names if name not in told and not name.endswith(".gitkeep")]
