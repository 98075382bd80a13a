"""The site's configuration, ``mkdocs.yml``, read as the hosts read it by commands that run without one."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


class ConfigurationError(ValueError):
    """There is no configuration, or it is none; the message says what to do."""


class _Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml`` without running what its tags name: those values are for the host."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    """Read ``!ENV NAME`` and ``!ENV [NAME, OTHER, default]`` (MkDocs, “Environment variables”)."""
    names = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [str(node.value)]
    # The last of several is the default (pyyaml-env-tag, which the hosts use); a name alone has none.
    default = names.pop() if len(names) > 1 else None
    found = next((os.environ[str(name)] for name in names if str(name) in os.environ), None)
    # Read as YAML, so that `true` and `8` in the environment are no text.
    return default if found is None else yaml.safe_load(found)


# Material's documentation has `!!python/name:…` in many an mkdocs.yml; no command here needs its value.
_Loader.add_multi_constructor("", lambda *_: None)
_Loader.add_constructor("!ENV", _environment)


def read(path: Path, above: frozenset[Path] = frozenset()) -> tuple[dict[str, Any], Path]:
    """Read the site's configuration with what it inherits; returns its folder too."""
    if not path.is_file():
        message = f"there is no {path}: run this where mkdocs.yml is, or name the notes with --notes"
        raise ConfigurationError(message)
    try:
        # utf-8-sig: editors on Windows write a byte order mark.
        data = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader) or {}  # noqa: S506  a subclass of SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        message = f"{path} is not valid YAML: {error}"
        raise ConfigurationError(message) from None
    if not isinstance(data, dict):
        message = f"{path} must hold `key: value` lines"
        raise ConfigurationError(message)
    # A file that inherits itself ends here; the host would recurse.
    if isinstance(data.get("INHERIT"), str) and path.resolve() not in above:
        parent, _ = read(path.parent / data["INHERIT"], above | {path.resolve()})
        data = _merged(parent, data)
    return data, path.parent


def _merged(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """Lay a configuration over the one it inherits: mappings are joined key by key, anything else is replaced."""
    result = dict(outer)
    for key, value in inner.items():
        known = result.get(key)
        both = isinstance(known, dict) and isinstance(value, dict)
        result[key] = _merged(known or {}, value) if both else value
    return result


def plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """Find the options of our plugin, however ``plugins`` is written."""
    found = plugins(config).get("studyguide")
    return dict(found) if isinstance(found, dict) else {}


def plugins(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of all plugins, by name."""
    written = config.get("plugins") or []
    if isinstance(written, dict):
        return written
    # A list, a list with options, or a mapping: the hosts take all three (MkDocs, "plugins").
    pairs = [pair for item in written for pair in (item.items() if isinstance(item, dict) else [(item, {})])]
    return dict(reversed(pairs))


def has_plugin(config: dict[str, Any]) -> bool:
    """Say whether our plugin is among those of a configuration."""
    return "studyguide" in plugins(config)


def with_key(path: Path, key: str, above: frozenset[Path] = frozenset()) -> Path | None:
    """Return the file that has a key: this one, or the nearest that it inherits."""
    if not path.is_file() or path.resolve() in above:
        return None
    data = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader) or {}  # noqa: S506  a subclass of SafeLoader
    if key in data or not isinstance(data.get("INHERIT"), str):
        return path if key in data else None
    return with_key(path.parent / data["INHERIT"], key, above | {path.resolve()})
