"""The site's configuration, ``mkdocs.yml``, read as the hosts read it by commands that run without one."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_NAME = "studyguide"
_Composer: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Makes nodes only, at every build: 45 ms for the guide in notes/ where PyYAML was built with C, 130 elsewhere."""


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


def folders(config: Mapping[str, Any], project: Path) -> tuple[Path, ...]:
    """List the site's folders of pages, of output and of templates, which hold no notes; without a site, any may."""
    if not config:
        return ()
    theme = config.get("theme")
    templates = theme.get("custom_dir") if isinstance(theme, dict) else None
    names = (config.get("docs_dir") or "docs", config.get("site_dir") or "site", templates)
    return tuple(project / str(name) for name in names if name)


def plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """Find the options of our plugin, however ``plugins`` is written."""
    found = written_options(config)
    return found if isinstance(found, dict) else {}


def written_options(config: Mapping[str, Any]) -> Any:
    """Return what is written as the options of our plugin, whether it is options or not."""
    found = plugins(config).get(_NAME) or {}
    # The hosts have an option `enabled` for every plugin, which none gets to see.
    return {key: value for key, value in found.items() if key != "enabled"} if isinstance(found, dict) else found


def plugins(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of all plugins, by name."""
    written = config.get("plugins") or []
    if isinstance(written, dict):
        return written
    # A list, a list with options, or a mapping: the hosts take all three (MkDocs, "plugins").
    listed = written if isinstance(written, list) else []
    pairs = [pair for item in listed for pair in (item.items() if isinstance(item, dict) else [(item, {})])]
    return {name: options for name, options in reversed(pairs) if isinstance(name, str)}


def has_plugin(config: dict[str, Any]) -> bool:
    """Say whether our plugin is among those of a configuration."""
    return _NAME in plugins(config)


def with_key(path: Path, key: str, above: frozenset[Path] = frozenset()) -> Path | None:
    """Return the file that has a key: this one, or the nearest that it inherits."""
    if not path.is_file() or path.resolve() in above:
        return None
    data = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader) or {}  # noqa: S506  a subclass of SafeLoader
    if key in data or not isinstance(data.get("INHERIT"), str):
        return path if key in data else None
    return with_key(path.parent / data["INHERIT"], key, above | {path.resolve()})


def lines(path: Path, ways: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Path, int] | None]:
    """Find the file and line of options by their keys, in a configuration or what it inherits.

    One that stands in neither was set by something else, and has no line.
    """
    documents = list(_documents(path, frozenset()))
    for way in ways:
        found = ((file, _line(document, way)) for file, document in documents)
        yield next(((file, line) for file, line in found if line), None)


def files(path: Path) -> list[Path]:
    """Name a configuration and all that it inherits."""
    return [file for file, _ in _documents(path, frozenset())]


def _documents(path: Path, above: frozenset[Path]) -> Iterator[tuple[Path, yaml.Node]]:
    """Read a configuration and those that it inherits as nodes, which know their lines; tags are not looked at."""
    try:
        document = yaml.compose(path.read_text(encoding="utf-8-sig"), _Composer)
    except (yaml.YAMLError, UnicodeDecodeError, OSError):
        return  # whoever reads it says so
    if document is not None:
        yield path, document
        parent = _below(document, "INHERIT")
        if parent and isinstance(parent[1].value, str) and path.resolve() not in above:
            yield from _documents(path.parent / parent[1].value, above | {path.resolve()})


def _line(document: yaml.Node, way: tuple[Any, ...]) -> int:
    """Return the line (from 1) of an option of ours, or 0."""
    plugins = _below(document, "plugins")
    found = _plugin(plugins[1]) if plugins else None
    for key in way:
        found = found and _below(found[1], key)
    return found[0] if found else 0


def _plugin(plugins: yaml.Node) -> tuple[int, yaml.Node] | None:
    """Find our plugin among all, as :func:`plugins` does."""
    if not isinstance(plugins, yaml.SequenceNode):
        return _below(plugins, _NAME)
    found = ((item.start_mark.line + 1, item) if item.value == _NAME else _below(item, _NAME) for item in plugins.value)
    return next(filter(None, found), None)


def _below(node: yaml.Node, key: Any) -> tuple[int, yaml.Node] | None:
    """Find the line and the value of a key in a mapping, or of an entry of a list."""
    if isinstance(node, yaml.SequenceNode):
        entries = node.value[key : key + 1] if isinstance(key, int) else []
        return next(((entry.start_mark.line + 1, entry) for entry in entries), None)
    if not isinstance(node, yaml.MappingNode):
        return None
    # Of a key that is there twice the last one counts. What is merged in counts least.
    own = [(name.start_mark.line + 1, value) for name, value in node.value if _is_key(name, key)]
    merged = (_below(source, key) for source in _merges(node))
    return own[-1] if own else next(filter(None, merged), None)


def _merges(node: yaml.MappingNode) -> Iterator[yaml.Node]:
    """List the mappings that ``<<`` brings into one."""
    for name, value in node.value:
        if name.tag == "tag:yaml.org,2002:merge":
            yield from value.value if isinstance(value, yaml.SequenceNode) else [value]


def _is_key(node: yaml.Node, key: Any) -> bool:
    """Say whether a node is read as a key; `1` and `on` are no text."""
    if not isinstance(node, yaml.ScalarNode):
        return False
    try:
        return bool(yaml.constructor.SafeConstructor().construct_document(node) == key)
    except (yaml.YAMLError, ValueError):  # a tag of the host's, or a day that no calendar has
        return False
