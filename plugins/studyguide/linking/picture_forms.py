"""The files of a picture's other forms, which ``srcset`` names: larger ones, and those for dark screens."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from studyguide.linking.faults import Fault
from studyguide.linking.files import Way
from studyguide.markdown import srcset
from studyguide.markdown.addresses import external
from studyguide.markdown.srcset import Form
from studyguide.paths import SourcePath


def forms(
    value: str,
    file: Callable[[str, str], Way | None],
    own: Callable[[str], SourcePath | None],
    report: Callable[[Fault | None], None],
) -> Iterator[Form]:
    """Yield the forms of a picture; what is not there is reported and left out."""
    for candidate in srcset.read(value):
        address = candidate.address
        if external(address):
            yield candidate, own(address)
            continue
        way = file(unquote(address), address)
        missing = Fault("dead-image", f"`srcset: {address}` does not exist: the path is relative to this file")
        report(way.fault if way else missing)
        if way and way.asset:
            yield candidate, way.asset
