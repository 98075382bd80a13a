"""A file of the notes that is published as it is, copied by us: the host would end where it is gone meanwhile."""

from pathlib import Path

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File

from studyguide.outputs import writing

log = get_plugin_logger("studyguide")


class CopiedFile(File):
    """A picture, or another file that a note links to."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002  as the host declares it
        """Copy the file into the site. One that is gone is missing there, and no other file suffers."""
        if dirty and not self.is_modified():
            return
        try:
            writing.copy(Path(str(self.abs_src_path)), Path(self.dest_dir), self.dest_uri)
        except writing.UnreadableError as error:
            log.error("%s: it was there when the build began, build again", error)  # noqa: TRY400  no traceback
