"""A build of which nothing has changed since the last one: its site is left as it is.

What a site is made from is one value: what the files say that are read, what the command and its configuration say,
the day, and the versions of all programs. Where it is what it was for the last build, and what that one wrote is there
untouched, building again would write the same bytes.

Thin on purpose: the core is imported where something has changed.
"""

import os
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from studyguide.outputs import programs, revision
from studyguide.outputs.mkdocs import known
from studyguide.reuse import elsewhere, fingerprint
from studyguide.reuse.fingerprint import Folder, Seen

FORMAT = 2
"""Of what is remembered; another one is not read."""

_NOT_OF_SITE = frozenset({"strict"})
"""Settings that say how a build ends, and nothing of its site."""

Said = Sequence[tuple[str, int, str]]
"""Messages: logger, level, text."""


class UnknownError(Exception):
    """The configuration holds a value of which nobody can say whether it is the same the next time."""


@dataclass(frozen=True)
class Made:
    """What a site was made from, and what was made; a row of it for each folder that is read."""

    settings: Sequence[Any] = ()
    """Of the command, the configuration, the day and the programs: data that JSON can hold."""
    inputs: Mapping[str, Mapping[str, Seen]] = field(default_factory=dict)
    began: int = 0
    """The moment before the inputs were looked at."""
    files: Mapping[str, Seen] = field(default_factory=dict)
    """Of the configuration, and of what it inherits."""
    elsewhere: Mapping[str, bool] = field(default_factory=dict)
    """Whether there is something at paths that notes name outside of their folder."""
    outputs: Mapping[str, Seen] = field(default_factory=dict)
    ended: int = 0
    """The moment before the outputs were looked at."""
    level: int = 0
    """Of the log."""
    said: Said = ()
    early: int = 0
    """How many of them were said before pages were drawn."""

    def told(self) -> dict[str, Any]:
        """Tell it as data."""
        return {"format": FORMAT, **vars(self)}


def read(told: Any) -> Made:
    """Read what :meth:`Made.told` told; an empty value for anything else."""
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return Made()
    try:
        return Made(
            settings=told["settings"],
            inputs={root: fingerprint.read(rows) for root, rows in told["inputs"].items()},
            began=int(told["began"]),
            files=fingerprint.read(told["files"]),
            elsewhere=dict(told["elsewhere"]),
            outputs=fingerprint.read(told["outputs"]),
            ended=int(told["ended"]),
            level=int(told["level"]),
            said=[(str(name), int(level), str(text)) for name, level, text in told["said"]],
            early=int(told["early"]),
        )
    except (TypeError, KeyError, AttributeError, ValueError):
        return Made()


def looked_at(config: MkDocsConfig, notes: Path, more: Sequence[Any], last: Made) -> Made:
    """Look at what a site will be made from; ``more`` is what the command said.

    Raises:
        UnknownError: where the configuration holds more than data.
    """
    began = fingerprint.now()
    is_vault = (notes.parent / ".obsidian").is_dir()  # in the notes themselves it is among their files
    settings = [*more, _configured(config), is_vault, *programs.day(), *programs.installed(), revision.of(notes)]
    inputs = {
        folder.root: fingerprint.files(folder, last.inputs.get(folder.root, {}), last.began)
        for folder in _folders(config, notes)
    }
    files = {path: fingerprint.look(path, seen, last.began) for path, seen in last.files.items()}
    return Made(settings, inputs, began, files)


def edits(now: Made, last: Made) -> set[str] | None:
    """List the files that say something else than for the last build, and those that came or went.

    None where more is other than it was.
    """
    is_set_as_it_was = (
        bool(last.files)
        and list(now.settings) == list(last.settings)
        and fingerprint.digests(now.files) == fingerprint.digests(last.files)
        and now.inputs.keys() == last.inputs.keys()
        and elsewhere.still(last.elsewhere)
    )
    if not is_set_as_it_was:
        return None
    found = set[str]()
    for root, seen in now.inputs.items():
        rows, before = fingerprint.digests(seen).items(), fingerprint.digests(last.inputs[root]).items()
        found.update(f"{root}{os.sep}{path}" for path, _ in rows ^ before)
    return found


def outputs(site: str, last: Made) -> dict[str, Seen]:
    """Look at what is in the site; hosts leave alone what is hidden at its top."""
    found = fingerprint.files(Folder(os.path.abspath(site)), last.outputs, last.ended)  # noqa: PTH100  thin
    return {path: seen for path, seen in found.items() if not path.startswith(".")}


def again(now: Made, last: Made, found: Mapping[str, Seen]) -> Made:
    """Remember the last build as it looks now, so that files of which the bytes were read are not read again."""
    return replace(last, inputs=now.inputs, began=now.began, files=now.files, outputs=found, ended=now.began)


def of_configuration(paths: Collection[Path]) -> dict[str, Seen]:
    """Look at the files of a configuration."""
    return {os.path.abspath(path): fingerprint.look(str(path), None, 0) for path in paths}  # noqa: PTH100  thin


def _folders(config: MkDocsConfig, notes: Path) -> Iterator[Folder]:
    """List the folders that are read: those of pages, notes and templates, and beside the notes, what a vault is."""
    apart = fingerprint.plain([config.site_dir])
    roots = fingerprint.plain([str(notes), config.docs_dir, *filter(None, [config.theme.custom_dir])])
    for root in sorted(roots):
        yield Folder(root, apart, fingerprint.UNREAD)


def _configured(config: MkDocsConfig) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # no other value of the host's is as it was written
        written = getattr(config, "user_configs", None)
    if not written:
        raise UnknownError("a configuration that no file holds")
    return [_plain({key: value for key, value in part.items() if key not in _NOT_OF_SITE}) for part in written]


def _plain(value: Any) -> Any:
    """Turn a value of a configuration into data of which equal ones mean the same."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {"map": [[_plain(key), _plain(inner)] for key, inner in value.items()]}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | Path):
        return {type(value).__name__: str(value)}
    if isinstance(value, partial):
        return {"call": [_plain(value.func), _plain(value.args), _plain(value.keywords)]}
    name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    if callable(value) and name.startswith(known.OBJECTS) and "<" not in name:
        return {"name": name}
    raise UnknownError(f"`{type(value).__name__}` in the configuration")
