"""Commands that only say something say it again where nothing has changed: `check`, and `fix --dry-run`.

What they say is made from what their notes, the configuration and the programs are; see
:mod:`studyguide.outputs.mkdocs.unchanged`, which tells the same of a site. Thin on purpose: the core is imported where
something has changed.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyguide import configuration
from studyguide.defaults import DEFAULTS
from studyguide.outputs import programs, revision
from studyguide.reuse import elsewhere, fingerprint, store
from studyguide.reuse.fingerprint import Folder, Seen
from studyguide.reuse.store import Store

_KIND = "said"
_FORMAT = 1
_SHORT = ("--n", "--c", "--f")
"""Beginnings of options that may stand for such as decide where notes lie, or that ask others."""

_SURE = ("--config", "--format")

_HEARD: ContextVar[list[str] | None] = ContextVar("heard", default=None)


def say(text: str) -> None:
    """Print a part of what a command says, and let it be remembered."""
    print(text, end="")
    if (heard := _HEARD.get()) is not None:
        heard.append(text)


def look(arguments: Sequence[str]) -> "Asked | None":
    """Look at all that a command depends on; None for one that does more than say something."""
    if arguments[:1] != ["check"] and (arguments[:1] != ["fix"] or "--dry-run" not in arguments):
        return None
    names = [one.partition("=")[0] for one in arguments[1:]]
    if any(name.startswith(_SHORT) and name not in _SURE for name in names):
        return None
    try:
        return _looked_at(list(arguments))
    except (configuration.ConfigurationError, OSError, ValueError):
        return None  # the command says what is wrong


@dataclass(frozen=True)
class Asked:
    """A command, and what it is made from."""

    store: Store
    name: str
    settings: list[Any]
    inputs: Mapping[str, Mapping[str, Seen]]
    files: Mapping[str, Seen]
    began: int
    last: Mapping[str, Any]
    file: Path
    words: str

    def again(self) -> tuple[str, int] | None:
        """Return what the command said the last time, and its exit code, if it would say the same."""
        last = self.last
        is_the_same = (
            bool(last)
            and last["settings"] == self.settings
            and _told(self.inputs) == _told(_read(last["inputs"]))
            and fingerprint.digests(self.files) == fingerprint.digests(fingerprint.read(last["files"]))
            and elsewhere.still(last["elsewhere"])
        )
        return (str(last["said"]), int(last["code"])) if is_the_same else None

    def run(self, command: Callable[[], int]) -> int:
        """Run the command, and remember what it says."""
        read = [*configuration.files(self.file), *([self.file.parent / self.words] if self.words else [])]
        files = {os.path.abspath(path): fingerprint.look(str(path), None, 0) for path in read}  # noqa: PTH100  thin
        heard: list[str] = []
        token = _HEARD.set(heard)
        try:
            with elsewhere.noted() as answers:
                code = command()
        finally:
            _HEARD.reset(token)
        if heard:
            told = {"format": _FORMAT, "settings": self.settings, "inputs": self.inputs, "began": self.began}
            said = {"files": files, "elsewhere": answers, "said": "".join(heard), "code": code}
            self.store.put(_KIND, self.name, {**told, **said})
        return code


def _looked_at(arguments: list[str]) -> Asked | None:
    file = Path(os.path.abspath(_config(arguments)))  # noqa: PTH100  thin
    config, project = configuration.read(file)
    options = configuration.plugin_options(config)
    kept = {**DEFAULTS, **options}
    if not store.is_wanted(kept["cache"]):
        return None
    name = "\n".join((str(file), *arguments))
    place = Store(project)
    last = place.get(_KIND, name)
    last = last if isinstance(last, dict) and last.get("format") == _FORMAT else {}
    began = fingerprint.now()
    notes = (project / str(kept["notes_dir"])).resolve()
    docs, site = (os.path.abspath(project / str(config.get(key) or key[:4])) for key in ("docs_dir", "site_dir"))  # noqa: PTH100
    is_vault = (notes.parent / ".obsidian").is_dir()
    is_kept = [str(folder) for folder in (project, *project.parents) if (folder / ".git").exists()][:1]
    about = [repr(config), str(Path.cwd()), str(notes), is_vault, is_kept]
    before = _read(last.get("inputs"))
    inputs = {
        root: fingerprint.files(Folder(root, frozenset({site}), fingerprint.UNREAD), before.get(root, {}), _began(last))
        for root in sorted({str(notes), docs})
    }
    known = fingerprint.read(last.get("files"))
    files = {path: fingerprint.look(path, seen, _began(last)) for path, seen in known.items()}
    settings = [*about, *programs.day(), *programs.installed(), revision.of(notes)]
    return Asked(place, name, _plain(settings), inputs, files, began, last, file, str(kept["words"] or ""))


def _config(arguments: Sequence[str]) -> str:
    for number, one in enumerate(arguments):
        if one == "--config" and number + 1 < len(arguments):
            return arguments[number + 1]
        if one.startswith("--config="):
            return one.partition("=")[2]
    return "mkdocs.yml"


def _began(last: Mapping[str, Any]) -> int:
    return int(last.get("began", 0))


def _read(told: object) -> dict[str, dict[str, Seen]]:
    return {root: fingerprint.read(rows) for root, rows in told.items()} if isinstance(told, dict) else {}


def _told(inputs: Mapping[str, Mapping[str, Seen]]) -> dict[str, dict[str, str]]:
    return {root: fingerprint.digests(rows) for root, rows in inputs.items()}


def _plain(value: Any) -> Any:
    """Write tuples as lists, as they are read again."""
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
