"""Pictures in the deck: each field names files that are in the package, and each file is named."""

import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

from conftest import MakeNotes
from studyguide.build import build
from studyguide.outputs import anki

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
NOTES = """\
# Disks

## What is shown?

![a disk](img/disk.png)

```sh
lsblk
```

<details><summary>Answer</summary>

A disk: ![drawn](img/drawing.svg) ![the same](other/disk.png) ![elsewhere](https://example.org/x.png)

| a | b |
|---|---|
| `c` | d |

</details>
"""


def package(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(anki.encode(build(folder), folder))) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def fields(files: dict[str, bytes]) -> list[str]:
    database = sqlite3.connect(":memory:")
    database.deserialize(files["collection.anki2"])
    found = [row[0] for row in database.execute("select flds from notes")]
    database.close()
    return found


def test_pictures_are_in_the_package(make_notes: MakeNotes) -> None:
    folder = make_notes({"a.md": NOTES})
    for name, content in (
        ("img/disk.png", PICTURE),
        ("other/disk.png", PICTURE),
        ("img/drawing.svg", DRAWING.encode()),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    files = package(folder)
    names = json.loads(files["media"])
    (field,) = fields(files)
    front, back, _ = field.split("\x1f")
    # Two files with one content are one; the picture of another site is told by its words.
    assert set(re.findall(r'src="([^"]*)"', field)) == set(names.values())
    assert sorted(names) == ["0", "1"] == sorted(set(files) - {"collection.anki2", "media"})
    assert PICTURE in files.values()
    assert "What is shown?" in front
    assert "<img" in front
    assert "<pre>" in front
    assert "<table>" in back
    assert "elsewhere" in back
    assert "example.org" not in field
    assert package(folder) == files


def test_another_picture_under_the_name_is_another_file(make_notes: MakeNotes) -> None:
    folder = make_notes({"a.md": "# A\n\n<details><summary>Why?</summary>\n\n![x](x.png)\n\n</details>\n"})
    (folder / "x.png").write_bytes(PICTURE)
    before = json.loads(package(folder)["media"])
    (folder / "x.png").write_bytes(PICTURE + b"\0")
    after = json.loads(package(folder)["media"])
    assert before != after
    assert all(name.startswith("studyguide-") for name in (*before.values(), *after.values()))
