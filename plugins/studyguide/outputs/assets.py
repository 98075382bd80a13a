"""Writes files of the notes that are published, each as the guide has it."""

from pathlib import Path

from studyguide.outputs import writing
from studyguide.site import Asset


def write(asset: Asset, notes: Path, root: Path, name: str) -> None:
    """Publish a file of the folder ``notes`` as ``name`` below ``root``.

    Raises:
        writing.UnreadableError: where it is gone meanwhile.
        writing.UnwritableError: as for :func:`writing.write`.
    """
    if asset.content is None:
        writing.copy(notes / asset.source, root, name)
    else:
        writing.write(root, name, asset.content)
