"""Start a guide: a configuration, a first note or somebody's own, and nothing that is there already is touched."""

import shutil
from pathlib import Path

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
    """Write the files of a new guide into ``folder`` and return their names."""
    if (folder / "mkdocs.yml").exists():
        message = "mkdocs.yml is here already: add `studyguide` to its plugins and put notes into notes/"
        raise ExistsError(message)
    if source is not None and not source.exists():
        message = f"there is no {source}: name a notes file or folder"
        raise ExistsError(message)
    (folder / "docs").mkdir(exist_ok=True)
    # git keeps no empty folder, and MkDocs stops without docs/.
    (folder / "docs" / ".gitkeep").touch()
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(name=quoted), encoding="utf-8")
    return ["mkdocs.yml", "docs/", *_notes(folder / "notes", source)]


def _notes(notes: Path, source: Path | None) -> list[str]:
    if source is None:
        if notes.exists() and any(notes.iterdir()):
            return []
        notes.mkdir(exist_ok=True)
        (notes / "first-steps.md").write_text(FIRST_NOTE, encoding="utf-8")
        return ["notes/first-steps.md"]
    if source.resolve() == notes.resolve():
        return []
    if source.is_dir():
        # Links stay links: following them could copy the whole disk, and the notes reader judges them.
        shutil.copytree(source, notes, dirs_exist_ok=True, symlinks=True)
        return ["notes/"]
    notes.mkdir(exist_ok=True)
    target = notes / source.name
    if target.exists():
        message = f"notes/{source.name} is here already: it was left as it is"
        raise ExistsError(message)
    shutil.copyfile(source, target)
    return [f"notes/{source.name}"]
