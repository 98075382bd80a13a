"""Write the notices of all vendored files anew. Needs npm and its registry."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from notices import bundle, licences
from notices.licences import Licence
from notices.vendored import FILES, MATERIAL, MERMAID, NOTICES, UNNAMED, ZENSICAL

_HEAD = """Third-party notices

mkdocs-studyguide is under the MIT licence. Of other people's work it carries the files below. `make notices`
writes this list; a test compares it with the files.
"""

_INSIDE = f"""
Inside {MERMAID.path}

The packages whose code is in Mermaid's bundle, by the source maps that are published with it and with its parser.
Where a licence asks for it, its text and its owners stand below.
"""


def main() -> int:
    """Write the file."""
    try:
        with tempfile.TemporaryDirectory() as name:
            NOTICES.write_text("\n".join(text(read(Path(name)))) + "\n", encoding="utf-8")
    except (bundle.BundleError, ValueError) as error:
        print(f"notices: {error}", file=sys.stderr)
        return 1
    return 0


def read(folder: Path) -> list[Licence]:
    """Read the licences of all that is in the bundle."""
    return [licences.read(*found) for found in bundle.installed(bundle.packages(folder), folder)]


def text(found: Sequence[Licence]) -> Iterator[str]:
    """Write the lines of the notices."""
    yield _HEAD
    for file in FILES:
        yield f"{file.path}\n  package: {file.package.name} {file.package.version}"
        yield f"  licence: {file.licence}, {file.text}"
        yield f"  made of: {file.made}\n  sha256: {file.digest}"
    yield _INSIDE
    for licence in found:
        package = licence.package
        note = f"  ({UNNAMED[package]})" if package in UNNAMED else ""
        yield f"  {package.name} {package.version}  {licence.name}{note}"
    templates = [licences.installed(package) for package in (MATERIAL, ZENSICAL)]
    for group in licences.grouped([*templates, *found]):
        yield "\n" + "-" * 72
        yield from (
            f"{one.package.name} {one.package.version}: {'; '.join(one.owners) or 'see below'}" for one in group
        )
        yield f"\n{group[0].text}" if group[0].text else ""


if __name__ == "__main__":
    sys.exit(main())
