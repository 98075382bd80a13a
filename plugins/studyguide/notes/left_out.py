"""What lies below the notes folder and is no note: hidden, installed, the host's, templates, or what owners exclude."""

import json
import os
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from studyguide import paths
from studyguide.options import Exclude

ALWAYS = (".trash/", "node_modules/", "__pycache__/")
"""Patterns that stand before the owner's, so that `!.trash/` of his brings such a folder back."""

TEMPLATES = "_templates/"

_SETTINGS = (
    (".obsidian/templates.json", "folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
)
"""Where Obsidian keeps the name of its folder of templates: its own plugin, and the one that most add."""

MUCH = frozenset({".git", ".hg", ".svn", ".venv", ".tox", ".cache"})
"""Hidden folders that hold much, and nothing that a note shows or links to."""

_NEVER_NOTES = MUCH | {"node_modules", "__pycache__", ".trash"}
"""What no link means; Obsidian's trash holds what somebody deleted."""

_SETTINGS_LIMIT = 100_000
"""Bytes; the notes may come from anybody, and so may this."""

_HIDDEN = re.compile(r"(?m)^[^;\n]*:hidden\s*\[([^\]]*)\]")
_SIGNS = re.compile(r"([\\*?\[\]!#])")


@dataclass(frozen=True)
class LeftOut:
    """Says of paths relative to the notes folder whether they are left out, as the fields of its parts tell."""

    root: Path
    apart: Container[str]
    """Folders of the host that lie inside that of the notes."""
    own: GitIgnoreSpec
    by_themselves: range
    """These patterns of ``own``, which are not the owner's, leave out what he may have meant as notes."""
    docs: GitIgnoreSpec
    of_logseq: bool
    """The notes are a graph of Logseq's, where every link makes a page, if an empty one."""
    below: str
    """The way from where ``docs`` counts to the notes, with a slash behind it, or nothing."""

    @property
    def grows(self) -> bool:
        """Whether the notes are of a tool where links to pages that nobody has written yet are the custom."""
        return self.of_logseq or (self.root / ".obsidian").is_dir()

    def folder(self, path: str) -> bool:
        """Say whether no note of a folder is read."""
        folder, _, name = path.rpartition("/")
        return holds_no_notes(str(self.root / folder), name) or path in self.apart or self.excluded(f"{path}/")

    def file(self, path: str) -> bool:
        """Say the same of a file."""
        return is_hidden(path.rpartition("/")[2]) or self.excluded(path)

    def excluded(self, path: str) -> bool:
        """Say whether a pattern names a file, or a folder (with a slash at its end)."""
        return self.own.match_file(path) or self.docs.match_file(self.below + path)

    @cached_property
    def unread(self) -> Mapping[str, str]:
        """The notes that are left out, by their folded paths and by their names without ending."""
        found: dict[str, str] = {}
        for folder, subfolders, files in os.walk(self.root):
            subfolders[:] = sorted(
                name for name in subfolders if name not in _NEVER_NOTES and not _is_installed(folder, name)
            )
            below = os.path.relpath(folder, self.root).replace(os.sep, "/")
            for name in sorted(name for name in files if name.lower().endswith(".md")):
                path = name if below == "." else f"{below}/{name}"
                if any(is_hidden(part) for part in path.split("/")) or self._is_unread(path):
                    found[paths.fold(path)] = path
                    found.setdefault(paths.fold(name[:-3]), path)
        return found

    def _is_unread(self, path: str) -> bool:
        above = ["/".join(path.split("/")[:depth]) for depth in range(1, path.count("/") + 1)]
        return self.excluded(path) or any(folder in self.apart for folder in above)

    def by_itself(self, path: str) -> bool:
        """Say whether a folder is left out though the owner named it nowhere; he is told so."""
        found = self.own.check_file(f"{path}/")
        return bool(found.include) and found.index in self.by_themselves


def rules(root: Path, apart: Container[str] = (), exclude: Exclude = Exclude()) -> LeftOut:  # noqa: B008  it never changes
    """Read what is left out below ``root``: by itself, by Obsidian's settings and by the owner."""
    of_logseq = list(_of_logseq(root))
    surely = [*ALWAYS, *of_logseq]
    own = [*surely, TEMPLATES, *_templates(root)]
    docs = GitIgnoreSpec.from_lines(exclude.docs)
    spec = GitIgnoreSpec.from_lines([*own, *exclude.notes])
    return LeftOut(root, apart, spec, range(len(surely), len(own)), docs, bool(of_logseq), exclude.below)


def _templates(root: Path) -> Iterable[str]:
    for name, key in _SETTINGS:
        folder = str(_read(root / name).get(key) or "").strip("/ ")
        if folder and not {".", ".."} & set(folder.split("/")):
            yield "/" + _SIGNS.sub(r"\\\1", folder) + "/"


def _of_logseq(root: Path) -> Iterable[str]:
    """Leave out what Logseq keeps beside its pages: settings, backups and what was deleted; and what it hides."""
    settings = root / "logseq" / "config.edn"
    try:
        if settings.is_symlink() or not settings.is_file() or settings.stat().st_size > _SETTINGS_LIMIT:
            return ()
        written = settings.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    hidden = _HIDDEN.search(written)
    names = (name.strip("/ ") for name in re.findall(r'"([^"\n]+)"', hidden[1] if hidden else ""))
    return ("/logseq/", *("/" + _SIGNS.sub(r"\\\1", name) for name in names if name and ".." not in name.split("/")))


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _SETTINGS_LIMIT:
            return {}
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def is_hidden(name: str) -> bool:
    """Say whether a file or folder of this name is hidden."""
    return name.startswith(".")


def holds_no_notes(folder: str, name: str) -> bool:
    """Say whether a folder in ``folder`` is hidden, or what Python installs packages into."""
    return is_hidden(name) or _is_installed(folder, name)


def _is_installed(folder: str, name: str) -> bool:
    return os.path.isfile(os.path.join(folder, name, "pyvenv.cfg"))  # noqa: PTH113, PTH118  a Path takes longer
