"""Reads the licences of packages, and puts those together that say the same."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from notices.vendored import STATED, Package

_TEXTS = ("LICENSE", "LICENSE.md", "LICENSE.txt", "License.txt", "license", "license.txt")
_OWNER = re.compile(r"^(Original .*)?(copyright|\(c\)|©).*\d{4}.*$|^copyright .*contributors.*$", re.IGNORECASE)
_TITLE = re.compile(r"^#* *((the )?(MIT|ISC)( license)?( \(MIT\))?)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Licence:
    """The licence of a package: its identifier, whose work it is, and the rest of its text."""

    package: Package
    name: str
    owners: tuple[str, ...]
    text: str

    @property
    def wording(self) -> str:
        """Return the text as it can be compared: lines are broken in other places by everybody."""
        return " ".join(re.sub(r"[“”]", '"', self.text).split()).lower()


def read(package: Package, folder: Path) -> Licence:
    """Read the licence of a package of npm that lies in a folder."""
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    name = STATED.get(package.name) or str(about["license"])
    file = next((folder / text for text in _TEXTS if (folder / text).is_file()), None)
    if file is not None:
        return _parted(package, name, file.read_text(encoding="utf-8"))
    author = about["author"]
    owner = author if isinstance(author, str) else author["name"]
    return Licence(package, name, (f"{owner} (the package has no licence text, its package.json says {name})",), "")


def installed(package: Package) -> Licence:
    """Read the licence of a package of PyPI that is installed here, in this version."""
    found = distribution(package.name)
    if found.version != package.version:
        message = f"{package.name} {found.version} is installed, the theme has code of {package.version}"
        raise ValueError(message)
    text = found.read_text("licenses/LICENSE") or found.read_text("licenses/LICENSE.md") or ""
    return _parted(package, "MIT", text)


def _parted(package: Package, name: str, text: str) -> Licence:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    # What an owner adds in the middle of a text belongs to the text.
    head = next((n for n, line in enumerate(lines) if line and not _OWNER.match(line) and not _TITLE.match(line)), 0)
    owners = tuple(line.strip() for line in lines[:head] if _OWNER.match(line))
    return Licence(package, name, owners, "\n".join(lines[head:]).strip())


def grouped(licences: Iterable[Licence]) -> Iterator[list[Licence]]:
    """Put licences of one wording together; those without a text come last."""
    groups: dict[str, list[Licence]] = {}
    for licence in licences:
        groups.setdefault(licence.wording, []).append(licence)
    yield from sorted(groups.values(), key=lambda group: (not group[0].text, -len(group), group[0].package))
