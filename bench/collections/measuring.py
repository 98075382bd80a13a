"""Builds one collection and compares its pages with what a plain renderer makes of the same notes."""

import json
import re
import shutil
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bench.collections import leftovers, shown
from bench.collections.shown import Shown
from bench.measure import Run, run

CONFIG = """site_name: Notes
site_url: https://example.org/
theme: material
plugins:
  - search
  - studyguide:
      notes_dir: {}
"""
"""The smallest configuration: what an owner sees first."""
WORD = re.compile(r"[^\W_]{2,}")
_TARGET = re.compile(r"\[\[[^\[\]|\n]*\|")
"""Of a wiki link that has a text of its own: an address, which no reader sees."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass
class Found:
    """What was measured of one collection."""

    name: str
    run: Run
    notes: int = 0
    differ: list[str] = field(default_factory=list)
    words: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    links: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)


def measure(notes: Path) -> Found:
    """Build the notes in a folder of their own, with the smallest configuration, and look at the pages."""
    work = Path(tempfile.mkdtemp(prefix="collection-"))
    try:
        (work / "docs").mkdir()
        (work / "mkdocs.yml").write_text(CONFIG.format(json.dumps(str(notes.resolve()))), encoding="utf-8")
        found = Found(notes.name, run(work, work / "build.log"))
        data = work / "site" / "studyguide.json"
        if data.exists():
            _look(found, notes, work / "site", json.loads(data.read_text(encoding="utf-8")))
        else:
            print((work / "build.log").read_text(encoding="utf-8", errors="replace")[-1000:], file=sys.stderr)
        return found
    finally:
        shutil.rmtree(work)


def _look(found: Found, notes: Path, site: Path, data: Mapping[str, Any]) -> None:
    found.links = [link for link in data["links"] if link["kind"] == "auto"]
    found.problems = data["problems"]
    pages = defaultdict(list)
    for section in data["sections"]:
        pages[section["path"]].append(site / unquote(section["url"]) / "index.html")
    md = shown.oracle()
    for path in sorted(path for path in pages if (notes / path).is_file()):
        on_site = shown.on_site(page for page in pages[path] if page.exists())
        _compare(found, path, shown.on_github(_text(notes / path), md), on_site)


def _compare(found: Found, path: str, expected: Shown, actual: Shown) -> None:
    found.notes += 1
    if differences := _differences(expected.structure, actual.structure):
        found.differ.append(f"{path}: {differences}")
    words = _words([_TARGET.sub("[[", "".join(expected.text))])
    found.words += words.total()
    found.lost += words - _words(actual.text)
    found.left += leftovers.count(actual.prose)


def _differences(expected: Counter[str], actual: Counter[str]) -> str:
    names = sorted(name for name in shown.BLOCKS if expected[name] != actual[name])
    return ", ".join(f"{name} {expected[name]}→{actual[name]}" for name in names)


def _words(pieces: Sequence[str]) -> Counter[str]:
    return Counter(WORD.findall(unicodedata.normalize("NFC", "".join(pieces))))


def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return _FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
