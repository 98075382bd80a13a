"""The pictures of a deck for Anki: the files that its cards show, under names that no other deck has."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from studyguide.paths import SourcePath
from studyguide.reuse.memory import passing
from studyguide.site import Asset

PREFIX = "studyguide-"
"""What the names of our files begin with: Anki keeps the files of all decks in one folder."""


class Media:
    """The pictures that cards show, each once, by what is in them: two of one name stay apart, a new one is new."""

    def __init__(self, assets: Mapping[SourcePath, Asset], notes: Path | None) -> None:
        self._assets = assets
        self._notes = notes
        self._content: dict[str, bytes] = {}
        self._names: dict[SourcePath, str] = {}

    def name(self, path: SourcePath) -> str:
        """Take a file into the deck and return its name there; empty where it cannot be had."""
        if path not in self._names:
            content = self._read(path)
            digest = hashlib.sha256(content).hexdigest()[:20] if content else ""
            name = f"{PREFIX}{digest}{Path(path).suffix.lower()}" if content else ""
            self._names[path] = name
            if content:
                self._content[name] = content
        return self._names[path]

    def _read(self, path: SourcePath) -> bytes:
        passing()  # a deck with pictures: their files may change
        asset = self._assets.get(path)
        if asset is None:
            return b""
        if asset.content is not None:
            return asset.content
        return (self._notes / asset.source).read_bytes() if self._notes else b""

    def files(self) -> dict[str, bytes]:
        """Write the files as a package has them: numbered, with a list of their names."""
        names = {str(number): name for number, name in enumerate(sorted(self._content))}
        listed = json.dumps(names, separators=(",", ":")).encode()
        return {"media": listed, **{number: self._content[name] for number, name in names.items()}}
