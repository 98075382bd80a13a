"""What the command ``build`` keeps on the disk of what it made, for the next one to go on from."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from studyguide import settings
from studyguide.outputs import gc_pause, going_on, programs
from studyguide.outputs.mkdocs import edited, owners_file
from studyguide.outputs.mkdocs.edited import Left
from studyguide.outputs.mkdocs.last_build import PASSING, LastBuild
from studyguide.outputs.mkdocs.options import StudyGuideConfig
from studyguide.pages import frame
from studyguide.reuse import lasting
from studyguide.reuse.memory import Memory
from studyguide.reuse.store import Store
from studyguide.reuse.templates import Compiled

if TYPE_CHECKING:
    from studyguide.outputs.mkdocs.plugin import StudyGuidePlugin

_KIND = "pages"

log = get_plugin_logger("studyguide")


@dataclass
class Kept:
    """The memory of the last build, and what it left, if the programs are the same."""

    store: Store
    name: str
    memory: Memory
    templates: Compiled
    left: Left | None = None

    @classmethod
    def of(cls, store: Store, config: MkDocsConfig, options: StudyGuideConfig) -> "Kept | None":
        """Read what there is; None where notes are so large that nothing is kept."""
        if not going_on.is_worth(owners_file.folder(config) / settings.notes_dir(options)):
            return None
        name = f"{config.config_file_path}\n{config.site_dir}"
        with gc_pause.paused():
            left = lasting.found(store, _KIND, name, programs.digest())
        templates = Compiled(store, name, programs.digest())
        frame.ENVIRONMENT.bytecode_cache = templates
        return cls(store, name, going_on.read(store, name), templates, left)

    def keep(self, left: Left | None) -> None:
        """Keep what the build that ends has made."""
        with gc_pause.paused():
            lasting.keep(left, self.store, _KIND, self.name, programs.digest())
        going_on.write(self.memory, self.store, self.name)
        self.templates.keep()

    def edited(self, plugin: "StudyGuidePlugin", config: MkDocsConfig, last: LastBuild) -> str | None:
        """Make the pages that edited notes change; None where the whole site is to be made.

        Returns what the host counts for ``--strict``.
        """
        notes = last.edits()
        if not notes or self.left is None:
            return None
        started = time.monotonic()
        with last.held_back():
            count = edited.made(plugin, config, self.left, notes, self.templates)
            last.is_edited = count is not None
        if count is None:
            return None
        counted = last.say_held()
        log.info(
            "made %d pages again in %.2f seconds; all others are as before",
            count,
            time.monotonic() - started,
            extra=PASSING,
        )
        last.is_made = True
        return counted
