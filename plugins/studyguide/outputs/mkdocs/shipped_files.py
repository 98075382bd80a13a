"""The theme's files that come with us: the host would copy all of them into every site."""

from pathlib import Path

from mkdocs.structure.files import Files

from studyguide.outputs import shipped
from studyguide.outputs.theme_settings import THEME
from studyguide.site import Site


def leave_out(site: Site, files: Files) -> None:
    """Take out of the host's files what a guide has no use for. An owner's file of the same path stays."""
    for path in shipped.unneeded(site):
        file = files.get_file_from_path(path)
        if file is not None and Path(str(file.src_dir)) == THEME:
            files.remove(file)
