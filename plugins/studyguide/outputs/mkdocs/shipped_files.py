"""The theme's files that come with us: the host would copy all of them into every site, with what is said in them."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from studyguide.outputs import shipped, writing
from studyguide.outputs.theme_settings import THEME
from studyguide.site import Site


class _LightFile(File):
    """A script or style sheet of ours, published without comments; its source stays known to other plugins."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002  as the host declares it
        """Write what is published of the file."""
        if dirty and not self.is_modified():
            return
        content = shipped.light(Path(str(self.abs_src_path)).read_bytes())
        writing.write(Path(self.dest_dir), self.dest_uri, content)


def lighten(files: Files, config: MkDocsConfig) -> None:
    """Publish our scripts and style sheets without comments. An owner's file of the same path stays as it is."""
    for file in list(_ours(files)):
        if shipped.is_light(file.src_uri):
            files.remove(file)
            files.append(_LightFile(file.src_uri, str(THEME), config.site_dir, config.use_directory_urls))


def leave_out(site: Site, files: Files) -> None:
    """Take out of the host's files what a guide has no use for. An owner's file of the same path stays."""
    unneeded = shipped.unneeded(site)
    for file in list(_ours(files)):
        if file.src_uri in unneeded:
            files.remove(file)


def _ours(files: Files) -> Iterator[File]:
    return (file for file in files if file.src_dir is not None and Path(str(file.src_dir)) == THEME)
