"""The site's configuration, ``mkdocs.yml``, as our commands read it where no host does."""

from pathlib import Path
from typing import Any

import yaml


class ConfigurationError(ValueError):
    """There is no configuration, or it is none; the message says what to do."""


class _Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml`` without running what its tags name: those values are for the host."""


_Loader.add_multi_constructor("", lambda *_: None)


def read(path: Path, above: frozenset[Path] = frozenset()) -> tuple[dict[str, Any], Path]:
    """Read the site's configuration with what it inherits; returns its folder too."""
    if not path.is_file():
        message = f"there is no {path}: run this where mkdocs.yml is, or name the notes with --notes"
        raise ConfigurationError(message)
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader) or {}  # noqa: S506  a subclass of SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        message = f"{path} is not valid YAML: {error}"
        raise ConfigurationError(message) from None
    if not isinstance(data, dict):
        message = f"{path} must hold `key: value` lines"
        raise ConfigurationError(message)
    if isinstance(data.get("INHERIT"), str) and path.resolve() not in above:
        parent, _ = read(path.parent / data["INHERIT"], above | {path.resolve()})
        data = {**parent, **data}
    return data, path.parent


def plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """Find the options of our plugin, however ``plugins`` is written."""
    plugins = config.get("plugins") or []
    entries = (
        plugins.items()
        if isinstance(plugins, dict)
        else (pair for item in plugins for pair in (item.items() if isinstance(item, dict) else [(item, {})]))
    )
    found = next((options for name, options in entries if name == "studyguide"), None)
    return dict(found) if isinstance(found, dict) else {}
