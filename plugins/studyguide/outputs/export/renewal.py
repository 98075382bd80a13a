"""Put a new export in place of an earlier one: only what that wrote, and nobody changed, is replaced or removed.

An export lists its files with their hashes. The list lies in a folder that others write to as well, so it is believed
only where a file has the hash that it names, and its names are followed as every write of ours follows a name.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from studyguide.outputs import writing

LIST = ".studyguide-export"
Hashes = Mapping[str, str]
"""SHA-256 by the name of a file, which is relative to the folder of the export and has slashes."""


class NotAnExportError(ValueError):
    """The folder to write to holds files of which nobody can tell whether an export wrote them."""


@dataclass(frozen=True)
class Kept:
    """A file that an export would have written or removed, and that stays as its owner has it."""

    name: str
    why: str


@dataclass(frozen=True)
class Earlier:
    """What earlier exports wrote: the last one, and the one before where that did not come to its end."""

    files: Hashes
    before: Hashes

    @property
    def names(self) -> list[str]:
        """Every file that one of them wrote."""
        return sorted({*self.files, *self.before})

    def wrote(self, name: str, found: str | None) -> bool:
        """Say whether a file is as an export left it."""
        return found is not None and found in (self.files.get(name), self.before.get(name))


def earlier(target: Path) -> Earlier:
    """Read what is in a folder of earlier exports. Hidden files beside them, such as ``.git``, are nobody's business.

    Raises:
        NotAnExportError: where that cannot be told.
    """
    if target.exists() and not target.is_dir():
        raise NotAnExportError(f"{target} is no folder: name a new one")
    if (target / LIST).is_file() and not (target / LIST).is_symlink():
        return _listed(target / LIST)
    if target.exists() and any(not path.name.startswith(".") for path in target.iterdir()):
        raise NotAnExportError(f"{target} holds files that no export wrote: name an empty folder")
    return Earlier({}, {})


def _listed(path: Path) -> Earlier:
    try:
        found = json.loads(path.read_bytes())
        return Earlier(_hashes(found["files"]), _hashes(found["before"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = (
            f"{path} does not list what an export wrote, as those of earlier versions do not: export into a new "
            "folder, then put there what of this one is yours"
        )
        raise NotAnExportError(message) from None


def _hashes(found: Mapping[object, object]) -> Hashes:
    return {name: value for name, value in found.items() if isinstance(name, str) and isinstance(value, str)}


def replace(target: Path, made: Path, earlier: Earlier) -> tuple[Kept, ...]:
    """Move the files below ``made`` into ``target``, and remove what earlier exports wrote there and this one does not.

    Raises:
        writing.UnwritableError: where a link or a folder is in the way, before anything is changed.
    """
    new = {name: str(writing.digest(made, name)) for name in _names(made)}
    gone, changed = _sorted_out(target, [name for name in earlier.names if name not in new], earlier)
    kept = [*changed, *_owners(target, new, earlier)]
    for file in kept:
        new.pop(file.name, None)
    # Should this end before its end, the next export knows the files of both.
    _write_list(target, Earlier(new, {**earlier.before, **earlier.files}))
    for name in gone:  # before others come: a disk may take two spellings of a name for one
        writing.remove(target, name)
    for name in new:
        writing.move(made / name, target, name)
    _write_list(target, Earlier(new, {}))
    return tuple(kept)


def _names(made: Path) -> Iterator[str]:
    for folder, subfolders, files in os.walk(made):
        subfolders.sort()
        yield from (Path(folder, name).relative_to(made).as_posix() for name in sorted(files))


def _sorted_out(target: Path, stale: list[str], earlier: Earlier) -> tuple[list[str], list[Kept]]:
    """Tell what is to be removed from what somebody changed."""
    gone, changed = [], []
    for name in stale:
        try:
            found = writing.digest(target, name)
        except writing.UnwritableError as error:
            changed.append(Kept(name, f"no export wrote this: {error}"))
            continue
        if earlier.wrote(name, found):
            gone.append(name)
        elif found is not None:
            changed.append(
                Kept(name, "you changed it; the guide has no such page or file any more, so it is yours now")
            )
    return gone, changed


def _owners(target: Path, new: Hashes, earlier: Earlier) -> Iterator[Kept]:
    """Yield what stands where the export would write, and was not left there by one."""
    for name, made in new.items():
        found = writing.digest(target, name)
        if found is None or found == made or earlier.wrote(name, found):
            continue
        ours = name in earlier.files or name in earlier.before
        who = "you changed it since it was exported" if ours else "it is yours"
        yield Kept(name, f"{who}; move it away to get what the guide has there")


def _write_list(target: Path, files: Earlier) -> None:
    # Of JSON, for a name may hold whatever a line could begin with.
    text = json.dumps({"files": files.files, "before": files.before}, indent=1, sort_keys=True)
    writing.write(target, LIST, f"{text}\n".encode())
