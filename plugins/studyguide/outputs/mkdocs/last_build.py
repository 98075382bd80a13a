"""What the command ``build`` remembers of a build, and whether the next one would make the same."""

import logging
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from studyguide.defaults import DEFAULTS
from studyguide.outputs.mkdocs import known, unchanged
from studyguide.outputs.mkdocs.unchanged import Made, Said
from studyguide.reuse import elsewhere, fingerprint, store
from studyguide.reuse.store import Store

_KIND = "site"
_PROGRESS = ".commands.build"
"""The end of the name of a logger whose hints say how far a host is."""

_PASSING = "studyguide_passing"
PASSING = {_PASSING: True}
"""What marks a message that holds for one build."""

_LINKS = ".structure.pages"
"""The same of one that says which links of the owner's pages name no heading."""

_OF_SITE = frozenset({"theme", "use_directory_urls"})
"""Options of the command ``build`` that change what it makes; where it is written is known."""

log = get_plugin_logger("studyguide")


def place(config: MkDocsConfig, options: Mapping[str, Any]) -> Store | None:
    """Return the store of a project; None where its owner wants none, or no file holds the configuration."""
    if not config.config_file_path or not store.is_wanted(options["cache"]):
        return None
    return Store(_file(config).parent)


def of(config: MkDocsConfig, options: Mapping[str, Any], host: str, kept: Store) -> "LastBuild | None":
    """Look for the last build of this site; None where the next one could not tell whether it would make the same."""
    reasons = list(known.unknown(config, host))
    try:
        if not reasons:
            return LastBuild(config, options, host, kept).looked_at()
    except unchanged.UnknownError as error:
        reasons = [str(error)]
    log.info("each build makes the whole site: nobody knows what else it depends on with %s", " and ".join(reasons))
    return None


def _file(config: MkDocsConfig) -> Path:
    return Path(os.path.abspath(config.config_file_path))  # noqa: PTH100  thin


@dataclass
class LastBuild:
    """The last build of a site, and the one that runs."""

    config: MkDocsConfig
    options: Mapping[str, Any]
    host: str
    store: Store
    last: Made = field(default_factory=Made)
    now: Made = field(default_factory=Made)
    is_made: bool = False
    """All of the site is written."""
    is_edited: bool = False
    """Most of it by the build before."""
    _notes: str = ""
    _edits: set[str] | None = None
    _early: int = 0
    _held: "_Held | None" = None
    _heard: "_Heard | None" = None
    _asking: ExitStack = field(default_factory=ExitStack)
    _answers: Mapping[str, bool] = field(default_factory=dict)

    def looked_at(self) -> "LastBuild":
        """Look at all that the site will be made from."""
        self.last = unchanged.read(self.store.get(_KIND, self._name))
        file = _file(self.config)
        notes = file.parent.joinpath(str(self.options["notes_dir"] or DEFAULTS["notes_dir"])).resolve()
        site = os.path.abspath(self.config.site_dir)  # noqa: PTH100  thin
        self._notes = str(notes)
        # What says how a command ends, or what it prints, makes no other site.
        said = {key: value for key, value in click.get_current_context().params.items() if key in _OF_SITE}
        self.now = unchanged.looked_at(self.config, notes, [self.host, str(file), site, said], self.last)
        return self

    def said_again(self) -> str | None:
        """Say again what the last build said, where this one would make the same; None where something has changed.

        Returns what the host counts for ``--strict``.
        """
        if self._logger.getEffectiveLevel() < max(self.last.level, logging.INFO) or not self._is_the_same():
            return None
        with self._counted() as counted:
            _say(self.last.said)
        log.info("nothing has changed: %s is as the last build left it", self.config.site_dir)
        return _counts(counted)

    @contextmanager
    def _counted(self) -> Iterator[CountHandler]:
        counted = CountHandler(level=logging.WARNING)
        self._logger.addHandler(counted)
        try:
            yield counted
        finally:
            self._logger.removeHandler(counted)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Hold back what is said inside: where nothing comes of it, the whole build says it."""
        heard, logger = self._heard, self._logger
        if heard is None:
            message = "nobody listens yet"
            raise ValueError(message)
        handlers, propagates, number = logger.handlers, logger.propagate, len(heard.said)
        self._held = _Held()
        logger.handlers, logger.propagate = [heard, self._held], False
        try:
            yield
        except BaseException:
            logger.handlers, logger.propagate = handlers, propagates
            self._say_records()
            raise
        logger.handlers, logger.propagate = handlers, propagates
        if not self.is_edited:
            del heard.said[number:]

    def say_held(self) -> str:
        """Say what was held back, and again what was said of pages that are as they were; return the counts."""
        with self._counted() as counted:
            self._say_records()
            _say(self._said_late())
        return _counts(counted)

    def _say_records(self) -> None:
        for record in self._held.records if self._held else ():
            for handler in [one for one in self._logger.handlers if one is not self._heard]:
                if record.levelno >= handler.level:
                    handler.handle(record)

    def edits(self) -> Collection[str]:
        """List the notes, below their folder, that alone were edited; nothing where more is other than it was."""
        notes = f"{self._notes}{os.sep}"
        if self._edits is None or not all(path.startswith(notes) and path.endswith(".md") for path in self._edits):
            return ()
        late = self.last.said[self.last.early :]
        if any(name.endswith(log.name.rpartition(".")[2]) for name, _, _ in late):
            return ()  # of which page, nobody knows
        return [path.removeprefix(notes).replace(os.sep, "/") for path in self._edits]

    def _said_late(self) -> Said:
        """List what was said of pages when they were drawn, but for links to headings, which are looked at again."""
        return [one for one in self.last.said[self.last.early :] if not one[0].endswith(_LINKS)]

    def _is_the_same(self) -> bool:
        self._edits = unchanged.edits(self.now, self.last)
        if self._edits is None:
            return False
        found = unchanged.outputs(self.config.site_dir, self.last)
        if not found or fingerprint.digests(found) != fingerprint.digests(self.last.outputs):
            self._edits = None
            return False
        if self._edits:
            return False
        if found != self.last.outputs or self.now.inputs != self.last.inputs:
            self.store.put(_KIND, self._name, unchanged.again(self.now, self.last, found).told())
        return True

    def begin(self) -> None:
        """Look at what the configuration stands in, and listen to what is said and asked from now on."""
        from studyguide import configuration, settings

        file = _file(self.config)
        words = settings.words(self.options)
        read = [*configuration.files(file), *([file.parent / words] if words else [])]
        self.now = replace(self.now, files=unchanged.of_configuration(read))
        self._heard = _Heard(level=logging.INFO)
        self._logger.addHandler(self._heard)
        self._answers = self._asking.enter_context(elsewhere.noted())

    def drawing(self) -> None:
        """Take note that pages are drawn from now on."""
        if self._heard is not None:
            self._early = len(self._heard.said)

    def end(self) -> None:
        """Remember the build, if all of it was made."""
        self._asking.close()
        if self._heard is not None:
            self._logger.removeHandler(self._heard)
        if self._heard is None or not self.is_made:
            return
        ended = fingerprint.now()
        made = replace(
            self.now,
            elsewhere={**self.last.elsewhere, **self._answers} if self.is_edited else self._answers,
            outputs=unchanged.outputs(self.config.site_dir, self.last),
            ended=ended,
            level=self._logger.getEffectiveLevel(),
            said=self._heard.said,
            early=self._early,
        )
        self.store.put(_KIND, self._name, made.told())
        self.store.prune()

    @property
    def _logger(self) -> logging.Logger:
        return logging.getLogger(self.host)

    @property
    def _name(self) -> str:
        return f"{_file(self.config)}\n{self.config.site_dir}"


def _say(said: Said) -> None:
    for name, level, text in said:
        logging.getLogger(name).log(level, "%s", text)


def _counts(counted: CountHandler) -> str:
    return ", ".join(f"{number} {level.lower()}s" for level, number in counted.get_counts())


class _Held(logging.Handler):
    """What waits to be said."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class _Heard(logging.Handler):
    """What a build says, but how far it is."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        if (record.levelno > logging.INFO or not record.name.endswith(_PROGRESS)) and not hasattr(record, _PASSING):
            self.said.append((record.name, record.levelno, record.getMessage()))
