"""Start a guide: a configuration, a first note or somebody's own, and nothing that is there already is touched."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from studyguide.outputs import writing

CONFIGURATION = """\
site_name: {name}
theme:
  name: material
plugins:
  - search
  - studyguide
"""

FIRST_NOTE = """\
---
title: First steps
tags: [example]
---

# Recovery

A backup answers two questions. How much may be lost is the Recovery Point Objective (RPO), and how long it may take is
the Recovery Time Objective (RTO).

| At a glance | |
|---|---|
| question | how much may be lost |

## Terms

- **Backup**: a copy that survives what destroys the original.

## Check yourself

<details>
<summary>Which objective says how many minutes of data may be lost?</summary>

- [x] RPO: it points back to the last good copy
- [ ] RTO: it is the time until things run again

</details>

# Replication

A replica follows its original within seconds. It is no backup: a deletion is replicated too. See [[Recovery]].

| At a glance | |
|---|---|
| question | how fast can another place take over |
"""


class ExistsError(ValueError):
    """A file that would be written is there already."""


def write(folder: Path, name: str, source: Path | None = None) -> list[str]:
    """Write the files of a new guide into ``folder`` and return their names: all of them, or none.

    Raises:
        ExistsError: where a file is there already, or there is no source.
        OSError: where the disk refuses.
    """
    if os.path.lexists(folder / "mkdocs.yml"):
        message = "mkdocs.yml is here already: add `studyguide` to its plugins and put notes into notes/"
        raise ExistsError(message)
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    notes = _notes(folder / "notes", source)
    # git keeps no empty folder, and MkDocs stops without docs/.
    files = {f"notes/{path}": content for path, content in notes.items()} | {"docs/.gitkeep": b""}
    files["mkdocs.yml"] = CONFIGURATION.format(name=quoted).encode()
    _put(folder, files)
    return ["mkdocs.yml", "docs/", *(["notes/"] if len(notes) > 1 else [f"notes/{path}" for path in notes])]


def _notes(notes: Path, source: Path | None) -> dict[str, bytes | Path]:
    """Return what belongs into the notes folder: texts, and files to copy."""
    if source is None:
        is_used = notes.exists() and any(notes.iterdir())
        return {} if is_used else {"first-steps.md": FIRST_NOTE.encode()}
    if source.resolve() == notes.resolve():
        return {}
    if source.is_dir():
        found = {path.relative_to(source).as_posix(): path for path in _files(source, notes)}
    elif source.exists():
        found = {source.name: source}
    else:
        message = f"there is no {source}: name a notes file or folder"
        raise ExistsError(message)
    for path in found:
        if os.path.lexists(notes / path):
            message = f"notes/{path} is here already: it was left as it is"
            raise ExistsError(message)
    return dict(found)


def _files(source: Path, notes: Path) -> list[Path]:
    """List the files of a folder, and links, which stay links: followed, they could copy the whole disk."""
    found = []
    for folder, subfolders, names in os.walk(source):
        here = Path(folder)
        found += [here / name for name in sorted(names)]
        found += [here / name for name in sorted(subfolders) if (here / name).is_symlink()]
        subfolders[:] = [name for name in subfolders if (here / name).resolve() != notes.resolve()]
    return found


def _put(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write files that are not there yet; where one cannot be written, take all away again."""
    new = [name for name in files if not os.path.lexists(folder / name)]
    above = {path for name in new for path in (folder / name).parents if path.is_relative_to(folder)}
    made = [path for path in sorted(above, reverse=True) if not path.exists()]
    try:
        for name in new:
            _put_one(folder, name, files[name])
    except OSError:
        for name in new:
            with suppress(OSError):
                (folder / name).unlink()
        for path in made:
            with suppress(OSError):
                path.rmdir()
        raise


def _put_one(folder: Path, name: str, content: bytes | Path) -> None:
    if isinstance(content, bytes):
        writing.write(folder, name, content)
    elif content.is_symlink():
        writing.link(folder, name, str(content.readlink()))
    else:
        writing.copy(content, folder, name)
