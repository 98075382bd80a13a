"""Files of the guide that no disk can hold beside those of the theme, the owner or another plugin.

A file cannot lie in a folder that is a file: notes in `css/base.css/` meet the style sheet of MkDocs' own themes. The
host would end at the first of them, in the middle of its writing.
"""

from collections.abc import Iterable, Iterator, Mapping

from mkdocs.structure.files import File

from studyguide.paths import fold


def met(ours: Mapping[str, File], theirs: Iterable[File]) -> dict[str, File]:
    """Find the names in ``ours`` whose file would be a folder of one of theirs, or would need one of theirs as folder.

    Case makes no difference, as on many a disk.
    """
    files: dict[str, File] = {}
    folders: dict[str, File] = {}
    for file in theirs:
        if file.inclusion.is_included():
            path = fold(file.dest_uri)
            files.setdefault(path, file)
            for folder in _folders(path):
                folders.setdefault(folder, file)
    found: dict[str, File] = {}
    for name, file in ours.items():
        path = fold(file.dest_uri)
        blocking = folders.get(path) or next((files[f] for f in _folders(path) if f in files), None)
        if blocking is not None:
            found[name] = blocking
    return found


def _folders(path: str) -> Iterator[str]:
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)
