"""The owner's pages: those in his folder, and those that his plugins make. They stay at their addresses."""

from collections.abc import Iterable

from mkdocs.structure.files import File, Files

from studyguide.paths import fold


def by_address(files: Iterable[File]) -> dict[str, File]:
    """Map addresses, case-folded, to the pages that the host publishes there, whatever their files are called."""
    shown = (file for file in files if file.inclusion.is_included() and file.dest_uri.endswith(".html"))
    return {fold(file.dest_uri): file for file in shown}


def home(files: Files) -> File | None:
    """Return the owner's home page, where he wrote one: `index.md`, or `README.md`."""
    return by_address(files).get("index.html")


def replace(files: Files, file: File) -> None:
    """Add a file, also where one of its name is left out of the site."""
    if (left_out := files.get_file_from_path(file.src_uri)) is not None:
        files.remove(left_out)
    files.append(file)
