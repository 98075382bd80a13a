"""Makes the package's long description of the README, with addresses that lead somewhere on a package index too."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LOCAL = re.compile(r"(?P<picture>!?)\[(?P<text>[^]]*)\]\((?!https?:|#)(?P<path>[^)\s]+)\)")
"""A picture or link of Markdown that leads to a file of the repository. The README writes them in no other way."""


class Description(MetadataHookInterface):
    """Hatchling calls it at every build."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the description: files are those of the released version, whatever comes later."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        at = f"v{metadata['version']}"

        def absolute(match: re.Match[str]) -> str:
            view = "raw" if match["picture"] else "blob"
            return f"{match['picture']}[{match['text']}]({metadata['urls']['Source']}/{view}/{at}/{match['path']})"

        metadata["readme"] = {"content-type": "text/markdown", "text": _LOCAL.sub(absolute, text)}
