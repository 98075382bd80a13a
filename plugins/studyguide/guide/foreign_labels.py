"""Links by label (`[text][label]`) whose label only another file defines: there, a definition serves its own file."""

import posixpath
from collections.abc import Iterator, Sequence

from studyguide.markdown.addresses import external
from studyguide.model import Note
from studyguide.paths import SourcePath
from studyguide.problems import Problem


def found(notes: Sequence[Note]) -> Iterator[Problem]:
    """Report what looks like such a link, and was meant as one: some file defines the label."""
    homes: dict[str, Note] = {}
    for note in notes:
        for label in note.definitions:
            homes.setdefault(label, note)
    for note in notes:
        for label, written, place in note.undefined:
            if label in homes and label not in note.definitions:
                home = homes[label].source.path
                address = _from(place.path, home, homes[label].definitions[label])
                message = (
                    f"`[{written}]` is defined in {home} only, and a definition serves its own file: add "
                    f"`[{written}]: {address}` here, or write the address at the link"
                )
                yield Problem(place, "foreign-label", message)


def _from(here: SourcePath, there: SourcePath, address: str) -> str:
    """Write the address of another file's definition as it is written in this one."""
    if external(address) or address.startswith("/"):
        return address
    path = there + address if address.startswith("#") else posixpath.join(posixpath.dirname(there), address)
    return posixpath.relpath(f"/{path}", f"/{posixpath.dirname(here)}")
