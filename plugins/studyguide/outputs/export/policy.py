"""The content security policy of an exported site: templates that put it into every page, for Material and Zensical.

An export is built by programs of other people, whose scripts are not known here, so their hashes are not either. But
scripts of the theme come out of its templates, and those of notes do not: templates of the export give the former a
nonce (W3C, "Content Security Policy Level 3", 6.7.2.3), and no other script runs.
"""

import hashlib
from pathlib import Path
from typing import Any

import yaml

from studyguide.options import PictureHosts
from studyguide.outputs import writing

_OVERRIDES = Path(__file__).parent / "overrides"


def add(configuration: dict[str, Any], target: Path, pictures: PictureHosts) -> None:
    """Add the templates to a project, and to its configuration where they are, the nonce and whose pictures show."""
    writing.copy_folder(_OVERRIDES, target, "overrides")
    configuration["theme"]["custom_dir"] = "overrides"
    configuration["extra"] = {
        "studyguide": {"nonce": _nonce(configuration, target / "docs"), "pictures": " ".join(pictures.sources)}
    }


def _nonce(configuration: dict[str, Any], docs: Path) -> str:
    """Make what no note can say before it is exported: the hash of all that is.

    The same notes give the same bytes, and a note that holds the nonce of an earlier export changes it.
    """
    digest = hashlib.sha256(yaml.safe_dump(configuration).encode())
    for path in sorted(docs.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(docs).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]
