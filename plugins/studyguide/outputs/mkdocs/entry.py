"""What the hosts load as the plugin: it looks whether anything has changed, and only then imports the guide's code.

Events are handed on to :class:`studyguide.outputs.mkdocs.plugin.StudyGuidePlugin`, in the order that is written there.
"""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import click
from jinja2 import Environment
from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files

from studyguide import build_day
from studyguide.defaults import DEFAULTS
from studyguide.outputs.mkdocs import last_build
from studyguide.outputs.mkdocs.last_build import LastBuild
from studyguide.outputs.mkdocs.options import StudyGuideConfig
from studyguide.reuse.store import Store

if TYPE_CHECKING:
    from studyguide.outputs.mkdocs.kept import Kept
    from studyguide.outputs.mkdocs.plugin import StudyGuidePlugin as Whole

EVENTS: Mapping[str, tuple[int, ...]] = {
    "on_files": (100, -90, -99, -101),
    "on_page_markdown": (0,),
    "on_page_content": (100,),
    "on_page_context": (100,),
    "on_template_context": (0,),
    "on_post_page": (100, -100),
    "on_post_template": (0,),
    "on_env": (0,),
    "on_post_build": (-50, -101, -1000),
    "on_serve": (0,),
}
"""What is handed on as it comes, with the priority of each of its methods; a test compares it with the plugin."""

_LAST = -10_000
"""After whoever else changes what was written."""

log = get_plugin_logger("studyguide")


class StudyGuidePlugin(BasePlugin[StudyGuideConfig]):
    """Stands for the whole plugin until that is needed."""

    _raw: Mapping[str, Any]
    _whole: "Whole | None" = None
    _asked: tuple[str, bool] = ("", False)
    _store: Store | None = None
    _last: LastBuild | None = None
    _kept: "Kept | None" = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Keep what is written until the build, where a fault is no traceback while serving."""
        self._raw = dict(options)
        errors, warnings = super().load_config(options, config_file_path)
        return errors, [warning for warning in warnings if warning[0] in DEFAULTS]

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what is asked for."""
        self._asked = (command, dirty)
        try:
            build_day.told()  # the host would raise
        except build_day.NoMomentError as error:
            raise PluginError(str(error)) from None

    @event_priority(1000)  # before plugins that put the navigation aside
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """End here where nothing has changed since the last build of this command."""
        if self._store is None:
            self._store = last_build.place(config, self.config)
            if self._store is not None and (host := _host_of_command(*self._asked)):
                self._compare(config, host, self._store)
                self._kept = _kept(self._store, config, self.config)
        serving = self._asked[0] == "serve"
        self.whole.take(self.config, self._raw, serving=serving, keeping=serving and not self._asked[1])
        if self._kept is not None:
            self.whole.memory = self._kept.memory
        return self.whole.on_config(config)

    def _compare(self, config: MkDocsConfig, host: str, store: Store) -> None:
        self._last = last_build.of(config, self.config, host, store)
        if self._last is None:
            return
        warnings = self._last.said_again()
        if warnings is None:
            self._last.begin()
        else:
            _end(config, warnings)

    @event_priority(_LAST)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """End here where only some pages were to be made again."""
        if self._last is None or self._kept is None:
            return
        warnings = self._kept.edited(self.whole, config, self._last)
        if warnings is not None:
            _end(config, warnings)

    @property
    def whole(self) -> "Whole":
        """The plugin itself."""
        if self._whole is None:
            from studyguide.outputs.mkdocs.plugin import StudyGuidePlugin as Whole

            self._whole = Whole()
        return self._whole

    def on_build_error(self, *, error: Exception) -> None:
        """Say what the disk did to a build; one that failed is not remembered."""
        if self._last is not None and not isinstance(error, Abort):  # which says that all is made, with warnings
            self._last.is_made = False
        if self._whole is not None:
            self._whole.on_build_error(error=error)

    @event_priority(_LAST)
    def _all_is_gathered(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell what is said of pages when they are drawn from what was said before."""
        if self._last is not None:
            self._last.drawing()
        if self._last is not None and self._kept is not None:
            env.bytecode_cache = self._kept.templates
        return env

    @event_priority(_LAST)
    def _all_is_made(self, *, config: MkDocsConfig) -> None:
        """See that nothing failed before."""
        if self._last is not None:
            self._last.is_made = True

    def on_shutdown(self) -> None:
        """Remember the build when all is written."""
        if self._last is not None:
            self._last.end()
        if self._kept is not None and self._whole is not None:
            self._kept.keep(self._whole.left)
        if self._store is not None and self._store.fault:
            log.info("%s", self._store.fault)


def _kept(store: Store, config: MkDocsConfig, options: StudyGuideConfig) -> "Kept | None":
    from studyguide.outputs.mkdocs.kept import Kept

    return Kept.of(store, config, options)


def _end(config: MkDocsConfig, warnings: str) -> NoReturn:
    """End a command as the host does that has built a site. ``warnings`` are what it counts for ``--strict``."""
    if warnings and config.strict:
        message = f"Aborted with {warnings} in strict mode!"
        raise Abort(message)
    raise SystemExit(0)


def _host_of_command(command: str, dirty: bool) -> str:  # noqa: FBT001  as the host says it
    """Return the package of a host whose command ``build`` runs; nothing where a program asks, or another command."""
    context = click.get_current_context(silent=True)
    if command != "build" or dirty or context is None or context.command.name != "build":
        return ""
    if context.params.get("config_file") is not None and context.params["config_file"].name == "<stdin>":
        return ""
    package, _, module = str(getattr(context.command.callback, "__module__", "")).partition(".")
    if package == "__main__":  # `python -m mkdocs`
        return str(getattr(sys.modules["__main__"], "__package__", None) or "")
    return package if module == "__main__" else ""


def _handed_on(name: str, number: int, priority: int) -> Callable[..., Any]:
    """Make the method that calls one of the plugin's for an event."""

    @event_priority(priority)
    def event(self: StudyGuidePlugin, *args: Any, **named: Any) -> Any:
        method = getattr(self.whole, name)
        return (method.methods[number] if isinstance(method, CombinedEvent) else method)(*args, **named)

    return event


_OWN: Mapping[str, Callable[..., Any]] = {
    "on_env": StudyGuidePlugin._all_is_gathered,  # noqa: SLF001  it is this module's
    "on_post_build": StudyGuidePlugin._all_is_made,  # noqa: SLF001  the same
}
for _name, _priorities in EVENTS.items():
    _methods = [_handed_on(_name, _number, _priority) for _number, _priority in enumerate(_priorities)]
    setattr(StudyGuidePlugin, _name, CombinedEvent(*_methods, *([_OWN[_name]] if _name in _OWN else [])))
